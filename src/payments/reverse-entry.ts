import { bearsPayoutId, recogniseOwnPayout } from '../payouts/recognise-own-payout.ts'
import type { Ctx } from '../platform/context.ts'
import { type Tx, withTransaction } from '../platform/database.ts'
import type { Entry } from './entry.ts'
import { givenKey } from './entry-keys.ts'
import { type Original, type Outcome, claimEntry, selectOriginals, writeOutcomes } from './entry-queries.ts'
import { reversePayment } from './reverse-payment.ts'
import type { Reason } from './states.ts'

/**
 * What a bank took back, or another debit that names a reference: the payment it was is undone. What it took back is never
 * guessed: where it cannot be told, it waits for a person. Where the payment itself is not dealt with yet, it stays new.
 * @returns whether it left "new"
 */
export async function reverseEntry(ctx: Ctx, entryId: string): Promise<boolean> {
  return withTransaction(ctx.platform.pool, async (tx) => {
    const entry = await claimEntry(tx, entryId, ['new'])
    if (entry === undefined) return false
    const own = bearsPayoutId(entry) ? await recogniseOwnPayout(ctx, tx, entry) : undefined
    if (own !== undefined || (entry.amount > 0n && !entry.reversal)) {
      const differs = own === undefined || own === 'PAYOUT_DIFFERS'
      await close(tx, entry, differs ? 'unallocated' : 'ignored', own ?? 'PAYOUT_DIFFERS')
      return true
    }
    const originals = fitting(entry, await selectOriginals(tx, entry))
    const original = theOne(originals)
    if (original === undefined) {
      const stray = originals.length === 0 && !entry.reversal
      await close(tx, entry, stray ? 'ignored' : 'unallocated', stray ? 'DEBIT' : 'REVERSAL_UNKNOWN')
      return true
    }
    return undo(ctx, tx, entry, original)
  })
}

async function undo(ctx: Ctx, tx: Tx, entry: Entry, original: Original): Promise<boolean> {
  const { state, paymentClientId: clientId, paymentId } = original
  if (state === 'matched' && clientId !== null && paymentId !== null) {
    const outcome = await reversePayment(ctx, tx, { clientId, paymentId, onDate: entry.bookingDate })
    if (outcome === 'REVERSED') await close(tx, entry, 'matched', 'REVERSED', { clientId, paymentId })
    else await close(tx, entry, 'unallocated', outcome === 'RETURNED' ? 'REVERSAL_AFTER_RETURN' : 'REVERSAL_UNKNOWN')
    return true
  }
  // It was never a client's: both are nothing.
  if (state !== 'unallocated' || (await claimEntry(tx, original.entryId, ['unallocated'])) === undefined) return false
  await close(tx, original, 'ignored', 'REVERSED')
  await close(tx, entry, 'ignored', 'REVERSED')
  return true
}

/** By the payer's own id where the bank tells it, else by the reference. */
function fitting(entry: Entry, originals: readonly Original[]): Original[] {
  const { reversalOf } = entry
  const byId = reversalOf === null ? [] : originals.filter(({ raw }) => raw.includes(reversalOf))
  const key = givenKey(entry)
  const byKey = key === undefined ? [] : originals.filter((original) => givenKey(original) === key)
  const both = byId.filter((original) => byKey.includes(original))
  const found = both.length > 0 ? both : byId.length > 0 ? byId : byKey
  const ofPayer = found.filter(({ payerAccount }) => payerAccount !== null && payerAccount === entry.payerAccount)
  return ofPayer.length > 0 ? ofPayer : found
}

/** Of equal payments by one payer the last one is as good as any; of several payers' none is. */
function theOne(originals: readonly Original[]): Original | undefined {
  const [last, ...others] = originals
  if (last === undefined) return undefined
  return others.every(({ payerAccount }) => payerAccount !== null && payerAccount === last.payerAccount)
    ? last
    : undefined
}

async function close(
  tx: Tx,
  { entryId }: Entry,
  state: Outcome['state'],
  reason: Reason,
  of: { clientId: number; paymentId: string } | null = null,
): Promise<void> {
  const outcome = { entryId, state, reason, clientId: of?.clientId ?? null, paymentId: of?.paymentId ?? null }
  await writeOutcomes(tx, [outcome])
}
