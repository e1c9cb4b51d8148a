import type { ClientId } from '@saatava/core/ids.ts'
import { type Queryable, withSnapshot } from '../../platform/database.ts'
import { AppError, invalid } from '../../platform/errors.ts'
import type { ClientCtx } from '../../platform/context.ts'
import type { Answer } from '../../platform/http/route.ts'
import { settingsOf } from '../../settings/client-settings.ts'
import type { Case } from '../../claims/case.ts'
import { selectCase, selectCasesByNumber } from '../../claims/queries.ts'
import type { CaseQuery } from './schemas.ts'
import { viewCase } from './view-case.ts'

/**
 * A case with everything that explains it, as of today, or with what is owed on a later day.
 * Errors: 400 neither caseId nor invoiceNumber, or two that do not belong together, or a day that is over; 404 there is none (or it is another
 * client's: the same text).
 */
export async function getCase(ctx: ClientCtx, query: CaseQuery): Promise<Answer> {
  const { clientId, platform } = ctx
  const creditor = (await settingsOf(platform.pool, platform.pool, [clientId])).get(clientId)?.profile.name ?? ''
  // One moment: what is listed adds up to the balance, also while the case is being worked on.
  return withSnapshot(platform.pool, async (db) => ({
    body: { case: await viewCase(ctx, db, await namedCase(db, clientId, query), { creditor, asOf: query.asOf }) },
  }))
}

/** The case that a query names. @throws AppError as getCase */
export async function namedCase(
  db: Queryable,
  clientId: ClientId,
  { caseId, invoiceNumber }: Pick<CaseQuery, 'caseId' | 'invoiceNumber'>,
): Promise<Case> {
  if (caseId === undefined && invoiceNumber === undefined)
    throw invalid([
      { pointer: '?caseId', code: 'REQUIRED', message: 'is missing: caseId or invoiceNumber is required' },
    ])
  const debt =
    caseId === undefined
      ? (await selectCasesByNumber(db, clientId, [invoiceNumber ?? 0]))[0]
      : await selectCase(db, { clientId, caseId })
  if (debt === undefined)
    throw new AppError(
      'NOT_FOUND',
      caseId === undefined ? `Invoice ${invoiceNumber} has no case.` : `There is no case ${caseId}.`,
    )
  if (invoiceNumber !== undefined && debt.invoiceNumber !== invoiceNumber) {
    const message = `is not the number of case ${caseId}'s invoice`
    throw invalid([{ pointer: '?invoiceNumber', code: 'MISMATCH', message, received: invoiceNumber }])
  }
  return debt
}
