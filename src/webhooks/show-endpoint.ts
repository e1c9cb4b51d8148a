import type { Answer } from '../platform/http/route.ts'
import type { WebhookId } from './endpoint.ts'
import { type OwnerCtx, requireEndpoint } from './on-endpoint.ts'
import { presentEndpoint } from './present.ts'

/** Shows an endpoint, and what waits at it. @throws AppError NOT_FOUND */
export async function showEndpoint(ctx: OwnerCtx, { webhookId }: { webhookId: WebhookId }): Promise<Answer> {
  const endpoint = await requireEndpoint(ctx, webhookId)
  return { body: await presentEndpoint(ctx.platform, ctx.platform.pool, endpoint) }
}
