/**
 * One turn of a channel: claims deliveries that are due, makes their documents, writes down what is about to leave,
 * sends it, and records what became of it. What is interrupted anywhere is found again by its claim's end.
 */
import { v7 as uuid } from 'uuid'
import type { Channel, SendOutcome, Shipment } from '../channels/port.ts'
import type { Ctx } from '../platform/context.ts'
import { changeOf } from './changes.ts'
import { type Preparation, prepareShipments } from './prepare-shipments.ts'
import { type Claimed, claimBatches, claimDue, writeIntents } from './queue-queries.ts'
import { recordChanges } from './record-changes.ts'

export interface Turn {
  ctx: Ctx
  channel: Channel
  preparation: Preparation
  /** How long a claim stands, ms; a send is cut short before its claim ends. */
  claimMs: number
  signal: AbortSignal
}

/** @returns how many deliveries were taken; as many as fit means that there may be more */
export async function deliverDue(turn: Turn): Promise<number> {
  const { ctx, channel, claimMs } = turn
  const owner = uuid()
  const now = ctx.platform.clock.now()
  const until = new Date(now.getTime() + claimMs)
  const claimed = await claimDue(ctx.platform.pool, channel.name, owner, now, until, windowOf(channel))
  if (claimed.length === 0) return 0
  const interrupted = claimed.filter((row) => row.state === 'sending')
  const fresh = claimed.filter((row) => row.state === 'pending')
  await resume(turn, owner, interrupted, until)
  await begin(turn, owner, fresh)
  return claimed.length
}

export function windowOf(channel: Channel): number {
  return channel.batchMax * channel.parallelMax
}

/** Deliveries that were on their way when their worker died. */
async function resume(turn: Turn, owner: string, interrupted: Claimed[], until: Date): Promise<void> {
  if (interrupted.length === 0) return
  const { ctx, channel } = turn
  if (!channel.repeatable) {
    const reason =
      'The process that sent it ended before it heard whether it had arrived. It is not sent again by itself.'
    const outcomes = interrupted.map((): SendOutcome => ({ kind: 'unknown', code: 'INTERRUPTED', reason }))
    return record(turn, owner, interrupted, outcomes)
  }
  const batchIds = [...new Set(interrupted.flatMap((row) => row.batchId ?? []))]
  const rows = await claimBatches(ctx.platform.pool, batchIds, owner, until)
  const { ready, outcomes } = await prepared(turn, rows)
  await record(turn, owner, [...outcomes.keys()], [...outcomes.values()])
  const batches = Map.groupBy(ready, ({ claimed }) => claimed.batchId ?? '')
  await Promise.all([...batches].map(([batchId, batch]) => send(turn, owner, batchId, batch)))
}

async function begin(turn: Turn, owner: string, fresh: Claimed[]): Promise<void> {
  if (fresh.length === 0) return
  const { ctx, channel } = turn
  const { ready, outcomes } = await prepared(turn, fresh)
  await record(turn, owner, [...outcomes.keys()], [...outcomes.values()])
  const batches: { batchId: string; batch: Ready[] }[] = []
  for (let i = 0; i < ready.length; i += channel.batchMax)
    batches.push({ batchId: uuid(), batch: ready.slice(i, i + channel.batchMax) })
  const intents = batches.flatMap(({ batchId, batch }) =>
    batch.map(({ claimed: { clientId, deliveryId } }) => ({ clientId, deliveryId, batchId })),
  )
  if (intents.length === 0) return
  const may = await writeIntents(ctx.platform.pool, intents, owner, ctx.platform.clock.now())
  await Promise.all(
    batches.map(({ batchId, batch }) =>
      send(turn, owner, batchId, batch.filter(({ claimed }) => may.has(claimed.deliveryId)).map(counted)),
    ),
  )
}

interface Ready {
  claimed: Claimed
  shipment: Shipment
}

function counted({ claimed, shipment }: Ready): Ready {
  return { claimed: { ...claimed, attempts: claimed.attempts + 1 }, shipment }
}

async function prepared(turn: Turn, rows: Claimed[]): Promise<{ ready: Ready[]; outcomes: Map<Claimed, SendOutcome> }> {
  const shipments = await prepareShipments(turn.ctx, turn.preparation, rows)
  const ready: Ready[] = []
  const outcomes = new Map<Claimed, SendOutcome>()
  for (const claimed of rows) {
    const result = shipments.get(claimed.deliveryId)
    if (result === undefined) continue
    if ('shipment' in result) ready.push({ claimed, shipment: result.shipment })
    else outcomes.set(claimed, result.outcome)
  }
  return { ready, outcomes }
}

async function send(turn: Turn, owner: string, batchId: string, batch: Ready[]): Promise<void> {
  if (batch.length === 0) return
  const outcomes = await turn.channel.send(
    batchId,
    batch.map(({ shipment }) => shipment),
    AbortSignal.any([turn.signal, AbortSignal.timeout(turn.claimMs / 2)]),
  )
  await record(
    turn,
    owner,
    batch.map(({ claimed }) => claimed),
    outcomes,
  )
}

async function record(turn: Turn, owner: string, rows: Claimed[], outcomes: SendOutcome[]): Promise<void> {
  const at = turn.ctx.platform.clock.now()
  const missing: SendOutcome = {
    kind: 'unknown',
    code: 'NO_OUTCOME',
    reason: 'The channel did not say what became of it.',
  }
  const changes = rows.map((row, i) =>
    changeOf(row, Math.max(row.attempts, 1), outcomes[i] ?? missing, turn.channel, at),
  )
  await recordChanges(turn.ctx, changes, owner)
}
