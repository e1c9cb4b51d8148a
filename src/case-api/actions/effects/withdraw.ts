import { minorToNumber } from '@saatava/core/money.ts'
import { recallLetters } from '../../../distribution/recall-letters.ts'
import { LawError } from '@saatava/law/errors.ts'
import { type Claim, bringUpToDate, claimFromJournal } from '../../../claims/claim.ts'
import { closeCase } from '../../../dunning/close-case.ts'
import { withdrawClaim } from '../../../dunning/withdraw-claim.ts'
import type { Effect, Scene } from '../action.ts'

/**
 * The creditor takes its claim back: nothing is collected any more, letters that have not left are called back with their
 * fees, and the case is closed.
 */
export async function withdraw({ ctx, tx, case: debt, contract, at, today }: Scene): Promise<Effect> {
  await recallLetters(ctx, tx, debt, { code: 'CASE_WITHDRAWN', reason: 'The case is withdrawn.' })
  const claim = await lastClaim()
  const { capital, interest, costs, fees } = claim
  const byClient = contract.withdrawnCosts === 'CLIENT'
  await withdrawClaim(tx, debt, claim, { byClient, today, at })
  await closeCase(ctx, tx, debt, 'WITHDRAWN', at)
  return {
    closed: 'WITHDRAWN',
    capital: minorToNumber(capital),
    interest: minorToNumber(interest),
    costs: minorToNumber(costs),
    feesOwedByClient: minorToNumber(byClient ? fees : 0n),
    feesWaived: minorToNumber(byClient ? 0n : fees),
  }

  // A creditor may always take its claim back, also where the law gives no rate for today.
  async function lastClaim(): Promise<Claim> {
    try {
      return await bringUpToDate(ctx, tx, debt, today)
    } catch (error) {
      if (error instanceof LawError) return claimFromJournal(tx, debt)
      throw error
    }
  }
}
