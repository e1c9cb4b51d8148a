/** When it was supplied: the delivery's date, the invoicing period, the period of a line. */
import type { InvoiceDocument, Supply } from '../model/document.ts'
import { group } from '../xml.ts'
import { basic } from './values.ts'

/** UNTDID 2005: VAT falls due by the date of the invoice, as it does for an intra-community supply (VAT directive art. 67). */
const BY_INVOICE_DATE = '3'

/**
 * The invoicing period (BG-14). An intra-community supply must have one or a date of delivery (BR-IC-11): where neither was
 * stated, the days of its rows; where they have none either, no date is made up, and it says when VAT falls due (BT-8).
 */
export function invoicePeriod({ supply, rows, vatLines }: InvoiceDocument): string {
  if (supply !== undefined || !vatLines.some(({ category }) => category === 'K')) return period(supply)
  const days = rows.flatMap(({ supply: own }) => [own?.date, own?.from, own?.to]).filter((day) => day !== undefined)
  const [first, last] = [days.toSorted()[0], days.toSorted().at(-1)]
  if (first === undefined || last === undefined)
    return group('cac:InvoicePeriod', [basic('DescriptionCode', BY_INVOICE_DATE)])
  return period({ from: first, to: last })
}

/** The period of a line (BT-134, BT-135): one day is a period too. */
export function linePeriod(supply: Supply | undefined): string {
  const { date, from, to } = supply ?? {}
  return from === undefined && to === undefined && date !== undefined
    ? period({ from: date, to: date })
    : period(supply)
}

function period(supply: Supply | undefined): string {
  return group('cac:InvoicePeriod', [basic('StartDate', supply?.from), basic('EndDate', supply?.to)])
}
