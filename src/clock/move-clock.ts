import { setTimeout as sleep } from 'node:timers/promises'
import type { ClientCtx, Platform } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Answer, Idempotency } from '../platform/http/route.ts'
import { idempotently } from '../platform/idempotency.ts'
import { readClock } from './queries.ts'
import type { ClockMove } from './schemas.ts'
import type { ClockService } from './services.ts'
import { type ClockView, showClock } from './show-clock.ts'
import { startMove } from './start-move.ts'
import type { Move } from './state.ts'

/** How long an answer waits for a move to end, unless it is asked otherwise. */
const WAIT_SECONDS = 20
const LOOK_MS = 25

/**
 * POST /sandbox/clock: 200 when the move is done, 202 when it goes on behind the answer. With an Idempotency-Key, asking
 * again moves nothing again. Errors: see startMove; 409 where the move stopped, because what was due was not done.
 */
export async function moveClock(
  ctx: ClientCtx,
  service: ClockService,
  body: ClockMove,
  idempotency: Idempotency | undefined,
): Promise<Answer> {
  const scope = { clientId: ctx.clientId, scope: 'POST /sandbox/clock' }
  const { waitSeconds = WAIT_SECONDS, ...input } = body
  const { headers = {}, body: begun } = await idempotently(ctx, scope, idempotency, async (tx) => ({
    body: { moveId: (await startMove(ctx, tx, ctx.clientId, input)).moveId },
  }))
  service.begin()
  const { moveId } = begun as { moveId: string }
  const move = await waitForMove(ctx.platform, moveId, waitSeconds * 1000, service.signal)
  const view = await showClock(ctx.platform)
  if (move?.state === 'STOPPED') throw stopped(view)
  return { status: move?.state === 'MOVING' ? 202 : 200, headers, body: { ...view } }
}

/** Until it is over, or `ms` have passed. @returns undefined when it is over and another one has followed */
export async function waitForMove(
  platform: Platform,
  moveId: string,
  ms: number,
  signal: AbortSignal,
): Promise<Move | undefined> {
  const until = performance.now() + ms
  for (;;) {
    const { move } = (await readClock(platform.pool)).stored
    if (move?.moveId !== moveId) return undefined
    if (move.state !== 'MOVING' || signal.aborted || performance.now() >= until) return move
    await sleep(LOOK_MS)
  }
}

export function stopped(view: ClockView): AppError {
  const { to = '', due = [], steps = 0 } = view.move ?? {}
  const left = due.map(({ work, count }) => `${count} ${work}`).join(', ')
  return new AppError(
    'CONFLICT',
    `The clock stopped before ${to}: it is ${view.now} after ${steps} steps, and this due work is not done: ${left}. Is a worker running? Once they are done, move it further.`,
    { extra: { clock: view } },
  )
}
