import { minorToNumber, minorToText } from '@saatava/core/money.ts'
import { civilDateAt, timeZoneOf, type CivilDate } from '@saatava/core/dates.ts'
import { correct } from '../journal/correct.ts'
import { postAll } from '../journal/post-all.ts'
import { audit } from '../audit-entries/audit.ts'
import { words } from '../audit-entries/words.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { emitAll } from '../events/emit.ts'
import { settingsOf } from '../settings/client-settings.ts'
import { type Payout, sourceOf } from './payout.ts'
import { paid, refused, resumed } from './postings.ts'
import { movePayouts, noteDoubt } from './queries.ts'
import { type PayoutState, mayMove } from './states.ts'

export interface Move {
  to: 'ACCEPTED' | 'PAID' | 'REJECTED' | 'RETURNED'
  /** The bank's booking day; without one, today by the client's calendar. */
  on?: CivilDate
  reasonCode?: string | undefined
  reasonText?: string | undefined
}

const EVENTS = {
  REJECTED: 'settlement.payout.rejected',
  RETURNED: 'settlement.payout.returned',
} as const

const ACTIONS = {
  PAID: 'payout.paid',
  REJECTED: 'payout.rejected',
  RETURNED: 'payout.returned',
} as const

/**
 * Moves payouts that the caller has locked, with their journal, events and audit rows. A payout whose debit no file has
 * shown becomes PAID before it becomes RETURNED.
 * @throws Error where one is in a state that does not allow it
 */
export async function move(ctx: Ctx, tx: Tx, payouts: readonly Payout[], change: Move): Promise<void> {
  if (payouts.length === 0) return
  if (change.to === 'RETURNED') {
    const unseen = payouts.filter(({ state }) => state !== 'PAID')
    await move(ctx, tx, unseen, { to: 'PAID', ...(change.on === undefined ? {} : { on: change.on }) })
  }
  for (const { state, endToEndId } of payouts)
    if (!mayMove(state, change.to)) throw new Error(`payout ${endToEndId} is ${state}: it cannot become ${change.to}`)
  const paidTransactionIds = await book(ctx, tx, payouts, change)
  const at = ctx.platform.clock.now()
  const moved = {
    reasonCode: change.reasonCode ?? null,
    reasonText: change.reasonText ?? null,
    ...(change.to === 'PAID' && change.on !== undefined ? { paidOn: change.on } : {}),
    paidTransactionIds,
  }
  if ((await movePayouts(tx, payouts, change.to, moved, at)) !== payouts.length)
    throw new Error(`not all of ${payouts.length} payouts could become ${change.to}`)
  for (const payout of payouts) Object.assign(payout, stateAfter(change, paidTransactionIds, payouts.indexOf(payout)))
  await emitEvents(ctx, tx, payouts, change)
}

function stateAfter({ to, on }: Move, ids: (string | undefined)[], index: number): Partial<Payout> {
  const state: PayoutState = to
  const id = ids[index]
  return { state, doubt: null, ...(id === undefined ? {} : { paidTransactionId: id, paidOn: on ?? null }) }
}

/** @returns of those that become PAID, the journal's transactions */
async function book(ctx: Ctx, tx: Tx, payouts: readonly Payout[], { to, on }: Move): Promise<(string | undefined)[]> {
  if (to === 'ACCEPTED') return []
  const when = await whenOf(ctx, tx, payouts, on)
  if (to === 'PAID') {
    const again = payouts.filter(({ state }) => state === 'REJECTED')
    const ids = await postAll(tx, [
      ...payouts.map((one) => paid(one, when(one))),
      ...again.map((one) => resumed(one, when(one))),
    ])
    return ids.slice(0, payouts.length)
  }
  if (to === 'RETURNED')
    for (const one of payouts) {
      const corrects = one.paidTransactionId
      if (corrects === null) throw new Error(`payout ${one.endToEndId} was paid, and the journal does not say when`)
      const { clientId, settlementId, attempt } = one
      const source = sourceOf(settlementId)
      await correct(tx, { clientId, kind: 'SETTLEMENT_RETURNED', ...when(one), source, details: { attempt }, corrects })
    }
  await postAll(
    tx,
    payouts.map((one) => refused(one, when(one))),
  )
  return []
}

async function whenOf(ctx: Ctx, tx: Tx, payouts: readonly Payout[], on: CivilDate | undefined) {
  const at = ctx.platform.clock.now()
  const settings = await settingsOf(ctx.platform.pool, tx, new Set(payouts.map(({ clientId }) => clientId)))
  return ({ clientId }: Payout) => {
    const zone = timeZoneOf(settings.get(clientId)?.profile.countryCode ?? 'FI')
    return { at, bookingDate: on ?? civilDateAt(at, zone) }
  }
}

async function emitEvents(
  ctx: Ctx,
  tx: Tx,
  payouts: readonly Payout[],
  { to, reasonCode, reasonText }: Move,
): Promise<void> {
  if (to === 'ACCEPTED') return
  const reason = { reasonCode: reasonCode ?? null, reasonText: reasonText ?? null }
  await emitAll(
    ctx,
    tx,
    payouts.map(({ clientId, settlementId, settlementAmount, amount, currency }) => {
      const about = { clientId, subject: sourceOf(settlementId) }
      const [total, paidAmount] = [minorToNumber(settlementAmount), minorToNumber(amount)]
      const data = { settlementId, amount: total, paidAmount, currency }
      if (to === 'PAID') return { ...about, type: 'settlement.paid', data }
      return { ...about, type: EVENTS[to], data: { ...data, ...reason } }
    }),
  )
  for (const { clientId, endToEndId, amount, currency } of payouts)
    await audit(ctx, tx, clientId, ACTIONS[to], `payout:${endToEndId}`, {
      ...{ amount: minorToText(amount), currency },
      ...(reasonCode === undefined && reasonText === undefined ? {} : { ...reason, reasonText: words(reasonText) }),
    })
}

/** A file contradicts the state of a payout: nothing moves, and an event asks a person. */
export async function doubt(ctx: Ctx, tx: Tx, payouts: readonly Payout[], why: string): Promise<void> {
  const fresh = payouts.filter((one) => one.doubt !== why)
  if (fresh.length === 0) return
  await noteDoubt(tx, fresh, why, ctx.platform.clock.now())
  for (const payout of fresh) payout.doubt = why
  await emitAll(
    ctx,
    tx,
    fresh.map(({ clientId, settlementId }) => ({
      clientId,
      type: 'settlement.payout.unclear',
      subject: sourceOf(settlementId),
      data: { settlementId, message: why },
    })),
  )
  for (const { clientId, endToEndId } of fresh)
    await audit(ctx, tx, clientId, 'payout.unclear', `payout:${endToEndId}`, { message: words(why) })
}
