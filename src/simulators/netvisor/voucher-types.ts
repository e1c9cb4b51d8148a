/** Voucher types every company has, by the vendor's list. Users may add more; a simulated company has these. */

export interface VoucherType {
  netvisorKey: number
  abbreviation: string
  /** Values that accounting.nv takes as voucherclass. */
  name: string
  foreignName: string
}

// Finnish names of T and AT are not published; these are our translations.
export const VOUCHER_TYPES: readonly VoucherType[] = (
  [
    ['ML', 'Myyntilasku', 'Sales invoice'],
    ['MS', 'Myyntisuoritus', 'Sales transaction'],
    ['PT', 'Pankki', 'Bank'],
    ['KT', 'Kassa', 'Treasury'],
    ['PUMP', 'Tuodut tapahtumat', 'Imported transactions'],
    ['T', 'Automaattinen tilinpäätös', 'Automatic financial statements'],
    ['AT', 'Järjestelmän muodostamat', 'Formed by the system'],
    ['MU', 'Muut', 'Others'],
    ['OL', 'Ostolasku', 'Purchase invoice'],
    ['OS', 'Ostosuoritus', 'Purchase transaction'],
    ['JK', 'Jaksotukset', 'Accruals'],
    ['PA', 'Palkka', 'Pay'],
  ] as const
).map(([abbreviation, name, foreignName], i) => ({ netvisorKey: i + 1, abbreviation, name, foreignName }))

const BY_NAME = new Map(VOUCHER_TYPES.map((type) => [type.name, type]))

export function voucherTypeNamed(name: string): VoucherType | undefined {
  return BY_NAME.get(name)
}

/** The key of the type with an abbreviation of the list above. */
export function keyOfType(abbreviation: string): number | undefined {
  return VOUCHER_TYPES.find((type) => type.abbreviation === abbreviation)?.netvisorKey
}
