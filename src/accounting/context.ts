import type { ClientCtx } from '../platform/context.ts'
import type { GroupCommit } from '../platform/group-commit.ts'
import type { IntakeItem, IntakeResult } from './intake-item.ts'
import type { Leases } from './sync/leases.ts'
import type { Sessions } from './sync/sessions.ts'

/** What the accounting verbs work with, besides the platform. */
export interface AccountingServices {
  intake: GroupCommit<IntakeItem, IntakeResult>
  leases: Leases
  sessions: Sessions
  /** Tells this process's worker, if it has one, that there is something to do. */
  wake(): void
}

export interface AccountingCtx extends ClientCtx {
  accounting: AccountingServices
}
