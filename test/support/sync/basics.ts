import type { System } from '../../../src/connectors/port.ts'
import { strict as assert } from 'node:assert'
import type { FaultOrder } from '../../../src/simulators/kit/faults.ts'

/** Short enough for a test; the settling time stays above the time-out, as it must. */
export const QUICK = { requestTimeoutMs: 400, settleMs: 700, backoffBaseMs: 20, backoffCapMs: 200 }

export async function orderFault(simulators: string, system: System, order: FaultOrder): Promise<void> {
  const answer = await fetch(`${simulators}/simulators/${system.toLowerCase()}/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(order),
  })
  assert.equal(answer.status, 200, await answer.text())
}
