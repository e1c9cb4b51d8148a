/** Small things done every few seconds or minutes: last-used times written, old records, sealed tokens and failures removed. */
import { forgetWrongTokens } from './auth/queries.ts'
import type { Tokens } from './auth/tokens.ts'
import type { Platform } from './context.ts'
import { deleteStale } from './queue/failure-queries.ts'
import { STALE_MS } from './queue/retry.ts'

const FLUSH_MS = 5_000
const CLEAN_MS = 600_000
const IDEMPOTENCY_HOURS = 48
const WRONG_TOKEN_DAYS = 30
const DELETE_MAX = 10_000
/** After the first use; a renewal may be repeated for this long. */
const SEALED_SECONDS = 60

export function startHousekeeping(platform: Platform, tokens: Tokens): { stop(): Promise<void> } {
  const warn = (what: string) => (error: unknown) => platform.log.warn({ err: error }, what)
  const flush = () => tokens.flushUse().catch(warn('last-used times could not be written'))
  const clean = async () => {
    await removeIdempotencyRecords(platform)
    await eraseSealedTokens(platform)
    await forgetHandled(platform)
    await forgetWrongTokens(platform.pool, new Date(platform.clock.real().getTime() - WRONG_TOKEN_DAYS * 86_400_000))
  }
  const flushing = setInterval(() => void flush(), FLUSH_MS)
  const cleaning = setInterval(
    () => void clean().catch(warn('old idempotency records or sealed tokens could not be removed')),
    CLEAN_MS,
  )
  flushing.unref()
  cleaning.unref()
  return {
    async stop() {
      clearInterval(flushing)
      clearInterval(cleaning)
      await flush()
    },
  }
}

/** Forgets failures of rows that have been handled since: their tasks close. */
export async function forgetHandled({ pool, clock }: Platform): Promise<void> {
  await deleteStale(pool, clock.now(), STALE_MS, DELETE_MAX)
}

// In bounded steps: a long delete would hold up nobody, but its transaction would hold back vacuum.
async function removeIdempotencyRecords(platform: Platform): Promise<void> {
  const before = new Date(platform.clock.real().getTime() - IDEMPOTENCY_HOURS * 3_600_000)
  let deleted: number
  do {
    const { rowCount } = await platform.pool.query({
      text: `delete from idempotency_record where (client_id, scope, key) in
               (select client_id, scope, key from idempotency_record where created_at < $1 limit $2)`,
      values: [before, DELETE_MAX],
    })
    deleted = rowCount ?? 0
  } while (deleted === DELETE_MAX)
}

/**
 * A renewed token's text is kept for repeated renewals (onboarding/renew-token.ts): until a minute after its first use,
 * or until the overlap of the old token is over.
 */
export async function eraseSealedTokens({ pool, clock, config }: Platform): Promise<void> {
  const now = clock.real().getTime()
  await pool.query({
    text: `update access_token set sealed_text = null where token_id in
             (select token_id from access_token where sealed_text is not null
                and (first_used_at < $1 or issued_at < $2 or revoked_at is not null) limit $3)`,
    values: [new Date(now - SEALED_SECONDS * 1000), new Date(now - config.tokenOverlapHours * 3_600_000), DELETE_MAX],
  })
}
