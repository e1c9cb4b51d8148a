import type { ClientId } from '@saatava/core/ids.ts'
import type { Ctx } from '../platform/context.ts'
import { type FailedRow, failedDocuments } from './sync-status-queries.ts'

/**
 * The documents that failed, in order of submission, with the accounting system's words. For operators.
 * @param input.clientId undefined: all clients
 */
export async function listFailed(ctx: Ctx, input: { clientId?: ClientId; limit: number }): Promise<FailedRow[]> {
  return failedDocuments(ctx.platform.pool, input.clientId, 0, input.limit)
}
