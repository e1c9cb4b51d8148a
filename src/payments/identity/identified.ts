import type { EntryId } from '@saatava/core/ids.ts'
import type { Reason } from '../states.ts'
import type { Movement } from './movement.ts'
import type { Stored } from './queries.ts'

/** An entry that a file brings. */
export interface Brought extends Movement {
  entryId: EntryId
  /** The place of the booked entry of which it is a part. */
  bookedAt: string | null
}

/** The new outcome of a stored entry that is no longer counted, or that is doubtful now. */
export interface Change {
  entryId: EntryId
  state: 'ignored' | 'unallocated'
  reason: Extract<Reason, 'TOLD_IN_DETAIL' | 'PERHAPS_SAME'>
  sameAs: string
}

export type Identity =
  | { kind: 'new' }
  | { kind: 'copy'; of: Stored }
  | { kind: 'perhaps'; of: string }
  | { kind: 'aside'; reason: Extract<Reason, 'TOLD_IN_DETAIL' | 'TOLD_BEFORE'>; of: string }

export interface Identified {
  identities: Map<Brought, Identity>
  changes: Change[]
  /** By the place of a booked entry: the identities of its parts, where another file reports their sum. */
  partsOf: Map<string, PartsIdentity>
  /** By the place of a booked entry: the file that reports its sum, or each of its parts. */
  filesOf: Map<string, string>
  /** Stored entries that are the same as one of the batch, or perhaps: they are not another's sum or part. */
  taken: Set<string>
}

export interface PartsIdentity {
  /** The identity of each part that is no other file's part. */
  identity: Identity
  change?: Change
}
