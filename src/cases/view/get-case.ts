import { AppError, invalid } from '../../platform/errors.ts'
import type { ClientCtx } from '../../platform/context.ts'
import type { Answer } from '../../platform/http/route.ts'
import type { Case } from '../case.ts'
import { selectCase, selectCasesByNumber } from '../queries.ts'
import type { CaseQuery } from './schemas.ts'
import { viewCase } from './view-case.ts'

/**
 * A case with everything that explains it, as of today.
 * Errors: 400 neither caseId nor invoiceNumber, or two that do not belong together; 404 there is none (or it is another
 * client's: the same text).
 */
export async function getCase(ctx: ClientCtx, query: CaseQuery): Promise<Answer> {
  return { body: { case: await viewCase(ctx, await named(ctx, query)) } }
}

async function named(ctx: ClientCtx, { caseId, invoiceNumber }: CaseQuery): Promise<Case> {
  const { clientId } = ctx
  const { pool } = ctx.platform
  if (caseId === undefined && invoiceNumber === undefined)
    throw invalid([
      { pointer: '?caseId', code: 'REQUIRED', message: 'is missing, and invoiceNumber, which would do too' },
    ])
  const of =
    caseId === undefined
      ? (await selectCasesByNumber(pool, clientId, [invoiceNumber ?? 0]))[0]
      : await selectCase(pool, { clientId, caseId })
  if (of === undefined)
    throw new AppError(
      'NOT_FOUND',
      `There is no case ${caseId === undefined ? `of invoice ${invoiceNumber}` : caseId}.`,
    )
  if (invoiceNumber !== undefined && of.invoiceNumber !== invoiceNumber) {
    const message = `is not the number of case ${caseId}'s invoice`
    throw invalid([{ pointer: '?invoiceNumber', code: 'MISMATCH', message, received: invoiceNumber }])
  }
  return of
}
