/**
 * Query parameters of each resource, by the vendor's OpenAPI document (as public clients carry it). Names are taken as
 * they are written there. A name that the document lacks is refused, and so is a filter that is not simulated: a filter
 * that does nothing must show.
 */
import { isCivilDate } from '@saatava/core/dates.ts'
import type { Complaint } from './answers.ts'

export type Query = Record<string, string | undefined>

const PAGING = ['previousId', 'orderById', 'size', 'page']
const DATES = ['startDate', 'endDate']
const TIMES = ['createdStartDate', 'createdEndDate', 'versionStartDate', 'versionEndDate']
const ORDERS = ['orderById', 'orderByDate', 'orderByCreated', 'orderByVersion']

const PARAMETERS = {
  none: [],
  dimensions: ['name', 'codeName'],
  receipts: [...DATES, ...TIMES, ...ORDERS, ...PAGING, 'types', 'status'],
  saveReceipt: ['createReconciliation'],
  invoices: [...DATES, ...TIMES, ...ORDERS, ...PAGING, 'types', 'status', 'originalInvoiceNumber', 'invoiceNumber'],
  paymentEvents: PAGING,
  markPaid: ['addPenalExpense'],
} as const satisfies Record<string, readonly string[]>
export type Resource = keyof typeof PARAMETERS

/** In the vendor's document, and not simulated. */
const NOT_SIMULATED = new Set(['businessPartnerId', 'searchTerm', 'invoiceChannel'])
const NUMBERS = ['previousId', 'size', 'page', 'invoiceNumber']
const BOOLEANS = ['createReconciliation', 'addPenalExpense']
const RECEIPT_TYPES =
  'JOURNAL PURCHASE_INVOICE SALES_INVOICE PERIODIC_TAX_RETURN TRAVEL_INVOICE BILL_OF_CHARGES VAT_FORM SALARY EMPLOYER_CONTRIBUTION PURCHASE_ORDER SALES_ORDER BANK_STATEMENT_AS_RECEIPT RECEIPT_FOR_OPENING_ACCOUNTS REFERENCE_PAYMENT TRACKING_PERIOD_OPENING_RECEIPT'.split(
    ' ',
  )
/** "2016-08-31T00:00:00", also with a Z: the document's examples have both. */
const TIME = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?Z?$/

/** @param given as Fastify reads it: a name that is there twice has a list */
export function complaintsAbout(resource: Resource, given: Record<string, string | string[] | undefined>): Complaint[] {
  const known: readonly string[] = PARAMETERS[resource]
  return Object.entries(given).flatMap(([name, value]): Complaint[] => {
    const message = faultOf(known, name, value)
    return message === undefined ? [] : [{ status: 400, field: name, message }]
  })
}

function faultOf(known: readonly string[], name: string, value: string | string[] | undefined): string | undefined {
  if (NOT_SIMULATED.has(name)) return 'This filter is not simulated'
  if (!known.includes(name)) return 'Unknown query parameter'
  if (Array.isArray(value)) {
    // Lists are sent as one text with commas, or as the same name again.
    return name === 'types' || name === 'status' ? undefined : 'Query parameter is there twice'
  }
  const text = value ?? ''
  if (DATES.includes(name) && !isCivilDate(text)) return 'Must be a date yyyy-MM-dd'
  if (TIMES.includes(name) && !isCivilDate(TIME.exec(text)?.[1] ?? '')) return 'Must be a time yyyy-MM-ddTHH:mm:ss'
  if (ORDERS.includes(name) && text !== 'ASC' && text !== 'DESC') return 'Must be ASC or DESC'
  if (NUMBERS.includes(name) && !/^\d{1,10}$/.test(text)) return 'Must be a whole number'
  if (BOOLEANS.includes(name) && text !== 'true' && text !== 'false') return 'Must be true or false'
  if (name === 'types' && !text.split(',').every((type) => RECEIPT_TYPES.includes(type))) return 'Unknown type'
  return undefined
}

/** True where a stored time is within a span of the query; stored times are UTC without a Z. */
export function isWithin(at: string, query: Query, from: string, to: string): boolean {
  const time = instant(at)
  const [start, end] = [query[from], query[to]]
  return (start === undefined || time >= instant(start)) && (end === undefined || time <= instant(end))
}

function instant(text: string): number {
  return Date.parse(`${text.replace(/Z$/, '')}Z`)
}
