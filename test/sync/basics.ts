import { strict as assert } from 'node:assert'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FaultOrder } from '../../src/simulators/kit/faults.ts'

export type SystemName = 'NETVISOR' | 'PROCOUNTOR' | 'NETBARON'
export const SYSTEMS: SystemName[] = ['NETVISOR', 'PROCOUNTOR', 'NETBARON']

/** Short enough for a test; the settling time stays above the time-out, as it must. */
export const QUICK = { requestTimeoutMs: 400, settleMs: 700, backoffBaseMs: 20, backoffCapMs: 200 }

export async function orderFault(simulators: string, system: SystemName, order: FaultOrder): Promise<void> {
  const answer = await fetch(`${simulators}/simulators/${system.toLowerCase()}/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(order),
  })
  assert.equal(answer.status, 200, await answer.text())
}

/** Asks again and again until it holds; says what was seen last when it never did. */
export async function until<T>(
  what: string,
  read: () => Promise<T>,
  holds: (value: T) => boolean,
  ms = 20_000,
): Promise<T> {
  const deadline = performance.now() + ms
  for (;;) {
    const value = await read()
    if (holds(value)) return value
    if (performance.now() > deadline) assert.fail(`${what}: not within ${ms} ms; last seen ${JSON.stringify(value)}`)
    await sleep(25)
  }
}
