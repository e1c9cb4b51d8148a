import type { ClientId, DeliveryId, LetterId } from '@saatava/core/ids.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { emitAll } from '../../events/emit.ts'
import { insertCaseEvents } from '../../claims/find-queries.ts'
import type { DeliveryState } from '../../deliveries/states.ts'
import { letterPath } from '../../claims/letter-path.ts'
import { noteReached, selectLetterCases } from './queries.ts'
import { takeBackSteps } from './take-back-steps.ts'
import { waiveFees } from './waive-fees.ts'

/** The outcome of one delivery of a letter. */
export interface LetterNews {
  clientId: ClientId
  letterId: LetterId
  deliveryId: DeliveryId
  channel: string
  /** State of the delivery; dropped: it was cancelled. */
  state: DeliveryState
  /** The invoice's. */
  number: number
  code: string | null
  reason: string | null
  /** Given where no delivery is left: whether it had left by one at least. */
  undelivered: { left: boolean } | undefined
}

type LetterState = Exclude<DeliveryState, 'dropped' | 'waiting'> | 'cancelled' | 'undelivered'

function letterState({ state, undelivered }: LetterNews): LetterState {
  if (state === 'dropped') return 'cancelled'
  if (undelivered !== undefined) return 'undelivered'
  return state === 'waiting' ? 'pending' : state
}

/** The case's history records these states too. */
const IN_HISTORY: Partial<
  Record<LetterState, 'LETTER_SENT' | 'LETTER_DELIVERED' | 'LETTER_UNDELIVERED' | 'LETTER_CANCELLED'>
> = {
  sent: 'LETTER_SENT',
  delivered: 'LETTER_DELIVERED',
  undelivered: 'LETTER_UNDELIVERED',
  cancelled: 'LETTER_CANCELLED',
}

const NOT_SENT = 'The letter could not be sent.'

/**
 * Emits an event for every state of a letter's deliveries, and writes the case's history where it left, arrived, or
 * reached nobody.
 */
export async function noteLetters(ctx: Ctx, tx: Tx, news: LetterNews[], at: Date): Promise<void> {
  const cases = await selectLetterCases(tx, news)
  const known = news.flatMap((one) => {
    const letter = cases.get(one.letterId)
    if (letter === undefined) return []
    const { clientId, letterId, deliveryId, channel, number, code, reason, undelivered } = one
    const state = letterState(one)
    const data = { letter: letter.kind, letterId, deliveryId, channel, code, reason }
    return [{ clientId, letterId, caseId: letter.caseId, state, number, unsent: undelivered?.left === false, data }]
  })
  const reached = new Map(known.map((one) => [one.letterId, { ...one, failed: one.state === 'undelivered' }]))
  if (reached.size > 0) await noteReached(tx, [...reached.values()], at)
  await insertCaseEvents(
    tx,
    known.flatMap(({ clientId, caseId, state, data: { code: _code, ...data } }) => {
      const kind = IN_HISTORY[state]
      return kind === undefined ? [] : [{ clientId, caseId, kind, data }]
    }),
    at,
  )
  await emitAll(
    ctx,
    tx,
    known.map(({ clientId, caseId, state, number, data: { reason: _words, ...data } }) => ({
      clientId,
      type: `case.letter.${state}`,
      subject: `case:${caseId}`,
      data: { invoiceNumber: number, ...data, document: letterPath(data.letterId) },
    })),
  )
  const unsent = known.filter((one) => one.unsent)
  if (unsent.length === 0) return
  const cancelled = unsent.filter(({ state }) => state === 'cancelled')
  await waiveFees(
    ctx,
    tx,
    unsent.map((one) => ({ ...one, why: cancelled.includes(one) ? (one.data.reason ?? '') : NOT_SENT })),
    at,
  )
  await takeBackSteps(ctx, tx, cancelled, at)
}
