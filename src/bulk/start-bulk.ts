import { createHash } from 'node:crypto'
import { demandApproval, gated } from '../approvals/demand.ts'
import { audit } from '../audit-entries/audit.ts'
import type { Ctx } from '../platform/context.ts'
import { withTransaction } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { newId } from '../platform/new-id.ts'
import { requirePermission } from '../users/require-permission.ts'
import { bulkActOf, checkFields, rowOf } from './acts.ts'
import type { BulkInput } from './job.ts'
import { insertJob } from './queries.ts'

export const BULK_ROWS_MAX = 10_000
/** Above it a second person decides. */
export const ALONE_MAX = 100

/**
 * Starts an act on many rows. A worker does the rows one by one under the name of the person, each as it would be done alone; a row
 * that is refused does not hold up the others. @returns the id of the job
 * @param jobId the id of the job, where the caller has chosen it
 * @throws AppError FORBIDDEN, RULE: no row or too many, CONFLICT: the job was started before, WAITING for the second person
 */
export async function startBulk(ctx: Ctx, input: BulkInput, jobId = newId()): Promise<string> {
  await checkBulk(ctx, input)
  const { clientId, act, keys, fields } = input
  return gated(ctx, () =>
    withTransaction(ctx.platform.pool, async (tx) => {
      if (keys.length > ALONE_MAX)
        await demandApproval(ctx, tx, {
          ...{ action: 'bulk.start', clientId, subject: `bulk:${act}`, input },
          preview: { act: bulkActOf(act).label, rows: keys.length, ...fields, first: keys[0], digest: digestOf(keys) },
        })
      if (!(await insertJob(tx, input, { jobId, askedBy: ctx.actor, askedAt: ctx.platform.clock.now() })))
        throw new AppError('CONFLICT', `The job ${jobId} was started before.`)
      await audit(ctx, tx, clientId, 'bulk.started', `bulk:${jobId}`, { act, rows: keys.length })
      return jobId
    }),
  )
}

/** @throws AppError as startBulk */
export async function checkBulk(ctx: Ctx, input: BulkInput): Promise<void> {
  const { act, keys } = input
  if (keys.length === 0) throw new AppError('RULE', 'No row is ticked. Tick rows, or choose all that match.')
  if (keys.length > BULK_ROWS_MAX)
    throw new AppError('RULE', `More than ${BULK_ROWS_MAX} rows match. Narrow the filter.`)
  checkFields(input)
  for (const clientId of new Set(keys.map((key) => rowOf(key).clientId)))
    await requirePermission(ctx, bulkActOf(act).permission, clientId)
}

/** Names a set of rows: another set has another digest. */
export function digestOf(keys: readonly string[]): string {
  return createHash('sha256').update(keys.join('\0')).digest('base64url').slice(0, 16)
}
