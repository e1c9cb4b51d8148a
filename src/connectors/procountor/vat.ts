/** VAT of a row in Procountor's terms, and what Procountor will derive from it. */
import type { CivilDate } from '@saatava/core/dates.ts'
import { absolute, grossOfNet, minorToText } from '@saatava/core/money.ts'
import type { LedgerRow, Mappings } from '../port.ts'
import type { ReceiptEntry, VatType } from './codec.ts'
import { refused } from './errors.ts'
import { mapped } from '../mapped.ts'

/** Procountor's "no VAT handling". */
export const NO_VAT_STATUS = 12

const VAT_TYPE_ADVICE =
  'Use SALES or PURCHASE, or leave vatType out and map the document type in mappings.voucherTypes.'

/** @returns what the document type stands for, by mappings.voucherTypes */
export function vatTypeOfDocument(documentType: string, mappings: Mappings): VatType {
  return vatTypeFrom(mapped(mappings.voucherTypes, documentType) ?? 'SALES', `Document type ${documentType}`)
}

/** A row's own vatType, else the document's. */
export function vatTypeOfRow(row: LedgerRow, ofDocument: VatType, index: number): VatType {
  const own = row.vatType?.trim()
  return own === undefined || own === '' ? ofDocument : vatTypeFrom(own, `Row ${index + 1}`)
}

function vatTypeFrom(text: string, where: string): VatType {
  const upper = text.trim().toUpperCase()
  if (upper === 'SALES' || upper === 'PURCHASE') return upper
  throw refused(
    'VAT_TYPE_UNKNOWN',
    `${where} has the VAT type “${text}”, which is neither SALES nor PURCHASE.`,
    VAT_TYPE_ADVICE,
  )
}

/** vatStatus of a row by mappings.vatCodes. Refuses an unmapped code, and a percent whose code says "no VAT". */
export function vatStatusOfRow(row: LedgerRow, mappings: Mappings, index: number): number {
  const code = (row.vatCode ?? '').trim()
  const percent = row.vatPercentage ?? 0
  const to = mapped(mappings.vatCodes, code)
  const where = `Row ${index + 1} (account ${row.accountNumber})`
  // The VAT status of a percent (domestic, EU, reverse charge) decides the VAT return: it is never guessed.
  if (percent > 0 && code === '' && (to === undefined || Number(to) === NO_VAT_STATUS)) {
    throw refused(
      'VAT_CODE_UNMAPPED',
      `${where} has ${percent} % VAT and no vatCode; Procountor needs the VAT status that the percent belongs to.`,
      'Give the row the vatCode of its VAT, or map the empty code in mappings.vatCodes to the status of all such rows; then submit it again.',
    )
  }
  if (to === undefined || !/^\d{1,6}$/.test(to)) {
    throw refused(
      'VAT_CODE_UNMAPPED',
      `${where} has the VAT code “${code}”, which is ${to === undefined ? 'not mapped' : `mapped to “${to}”, not a number`}.`,
      `Add mappings.vatCodes["${code}"] with the number of a VAT status of the company (connection test lists them); then retry.`,
    )
  }
  const status = Number(to)
  if (percent > 0 && status === NO_VAT_STATUS) {
    throw refused(
      'VAT_CODE_UNMAPPED',
      `${where} has ${percent} % VAT, but its VAT code “${code}” stands for no VAT handling (status ${NO_VAT_STATUS}).`,
      'Give the row the vatCode of its VAT and map it in mappings.vatCodes; then submit it again.',
    )
  }
  return status
}

/**
 * The sum of the receipt in Procountor, VAT included: it derives VAT from the net value and the percent of each row.
 * Zero, or a few cents of rounding.
 */
export function derivedSum(entries: readonly ReceiptEntry[]): bigint {
  let total = 0n
  for (const { value, percent } of entries) total += percent === 0 ? value : grossOfNet(value, percent)
  return total
}

/**
 * Refuses a receipt that the derived VAT would not balance: the reconciliation row that Procountor adds must only ever
 * carry rounding, one cent for each row with VAT.
 */
export function checkDerived(entries: readonly ReceiptEntry[], createReconciliation: boolean, date: CivilDate): void {
  const off = derivedSum(entries)
  if (off === 0n) return
  const tolerance = BigInt(entries.filter((entry) => entry.percent !== 0).length)
  if (absolute(off) > tolerance) {
    throw refused(
      'VAT_NOT_DERIVABLE',
      `The rows of ${date} with VAT as Procountor derives it sum to ${minorToText(off)}, not 0.00: the VAT rows of the document are not net × percent.`,
      'Correct vatPercentage, netAmount or the VAT rows; or set vatMode VERBATIM, which sends every row without VAT handling.',
    )
  }
  if (!createReconciliation) {
    throw refused(
      'VAT_ROUNDING',
      `The rows of ${date} with VAT as Procountor derives it miss 0.00 by ${minorToText(off)} of rounding.`,
      'Set createReconciliation true, so that Procountor adds a row for the cents; or correct netAmount.',
    )
  }
}
