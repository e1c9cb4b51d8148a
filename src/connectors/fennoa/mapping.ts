/** Our documents → Fennoa's statements and invoice payments. Pure: lookups are made before sending. */
import type { ClientId } from '@saatava/core/ids.ts'
import { clip } from '../clip.ts'
import { mapped } from '../mapped.ts'
import { markerOf } from '../marker.ts'
import {
  checkBalanced,
  checkCurrency,
  dayOfPayment,
  debitOf,
  partsOf,
  PAYMENT_DOCUMENT_TYPE,
  paymentEntries,
} from '../parts.ts'
import type { VoucherDocument, LedgerRow, Mappings, PaymentDocument, PlannedVoucher } from '../port.ts'
import type { Statement, StatementRow } from './codec.ts'
import { refused } from './errors.ts'
import type { FennoaSettings } from './settings.ts'

export interface StatementBody {
  kind: 'statement'
  statement: Statement
  /** Dates of all parts of the document: all are looked at before the first is sent. */
  dates: string[]
}

export interface PaymentBody {
  kind: 'payment'
  invoiceNumber: string
  amount: bigint
  type: string
  description: string
}

export interface MappingContext {
  clientId: ClientId
  settings: FennoaSettings
  mappings: Mappings
}

/** The statements of a ledger document: one for each booking date in order of date, or one with DOCUMENT_DATE. */
export function planLedger(document: VoucherDocument, context: MappingContext): PlannedVoucher[] {
  const { settings, mappings, clientId } = context
  const series = mapped(mappings.voucherTypes, document.documentType) ?? settings.voucherSeries
  const parts = partsOf(document, settings.voucherDate)
  const dates = parts.map(({ date }) => date)
  const texts = [document.documentName, document.documentDescription ?? ''].map((text) => text.trim())
  return parts.map(({ date, rows: given }, i) => {
    const marker = markerOf(clientId, document.kind, document.identifier, i + 1)
    const rows = given.map(([index, row]) => rowOf(row, index, context))
    checkBalanced(rows, date, 'Fennoa')
    const statement = statementOf(marker, { series, date, texts, rows }, settings)
    return { marker, date, total: debitOf(rows), body: { kind: 'statement', statement, dates } satisfies StatementBody }
  })
}

/**
 * Fennoa copies the description of a statement to its rows, and a row's own text takes its place there. The ledger, in
 * which we look, may show the text of the row alone. So the first row carries the marker too.
 */
function statementOf(
  marker: string,
  { series, date, texts, rows }: { series: string; date: string; texts: string[]; rows: StatementRow[] },
  { descriptionLength }: FennoaSettings,
): Statement {
  const cut = (...words: string[]) => clip(words.filter((word) => word !== '').join(' '), descriptionLength)
  return {
    ...{ series, date, description: cut(marker, ...texts) },
    rows: rows.map(({ description, ...row }, index) => {
      if (description === undefined) return row
      return { ...row, description: index === 0 ? cut(marker, description) : cut(description) }
    }),
  }
}

function rowOf(row: LedgerRow, index: number, { settings, mappings }: MappingContext): StatementRow {
  const where = `Row ${index + 1}`
  const carriesVat = settings.vatRows === 'BASE_AND_VAT' || (settings.vatRows === 'BASE' && !row.isVatRow)
  const vatCode = carriesVat ? vatCodeOf(row.vatCode, where, mappings) : undefined
  const text = row.transactionDescription?.trim()
  return {
    account: accountOf(row.accountNumber, where),
    amount: row.netAmount,
    ...(text ? { description: text } : {}),
    ...(vatCode === undefined ? {} : { vatCode }),
    dimensions: dimensionsOf(row, where, mappings),
  }
}

function accountOf(account: string, where: string): string {
  if (/^[1-9]\d{0,9}$/.test(account)) return account
  throw refused(
    'ACCOUNT_NOT_NUMERIC',
    `${where} has the account “${account}”; an account of Fennoa is a whole number.`,
    'Correct accountNumber; then submit it again.',
  )
}

/** The number of a VAT handling; a code that is a number itself needs no entry, and an empty entry leaves it out. */
export function vatNumberOf(code: string, vatCodes: Mappings['vatCodes']): string | undefined {
  const to = (mapped(vatCodes, code) ?? code).trim()
  return to === '' || /^\d{1,9}$/.test(to) ? to : undefined
}

// VAT handlings are each company's own: a guess would spoil the VAT return.
function vatCodeOf(given: string | undefined, where: string, { vatCodes }: Mappings): string | undefined {
  const code = given?.trim() ?? ''
  if (code === '') return undefined
  const number = vatNumberOf(code, vatCodes)
  if (number !== undefined) return number === '' ? undefined : number
  throw refused(
    'VAT_CODE_UNMAPPED',
    `${where} has the VAT code “${code}”, which has no number of a VAT handling in Fennoa.`,
    `Add mappings.vatCodes["${code}"] with the number that the test of the connection lists; then retry.`,
  )
}

function dimensionsOf(row: LedgerRow, where: string, mappings: Mappings): StatementRow['dimensions'] {
  const found = new Map<string, string>()
  const add = (key: string, text: string) => {
    const code = text.trim()
    const type = (mapped(mappings.dimensions, key) ?? key).trim()
    if (code === '' || type === '') return
    if ((found.get(type) ?? code) !== code) {
      throw refused(
        'DIMENSION_TWICE',
        `${where} has two values of ${type}: “${found.get(type)}” and “${code}”.`,
        'Give a row one value of each dimension type; then submit it again.',
      )
    }
    found.set(type, code)
  }
  if (row.projectNumber !== undefined) add('PROJECT', row.projectNumber)
  for (const { type, name, value } of row.dimensions) add(type === 'CUSTOM' ? (name ?? '') : type, value)
  return [...found].map(([type, code]) => ({ type, code }))
}

export function planPayment(document: PaymentDocument, context: MappingContext): PlannedVoucher {
  const { settings, mappings, clientId } = context
  checkCurrency(document, settings.companyCurrency)
  const marker = markerOf(clientId, document.kind, document.identifier)
  const date = dayOfPayment(document, settings)
  const texts = [document.invoiceNumber, document.paymentReference, document.sourceName].map((one) => one?.trim() ?? '')
  if (settings.payments === 'STATEMENT') {
    const rows = paymentEntries(document, settings).map(({ account, amount, vatCode, text }, index) => {
      const where = `Row ${index + 1} of the payment`
      const vat = settings.vatRows === 'NONE' ? undefined : vatCodeOf(vatCode, where, mappings)
      return {
        ...{ account: accountOf(account, where), amount, dimensions: [] },
        ...(text?.trim() ? { description: text.trim() } : {}),
        ...(vat === undefined ? {} : { vatCode: vat }),
      }
    })
    const series = mapped(mappings.voucherTypes, PAYMENT_DOCUMENT_TYPE) ?? settings.voucherSeries
    const statement = statementOf(marker, { series, date, texts, rows }, settings)
    const body: StatementBody = { kind: 'statement', statement, dates: [date] }
    return { marker, date, total: debitOf(rows), body }
  }
  const body: PaymentBody = {
    kind: 'payment',
    invoiceNumber: invoiceNumberOf(document),
    amount: document.amount,
    type: paymentTypeOf(document, context),
    description: clip([marker, ...texts].filter((text) => text !== '').join(' '), settings.descriptionLength),
  }
  return { marker, date, total: document.amount, body }
}

function invoiceNumberOf({ invoiceNumber }: PaymentDocument): string {
  const number = invoiceNumber?.trim() ?? ''
  if (number !== '') return number
  throw refused(
    'TARGET_MISSING',
    'The payment names no invoice number, and Fennoa finds an invoice by its number alone.',
    'Submit the payment with invoiceNumber, or set payments STATEMENT.',
  )
}

function paymentTypeOf(document: PaymentDocument, { settings, mappings }: MappingContext): string {
  const to =
    mapped(mappings.paymentMethods, document.description?.trim() ?? '') ??
    mapped(mappings.paymentMethods, document.paymentMethodType) ??
    String(settings.paymentType)
  if (/^\d{1,3}$/.test(to)) return to
  throw refused(
    'PAYMENT_METHOD_UNKNOWN',
    `The payment method is mapped to “${to}”, which is not a number of a payment type.`,
    'Correct mappings.paymentMethods: Fennoa’s payment types are numbers; then retry.',
  )
}
