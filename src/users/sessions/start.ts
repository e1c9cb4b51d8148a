/** Ends the sessions that nobody uses, so that the audit has their end also where their browser never comes back. */
import type { Ctx, Platform } from '../../platform/context.ts'
import { withTransaction } from '../../platform/database.ts'
import { type WorkLoop, startWorkLoop } from '../../platform/work-loop.ts'
import { lapseOf } from './check-session.ts'
import { endIn } from './end-session.ts'
import { lapsedSessions } from './queries.ts'
import { IDLE_MS, LIFETIME_MS } from './session.ts'

const LOOK_MS = 60_000
const SESSIONS_MAX = 100

export function startSessions(platform: Platform): WorkLoop {
  return startWorkLoop({
    ...{ name: 'sessions that have ended', log: platform.log, pollMs: LOOK_MS },
    work: async () => (await endLapsed(platform)) === SESSIONS_MAX,
  })
}

/** Ends up to a hundred sessions that have lasted too long. @returns how many */
export async function endLapsed(platform: Platform): Promise<number> {
  const ctx: Ctx = { platform, log: platform.log, requestId: 'sessions', actor: 'system:sessions' }
  const now = platform.clock.real()
  const before = (ms: number) => new Date(now.getTime() - ms)
  const limits = { usedBefore: before(IDLE_MS), begunBefore: before(LIFETIME_MS) }
  const lapsed = await lapsedSessions(platform.pool, limits, SESSIONS_MAX)
  for (const row of lapsed) {
    const lapse = lapseOf(row, now)
    if (lapse !== undefined) await withTransaction(platform.pool, (tx) => endIn(ctx, tx, row, lapse))
  }
  return lapsed.length
}
