/**
 * Each process writes every 10 s that it is alive. It shows the doctor which workers run, and readiness whether the database
 * takes writes: a full disk still answers reads.
 */
import { hostname } from 'node:os'
import { newId } from '../platform/new-id.ts'
import type { Platform } from '../platform/context.ts'
import { forgetProcess, writeProcessSeen } from './queries.ts'

const BEAT_MS = 10_000
/** SQLSTATE 53…: no room or memory left; 25006: the server takes no writes. */
const TAKES_NO_WRITES = /^(53|25006)/

export interface Heartbeat {
  /** Why the database takes no writes, in words; undefined where it does, as far as is known. */
  problem(): string | undefined
  stop(): Promise<void>
}

export function startHeartbeat({ pool, config, log }: Platform): Heartbeat {
  const self = { processId: newId(), role: config.role, host: hostname(), pid: process.pid }
  let problem: string | undefined
  let beating: Promise<void> = Promise.resolve()
  const beat = async () => {
    try {
      await writeProcessSeen(pool, self)
      problem = undefined
    } catch (error) {
      const code = (error as { code?: unknown }).code
      const refused = typeof code === 'string' && TAKES_NO_WRITES.test(code)
      if (refused && problem === undefined) log.error({ err: error }, 'the database refuses writes')
      problem = refused ? 'the database refuses writes' : undefined
    }
  }
  const tick = () => {
    beating = beat()
  }
  tick()
  const timer = setInterval(tick, BEAT_MS)
  timer.unref()
  return {
    problem: () => problem,
    async stop() {
      clearInterval(timer)
      await beating
      // An orderly end leaves no process behind that seems to have died.
      await forgetProcess(pool, self.processId).catch(() => undefined)
    },
  }
}
