import { OPERATOR_TENANT } from '../platform/audit.ts'
import type { ClientCtx, PartnerCtx } from '../platform/context.ts'
import type { Feed } from '../platform/http/feed.ts'
import type { WebhookOwner } from './endpoint.ts'

/** The owner of the endpoints that a caller may see: the client of its token, or the partner. */
export function ownerOf(ctx: ClientCtx | PartnerCtx): WebhookOwner {
  if ('partnerId' in ctx) return { clientId: OPERATOR_TENANT, partnerId: ctx.partnerId }
  return { clientId: ctx.clientId, partnerId: null }
}

/** The feed of which an endpoint is a cursor. */
export function feedOf({ clientId, partnerId }: WebhookOwner): Feed {
  return partnerId === null ? { name: 'events', clientId } : { name: 'events', partnerId }
}
