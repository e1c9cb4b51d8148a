/** Our documents → Fortnox's vouchers and invoice payments. Pure: what must be looked up there is looked up before sending. */
import type { ClientId } from '@saatava/core/ids.ts'
import { clip } from '../clip.ts'
import { mapped } from '../mapped.ts'
import { markerOf } from '../marker.ts'
import { checkBalanced, checkCurrency, dayOfPayment, debitOf, partsOf } from '../parts.ts'
import type { VoucherDocument, LedgerRow, Mappings, PaymentDocument, PlannedVoucher } from '../port.ts'
import { COMMENTS_MAX, DESCRIPTION_MAX, TRANSACTION_INFORMATION_MAX, type Voucher, type VoucherRow } from './codec.ts'
import { refused } from './errors.ts'
import type { FortnoxSettings } from './settings.ts'

export interface VoucherBody {
  kind: 'voucher'
  voucher: Voucher
  /** Dates of all parts of the document: all are looked at before the first is sent. */
  dates: string[]
}

export interface PaymentBody {
  kind: 'payment'
  target: 'invoicenumber' | 'reference'
  invoiceNumber?: string
  reference?: string
  amount: bigint
  mode?: string
  account?: string
}

export interface MappingContext {
  clientId: ClientId
  settings: FortnoxSettings
  mappings: Mappings
}

/** The vouchers of a ledger document: one for each booking date in order of date, or one with voucherDate DOCUMENT_DATE. */
export function planLedger(document: VoucherDocument, context: MappingContext): PlannedVoucher[] {
  const { settings, mappings, clientId } = context
  const series = mapped(mappings.voucherTypes, document.documentType) ?? settings.voucherSeries
  const parts = partsOf(document, settings.voucherDate)
  const dates = parts.map(({ date }) => date)
  return parts.map(({ date, rows: given }, i) => {
    const marker = markerOf(clientId, document.kind, document.identifier, i + 1)
    const rows = given.map(([index, row]) => rowOf(row, index, mappings))
    checkBalanced(rows, date, 'Fortnox')
    const comments = document.documentDescription?.trim()
    const voucher: Voucher = {
      series,
      date,
      description: clip(`${marker} ${document.documentName}`.trim(), DESCRIPTION_MAX),
      ...(comments ? { comments: clip(comments, COMMENTS_MAX) } : {}),
      rows,
    }
    return { marker, date, total: debitOf(rows), body: { kind: 'voucher', voucher, dates } satisfies VoucherBody }
  })
}

// A voucher has no VAT handling: the document's net rows and VAT rows are booked as they are, and the VAT return goes by
// the VAT codes of the accounts.
function rowOf(row: LedgerRow, index: number, mappings: Mappings): VoucherRow {
  if (!/^\d{4}$/.test(row.accountNumber)) {
    throw refused(
      'ACCOUNT_NOT_NUMERIC',
      `Row ${index + 1} has the account “${row.accountNumber}”; an account in Fortnox has four digits.`,
      'Correct accountNumber; then submit it again.',
    )
  }
  const information = row.transactionDescription?.trim()
  return {
    account: row.accountNumber,
    amount: row.netAmount,
    ...(information ? { information: clip(information, TRANSACTION_INFORMATION_MAX) } : {}),
    ...dimensionsOf(row, index, mappings),
  }
}

function dimensionsOf(row: LedgerRow, index: number, mappings: Mappings): { costCenter?: string; project?: string } {
  const found: { costCenter?: string; project?: string } = {}
  const add = (key: string, text: string) => {
    const value = text.trim()
    const to = (mapped(mappings.dimensions, key) ?? key).trim()
    if (value === '' || to === '') return
    const field = to === 'CostCenter' ? 'costCenter' : to === 'Project' ? 'project' : undefined
    if (field === undefined) {
      throw refused(
        'DIMENSION_UNMAPPED',
        `Row ${index + 1} has the dimension “${key}”; a row in Fortnox can have only a cost centre and a project.`,
        'Map it to CostCenter or Project in mappings.dimensions, or to an empty text to leave it out; then retry.',
      )
    }
    if (found[field] !== undefined && found[field] !== value) {
      throw refused(
        'DIMENSION_TWICE',
        `Row ${index + 1} has two values of ${to}: “${found[field]}” and “${value}”.`,
        'Give a row one cost centre and one project; then submit it again.',
      )
    }
    found[field] = value
  }
  if (row.projectNumber !== undefined) add('PROJECT', row.projectNumber)
  for (const { type, name, value } of row.dimensions) add(type === 'CUSTOM' ? (name ?? '') : type, value)
  return found
}

/**
 * The payment of an invoice. Its rows have no place there: Fortnox books the receivable of the invoice against the account
 * of the mode of payment, or against the account that we name.
 */
export function planPayment(document: PaymentDocument, context: MappingContext): PlannedVoucher {
  const { settings, mappings } = context
  checkCurrency(document, settings.companyCurrency)
  const mode =
    mapped(mappings.paymentMethods, document.description?.trim() ?? '') ??
    mapped(mappings.paymentMethods, document.paymentMethodType)
  const account = document.accounts?.money ?? document.bankAccountNumber
  const body: PaymentBody = {
    kind: 'payment',
    target: document.targetIdentifier,
    ...(document.invoiceNumber === undefined ? {} : { invoiceNumber: document.invoiceNumber.trim() }),
    ...(document.paymentReference === undefined ? {} : { reference: document.paymentReference.trim() }),
    amount: document.amount,
    ...(mode ? { mode } : {}),
    ...(account !== undefined && /^\d{4}$/.test(account) ? { account } : {}),
  }
  const date = dayOfPayment(document, settings)
  const marker = markerOf(context.clientId, document.kind, document.identifier)
  return { marker, date, total: document.amount, body }
}
