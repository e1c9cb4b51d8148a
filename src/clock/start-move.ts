import type { ClientId } from '@saatava/core/ids.ts'
import { v7 as uuid } from 'uuid'
import { audit } from '../audit-entries/audit.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { lockClock, writeClock } from './queries.ts'
import { sandboxClock } from './sandbox-clock.ts'
import type { Move } from './state.ts'
import { type MoveInput, targetOf } from './target.ts'

/** How long what is due may stay as it is before a move stops, unless it is asked otherwise. */
const PATIENCE_SECONDS = 60

/**
 * Writes down that the clock is to be moved; whoever drives it goes on from there, also after a restart.
 * Errors: 422 outside a sandbox, and see targetOf; 409 while another move is under way.
 * @param clientId who asks: a client, or OPERATOR_TENANT for an operator
 */
export async function startMove(
  ctx: Ctx,
  tx: Tx,
  clientId: ClientId,
  input: MoveInput & { patienceSeconds?: number },
): Promise<Move> {
  const clock = sandboxClock(ctx.platform)
  const { stored } = await lockClock(tx)
  clock.advanceTo(stored.offsetMs)
  const now = clock.now()
  if (stored.move?.state === 'MOVING') {
    const { to, steps } = stored.move
    throw new AppError(
      'CONFLICT',
      `The clock is moving to ${to}: it is ${now.toISOString()} after ${steps} steps. Wait until it has arrived (GET /sandbox/clock), then move it further.`,
    )
  }
  const move: Move = {
    moveId: uuid(),
    state: 'MOVING',
    from: now.toISOString(),
    to: targetOf(input, now).toISOString(),
    steps: 0,
    due: [],
    patienceSeconds: input.patienceSeconds ?? PATIENCE_SECONDS,
    clientId,
    actor: ctx.actor,
    requestId: ctx.requestId,
    driver: null,
    drivenUntil: null,
  }
  await writeClock(tx, { ...stored, move })
  await audit(ctx, tx, clientId, 'sandbox.clock.moved', 'sandbox-clock', { from: move.from, to: move.to })
  return move
}
