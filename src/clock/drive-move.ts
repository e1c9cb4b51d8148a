/**
 * Drives a move to its end, a step at a time: what is due is done, whoever does it; the clock goes to the next step; and
 * again. Each step is committed before it is seen, so a driver that dies leaves a clock that stands at a step.
 */
import { v7 as uuid } from 'uuid'
import { passTime } from '../accounting/due.ts'
import type { SandboxClock } from '../platform/clock.ts'
import type { Ctx, Platform } from '../platform/context.ts'
import { emit } from '../events/emit.ts'
import { changeMove, takeMove } from './drive-queries.ts'
import { nextStep } from './next-step.ts'
import { sandboxClock } from './sandbox-clock.ts'
import type { DueCount, Move } from './state.ts'
import { waitForDue } from './wait-for-due.ts'

export interface Driving {
  /** Wakes the workers of this process. */
  wake(): void
  /** Lets the outside world of a sandbox do what it has to. @returns whether it did anything */
  outside(): Promise<boolean>
  /** The process stops: the move is put down, for whoever is there next. */
  signal: AbortSignal
}

/** Takes the move that nobody drives, if there is one, and drives it. @returns whether there was one */
export async function driveMove(platform: Platform, driving: Driving): Promise<boolean> {
  const taken = await takeMove(platform.pool, uuid())
  if (taken === undefined) return false
  const ctx: Ctx = { platform, log: platform.log, requestId: taken.requestId, actor: taken.actor }
  const clock = sandboxClock(platform)
  let move: Move | undefined = taken
  while (move?.state === 'MOVING' && move.driver !== null) move = await oneStep(ctx, clock, move, driving)
  return true
}

/** @returns the move as it is then; undefined when it is another's by now */
async function oneStep(ctx: Ctx, clock: SandboxClock, move: Move, driving: Driving): Promise<Move | undefined> {
  const { pool } = ctx.platform
  const keep = (change: Partial<Move>) =>
    changeMove(pool, move, async (_tx, now, offsetMs) => ({ offsetMs, move: { ...now, ...change } }))
  const waited = await waitForDue(ctx.platform, {
    patienceMs: move.patienceSeconds * 1000,
    signal: driving.signal,
    wake: driving.wake,
    outside: driving.outside,
    tell: async (due) => (await keep({ due })) !== undefined,
  })
  if (waited.kind === 'left') return keep({ driver: null })
  if (waited.kind === 'stuck') return end(ctx, move, 'STOPPED', waited.due)
  const to = new Date(move.to)
  if (clock.now().getTime() >= to.getTime()) return end(ctx, move, 'DONE', [])
  const stepped = await step(ctx, clock, move, nextStep(clock.now(), to, waited.nextDue))
  if (stepped !== undefined) driving.wake()
  return stepped
}

async function step(ctx: Ctx, clock: SandboxClock, move: Move, at: Date): Promise<Move | undefined> {
  let reached = 0
  const stepped = await changeMove(ctx.platform.pool, move, async (tx, now, offsetMs) => {
    reached = Math.max(offsetMs, at.getTime() - clock.real().getTime())
    await passTime(tx, reached - offsetMs)
    return { offsetMs: reached, move: { ...now, steps: now.steps + 1, due: [] } }
  })
  if (stepped !== undefined) clock.advanceTo(reached)
  return stepped
}

async function end(ctx: Ctx, move: Move, state: 'DONE' | 'STOPPED', due: DueCount[]): Promise<Move | undefined> {
  return changeMove(ctx.platform.pool, move, async (tx, now, offsetMs) => {
    const { from, to, steps } = now
    const type = state === 'DONE' ? 'sandbox.clock.moved' : 'sandbox.clock.stopped'
    await emit(ctx, tx, move.clientId, type, 'sandbox-clock', { from, to, steps, due })
    return { offsetMs, move: { ...now, state, due, driver: null } }
  })
}
