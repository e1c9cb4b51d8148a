/** Versions of rules laid over each other, so that on every day at most one holds and none is lost by a change in between. */
import { addDays } from '@saatava/core/dates.ts'
import { earlier } from './interest-rate.ts'
import type { Rule } from './rule.ts'

/**
 * The base with the agency's own versions over it, a later one over an earlier. A version without an end holds until the
 * next one of the base begins. One with an end is an exception: after it, what it covered holds again. A cap that was
 * raised for a year must not be gone when the year is over.
 */
export function laidOver(base: readonly Rule[], own: readonly Rule[]): Rule[] {
  let rules = [...base]
  for (const rule of own.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1))) {
    const next = base
      .filter(({ ruleId, validFrom }) => ruleId === rule.ruleId && validFrom > rule.validFrom)
      .reduce<string | null>((first, { validFrom }) => earlier(first, validFrom), null)
    const validTo = rule.validTo ?? (next === null ? null : addDays(next, -1))
    const whole = { ...rule, validTo }
    rules = rules.flatMap((other) => (other.ruleId === rule.ruleId ? outside(other, whole) : [other]))
    rules.push(whole)
  }
  return rules
}

/** Returns the rest of a version where another one covers part of its time. */
function outside(rule: Rule, cover: Rule): Rule[] {
  const isApart =
    (cover.validTo !== null && rule.validFrom > cover.validTo) ||
    (rule.validTo !== null && rule.validTo < cover.validFrom)
  if (isApart) return [rule]
  const parts: Rule[] = []
  if (rule.validFrom < cover.validFrom) parts.push({ ...rule, validTo: addDays(cover.validFrom, -1) })
  if (cover.validTo !== null && (rule.validTo === null || rule.validTo > cover.validTo)) {
    parts.push({ ...rule, validFrom: addDays(cover.validTo, 1) })
  }
  return parts
}
