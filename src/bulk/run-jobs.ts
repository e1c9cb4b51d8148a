import { audit } from '../audit-entries/audit.ts'
import type { Actor, Ctx } from '../platform/context.ts'
import { isDatabaseUnavailable, withTransaction } from '../platform/database.ts'
import { type BulkServices, performRow } from './acts.ts'
import type { BulkJob, Outcome } from './job.ts'
import { outcomeOf } from './preview-bulk.ts'
import { type BulkRow, endJob, leaseJob, releaseJob, selectOpenRows, selectProgress, updateOutcome } from './queries.ts'

/** They are done well within the lease. */
const ROWS_AT_ONCE = 25

/** Does some rows of the oldest job. The outcome of a row is stored before the next row. @returns whether there was a job */
export async function runJobs(ctx: Ctx, services: BulkServices): Promise<boolean> {
  const { pool, clock } = ctx.platform
  const job = await leaseJob(pool)
  if (job === undefined) return false
  const person = { ...ctx, actor: job.askedBy as Actor, requestId: `bulk-${job.jobId}` }
  const rows = await selectOpenRows(pool, job, ROWS_AT_ONCE)
  for (const row of rows) await updateOutcome(pool, job, row.rowNo, await attempt(person, services, job, row))
  if (rows.length === ROWS_AT_ONCE) {
    await releaseJob(pool, job)
    return true
  }
  await withTransaction(pool, async (tx) => {
    await endJob(tx, job, clock.now())
    await audit(person, tx, job.clientId, 'bulk.ended', `bulk:${job.jobId}`, {
      act: job.act,
      ...(await selectProgress(tx, job)),
    })
  })
  return true
}

async function attempt(ctx: Ctx, services: BulkServices, job: BulkJob, { rowNo, key }: BulkRow): Promise<Outcome> {
  const idempotency = { key: `bulk ${job.jobId} ${rowNo}`, bodyHash: Buffer.alloc(0) }
  const { act, fields } = job
  try {
    return await outcomeOf(() => performRow(ctx, services, { act, key, fields, idempotency }))
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error
    ctx.log.error({ err: error, requestId: ctx.requestId, key }, 'a row of a bulk job failed')
    return { outcome: 'REFUSED', reason: `Saatava had an internal error. The log has it as request ${ctx.requestId}.` }
  }
}
