/**
 * An event of a case is written twice, in one transaction: into the history of the case, for people who may see everything
 * of it, and into the client's feed, for programs. A table says how much of each kind the feed shows.
 */
import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import type { CASE_EVENTS } from '../events/case-events.ts'
import type { EventData, NewEvent } from '../events/catalogue.ts'
import { emitAll } from '../events/emit.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { insertCaseEvents } from './find-queries.ts'
import type { CaseEventKind, CaseEventOf, CaseHistory } from './history.ts'
import { letterPath } from './letter-path.ts'

/** Names a case, and the invoice that it collects. */
export interface CaseName {
  clientId: ClientId
  caseId: CaseId
  invoiceNumber: number
}

type FeedEvent = {
  [N in keyof typeof CASE_EVENTS]: { type: N; data: Omit<EventData<N>, 'invoiceNumber'> }
}[keyof typeof CASE_EVENTS]

/** The feed's view of each kind of event. It holds no address, and no words that a person wrote. */
const FEED = {
  OPENED: ({ policy, nextDate }) => ({ type: 'case.opened', data: { policy, nextDate } }),
  TAKEN_OVER: ({ takenOverOn }) => ({ type: 'case.taken.over', data: { takenOverOn } }),
  HANDED_BACK: (data) => ({ type: 'case.handed.back', data }),
  RELEASED: (data) => ({ type: 'case.released', data }),
  STATUS: (data) => ({ type: 'case.status', data }),
  CLOSED: ({ reason }) => ({ type: 'case.closed', data: { reason } }),
  REOPENED: ({ reason }) => ({ type: 'case.reopened', data: { reason } }),
  STEP_TAKEN: (data) => ({ type: 'case.step.taken', data }),
  TASK: ({ comment: _words, ...data }) => ({ type: 'case.task', data }),
  ACTION_PERFORMED: ({ comment: _words, effect, ...data }) => ({
    type: 'case.action.performed',
    data: { ...data, effect: withoutContact(effect) },
  }),
  ACTION_REFUSED: ({ comment: _words, refusal, ...data }) => ({
    type: 'case.action.refused',
    data: { ...data, refusal: { ...refusal } },
  }),
  APPROVAL_AWAITED: (data) => ({ type: 'case.approval.awaited', data }),
  LEGAL_ACT: ({ comment: _words, reference: _theirs, ...data }) => ({ type: 'case.legal.recorded', data }),
  LETTER_CREATED: (data) => ({
    type: 'case.letter.created',
    data: { ...data, document: letterPath(data.letterId) },
  }),
  LETTER_NOT_SENT: (data) => ({ type: 'case.letter.not.sent', data }),
  FEE_WAIVED: (data) => ({ type: 'case.fee.waived', data }),
  PLAN_ACCEPTED: (data) => ({ type: 'case.plan.accepted', data }),
  PLAN_BROKEN: (data) => ({ type: 'case.plan.broken', data }),
  PLAN_CANCELLED: (data) => ({ type: 'case.plan.cancelled', data }),
  PLAN_COMPLETED: (data) => ({ type: 'case.plan.completed', data }),
  CREDITED: (data) => ({ type: 'case.credited', data }),
} as const satisfies { [K in CaseEventKind]?: (data: CaseHistory[K]) => FeedEvent }

/** A kind that the feed shows too. */
type FedKind = keyof typeof FEED

export type FedCaseEvent = CaseEventOf<CaseName, FedKind>

/** Records events of cases in their histories and in the feeds of their clients: two statements however many they are. */
export async function recordCaseEvents(ctx: Ctx, tx: Tx, events: readonly FedCaseEvent[], at: Date): Promise<void> {
  await insertCaseEvents(tx, events, at)
  await emitAll(ctx, tx, events.map(feedEvent))
}

/** Records an event of a case in its history and in the client's feed. */
export function recordCaseEvent<K extends FedKind>(
  ctx: Ctx,
  tx: Tx,
  { clientId, caseId, invoiceNumber }: CaseName,
  kind: K,
  data: CaseHistory[K],
  at: Date,
): Promise<void> {
  return recordCaseEvents(ctx, tx, [{ clientId, caseId, invoiceNumber, kind, data } as FedCaseEvent], at)
}

function feedEvent({ clientId, caseId, invoiceNumber, kind, data }: FedCaseEvent): NewEvent {
  const show: (data: never) => FeedEvent = FEED[kind]
  const shown = show(data as never)
  return { clientId, subject: `case:${caseId}`, ...shown, data: { invoiceNumber, ...shown.data } } as NewEvent
}

/** How the debtor is reached stands in the case alone: feed and audit name what was changed. */
const CONTACT = ['address', 'email', 'electronicDemands']

export function withoutContact(effect: Record<string, unknown>): Record<string, unknown> {
  const changed = CONTACT.filter((name) => effect[name] !== undefined)
  if (changed.length === 0) return effect
  return { ...Object.fromEntries(Object.entries(effect).filter(([name]) => !CONTACT.includes(name))), changed }
}
