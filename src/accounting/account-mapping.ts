/** Chooses the accounts on which an invoice's voucher is booked, by the client's settings. */
import type { DocumentRow } from '@saatava/einvoice/model/document.ts'
import type { ClientSettings } from '../settings/settings.ts'

export type AccountMapping = ClientSettings['accounting']

export interface MappedAccount {
  accountNumber: string
  vatCode: string | undefined
}

/** The account of a row's sale: the row's own, else that of the first entry that fits its rate and category. */
export function salesAccountOf(row: DocumentRow, mapping: AccountMapping): MappedAccount {
  const entry = mapping.sales.find(
    ({ vatPercentage, vatCategory }) =>
      (vatPercentage === undefined || vatPercentage === row.vatPercentage) &&
      (vatCategory === undefined || vatCategory === row.vatCategory),
  )
  if (entry === undefined) throw nothingFits('sales', `${row.vatPercentage} % of category ${row.vatCategory}`)
  return { accountNumber: row.accounting?.accountNumber ?? entry.accountNumber, vatCode: entry.vatCode }
}

/** The account that VAT of this rate is owed on. @param percentage for example 25.5 */
export function vatAccountOf(percentage: number, mapping: AccountMapping): MappedAccount {
  const entry = mapping.vat.find(({ vatPercentage }) => vatPercentage === undefined || vatPercentage === percentage)
  if (entry === undefined) throw nothingFits('vat', `${percentage} %`)
  return { accountNumber: entry.accountNumber, vatCode: entry.vatCode }
}

// Settings without an entry that fits everything are refused when they are made.
function nothingFits(list: string, what: string): Error {
  return new RangeError(`accounting.${list} of the client's settings has no entry for ${what}`)
}
