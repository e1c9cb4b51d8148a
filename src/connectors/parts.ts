/** The parts of documents that become one voucher each, in systems with one date for a voucher. */
import type { CivilDate } from '@saatava/core/dates.ts'
import { minorToText } from '@saatava/core/money.ts'
import { ConnectorError } from './errors.ts'
import type { LedgerRow, PaymentDocument, VoucherDocument } from './port.ts'

/** Netvisor's abbreviation of vouchers of sales payments, which connections map. */
export const PAYMENT_DOCUMENT_TYPE = 'MS'

export interface Part {
  date: CivilDate
  /** Its rows, each with its index in the document. */
  rows: [number, LedgerRow][]
}

/** One part for each booking date in order of date, or one part on the date of the document. */
export function partsOf(document: VoucherDocument, by: 'BOOKING_DATE' | 'DOCUMENT_DATE'): Part[] {
  const parts = Map.groupBy(document.rows.entries(), ([, row]) =>
    by === 'BOOKING_DATE' ? row.bookingDate : document.documentDate,
  )
  return [...parts].map(([date, rows]) => ({ date, rows })).toSorted((a, b) => (a.date < b.date ? -1 : 1))
}

/** Refuses rows that do not sum to zero. @param title of the system, for the message */
export function checkBalanced(rows: readonly { amount: bigint }[], date: CivilDate, title: string): void {
  const total = rows.reduce((sum, { amount }) => sum + amount, 0n)
  if (total === 0n) return
  throw new ConnectorError(
    'refused',
    'PART_NOT_BALANCED',
    `The rows booked on ${date} sum to ${minorToText(total)}, not 0.00; ${title} has one date for a voucher.`,
    {
      advice:
        'Book debit and credit of one event on the same date, or set voucherDate DOCUMENT_DATE to send it as one voucher.',
    },
  )
}

/** Minor units: the sum of the debit rows. */
export function debitOf(rows: readonly { amount: bigint }[]): bigint {
  return rows.reduce((sum, { amount }) => (amount > 0n ? sum + amount : sum), 0n)
}

/** Settings of a connection that payments go by. */
export interface PaymentSettings {
  paymentDate: 'PAYMENT_DATE' | 'BOOKING_DATE'
  /** The currency of the books; absent in systems that take payments of any currency. */
  companyCurrency?: string
}

/** The day that a payment carries. */
export function dayOfPayment(payment: PaymentDocument, { paymentDate }: PaymentSettings): CivilDate {
  return paymentDate === 'BOOKING_DATE' ? (payment.bookingDate ?? payment.paymentDate) : payment.paymentDate
}

/** Refuses a payment in another currency than that of the books: the rate that it was booked at is not known. */
export function checkCurrency({ currency }: PaymentDocument, companyCurrency: string): void {
  if (currency === companyCurrency) return
  throw new ConnectorError(
    'refused',
    'CURRENCY_MISMATCH',
    `The payment is in ${currency}; the books are kept in ${companyCurrency}.`,
    { advice: `Send the payment in ${companyCurrency}, at the rate it was booked at; or correct companyCurrency.` },
  )
}

/**
 * The payment of an invoice that is booked from here, as the voucher that users of the system would make: money against
 * the receivable. Undefined for other payments, whose invoices stand in the system's sales ledger.
 * @throws ConnectorError CURRENCY_MISMATCH
 */
export function voucherOfOwnPayment(payment: PaymentDocument, settings: PaymentSettings): VoucherDocument | undefined {
  const { accounts, amount, identifier, invoiceNumber = '' } = payment
  if (accounts === undefined) return undefined
  if (settings.companyCurrency !== undefined) checkCurrency(payment, settings.companyCurrency)
  const date = dayOfPayment(payment, settings)
  const texts = [payment.paymentReference, payment.sourceName].map((one) => one?.trim() ?? '')
  const row = (accountNumber: string, value: bigint): LedgerRow => ({
    ...{ bookingDate: date, accountNumber, amount: value, netAmount: value, isVatRow: false, dimensions: [] },
  })
  return {
    ...{ kind: 'payment', identifier, companyIdentifier: '', documentType: PAYMENT_DOCUMENT_TYPE },
    ...{ documentName: invoiceNumber, documentDate: date, calculationMode: 'NET' },
    documentDescription: texts.filter((text) => text !== '').join(' '),
    rows: [row(accounts.money, amount), row(accounts.receivable, -amount)],
  }
}

/** Accounts of a connection's settings, for payments that name none. */
export interface PaymentAccounts {
  bankAccount?: string
  receivablesAccount?: string
}

export interface PaymentEntry {
  account: string
  amount: bigint
  vatCode?: string
  vatPercent?: number
  text?: string
}

/**
 * The entries of a payment in a system that has no resource for it: its own rows, or money against receivables on the
 * accounts that the payment names, else on those of the settings.
 */
export function paymentEntries(payment: PaymentDocument, settings: PaymentAccounts): PaymentEntry[] {
  if (payment.rows.length > 0) {
    const entries = payment.rows.map(({ accountNumber, amount, vatCode, vatPercent, description }) => ({
      ...{ account: accountNumber, amount },
      ...(vatCode === undefined ? {} : { vatCode }),
      ...(vatPercent === undefined ? {} : { vatPercent }),
      ...(description === undefined ? {} : { text: description }),
    }))
    const total = entries.reduce((sum, { amount }) => sum + amount, 0n)
    if (total === 0n) return entries
    throw new ConnectorError(
      'refused',
      'PART_NOT_BALANCED',
      `The rows of the payment sum to ${minorToText(total)}, not 0.00.`,
      { advice: 'Correct the rows; then submit the payment again.' },
    )
  }
  const own = payment.bankAccountNumber
  const money = payment.accounts?.money ?? (own !== undefined && /^\d{4,9}$/.test(own) ? own : settings.bankAccount)
  const receivable = payment.accounts?.receivable ?? settings.receivablesAccount
  if (money !== undefined && receivable !== undefined) {
    return [
      { account: money, amount: payment.amount },
      { account: receivable, amount: -payment.amount },
    ]
  }
  const missing = money === undefined ? 'bankAccount' : 'receivablesAccount'
  throw new ConnectorError(
    'refused',
    money === undefined ? 'BANK_ACCOUNT_MISSING' : 'RECEIVABLES_ACCOUNT_MISSING',
    `The payment has no rows, and the connection has no ${missing}.`,
    { advice: `Set ${missing} on the connection and retry, or submit the payment with its rows.` },
  )
}
