import type { CaseId } from '@saatava/core/ids.ts'
import { dryRun } from '../../claims/dry-run.ts'
import { selectCase } from '../../claims/queries.ts'
import type { ClientCtx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { AppError } from '../../platform/errors.ts'
import { viewCase } from '../view/view-case.ts'

export interface CaseEffect<T> {
  result: T
  /** The case as GET /invoice/case shows it. */
  before: Record<string, unknown>
  after: Record<string, unknown>
}

/**
 * Does the work on a case in a transaction that is rolled back, and shows the case before and after it.
 * @throws AppError NOT_FOUND, and as the work
 */
export function previewEffect<T>(ctx: ClientCtx, caseId: CaseId, work: (tx: Tx) => Promise<T>): Promise<CaseEffect<T>> {
  const { clientId, platform } = ctx
  return dryRun(platform.pool, async (tx) => {
    const shown = async () => {
      const debt = await selectCase(tx, { clientId, caseId })
      if (debt === undefined) throw new AppError('NOT_FOUND', `There is no case ${caseId}.`)
      return viewCase(ctx, tx, debt, { creditor: '' })
    }
    const before = await shown()
    return { before, result: await work(tx), after: await shown() }
  })
}
