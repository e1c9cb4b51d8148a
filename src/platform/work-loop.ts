/**
 * A loop that works while there is work and looks again in a while: woken at once when this process knows of something
 * new, and by a timer for what others have left. Errors are logged, and it rests before it goes on.
 */
import type { Logger } from 'pino'

const REST_MS = 1_000

export interface WorkLoop {
  /** There may be something to do: look now instead of at the next tick. */
  wake(): void
  /** Takes no more and resolves when what is under way is done. */
  stop(): Promise<void>
}

export interface WorkLoopOptions {
  name: string
  log: Logger
  /** Between looks when there is nothing to do, ms. */
  pollMs: number
  /** Does some of the work. @returns true when there may be more at once */
  work(): Promise<boolean>
}

export function startWorkLoop({ name, log, pollMs, work }: WorkLoopOptions): WorkLoop {
  let stopping = false
  let woken = false
  let interrupt = () => {}

  function rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      interrupt = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  async function run(): Promise<void> {
    while (!stopping) {
      woken = false
      let more = false
      let restMs = pollMs
      try {
        more = await work()
      } catch (error) {
        log.warn({ err: error, loop: name }, 'work broke off; it is taken up again')
        restMs = REST_MS
      }
      if (!more && !woken && !stopping) await rest(restMs)
    }
  }

  const done = run()
  return {
    wake() {
      woken = true
      interrupt()
    },
    async stop() {
      stopping = true
      interrupt()
      await done
    },
  }
}
