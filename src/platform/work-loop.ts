/**
 * A loop that works while there is work and looks again in a while: woken at once when this process knows of something
 * new, and by a timer for what others have left. Errors are logged, and it rests before it goes on. `untilIdle` asks
 * loops whether there is anything left for them.
 */
import type { Logger } from 'pino'

const REST_MS = 1_000

/** Background work that can be asked whether there is something to do. */
export interface Looks {
  /** Looks now, and resolves when a look that began after the call is over. @returns whether it found nothing to do */
  look(): Promise<boolean>
  /** How often it was woken: another loop may have left something for it. */
  wakes(): number
}

export interface WorkLoop extends Looks {
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
  let wakes = 0
  let asked: ((nothing: boolean) => void)[] = []
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
      const asking = asked
      asked = []
      let more = false
      let broken = false
      try {
        more = await work()
      } catch (error) {
        log.warn({ err: error, loop: name }, 'work was interrupted; it continues')
        broken = true
      }
      for (const answer of asking) answer(!more && !broken)
      if (!more && !woken && asked.length === 0 && !stopping) await rest(broken ? REST_MS : pollMs)
    }
    for (const answer of asked) answer(true)
  }

  const done = run()
  return {
    wake() {
      wakes++
      woken = true
      interrupt()
    },
    look: () =>
      new Promise((resolve) => {
        if (stopping) return resolve(true)
        asked.push(resolve)
        interrupt()
      }),
    wakes: () => wakes,
    async stop() {
      stopping = true
      interrupt()
      await done
    },
  }
}

/** Resolves once all have looked, found nothing to do and woken none: nothing is due, and nothing is under way. */
export async function untilIdle(all: readonly Looks[]): Promise<void> {
  const wakesOfAll = () => all.reduce((sum, one) => sum + one.wakes(), 0)
  for (;;) {
    const before = wakesOfAll()
    const nothing = await Promise.all(all.map((one) => one.look()))
    if (nothing.every(Boolean) && wakesOfAll() === before) return
  }
}
