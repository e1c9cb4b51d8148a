/** A token with which a program acts for a user: its limits. Times are the machine's, as those of sessions are. */
import type { Grant } from '../../permissions/grant.ts'

const DAY_MS = 86_400_000
export const LIFETIME_DAYS_MAX = 7
export const TOKENS_MAX = 20
/** Scanners for secrets find a token by it. */
export const PREFIX = 'saatava-agent-'

export function lifetimeMs(days: number): number {
  return days * DAY_MS
}

/** A token that works. */
export interface AgentToken {
  tokenId: string
  /** The user for whom the program acts. */
  name: string
  /** The roles of that user, as they are now. */
  grants: readonly Grant[]
  /** Null: the demo operator of a sandbox. */
  userId: string | null
  /** False: names of debtors and payers are masked. */
  showsNames: boolean
  expiresAt: Date
}
