import type { ClientId } from '@saatava/core/ids.ts'
import type { Ctx } from '../platform/context.ts'
import { type ConnectionStatusRow, connectionStatuses } from './sync-status-queries.ts'

/**
 * How every connection fares: what waits, since when, what failed. For operators; connections with trouble come first.
 * @param input.clientId undefined: all clients
 */
export async function syncStatus(
  ctx: Ctx,
  input: { clientId?: ClientId; limit: number },
): Promise<ConnectionStatusRow[]> {
  return connectionStatuses(ctx.platform.pool, ctx.platform.clock.now(), input.clientId, input.limit)
}
