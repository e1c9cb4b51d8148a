/** The state of a sandbox's clock, in one row that all processes of the deployment share. */
import type { ClientId } from '@saatava/core/ids.ts'
import { Type } from 'typebox'
import type { Actor } from '../platform/context.ts'
import { oneOf, optional, orNull } from '../platform/http/schema.ts'
import { storedText } from '../platform/stored.ts'

export interface StoredClock {
  /** How far ahead of the machines' time it is; it only grows. */
  offsetMs: number
  /** The last move, whether it is under way or over. */
  move?: Move
}

/**
 * A move goes in steps; before each, and after the last, all that is due must be done. One process drives it, and keeps
 * saying so; when it falls silent another one goes on from the step that was reached.
 */
export interface Move {
  moveId: string
  state: 'MOVING' | 'DONE' | 'STOPPED'
  /** Instants by the clock that is moved. */
  from: string
  to: string
  steps: number
  /** Work that was due and not done at the last check. */
  due: DueCount[]
  /** How long what is due may stay as it is before the move stops, seconds. */
  patienceSeconds: number
  /** The tenant that asked for it: a client, or the operator tenant. */
  clientId: ClientId
  actor: Actor
  requestId: string
  driver: string | null
  /** By the database's clock. */
  drivenUntil: string | null
}

export interface DueCount {
  work: string
  count: number
}

const StoredClock = Type.Object({
  offsetMs: Type.Number(),
  move: optional(
    Type.Object({
      moveId: Type.String(),
      state: oneOf(['MOVING', 'DONE', 'STOPPED']),
      from: Type.String(),
      to: Type.String(),
      steps: Type.Number(),
      due: Type.Array(Type.Object({ work: Type.String(), count: Type.Number() })),
      patienceSeconds: Type.Number(),
      clientId: Type.Number(),
      actor: Type.Unsafe<Actor>(Type.String()),
      requestId: Type.String(),
      driver: orNull(Type.String()),
      drivenUntil: orNull(Type.String()),
    }),
  ),
})

export const readStoredClock: (text: string, key: string) => StoredClock = storedText(StoredClock, 'sandbox_setting')
