/** Work, and what must be done after it whatever happens: Ctrl-C included, or an embedded server would be left behind. */
import { setTimeout as sleep } from 'node:timers/promises'

const END_MS = 2_000
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const
type Signal = keyof typeof EXIT_CODES

interface Ending {
  end(): Promise<void>
  ms: number
}

const open: Ending[] = []
let interrupted = false

/**
 * Runs `work`, then `end`, whatever the result of `work`.
 * @param ms how long `end` may take after a signal; work under way may hold it up
 */
export async function finishing<T>(work: () => Promise<T>, end: () => Promise<void>, ms = END_MS): Promise<T> {
  const ending = { end, ms }
  open.push(ending)
  if (open.length === 1) for (const signal of signals) process.on(signal, endAll)
  try {
    return await work()
  } finally {
    // endAll ends everything and then the process: what the work says of that is of no interest.
    if (interrupted) await new Promise(() => undefined)
    await end()
    open.splice(open.indexOf(ending), 1)
    if (open.length === 0) for (const signal of signals) process.off(signal, endAll)
  }
}

const signals = Object.keys(EXIT_CODES) as Signal[]

/** The last opened is ended first. A second signal does not wait. */
function endAll(signal: Signal): void {
  if (interrupted) process.exit(EXIT_CODES[signal])
  interrupted = true
  void (async () => {
    for (const { end, ms } of open.toReversed()) {
      await Promise.race([end().catch(() => undefined), sleep(ms)])
    }
    process.exit(EXIT_CODES[signal])
  })()
}
