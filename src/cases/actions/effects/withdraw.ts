import { minorToText } from '../../../core/money.ts'
import { LawError } from '../../../law/errors.ts'
import { post } from '../../../journal/post.ts'
import { insertCaseEvent } from '../../queries.ts'
import { type Claim, bringUpToDate, claimFromJournal } from '../../claim.ts'
import { closeCase } from '../../close-case.ts'
import type { Effect, Scene } from '../action.ts'

/**
 * The creditor takes its claim back: nothing is collected any more, and the case is closed. Capital, interest and its own
 * costs leave the books as they came. What the agency has charged the debtor for is owed by the creditor now
 * (RECEIVABLE_FEES → FEES_OF_CLIENT): the work was done, and the agreement says who pays for it.
 */
export async function withdraw({ ctx, tx, case: of, at, today }: Scene): Promise<Effect> {
  const { capital, interest, costs, fees } = await lastClaim()
  const { clientId, caseId, currency } = of
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
      { account: 'FEES_OF_CLIENT', caseId, currency, amount: fees },
    ],
  })
  if (fees > 0n)
    await insertCaseEvent(tx, of, 'FEES_TO_CLIENT', { amount: minorToText(fees), why: 'the case was withdrawn' }, at)
  await closeCase(ctx, tx, of, 'WITHDRAWN', at)
  return {
    closed: 'WITHDRAWN',
    capital: minorToText(capital),
    interest: minorToText(interest),
    costs: minorToText(costs),
    feesOwedByClient: minorToText(fees),
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
