import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { audit } from '../audit-entries/audit.ts'
import { words } from '../audit-entries/words.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import type { Ctx } from '../platform/context.ts'
import { type Tx, withTransaction } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { move } from './move-payouts.ts'
import { type Payout, payoutKeyOf } from './payout.ts'
import { lockOfMessage, lockPayout, noteDoubt, notePaidOn } from './queries.ts'
import { isUnderWay } from './states.ts'

const BANK_TIME_ZONE = timeZoneOf('FI')

export interface ByHand {
  /** A payout's end-to-end id, or a payment file's message id. */
  name: string
  /** Why a person says so although no file of the bank's does. */
  reason: string
}

/**
 * A person knows from the bank that payouts were paid. It happens once. Payouts of a file that are paid or refused
 * already stay as they are; a refused one becomes paid when it is named itself, and a doubt about a paid one ends.
 * @throws AppError NOT_FOUND, RULE
 */
export async function markPaidByHand(ctx: Ctx, { name, reason }: ByHand): Promise<Payout[]> {
  return withTransaction(ctx.platform.pool, async (tx) => {
    const { payouts, single } = await find(tx, name)
    const open = payouts.filter(({ state }) => isUnderWay(state) || (single && state === 'REJECTED'))
    const unsent = open.find(({ state }) => state === 'CREATED')
    if (unsent !== undefined)
      throw new AppError('RULE', `The file ${unsent.messageId} has not been put into the bank's outbox yet.`)
    const confirmed = payouts.filter((one) => one.state === 'PAID' && one.doubt !== null)
    const named = [...open, ...confirmed]
    if (named.length === 0) throw new AppError('RULE', `${name} was paid before: ${statesOf(payouts)}.`)
    // The debit of a doubtful one has been seen; that of another is still to come.
    const seen = open.filter(({ doubt }) => doubt !== null)
    await move(ctx, tx, open, { to: 'PAID', reasonText: reason })
    await notePaidOn(tx, seen, civilDateAt(ctx.platform.clock.now(), BANK_TIME_ZONE))
    await noteDoubt(tx, confirmed, null, ctx.platform.clock.now())
    await audit(ctx, tx, OPERATOR_TENANT, 'payouts.paid.by-hand', `payouts:${name}`, {
      reason: words(reason),
      payouts: named.length,
    })
    return named
  })
}

/**
 * A person knows from the bank that payouts were not paid and will not be: each waits to be paid again. Also where the bank
 * refused one and a file of its contradicted. A doubtful one that was paid came back where it is named itself: it is returned.
 * @throws AppError NOT_FOUND, RULE
 */
export async function markRefusedByHand(ctx: Ctx, { name, reason }: ByHand): Promise<Payout[]> {
  return withTransaction(ctx.platform.pool, async (tx) => {
    const { payouts, single } = await find(tx, name)
    const sent = payouts.filter(({ state }) => state === 'SENT' || state === 'ACCEPTED')
    const doubtful = payouts.filter(({ doubt }) => doubt !== null)
    const confirmed = doubtful.filter(({ state }) => state === 'REJECTED' || state === 'RETURNED')
    const back = single ? doubtful.filter(({ state }) => state === 'PAID') : []
    const refused = [...sent, ...confirmed, ...back]
    if (refused.length === 0)
      throw new AppError('RULE', `${name} has no payment under way at the bank: ${statesOf(payouts)}.`)
    await move(ctx, tx, sent, { to: 'REJECTED', reasonText: reason })
    await move(ctx, tx, back, { to: 'RETURNED', reasonText: reason })
    await noteDoubt(tx, confirmed, null, ctx.platform.clock.now())
    await audit(ctx, tx, OPERATOR_TENANT, 'payouts.refused.by-hand', `payouts:${name}`, {
      reason: words(reason),
      payouts: refused.length,
    })
    return refused
  })
}

async function find(tx: Tx, name: string): Promise<{ payouts: Payout[]; single: boolean }> {
  const key = payoutKeyOf(name)
  const one = key === undefined ? undefined : await lockPayout(tx, key)
  const payouts = one === undefined ? await lockOfMessage(tx, name) : [one]
  if (payouts.length === 0)
    throw new AppError('NOT_FOUND', `There is no payment file and no payout ${name}; "settlement list" shows them.`)
  return { payouts, single: one !== undefined }
}

function statesOf(payouts: readonly Payout[]): string {
  return [...Map.groupBy(payouts, ({ state }) => state)].map(([state, group]) => `${group.length} ${state}`).join(', ')
}
