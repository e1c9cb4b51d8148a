import type { CivilDate } from '@saatava/core/dates.ts'
import { accountKey } from '@saatava/core/account-key.ts'
import { minorToText, sum } from '@saatava/core/money.ts'
import { isFault } from '@saatava/core/references/fault.ts'
import { readRf } from '@saatava/core/references/rf.ts'
import { fundsNames } from '../funds/funds-names.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { doubt, move } from './move-payouts.ts'
import { type Payout, type PayoutKey, looksLikeOurMessage, payoutKeyOf } from './payout.ts'
import { lockAttempts, lockOfMessage, lockPayout, notePaidOn } from './queries.ts'
import { isUnderWay } from './states.ts'

/** The facts of a bank entry that concern a payment order. */
export interface OrderedEntry {
  /** Account as the file names it: IBAN or another number. */
  account: string
  currency: string
  /** Minor units; money out is below 0. */
  amount: bigint
  bookingDate: CivilDate
  reversal: boolean
  reference: string | null
  endToEndId: string | null
  messageId: string | null
  paymentInformationId: string | null
  returnReason: string | null
  paymentType: string
}

/** OWN_PAYOUT: it is paid. PAYOUT_RETURNED: its money is back. PAYOUT_DIFFERS: a person must look. */
export type Recognised = 'OWN_PAYOUT' | 'PAYOUT_RETURNED' | 'PAYOUT_DIFFERS'

/** ISO 20022: returned after it was booked, by the payee's bank or our bank. */
const RETURN_TYPES = new Set(['RRTN', 'RPCR', 'CAJT'])

/** Whether an entry bears an id that only our own payment files give: it is no debtor's payment. */
export function bearsPayoutId(entry: OrderedEntry): boolean {
  if (payoutKeyOf(entry.endToEndId) !== undefined) return true
  if (looksLikeOurMessage(entry.messageId) || looksLikeOurMessage(entry.paymentInformationId)) return true
  return (entry.amount < 0n || isReturn(entry)) && keyOfReference(entry.reference) !== undefined
}

/**
 * An entry of a bank's file is the debit of our own payout, or its return: the payout moves, and nothing else. By the
 * end-to-end id; a batch that the bank booked as one sum by the ids of the file and the batch, where the sums agree.
 * @returns undefined where the payout is not one of this service
 */
export async function recogniseOwnPayout(ctx: Ctx, tx: Tx, entry: OrderedEntry): Promise<Recognised | undefined> {
  const payouts = await payoutsOf(tx, entry)
  if (payouts.length === 0) return undefined
  const out = entry.amount < 0n
  if (await isElsewhere(ctx, tx, payouts, entry))
    return differs(ctx, tx, payouts, entry, `is on the account ${entry.account}, but the payout leaves another account`)
  if (out && entry.reversal) return differs(ctx, tx, payouts, entry, 'takes money of it back')
  return out ? debited(ctx, tx, payouts, entry) : returned(ctx, tx, payouts, entry)
}

async function debited(ctx: Ctx, tx: Tx, payouts: Payout[], entry: OrderedEntry): Promise<Recognised> {
  // The bank books the payments of a batch that it has not refused.
  const booked = payouts.length === 1 ? payouts : payouts.filter(({ state }) => state !== 'REJECTED')
  const open = booked.filter(({ state }) => isUnderWay(state))
  if (!agrees(booked, -entry.amount, entry.currency))
    return differs(ctx, tx, open.length > 0 ? open : payouts, entry, 'debits another amount')
  // A person knew of the payment before its debit came.
  const known = booked.filter(({ state, paidOn, doubt: why }) => state === 'PAID' && paidOn === null && why === null)
  if (open.length + known.length < booked.length)
    return differs(ctx, tx, booked, entry, 'debits it, although it was not sent')
  await move(ctx, tx, open, { to: 'PAID', on: entry.bookingDate })
  await notePaidOn(tx, known, entry.bookingDate)
  return 'OWN_PAYOUT'
}

async function returned(ctx: Ctx, tx: Tx, payouts: Payout[], entry: OrderedEntry): Promise<Recognised> {
  if (!isReturn(entry))
    return differs(ctx, tx, payouts, entry, 'is a credit with its id, but is not marked as a return')
  if (payouts.length > 1 || !agrees(payouts, entry.amount, entry.currency))
    return differs(ctx, tx, payouts, entry, 'returns another amount')
  const [payout] = payouts
  if (payout === undefined || payout.state === 'REJECTED' || payout.state === 'RETURNED')
    return differs(ctx, tx, payouts, entry, 'returns it a second time')
  // Money that comes back may be a second debit that the bank corrects, and not the payment.
  if (payout.state === 'PAID' && payout.doubt !== null)
    return differs(ctx, tx, payouts, entry, 'returns it, but an earlier doubt is undecided')
  const reasonCode = entry.returnReason ?? undefined
  await move(ctx, tx, [payout], { to: 'RETURNED', on: entry.bookingDate, reasonCode })
  return 'PAYOUT_RETURNED'
}

async function differs(
  ctx: Ctx,
  tx: Tx,
  payouts: Payout[],
  { amount, currency, bookingDate }: OrderedEntry,
  what: string,
): Promise<Recognised> {
  await doubt(ctx, tx, payouts, `An entry of ${minorToText(amount)} ${currency}, booked ${bookingDate}, ${what}.`)
  return 'PAYOUT_DIFFERS'
}

/** On an account of client funds that is not the one that the payment file named. */
async function isElsewhere(ctx: Ctx, tx: Tx, payouts: readonly Payout[], { account }: OrderedEntry): Promise<boolean> {
  const { key, isClientFunds } = (await fundsNames(ctx.platform, tx)).of(account)
  return isClientFunds && payouts.some(({ debtorIban }) => debtorIban !== null && accountKey(debtorIban) !== key)
}

function agrees(payouts: readonly Payout[], amount: bigint, currency: string): boolean {
  return payouts.every((one) => one.currency === currency) && sum(payouts.map((one) => one.amount)) === amount
}

function isReturn({ reversal, returnReason, paymentType }: OrderedEntry): boolean {
  return reversal || returnReason !== null || RETURN_TYPES.has(paymentType.split('/').at(-1) ?? '')
}

/** Locked. One by its own id; all of a batch, or of a file, by theirs. */
async function payoutsOf(tx: Tx, entry: OrderedEntry): Promise<Payout[]> {
  const key = payoutKeyOf(entry.endToEndId)
  if (key !== undefined) {
    const payout = await lockPayout(tx, key)
    return payout === undefined ? [] : [payout]
  }
  if (entry.endToEndId === null) {
    const ofBatch = await batchOf(tx, entry)
    if (ofBatch.length > 0) return ofBatch
  }
  return byReference(tx, entry)
}

async function batchOf(tx: Tx, { messageId, paymentInformationId }: OrderedEntry): Promise<Payout[]> {
  const name = [messageId, paymentInformationId].find(looksLikeOurMessage)
  if (name === undefined || name === null) return []
  // A batch's id is the file's, or begins with it.
  const payouts = await lockOfMessage(tx, name.split('-').slice(0, 3).join('-'))
  if (paymentInformationId === null) return payouts
  return payouts.filter((one) => one.paymentInformationId === paymentInformationId)
}

/** Where the bank gives no end-to-end id, the payout is known by the reference that the payee was given. */
async function byReference(tx: Tx, { reference, amount, currency }: OrderedEntry): Promise<Payout[]> {
  const key = keyOfReference(reference)
  if (key === undefined) return []
  const size = amount < 0n ? -amount : amount
  const attempts = await lockAttempts(tx, key.clientId, key.settlementId)
  const fitting = attempts.filter((one) => one.amount === size && one.currency === currency)
  const last = (amount < 0n ? fitting.filter(({ state }) => isUnderWay(state)) : fitting).at(-1)
  return last === undefined ? [] : [last]
}

/** The reference embeds the client's number, the settlement's twelve digits and a check digit. */
function keyOfReference(reference: string | null): Omit<PayoutKey, 'attempt'> | undefined {
  const rf = reference === null || !/^\s*RF/i.test(reference) ? undefined : readRf(reference)
  if (rf === undefined || isFault(rf)) return undefined
  const [, client, settlement] = /^RF\d\d([1-9]\d*)(2\d{11})\d$/.exec(rf.value) ?? []
  if (client === undefined || settlement === undefined) return undefined
  return { clientId: Number(client), settlementId: Number(settlement) }
}
