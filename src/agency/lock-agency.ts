import type { Tx } from '../platform/database.ts'
import { holdAgency } from './queries.ts'

/** Who changes the agency's rows, or rests a change on them, waits for others who do, until the transaction ends. */
export function lockAgency(tx: Tx): Promise<void> {
  return holdAgency(tx)
}
