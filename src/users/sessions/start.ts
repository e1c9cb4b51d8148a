/** Ends the sessions that nobody uses, so that the audit has their end also where their browser never comes back. */
import type { Ctx, Platform } from '../../platform/context.ts'
import { withTransaction } from '../../platform/database.ts'
import { lapseOf } from './check-session.ts'
import { endIn } from './end-session.ts'
import { lapsedSessions } from './queries.ts'
import { IDLE_MS, LIFETIME_MS } from './session.ts'

const LOOK_MS = 60_000
const SESSIONS_MAX = 100

export function startSessions(platform: Platform): { stop(): Promise<void> } {
  let looking: Promise<void> = Promise.resolve()
  const look = () => {
    looking = endLapsed(platform).catch((error: unknown) =>
      platform.log.warn({ err: error }, 'sessions of the console that have ended could not be written down'),
    )
  }
  const timer = setInterval(look, LOOK_MS).unref()
  return {
    async stop() {
      clearInterval(timer)
      await looking
    },
  }
}

/** Ends up to a hundred sessions that have lasted too long. */
export async function endLapsed(platform: Platform): Promise<void> {
  const ctx: Ctx = { platform, log: platform.log, requestId: 'sessions', actor: 'system:sessions' }
  const now = platform.clock.real()
  const before = (ms: number) => new Date(now.getTime() - ms)
  const limits = { usedBefore: before(IDLE_MS), begunBefore: before(LIFETIME_MS) }
  for (const row of await lapsedSessions(platform.pool, limits, SESSIONS_MAX)) {
    const lapse = lapseOf(row, now)
    if (lapse !== undefined) await withTransaction(platform.pool, (tx) => endIn(ctx, tx, row, lapse))
  }
}
