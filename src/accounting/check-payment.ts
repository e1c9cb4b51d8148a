import { isIban } from '@saatava/core/identifiers.ts'
import { absolute, minor, minorToText, sum } from '@saatava/core/money.ts'
import type { Fault } from '../platform/errors.ts'
import type { Warning } from '../platform/http/route.ts'
import type { Payment } from './schemas.ts'

export interface PaymentCheck {
  faults: Fault[]
  identifierFaults: Fault[]
  warnings: Warning[]
}

/** @param pointer of the payment in the body, "/payments/0" */
export function checkPayment(payment: Payment, pointer: string): PaymentCheck {
  const faults: Fault[] = []
  const warnings: Warning[] = []
  const identifierFaults: Fault[] = []
  const amounts = (payment.rows ?? []).map((row) => minor(row.amount))
  const total = sum(amounts)
  if (total !== 0n) {
    faults.push({
      pointer: `${pointer}/rows`,
      code: 'SUM_NOT_ZERO',
      message: `row amounts must sum to 0.00; they sum to ${minorToText(total)}`,
      received: minorToText(total),
    })
  }
  if (minor(payment.amount) === 0n) {
    faults.push({
      pointer: `${pointer}/amount`,
      code: 'AMOUNT_ZERO',
      message: 'must not be 0.00',
      received: payment.amount,
    })
  }
  const needed = payment.targetIdentifier === 'invoicenumber' ? 'invoiceNumber' : 'paymentReference'
  if (payment[needed] === undefined) {
    faults.push({
      pointer: `${pointer}/${needed}`,
      code: 'REQUIRED',
      message: `is needed when targetIdentifier is ${payment.targetIdentifier}`,
    })
  }
  const debit = sum(amounts.filter((amount) => amount > 0n))
  if (amounts.length > 0 && debit !== absolute(minor(payment.amount))) {
    warnings.push({
      code: 'AMOUNT_DIFFERS_FROM_ROWS',
      pointer: `${pointer}/amount`,
      message: `amount is ${payment.amount}, but the debit rows sum to ${minorToText(debit)}`,
    })
  }
  // Plain digits are an account of the chart, not a bank's: only what looks like an IBAN is checked as one.
  const account = String(payment.bankAccountNumber ?? '')
  if (/^[A-Za-z]/.test(account) && !isIban(account)) {
    identifierFaults.push({
      pointer: `${pointer}/bankAccountNumber`,
      code: 'IDENTIFIER_CHECK',
      message: 'is not an IBAN (check digits or length)',
      received: account,
    })
  }
  return { faults, identifierFaults, warnings }
}
