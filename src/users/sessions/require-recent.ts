import type { Platform } from '../../platform/context.ts'
import { AppError } from '../../platform/errors.ts'
import { RECENT_MS, type Session } from './session.ts'

/**
 * Asks for another sign-in before an act that moves money, or that the caller names, where the last one is older than 15 minutes. The demo operator of
 * a sandbox has nothing to sign in with, and is not asked. @throws AppError UNAUTHORIZED
 */
export function requireRecent({ clock }: Pick<Platform, 'clock'>, session: Session, act = 'This moves money'): void {
  if (session.userId === null || clock.real().getTime() - session.authenticatedAt.getTime() < RECENT_MS) return
  throw new AppError('UNAUTHORIZED', `${act}, and your sign-in is older than 15 minutes. Sign in again.`, {
    extra: { signInAgain: true },
  })
}
