/** What can be asked of a case: the published codes and, after them, ours. */
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
  // Of a case: legal steps, which wait for it. It is also asked of an invoice that waits, and then done at once.
  'APPROVE',
] as const
export type ActionCode = (typeof ACTION_CODES)[number]
