import { audit } from '../audit-entries/audit.ts'
import type { Answer, Idempotency } from '../platform/http/route.ts'
import { countEnded, sendAllAgain, wakeEndpoint } from './delivery-queries.ts'
import type { WebhookId } from './endpoint.ts'
import { filterOf } from './list-deliveries.ts'
import { type OwnerCtx, onEndpoint, requireEndpoint } from './on-endpoint.ts'
import type { WebhookResend } from './schemas.ts'

/** In one transaction. */
export const RESENT_MAX = 10_000

/** Sends all deliveries again that match and have ended, the oldest first; 10 000 at most at a time. @throws AppError NOT_FOUND */
export function resendMatching(
  ctx: OwnerCtx,
  { webhookId, filter }: { webhookId: WebhookId; filter: WebhookResend },
  idempotency?: Idempotency,
): Promise<Answer> {
  return onEndpoint(ctx, { webhookId, name: 'resend all' }, idempotency, async (tx, endpoint) => {
    const at = ctx.platform.clock.now()
    const matching = await filterOf(tx, endpoint, filter)
    const deliveries = await sendAllAgain(tx, endpoint, matching, { at, limit: RESENT_MAX })
    if (deliveries > 0) {
      await wakeEndpoint(tx, endpoint, at)
      await audit(ctx, tx, endpoint.clientId, 'webhook.resent', `webhook:${webhookId}`, { deliveries })
    }
    return { body: { deliveries, hasMore: deliveries === RESENT_MAX } }
  })
}

/** Counts what `resendMatching` would send again; 10 000 at most. @throws AppError NOT_FOUND */
export async function countMatching(
  ctx: OwnerCtx,
  { webhookId, filter }: { webhookId: WebhookId; filter: WebhookResend },
): Promise<number> {
  const { pool } = ctx.platform
  const endpoint = await requireEndpoint(ctx, webhookId)
  return countEnded(pool, endpoint, await filterOf(pool, endpoint, filter), RESENT_MAX)
}
