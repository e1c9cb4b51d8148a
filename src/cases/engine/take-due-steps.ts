/**
 * Takes the steps that are due, a batch of cases in one transaction: locked, decided by policy and law, and written with
 * interest, fees, letters, events and the next date. Any number of workers may do this at once; one that dies in between
 * leaves its cases as they were, and the step's own key sees to it that none is taken twice.
 */
import { civilDateAt, startOfDay, timeZoneOf } from '../../core/dates.ts'
import { minorToNumber } from '../../core/money.ts'
import { postAll } from '../../journal/post-all.ts'
import type { JournalEntry } from '../../journal/post.ts'
import { LawError } from '../../law/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import { type Tx, withTransaction } from '../../platform/database.ts'
import { emitAll } from '../../platform/events.ts'
import type { Case } from '../case.ts'
import { type Claim, type Looked, type Owed, claimsOn, lookAtClaims, postInterest } from '../claim.ts'
import { closeCase } from '../close-case.ts'
import { contractsOf } from '../contracts-of.ts'
import { feeHistories } from '../fee-history.ts'
import { insertCaseEvents } from '../find-queries.ts'
import { lawOf } from '../law-of.ts'
import { createLetters } from '../letters/create-letters.ts'
import type { LetterRequest } from '../letters/letter-request.ts'
import { suspendUnreachable } from '../letters/reachable.ts'
import type { Policy } from '../policy.ts'
import { turnCase } from '../turn-case.ts'
import { type Decision, type StepToTake, decideStep } from './decide-step.ts'
import { type TakenStep, advanceCases, insertSteps, lockDueCases, selectPolicyVersions } from './queries.ts'
import { writeOff } from './write-off.ts'

export const STEPS_AT_ONCE_MAX = 500

interface Decided {
  case: Case
  today: string
  decision: Decision
}

interface Taken extends Decided {
  decision: StepToTake
}

/** @returns how many cases were looked at; STEPS_AT_ONCE_MAX means that there may be more */
export async function takeDueSteps(ctx: Ctx): Promise<number> {
  const { pool, clock } = ctx.platform
  return withTransaction(pool, async (tx) => {
    const at = clock.now()
    const cases = await lockDueCases(tx, at, STEPS_AT_ONCE_MAX)
    if (cases.length === 0) return 0
    const decided = await decideAll(ctx, tx, cases, at)
    const taken = decided.filter((one): one is Taken => one.decision.kind === 'TAKE')
    const unreachable = await take(ctx, tx, taken, at)
    const moving = decided.filter((one) => !unreachable.has(one))
    await moveOn(tx, moving, at)
    await endOrHold(ctx, tx, moving, at)
    await remindCreditors(ctx, tx, moving, at)
    for (const { case: of } of unreachable) await suspendUnreachable(ctx, tx, of, at)
    return cases.length
  })
}

async function decideAll(ctx: Ctx, tx: Tx, cases: Case[], at: Date): Promise<Decided[]> {
  const law = lawOf(ctx.platform)
  const policies = await policiesOf(tx, cases)
  const histories = await feeHistories(tx, cases)
  const contract = await contractsOf(
    tx,
    cases.map(({ clientId }) => clientId),
  )
  const dated = cases.map((of) => ({ case: of, onDate: civilDateAt(at, timeZoneOf(of.country)) }))
  const claims = await claimsOrWhy(ctx, tx, dated)
  return dated.map(({ case: of, onDate: today }, i) => {
    const policy = policies.get(`${of.policyId} ${of.policyVersion}`)
    const claim = claims[i] as Claim | LawError
    if (claim instanceof LawError) {
      const decision: Decision = { kind: 'STUCK', why: claim.message, ruleId: claim.ruleId ?? null }
      return { case: of, today, decision }
    }
    const history = histories(of)
    const { reminderDays } = contract(of.clientId).legal
    const decision: Decision =
      policy === undefined
        ? { kind: 'STUCK', why: `Policy ${of.policyId} version ${of.policyVersion} is gone.`, ruleId: null }
        : decideStep({ case: of, policy, claim, history, today, reminderDays }, law)
    return { case: of, today, decision }
  })
}

/** Claims in order; where the law gives no answer for one of them, why, so that it does not hold up the others. */
async function claimsOrWhy(ctx: Ctx, tx: Tx, dated: Owed[]): Promise<(Claim | LawError)[]> {
  try {
    return await claimsOn(ctx, tx, dated)
  } catch (error) {
    if (!(error instanceof LawError)) throw error
    const [first, ...others] = dated
    if (first === undefined || others.length === 0) return [error]
    const half = Math.ceil(dated.length / 2)
    return [...(await claimsOrWhy(ctx, tx, dated.slice(0, half))), ...(await claimsOrWhy(ctx, tx, dated.slice(half)))]
  }
}

async function policiesOf(tx: Tx, cases: Case[]): Promise<Map<string, Policy>> {
  const wanted = new Map(
    cases.map((of) => [`${of.policyId} ${of.policyVersion}`, { policyId: of.policyId, version: of.policyVersion }]),
  )
  const policies = await selectPolicyVersions(tx, [...wanted.values()])
  return new Map(policies.map((policy) => [`${policy.policyId} ${policy.version}`, policy]))
}

/**
 * Interest up to the day, the letter that states it with the fee, the fee, and the step itself. A letter for which there is
 * no way is not sent; then nothing is charged, and the step is not taken.
 * @returns those whose debtor cannot be reached
 */
async function take(ctx: Ctx, tx: Tx, taken: Taken[], at: Date): Promise<Set<Decided>> {
  if (taken.length === 0) return new Set()
  const looked = await lookAtClaims(
    ctx,
    tx,
    taken.map(({ case: of, today }) => ({ case: of, onDate: today })),
  )
  await postInterest(ctx, tx, looked)
  const requests = taken.flatMap((one, i) => letterOf(one, looked[i] as Looked))
  const letters = await createLetters(
    ctx,
    tx,
    requests.map(({ request }) => request),
    at,
  )
  const letterIds = new Map(requests.map(({ one }, i) => [one, letters[i]]))
  const unreachable = new Set<Decided>(taken.filter((one) => letterIds.has(one) && letterIds.get(one) === undefined))
  const stepped = taken.filter((one) => !unreachable.has(one))
  await postAll(
    tx,
    stepped.map((one) => feeEntry(one, at)),
  )
  await insertSteps(
    tx,
    stepped.map((one) => stepOf(one, letterIds.get(one))),
  )
  await tell(ctx, tx, stepped, letterIds, at)
  return unreachable
}

function letterOf(one: Taken, { claim, interest }: Looked): { one: Taken; request: LetterRequest }[] {
  const { step, fee } = one.decision
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

function stepOf({ case: of, today, decision }: Taken, letterId: string | undefined): TakenStep {
  const { step, fee, rule } = decision
  return {
    clientId: of.clientId,
    caseId: of.caseId,
    stepIndex: of.stepIndex,
    kind: step.kind,
    takenOn: today,
    fee,
    ruleId: rule?.ruleId ?? null,
    source: rule?.source ?? null,
    letterId: letterId ?? null,
  }
}

function feeEntry({ case: of, today, decision }: Taken, at: Date): JournalEntry {
  const { clientId, caseId, currency } = of
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

async function tell(
  ctx: Ctx,
  tx: Tx,
  taken: Taken[],
  letterIds: Map<Taken, string | undefined>,
  at: Date,
): Promise<void> {
  const told = taken.map((one) => {
    const { case: of, decision } = one
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
    return { of, data }
  })
  await insertCaseEvents(
    tx,
    told.map(({ of, data }) => ({ clientId: of.clientId, caseId: of.caseId, kind: 'STEP_TAKEN', data })),
    at,
  )
  await emitAll(
    ctx,
    tx,
    told.map(({ of, data }) => ({
      clientId: of.clientId,
      type: 'case.step.taken',
      subject: `case:${of.caseId}`,
      data: { invoiceNumber: of.invoiceNumber, ...data },
    })),
  )
}

/** Where each case stands after this: its stage, the step that comes next, and when it is looked at. */
async function moveOn(tx: Tx, decided: Decided[], at: Date): Promise<void> {
  await advanceCases(
    tx,
    decided.flatMap(({ case: of, decision }) => {
      const next = stepped(of, decision)
      if (next === undefined) return []
      const nextAt = next.nextDate === null ? null : startOfDay(next.nextDate, timeZoneOf(of.country))
      return [{ clientId: of.clientId, caseId: of.caseId, ...next, nextAt }]
    }),
    at,
  )
}

function stepped(
  of: Case,
  decision: Decision,
): { stage: string; stepIndex: number; nextDate: string | null } | undefined {
  const { stage, stepIndex } = of
  switch (decision.kind) {
    case 'OVERDUE':
      return { stage: 'OVERDUE', stepIndex, nextDate: decision.nextDate }
    case 'WAIT':
    case 'AWAITS_APPROVAL':
      return { stage, stepIndex, nextDate: decision.nextDate }
    case 'DONE':
      return { stage, stepIndex, nextDate: null }
    case 'TAKE':
      // A case that is written off is closed below.
      return decision.stage === 'CLOSED'
        ? undefined
        : { stage: decision.stage, stepIndex: stepIndex + 1, nextDate: decision.nextDate }
    case 'NOTHING_OWED':
    case 'STUCK':
      return undefined
    default:
      return decision satisfies never
  }
}

async function endOrHold(ctx: Ctx, tx: Tx, decided: Decided[], at: Date): Promise<void> {
  for (const { case: of, today, decision } of decided) {
    if (decision.kind === 'NOTHING_OWED') await closeCase(ctx, tx, of, 'PAID', at)
    else if (decision.kind === 'TAKE' && decision.step.kind === 'WRITE_OFF') await writeOff(ctx, tx, of, today, at)
    else if (decision.kind === 'STUCK') {
      const data = [
        {
          clientId: of.clientId,
          caseId: of.caseId,
          kind: 'LAW_GAVE_NO_ANSWER',
          data: { why: decision.why, ruleId: decision.ruleId },
        },
      ]
      await insertCaseEvents(tx, data, at)
      await turnCase(ctx, tx, of, { status: 'SUSPENDED', reason: 'LAW_RULE_MISSING', nextDate: null }, at)
    }
  }
}

/** Legal steps have waited for these for so long that their creditors are told again. */
async function remindCreditors(ctx: Ctx, tx: Tx, decided: Decided[], at: Date): Promise<void> {
  const waiting = decided.flatMap(({ case: of, decision }) =>
    decision.kind === 'AWAITS_APPROVAL' ? [{ of, data: { nextDate: decision.nextDate } }] : [],
  )
  if (waiting.length === 0) return
  await insertCaseEvents(
    tx,
    waiting.map(({ of: { clientId, caseId }, data }) => ({ clientId, caseId, kind: 'APPROVAL_AWAITED', data })),
    at,
  )
  await emitAll(
    ctx,
    tx,
    waiting.map(({ of: { clientId, caseId, invoiceNumber }, data }) => ({
      clientId,
      type: 'case.approval.awaited',
      subject: `case:${caseId}`,
      data: { invoiceNumber, ...data },
    })),
  )
}
