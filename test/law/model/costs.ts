/** Rules on fees that all countries share: the cap on their sum, and compensation that counts towards them. */
import { inOrder, least, most, ofKind, total } from './calendar.ts'
import { type Act, type ActKind, type Day, type Debt, type Minor, type Verdict, charge, free, open } from './shape.ts'

/** The costs of collection: compensation is for being late, and courts and bailiffs have separate costs. */
const COSTS: ActKind[] = ['REMINDER', 'DEMAND', 'DEMAND_HEAVY', 'EXTENSION', 'PLAN', 'TRATTA', 'BANKRUPTCY_THREAT']

export type Scale = (debt: Debt, acts: readonly Act[], kind: ActKind, day: Day) => Verdict

export interface Cap {
  most: Minor
  /** Steps before this day do not count. */
  countsFrom: Day
  /** Another cap, which holds too where something was done before that day. */
  besides?: { most: Minor }
}

export interface Sums {
  /** The step alone: its conditions, counts and fee. */
  scale: Scale
  /** The most in all; undefined: none. */
  cap?: (debt: Debt, acts: readonly Act[], kind: ActKind, day: Day) => Cap | undefined
  /** Do the costs count against compensation, of which the debtor owes the dearer? */
  counts: (day: Day) => boolean
}

function isCost(kind: ActKind): boolean {
  return COSTS.includes(kind)
}

/** The step's verdict with everything that was charged before. */
export function summed({ scale, cap, counts }: Sums): Scale {
  return (debt, acts, kind, day) => {
    const own = scale(debt, acts, kind, day)
    const paid = total(ofKind(acts, 'COMPENSATION'))
    // The part of an open amount that compensation leaves is open down to nothing.
    if (own.may === 'OPEN' && paid > 0n) return open(own.why, own.most === undefined ? {} : { most: own.most })
    if (own.may !== 'CHARGE' || own.most === 0n) return own
    const costs = ofKind(acts, ...COSTS)
    const charged = total(costs) + debt.creditorCosts
    if (kind === 'COMPENSATION') {
      if (!counts(day) || charged === 0n) return own
      return chargeOrFree(own.most - charged, `${own.why}, of which ${charged} is charged as costs`)
    }
    if (!isCost(kind)) return own
    const limit = cap?.(debt, acts, kind, day)
    const counted =
      limit === undefined ? 0n : total(costs.filter((act) => act.day >= limit.countsFrom)) + debt.creditorCosts
    const capped = limit === undefined ? own.most : least(own.most, most(limit.most - counted, 0n))
    if (limit?.besides !== undefined && counted < charged) {
      // The law here counts everything against the newer cap, which is stricter than the act, and kinder to the debtor.
      const both = most(least(capped, limit.besides.most - charged), 0n)
      return open('a case of two acts', { least: least(both, most(limit.most - charged, 0n)), most: both })
    }
    if (!counts(day) || paid === 0n)
      return chargeOrFree(capped, `${own.why}, cap ${limit?.most ?? 'none'}, charged ${counted}`)
    const before = entitled(scale, debt, acts, kind)
    if (before === undefined) return open('what an earlier step might cost is open', { most: capped })
    // The heavy fee is the whole of both demands, of which the light one is charged already.
    const whole = own.most + (kind === 'DEMAND_HEAVY' ? total(ofKind(acts, 'DEMAND')) : 0n)
    const rest = most(paid, before + whole + debt.creditorCosts) - paid - charged
    const bound = least(capped, most(rest, 0n))
    // Whether the compensation fills the cap as the costs do that it counts towards, no act says in so many words.
    if (limit !== undefined && bound + charged + paid > limit.most) {
      return open('compensation and the cap', {
        least: least(bound, most(limit.most - counted - paid, 0n)),
        most: bound,
      })
    }
    return chargeOrFree(bound, `${own.why}, beyond compensation`)
  }
}

/** Sums what the steps so far might have cost alone; undefined where that is open for one of them. */
function entitled(scale: Scale, debt: Debt, acts: readonly Act[], kind: ActKind): Minor | undefined {
  const isReplaced = kind === 'DEMAND_HEAVY' || ofKind(acts, 'DEMAND_HEAVY').length > 0
  let sum = 0n
  const before: Act[] = []
  for (const act of inOrder(acts)) {
    // The creditor's charges for its own letters are in its costs.
    if (isCost(act.kind) && !act.byCreditor && !(isReplaced && act.kind === 'DEMAND')) {
      const verdict = scale(debt, before, act.kind, act.day)
      if (verdict.may === 'OPEN') return undefined
      const light = act.kind === 'DEMAND_HEAVY' ? total(ofKind(before, 'DEMAND')) : 0n
      sum += verdict.may === 'CHARGE' ? verdict.most + light : 0n
    }
    before.push(act)
  }
  return sum
}

function chargeOrFree(most: Minor, why: string): Verdict {
  return most > 0n ? charge(most, why) : free(why)
}
