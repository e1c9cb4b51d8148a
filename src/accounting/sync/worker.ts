/** The worker's loop: takes connections that are due, serves each on its own, in parallel up to a bound. */
import type { Platform } from '../../platform/context.ts'
import type { Looks } from '../../platform/work-loop.ts'
import { type Lease, type Leases } from './leases.ts'
import { LeaseLost, createRecorder } from './recorder.ts'
import { ConnectionRun } from './connection-run.ts'
import type { RunnerParts } from './runner-parts.ts'
import type { Sessions } from './sessions.ts'

/** Rest of a connection whose run broke by our mistake, milliseconds. */
const BROKEN_DELAY_MS = 2_000
/** While the database is away, it is asked this often and not at every poll. */
const AWAY_MS = 1_000
const UNDER_WAY_POLL_MS = 20

export interface Worker extends Looks {
  /** There may be something to do: look now instead of at the next poll. */
  wake(): void
  /** Stops taking work and waits until what is under way is put down, at most `ms`. */
  stop(ms: number): Promise<void>
}

export function startWorker(platform: Platform, leases: Leases, sessions: Sessions): Worker {
  const log = platform.log.child({ part: 'sync' })
  const recorder = createRecorder(platform)
  const running = new Set<Promise<void>>()
  let stopping = false
  let taking = false
  let again = false
  let restUntil = 0
  let served = 0
  let wakes = 0

  async function take(): Promise<void> {
    if (performance.now() < restUntil) return
    if (taking || stopping) {
      again = true
      return
    }
    taking = true
    try {
      do {
        again = false
        const room = platform.config.syncConnectionsMax - running.size
        if (room <= 0) break
        const due = await leases.takeDue(room)
        served += due.length
        for (const lease of due) track(serve(lease))
        again ||= due.length === room
      } while (again && !stopping)
    } catch (error) {
      log.warn({ err: error }, 'the queue could not be read')
      restUntil = performance.now() + AWAY_MS
    } finally {
      taking = false
    }
  }

  function track(work: Promise<void>): void {
    running.add(work)
    void work.finally(() => {
      running.delete(work)
      void take()
    })
  }

  async function serve(lease: Lease): Promise<void> {
    let delayMs = BROKEN_DELAY_MS
    try {
      delayMs = await serveConnection({ platform, recorder, log, stopping: () => stopping }, lease, sessions)
    } catch (error) {
      const at = { clientId: lease.clientId, company: lease.companyIdentifier, err: error }
      if (error instanceof LeaseLost) log.info(at, 'a lease was lost; another worker continues')
      else log.error(at, 'a connection’s run failed')
    }
    await leases
      .release(lease, delayMs)
      .catch((error: unknown) => log.warn({ err: error }, 'a lease could not be released'))
  }

  async function underWay(msMax: number): Promise<void> {
    const deadline = performance.now() + msMax
    while ((running.size > 0 || taking) && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, UNDER_WAY_POLL_MS))
    }
  }

  const timer = setInterval(() => void take(), platform.config.syncPollMs)
  void take()
  return {
    wake() {
      wakes++
      void take()
    },
    async look() {
      await underWay(Infinity)
      const before = served
      await take()
      await underWay(Infinity)
      return served === before && performance.now() >= restUntil
    },
    wakes: () => wakes,
    async stop(ms) {
      stopping = true
      clearInterval(timer)
      await underWay(ms)
      await recorder.drained()
    },
  }
}

async function serveConnection(parts: RunnerParts, lease: Lease, sessions: Sessions): Promise<number> {
  const open = await sessions.open(lease.clientId, lease.companyIdentifier)
  if (open === undefined) return BROKEN_DELAY_MS
  return new ConnectionRun(parts, lease, open).run()
}
