/** The owner's watch: a server that dies (out of memory, a kill) is started again on the same port. */
import type { Home } from './home.ts'
import { boundLog } from './log-file.ts'
import { isAlive, type Postmaster } from './postmaster.ts'
import type { PostgresLog } from './log.ts'

const WATCH_MS = 100
const BOUND_LOG_MS = 30_000
const BACKOFF_MAX_MS = 30_000

/**
 * Watches `current()` and calls `restart` when it is gone, again and again with growing pauses while that fails.
 * `end` stops watching and waits for a restart under way.
 */
export function supervise(
  home: Home,
  current: () => Postmaster,
  log: PostgresLog,
  restart: () => Promise<void>,
): { end(): Promise<void> } {
  let ended = false
  let busy: Promise<void> | undefined
  let failures = 0
  let notBefore = 0
  const check = async () => {
    if (ended || busy !== undefined || Date.now() < notBefore || isAlive(current())) return
    log.error({ pid: current().pid }, 'PostgreSQL died: starting it again')
    busy = restart()
    try {
      await busy
      failures = 0
    } catch (error) {
      failures += 1
      notBefore = Date.now() + Math.min(250 * 2 ** failures, BACKOFF_MAX_MS)
      log.error({ err: error }, 'PostgreSQL could not be started again; the next try follows')
    } finally {
      busy = undefined
    }
  }
  const watch = setInterval(() => void check(), WATCH_MS).unref()
  const bound = setInterval(() => boundLogQuietly(home, log), BOUND_LOG_MS).unref()
  return {
    async end() {
      ended = true
      clearInterval(watch)
      clearInterval(bound)
      await busy?.catch(() => undefined)
    },
  }
}

function boundLogQuietly(home: Home, log: PostgresLog): void {
  try {
    boundLog(home)
  } catch (error) {
    log.warn({ err: error }, 'The log of PostgreSQL could not be shortened')
  }
}
