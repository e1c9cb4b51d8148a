import type { BankStatement } from '@saatava/bank-files/statement.ts'
import { absolute } from '@saatava/core/money.ts'

/**
 * Returns the sum that a deposit, an assignment or a batch states of its lines, where they do not make it. Formats and
 * banks take what was taken back off the sum, or add it, or leave it out: each is right. @returns null where it is what
 * was read
 */
export function reportedReceipts({ reported, read, balances }: BankStatement): bigint | null {
  const said = reported.net ?? reported.all?.sum ?? reported.credits?.sum
  if (said === undefined || balances.length > 0) return null
  const [credits, debits] = [read.credits.sum, read.debits.sum]
  const right = [credits - debits, credits + debits, credits]
  return right.some((sum) => absolute(sum) === absolute(said)) ? null : said
}
