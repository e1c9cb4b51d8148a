/** Whether an invoice is paid, in one word that names the cause. */
export const PAYMENT_STATES = [
  'UNPAID',
  'PARTLY_PAID',
  'PAID',
  'OVERPAID',
  'CREDITED',
  'WITHDRAWN',
  'WRITTEN_OFF',
  'EXPIRED',
  'NOT_CONTROLLED',
] as const
export type PaymentState = (typeof PAYMENT_STATES)[number]
