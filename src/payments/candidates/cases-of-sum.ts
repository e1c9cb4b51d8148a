import { sum } from '@saatava/core/money.ts'

/** So many cases of a debtor are tried together: 4 096 sums. */
export const CASES_OF_SUM_MAX = 12

/**
 * Pure. Returns the cases whose amounts add up to a sum: the fewest, and of as many those that come first. undefined: no two
 * or more of them do.
 */
export function casesOfSum<T>(cases: readonly T[], amountOf: (one: T) => bigint, wanted: bigint): T[] | undefined {
  const tried = cases.filter((one) => amountOf(one) > 0n && amountOf(one) < wanted).slice(0, CASES_OF_SUM_MAX)
  let best: T[] | undefined
  for (let set = 1; set < 1 << tried.length; set++) {
    const chosen = tried.filter((_, i) => (set & (1 << i)) !== 0)
    if (chosen.length < 2 || (best !== undefined && chosen.length >= best.length)) continue
    if (sum(chosen.map(amountOf)) === wanted) best = chosen
  }
  return best
}
