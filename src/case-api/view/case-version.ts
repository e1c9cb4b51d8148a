import type { CaseId } from '@saatava/core/ids.ts'
import type { ClientCtx } from '../../platform/context.ts'
import { AppError } from '../../platform/errors.ts'
import { selectCaseChange } from './queries.ts'

/** The moment of the last change of a case, or of what was paid on it, as a text to compare. @throws AppError NOT_FOUND */
export async function caseVersion({ clientId, platform }: ClientCtx, caseId: CaseId): Promise<string> {
  const version = await selectCaseChange(platform.pool, { clientId, caseId })
  if (version === undefined) throw new AppError('NOT_FOUND', `There is no case ${caseId}.`)
  return version
}
