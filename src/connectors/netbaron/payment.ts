import { netOfGross } from '@saatava/core/money.ts'
import type { Mappings, PaymentDocument, PaymentRow } from '../port.ts'
import { DESCRIPTION_CHARACTERS_MAX, shortened } from './columns.ts'
import { refused } from './errors.ts'
import type { Line } from './line.ts'
import { mapped } from '../mapped.ts'
import type { DropSettings } from './settings.ts'
import { vatCodeOf } from './vat-codes.ts'

/**
 * The lines of a payment: NetBaron has no payment import, so it becomes a receipt in a bank series, with the payment's
 * own rows, or else bank against receivables: the accounts that the document names, then the connection's. Throws refused for what the file cannot say.
 */
export function paymentLines(payment: PaymentDocument, mappings: Mappings, settings: DropSettings): Line[] {
  if (payment.currency !== 'EUR') {
    throw refused(
      'CURRENCY_NOT_EUR',
      `The payment is in ${payment.currency}; NetBaron keeps its books in EUR.`,
      'Send the payment in EUR, at the rate it was booked at.',
    )
  }
  const date = payment.bookingDate ?? payment.paymentDate
  const description = descriptionOf(payment, settings.charset)
  return rowsOf(payment, mappings, settings).map((row, index) => {
    const vatCode = vatCodeOf(row.vatCode, mappings)
    const percent = row.vatPercent ?? 0
    const net = percent > 0 ? netOfGross(row.amount, percent) : row.amount
    const vat = row.amount - net
    return {
      date,
      description,
      account: row.accountNumber,
      costCenter: '',
      jobNumber: '',
      vatCode,
      vatPercent: vatCode === '' && percent === 0 ? undefined : percent,
      vatAccount: vat === 0n ? '' : (settings.vatAccount ?? missingVatAccount(row, index + 1)),
      net,
      vat,
      declaredVat: vatCode === '' ? undefined : vat,
    }
  })
}

function rowsOf(payment: PaymentDocument, mappings: Mappings, settings: DropSettings): PaymentRow[] {
  if (payment.rows.length > 0) return payment.rows
  const receivable = payment.accounts?.receivable ?? settings.receivablesAccount
  if (receivable === undefined) {
    throw refused(
      'RECEIVABLES_ACCOUNT_MISSING',
      'The payment has no rows, and the connection does not name the account of receivables.',
      'Set receivablesAccount on the connection, or send the payment with its rows.',
    )
  }
  return [
    { accountNumber: bankAccountOf(payment, mappings, settings), amount: payment.amount },
    { accountNumber: receivable, amount: -payment.amount },
  ]
}

const LEDGER_ACCOUNT = /^[1-9]\d{0,8}$/

// An IBAN, the payment's description or its method may be mapped to a ledger account; a partner may also send one.
function bankAccountOf(payment: PaymentDocument, mappings: Mappings, settings: DropSettings): string {
  for (const key of [payment.bankAccountNumber, payment.description, payment.paymentMethodType]) {
    const account = key === undefined ? undefined : mapped(mappings.paymentMethods, key)
    if (account !== undefined) return account
  }
  if (payment.bankAccountNumber !== undefined && LEDGER_ACCOUNT.test(payment.bankAccountNumber)) {
    return payment.bankAccountNumber
  }
  if (payment.accounts !== undefined) return payment.accounts.money
  if (settings.bankAccount !== undefined) return settings.bankAccount
  throw refused(
    'BANK_ACCOUNT_MISSING',
    'The payment has no rows, and the connection does not name the ledger account that received the money.',
    'Set bankAccount on the connection, or map the bank account number, description or payment method in mappings.paymentMethods to a ledger account, or send the payment with its rows.',
  )
}

// The text for which a person in the books searches. Only the payer's name may be cut: it is the one free text.
function descriptionOf(payment: PaymentDocument, charset: DropSettings['charset']): string {
  const found = [payment.invoiceNumber, payment.paymentReference].filter(Boolean).join(' ')
  const name = payment.sourceName ?? ''
  if (found === '') return shortened(name || (payment.description ?? ''), DESCRIPTION_CHARACTERS_MAX, charset)
  if (name === '') return found
  return shortened(`${found} ${name}`, Math.max(DESCRIPTION_CHARACTERS_MAX, found.length), charset)
}

function missingVatAccount(row: PaymentRow, line: number): never {
  throw refused(
    'VAT_ACCOUNT_MISSING',
    `Row ${line} of the payment (account ${row.accountNumber}) carries ${row.vatPercent} % VAT, and no VAT account is set.`,
    'Set vatAccount on the connection, or send the VAT as a separate row.',
  )
}
