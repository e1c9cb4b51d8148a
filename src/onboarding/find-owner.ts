import type { ClientId } from '@saatava/core/ids.ts'
import { type Ctx, clientCtx } from '../platform/context.ts'
import { partnerByCode } from './queries.ts'
import { clientWithPartner } from './read-client.ts'

/** Whether there is such a client. */
export async function findClient(ctx: Ctx, clientId: ClientId): Promise<boolean> {
  return (await clientWithPartner(clientCtx(ctx, clientId))) !== undefined
}

/** The id of a partner by its code; undefined: there is none. */
export async function findPartner(ctx: Ctx, code: string): Promise<number | undefined> {
  return (await partnerByCode(ctx.platform.pool, code))?.partnerId
}
