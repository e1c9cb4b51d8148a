/** What can be asked of a case: the published codes and, after them, ours. */
export const CASE_ACTIONS = [
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
] as const
export type CaseActionCode = (typeof CASE_ACTIONS)[number]
/** APPROVE is asked of an invoice, which may have no case. */
export const ACTION_CODES = [...CASE_ACTIONS, 'APPROVE'] as const
export type ActionCode = (typeof ACTION_CODES)[number]
