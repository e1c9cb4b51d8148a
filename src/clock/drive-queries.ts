/**
 * SQL of the driver of a move: each statement runs under the lock of the clock's row and only while the move belongs to
 * the driver.
 */
import { type BoundPool, type Tx, withTransaction } from '../platform/database.ts'
import { lockClock, writeClock } from './queries.ts'
import type { Move, StoredClock } from './state.ts'

/** For so long a driver may be silent before another process takes its move. */
const DRIVEN_MS = 5_000

/** @param at by the database's clock */
export function isUndriven(move: Move | undefined, at: Date): move is Move {
  return move?.state === 'MOVING' && (move.drivenUntil === null || Date.parse(move.drivenUntil) <= at.getTime())
}

/** Takes a move that nobody drives. @returns it, or undefined where there is none */
export function takeMove(pool: BoundPool, driver: string): Promise<Move | undefined> {
  return withTransaction(pool, async (tx) => {
    const { stored, at } = await lockClock(tx)
    const { move } = stored
    if (!isUndriven(move, at)) return undefined
    return keep(tx, stored, { ...move, driver }, at)
  })
}

/**
 * Changes a driver's own move. @param change the next state of the move and of the clock's offset; may write more in the
 * same transaction
 * @returns undefined where the move is another driver's by now: nothing was changed
 */
export function changeMove(
  pool: BoundPool,
  { moveId, driver }: Move,
  change: (tx: Tx, move: Move, offsetMs: number) => Promise<StoredClock & { move: Move }>,
): Promise<Move | undefined> {
  return withTransaction(pool, async (tx) => {
    const { stored, at } = await lockClock(tx)
    const { move } = stored
    if (move?.moveId !== moveId || move.driver !== driver || move.state !== 'MOVING') return undefined
    const changed = await change(tx, move, stored.offsetMs)
    return keep(tx, { offsetMs: Math.max(stored.offsetMs, changed.offsetMs) }, changed.move, at)
  })
}

async function keep(tx: Tx, stored: StoredClock, move: Move, at: Date): Promise<Move> {
  // Without a driver, because it puts the move down or the move is over, it is anybody's at once.
  const drivenUntil = move.driver === null ? null : new Date(at.getTime() + DRIVEN_MS).toISOString()
  const kept = { ...move, drivenUntil }
  await writeClock(tx, { ...stored, move: kept })
  return kept
}
