import { minorToNumber } from '../../../core/money.ts'
import { LawError } from '../../../law/errors.ts'
import { post } from '../../../journal/post.ts'
import { insertCaseEvent } from '../../queries.ts'
import { type Claim, bringUpToDate, claimFromJournal } from '../../claim.ts'
import { closeCase } from '../../close-case.ts'
import type { Effect, Scene } from '../action.ts'

/**
 * The creditor takes its claim back: nothing is collected any more, and the case is closed. Capital, interest and its own
 * costs leave the books as they came. What the agency has charged the debtor for was work that was done; by the contract it
 * is owed by the creditor now (FEES_OF_CLIENT, taken off its settlements), or waived by the agency.
 */
export async function withdraw({ ctx, tx, case: of, contract, at, today }: Scene): Promise<Effect> {
  const { capital, interest, costs, fees } = await lastClaim()
  const { clientId, caseId, currency } = of
  const byClient = contract.withdrawnCosts === 'CLIENT'
  await post(tx, {
    clientId,
    kind: 'WITHDRAWN',
    at,
    bookingDate: today,
    source: `case:${caseId}`,
    postings: [
      { account: 'RECEIVABLE_CAPITAL', caseId, currency, amount: -capital },
      { account: 'RECEIVABLE_INTEREST', caseId, currency, amount: -interest },
      { account: 'RECEIVABLE_COSTS', caseId, currency, amount: -costs },
      { account: 'CLAIMS_OF_CLIENT', caseId, currency, amount: capital + interest + costs },
      { account: 'RECEIVABLE_FEES', caseId, currency, amount: -fees },
      { account: byClient ? 'FEES_OF_CLIENT' : 'CLAIMS_OF_AGENCY', caseId, currency, amount: fees },
    ],
  })
  const data = { amount: minorToNumber(fees), why: 'the case was withdrawn' }
  if (fees > 0n) await insertCaseEvent(tx, of, byClient ? 'FEES_TO_CLIENT' : 'FEES_TO_AGENCY', data, at)
  await closeCase(ctx, tx, of, 'WITHDRAWN', at)
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
      return await bringUpToDate(ctx, tx, of, today)
    } catch (error) {
      if (error instanceof LawError) return claimFromJournal(tx, of)
      throw error
    }
  }
}
