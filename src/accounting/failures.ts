/** Documents that failed, grouped and listed by their reason. */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Ctx } from '../platform/context.ts'
import { type DocumentRow, type Failure, type FailureRow, selectFailed, selectFailures } from './search-queries.ts'

const GROUPS_MAX = 200

/** Groups failed documents by company and the code of the accounting system. @param input.clientId absent: all clients */
export function listFailures(ctx: Ctx, input: { clientId?: ClientId | undefined }): Promise<FailureRow[]> {
  return selectFailures(ctx.platform.pool, { clientId: input.clientId ?? null, limit: GROUPS_MAX })
}

/** Lists failed documents, perhaps of one client, company or code, in order of submission. */
export async function listFailedOf(
  ctx: Ctx,
  { after, limit, ...failure }: Partial<Failure> & { after?: number | undefined; limit: number },
): Promise<{ rows: DocumentRow[]; next: number | undefined }> {
  const found = await selectFailed(ctx.platform.pool, failure, after ?? 0, limit + 1)
  const rows = found.slice(0, limit)
  return { rows, next: found.length > limit ? rows.at(-1)?.seq : undefined }
}
