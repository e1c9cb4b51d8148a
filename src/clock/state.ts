/** The state of a sandbox's clock, in one row that all processes of the deployment share. */
import type { Actor } from '../platform/context.ts'

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
  clientId: number
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
