import type { ClientId } from '@saatava/core/ids.ts'
import type { Ctx } from '../platform/context.ts'
import { pageOfAllClients } from './client-queries.ts'

export interface NamedClient {
  clientId: ClientId
  name: string
}

/** Lists the clients of all partners in the order of their numbers: the agency works for all of them. */
export function allClients(ctx: Ctx, { after, limit }: { after: ClientId; limit: number }): Promise<NamedClient[]> {
  return pageOfAllClients(ctx.platform.pool, after, limit)
}
