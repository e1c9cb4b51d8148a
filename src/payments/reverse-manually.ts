import type { EntryId, PaymentId } from '@saatava/core/ids.ts'
import { audit } from '../audit-entries/audit.ts'
import { minorToText } from '@saatava/core/money.ts'
import type { Ctx } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { lockEntry, writeOutcomes } from './entry-queries.ts'
import { clientOfPayment, lockPayment } from './payment-queries.ts'
import { reversePayment } from './reverse-payment.ts'
import { retryOnDeadlock } from '../platform/retry-on-deadlock.ts'
import { placeEntries } from './place-entries.ts'

/**
 * A person says which payment a reversal of the bank took back. Only the same amount takes it back.
 * @throws AppError NOT_FOUND, RULE
 */
export async function reverseManually(
  ctx: Ctx,
  { entryId, paymentId }: { entryId: EntryId; paymentId: PaymentId },
): Promise<void> {
  await retryOnDeadlock(ctx.platform.pool, async (tx) => {
    const entry = await lockEntry(tx, entryId, ['unallocated'])
    if (entry === undefined || entry.amount >= 0n)
      throw new AppError('NOT_FOUND', `No reversal with the id ${entryId} waits.`)
    const clientId = await clientOfPayment(tx, paymentId)
    const payment = clientId === undefined ? undefined : await lockPayment(tx, clientId, paymentId)
    if (clientId === undefined || payment === undefined)
      throw new AppError('NOT_FOUND', `There is no payment ${paymentId}.`)
    if (payment.kind === 'DIRECT' || payment.amount !== -entry.amount || payment.currency !== entry.currency)
      throw new AppError(
        'RULE',
        `The bank took back ${minorToText(-entry.amount)} ${entry.currency}; the payment is of ${minorToText(payment.amount)} ${payment.currency}.`,
      )
    const outcome = await reversePayment(ctx, tx, { clientId, paymentId, onDate: entry.bookingDate })
    if (outcome === 'BEFORE') throw new AppError('RULE', 'The payment was taken back before.')
    if (outcome === 'RETURNED')
      throw new AppError('RULE', 'A part of the payment had been returned to the payer already.')
    await writeOutcomes(tx, [{ entryId, state: 'matched', reason: 'REVERSED', clientId, paymentId }])
    await audit(ctx, tx, clientId, 'payment.reversed', `payment:${paymentId}`, { entryId })
    await placeEntries(ctx, tx, [entryId])
  })
}
