/** The limits of a session, and the words of its record. Times are the machine's: a sandbox that moves its clock signs nobody out. */
import type { Grant } from '../../permissions/grant.ts'

const MINUTE_MS = 60_000
/** A session ends when nobody has used it for this long. */
export const IDLE_MS = 30 * MINUTE_MS
/** A session ends this long after it began, however much it is used. */
export const LIFETIME_MS = 10 * 60 * MINUTE_MS
/** An act that moves money asks for another sign-in when the last one is older. */
export const RECENT_MS = 15 * MINUTE_MS
/** The oldest sessions of a user end beyond this many. */
export const SESSIONS_MAX = 5
/** The use of a session is written at most once in this time. */
export const USE_WRITTEN_MS = MINUTE_MS

export type SignInMethod = 'PASSKEY' | 'OIDC' | 'LINK'
export type SessionEnd = 'SIGNED_OUT' | 'BY_ADMIN' | 'USER_DISABLED' | 'IDLE' | 'EXPIRED' | 'REPLACED'

/** The name of the demo operator in the audit. */
export const DEMO_OPERATOR = 'demo operator'

/** Somebody who is signed in. */
export interface Session {
  sessionId: string
  /** Null: the demo operator of a sandbox. */
  userId: string | null
  name: string
  method: SignInMethod
  authenticatedAt: Date
  beganAt: Date
  /** The last moment of the session, unless it is used again. */
  endsAt: Date
  grants: readonly Grant[]
  /** The demo operator looks at the console with one role. */
  seenAs: Grant | null
}
