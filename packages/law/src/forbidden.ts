/**
 * Finds what forbids a step itself, whether or not it is charged: objection, expiry, a threat that is not allowed, a
 * letter that must come before.
 */
import type { CivilDate } from '@saatava/core/dates.ts'
import { Temporal } from 'temporal-polyfill'
import { courtRule, earliest, notices, opensCourt, remindersAfterDue, termEnded } from './earliest.ts'
import type { Law } from './law.ts'
import type { Rule } from './rule.ts'
import { type Claim, type StepKind, type StepTaken, taken } from './steps.ts'
import { chargedSince, countRule } from './too-many.ts'

export interface Refusal {
  rule: Rule
  why: string
}

/** Returns the obstacles to the step on any day, charged or not. */
export function forbiddenBy(
  kind: StepKind,
  history: readonly StepTaken[],
  today: CivilDate,
  claim: Claim,
  law: Law,
): Refusal | undefined {
  if (claim.expiresOn !== undefined && today >= claim.expiresOn) {
    const rule = law.find(claim, 'EXPIRED_DEBT', today)
    if (rule !== undefined) return { rule, why: `the claim has expired on ${claim.expiresOn}` }
  }
  if (kind === 'LEGAL' || kind === 'ENFORCEMENT') return courtBefore(kind, history, today, claim, law)
  if (isDenied(claim)) {
    const rule = law.find(claim, 'OBJECTION', today)
    if (rule?.value.word === 'STOPS_COLLECTION')
      return { rule, why: 'the debtor denies the claim: it is for a court now' }
  }
  return tratta(kind, history, today, claim, law) ?? needsOther(kind, history, today, claim, law)
}

/** A directly enforceable claim is not denied by an objection, but by a complaint about its basis. */
function isDenied({ stopped, directlyEnforceable }: Claim): boolean {
  return stopped === 'BASIS_COMPLAINT' || (stopped === 'OBJECTION' && directlyEnforceable !== true)
}

function courtBefore(
  kind: StepKind,
  history: readonly StepTaken[],
  today: CivilDate,
  claim: Claim,
  law: Law,
): Refusal | undefined {
  const asked = { ...claim, on: today }
  if (kind !== 'LEGAL' || opensCourt(asked, law)) return undefined
  const demand = taken(history, 'DEMAND').at(-1)
  if (demand !== undefined) return tooOld(demand, today, claim, law)
  const rule = courtRule(asked, law)
  return rule === undefined ? undefined : { rule, why: 'no payment demand was sent yet' }
}

/** A demand opens court for a time. */
function tooOld({ date }: StepTaken, today: CivilDate, claim: Claim, law: Law): Refusal | undefined {
  const rule = law.find(claim, 'COURT_DEMAND_MONTHS', today)
  if (rule === undefined) return undefined
  const { months } = rule.value
  if (today <= Temporal.PlainDate.from(date).add({ months }).toString()) return undefined
  return { rule, why: `the payment demand of ${date} is more than ${months} months old: a new one must come first` }
}

function tratta(
  kind: StepKind,
  history: readonly StepTaken[],
  today: CivilDate,
  claim: Claim,
  law: Law,
): Refusal | undefined {
  if (kind !== 'TRATTA') return undefined
  const rule = law.find(claim, 'TRATTA', today)
  if (rule?.value.word === 'FORBIDDEN') return { rule, why: 'publicity may not be threatened here' }
  if (rule !== undefined && claim.limitedCompany !== true)
    return { rule, why: 'publicity may be threatened to limited companies alone' }
  const demands = countRule('DEMAND', [...history, { step: 'TRATTA', date: today, charged: 0n }], today, claim, law)
  const charged = chargedSince('DEMAND', history, claim, law)
  if (demands === undefined || charged <= demands.value.count) return undefined
  return {
    rule: demands,
    why: `${charged} demands were charged, and with publicity at most ${demands.value.count} may be`,
  }
}

/** A heavy fee needs a light one before it, publicity a reminder that gave time, and a demand a reminder or a notice. */
function needsOther(
  kind: StepKind,
  history: readonly StepTaken[],
  today: CivilDate,
  claim: Claim,
  law: Law,
): Refusal | undefined {
  if (kind === 'DEMAND_HEAVY' && taken(history, 'DEMAND').length === 0) {
    return { rule: law.need(claim, 'DEMAND_HEAVY_AFTER', today), why: 'no demand was sent yet' }
  }
  const reminded = kind === 'DEMAND' && claim.professional !== false
  const reminder = reminded ? law.find(claim, 'DEMAND_AFTER_REMINDER', today) : undefined
  if (reminder !== undefined && remindersAfterDue(history, claim).length === 0) {
    return { rule: reminder, why: 'the debtor was not reminded yet after the due date' }
  }
  const notice = kind === 'DEMAND' ? law.find(claim, 'NOTICE_TERM', today) : undefined
  if (notice !== undefined && notices(history).length === 0) {
    return { rule: notice, why: 'no notice was sent yet: the last reminder is one' }
  }
  if (notice !== undefined && notices(history).every((each) => termEnded(each, notice).length === 0)) {
    return { rule: notice, why: `no notice gave the debtor ${notice.value.days} days` }
  }
  if (kind !== 'TRATTA') return undefined
  const rule = law.need(claim, 'TRATTA_AFTER_REMINDER', today)
  if (taken(history, 'REMINDER').length === 0) return { rule, why: 'no reminder was sent yet' }
  if (earliest('TRATTA', history, claim, today, law, false).rules.length > 1) return undefined
  return { rule, why: `no reminder gave the debtor ${rule.value.days} days` }
}
