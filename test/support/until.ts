import { strict as assert } from 'node:assert'
import { setTimeout as sleep } from 'node:timers/promises'

/** Generous: a busy machine is slow, and a test that passes never waits that long. */
const WAIT_MS_MAX = 60_000
const LOOK_MS = 20

/**
 * Reads again and again until the value holds, and returns it. Fails with the value it read last.
 * @param what the event that the test waits for, as the failure names it
 */
export async function until<T>(
  what: string,
  read: () => T | Promise<T>,
  holds: (value: T) => boolean = Boolean,
  msMax = WAIT_MS_MAX,
): Promise<T> {
  const deadline = performance.now() + msMax
  for (;;) {
    const value = await read()
    if (holds(value)) return value
    if (performance.now() > deadline) assert.fail(`${what}: not within ${msMax} ms; last seen ${JSON.stringify(value)}`)
    await sleep(LOOK_MS)
  }
}
