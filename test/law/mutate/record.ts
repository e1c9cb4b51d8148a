/** Records which case asks the law for which rule on which day: a mutation of that rule is tried on those cases first. */
import type { Law } from '@saatava/law/law.ts'

const PER_DAY_MAX = 6

export interface Lookups {
  /** Cases that asked for the rule, by the days on which they did; the claim's own dates count as such days too. */
  /** All cases that asked for the rule. */
  all(ruleId: string): ReadonlySet<number>
  cases(ruleId: string, days: string[] | undefined, from: string, to: string | null): number[]
}

export interface Recorder extends Lookups {
  law: Law
  /** The case that asks from now on. */
  begin(index: number): void
}

export function record(law: Law): Recorder {
  const asked = new Map<string, Map<string, number[]>>()
  const byRule = new Map<string, Set<number>>()
  let current = 0
  const note = (ruleId: string, day: string) => {
    const all = byRule.get(ruleId)
    if (all === undefined) byRule.set(ruleId, new Set([current]))
    else all.add(current)
    let days = asked.get(ruleId)
    if (days === undefined) asked.set(ruleId, (days = new Map<string, number[]>()))
    const list = days.get(day)
    if (list === undefined) days.set(day, [current])
    else if (list.length < PER_DAY_MAX && list.at(-1) !== current) list.push(current)
  }
  const noted =
    <
      A extends [
        whose: { country: string; debtorType: string; due?: string; origin?: string },
        topic: string,
        date: string,
      ],
      R,
    >(
      ask: (...args: A) => R,
    ) =>
    (...args: A): R => {
      const [{ country, debtorType, due, origin }, topic, date] = args
      for (const day of [date, due, origin]) {
        if (day === undefined) continue
        note(`${country}.${debtorType}.${topic}`, day)
        note(`${country}.${topic}`, day)
      }
      return ask(...args)
    }
  return {
    law: { ...law, find: noted(law.find), need: noted(law.need) },
    begin: (index) => {
      current = index
    },
    all: (ruleId) => byRule.get(ruleId) ?? new Set(),
    cases: (ruleId, days, from, to) => {
      const all = asked.get(ruleId)
      if (all === undefined) return []
      const within = [...all].filter(([day]) =>
        days === undefined ? day >= from && (to === null || day <= to) : days.includes(day),
      )
      return [...new Set(within.flatMap(([, cases]) => cases))]
    },
  }
}
