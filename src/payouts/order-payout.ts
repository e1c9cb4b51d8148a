import type { CivilDate } from '@saatava/core/dates.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { postAll } from '../journal/post-all.ts'
import { audit } from '../audit-entries/audit.ts'
import { words } from '../audit-entries/words.ts'
import { emit } from '../events/emit.ts'
import { minorToNumber } from '@saatava/core/money.ts'
import { endToEndIdOf, type Payout, sourceOf } from './payout.ts'
import { type When, resumed } from './postings.ts'
import { type NewPayout, insertPayout, markFollowed } from './queries.ts'

/** A new settlement joins a payment file. */
export async function orderPayout(ctx: Ctx, tx: Tx, one: Omit<NewPayout, 'attempt' | 'endToEndId'>): Promise<void> {
  const key = { ...one, attempt: 1 }
  await insertPayout(tx, { ...key, endToEndId: endToEndIdOf(key) }, ctx.platform.clock.now())
}

/** A person has a settlement paid again whose last payout was refused or returned. */
export async function orderAgain(
  ctx: Ctx,
  tx: Tx,
  last: Payout,
  order: Pick<NewPayout, 'messageId' | 'debtorIban' | 'beneficiary'> & { reason: string; bookingDate: CivilDate },
): Promise<string> {
  const { clientId, settlementId, amount, currency } = last
  const attempt = last.attempt + 1
  const at = ctx.platform.clock.now()
  const when: When = { at, bookingDate: order.bookingDate }
  const { messageId, debtorIban, beneficiary, reason } = order
  const endToEndId = endToEndIdOf({ clientId, settlementId, attempt })
  const key = { clientId, settlementId, attempt, endToEndId }
  await insertPayout(tx, { ...key, messageId, debtorIban, currency, amount, beneficiary }, at)
  await markFollowed(tx, last)
  await postAll(tx, [resumed(last, when)])
  const data = { settlementId, attempt, paidAmount: minorToNumber(amount), currency }
  await emit(ctx, tx, clientId, 'settlement.payout.again', sourceOf(settlementId), data)
  await audit(ctx, tx, clientId, 'payout.again', `payout:${endToEndId}`, {
    after: last.endToEndId,
    reason: words(reason),
  })
  return endToEndId
}
