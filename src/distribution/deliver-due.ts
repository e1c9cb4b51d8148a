/**
 * One turn of a channel: leases deliveries that are due, makes their documents, writes down what is about to leave, sends
 * it, and records the outcomes. Work that is interrupted anywhere is found again when its lease ends.
 */
import { v7 as uuid } from 'uuid'
import type { Channel, SendOutcome } from '../channels/port.ts'
import type { Ctx } from '../platform/context.ts'
import { type Sending, changeOf } from './changes.ts'
import { fixIntents } from './fix-intents.ts'
import { type HeldLease, holdLease } from './hold-lease.ts'
import { type Ready, prepareRows } from './prepare-rows.ts'
import type { Preparation } from './prepare-shipments.ts'
import { type Lease, type Leased, leaseBatches, leaseDue, releaseLeases } from '../deliveries/queue-queries.ts'
import type { Recorder } from './recorder.ts'
import { sendBatch } from './send-batch.ts'

export interface Turn {
  ctx: Ctx
  channel: Channel
  preparation: Preparation
  recorder: Recorder
  /** How long a lease stands unless it is renewed, ms. */
  leaseMs: number
  /** The end of the queue from which deliveries are taken. */
  first: 'oldest' | 'latest'
  /** Nothing more is begun. */
  stopping: AbortSignal
  /** Aborts the sending that is under way. */
  cut: AbortSignal
}

/** A turn under way. */
interface Work extends Turn {
  lease: Lease
  held: HeldLease
}

/** @returns how many deliveries were taken; as many as fit means that there may be more */
export async function deliverDue(turn: Turn): Promise<number> {
  const { ctx, channel, leaseMs, stopping } = turn
  const { pool, clock } = ctx.platform
  const lease = { owner: uuid(), ms: leaseMs }
  const leased = await leaseDue(pool, channel.name, lease, clock.now(), windowOf(channel), turn.first)
  if (leased.length === 0) return 0
  const held = holdLease(ctx, lease, leased)
  const work = { ...turn, lease, held }
  let failed = false
  try {
    const interrupted = leased.filter((row) => row.state === 'sending')
    const fresh = leased.filter((row) => row.state === 'pending')
    await all([resume(work, interrupted), begin(work, fresh)])
  } catch (error) {
    failed = true
    if (!stopping.aborted) throw error
  } finally {
    held.end()
    // Others need not wait for the lease's end; a database that is away keeps them waiting all the same.
    if (failed || stopping.aborted) await releaseLeases(pool, held.rows(), lease.owner).catch(() => undefined)
  }
  return leased.length
}

export function windowOf(channel: Channel): number {
  return channel.batchMax * channel.parallelMax
}

/** Resumes deliveries that were being sent when their worker died. */
async function resume(work: Work, interrupted: Leased[]): Promise<void> {
  if (interrupted.length === 0) return
  const { ctx, channel, lease, held, stopping } = work
  if (!channel.repeatable) {
    const reason =
      'The process ended while it sent the delivery, so it is unknown whether it arrived. Saatava does not send it again automatically.'
    return record(work, interrupted, () => ({ kind: 'unknown', code: 'INTERRUPTED', reason }), true)
  }
  const batchIds = [...new Set(interrupted.flatMap((row) => row.batchId ?? []))]
  const rows = await leaseBatches(ctx.platform.pool, batchIds, lease)
  held.add(rows)
  const { ready, failures } = await prepareRows(ctx, work.preparation, rows, stopping)
  // It may have left as it was then; that its document cannot be made now says nothing about that.
  await record(work, [...failures.keys()], (row) => asUnknown(failures.get(row)), true)
  if (stopping.aborted) return
  const batches = Map.groupBy(ready, ({ leased }) => leased.batchId ?? '')
  await all([...batches].map(([batchId, batch]) => send(work, batchId, batch, true)))
}

function asUnknown(outcome: SendOutcome | undefined): SendOutcome | undefined {
  if (outcome?.kind !== 'refused' && outcome?.kind !== 'temporary') return outcome
  return { kind: 'unknown', code: outcome.code, reason: outcome.reason }
}

async function begin(work: Work, fresh: Leased[]): Promise<void> {
  if (fresh.length === 0) return
  const { ctx, channel, lease, stopping } = work
  const { ready, failures } = await prepareRows(ctx, work.preparation, fresh, stopping)
  const failed = [...failures].map(([row, outcome]): [Leased, SendOutcome] => [counted(row), outcome])
  const outcomes = new Map(failed)
  await record(work, [...outcomes.keys()], (row) => outcomes.get(row), false)
  if (stopping.aborted || ready.length === 0) return
  const batches: { batchId: string; batch: Ready[] }[] = []
  for (let i = 0; i < ready.length; i += channel.batchMax)
    batches.push({ batchId: uuid(), batch: ready.slice(i, i + channel.batchMax) })
  const intents = batches.flatMap(({ batchId, batch }) => batch.map(({ leased }) => ({ leased, batchId })))
  const may = await fixIntents(ctx, intents, lease)
  await all(
    batches.map(({ batchId, batch }) => {
      const allowed = batch.filter(({ leased }) => may.has(leased.deliveryId))
      const attempt = allowed.map(({ leased, shipment }) => ({ leased: counted(leased), shipment }))
      return send(work, batchId, attempt, false)
    }),
  )
}

function counted(leased: Leased): Leased {
  return { ...leased, attempts: leased.attempts + 1 }
}

async function send(work: Work, batchId: string, batch: Ready[], again: boolean): Promise<void> {
  if (batch.length === 0) return
  const { ctx, channel, cut } = work
  const outcomes = await sendBatch(ctx, channel, batchId, batch, cut)
  // If a batch is there whole and unchanged, a document that was left out now was left out then.
  const mayHaveLeft = again && !outcomes.some(({ kind }) => kind === 'sent')
  const byRow = new Map(batch.map(({ leased }, i) => [leased, outcomes[i]]))
  await record(work, [...byRow.keys()], (row) => byRow.get(row), mayHaveLeft)
}

const MISSING: SendOutcome = {
  kind: 'unknown',
  code: 'NO_OUTCOME',
  reason: 'The channel did not report the outcome.',
}

function record(
  { ctx, channel, lease, recorder }: Work,
  rows: Leased[],
  outcomeOf: (row: Leased) => SendOutcome | undefined,
  mayHaveLeft: boolean,
): Promise<void> {
  const sending: Sending = { owner: lease.owner, channel, at: ctx.platform.clock.now(), mayHaveLeft }
  return recorder.record(rows.map((row) => changeOf(row, outcomeOf(row) ?? MISSING, sending)))
}

/** Waits for all of them, also where one fails: nothing goes on behind a turn that is over. */
async function all(parts: Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(parts)
  const failed = results.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
}
