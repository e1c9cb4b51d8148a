/**
 * When a claim expires: the general time, which begins again with what interrupts it, and a final one. By country the time
 * runs from the due date or from the day on which the claim arose, and a letter interrupts it, does so when it has been
 * received, or does not.
 */
import { Temporal } from 'temporal-polyfill'
import { type CivilDate, addDays } from '@saatava/core/dates.ts'
import { LAW, type Law } from './law.ts'
import { type Citation, type Country, type DebtorType, type Rule, cite, ruleIdOf } from './rule.ts'

/** LETTER: a reminder or demand. ACKNOWLEDGEMENT: a payment or a plan. LEGAL: what a court or an authority did. */
export type ActKind = 'LETTER' | 'ACKNOWLEDGEMENT' | 'LEGAL'

export interface Act {
  kind: ActKind
  date: CivilDate
  /** Day on which the letter arrived, where it is known. */
  receivedOn?: CivilDate
}

export interface LimitationInput {
  country: Country
  debtorType: DebtorType
  due: CivilDate
  /** The day on which the claim arose: the earliest known. Left out: the due date. */
  origin?: string
  /** The day of the judgment. */
  judgment?: string
  creditorNaturalPerson?: boolean
  /** Acts that may interrupt the general limitation. */
  interruptions?: readonly Act[]
  /** A claim of public law: it expires with a calendar year, and nothing interrupts that. */
  publicLaw?: boolean
}

export interface Expiry extends Citation {
  /** From this day on the claim has expired. */
  expiresOn: CivilDate
}

export interface Limitation {
  /** The day from which the time ran at first, and the rule that says so; null where no rule does. */
  start: { date: CivilDate; rule: Citation | null }
  general: Expiry
  /** Null where the country is not known to have one. */
  final: Expiry | null
  /** The earlier of the two. */
  expiresOn: CivilDate
}

/** @throws LawError NO_RULE, UNVERIFIED_RULE */
export function limitation(input: LimitationInput, law: Law = LAW): Limitation {
  const start = startOf(input, law)
  if (input.publicLaw === true) {
    const rule = law.need(input, 'LIMITATION_PUBLIC', input.due)
    const expiresOn = `${Number(input.due.slice(0, 4)) + rule.value.years + 1}-01-01`
    const expiry = { expiresOn, ...cite(rule) }
    return { start, general: expiry, final: expiry, expiresOn }
  }
  const { general, last } = generalExpiry(input, start.date, law)
  const final = finalExpiry(input, start.date, law) ?? absoluteExpiry(input, last, law)
  return {
    start,
    general,
    final,
    expiresOn: final !== null && final.expiresOn < general.expiresOn ? final.expiresOn : general.expiresOn,
  }
}

/** The day from which limitation runs before anything has interrupted it. */
export function startOf(input: LimitationInput, law: Law): Limitation['start'] {
  const { due, origin = due, judgment } = input
  const rule = law.find(input, 'LIMITATION_START', due)
  const date = rule?.value.word === 'ORIGIN' && origin < due ? origin : due
  return { date: judgment ?? date, rule: rule === undefined ? null : cite(rule) }
}

/** @returns the time, and the day from which it has run since it was last interrupted */
function generalExpiry(input: LimitationInput, start: CivilDate, law: Law): { general: Expiry; last: string } {
  const { judgment, interruptions = [] } = input
  const rule = law.need(input, judgment === undefined ? 'LIMITATION' : 'LIMITATION_JUDGMENT', start)
  let last = start
  let expiresOn = yearsAfter(start, rule.value.years)
  for (const act of interruptions.toSorted((a, b) => (a.date < b.date ? -1 : 1))) {
    const at = interruptedAt(act, input, law)
    // An act that came too late wakes nothing up; one before the start interrupts nothing.
    if (at === undefined || act.date <= start || at >= expiresOn) continue
    last = act.date
    expiresOn = yearsAfter(act.date, rule.value.years)
  }
  return { general: { expiresOn, ...cite(rule) }, last }
}

/**
 * The day by which an act interrupts; undefined where it does not. A letter counts where it was received in time, and the new
 * time runs from the day on which it was sent, which is known and is not later.
 */
function interruptedAt({ kind, date, receivedOn }: Act, input: LimitationInput, law: Law): string | undefined {
  if (kind !== 'LETTER') return date
  const word = law.find(input, 'LIMITATION_LETTER', date)?.value.word
  if (word === 'DOES_NOT_INTERRUPT') return undefined
  if (word !== 'INTERRUPTS_WHEN_RECEIVED') return date
  return receivedOn ?? addDays(date, law.need(input, 'LIMITATION_POST_DAYS', date).value.days)
}

type FinalTopic = `LIMITATION_FINAL${'' | '_JUDGMENT'}${'' | '_NATURAL'}`

function finalExpiry(input: LimitationInput, start: CivilDate, law: Law): Expiry | null {
  const base = input.judgment === undefined ? 'LIMITATION_FINAL' : 'LIMITATION_FINAL_JUDGMENT'
  const topic = (input.creditorNaturalPerson === true ? `${base}_NATURAL` : base) satisfies FinalTopic
  if (!law.knows(input, topic)) return null
  const rule = law.find(input, topic, start) ?? begunLater(input, topic, start, law) ?? law.need(input, topic, start)
  const expiresOn = yearsAfter(start, rule.value.years)
  const counted = rule.validFrom > start ? law.find(input, 'LIMITATION_FINAL_COUNTED', rule.validFrom) : undefined
  if (counted === undefined) return { expiresOn, ...cite(rule) }
  const least = yearsAfter(rule.validFrom, rule.value.years - counted.value.years)
  return { expiresOn: expiresOn > least ? expiresOn : least, ...cite(rule) }
}

/** A final time that began after the claim holds for it too. */
function begunLater(input: LimitationInput, topic: FinalTopic, start: CivilDate, law: Law) {
  const ids = [ruleIdOf(input.country, input.debtorType, topic), ruleIdOf(input.country, 'ANY', topic)]
  const days = law.rules.flatMap(({ ruleId, validFrom }) =>
    ids.includes(ruleId) && validFrom > start ? [validFrom] : [],
  )
  const [first] = days.toSorted()
  return first === undefined ? undefined : law.need(input, topic, first)
}

/** The time that ends even where the creditor could not know of its claim: it begins again with an interruption. */
function absoluteExpiry(input: LimitationInput, last: string, law: Law): Expiry | null {
  const rule = law.find(input, 'LIMITATION_ABSOLUTE', last)
  return rule === undefined ? null : expiry(yearsAfter(last, rule.value.years), rule)
}

function expiry(expiresOn: CivilDate, rule: Rule): Expiry {
  return { expiresOn, ...cite(rule) }
}

function yearsAfter(date: CivilDate, years: number): string {
  return Temporal.PlainDate.from(date).add({ years }).toString()
}
