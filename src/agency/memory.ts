/**
 * One value for each database, remembered for a moment: a change that another process has made is seen within 2 s, one
 * that this process has made at once. A value that was being loaded while this process changed it is used once and not
 * remembered: it may be of before the change.
 */

/** Counted from before the question. */
const REMEMBERED_MS = 1_500

export interface Memory<T> {
  /** @param load gets the value before, where there was one */
  read(owner: object, load: (before: T | undefined) => Promise<T>): Promise<T>
  /** To be called when a change has been committed. */
  forget(owner: object): void
}

interface Kept<T> {
  value: T | undefined
  until: number
  changes: number
}

/** The process's connections own a value: tests run several services, each with a separate database. */
export function createMemory<T>(): Memory<T> {
  const all = new WeakMap<object, Kept<T>>()
  const keptOf = (owner: object): Kept<T> => {
    const kept = all.get(owner) ?? { value: undefined, until: 0, changes: 0 }
    all.set(owner, kept)
    return kept
  }
  return {
    async read(owner, load) {
      const kept = keptOf(owner)
      const now = performance.now()
      if (kept.value !== undefined && kept.until > now) return kept.value
      const { changes } = kept
      const value = await load(kept.value)
      if (kept.changes === changes) Object.assign(kept, { value, until: now + REMEMBERED_MS })
      return value
    },
    forget(owner) {
      const kept = keptOf(owner)
      kept.changes++
      kept.until = 0
    },
  }
}
