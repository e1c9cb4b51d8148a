import type { CivilDate } from '@saatava/core/dates.ts'
import { minorToNumber } from '@saatava/core/money.ts'
import { post } from '../journal/post.ts'
import type { Tx } from '../platform/database.ts'
import type { Case } from '../claims/case.ts'
import type { Claim } from '../claims/claim.ts'
import { insertCaseEvent } from '../claims/queries.ts'

/**
 * The creditor withdraws a claim: capital, interest and its own costs leave the books as they came. The agency's charges
 * to the debtor were for work that was done: by the contract the creditor owes them now (DUE_FROM_CLIENT, taken off its
 * settlements), or the agency waives them.
 */
export async function withdrawClaim(
  tx: Tx,
  debt: Case,
  { capital, interest, costs, fees }: Claim,
  { byClient, today, at }: { byClient: boolean; today: CivilDate; at: Date },
): Promise<void> {
  const { clientId, caseId, currency } = debt
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
      { account: byClient ? 'DUE_FROM_CLIENT' : 'CLAIMS_OF_AGENCY', caseId, currency, amount: fees },
    ],
  })
  const data = { amount: minorToNumber(fees), why: 'the case was withdrawn' }
  if (fees > 0n) await insertCaseEvent(tx, debt, byClient ? 'FEES_TO_CLIENT' : 'FEES_TO_AGENCY', data, at)
}
