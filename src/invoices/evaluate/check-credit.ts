import { minorToText } from '@saatava/core/money.ts'
import { CREDITABLE, type InvoiceStatus } from '../states.ts'
import type { EvaluationInput, Reason } from './input.ts'

/** A credit note finds its original and credits it fully or partly, never beyond it. */
export function checkCredit({ candidate, document, original }: EvaluationInput): Reason[] {
  if (candidate.type !== 'CREDIT_NOTE') return []
  const pointer = '/invoice/references/creditedInvoiceNumber'
  const number = candidate.request.invoice.references?.creditedInvoiceNumber
  if (original === undefined)
    return [{ code: 'CREDITED_INVOICE_NOT_FOUND', message: `There is no invoice ${number} to credit.`, pointer }]
  if (!CREDITABLE.includes(original.status as InvoiceStatus))
    return [
      {
        code: 'CREDITED_INVOICE_NOT_VALID',
        message: `Invoice ${number} is ${original.status}: it was not accepted, so it cannot be credited.`,
        pointer,
      },
    ]
  if (original.currency !== candidate.currency)
    return [
      {
        code: 'CREDIT_IN_OTHER_CURRENCY',
        message: `Invoice ${number} is in ${original.currency}, this credit note in ${candidate.currency}.`,
        pointer: '/invoice/header/currencyCode',
      },
    ]
  const left = original.total - original.credited
  if (document.totals.total > left)
    return [creditExceeds(original.number, document.totals.total, left, candidate.currency)]
  return []
}

/** @param total of the credit note @param left of the original that has not been credited, minor units */
export function creditExceeds(number: number, total: bigint, left: bigint, currency: string): Reason {
  return {
    code: 'CREDIT_EXCEEDS_INVOICE',
    message: `This credits ${minorToText(total)} ${currency}, but only ${minorToText(left)} of invoice ${number} is left to credit.`,
    pointer: '/invoice/amounts/totalAmount',
  }
}
