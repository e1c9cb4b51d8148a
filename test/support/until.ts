import { strict as assert } from 'node:assert'
import { setTimeout as sleep } from 'node:timers/promises'

/** Generous: a busy machine is slow, and a test that passes never waits that long. */
const WAIT_MS_MAX = 60_000
/** It looks less often the longer it waits: a look is work for the service. */
const LOOK_MS = { first: 20, last: 100, grows: 1.25 }

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
  let lookMs = LOOK_MS.first
  for (;;) {
    const value = await read()
    if (holds(value)) return value
    if (performance.now() > deadline) assert.fail(`${what}: not within ${msMax} ms; last seen ${JSON.stringify(value)}`)
    await sleep(lookMs)
    lookMs = Math.min(LOOK_MS.last, lookMs * LOOK_MS.grows)
  }
}
