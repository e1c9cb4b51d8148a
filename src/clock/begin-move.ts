import type { ClientId } from '@saatava/core/ids.ts'
import type { Ctx } from '../platform/context.ts'
import { withTransaction } from '../platform/database.ts'
import type { ClockService } from './services.ts'
import { startMove } from './start-move.ts'
import type { Move } from './state.ts'
import type { MoveInput } from './target.ts'

/** Begins a move of the clock and returns at once; `showClock` shows how far it has come. Errors: see startMove. */
export async function beginMove(ctx: Ctx, service: ClockService, clientId: ClientId, input: MoveInput): Promise<Move> {
  const move = await withTransaction(ctx.platform.pool, (tx) => startMove(ctx, tx, clientId, input))
  service.begin()
  return move
}
