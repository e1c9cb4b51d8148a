/** Assigns partners to each other, where several fit. */

/** From here on two are the same, and from here on each part of two sums agrees. */
export const RANK = { same: 1_000, parts: 2_000 } as const
/** Pairs that agree least are parted first. */
const PARTED_BELOW = [RANK.same, RANK.parts, Infinity]

/** Two that may be the same. */
export interface Pair<One extends object, Other extends object> {
  one: One
  other: Other
  /** How much agrees. */
  rank: number
  /** An id of the movement itself is common: they are never parted. */
  isCertain: boolean
  /** Something agrees. One that names nobody fits any, and takes none from one that agrees in something. */
  speaks: boolean
}

/**
 * Each of either side in one pair at most, and as many pairs as there can be: of those that are alike, one that is left
 * over would be counted twice. The pair that agrees most goes first; the order of storing decides between equals.
 */
export function assign<P extends Pair<object, object>>(pairs: readonly P[]): P[] {
  const best = pairs.toSorted((a, b) => b.rank - a.rank)
  const ofOne = new Map<object, P>()
  const ofOther = new Map<object, P>()
  const join = (pair: P) => {
    ofOne.set(pair.one, pair)
    ofOther.set(pair.other, pair)
  }
  const joinFree = (some: readonly P[]) => {
    for (const pair of some) if (!ofOne.has(pair.one) && !ofOther.has(pair.other)) join(pair)
  }
  const speaking = best.filter(({ speaks }) => speaks)
  const choices = Map.groupBy(speaking, ({ one }) => one)
  joinFree(speaking)
  /** Finds a partner by giving another one another partner, and parts none that agree by as much as the limit. */
  const find = (one: object, limit: number, asked: Set<object>): boolean => {
    const open = (choices.get(one) ?? []).filter(({ other }) => !asked.has(other))
    const pair =
      open.find(({ other }) => !ofOther.has(other)) ??
      open.find(({ other }) => {
        if (asked.has(other)) return false
        asked.add(other)
        const taken = ofOther.get(other)
        return taken !== undefined && !taken.isCertain && taken.rank < limit && find(taken.one, limit, asked)
      })
    if (pair !== undefined) join(pair)
    return pair !== undefined
  }
  for (const limit of PARTED_BELOW) for (const one of choices.keys()) if (!ofOne.has(one)) find(one, limit, new Set())
  joinFree(best)
  return [...ofOne.values()]
}
