/**
 * Writes down the outcomes of sent documents. Outcomes of concurrent sends are committed together. Nobody else knows the
 * outcome of a document that has left, so the recorder waits for an absent database as long as the process lives.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Ctx } from '../platform/context.ts'
import { isDatabaseUnavailable } from '../platform/database.ts'
import { createGroupCommit } from '../platform/group-commit.ts'
import { recordOutcomes } from '../flows/delivery-outcome.ts'
import type { StateChange } from '../deliveries/apply-change.ts'

const CHANGES_AT_ONCE_MAX = 1_000
/** Each is a connection: many senders must not take all of the pool. */
const FLUSHES_MAX = 2
const RETRY_MS_MIN = 100
const RETRY_MS_MAX = 2_000

export interface Recorder {
  /** Resolves when it is committed. @throws when it could not be until `cut` */
  record(changes: StateChange[]): Promise<void>
}

/** @param cut ends the waiting for a database that is away */
export function createRecorder(ctx: Ctx, cut: AbortSignal): Recorder {
  const { deliveryOutcomes } = ctx.platform.metrics
  const flush = async (items: StateChange[][]) => {
    const changed = await stubbornly(ctx, items.flat(), cut)
    for (const { channel, outcome } of changed) deliveryOutcomes.inc({ channel, outcome })
    return items.map(() => ({ ok: undefined }))
  }
  const line = createGroupCommit<StateChange[], undefined>({
    flush,
    weigh: (changes) => changes.length,
    batchWeightMax: CHANGES_AT_ONCE_MAX,
    flushesMax: FLUSHES_MAX,
    // Senders wait for their outcomes to be written: there are never more than are being sent.
    queueWeightMax: Number.MAX_SAFE_INTEGER,
    full: () => new Error('unreachable: the line of outcomes has no end'),
  })
  return {
    async record(changes) {
      if (changes.length > 0) await line.submit(changes)
    },
  }
}

async function stubbornly(ctx: Ctx, changes: StateChange[], cut: AbortSignal) {
  for (let waitMs = RETRY_MS_MIN; ; waitMs = Math.min(waitMs * 2, RETRY_MS_MAX)) {
    try {
      return await recordOutcomes(ctx, changes)
    } catch (error) {
      if (!isDatabaseUnavailable(error) || cut.aborted) throw error
      ctx.log.warn({ err: error, deliveries: changes.length }, 'the database is unavailable; outcomes are stored later')
      await sleep(waitMs, undefined, { signal: cut }).catch(() => undefined)
    }
  }
}
