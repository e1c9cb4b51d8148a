/** How a return ends: paid, refused by the bank, or cancelled by a person before its file is written. */
import { type CivilDate, civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { minorToNumber, minorToText } from '@saatava/core/money.ts'
import { correct } from '../../journal/correct.ts'
import { post } from '../../journal/post.ts'
import { audit } from '../../audit-entries/audit.ts'
import { words } from '../../audit-entries/words.ts'
import { OPERATOR_TENANT } from '../../platform/audit.ts'
import type { Ctx } from '../../platform/context.ts'
import { type Tx, withTransaction } from '../../platform/database.ts'
import { AppError } from '../../platform/errors.ts'
import { emit } from '../../events/emit.ts'
import { lockEntry, writeOutcomes } from '../entry-queries.ts'
import { lockPayment, undoReturned } from '../payment-queries.ts'
import { returnExecuted } from '../postings.ts'
import { subjectOf } from './order-return.ts'
import { endReturnRow, lockReturn } from './queries.ts'
import type { ReturnOrder } from './return-order.ts'
import { returnsBefore } from './states.ts'

type Ending = 'paid' | 'refused' | 'cancelled'

export interface EndReturn {
  to: Ending
  /** Why, for the audit. */
  reason: string | null
  /** The bank's booking day; without one, today. */
  on?: CivilDate
}

const COUNTRIES: Record<string, string> = { EUR: 'FI', SEK: 'SE', NOK: 'NO', DKK: 'DK' }

/** By a person: cancels an order that has not been sent, or says how the bank handled it. @throws AppError NOT_FOUND, RULE */
export async function endReturnByHand(
  ctx: Ctx,
  { returnId, ...end }: EndReturn & { returnId: string },
): Promise<ReturnOrder> {
  return withTransaction(ctx.platform.pool, async (tx) => {
    const order = await lockReturn(tx, returnId)
    if (order === undefined)
      throw new AppError('NOT_FOUND', `There is no return ${returnId}; "payment returns" shows them.`)
    return endReturn(ctx, tx, order, end)
  })
}

/** The order is locked by the caller. @throws AppError RULE where its state does not allow it */
export async function endReturn(
  ctx: Ctx,
  tx: Tx,
  order: ReturnOrder,
  { to, reason, on }: EndReturn,
): Promise<ReturnOrder> {
  const at = ctx.platform.clock.now()
  if (!(await endReturnRow(tx, order.returnId, returnsBefore(to), to, { at, by: ctx.actor, reason })))
    throw new AppError('RULE', whyNot(order, to))
  const bookingDate = on ?? civilDateAt(at, timeZoneOf(COUNTRIES[order.currency] ?? 'FI'))
  if (to === 'paid') await execute(tx, order, at, bookingDate)
  else await takeBack(ctx, tx, order, at, bookingDate)
  await audit(ctx, tx, order.paymentClientId ?? OPERATOR_TENANT, `payment.return.${to}` as const, subjectOf(order), {
    ...{ returnId: order.returnId, amount: minorToText(order.amount), currency: order.currency, reason: words(reason) },
  })
  return { ...order, state: to, endedAt: at, endReason: reason }
}

function whyNot({ returnId, state, sentAt }: ReturnOrder, to: Ending): string {
  if (to === 'cancelled' && ['written', 'sent'].includes(state))
    return `The payment file of return ${returnId} has been written${sentAt === null ? '' : ` and was put into the bank's outbox at ${sentAt.toISOString()}`}: ask the bank to stop it, and record its answer.`
  return `Return ${returnId} is ${state}: it cannot become ${to}.`
}

/** The money has left the agency's account. */
async function execute(tx: Tx, order: ReturnOrder, at: Date, bookingDate: CivilDate): Promise<void> {
  const { paymentClientId: clientId, currency, amount, returnId } = order
  if (clientId === null) return
  await post(tx, {
    ...{ clientId, kind: 'PAYMENT_RETURNED', at, bookingDate, source: subjectOf(order), details: { returnId } },
    postings: returnExecuted(currency, amount),
  })
}

/** The money is here after all, and needs review again. */
async function takeBack(ctx: Ctx, tx: Tx, order: ReturnOrder, at: Date, bookingDate: CivilDate): Promise<void> {
  const { paymentClientId: clientId, paymentId, entryId, currency, amount, returnId } = order
  if (entryId !== null) {
    if ((await lockEntry(tx, entryId, ['ignored'])) === undefined)
      throw new AppError('UNAVAILABLE', 'Another process is handling the entry right now.', { retryAfterSeconds: 1 })
    await writeOutcomes(tx, [
      { entryId, state: 'unallocated', reason: 'RETURN_REFUSED', clientId: null, paymentId: null },
    ])
    return
  }
  if (clientId === null || paymentId === null || order.transactionId === null) return
  const source = subjectOf(order)
  const payment = await lockPayment(tx, clientId, paymentId)
  if (payment === undefined || !(await undoReturned(tx, payment, amount, 'RETURN_REFUSED')))
    throw new AppError('RULE', `The bank took payment ${paymentId} back meanwhile: a person must check both.`)
  const details = { returnId }
  if (order.state === 'paid')
    await post(tx, {
      ...{ clientId, kind: 'RETURN_CAME_BACK', at, bookingDate, source, details },
      postings: returnExecuted(currency, -amount),
    })
  await correct(tx, {
    ...{ clientId, kind: 'RETURN_UNDONE', at, bookingDate, source, details },
    corrects: order.transactionId,
  })
  const data = { amount: minorToNumber(amount), currency }
  await emit(ctx, tx, clientId, 'payment.return.undone', source, data)
}
