/**
 * The three forms in which a request states the amounts of an invoice: rows, a VAT breakdown without rows, or totals alone.
 * A request is read into one of them once; the VAT lines of a form follow from it alone (see form-lines.ts).
 */
import { minor } from '@saatava/core/money.ts'
import type { Fault } from '../platform/errors.ts'
import { type RowAmounts, rowAmounts } from './row-amounts.ts'
import type { SalesInvoiceRequest } from './schemas.ts'
import { type BreakdownGroup, breakdownGroups, categoriesOfBreakdown } from './vat-breakdown.ts'
import { type ComputedLine, linesOfRows, spreadGross } from './vat-lines.ts'

/** The sums that a request states, minor units. */
export interface StatedSums {
  net: bigint | undefined
  vat: bigint | undefined
  total: bigint | undefined
}

/** Rows with amounts; a breakdown beside them is compared with them. */
export interface RowsForm {
  form: 'ROWS'
  rows: RowAmounts[]
  /** The rows by rate and category; at least one. */
  lines: ComputedLine[]
  breakdown: BreakdownGroup[]
  sums: StatedSums
}

/** Rows have no amounts, where there are any; the breakdown has. */
export interface BreakdownForm {
  form: 'BREAKDOWN'
  rows: RowAmounts[]
  /** At least one. */
  breakdown: BreakdownGroup[]
  sums: StatedSums
}

/** Neither rows nor breakdown have amounts. */
export interface TotalsForm {
  form: 'TOTALS'
  rows: RowAmounts[]
  sums: StatedSums
  /** The invoice states a sale, so its VAT has to be known. */
  isSale: boolean
}

export type AmountsForm = RowsForm | BreakdownForm | TotalsForm

/** Types that state no sale: their subject was invoiced before, with its VAT. */
const NO_SALE: ReadonlySet<string> = new Set(['COLLECTION', 'REMINDER'])

/** Faults of the rows alone: those of rowAmounts and linesOfRows. */
export function readAmountsForm({ invoice }: SalesInvoiceRequest, faults: Fault[]): AmountsForm {
  const own = (invoice.rows ?? []).map((row, i) => {
    const result = rowAmounts(row, `/invoice/rows/${i}`)
    faults.push(...result.faults)
    return result.amounts
  })
  const breakdown = breakdownGroups(invoice.amounts?.vatBreakdown ?? [])
  const rows = categoriesOfBreakdown(spreadGross(own), breakdown)
  const lines = linesOfRows(rows, faults)
  const sums = statedSums(invoice.amounts)
  if (lines.length > 0) return { form: 'ROWS', rows, lines, breakdown, sums }
  if (breakdown.length > 0) return { form: 'BREAKDOWN', rows, breakdown, sums }
  return { form: 'TOTALS', rows, sums, isSale: !NO_SALE.has(invoice.header.type ?? 'INVOICE') }
}

function statedSums({ netAmount, vatAmount, totalAmount }: SalesInvoiceRequest['invoice']['amounts'] = {}): StatedSums {
  const inMinor = (amount: number | undefined) => (amount === undefined ? undefined : minor(amount))
  return { net: inMinor(netAmount), vat: inMinor(vatAmount), total: inMinor(totalAmount) }
}
