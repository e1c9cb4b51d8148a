/**
 * Dry run of a policy: the steps ahead of the open cases that follow it, by their own version and by a draft. Nothing is stored.
 * Both sides are foreseen by the engine's own decisions, from the same claims, histories and law.
 */
import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { LawError } from '@saatava/law/errors.ts'
import type { Law } from '@saatava/law/law.ts'
import { lawOf } from '../../agency/law-of.ts'
import { awaitsApproval, countedFrom } from '../../claims/approval.ts'
import type { Case } from '../../claims/case.ts'
import { type ClaimStatement, statementsOrErrors } from '../../claims/claim.ts'
import { contractsOf } from '../../claims/contracts-of.ts'
import { feeHistories } from '../../claims/fee-history.ts'
import type { Policy } from '../../claims/policy.ts'
import { later, nextStepDate } from '../../claims/schedule.ts'
import type { Ctx } from '../../platform/context.ts'
import { remindersInArrears } from '../arrears.ts'
import { stopsOf } from '../debtors/hold-marked.ts'
import { expiriesOf } from '../expiry.ts'
import { type PolicyPlace, selectLastSteps, selectOpenCases } from './case-queries.ts'
import { readDraft } from './check-policy.ts'
import { type Foreseen, foreseeSteps } from './foresee-steps.ts'
import { selectVersions } from './queries.ts'
import { type CaseChange, type DryRun, tally } from './tally.ts'

/** A dry run looks at no more cases; the answer says that there are more. */
const CASES_MAX = 2_000
const BATCH = 500

/**
 * Compares what is ahead of the open cases of a policy with what would be ahead of them by a draft of its next version. It says
 * nothing about whether the law allows the draft: `checkPolicy` does. @throws AppError 400 its form is wrong
 */
export async function dryRunPolicy(ctx: Ctx, input: unknown, casesMax = CASES_MAX): Promise<DryRun> {
  const draft = readDraft(input)
  const { pool } = ctx.platform
  const law = await lawOf(ctx.platform)
  const versions = new Map((await selectVersions(pool, draft.policyId)).map((one) => [one.version, one]))
  const changes: CaseChange[] = []
  let [looked, held] = [0, 0]
  let place: PolicyPlace = { version: 0, clientId: 0, caseId: 0 }
  while (looked < casesMax) {
    const cases = await selectOpenCases(pool, draft.policyId, place, Math.min(BATCH, casesMax - looked))
    const last = cases.at(-1)
    if (last === undefined) break
    looked += cases.length
    place = { version: last.policyVersion, clientId: last.clientId, caseId: last.caseId }
    const going = cases.filter(goesOn)
    held += cases.length - going.length
    changes.push(...(await changesOf(ctx, going, { law, versions, draft })))
  }
  const isWhole = (await selectOpenCases(pool, draft.policyId, place, 1)).length === 0
  return tally(changes, { held, isWhole })
}

/** Would the engine take its next step? */
function goesOn(debt: Case): boolean {
  const isOpen = debt.status === 'OPEN' || (debt.status === 'DISPUTED' && debt.disputed !== null)
  return isOpen && debt.hold === null && !awaitsApproval(debt)
}

interface Compared {
  law: Law
  versions: ReadonlyMap<number, Policy>
  draft: Omit<Policy, 'version'>
}

async function changesOf(ctx: Ctx, cases: Case[], compared: Compared): Promise<CaseChange[]> {
  if (cases.length === 0) return []
  const { pool, clock } = ctx.platform
  const { law, versions, draft } = compared
  const today = (debt: Case) => civilDateAt(clock.now(), timeZoneOf(debt.country))
  const owed = cases.map((debt) => ({ case: debt, onDate: today(debt) }))
  const histories = await feeHistories(pool, cases)
  const lastSteps = await selectLastSteps(pool, cases)
  const contract = await contractsOf(
    pool,
    cases.map(({ clientId }) => clientId),
  )
  const expiries = await expiriesOf(pool, owed, law)
  const arrears = await remindersInArrears(pool, cases, law, today)
  const stopOf = await stopsOf(pool, cases)
  const foreseen = (await statementsOrErrors(ctx, pool, owed)).flatMap((statement) => {
    const { case: debt, onDate } = statement
    const policy = versions.get(debt.policyVersion)
    const expiry = expiries.get(debt)
    const isOver = expiry !== undefined && !(expiry instanceof LawError) && expiry.expiresOn <= onDate
    if (policy === undefined || isOver || stopOf(debt) !== undefined) return []
    if ('error' in statement || expiry instanceof LawError) return [{ debt, before: NO_ANSWER, after: NO_ANSWER }]
    const common = {
      ...{ case: debt, claim: statement.claim, history: histories(debt) },
      reminderDays: contract(debt.clientId).legal.reminderDays,
      ...omitUndefined({ otherReminders: arrears.get(debt) }),
    }
    const next = nextStepDate(debt, draft, countedFrom(debt, lastSteps.get(debt.caseId)), onDate)
    return [
      {
        debt,
        before: foreseeSteps({ ...common, policy }, debt.nextDate && later(debt.nextDate, onDate), law),
        after: foreseeSteps({ ...common, policy: { ...draft, version: 0 } }, next, law),
      },
    ]
  })
  const interestOf = async (side: 'before' | 'after') =>
    statementsOrErrors(
      ctx,
      pool,
      foreseen.map((one) => ({ case: one.debt, onDate: one[side].steps.at(-1)?.date ?? today(one.debt) })),
    )
  const [before, after] = [await interestOf('before'), await interestOf('after')]
  return foreseen.map(({ debt, ...sides }, i) => ({
    case: debt,
    before: { ...sides.before, interest: interestIn(before[i]) },
    after: { ...sides.after, interest: interestIn(after[i]) },
  }))
}

const NO_ANSWER: Foreseen = { steps: [], isStopped: true }

/** Minor units; null: the law gives no answer yet for that day, such as before a reference rate is known. */
function interestIn(statement: ClaimStatement | { error: LawError } | undefined): bigint | null {
  return statement === undefined || 'error' in statement ? null : statement.claim.interest
}
