import type { ClientId } from '@saatava/core/ids.ts'
import type { Ctx } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { BulkJob } from './job.ts'
import { type Progress, type RefusedRow, selectJob, selectProgress, selectRefused } from './queries.ts'

export const REFUSED_SHOWN_MAX = 500

export interface ShownBulk extends BulkJob, Progress {
  refusals: RefusedRow[]
}

/** A job with its progress, and the rows that were refused. @throws AppError NOT_FOUND */
export async function showBulk(
  ctx: Ctx,
  { clientId, jobId }: { clientId: ClientId; jobId: string },
): Promise<ShownBulk> {
  const { pool } = ctx.platform
  const job = await selectJob(pool, clientId, jobId)
  if (job === undefined) throw new AppError('NOT_FOUND', `There is no bulk job ${jobId}.`)
  return { ...job, ...(await selectProgress(pool, job)), refusals: await selectRefused(pool, job, REFUSED_SHOWN_MAX) }
}
