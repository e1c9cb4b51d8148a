/** How the interest of a case comes about, period by period, with everything that each rests on. */
import { minorToNumber } from '@saatava/core/money.ts'
import type { CaseEntry } from '../../journal/case-queries.ts'
import type { InterestPeriod, LateInterest } from '@saatava/law/late-interest.ts'
import type { Citation } from '@saatava/law/rule.ts'

type Period = Omit<InterestPeriod, 'capital'> & { capital: bigint | string }

export function interestOf({ periods, rules }: Pick<LateInterest, 'periods' | 'rules'>): Record<string, unknown>[] {
  return periods.map((period) => shown(period, rules))
}

/** Shows the interest of a claim on which none runs any more: as it was last posted. */
export function postedInterest(entries: readonly CaseEntry[]): Record<string, unknown>[] {
  const last = entries.findLast((entry) => entry.kind === 'INTEREST_ACCRUED')
  const { periods = [], rules = [] } = last?.details ?? {}
  return periods.map((period) => shown(period, rules))
}

function shown(period: Period, common: readonly Citation[]): Record<string, unknown> {
  const { from, to, days, capital, rate, referenceRate, margin, rule, source, status, unrounded, rules, note } = period
  return {
    from,
    to,
    days,
    capitalAmount: minorToNumber(BigInt(capital)),
    rate,
    ...(referenceRate === undefined ? {} : { referenceRate, margin }),
    unrounded,
    rule,
    source,
    status,
    rules: [...rules, ...common],
    ...(note === undefined ? {} : { note }),
  }
}
