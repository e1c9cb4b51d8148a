import type { AllocationId, ClientId } from '@saatava/core/ids.ts'
import type { ClientCtx } from '../platform/context.ts'
import type { Queryable } from '../platform/database.ts'
import type { GroupCommit } from '../platform/group-commit.ts'
import type { IntakeItem, IntakeResult } from './intake-item.ts'
import type { Leases } from './sync/leases.ts'
import type { Sessions } from './sync/sessions.ts'

/** Capital of an invoice that is booked from here, allocated and not settled; minor units, below 0 where it is taken back. */
export interface OpenAllocation {
  allocationId: AllocationId
  amount: bigint
}

/** Asked of the noun that allocates payments, which lies above accounting. */
export type OpenAllocations = (db: Queryable, clientId: ClientId, currency: string) => Promise<OpenAllocation[]>

/** Services that the accounting verbs use, besides the platform. */
export interface AccountingServices {
  intake: GroupCommit<IntakeItem, IntakeResult>
  leases: Leases
  sessions: Sessions
  openAllocations: OpenAllocations
  /** Wakes this process's worker, if it has one. */
  wake(): void
}

export interface AccountingCtx extends ClientCtx {
  accounting: AccountingServices
}
