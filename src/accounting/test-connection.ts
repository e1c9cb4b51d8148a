import { ConnectorError } from '../connectors/errors.ts'
import { audit } from '../audit-entries/audit.ts'
import type { TestReport } from '../connectors/port.ts'
import { withTransaction } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import type { Answer } from '../platform/http/route.ts'
import { resumeQueue } from './connection-queries.ts'
import type { AccountingCtx } from './context.ts'
import type { Lease } from './sync/leases.ts'
import type { OpenConnection } from './sync/sessions.ts'
import { unmappedCodes } from './unmapped-codes.ts'
import { withConnection } from './with-connection.ts'

/**
 * Calls the accounting system and says what it answered. A passed test lets a stopped queue run again.
 * Answers 200 with ok true or false; 404 without a connection; 503 while its queue is busy.
 */
export async function testConnection(ctx: AccountingCtx, input: { companyIdentifier?: string }): Promise<Answer> {
  return reportOf(ctx, input.companyIdentifier, ({ session }, { signal }) => session.test(signal))
}

/** Makes a call to the accounting system under the connection's lease, and answers with its report. */
export async function reportOf(
  ctx: AccountingCtx,
  company: string | undefined,
  call: (open: OpenConnection, lease: Lease) => Promise<TestReport>,
): Promise<Answer> {
  const body = await withConnection(ctx, company, async (open, lease) => {
    const { system, companyIdentifier } = open.connection
    const report = await call(open, lease).catch((error: unknown) => {
      if (error instanceof AppError) throw error
      if (!(error instanceof ConnectorError))
        throw new AppError('INTERNAL', 'The test broke on our side.', { cause: error })
      return error
    })
    if (report instanceof ConnectorError) {
      return {
        ok: false,
        system,
        companyIdentifier,
        message: `${report.code}: ${report.message}`,
        details: { advice: report.advice, kind: report.kind },
      }
    }
    await withTransaction(ctx.platform.pool, async (tx) => {
      const resumed = await resumeQueue(tx, ctx.clientId, companyIdentifier)
      if (resumed)
        await audit(ctx, tx, ctx.clientId, 'accounting.connection.resumed', `connection:${companyIdentifier}`, {})
    })
    const { connector, connection } = open
    const missing = await unmappedCodes(ctx, ctx.clientId, connector, connection.mappings)
    const details = missing.length === 0 ? report.details : { ...report.details, missing }
    return { ok: true, system, companyIdentifier, message: report.message, details }
  })
  return { body }
}
