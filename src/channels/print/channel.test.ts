import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memoryLog, never, shipmentOf, simulatedDrop } from '../drops.testing.ts'
import { createPrintChannel } from './channel.ts'

interface Inspected {
  letters: number
  batches: { batchId: string; count: number; faults: string[]; letters: { pages: number; addressLines: string[] }[] }[]
}

void test('a batch is opened, checked and acknowledged by the print house, and its letters are posted', async (context) => {
  const house = await simulatedDrop<Inspected>(context, 'printhouse')
  const channel = createPrintChannel({ drop: house.drop, log: memoryLog() })
  const shipments = await Promise.all([1, 2, 3].map((pages) => shipmentOf({ pages, number: String(pages) })))
  const batchId = crypto.randomUUID()
  const outcomes = await channel.send(batchId, shipments, never)
  assert.deepEqual(outcomes, Array(3).fill({ kind: 'sent', remoteId: batchId }))
  const { batches } = await house.inspect()
  assert.deepEqual(
    batches.map(({ faults, letters }) => [faults, letters.map(({ pages }) => pages)]),
    [[[], [1, 2, 3]]],
  )
  const reports = await channel.reports(100, never)
  assert.deepEqual(
    reports.map(({ outcome }) => outcome),
    ['accepted', 'accepted', 'accepted', 'delivered', 'delivered', 'delivered'],
  )
  await channel.acknowledge(reports, never)
  assert.deepEqual(await channel.reports(100, never), [])
})
