/** What every simulated company has: Netvisor's own voucher types and VAT codes, as its help pages list them. */

/** Abbreviation → name in Finnish and English. Companies may add more; a simulated one does not. */
export const VOUCHER_TYPES: Record<string, { name: string; foreignName: string }> = {
  ML: { name: 'Myyntilasku', foreignName: 'Sales invoice' },
  MS: { name: 'Myyntisuoritus', foreignName: 'Sales transaction' },
  PT: { name: 'Pankki', foreignName: 'Bank' },
  KT: { name: 'Kassa', foreignName: 'Treasury' },
  PUMP: { name: 'Tuodut tapahtumat', foreignName: 'Imported transactions' },
  T: { name: 'Automaattinen tilinpäätös', foreignName: 'Automatic financial statements' },
  AT: { name: 'Järjestelmän muodostama', foreignName: 'Formed by the system' },
  MU: { name: 'Muut', foreignName: 'Others' },
  OL: { name: 'Ostolasku', foreignName: 'Purchase invoice' },
  OS: { name: 'Ostosuoritus', foreignName: 'Purchase transaction' },
  JK: { name: 'Jaksotukset', foreignName: 'Accruals' },
  PA: { name: 'Palkka', foreignName: 'Pay' },
}

export const CLASS_NAMES = new Set(Object.values(VOUCHER_TYPES).map((type) => type.name))

const ALL = ['0', '10', '13.5', '14', '24', '25.5']
const table: [string, string[]][] = [
  ['KOMY KOOS EUOS EUPO EVTO EVPO EVKV KAVE RAOS EVRO MAAL EVMA', ALL],
  ['NONE EUMY EUUM EUUO 100 EUPM312 EUPM309 RAMY KOMY0', ['0']],
  ['MUUL', ['0', '10', '13.5', '14', '24']],
]

/** VAT code → the percents it takes. 13.5 is newer than the vendor's page and stands beside the 14 it replaced. */
export const VAT_PERCENTS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  table.flatMap(([codes, percents]) => codes.split(' ').map((code) => [code, new Set(percents)] as const)),
)
