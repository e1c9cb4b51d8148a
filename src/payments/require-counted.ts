import { AppError } from '../platform/errors.ts'
import type { BankEntry } from './entry.ts'

/** Money that is no client funds, or that may be counted already, pays no case and goes back to nobody. @throws AppError RULE */
export function requireCounted({ reason, account }: BankEntry): void {
  if (reason === 'OTHER_ACCOUNT')
    throw new AppError(
      'RULE',
      `Account ${account} holds no client funds: record a payment to the creditor with "payment record-direct", or dismiss the entry.`,
    )
  if (reason === 'PERHAPS_SAME')
    throw new AppError(
      'RULE',
      'Another file may report this money too: first decide with "payment decide" whether it is the same movement.',
    )
}
