import type { Tx } from '../platform/database.ts'
import { holdAgency } from './queries.ts'

/** A transaction that changes the agency's rows, or rests a change on them, waits for others that do, until it ends. */
export function lockAgency(tx: Tx): Promise<void> {
  return holdAgency(tx)
}
