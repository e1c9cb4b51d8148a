import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memoryLog, never, shipmentOf, simulatedDrop } from '../drops.testing.ts'
import { createEinvoiceChannel } from './channel.ts'

interface Inspected {
  count: number
  messages: { name: string; messageId: string; to: string; repeated: number; framed: boolean; sha256: string }[]
}

void test('an e-invoice reaches the operator, which accepts it and reports its delivery', async (context) => {
  const operator = await simulatedDrop<Inspected>(context, 'operator')
  const channel = createEinvoiceChannel({ drop: operator.drop, log: memoryLog() })
  const shipments = [await shipmentOf(), await shipmentOf({ framed: true, number: '43' })]
  const outcomes = await channel.send(crypto.randomUUID(), shipments, never)
  assert.deepEqual(
    outcomes,
    shipments.map(({ deliveryId }) => ({ kind: 'sent', remoteId: `${deliveryId}.xml` })),
  )
  const reports = await channel.reports(100, never)
  assert.deepEqual(
    new Set(reports.map(({ deliveryId, outcome }) => `${deliveryId} ${outcome}`)),
    new Set(shipments.flatMap(({ deliveryId }) => [`${deliveryId} accepted`, `${deliveryId} delivered`])),
  )
  assert.deepEqual(await channel.reports(100, never), reports, 'shown again until they are acknowledged')
  await channel.acknowledge(reports, never)
  assert.deepEqual(await channel.reports(100, never), [])
  const { messages } = await operator.inspect()
  assert.deepEqual(
    messages.map(({ messageId, framed }) => [messageId, framed]),
    shipments.map(({ deliveryId }, index) => [deliveryId, index === 1]),
  )
})
