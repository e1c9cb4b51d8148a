import { AppError } from '../../platform/errors.ts'

/** The text is the same where the debtor is another client's. */
export function noDebtor(debtorId: string): AppError {
  return new AppError('NOT_FOUND', `There is no debtor ${debtorId}.`)
}
