/**
 * The life of a case. The stage says how far collection has come, the status whether it goes on automatically.
 *
 *   INVOICED ──▶ OVERDUE ──▶ REMINDER ──▶ DEMAND ──▶ LEGAL ──▶ ENFORCEMENT ──▶ SURVEILLANCE ──▶ CLOSED
 *
 * A stage may be passed over, never gone back to. At LEGAL a case waits for its creditor's approval; from there to
 * ENFORCEMENT it comes when a person records what the authority did, to SURVEILLANCE also by a step of the policy. CLOSED
 * is reached from every one. OPEN and the four statuses that hold a case up (PAUSED, DISPUTED, PAYMENT_PLAN, SUSPENDED)
 * lead to each other and to CLOSED. One transition alone leads out of CLOSED: a case that was closed as PAID or CREDITED
 * is OPEN again, at the stage it had, when the bank takes a payment of it back (reopen-after-reversal.ts).
 */
export const STAGES = [
  'INVOICED',
  'OVERDUE',
  'REMINDER',
  'DEMAND',
  'LEGAL',
  'ENFORCEMENT',
  'SURVEILLANCE',
  'CLOSED',
] as const
export type Stage = (typeof STAGES)[number]

/** Stages to which a person of the agency brings a case by recording an act of a court or an authority. */
export const LEGAL_STAGES = ['LEGAL', 'ENFORCEMENT', 'SURVEILLANCE'] as const
export type LegalStage = (typeof LEGAL_STAGES)[number]

export const CASE_STATUSES = ['OPEN', 'PAUSED', 'DISPUTED', 'PAYMENT_PLAN', 'SUSPENDED', 'CLOSED'] as const
export type CaseStatus = (typeof CASE_STATUSES)[number]

export const CLOSING_REASONS = ['PAID', 'CREDITED', 'WITHDRAWN', 'WRITTEN_OFF', 'EXPIRED'] as const
export type ClosingReason = (typeof CLOSING_REASONS)[number]

export const HOLDS = ['TAKEN_OVER', 'CONTRACT_ENDED'] as const
/**
 * Why no step is taken on a case until a person releases it, whatever its status becomes meanwhile: it was taken over from
 * another agency, or the contract with the client has ended. Where it would be OPEN, it is PAUSED, with this reason.
 */
export type Hold = (typeof HOLDS)[number]

const OPEN_STATUSES: readonly CaseStatus[] = ['OPEN', 'PAUSED', 'DISPUTED', 'PAYMENT_PLAN', 'SUSPENDED']

/** A status that is set again takes its new reason and dates. */
export const STATUS_TRANSITIONS: Record<CaseStatus, readonly CaseStatus[]> = {
  OPEN: ['OPEN', 'PAUSED', 'DISPUTED', 'PAYMENT_PLAN', 'SUSPENDED', 'CLOSED'],
  PAUSED: ['OPEN', 'PAUSED', 'DISPUTED', 'PAYMENT_PLAN', 'SUSPENDED', 'CLOSED'],
  DISPUTED: ['OPEN', 'PAUSED', 'DISPUTED', 'SUSPENDED', 'CLOSED'],
  PAYMENT_PLAN: ['OPEN', 'PAUSED', 'DISPUTED', 'PAYMENT_PLAN', 'SUSPENDED', 'CLOSED'],
  SUSPENDED: ['OPEN', 'PAUSED', 'DISPUTED', 'SUSPENDED', 'CLOSED'],
  // Only a case that was closed for one of REOPENED_AFTER.
  CLOSED: ['OPEN'],
}

/** Reasons of closing after which a case is opened again when the bank takes a payment of it back. */
export const REOPENED_AFTER: readonly ClosingReason[] = ['PAID', 'CREDITED']

interface Held {
  status: CaseStatus
  disputed: bigint | null
  hold: Hold | null
}

/** Does the engine pass over it? A claim that is disputed in part goes on with the rest. */
export function isHeld({ status, disputed, hold }: Held): boolean {
  return hold !== null || (status !== 'OPEN' && (status !== 'DISPUTED' || disputed === null))
}

/** The statuses of an open case from which `to` may be reached; what a guarded update puts in its where clause. */
export function statusesBefore(to: CaseStatus): CaseStatus[] {
  return OPEN_STATUSES.filter((from) => STATUS_TRANSITIONS[from].includes(to))
}

/** The stages from which `to` may be reached. */
export function stagesBefore(to: Stage): Stage[] {
  return STAGES.slice(0, STAGES.indexOf(to))
}
