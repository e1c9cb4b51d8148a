/** Few connections make a process slow, never stuck: a transaction that waits for a second connection would wait for itself. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type InvoiceClient, invoiceClient, invoiceOf, numberOf } from './support/invoices.ts'
import { type TestService, testService } from './support/service.ts'
import { until } from './support/until.ts'

const CLIENTS = 12
const DAY_MS = 86_400_000
let api: TestService
let clients: InvoiceClient[]

before(async () => {
  api = await testService({ databasePoolMax: 1 })
  clients = []
  for (let i = 0; i < CLIENTS; i++) clients.push(await invoiceClient(api))
})
after(() => api.stop())

test('with one connection invoices of many clients are distributed, and their cases opened', async () => {
  const settled = await Promise.all(
    clients.map(async (client) => {
      const invoice = invoiceOf({ processing: { paymentControlEnabled: true, accountingInvoiceEnabled: true } })
      assert.equal((await client.post(invoice)).status, 200)
      return client.settled(numberOf(invoice))
    }),
  )
  assert.deepEqual([...new Set(settled.map(({ status }) => status))], ['INVOICED'])
  assert.equal(await count('collection_case'), CLIENTS)
})

test('and they are reminded when they are due', async () => {
  // The first reminder is due at once, and the second one some days after it: the clock moves between them.
  await until(
    'the first reminders',
    () => count('letter'),
    (letters) => letters === CLIENTS,
  )
  api.shiftClock(60 * DAY_MS)
  await until(
    'the second reminders',
    () => count('letter'),
    (letters) => letters === 2 * CLIENTS,
  )
})

async function count(table: string): Promise<number> {
  const { rows } = await api.pool.query<{ count: string }>(`select count(*) from ${table}`)
  return Number(rows[0]?.count)
}
