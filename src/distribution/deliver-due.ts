/**
 * One turn of a channel: claims deliveries that are due, makes their documents, writes down what is about to leave,
 * sends it, and records what became of it. What is interrupted anywhere is found again by its claim's end.
 */
import { v7 as uuid } from 'uuid'
import type { Channel, SendOutcome } from '../channels/port.ts'
import type { Ctx } from '../platform/context.ts'
import { type Sending, changeOf } from './changes.ts'
import { fixIntents } from './fix-intents.ts'
import { type HeldClaim, holdClaim } from './hold-claim.ts'
import { type Ready, prepareRows } from './prepare-rows.ts'
import type { Preparation } from './prepare-shipments.ts'
import { type Claim, type Claimed, claimBatches, claimDue, releaseClaims } from '../deliveries/queue-queries.ts'
import type { Recorder } from './recorder.ts'
import { sendBatch } from './send-batch.ts'

export interface Turn {
  ctx: Ctx
  channel: Channel
  preparation: Preparation
  recorder: Recorder
  /** How long a claim stands unless it is renewed, ms. */
  claimMs: number
  /** Which end of the line is taken first. */
  first: 'oldest' | 'latest'
  /** Nothing more is begun. */
  stopping: AbortSignal
  /** What is being sent is broken off. */
  cut: AbortSignal
}

/** A turn under way. */
interface Work extends Turn {
  claim: Claim
  held: HeldClaim
}

/** @returns how many deliveries were taken; as many as fit means that there may be more */
export async function deliverDue(turn: Turn): Promise<number> {
  const { ctx, channel, claimMs, stopping } = turn
  const { pool, clock } = ctx.platform
  const claim = { owner: uuid(), ms: claimMs }
  const claimed = await claimDue(pool, channel.name, claim, clock.now(), windowOf(channel), turn.first)
  if (claimed.length === 0) return 0
  const held = holdClaim(ctx, claim, claimed)
  const work = { ...turn, claim, held }
  let failed = false
  try {
    const interrupted = claimed.filter((row) => row.state === 'sending')
    const fresh = claimed.filter((row) => row.state === 'pending')
    await all([resume(work, interrupted), begin(work, fresh)])
  } catch (error) {
    failed = true
    if (!stopping.aborted) throw error
  } finally {
    held.end()
    // Others need not wait for the claim's end; a database that is away keeps them waiting all the same.
    if (failed || stopping.aborted) await releaseClaims(pool, held.rows(), claim.owner).catch(() => undefined)
  }
  return claimed.length
}

export function windowOf(channel: Channel): number {
  return channel.batchMax * channel.parallelMax
}

/** Deliveries that were on their way when their worker died. */
async function resume(work: Work, interrupted: Claimed[]): Promise<void> {
  if (interrupted.length === 0) return
  const { ctx, channel, claim, held, stopping } = work
  if (!channel.repeatable) {
    const reason =
      'The process that sent it ended before it heard whether it had arrived. It is not sent again by itself.'
    return record(work, interrupted, () => ({ kind: 'unknown', code: 'INTERRUPTED', reason }), true)
  }
  const batchIds = [...new Set(interrupted.flatMap((row) => row.batchId ?? []))]
  const rows = await claimBatches(ctx.platform.pool, batchIds, claim)
  held.add(rows)
  const { ready, failures } = await prepareRows(ctx, work.preparation, rows, stopping)
  // It may have left as it was then; that its document cannot be made now says nothing about that.
  await record(work, [...failures.keys()], (row) => asUnknown(failures.get(row)), true)
  if (stopping.aborted) return
  const batches = Map.groupBy(ready, ({ claimed }) => claimed.batchId ?? '')
  await all([...batches].map(([batchId, batch]) => send(work, batchId, batch, true)))
}

function asUnknown(outcome: SendOutcome | undefined): SendOutcome | undefined {
  if (outcome?.kind !== 'refused' && outcome?.kind !== 'temporary') return outcome
  return { kind: 'unknown', code: outcome.code, reason: outcome.reason }
}

async function begin(work: Work, fresh: Claimed[]): Promise<void> {
  if (fresh.length === 0) return
  const { ctx, channel, claim, stopping } = work
  const { ready, failures } = await prepareRows(ctx, work.preparation, fresh, stopping)
  const failed = [...failures].map(([row, outcome]): [Claimed, SendOutcome] => [counted(row), outcome])
  const outcomes = new Map(failed)
  await record(work, [...outcomes.keys()], (row) => outcomes.get(row), false)
  if (stopping.aborted || ready.length === 0) return
  const batches: { batchId: string; batch: Ready[] }[] = []
  for (let i = 0; i < ready.length; i += channel.batchMax)
    batches.push({ batchId: uuid(), batch: ready.slice(i, i + channel.batchMax) })
  const intents = batches.flatMap(({ batchId, batch }) => batch.map(({ claimed }) => ({ claimed, batchId })))
  const may = await fixIntents(ctx, intents, claim)
  await all(
    batches.map(({ batchId, batch }) => {
      const allowed = batch.filter(({ claimed }) => may.has(claimed.deliveryId))
      const attempt = allowed.map(({ claimed, shipment }) => ({ claimed: counted(claimed), shipment }))
      return send(work, batchId, attempt, false)
    }),
  )
}

function counted(claimed: Claimed): Claimed {
  return { ...claimed, attempts: claimed.attempts + 1 }
}

async function send(work: Work, batchId: string, batch: Ready[], again: boolean): Promise<void> {
  if (batch.length === 0) return
  const { ctx, channel, cut } = work
  const outcomes = await sendBatch(ctx, channel, batchId, batch, cut)
  // Of a batch that is there whole and the same, what was left out now was left out then.
  const mayHaveLeft = again && !outcomes.some(({ kind }) => kind === 'sent')
  const byRow = new Map(batch.map(({ claimed }, i) => [claimed, outcomes[i]]))
  await record(work, [...byRow.keys()], (row) => byRow.get(row), mayHaveLeft)
}

const MISSING: SendOutcome = {
  kind: 'unknown',
  code: 'NO_OUTCOME',
  reason: 'The channel did not say what became of it.',
}

function record(
  { ctx, channel, claim, recorder }: Work,
  rows: Claimed[],
  outcomeOf: (row: Claimed) => SendOutcome | undefined,
  mayHaveLeft: boolean,
): Promise<void> {
  const sending: Sending = { owner: claim.owner, channel, at: ctx.platform.clock.now(), mayHaveLeft }
  return recorder.record(rows.map((row) => changeOf(row, outcomeOf(row) ?? MISSING, sending)))
}

/** Waits for all of them, also where one fails: nothing goes on behind a turn that is over. */
async function all(parts: Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(parts)
  const failed = results.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
}
