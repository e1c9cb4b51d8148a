/** Choices from a seed: the same seed makes the same choices, in each stream for itself. */
export interface Random {
  /** 0 ≤ x < 1 */
  next(): number
  /** A whole number from min to max, both included. */
  integer(min: number, max: number): number
  pick<T>(list: readonly T[]): T
  chance(probability: number): boolean
}

/** @param stream a name: streams of one seed do not disturb each other, whoever chooses first */
export function createRandom(seed: number, stream: string): Random {
  let state = seed >>> 0
  for (const character of stream) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x9e3779b1) >>> 0
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const integer = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))
  return {
    next,
    integer,
    pick<T>(list: readonly T[]): T {
      const chosen = list[integer(0, list.length - 1)]
      if (chosen === undefined) throw new RangeError('nothing to pick from')
      return chosen
    },
    chance: (probability) => next() < probability,
  }
}
