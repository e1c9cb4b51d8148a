import { audit } from '../audit-entries/audit.ts'
import type { Answer, Idempotency } from '../platform/http/route.ts'
import type { WebhookId } from './endpoint.ts'
import { type OwnerCtx, onEndpoint } from './on-endpoint.ts'
import { markDeleted } from './queries.ts'

/** Deletes an endpoint and its secret; its deliveries are removed in the background. @throws AppError NOT_FOUND */
export function deleteEndpoint(
  ctx: OwnerCtx,
  { webhookId }: { webhookId: WebhookId },
  idempotency?: Idempotency,
): Promise<Answer> {
  return onEndpoint(ctx, { webhookId, name: 'delete' }, idempotency, async (tx, endpoint) => {
    await markDeleted(tx, endpoint, ctx.platform.clock.now())
    await audit(ctx, tx, endpoint.clientId, 'webhook.deleted', `webhook:${webhookId}`, {})
    return { body: { webhookId } }
  })
}
