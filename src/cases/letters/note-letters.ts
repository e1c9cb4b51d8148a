import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { emitAll } from '../../platform/events.ts'
import { insertCaseEvents } from '../find-queries.ts'
import { selectLetterCases } from './queries.ts'
import { waiveFees } from './waive-fees.ts'

/** What became of one way of a letter. */
export interface LetterNews {
  clientId: number
  letterId: string
  deliveryId: string
  channel: string
  /** Of the delivery: sent, delivered, failed, … */
  state: string
  /** The invoice's. */
  number: number
  reason: string | null
  /** Given where no way is left: whether it had left by one at least. */
  undelivered: { left: boolean } | undefined
}

/** Of these the case's history knows too. */
const IN_HISTORY: Record<string, string> = { sent: 'LETTER_SENT', delivered: 'LETTER_DELIVERED' }

/** Tells partners of every step of a letter's way, and the case's history where it left, arrived, or reached nobody. */
export async function noteLetters(ctx: Ctx, tx: Tx, news: LetterNews[], at: Date): Promise<void> {
  const cases = await selectLetterCases(tx, news)
  const known = news.flatMap((one) => {
    const of = cases.get(one.letterId)
    if (of === undefined) return []
    const { clientId, letterId, deliveryId, channel, state, number, reason, undelivered } = one
    const data = { letter: of.kind, letterId, deliveryId, channel, reason }
    return [{ clientId, letterId, caseId: of.caseId, state, number, undelivered, data }]
  })
  await insertCaseEvents(
    tx,
    known.flatMap(({ clientId, caseId, state, undelivered, data }) => {
      const kind = undelivered !== undefined ? 'LETTER_UNDELIVERED' : IN_HISTORY[state]
      return kind === undefined ? [] : [{ clientId, caseId, kind, data }]
    }),
    at,
  )
  await emitAll(
    ctx,
    tx,
    known.map(({ clientId, caseId, state, number, undelivered, data }) => ({
      clientId,
      type: undelivered !== undefined ? 'case.letter.undelivered' : `case.letter.${state}`,
      subject: `case:${caseId}`,
      data: { invoiceNumber: number, ...data },
    })),
  )
  const unsent = known.filter(({ undelivered }) => undelivered?.left === false)
  if (unsent.length > 0) await waiveFees(ctx, tx, unsent, at)
}
