import { HOUSE, audit } from '../platform/audit.ts'
import type { Ctx } from '../platform/context.ts'
import { type Tx, withTransaction } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { move } from './move-payouts.ts'
import { type Payout, payoutKeyOf } from './payout.ts'
import { lockOfMessage, lockPayout, noteDoubt } from './queries.ts'
import { isUnderWay } from './states.ts'

export interface ByHand {
  /** A payout's end-to-end id, or a payment file's message id. */
  name: string
  /** Why a person says so although no file of the bank's does. */
  reason: string
}

/**
 * A person knows from the bank that payouts were paid. It happens once. Those of a file that are paid or refused already stay
 * as they are; a refused one becomes paid where it is named itself.
 * @throws AppError NOT_FOUND, RULE
 */
export async function markPaidByHand(ctx: Ctx, { name, reason }: ByHand): Promise<Payout[]> {
  return withTransaction(ctx.platform.pool, async (tx) => {
    const { payouts, single } = await named(tx, name)
    const open = payouts.filter(({ state }) => isUnderWay(state) || (single && state === 'REJECTED'))
    const unsent = open.find(({ state }) => state === 'CREATED')
    if (unsent !== undefined)
      throw new AppError('RULE', `The file ${unsent.messageId} has not been put into the bank's outbox yet.`)
    if (open.length === 0) throw new AppError('RULE', `${name} was paid before: ${statesOf(payouts)}.`)
    await move(ctx, tx, open, { to: 'PAID', reasonText: reason })
    await audit(ctx, tx, HOUSE, 'payouts.paid.by-hand', `payouts:${name}`, { reason, payouts: open.length })
    return open
  })
}

/**
 * A person knows from the bank that payouts were not paid and will not be: each waits to be paid again. Also where the bank
 * refused one and a file of its contradicted.
 * @throws AppError NOT_FOUND, RULE
 */
export async function markRefusedByHand(ctx: Ctx, { name, reason }: ByHand): Promise<Payout[]> {
  return withTransaction(ctx.platform.pool, async (tx) => {
    const { payouts } = await named(tx, name)
    const sent = payouts.filter(({ state }) => state === 'SENT' || state === 'ACCEPTED')
    const doubtful = payouts.filter((one) => one.state === 'REJECTED' && one.doubt !== null)
    if (sent.length + doubtful.length === 0)
      throw new AppError('RULE', `Nothing of ${name} is under way at the bank: ${statesOf(payouts)}.`)
    await move(ctx, tx, sent, { to: 'REJECTED', reasonText: reason })
    await noteDoubt(tx, doubtful, null, ctx.platform.clock.now())
    await audit(ctx, tx, HOUSE, 'payouts.refused.by-hand', `payouts:${name}`, {
      reason,
      payouts: sent.length + doubtful.length,
    })
    return [...sent, ...doubtful]
  })
}

async function named(tx: Tx, name: string): Promise<{ payouts: Payout[]; single: boolean }> {
  const key = payoutKeyOf(name)
  const one = key === undefined ? undefined : await lockPayout(tx, key)
  const payouts = one === undefined ? await lockOfMessage(tx, name) : [one]
  if (payouts.length === 0)
    throw new AppError('NOT_FOUND', `There is no payment file and no payout ${name}; "settlement list" shows them.`)
  return { payouts, single: one !== undefined }
}

function statesOf(payouts: readonly Payout[]): string {
  return [...Map.groupBy(payouts, ({ state }) => state)].map(([state, of]) => `${of.length} ${state}`).join(', ')
}
