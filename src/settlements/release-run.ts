import { createHash } from 'node:crypto'
import { minorToText } from '@saatava/core/money.ts'
import type { Request } from '../approvals/approval.ts'
import { demandApproval, isReleased } from '../approvals/demand.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import type { Ctx } from '../platform/context.ts'
import { withTransaction } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { lockRun, selectFile } from './run-queries.ts'
import type { SettlementRun } from './settlement.ts'

/** A second person releases a written payment file; it is sent from then on. @throws AppError NOT_FOUND, CONFLICT */
export async function releaseRun(ctx: Ctx, { runId }: { runId: string }): Promise<void> {
  await withTransaction(ctx.platform.pool, async (tx) => {
    const run = await lockRun(tx, runId)
    const written = await selectFile(tx, runId)
    if (run === undefined || written === undefined)
      throw new AppError('CONFLICT', `The payment file of run ${runId} does not wait to be sent.`)
    await demandApproval(ctx, tx, requestOf(run, written.file))
  })
}

/** Whether the file of a run may be sent; asks a second person where nobody has been asked. */
export function mayBeSent(ctx: Ctx, run: SettlementRun, file: Buffer): Promise<boolean> {
  return isReleased(ctx, requestOf(run, file))
}

function requestOf({ runId, messageId, currency, debtorIban, payments, total }: SettlementRun, file: Buffer): Request {
  return {
    ...{ action: 'payment-file.release', clientId: OPERATOR_TENANT, subject: `settlement-run:${messageId}` },
    input: { runId },
    preview: {
      ...{ messageId, currency, debtorIban, payments, total: total === null ? null : minorToText(total) },
      sha256: createHash('sha256').update(file).digest('hex'),
    },
  }
}
