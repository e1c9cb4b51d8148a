/** A process's share in the sandbox's clock: it follows what others do with it, and drives a move that nobody drives. */
import { isSandboxClock } from '../platform/clock.ts'
import type { Platform } from '../platform/context.ts'
import { type Looks, type WorkLoop, startWorkLoop } from '../platform/work-loop.ts'
import { driveMove } from './drive-move.ts'
import { isUndriven } from './drive-queries.ts'
import { readClock } from './queries.ts'

/** How often a process looks where the clock stands: at least once a second, whatever else it waits for. */
export const LOOK_MS = 400
/** Moves are begun by those who see them; nobody has to look for them. */
const IDLE_MS = 60_000

export interface ClockService {
  /** A move was written down: drive it. */
  begin(): void
  /** Aborts when the process stops. */
  readonly signal: AbortSignal
  looks(): Looks[]
  stop(): Promise<void>
}

/**
 * @param wake wakes the workers of this process: what they wait for may be due now
 * @param outside lets the outside world of a sandbox do what it has to; says whether it did anything
 */
export function followClock(
  platform: Platform,
  wake: () => void,
  outside: () => Promise<boolean> = () => Promise.resolve(false),
): ClockService {
  const { clock, pool } = platform
  const abort = new AbortController()
  if (!isSandboxClock(clock))
    return { begin: () => {}, signal: abort.signal, looks: () => [], stop: async () => abort.abort() }
  const log = platform.log.child({ part: 'clock' })
  const following = startWorkLoop({
    name: 'clock',
    log,
    pollMs: LOOK_MS,
    work: async () => {
      const { stored, at } = await readClock(pool)
      const passed = clock.advanceTo(stored.offsetMs)
      // While it is on its way, whoever drives it waits for all that is due, also for what has just come to be.
      if (passed || stored.move?.state === 'MOVING') wake()
      if (isUndriven(stored.move, at)) driving.wake()
      return false
    },
  })
  const driving: WorkLoop = startWorkLoop({
    name: 'clock moves',
    log,
    pollMs: IDLE_MS,
    work: () => driveMove(platform, { wake, outside, signal: abort.signal }),
  })
  return {
    begin: () => driving.wake(),
    signal: abort.signal,
    looks: () => [following, driving],
    async stop() {
      abort.abort()
      await Promise.all([following.stop(), driving.stop()])
    },
  }
}
