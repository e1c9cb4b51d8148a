import { isSandboxClock } from '../platform/clock.ts'
import type { Platform } from '../platform/context.ts'
import { readClock } from './queries.ts'
import type { Move } from './state.ts'

export interface ClockView {
  /** An instant. */
  now: string
  offsetSeconds: number
  movable: boolean
  /** The last move: under way, done, or stopped. */
  move: Pick<Move, 'state' | 'from' | 'to' | 'steps' | 'due'> | null
}

/** The clock as it stands, and how far a move has come. */
export async function showClock(platform: Platform): Promise<ClockView> {
  const { clock } = platform
  if (!isSandboxClock(clock)) return { now: clock.now().toISOString(), offsetSeconds: 0, movable: false, move: null }
  const { stored } = await readClock(platform.pool)
  clock.advanceTo(stored.offsetMs)
  return viewOf(clock.now(), clock.offsetMs, stored.move)
}

function viewOf(now: Date, offsetMs: number, last: Move | undefined): ClockView {
  const move = last && { state: last.state, from: last.from, to: last.to, steps: last.steps, due: last.due }
  return { now: now.toISOString(), offsetSeconds: Math.floor(offsetMs / 1000), movable: true, move: move ?? null }
}
