/** Our documents → Procountor's receipts and payments. Pure: what must be looked up there is looked up before sending. */
import type { ClientId } from '@saatava/core/ids.ts'
import type { CivilDate } from '@saatava/core/dates.ts'
import { minorToText } from '@saatava/core/money.ts'
import { clip } from '../clip.ts'
import { markerOf } from '../marker.ts'
import { dayOfPayment } from '../parts.ts'
import type { VoucherDocument, LedgerRow, Mappings, PaymentDocument, PlannedVoucher } from '../port.ts'
import {
  DESCRIPTION_MAX,
  type ReceiptEntry,
  NAME_MAX,
  PAYMENT_DESCRIPTION_MAX,
  type Receipt,
  type VatType,
} from './codec.ts'
import { refused } from './errors.ts'
import { mapped } from '../mapped.ts'
import { PAYMENT_METHODS, type PaymentMethod, type ProcountorSettings } from './settings.ts'
import { checkDerived, NO_VAT_STATUS, vatStatusOfRow, vatTypeOfDocument, vatTypeOfRow } from './vat.ts'

/** A dimension item by the names people use; ids are looked up before sending. */
export interface NamedItem {
  dimension: string
  item: string
}

export interface ReceiptBody {
  kind: 'receipt'
  receipt: Receipt
  /** Dimension items of each entry, by its index. */
  items: NamedItem[][]
  /** True where Procountor derives VAT and may add a row for the cents. */
  reconcile: boolean
  /**
   * All parts of the document, this one included. Before the first is sent all are checked against the company, so that
   * a document is not left half stored for a reason that was there to be seen.
   */
  parts: ReceiptBody[]
}

export interface PaymentBody {
  kind: 'payment'
  target: 'invoicenumber' | 'reference'
  invoiceNumber?: string
  reference?: string
  amount: bigint
  currency: string
  description: string
  paymentMethodType: PaymentMethod
}

export interface MappingContext {
  clientId: ClientId
  settings: ProcountorSettings
  mappings: Mappings
}

/**
 * The receipts of a ledger document: one for each booking date in order of date, or one with voucherDate DOCUMENT_DATE.
 * Total is the debit side of what is sent, net of the VAT that Procountor derives.
 */
export function planLedger(document: VoucherDocument, context: MappingContext): PlannedVoucher[] {
  const parts: ReceiptBody[] = []
  return groups(document, context.settings.voucherDate === 'BOOKING_DATE').map(([date, rows], i) => {
    const marker = markerOf(context.clientId, document.kind, document.identifier, i + 1)
    const body = receiptBody(document, rows, date, marker, parts, context)
    parts.push(body)
    return { marker, date, total: debitOf(body.receipt.entries), body }
  })
}

/** A row with its place in the document, which error messages name. */
interface PlacedRow {
  row: LedgerRow
  index: number
}

function groups(document: VoucherDocument, byBookingDate: boolean): [date: CivilDate, rows: PlacedRow[]][] {
  const groups = new Map<string, PlacedRow[]>()
  for (const [index, row] of document.rows.entries()) {
    const date = byBookingDate ? row.bookingDate : document.documentDate
    const group = groups.get(date)
    if (group === undefined) groups.set(date, [{ row, index }])
    else group.push({ row, index })
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1))
}

/** The side that is compared when receipts are read back: the sum of the debit rows, minor units. */
export function debitOf(entries: readonly { value: bigint }[]): bigint {
  let debit = 0n
  for (const { value } of entries) if (value > 0n) debit += value
  return debit
}

function receiptBody(
  document: VoucherDocument,
  rows: PlacedRow[],
  date: CivilDate,
  marker: string,
  parts: ReceiptBody[],
  context: MappingContext,
): ReceiptBody {
  checkBalanced(rows, date)
  const { settings, mappings } = context
  const vatType = vatTypeOfDocument(document.documentType, mappings)
  const derives =
    settings.vatMode === 'DERIVED' && rows.some(({ row }) => !row.isVatRow && (row.vatPercentage ?? 0) !== 0)
  const entries: ReceiptEntry[] = []
  const items: NamedItem[][] = []
  for (const { row, index } of rows) {
    // Procountor books the VAT of rows with a percent automatically: the document's own VAT rows would book it twice.
    if (derives && row.isVatRow) continue
    entries.push(entryOf(row, index, vatType, settings, mappings))
    items.push(itemsOf(row, index, mappings))
  }
  if (derives) checkDerived(entries, settings.createReconciliation, date)
  const description = document.documentDescription?.trim()
  return {
    kind: 'receipt',
    receipt: {
      name: clip(`${marker} ${document.documentName}`, NAME_MAX),
      receiptDate: date,
      vatType,
      vatStatus: entries.find((entry) => entry.percent !== 0)?.vatStatus ?? entries[0]?.vatStatus ?? NO_VAT_STATUS,
      ...(description ? { description: clip(description, DESCRIPTION_MAX) } : {}),
      entries,
    },
    items,
    reconcile: derives && settings.createReconciliation,
    parts,
  }
}

function checkBalanced(rows: PlacedRow[], date: CivilDate): void {
  let total = 0n
  for (const { row } of rows) total += row.netAmount
  if (total === 0n) return
  throw refused(
    'PART_NOT_BALANCED',
    `The rows booked on ${date} sum to ${minorToText(total)}, not 0.00; Procountor has one date for a receipt.`,
    'Book debit and credit of one event on the same date, or set voucherDate DOCUMENT_DATE to send it as one receipt.',
  )
}

function entryOf(
  row: LedgerRow,
  index: number,
  vatType: VatType,
  settings: ProcountorSettings,
  mappings: Mappings,
): ReceiptEntry {
  const verbatim = settings.vatMode === 'VERBATIM' || row.isVatRow
  const description = row.transactionDescription?.trim()
  return {
    account: row.accountNumber,
    value: row.netAmount,
    percent: verbatim ? 0 : (row.vatPercentage ?? 0),
    vatStatus: verbatim ? NO_VAT_STATUS : vatStatusOfRow(row, mappings, index),
    vatType: vatTypeOfRow(row, vatType, index),
    ...(description ? { description: clip(description, DESCRIPTION_MAX) } : {}),
  }
}

function itemsOf(row: LedgerRow, index: number, mappings: Mappings): NamedItem[] {
  const items: NamedItem[] = []
  const add = (key: string, value: string) => {
    const dimension = (mapped(mappings.dimensions, key) ?? key).trim()
    const item = value.trim()
    if (dimension === '' || item === '') return
    const other = items.find((known) => known.dimension.toLowerCase() === dimension.toLowerCase())
    if (other === undefined) items.push({ dimension, item })
    else if (other.item !== item) {
      throw refused(
        'DIMENSION_TWICE',
        `Row ${index + 1} has two items of the dimension “${dimension}”: “${other.item}” and “${item}”.`,
        'Give a row one item of a dimension: in Procountor the items of a dimension share the row’s value. Or map one of them to another dimension in mappings.dimensions.',
      )
    }
  }
  if (row.projectNumber !== undefined) add('PROJECT', row.projectNumber)
  for (const { type, name, value } of row.dimensions) add(type === 'CUSTOM' ? (name ?? '') : type, value)
  return items
}

/**
 * The payment of an invoice. Its rows and bank account have no place in markpaid, which books to its own accounts; a
 * journal of the rows beside it would book the payment twice, so none is made.
 */
export function planPayment(document: PaymentDocument, context: MappingContext): PlannedVoucher {
  const { settings } = context
  const marker = markerOf(context.clientId, document.kind, document.identifier)
  const date = dayOfPayment(document, settings)
  const words = clip(document.description?.trim() ?? '', PAYMENT_DESCRIPTION_MAX - marker.length - 1)
  const body: PaymentBody = {
    kind: 'payment',
    target: document.targetIdentifier,
    ...(document.invoiceNumber === undefined ? {} : { invoiceNumber: document.invoiceNumber.trim() }),
    ...(document.paymentReference === undefined ? {} : { reference: document.paymentReference.trim() }),
    amount: document.amount,
    currency: document.currency,
    description: words === '' ? marker : `${words} ${marker}`,
    paymentMethodType: paymentMethodOf(document, context),
  }
  return { marker, date, total: document.amount, body }
}

function paymentMethodOf(document: PaymentDocument, { mappings, settings }: MappingContext): PaymentMethod {
  const wanted =
    mapped(mappings.paymentMethods, document.description?.trim() ?? '') ??
    mapped(mappings.paymentMethods, document.paymentMethodType) ??
    settings.paymentMethodType
  const method = PAYMENT_METHODS.find((known) => known === wanted)
  if (method !== undefined) return method
  throw refused(
    'PAYMENT_METHOD_UNKNOWN',
    `mappings.paymentMethods gives “${wanted}”, which is not a payment method type of Procountor.`,
    `Use one of ${PAYMENT_METHODS.join(', ')}; then retry.`,
  )
}
