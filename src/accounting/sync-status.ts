import type { ClientId } from '@saatava/core/ids.ts'
import type { Ctx } from '../platform/context.ts'
import { selectLastSuccesses } from './search-queries.ts'
import { type ConnectionStatusRow, connectionStatuses } from './sync-status-queries.ts'

/**
 * How every connection fares: what waits, since when, what failed. For operators; connections with trouble come first.
 * @param input.clientId undefined: all clients
 */
export async function syncStatus(
  ctx: Ctx,
  input: { clientId?: ClientId | undefined; limit: number },
): Promise<ConnectionStatusRow[]> {
  return connectionStatuses(ctx.platform.pool, ctx.platform.clock.now(), input.clientId, input.limit)
}

/** Returns when each connection last had a success, as far as its latest changes tell. */
export async function lastSuccesses(
  ctx: Ctx,
  connections: readonly Pick<ConnectionStatusRow, 'clientId' | 'companyIdentifier'>[],
): Promise<(connection: Pick<ConnectionStatusRow, 'clientId' | 'companyIdentifier'>) => Date | undefined> {
  const clientIds = [...new Set(connections.map(({ clientId }) => clientId))]
  const rows = await selectLastSuccesses(ctx.platform.pool, clientIds)
  const times = new Map(rows.map(({ clientId, companyIdentifier, at }) => [`${clientId} ${companyIdentifier}`, at]))
  return ({ clientId, companyIdentifier }) => times.get(`${clientId} ${companyIdentifier}`)
}
