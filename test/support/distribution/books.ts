/** Reads the simulated receivers: which deliveries arrived, how often each. */
import { strict as assert } from 'node:assert'
import type { FaultOrder } from '../../../src/simulators/kit/faults.ts'

export type SimulatorName = 'operator' | 'mail' | 'printhouse'

export interface Books {
  /** By deliveryId: how often it arrived. */
  EINVOICE: Map<string, number>
  EMAIL: Map<string, number>
  PRINT: Map<string, number>
}

export async function order(simulators: string, name: SimulatorName, fault: FaultOrder): Promise<void> {
  const answer = await fetch(`${simulators}/simulators/${name}/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
  })
  assert.equal(answer.status, 200, await answer.text())
}

export async function clearFaults(simulators: string): Promise<void> {
  for (const name of ['operator', 'mail', 'printhouse'])
    await fetch(`${simulators}/simulators/${name}/faults`, { method: 'DELETE' })
}

export async function booksOf(simulators: string): Promise<Books> {
  const read = async <T>(path: string): Promise<T> => {
    const answer = await fetch(`${simulators}/simulators/${path}`)
    assert.equal(answer.status, 200, path)
    return (await answer.json()) as T
  }
  const { messages } = await read<{ messages: { name: string }[] }>('operator/inspect')
  const { mails } = await read<{ mails: { deliveryId: string | null }[] }>('mail/inspect')
  const { batches } = await read<{ batches: { batchId: string; begunAt: string | null; faults: string[] }[] }>(
    'printhouse/inspect',
  )
  const letters: string[] = []
  for (const { batchId, begunAt, faults } of batches) {
    assert.deepEqual(faults, [], `batch ${batchId} is right`)
    // The printing house begins when the checksum has come.
    if (begunAt === null) continue
    const manifest = await read<{ items: { deliveryId: string }[] }>(`printhouse/out/${batchId}.manifest.json`)
    letters.push(...manifest.items.map(({ deliveryId }) => deliveryId))
  }
  return {
    EINVOICE: counted(messages.map(({ name }) => name.replace('.xml', ''))),
    EMAIL: counted(mails.map(({ deliveryId }) => deliveryId ?? '?')),
    PRINT: counted(letters),
  }
}

function counted(ids: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1)
  return counts
}
