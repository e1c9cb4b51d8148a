import { setTimeout as sleep } from 'node:timers/promises'
import type { Platform } from '../platform/context.ts'
import { countDue } from './due-work.ts'
import type { DueCount } from './state.ts'

const LOOK_MS = 25
/** Looking takes at most a fifth of the time, however long a look takes. */
const LOOK_SHARE = 4
const WAKE_MS = 100
const LOGGED_MS = 1_000

export type Waited = { kind: 'done'; nextDue: Date[] } | { kind: 'stuck'; due: DueCount[] } | { kind: 'left' }

export interface Waiting {
  patienceMs: number
  /** Ends the wait. */
  signal: AbortSignal
  /** Wakes the workers of this process; those of other processes look without a call. */
  wake(): void
  /** Lets the outside world of a sandbox do what it has to. @returns whether it did anything */
  outside(): Promise<boolean>
  /** Receives about once a second the work that is still due. @returns whether to go on */
  tell(due: DueCount[]): Promise<boolean>
}

/**
 * Waits until nothing is due by the clock any more, whoever does it. It is stuck when for `patienceMs` no kind of work
 * has become less than it ever was: a worker that is slow is waited for, one that is missing is not.
 */
export async function waitForDue(
  platform: Platform,
  { patienceMs, signal, wake, outside, tell }: Waiting,
): Promise<Waited> {
  const least = new Map<string, number>()
  let betterAt = performance.now()
  let wokenAt = Number.NEGATIVE_INFINITY
  let loggedAt = Number.NEGATIVE_INFINITY
  while (!signal.aborted) {
    const began = performance.now()
    const rows = await countDue(platform.pool, platform.clock.now())
    const due = rows.filter(({ count }) => count > 0).map(({ work, count }) => ({ work, count }))
    if (due.length === 0) {
      if (await outside()) continue
      return { kind: 'done', nextDue: rows.flatMap(({ next }) => next ?? []) }
    }
    for (const { work, count } of rows) {
      if (count >= (least.get(work) ?? Number.POSITIVE_INFINITY)) continue
      least.set(work, count)
      betterAt = performance.now()
    }
    if (performance.now() - betterAt > patienceMs) return { kind: 'stuck', due }
    if (performance.now() - wokenAt > WAKE_MS) {
      wokenAt = performance.now()
      wake()
    }
    if (performance.now() - loggedAt > LOGGED_MS) {
      loggedAt = performance.now()
      if (!(await tell(due))) return { kind: 'left' }
    }
    await sleep(Math.max(LOOK_MS, (performance.now() - began) * LOOK_SHARE))
  }
  return { kind: 'left' }
}
