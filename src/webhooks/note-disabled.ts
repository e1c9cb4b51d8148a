import type { ClientId } from '@saatava/core/ids.ts'
import { audit } from '../audit-entries/audit.ts'
import { emit } from '../events/emit.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import type { DisableReason, WebhookId } from './endpoint.ts'

interface Disabled {
  clientId: ClientId
  webhookId: WebhookId
  disabledAs: DisableReason
  failures: number
}

/** Writes down that an endpoint was disabled, in the transaction that does it. Its mail and its task follow. */
export async function noteDisabled(ctx: Ctx, tx: Tx, { clientId, webhookId, ...why }: Disabled): Promise<void> {
  await audit(ctx, tx, clientId, 'webhook.disabled', `webhook:${webhookId}`, why)
  await emit(ctx, tx, clientId, 'webhook.disabled', `webhook:${webhookId}`, { reason: why.disabledAs })
  ctx.log.warn({ clientId, webhookId, ...why }, 'a webhook endpoint was disabled')
}
