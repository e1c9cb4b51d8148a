/** The first day on which a step may be taken, after what was done before, and which rule makes it so. */
import { Temporal } from 'temporal-polyfill'
import { addDays } from '../core/dates.ts'
import { feeDate, lateFrom } from './fee-basis.ts'
import type { Law } from './law.ts'
import type { Rule, ValueOf } from './rule.ts'
import { type Claim, type StepKind, type StepTaken, taken } from './steps.ts'

export interface Earliest {
  date: string
  /** The rule that holds it back longest. */
  rule: Rule
  /** What was asked, this one included. */
  rules: Rule[]
}

/**
 * A distance of n days is kept when the step is taken n days after the other; a time to pay has run out on the day after
 * its last.
 * @param on the day whose rules hold
 */
export function earliest(kind: StepKind, history: readonly StepTaken[], claim: Claim, on: string, law: Law): Earliest {
  const rulesOn = feeDate(claim, on, law)
  const late = lateFrom(claim, law)
  const bounds: { date: string; rule: Rule }[] = [late]
  const after = (date: string | undefined, rule: (Rule & { value: ValueOf<'DAYS'> }) | undefined, more = 0) => {
    if (date !== undefined && rule !== undefined) bounds.push({ date: addDays(date, rule.value.days + more), rule })
  }
  const last = (...kinds: StepKind[]) => taken(history, ...kinds).at(-1)?.date
  const letter = last('REMINDER', 'DEMAND', 'TRATTA', 'BANKRUPTCY_THREAT')
  switch (kind) {
    case 'REMINDER':
      after(claim.due, law.find(claim, 'REMINDER_AFTER_DUE', rulesOn))
      after(letter, law.find(claim, 'REMINDER_SPACING', rulesOn))
      break
    case 'DEMAND':
    case 'BANKRUPTCY_THREAT':
      after(claim.due, law.find(claim, 'DEMAND_AFTER_DUE', rulesOn))
      after(letter, law.find(claim, 'DEMAND_SPACING', rulesOn))
      after(last('REMINDER'), law.find(claim, 'NOTICE_TERM', rulesOn), 1)
      break
    case 'DEMAND_HEAVY':
      after(last('DEMAND'), law.find(claim, 'DEMAND_HEAVY_AFTER', rulesOn))
      break
    case 'TRATTA':
      after(taken(history, 'REMINDER')[0]?.date, law.find(claim, 'TRATTA_AFTER_REMINDER', rulesOn))
      after(letter, law.find(claim, 'DEMAND_SPACING', rulesOn))
      break
    case 'EXTENSION':
      after(last('EXTENSION'), law.find(claim, 'EXTENSION_DAYS', rulesOn))
      break
    case 'LEGAL':
      after(last('DEMAND'), law.find(claim, 'DEMAND_TERM', rulesOn), 1)
      break
    case 'ENFORCEMENT': {
      const rule = law.find(claim, 'ENFORCEMENT_AFTER_DUE', rulesOn)
      if (rule === undefined) break
      const date = Temporal.PlainDate.from(claim.due).add({ months: rule.value.months }).toString()
      bounds.push({ date, rule })
      break
    }
    case 'PLAN':
    case 'COMPENSATION':
      break
  }
  const longest = bounds.reduce((a, b) => (b.date > a.date ? b : a))
  return { ...longest, rules: bounds.map(({ rule }) => rule) }
}
