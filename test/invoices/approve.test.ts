/** Approvals meet other changes of the same invoices: they wait, they try again, and they answer 200. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { PoolClient } from 'pg'
import { endedByDeadlock, untilSomebodyWaits } from '../support/deadlock.ts'
import { type InvoiceClient, creditNoteOf, invoiceClient, invoiceOf, numberOf } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'

let api: TestService
let client: InvoiceClient

before(async () => {
  api = await testService()
  client = await invoiceClient(api)
})
after(() => api.stop())

function lock(rival: PoolClient, number: number, type: string): Promise<unknown> {
  const text = 'select from invoice where client_id = $1 and number = $2 and type = $3 for update'
  return rival.query(text, [client.clientIdentifier, number, type])
}

async function manual(): Promise<number> {
  const body = invoiceOf({ processing: { manualApprovalEnabled: true } })
  assert.equal((await client.send(body)).status, 'MANUAL')
  return numberOf(body)
}

test('an approval locks an invoice and a credit note of one number in the order of the intake', async () => {
  const number = await manual()
  await client.send(creditNoteOf(number, 50, { header: { number } }))
  const rival = await api.pool.connect()
  try {
    await rival.query(`begin; set local deadlock_timeout = '60s'`)
    await lock(rival, number, 'CREDIT_NOTE')
    const approved = client.approve(number)
    await untilSomebodyWaits(api.pool)
    // If the approval had locked the invoice first, the two would now wait for each other.
    await rival.query(`set local lock_timeout = '2s'`)
    await lock(rival, number, 'INVOICE')
    await rival.query('commit')
    assert.equal((await approved).status, 200)
  } finally {
    rival.release(true)
  }
  assert.equal((await client.leaves(number, ['MANUAL', 'ACCEPTED'], 'INVOICE')).status, 'INVOICED')
})

test('a batch of approvals that PostgreSQL ends as the victim of a deadlock is done again', async () => {
  let numbers: number[] = []
  const { status, text } = await endedByDeadlock(api.pool, async () => {
    numbers = [await manual(), await manual()].sort((a, b) => a - b)
    const [first = 0, last = 0] = numbers
    const actions = numbers.map((invoiceNumber) => ({ code: 'APPROVE', data: { invoiceNumber } }))
    return {
      lock: (rival) => lock(rival, last, 'INVOICE'),
      request: () => api.call('POST', '/api/v1/partner/invoice/action', { token: client.token, body: { actions } }),
      lockBack: (rival) => lock(rival, first, 'INVOICE'),
    }
  })
  assert.equal(status, 200, text)
  for (const number of numbers) assert.equal((await client.leaves(number, ['MANUAL', 'ACCEPTED'])).status, 'INVOICED')
})
