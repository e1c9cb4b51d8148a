/** When a claim expires: the general time, which begins anew with every act that interrupts it, and the final one. */
import { Temporal } from 'temporal-polyfill'
import { LAW, type Law } from './law.ts'
import { type Citation, type Country, type DebtorType, type Rule, cite } from './rule.ts'
import type { TopicName } from './topics.ts'

export interface LimitationInput {
  country: Country
  debtorType: DebtorType
  due: string
  /** The day of the judgment. */
  judgment?: string
  creditorNaturalPerson?: boolean
  /** Acts that interrupt the general limitation: reminders, payments, acknowledgements, filings. */
  interruptions?: readonly string[]
  /** A claim of public law: it expires with a calendar year, and nothing interrupts that. */
  publicLaw?: boolean
}

export interface Expiry extends Citation {
  /** From this day on the claim has expired. */
  expiresOn: string
}

export interface Limitation {
  general: Expiry
  /** Null where the country is not known to have one. */
  final: Expiry | null
  /** The earlier of the two. */
  expiresOn: string
}

/** @throws LawError NO_RULE, UNVERIFIED_RULE */
export function limitation(input: LimitationInput, law: Law = LAW): Limitation {
  if (input.publicLaw === true) {
    const rule = law.need(input, 'LIMITATION_PUBLIC', input.due)
    const expiresOn = `${Number(input.due.slice(0, 4)) + rule.value.years + 1}-01-01`
    const expiry = { expiresOn, ...cite(rule) }
    return { general: expiry, final: expiry, expiresOn }
  }
  const general = generalExpiry(input, law)
  const final = finalExpiry(input, law)
  return {
    general,
    final,
    expiresOn: final !== null && final.expiresOn < general.expiresOn ? final.expiresOn : general.expiresOn,
  }
}

function generalExpiry({ judgment, due, interruptions = [], ...whose }: LimitationInput, law: Law): Expiry {
  const start = judgment ?? due
  const rule = law.need(whose, judgment === undefined ? 'LIMITATION' : 'LIMITATION_JUDGMENT', start)
  let expiresOn = yearsAfter(start, rule.value.years)
  for (const act of interruptions.toSorted()) {
    // An act that came too late wakes nothing up; one before the start interrupts nothing.
    if (act > start && act < expiresOn) expiresOn = yearsAfter(act, rule.value.years)
  }
  return expiry(expiresOn, rule)
}

function finalExpiry(input: LimitationInput, law: Law): Expiry | null {
  const start = input.judgment ?? input.due
  const base = input.judgment === undefined ? 'LIMITATION_FINAL' : 'LIMITATION_FINAL_JUDGMENT'
  const topic = (input.creditorNaturalPerson === true ? `${base}_NATURAL` : base) satisfies TopicName
  if (!law.knows(input, topic)) return null
  const rule = law.need(input, topic, start)
  return expiry(yearsAfter(start, rule.value.years), rule)
}

function expiry(expiresOn: string, rule: Rule): Expiry {
  return { expiresOn, ...cite(rule) }
}

function yearsAfter(date: string, years: number): string {
  return Temporal.PlainDate.from(date).add({ years }).toString()
}
