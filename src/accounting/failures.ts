/** Documents that failed for one reason: listed, and tried again together. */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Ctx } from '../platform/context.ts'
import { DryRunEnded } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import type { AccountingCtx } from './context.ts'
import type { DocumentKind } from './list-documents.ts'
import { retryDocument } from './retry-document.ts'
import { type DocumentRow, type Failure, type FailureRow, selectFailed, selectFailures } from './search-queries.ts'

const GROUPS_MAX = 200
/** A person retries at most so many documents at once. */
const RETRIED_MAX = 100

/** Groups failed documents by company and the code of the accounting system. @param input.clientId absent: all clients */
export function listFailures(ctx: Ctx, input: { clientId?: ClientId | undefined }): Promise<FailureRow[]> {
  return selectFailures(ctx.platform.pool, { clientId: input.clientId ?? null, limit: GROUPS_MAX })
}

/** Lists the documents of one group, in order of submission. */
export async function listFailedOf(
  ctx: Ctx,
  { after, limit, ...failure }: Failure & { after?: number | undefined; limit: number },
): Promise<{ rows: DocumentRow[]; next: number | undefined }> {
  const found = await selectFailed(ctx.platform.pool, failure, after ?? 0, limit + 1)
  const rows = found.slice(0, limit)
  return { rows, next: found.length > limit ? rows.at(-1)?.seq : undefined }
}

export interface RetriedDocument {
  kind: DocumentKind
  identifier: string
  /** Why it is not tried again; null: it is. */
  refusal: string | null
}

/**
 * Tries again all documents that failed for one reason, in order of submission.
 * @param input.isDry only says what would happen
 * @throws AppError RULE more than a hundred have failed
 */
export async function retryFailuresOf(
  ctx: AccountingCtx,
  { isDry, ...failure }: Omit<Failure, 'clientId'> & { isDry: boolean },
): Promise<RetriedDocument[]> {
  const { rows, next } = await listFailedOf(ctx, { ...failure, clientId: ctx.clientId, limit: RETRIED_MAX })
  if (next !== undefined)
    throw new AppError(
      'RULE',
      `More than ${RETRIED_MAX} documents have failed so. Correct the cause, then use "saatava sync retry --all-failed".`,
    )
  const { platform } = ctx
  const run = isDry ? { ...ctx, platform: { ...platform, pool: platform.pool.dry() } } : ctx
  const retried: RetriedDocument[] = []
  for (const { kind, identifier } of rows)
    retried.push({ kind, identifier, refusal: await refusalOf(run, kind, identifier) })
  return retried
}

async function refusalOf(ctx: AccountingCtx, kind: DocumentKind, identifier: string): Promise<string | null> {
  try {
    await retryDocument(ctx, kind, identifier)
  } catch (error) {
    if (error instanceof AppError) return error.message
    if (!(error instanceof DryRunEnded)) throw error
  }
  return null
}
