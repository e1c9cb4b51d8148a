/**
 * An outcome of a delivery, and what follows from it, in one transaction:
 *
 *   1. The invoices are locked, and the deliveries of each document are read. A document is an invoice or a letter about it.
 *   2. Each outcome moves the deliveries of its document (deliveries/apply-change.ts). A failure begins the fallback.
 *   3. Deliveries, attempts and events are written.
 *   4. Letters: their cases note the outcomes (dunning/letters/note-letters.ts).
 *   5. Invoices: one that has left is distributed (mark-distributed.ts); one that reached nobody becomes ERROR
 *      (fail-undelivered.ts). Then the records that partners read are brought up to the deliveries.
 */
import type { LetterId } from '@saatava/core/ids.ts'
import { noteLetters } from '../dunning/letters/note-letters.ts'
import { type StateChange, applyChange, type Delivery } from '../deliveries/apply-change.ts'
import { distributionOf, undelivered } from '../deliveries/distribution.ts'
import {
  type SentDocument,
  insertAttempts,
  lockDeliveries,
  lockInvoices,
  writeDeliveries,
} from '../deliveries/outcome-queries.ts'
import { emitAll } from '../events/emit.ts'
import { writeRecords } from '../invoices/refresh-queries.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { retryOnDeadlock } from '../platform/retry-on-deadlock.ts'
import { failUndelivered } from './fail-undelivered.ts'
import { markDistributed } from './mark-distributed.ts'

/** An outcome that was recorded. */
export interface RecordedOutcome extends Omit<StateChange, 'to'> {
  /** Null: the invoice itself; else a letter about it. */
  letterId: LetterId | null
  /** The invoice's. */
  number: number
  channel: Delivery['channel']
  state: StateChange['to']
  attempts: number
  /** Given where the document has no delivery left: whether it had left by one at least. */
  undelivered: { left: boolean } | undefined
}

/** Records outcomes with all that follows. @returns those that were allowed; the others had been overtaken */
export async function recordOutcomes(ctx: Ctx, changes: StateChange[]): Promise<RecordedOutcome[]> {
  if (changes.length === 0) return []
  return retryOnDeadlock(ctx.platform.pool, (tx) => recordOutcomesIn(ctx, tx, changes))
}

/** Does so in a transaction of the caller. */
export async function recordOutcomesIn(ctx: Ctx, tx: Tx, changes: StateChange[]): Promise<RecordedOutcome[]> {
  const at = ctx.platform.clock.now()
  const numbers = await lockInvoices(tx, changes)
  const before = await lockDeliveries(tx, changes)
  const { after, recorded } = applyAll(before, changes, numbers, at)
  if (recorded.length === 0) return []
  await writeDeliveries(tx, changedDeliveries(before, after))
  await insertAttempts(tx, recorded, at)
  await emitOutcomes(ctx, tx, recorded)
  await noteLetters(ctx, tx, recorded.filter(isOfLetter), at)
  await followInvoices(
    ctx,
    tx,
    recorded.filter((one) => !isOfLetter(one)),
    after,
    at,
  )
  return recorded
}

/** Applies outcomes in order: of one delivery there may be two, such as accepted and delivered. */
function applyAll(
  before: readonly SentDocument[],
  changes: readonly StateChange[],
  numbers: ReadonlyMap<string, number>,
  at: Date,
): { after: SentDocument[]; recorded: RecordedOutcome[] } {
  const after = before.map((document) => ({ ...document }))
  const documentOf = new Map(
    after.flatMap((document) => document.deliveries.map(({ deliveryId }) => [deliveryId, document] as const)),
  )
  const recorded = changes.flatMap((change): RecordedOutcome[] => {
    const document = documentOf.get(change.deliveryId)
    const deliveries = document && applyChange(document.deliveries, change, at)
    const delivery = deliveries?.find(({ deliveryId }) => deliveryId === change.deliveryId)
    if (document === undefined || deliveries === undefined || delivery === undefined) return []
    document.deliveries = deliveries
    const { to: state, ...outcome } = change
    const { letterId, invoiceId } = document
    const { channel, attempts } = delivery
    const number = numbers.get(invoiceId) ?? 0
    return [{ ...outcome, state, letterId, number, channel, attempts, undelivered: undelivered(deliveries) }]
  })
  return { after, recorded }
}

function changedDeliveries(before: readonly SentDocument[], after: readonly SentDocument[]) {
  const same = new Set(before.flatMap(({ deliveries }) => deliveries))
  return after.flatMap(({ clientId, deliveries }) =>
    deliveries.filter((delivery) => !same.has(delivery)).map((delivery) => ({ ...delivery, clientId })),
  )
}

/** Letters have events of their cases, which note-letters.ts emits. */
async function emitOutcomes(ctx: Ctx, tx: Tx, recorded: readonly RecordedOutcome[]): Promise<void> {
  await emitAll(
    ctx,
    tx,
    recorded.flatMap(({ clientId, invoiceId, letterId, deliveryId, number, channel, state, code }) => {
      if (letterId !== null || state === 'waiting') return []
      const data = { invoiceNumber: number, channel, deliveryId, code }
      return [{ clientId, type: `invoice.delivery.${state}` as const, subject: `invoice:${invoiceId}`, data }]
    }),
  )
}

function isOfLetter(one: RecordedOutcome): one is RecordedOutcome & { letterId: LetterId } {
  return one.letterId !== null
}

async function followInvoices(
  ctx: Ctx,
  tx: Tx,
  recorded: readonly RecordedOutcome[],
  documents: readonly SentDocument[],
  at: Date,
): Promise<void> {
  if (recorded.length === 0) return
  const left = recorded.filter(({ state }) => state === 'sent' || state === 'delivered')
  const firsts = new Map(left.toReversed().map((one) => [one.invoiceId, one]))
  await markDistributed(
    ctx,
    tx,
    [...firsts.values()].map(({ clientId, invoiceId, channel }) => ({ clientId, invoiceId, method: channel })),
    at,
  )
  const moved = new Set(recorded.map(({ invoiceId }) => invoiceId))
  const distributions = documents
    .filter(({ invoiceId, letterId }) => letterId === null && moved.has(invoiceId))
    .map(({ clientId, invoiceId, deliveries }) => ({ clientId, invoiceId, ...distributionOf(deliveries) }))
  await failUndelivered(
    ctx,
    tx,
    distributions.filter(({ outcome }) => outcome === 'FAILED'),
    at,
  )
  await writeRecords(tx, distributions, at)
}
