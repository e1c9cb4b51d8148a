/** Decides the day's step of each case of a batch: each is read once, with its claim, policy, history and contract. */
import { type CivilDate, civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { remindersInArrears } from '../arrears.ts'
import type { Case } from '../../claims/case.ts'
import { type ClaimStatement, statementsOrErrors } from '../../claims/claim.ts'
import { LawError } from '@saatava/law/errors.ts'
import { contractsOf } from '../../claims/contracts-of.ts'
import { earliestExpiry, expiriesOf } from '../expiry.ts'
import { feeHistories } from '../../claims/fee-history.ts'
import { lawOf } from '../../agency/law-of.ts'
import type { Policy } from '../../claims/policy.ts'
import { stopsOf } from '../debtors/hold-marked.ts'
import { type Decision, type StepToTake, decideStep } from './decide-step.ts'
import { selectPolicyVersions } from './queries.ts'

export interface Decided {
  case: Case
  today: CivilDate
  decision: Decision
  /** The day on which the claim expires, where no further automatic step comes. */
  expiresOn?: CivilDate | null
}

/** A step that is to be taken, with the claim that it rests on. */
export interface Taken extends Decided {
  decision: StepToTake
  statement: ClaimStatement
}

/** The cases' rows are locked by the caller. */
export async function decideAll(ctx: Ctx, tx: Tx, cases: Case[], at: Date): Promise<(Decided | Taken)[]> {
  const law = await lawOf(ctx.platform, tx)
  const policies = await policiesOf(tx, cases)
  const histories = await feeHistories(tx, cases)
  const contract = await contractsOf(
    tx,
    cases.map(({ clientId }) => clientId),
  )
  const days = new Map(
    [...new Set(cases.map((debt) => debt.country))].map((country) => [country, civilDateAt(at, timeZoneOf(country))]),
  )
  const owed = cases.map((debt) => ({ case: debt, onDate: days.get(debt.country) ?? '' }))
  const claims = await statementsOrErrors(ctx, tx, owed)
  const expiries = await expiriesOf(tx, owed, law)
  const arrears = await remindersInArrears(tx, cases, law, ({ country }) => days.get(country) ?? '')
  const stopOf = await stopsOf(tx, cases)
  return claims.map((statement): Decided | Taken => {
    const { case: debt, onDate: today } = statement
    const expiry = expiries.get(debt)
    if (expiry instanceof LawError) return { case: debt, today, decision: stuck(expiry.message, expiry.ruleId) }
    if (expiry !== undefined && expiry.expiresOn <= today)
      return { case: debt, today, decision: { kind: 'EXPIRED', expiry } }
    const mark = stopOf(debt)
    if (mark !== undefined) return { case: debt, today, decision: { kind: 'MARKED', mark } }
    if ('error' in statement)
      return { case: debt, today, decision: stuck(statement.error.message, statement.error.ruleId) }
    const policy = policies.get(`${debt.policyId} ${debt.policyVersion}`)
    if (policy === undefined)
      return { case: debt, today, decision: stuck(`Policy ${debt.policyId} version ${debt.policyVersion} is gone.`) }
    const { reminderDays } = contract(debt.clientId).legal
    const situation = {
      case: debt,
      policy,
      claim: statement.claim,
      history: histories(debt),
      today,
      reminderDays,
      ...omitUndefined({ otherReminders: arrears.get(debt) }),
    }
    const decision = decideStep(situation, law)
    const ends = 'nextDate' in decision ? decision.nextDate === null : decision.kind === 'DONE'
    const expiresOn = ends ? (expiry?.expiresOn ?? earliestExpiry(debt, law)) : null
    return { case: debt, today, decision, statement, expiresOn }
  })
}

function stuck(why: string, ruleId?: string): Decision {
  return { kind: 'STUCK', why, ruleId: ruleId ?? null }
}

async function policiesOf(tx: Tx, cases: Case[]): Promise<Map<string, Policy>> {
  const wanted = new Map(
    cases.map((debt) => [
      `${debt.policyId} ${debt.policyVersion}`,
      { policyId: debt.policyId, version: debt.policyVersion },
    ]),
  )
  const policies = await selectPolicyVersions(tx, [...wanted.values()])
  return new Map(policies.map((policy) => [`${policy.policyId} ${policy.version}`, policy]))
}
