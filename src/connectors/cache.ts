/** A look-up that is kept for a while, and can be asked for fresher when it says something unwelcome. */

const LOOKUP_TTL_MS = 600_000
/** A "no" this fresh is believed; an older one is looked up again, because people put things right and retry. */
export const RECHECK_AFTER_MS = 5_000

export interface Cached<T> {
  get(signal: AbortSignal, maxAgeMs?: number): Promise<T>
  drop(): void
}

export function cached<T>(load: (signal: AbortSignal) => Promise<T>, now: () => Date): Cached<T> {
  let held: { value: T; at: number } | undefined
  return {
    async get(signal, maxAgeMs = LOOKUP_TTL_MS) {
      const at = now().getTime()
      if (held !== undefined && at - held.at < maxAgeMs) return held.value
      held = { value: await load(signal), at }
      return held.value
    },
    drop() {
      held = undefined
    },
  }
}
