/** Compares the rest that a creditor states, after a payment to the creditor, with our books. */
import { minor, minorToNumber } from '@saatava/core/money.ts'
import { post } from '../../../journal/post.ts'
import type { Claim } from '../../../claims/claim.ts'
import { noteTask } from '../../../claims/note-task.ts'
import { insertCaseEvent } from '../../../claims/queries.ts'
import type { Effect, Scene } from '../action.ts'
import type { ActionData } from '../schemas.ts'

/** Lower capital or interest is the creditor's waiver, booked with an event. @returns what was waived, and the claim left */
export async function waiveLower(
  { tx, case: debt, at, today }: Scene,
  data: ActionData,
  claim: Claim,
  actionId: string,
): Promise<{ effect: Effect; left: Claim }> {
  const capital = lowerBy(claim.capital, data.outstandingCapitalAmount)
  const interest = lowerBy(claim.interest, data.outstandingInterestAmount)
  const left = { ...claim, capital: claim.capital - capital, interest: claim.interest - interest }
  if (capital + interest === 0n) return { effect: {}, left }
  const { clientId, caseId, currency } = debt
  const waived = { capital: minorToNumber(capital), interest: minorToNumber(interest) }
  await post(tx, {
    clientId,
    kind: 'WAIVED',
    at,
    bookingDate: today,
    source: `action:${actionId}`,
    details: { why: 'the creditor stated less as outstanding', ...waived },
    postings: [
      { account: 'RECEIVABLE_CAPITAL', caseId, currency, amount: -capital },
      { account: 'RECEIVABLE_INTEREST', caseId, currency, amount: -interest },
      { account: 'CLAIMS_OF_CLIENT', caseId, currency, amount: capital + interest },
    ],
  })
  await insertCaseEvent(tx, debt, 'WAIVED', { by: 'creditor', actionId, ...waived }, at)
  return { effect: { waived }, left }
}

function lowerBy(ours: bigint, stated: number | undefined): bigint {
  const left = stated === undefined ? ours : minor(stated)
  return left < ours ? ours - left : 0n
}

/**
 * More capital or interest than in our books, and any other costs: a task for the agency, because neither is the creditor's to say.
 * @returns the differences
 */
export async function noteDifferences(
  { ctx, tx, case: debt, at }: Scene,
  data: ActionData,
  left: Claim,
  actionId: string,
): Promise<Effect> {
  const pairs: [string, bigint, number | undefined][] = [
    ['capital', left.capital, data.outstandingCapitalAmount],
    ['interest', left.interest, data.outstandingInterestAmount],
    ['costs', left.costs + left.fees, data.outstandingCostsAmount],
  ]
  const differences = pairs.flatMap(([component, ours, stated]) =>
    stated === undefined || minor(stated) === ours
      ? []
      : [{ component, ours: minorToNumber(ours), stated: minorToNumber(minor(stated)) }],
  )
  if (differences.length === 0) return {}
  const task = { task: 'OUTSTANDING_AMOUNTS_DIFFER', actionId, differences }
  await noteTask(ctx, tx, debt, task, at)
  return { differences }
}
