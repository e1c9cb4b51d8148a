import { audit } from '../audit-entries/audit.ts'
import { words } from '../audit-entries/words.ts'
import { invalid } from '../platform/errors.ts'
import type { Answer } from '../platform/http/route.ts'
import { faultsOfEndpoint } from './check-endpoint.ts'
import type { WebhookId } from './endpoint.ts'
import type { WebhookNetwork } from './network.ts'
import { type OwnerCtx, onEndpoint } from './on-endpoint.ts'
import { ownerOf } from './owner.ts'
import { presentEndpoint } from './present.ts'
import { type EndpointFields, updateFields } from './queries.ts'
import type { WebhookChange } from './schemas.ts'

/**
 * Replaces the fields of an endpoint. Its place in the feed stays, and what waits goes to the new address.
 * Errors: 400 an address that is not reached, an unknown type; 404.
 */
export async function changeEndpoint(
  ctx: OwnerCtx,
  { webhookId, change }: { webhookId: WebhookId; change: WebhookChange },
  network: WebhookNetwork,
): Promise<Answer> {
  const faults = await faultsOfEndpoint(ownerOf(ctx), change, network)
  if (faults.length > 0) throw invalid(faults)
  const fields: EndpointFields = {
    ...{ url: change.url, description: change.description ?? null, contactEmail: change.contactEmail ?? null },
    ...{ types: change.types ?? null, signatures: change.signatures ?? 'V1' },
  }
  return onEndpoint(ctx, { webhookId, name: 'change' }, undefined, async (tx, endpoint) => {
    const at = ctx.platform.clock.now()
    await updateFields(tx, endpoint, fields, at)
    const { url, types, signatures, contactEmail } = fields
    await audit(ctx, tx, endpoint.clientId, 'webhook.changed', `webhook:${webhookId}`, {
      ...{ url: words(url), types, mode: endpoint.mode, signatures, contact: words(contactEmail) },
    })
    return { body: await presentEndpoint(ctx.platform, tx, { ...endpoint, ...fields, updatedAt: at }) }
  })
}
