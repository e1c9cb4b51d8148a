import type { ClientId, EntryId, PaymentId } from '@saatava/core/ids.ts'
import { bearsPayoutId, recogniseOwnPayout } from '../payouts/recognise-own-payout.ts'
import type { Ctx } from '../platform/context.ts'
import { type Tx, withTransaction } from '../platform/database.ts'
import { takesBack } from './match/direction.ts'
import type { BankEntry } from './entry.ts'
import { structuredReferenceOf } from './match/entry-keys.ts'
import {
  type Original,
  type Outcome,
  lockEntry,
  postponeEntry,
  selectOriginals,
  writeOutcomes,
} from './entry-queries.ts'
import { names, payers } from './identity/compare.ts'
import { noteReturnCameBack } from './returns/note-came-back.ts'
import { reversePayment } from './reverse-payment.ts'
import type { Reason } from './states.ts'
import { placeEntries } from './place-entries.ts'

/** Tries of a reversal whose original is in other hands, before a person has to say which it is. */
const ATTEMPTS_MAX = 12
/** Doubled from try to try: two minutes in all. */
const RETRY_MS = 30

export type Reversed =
  | { kind: 'done' }
  /** Another has it in hand. */
  | { kind: 'gone' }
  /** The payment that it takes back must be handled first. */
  | { kind: 'waits'; originalId: string }

/**
 * Handles a reversal by the bank: the payment that it takes back is undone. The payment is never guessed: where the
 * entry does not name it exactly, the reversal needs review.
 */
export async function reverseEntry(ctx: Ctx, entryId: EntryId): Promise<Reversed> {
  return withTransaction(ctx.platform.pool, async (tx) => {
    const entry = await lockEntry(tx, entryId, ['new'])
    if (entry === undefined) return { kind: 'gone' }
    const cameBack = await noteReturnCameBack(ctx, tx, entry)
    if (cameBack !== undefined) {
      await close(tx, entry, cameBack === 'RETURN_DIFFERS' ? 'unallocated' : 'ignored', cameBack)
      return { kind: 'done' }
    }
    const own = bearsPayoutId(entry) ? await recogniseOwnPayout(ctx, tx, entry) : undefined
    if (own !== undefined || !takesBack(entry)) {
      const differs = own === undefined || own === 'PAYOUT_DIFFERS'
      const unknown = entry.amount > 0n ? 'PAYOUT_DIFFERS' : 'DEBIT_UNKNOWN'
      await close(tx, entry, differs ? 'unallocated' : 'ignored', own ?? unknown)
      await placeEntries(ctx, tx, [entryId])
      return { kind: 'done' }
    }
    const original = originalOf(entry, await selectOriginals(tx, entry))
    if (original !== undefined && !(await undo(ctx, tx, entry, original)))
      return { kind: 'waits', originalId: original.entryId }
    if (original === undefined) await close(tx, entry, 'unallocated', 'REVERSAL_UNKNOWN')
    await placeEntries(ctx, tx, [entryId, ...(original === undefined ? [] : [original.entryId])])
    return { kind: 'done' }
  })
}

/** It is tried again behind the others; after many tries it needs review. @returns whether it left "new" */
export async function postponeReversal(ctx: Ctx, entryId: EntryId): Promise<boolean> {
  return withTransaction(ctx.platform.pool, async (tx) => {
    const entry = await lockEntry(tx, entryId, ['new'])
    if (entry === undefined) return false
    const last = entry.attempts + 1 >= ATTEMPTS_MAX
    if (last) await close(tx, entry, 'unallocated', 'TRIED_IN_VAIN')
    else await postponeEntry(tx, entryId, RETRY_MS * 2 ** entry.attempts)
    await placeEntries(ctx, tx, [entryId])
    return last
  })
}

async function undo(ctx: Ctx, tx: Tx, entry: BankEntry, original: Original): Promise<boolean> {
  const { state, paymentClientId: clientId, paymentId } = original
  if (state === 'matched' && clientId !== null && paymentId !== null) {
    const outcome = await reversePayment(ctx, tx, { clientId, paymentId, onDate: entry.bookingDate })
    if (outcome === 'REVERSED') await close(tx, entry, 'matched', 'REVERSED', { clientId, paymentId })
    else await close(tx, entry, 'unallocated', outcome === 'RETURNED' ? 'REVERSAL_AFTER_RETURN' : 'REVERSAL_UNKNOWN')
    return true
  }
  // It was never a client's: both are nothing.
  if (state !== 'unallocated' || (await lockEntry(tx, original.entryId, ['unallocated'])) === undefined) return false
  await close(tx, original, 'ignored', 'REVERSED')
  await close(tx, entry, 'ignored', 'REVERSED')
  return true
}

/**
 * The one payment that a reversal names: by an id as a whole, where the files give one, else by the whole reference;
 * and never that of another payer. Among equal payments by one payer the last is taken; among payments of several
 * payers none is.
 */
function originalOf(entry: BankEntry, originals: readonly Original[]): Original | undefined {
  const ofPayer = originals.filter((original) => !isOfAnother(entry, original))
  const byId = ofPayer.filter((original) => sharesId(entry, original))
  const key = structuredReferenceOf(entry)
  const byKey = key === undefined ? [] : ofPayer.filter((original) => structuredReferenceOf(original) === key)
  const both = byId.filter((original) => byKey.includes(original))
  const named = entry.reversalOf ?? entry.endToEndId
  // An id in the entry that fits no payment contradicts a payment with another id.
  const found =
    both.length > 0 ? both : byId.length > 0 ? byId : byKey.filter(({ endToEndId }) => !differs(named, endToEndId))
  const [last, ...others] = found
  if (last === undefined) return undefined
  return others.every(
    (other) => other.payerKeys.length > 0 && other.payerKeys.some((payer) => last.payerKeys.includes(payer)),
  )
    ? last
    : undefined
}

function sharesId(entry: BankEntry, original: Original): boolean {
  const named = entry.reversalOf ?? entry.endToEndId
  return (named !== null && named === original.endToEndId) || entry.ids.some((id) => original.ids.includes(id))
}

/** Both name the payer, and it is another: by account, else by name. */
function isOfAnother(entry: BankEntry, original: Original): boolean {
  return (
    payers(entry.payerKeys, original.payerKeys) === 'differs' ||
    (payers(entry.payerKeys, original.payerKeys) === 'unsaid' &&
      names(entry.payerName, original.payerName) === 'differs')
  )
}

function differs(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a !== b
}

async function close(
  tx: Tx,
  { entryId }: BankEntry,
  state: Outcome['state'],
  reason: Reason,
  debt: { clientId: ClientId; paymentId: PaymentId } | null = null,
): Promise<void> {
  const outcome = { entryId, state, reason, clientId: debt?.clientId ?? null, paymentId: debt?.paymentId ?? null }
  await writeOutcomes(tx, [outcome])
}
