/**
 * Writes the effects of the steps of a batch: letters, interest and fees in the journal, the steps themselves, and
 * events.
 */
import type { LetterId } from '@saatava/core/ids.ts'
import { addDays } from '@saatava/core/dates.ts'
import { minorToNumber } from '@saatava/core/money.ts'
import { postAll } from '../../journal/post-all.ts'
import type { JournalEntry } from '../../journal/entry.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { interestEntry } from '../../claims/claim.ts'
import { type FedCaseEvent, recordCaseEvents } from '../../claims/record-case-events.ts'
import { createLetters } from '../letters/create-letters.ts'
import type { LetterRequest } from '../letters/letter-request.ts'
import type { Decided, Taken } from './decide-all.ts'
import { type TakenStep, insertSteps } from './queries.ts'

/**
 * The letter that states the interest up to the day and the fee, both of them, and the step itself. A letter for which
 * there is no way is not sent; then nothing is charged, and the step is not taken.
 * @returns those whose debtor cannot be reached
 */
export async function takeSteps(ctx: Ctx, tx: Tx, taken: Taken[], at: Date): Promise<Set<Decided>> {
  if (taken.length === 0) return new Set()
  const requests = taken.flatMap(letterOf)
  const letters = await createLetters(
    ctx,
    tx,
    requests.map(({ request }) => request),
    at,
  )
  const letterIds = new Map(requests.map(({ one }, i) => [one, letters[i]]))
  const unreachable = new Set<Decided>(taken.filter((one) => letterIds.has(one) && letterIds.get(one) === undefined))
  const stepped = taken.filter((one) => !unreachable.has(one))
  const posted = await postAll(tx, [
    ...stepped.map((one) => interestEntry(one.statement, at)),
    ...stepped.map((one) => feeEntry(one, at)),
  ])
  const charges = posted.slice(stepped.length)
  await insertSteps(
    tx,
    stepped.map((one, i) => stepOf(one, letterIds.get(one), charges[i])),
  )
  await emitEvents(ctx, tx, stepped, letterIds, at)
  return unreachable
}

function letterOf(one: Taken): { one: Taken; request: LetterRequest }[] {
  const { step, fee } = one.decision
  const { claim, interest } = one.statement
  if (step.kind !== 'REMINDER' && step.kind !== 'DEMAND') return []
  const request = {
    case: one.case,
    kind: step.kind,
    claim: { ...claim, fees: claim.fees + fee },
    interest,
    fee,
    date: one.today,
    payWithinDays: step.payWithinDays,
  }
  return [{ one, request }]
}

/** @param charge the journal transaction of its fee; undefined: it has no fee */
function stepOf(
  { case: debt, today, decision }: Taken,
  letterId: LetterId | undefined,
  charge: string | undefined,
): TakenStep {
  const { step, fee, rule } = decision
  return {
    clientId: debt.clientId,
    caseId: debt.caseId,
    stepIndex: debt.stepIndex,
    kind: step.kind,
    takenOn: today,
    fee,
    ruleId: rule?.ruleId ?? null,
    source: rule?.source ?? null,
    letterId: letterId ?? null,
    transactionId: charge ?? null,
    payBy: letterId === undefined ? null : addDays(today, step.payWithinDays),
  }
}

function feeEntry({ case: debt, today, decision }: Taken, at: Date): JournalEntry {
  const { clientId, caseId, currency } = debt
  const { fee, rule, step, note } = decision
  return {
    clientId,
    kind: 'FEE_CHARGED',
    at,
    bookingDate: today,
    source: `case:${caseId}`,
    details: { step: step.kind, ...rule, ...(note === undefined ? {} : { note }) },
    postings: [
      { account: 'RECEIVABLE_FEES', caseId, currency, amount: fee },
      { account: 'CLAIMS_OF_AGENCY', caseId, currency, amount: -fee },
    ],
  }
}

async function emitEvents(
  ctx: Ctx,
  tx: Tx,
  taken: Taken[],
  letterIds: Map<Taken, string | undefined>,
  at: Date,
): Promise<void> {
  const events = taken.map((one): FedCaseEvent => {
    const { case: debt, decision } = one
    const { step, stage, fee, rule, note, nextDate } = decision
    const data = {
      step: step.kind,
      stage,
      fee: minorToNumber(fee),
      rule,
      note: note ?? null,
      letterId: letterIds.get(one) ?? null,
      nextDate,
    }
    const { clientId, caseId, invoiceNumber } = debt
    return { clientId, caseId, invoiceNumber, kind: 'STEP_TAKEN', data }
  })
  await recordCaseEvents(ctx, tx, events, at)
}
