/** Small things done every few seconds: last-used times written, old idempotency records removed. */
import type { Tokens } from './auth/tokens.ts'
import type { Platform } from './context.ts'

const FLUSH_MS = 5_000
const CLEAN_MS = 600_000
const IDEMPOTENCY_HOURS = 48
const DELETE_MAX = 10_000

export function startHousekeeping(platform: Platform, tokens: Tokens): { stop(): Promise<void> } {
  const warn = (what: string) => (error: unknown) => platform.log.warn({ err: error }, what)
  const flush = () => tokens.flushUse().catch(warn('last-used times could not be written'))
  const flushing = setInterval(() => void flush(), FLUSH_MS)
  const cleaning = setInterval(
    () => void clean(platform).catch(warn('old idempotency records could not be removed')),
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

// In bounded steps: a long delete would hold up nobody, but its transaction would hold back vacuum.
async function clean(platform: Platform): Promise<void> {
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
