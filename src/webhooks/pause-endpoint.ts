import { audit } from '../audit-entries/audit.ts'
import { AppError } from '../platform/errors.ts'
import type { Answer, Idempotency } from '../platform/http/route.ts'
import type { WebhookId } from './endpoint.ts'
import { type OwnerCtx, onEndpoint } from './on-endpoint.ts'
import { presentEndpoint } from './present.ts'
import { pause } from './queries.ts'

/**
 * Pauses an endpoint: its events wait in the feed. A second pause changes nothing.
 * Errors: 404; 422 it is disabled.
 */
export function pauseEndpoint(
  ctx: OwnerCtx,
  { webhookId }: { webhookId: WebhookId },
  idempotency?: Idempotency,
): Promise<Answer> {
  return onEndpoint(ctx, { webhookId, name: 'pause' }, idempotency, async (tx, endpoint) => {
    if (endpoint.state === 'DISABLED')
      throw new AppError('RULE', 'The endpoint is DISABLED: nothing is sent to it, and resume makes it active again.')
    const at = ctx.platform.clock.now()
    if (endpoint.state === 'ACTIVE') {
      await pause(tx, endpoint, at)
      await audit(ctx, tx, endpoint.clientId, 'webhook.paused', `webhook:${webhookId}`, {})
    }
    return { body: await presentEndpoint(ctx.platform, tx, { ...endpoint, state: 'PAUSED', updatedAt: at }) }
  })
}
