import type { ClientId, PaymentId } from '@saatava/core/ids.ts'
import { minorToNumber, minorToText } from '@saatava/core/money.ts'
import { correct } from '../journal/correct.ts'
import { audit } from '../audit-entries/audit.ts'
import { words } from '../audit-entries/words.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { emit } from '../events/emit.ts'
import { selectAllocations } from './allocation-queries.ts'
import { lockPayment, markReversed } from './payment-queries.ts'

/**
 * A payment turns out to be none of this client's: its receipt leaves the client's books by the opposite, and whoever calls
 * gives its bank entry to another client. @throws AppError RULE where something of it is allocated or was returned
 */
export async function releasePayment(
  ctx: Ctx,
  tx: Tx,
  { clientId, paymentId, reason }: { clientId: ClientId; paymentId: PaymentId; reason: string },
): Promise<void> {
  const payment = await lockPayment(tx, clientId, paymentId)
  if (payment === undefined || payment.reversedAt !== null || payment.transactionId === null)
    throw new AppError('RULE', `Payment ${paymentId} is not in the books of client ${clientId} any more.`)
  const others = await selectAllocations(tx, clientId, paymentId)
  if (others.length > 0)
    throw new AppError(
      'RULE',
      `The payment also pays case ${others.map(({ caseId }) => caseId).join(', ')} of its client: remove it there first ("payment unallocate"), because a payment can only change its client as a whole.`,
    )
  if (payment.returned > 0n)
    throw new AppError('RULE', 'A part of the payment was returned to the payer, so the payment stays with its client.')
  const at = ctx.platform.clock.now()
  const { amount, currency, bookingDate } = payment
  const source = `payment:${paymentId}`
  await correct(tx, {
    clientId,
    kind: 'PAYMENT_REVERSED',
    at,
    bookingDate,
    source,
    corrects: payment.transactionId,
  })
  await markReversed(tx, clientId, paymentId, at)
  const data = { amount: minorToNumber(amount), currency, onDate: bookingDate, reason: 'OF_ANOTHER_CLIENT' }
  await emit(ctx, tx, clientId, 'payment.reversed', source, data)
  await audit(ctx, tx, clientId, 'payment.released', source, {
    amount: minorToText(amount),
    currency,
    reason: words(reason),
  })
}
