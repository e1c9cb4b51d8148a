/**
 * The sum that a statement books, and the lines of a national file that it is made of, whichever comes first. They have no
 * id in common, so the one that comes later waits as perhaps the same: the sum, unless it had been handled before the
 * lines came. The money is counted once meanwhile.
 */
import type { Tx } from '../../platform/database.ts'
import {
  type FoundSum,
  insertBatches,
  lockSums,
  selectBatchesOf,
  selectBatchesOn,
  updateBatches,
} from './batch-queries.ts'
import {
  type Batch,
  type StoredBatch,
  type Summed,
  bestOf,
  daysNear,
  keyOfBatch,
  lineKeyOf,
  maybeSum,
  sumsOf,
} from './batches.ts'
import type { Brought, Identified, Identity } from './identified.ts'

/** @param batches what the file books together: none of a camt file, whose entries are booked ones */
export async function identifyBatches(
  tx: Tx,
  brought: readonly Brought[],
  identified: Identified,
  { fileId, batches }: { fileId: string; batches: readonly Batch[] },
): Promise<void> {
  if (batches.length > 0) await identifyLines(tx, brought, identified, { fileId, batches })
  else await identifySums(tx, brought, identified)
}

async function identifyLines(
  tx: Tx,
  brought: readonly Brought[],
  identified: Identified,
  { fileId, batches }: { fileId: string; batches: readonly Batch[] },
): Promise<void> {
  let known = await selectBatchesOf(tx, fileId)
  if (known.length === 0) {
    await insertBatches(tx, fileId, batches)
    known = await selectBatchesOf(tx, fileId)
  }
  const byLine = new Map(known.map((one) => [lineKeyOf(one), one]))
  const begun = new Map<string, StoredBatch>()
  for (const line of brought) {
    const batch = byLine.get(keyOfLine(line))
    if (batch === undefined || batch.firstEntryId !== null) continue
    const own = identified.identities.get(line)
    batch.firstEntryId = own?.kind === 'copy' ? own.of.entryId : line.entryId
    begun.set(keyOfBatch(batch), batch)
  }
  await findSums(tx, identified, { fileId, begun })
  await updateBatches(tx, [...begun.values()])
  for (const line of brought) {
    const batch = byLine.get(keyOfLine(line))
    if (batch?.linesWait !== true || batch.sumEntryId === null || identified.identities.has(line)) continue
    identified.identities.set(line, { kind: 'perhaps', of: batch.sumEntryId })
  }
}

function keyOfLine({ bookedAt, accountKey, currency, bookingDate, amount }: Brought): string {
  return lineKeyOf({ batch: bookedAt ?? '', accountKey, currency, day: bookingDate, incoming: amount > 0n })
}

/** Sums that other files booked of batches whose lines come now. */
async function findSums(
  tx: Tx,
  { taken, changes, identities }: Identified,
  { fileId, begun }: { fileId: string; begun: ReadonlyMap<string, StoredBatch> },
): Promise<void> {
  if (begun.size === 0) return
  const first = [...begun.values()]
  const others = await selectBatchesOn(
    tx,
    first.map(({ accountKey, day }) => ({ accountKey, from: day, to: day })),
  )
  const all = others.map((one) => begun.get(keyOfBatch(one)) ?? one)
  const wanted = sumsOf(all).filter(({ batches }) => batches.some((one) => begun.has(keyOfBatch(one))))
  const known = [...identities.values()].flatMap((one) =>
    one.kind === 'new' ? [] : typeof one.of === 'string' ? one.of : one.of.entryId,
  )
  const used = new Set([...taken, ...changes.map(({ entryId }) => entryId), ...known])
  const found = await lockSums(tx, fileId, wanted.map(lookupOf))
  for (const sum of found.filter(({ entryId }) => !used.has(entryId))) {
    const summed = bestOf(sum, wanted.filter(isFree))
    if (summed === undefined) continue
    const change = settle(sum, summed)
    if (change !== undefined) changes.push(change)
    await updateBatches(tx, summed.batches)
  }
}

function lookupOf({ batches, day, amount }: Summed) {
  const { accountKey = '', currency = '' } = batches[0] ?? {}
  const [from, to] = daysNear(day, currency)
  return { accountKey, amount, from, to }
}

function isFree({ batches }: Summed): boolean {
  return batches.every(({ sumEntryId }) => sumEntryId === null)
}

/** A sum that still waits is not counted from now on; beside one that was handled, the lines are not. */
function settle({ entryId, state }: FoundSum, { batches }: Summed): Identified['changes'][number] | undefined {
  const isOpen = state === 'new' || state === 'unallocated'
  for (const batch of batches) Object.assign(batch, { sumEntryId: entryId, linesWait: !isOpen })
  const sameAs = batches.map(({ firstEntryId }) => firstEntryId).find((id) => id !== null)
  return isOpen && sameAs !== undefined ? { entryId, state: 'unallocated', reason: 'PERHAPS_SAME', sameAs } : undefined
}

/** Identifies sums that come now, of batches that other files listed line by line. */
async function identifySums(tx: Tx, brought: readonly Brought[], { identities }: Identified): Promise<void> {
  const sums = brought.filter((one) => !identities.has(one) && one.amount !== 0n && maybeSum(one))
  const days = new Map(sums.map((one) => [`${one.accountKey} ${one.bookingDate}`, one]))
  const near = [...days.values()].map(({ accountKey, bookingDate, currency }) => {
    const [from, to] = daysNear(bookingDate, currency)
    return { accountKey, from, to }
  })
  const known = await selectBatchesOn(tx, near)
  if (known.length === 0) return
  const wanted = sumsOf(known)
  for (const one of sums) {
    const summed = bestOf(one, wanted.filter(isFree))
    const anchor = summed?.batches.map(({ firstEntryId }) => firstEntryId).find((id) => id !== null)
    if (summed === undefined || anchor === undefined || anchor === null) continue
    for (const batch of summed.batches) batch.sumEntryId = one.entryId
    await updateBatches(tx, summed.batches)
    const identity: Identity = { kind: 'perhaps', of: anchor }
    identities.set(one, identity)
  }
}
