import type { ClientCtx } from '../platform/context.ts'
import { clientWithPartner as query } from './queries.ts'

/** The client of the context: its partner, name and country; undefined when there is no such client. */
export async function clientWithPartner(
  ctx: ClientCtx,
): Promise<{ partnerId: number; name: string; countryCode: string } | undefined> {
  return query(ctx.platform.pool, ctx.clientId)
}
