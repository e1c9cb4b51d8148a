import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import type { BankEntry } from '../entry.ts'
import type { Outcome } from '../entry-queries.ts'
import { noteReturnsExecuted } from '../returns/note-executed.ts'
import type { Reason } from '../states.ts'
import { type Direction, directionOf } from './direction.ts'

export interface Sorted {
  /** Payments of payers. */
  incoming: BankEntry[]
  /** Entries by which the bank takes back, or may take back, a payment. */
  reversals: BankEntry[]
  /** The outcomes of all other entries. */
  outcomes: Outcome[]
}

/** The debit of a return that a person had ordered. */
const RETURN_EXECUTED: Direction = { kind: 'ignore', reason: 'DEBIT' }

export async function sortByDirection(ctx: Ctx, tx: Tx, entries: readonly BankEntry[]): Promise<Sorted> {
  const debits = entries.filter(({ amount }) => amount < 0n)
  const executed = await noteReturnsExecuted(ctx, tx, debits)
  const sorted: Sorted = { incoming: [], reversals: [], outcomes: [] }
  for (const entry of entries) {
    const direction = executed.has(entry.entryId) ? RETURN_EXECUTED : directionOf(entry)
    if (direction.kind === 'incoming') sorted.incoming.push(entry)
    else if (direction.kind === 'exact') sorted.reversals.push(entry)
    else sorted.outcomes.push(outcomeOf(entry, direction.kind === 'wait' ? 'unallocated' : 'ignored', direction.reason))
  }
  return sorted
}

function outcomeOf({ entryId }: BankEntry, state: Outcome['state'], reason: Reason): Outcome {
  return { entryId, state, reason, clientId: null, paymentId: null }
}
