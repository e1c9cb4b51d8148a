/** Words for what the API writes in capitals. */
import type { ActionCode } from '../../../case-api/actions/codes.ts'
import { type Html, html } from '../../html.ts'
import { type Tone, badge } from '../../parts/badge.ts'

const STATUS_TONES: Record<string, Tone> = {
  OPEN: 'good',
  PAUSED: 'warn',
  DISPUTED: 'bad',
  PAYMENT_PLAN: 'good',
  SUSPENDED: 'bad',
  CLOSED: 'plain',
}

/** "PAYMENT_PLAN" as "payment plan". */
export function worded(name: string): string {
  return name.toLowerCase().replaceAll('_', ' ')
}

/** "PAYMENT_PLAN" as "Payment plan". */
export function titled(name: string): string {
  const words = worded(name)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export function statusBadge(status: string): Html {
  return badge(worded(status), STATUS_TONES[status] ?? 'plain')
}

/** A rule of law with its source; a rule that no lawyer has confirmed is marked. */
export function ruleOf(rule: string | null, source: string | null, status?: string | null): Html | null {
  if (rule === null && source === null) return null
  return html`${rule !== null && html`<code>${rule}</code> `}${
    status === 'unverified' && html`${badge('unverified', 'warn')} `
  }${source !== null && html`<span class="hint">${source}</span>`}`
}

/** The words for each action, on its button. */
export const ACTION_LABELS: Record<ActionCode, string> = {
  COMMENT: 'Comment',
  OBJECTION: 'Objection',
  RESUME: 'Go on',
  PAUSE: 'Pause',
  DUEDATE: 'Move the due date',
  PAYMENTPLAN: 'Payment plan',
  DIRECTPAYMENT: 'Paid to the creditor',
  WITHDRAW: 'Withdraw',
  ADDRESS: 'New address',
  EMAIL: 'New e-mail address',
  APPROVE: 'Approve legal steps',
}

export const OBJECTION_LABELS = {
  DENIED: 'The debtor denies the claim, or a part of it: steps stop',
  ASKS_FOR_COURT: 'The debtor wants the claim in court: collection stops',
  BASIS_COMPLAINT: 'The debtor appeals against the basis of a directly enforceable claim: steps stop',
  WITHOUT_RELEVANT_GROUND: 'A person found no relevant ground: collection continues',
} as const
