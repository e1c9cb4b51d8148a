/**
 * Remembers values that were read of clients for a moment. An answer that was under way while a client's settings changed
 * is used, but not remembered: it may be of before the change.
 */
import { LRUCache } from 'lru-cache'

const CLIENTS_MAX = 10_000
/** Counted from before the question: with it, another process's change is seen within two seconds. */
const REMEMBERED_MS = 1_500

export interface Cache<T> {
  read(ids: Iterable<number>, load: (missing: number[]) => Promise<[number, T][]>): Promise<Map<number, T>>
  forget(id: number): void
}

// By the connections: processes, and tests that run several services, have one for each database they speak to.
const caches = new WeakMap<object, Cache<unknown>>()

export function cacheOf<T>(owner: object): Cache<T> {
  let cache = caches.get(owner)
  if (cache === undefined) {
    cache = createCache<unknown>()
    caches.set(owner, cache)
  }
  return cache as Cache<T>
}

function createCache<T>(): Cache<T> {
  const kept = new LRUCache<number, { value: T; until: number }>({ max: CLIENTS_MAX })
  let changes = 0
  return {
    async read(ids, load) {
      const found = new Map<number, T>()
      const missing: number[] = []
      const now = performance.now()
      for (const id of new Set(ids)) {
        const entry = kept.get(id)
        if (entry !== undefined && entry.until > now) found.set(id, entry.value)
        else missing.push(id)
      }
      if (missing.length === 0) return found
      const before = changes
      for (const [id, value] of await load(missing)) {
        found.set(id, value)
        if (changes === before) kept.set(id, { value, until: now + REMEMBERED_MS })
      }
      return found
    },
    forget(id) {
      changes++
      kept.delete(id)
    },
  }
}
