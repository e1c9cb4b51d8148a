/** Codes of actions on a case: the published codes, then the extensions of this service. */
export const ACTION_CODES = [
  'COMMENT',
  'WITHDRAW',
  'DUEDATE',
  'PAYMENTPLAN',
  'OBJECTION',
  'PAUSE',
  'DIRECTPAYMENT',
  'RESUME',
  'ADDRESS',
  'EMAIL',
  // On a case: legal steps, which wait for it. It is also asked of an invoice that waits, and then done at once.
  'APPROVE',
] as const
export type ActionCode = (typeof ACTION_CODES)[number]
