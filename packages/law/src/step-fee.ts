/** The most that the law lets one step cost alone: earlier charges are may-take's concern. */
import type { CivilDate } from '@saatava/core/dates.ts'
import { minorToText } from '@saatava/core/money.ts'
import { type StepFee, amountOf, lateFrom, shareOf, tierOf } from './fee-basis.ts'
import type { Law } from './law.ts'
import { planRules } from './plan-rules.ts'
import type { Claim, StepKind } from './steps.ts'
import type { TopicName } from './topics.ts'

/** The rule topics of steps' fees. A country that knows no rule of the topic, at any time, knows no such step. */
export const FEE_TOPICS: Partial<Record<StepKind, TopicName>> = {
  REMINDER: 'REMINDER_FEE',
  DEMAND: 'DEMAND_FEE',
  DEMAND_HEAVY: 'DEMAND_HEAVY_FEE',
  EXTENSION: 'EXTENSION_FEE',
  PLAN: 'PLAN_FEE',
  COMPENSATION: 'COMPENSATION',
  TRATTA: 'TRATTA_FEE',
  BANKRUPTCY_THREAT: 'BANKRUPTCY_THREAT_FEE',
}

/** @param ordinal 1 for the first step of its kind @throws LawError NO_RULE, UNVERIFIED_RULE */
export function stepFee(kind: StepKind, ordinal: number, claim: Claim, date: CivilDate, law: Law): StepFee {
  const fee = withoutVat(kind, ordinal, claim, date, law)
  return kind === 'COMPENSATION' || fee.rules.length === 0 ? fee : withVat(fee, claim, date, law)
}

/** Adds what a creditor that cannot deduct VAT may add, where a rule says so. @param on the day whose rules hold */
export function withVat(fee: StepFee, claim: Claim, on: CivilDate, law: Law): StepFee {
  const vat = claim.creditorVatLiable === false ? law.find(claim, 'COSTS_VAT', on) : undefined
  if (vat === undefined) return fee
  const note = `with ${vat.value.percent} % of VAT`
  return {
    most: shareOf(fee.most, 100 + vat.value.percent),
    rules: [...fee.rules, vat],
    note: fee.note === undefined ? note : `${fee.note}, ${note}`,
  }
}

function withoutVat(kind: StepKind, ordinal: number, claim: Claim, date: CivilDate, law: Law): StepFee {
  const own = claim.professional === false ? law.find(claim, 'OWN_COSTS', date) : undefined
  if (own !== undefined && (kind === 'REMINDER' || kind === 'DEMAND')) return { most: 0n, rules: [own] }
  const enforceable = claim.directlyEnforceable === true
  switch (kind) {
    case 'REMINDER':
      return amountOf(law.need(claim, 'REMINDER_FEE', date))
    case 'DEMAND':
      return demandFee(ordinal, claim, date, law)
    case 'DEMAND_HEAVY':
      return {
        ...surcharged(tierOf(law.need(claim, 'DEMAND_HEAVY_FEE', date), claim.capital), claim, date, law),
        note: 'in all: it replaces the light fee',
      }
    case 'PLAN':
      return planRules(claim, date, law)
    case 'EXTENSION':
      return amountOf(law.need(claim, 'EXTENSION_FEE', date))
    // It arises with the delay, so the day on which the claim became late decides.
    case 'COMPENSATION':
      return amountOf(law.need(claim, 'COMPENSATION', lateFrom(claim, law).date))
    case 'TRATTA': {
      const own = enforceable ? law.find(claim, 'TRATTA_FEE_ENFORCEABLE', date) : undefined
      return own === undefined ? tierOf(law.need(claim, 'TRATTA_FEE', date), claim.capital) : amountOf(own)
    }
    case 'BANKRUPTCY_THREAT':
      return amountOf(law.need(claim, 'BANKRUPTCY_THREAT_FEE', date))
    case 'LEGAL':
    case 'ENFORCEMENT':
      return { most: 0n, rules: [] }
  }
}

function demandFee(ordinal: number, claim: Claim, on: CivilDate, law: Law): StepFee {
  // A demand that the creditor sends itself costs what a reminder does.
  if (claim.professional === false) return amountOf(law.need(claim, 'OWN_DEMAND_FEE', on))
  const enforceable = claim.directlyEnforceable === true ? law.find(claim, 'DEMAND_FEE_ENFORCEABLE', on) : undefined
  const fee =
    enforceable === undefined
      ? surcharged(tierOf(law.need(claim, 'DEMAND_FEE', on), claim.capital), claim, on, law)
      : amountOf(enforceable)
  if (ordinal === 1) return fee
  const costs = law.find(claim, 'COLLECTION_COSTS', on)
  if (costs !== undefined)
    return { ...tierOf(costs, claim.capital), note: 'the collector’s costs after the demand’s time to pay' }
  const share = law.need(claim, 'FURTHER_DEMAND_SHARE', on)
  return {
    most: shareOf(fee.most, share.value.percent),
    rules: [share, ...fee.rules],
    note: `${share.value.percent} % of ${minorToText(fee.most)}`,
  }
}

function surcharged(fee: StepFee, claim: Claim, on: CivilDate, law: Law): StepFee {
  const surcharge = law.find(claim, 'DEMAND_SURCHARGE', on)
  const vat = claim.creditorVatLiable === false ? law.find(claim, 'DEMAND_VAT', on) : undefined
  const more = [surcharge, vat].filter((rule) => rule !== undefined)
  return {
    most: more.reduce((most, rule) => shareOf(most, 100 + rule.value.percent), fee.most),
    rules: [...fee.rules, ...more],
  }
}
