/** Numbers that look random and are the same every time: a case is named by its seed and number. */
export interface Dice {
  /** A whole number from 0 up to, but not including, this one. */
  below(end: number): number
  between(first: number, last: number): number
  pick<T>(from: readonly T[]): T
  /** True in so many of a hundred throws. */
  percent(share: number): boolean
}

/** Mulberry32. */
export function createDice(seed: number, index: number): Dice {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (end: number) => Math.floor(next() * end)
  return {
    below,
    between: (first, last) => first + below(last - first + 1),
    pick: (from) => {
      const one = from[below(from.length)]
      if (one === undefined && from.length === 0) throw new RangeError('nothing to pick from')
      return one as (typeof from)[number]
    },
    percent: (share) => next() * 100 < share,
  }
}
