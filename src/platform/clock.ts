/**
 * The one clock. Every date the service decides by, and every moment that work waits for, comes from `now()`. In a
 * sandbox it can be ahead of the machine's (src/clock). Times that must not follow a sandbox's days are the machine's:
 * tokens and idempotency records use `real()`; leases use the database's clock; waits within a process, time-outs and
 * rate limits use `performance.now()`.
 */
export interface Clock {
  now(): Date
  /** The machine's time, also where `now()` was moved. */
  real(): Date
}

export const systemClock: Clock = { now: () => new Date(), real: () => new Date() }

/** The clock of a sandbox: ahead of the machine's by an offset that only grows. */
export interface SandboxClock extends Clock {
  readonly offsetMs: number
  /** Never back: a smaller offset changes nothing. @returns whether it moved */
  advanceTo(offsetMs: number): boolean
}

function createSandboxClock(): SandboxClock {
  let offsetMs = 0
  return {
    now: () => new Date(Date.now() + offsetMs),
    real: () => new Date(),
    get offsetMs() {
      return offsetMs
    },
    advanceTo(to) {
      if (to <= offsetMs) return false
      offsetMs = to
      return true
    },
  }
}

/** Returns the clock of a deployment of this environment. */
export function clockOf(environment: string): Clock {
  return environment === 'sandbox' ? createSandboxClock() : systemClock
}

export function isSandboxClock(clock: Clock): clock is SandboxClock {
  return 'advanceTo' in clock
}
