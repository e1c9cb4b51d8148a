import { audit } from '../audit-entries/audit.ts'
import type { Answer, Idempotency } from '../platform/http/route.ts'
import { PREVIOUS_SECRET_MS, type WebhookId } from './endpoint.ts'
import { type OwnerCtx, onEndpoint } from './on-endpoint.ts'
import { publicKeyOfEndpoint } from './present.ts'
import { updateKeys } from './queries.ts'
import { newKeys, sealKeys } from './signing/keys.ts'

/** Gives an endpoint new keys. For 24 hours requests are signed with both. @throws AppError NOT_FOUND */
export async function rotateSecret(
  ctx: OwnerCtx,
  { webhookId }: { webhookId: WebhookId },
  idempotency?: Idempotency,
): Promise<Answer> {
  const { secrets, clock } = ctx.platform
  const act = { webhookId, name: 'rotate', secret: true }
  const answer = await onEndpoint(ctx, act, idempotency, async (tx, endpoint) => {
    const at = clock.now()
    const previousUntil = new Date(at.getTime() + PREVIOUS_SECRET_MS)
    const made = newKeys()
    const keys = sealKeys(secrets, endpoint.clientId, webhookId, made)
    await updateKeys(tx, endpoint, { keys, previousUntil, at })
    await audit(ctx, tx, endpoint.clientId, 'webhook.secret.rotated', `webhook:${webhookId}`, {})
    return {
      body: {
        ...{ webhookId, secret: made.secret, publicKey: publicKeyOfEndpoint(ctx.platform, { ...endpoint, keys }) },
        previousSecretUntil: previousUntil.toISOString(),
      },
    }
  })
  return { ...answer, headers: { ...answer.headers, 'cache-control': 'no-store' } }
}
