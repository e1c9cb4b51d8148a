import { audit } from '../audit-entries/audit.ts'
import type { Answer } from '../platform/http/route.ts'
import type { WebhookId } from './endpoint.ts'
import { type OwnerCtx, onEndpoint } from './on-endpoint.ts'
import { publicKeyOfEndpoint } from './present.ts'
import { previousSignUntil } from './signing/keys-in-force.ts'
import { openKeys } from './signing/keys.ts'

/** Shows the secret of an endpoint; the audit has who saw it. @throws AppError NOT_FOUND */
export async function revealSecret(ctx: OwnerCtx, { webhookId }: { webhookId: WebhookId }): Promise<Answer> {
  const answer = await onEndpoint(ctx, { webhookId, name: 'reveal' }, undefined, async (tx, endpoint) => {
    await audit(ctx, tx, endpoint.clientId, 'webhook.secret.revealed', `webhook:${webhookId}`, {})
    const { secret } = openKeys(ctx.platform.secrets, endpoint.clientId, webhookId, endpoint.keys)
    return {
      body: {
        ...{ webhookId, secret, publicKey: publicKeyOfEndpoint(ctx.platform, endpoint) },
        previousSecretUntil: previousSignUntil(ctx.platform, endpoint)?.toISOString() ?? null,
      },
    }
  })
  return { ...answer, headers: { 'cache-control': 'no-store' } }
}
