/** Records the outcomes of requests: the deliveries, how the endpoints stand, and that one was disabled; in one transaction. */
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { type GroupCommit, createGroupCommit } from '../../platform/group-commit.ts'
import { retryOnDeadlock } from '../../platform/retry-on-deadlock.ts'
import type { WebhookId } from '../endpoint.ts'
import { noteDisabled } from '../note-disabled.ts'
import { type Ended, outcomeOf, standingAfter } from './after-requests.ts'
import { lockStandings, writeOutcomes, writeStandings } from './record-queries.ts'

export type EndedOf = Ended & { delivery: Ended['delivery'] & { webhookId: WebhookId } }

const REQUESTS_MAX = 200
const QUEUE_MAX = 100_000

/** Concurrent outcomes are committed together. @param owner of the leases */
export function createWebhookRecorder(ctx: Ctx, owner: string): GroupCommit<EndedOf, void> {
  return createGroupCommit<EndedOf, void>({
    ...{ batchWeightMax: REQUESTS_MAX, flushesMax: 1, queueWeightMax: QUEUE_MAX },
    weigh: () => 1,
    full: () => new Error('too many outcomes of webhooks wait to be recorded'),
    async flush(ended) {
      await retryOnDeadlock(ctx.platform.pool, (tx) => recordEnded(ctx, tx, owner, ended))
      return ended.map(() => ({ ok: undefined }))
    },
  })
}

async function recordEnded(ctx: Ctx, tx: Tx, owner: string, ended: readonly EndedOf[]): Promise<void> {
  const now = ctx.platform.clock.now()
  const byEndpoint = Map.groupBy(ended, ({ delivery }) => delivery.webhookId)
  const endpoints = [...byEndpoint].flatMap(([webhookId, [first]]) =>
    first === undefined ? [] : { clientId: first.delivery.clientId, webhookId },
  )
  const standings = await lockStandings(tx, endpoints)
  const written = await writeOutcomes(tx, owner, ended.map(outcomeOf))
  const after = standings.flatMap((standing) => {
    const own = (byEndpoint.get(standing.webhookId) ?? []).filter(({ delivery }) => written.has(delivery.deliveryId))
    return own.length === 0 ? [] : [standingAfter(standing, own, now)]
  })
  if (after.length === 0) return
  await writeStandings(tx, after)
  for (const { disabledAs, clientId, webhookId, failures } of after)
    if (disabledAs !== null) await noteDisabled(ctx, tx, { clientId, webhookId, disabledAs, failures })
}
