/** Approvals meet other changes of the same invoices: they wait, they try again, and they answer 200. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { PoolClient } from 'pg'
import { type InvoiceClient, creditNoteOf, invoiceClient, invoiceOf, numberOf } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'
import { until } from '../support/until.ts'

let api: TestService
let client: InvoiceClient

before(async () => {
  api = await testService()
  client = await invoiceClient(api)
})
after(() => api.stop())

/** Runs `work` with a transaction of somebody else, which PostgreSQL does not end as the victim of a deadlock. */
async function withRival(
  work: (rival: PoolClient, lock: (number: number, type: string) => Promise<unknown>) => Promise<void>,
) {
  const rival = await api.pool.connect()
  try {
    await rival.query(`begin; set local deadlock_timeout = '60s'`)
    await work(rival, (number, type) =>
      rival.query('select from invoice where client_id = $1 and number = $2 and type = $3 for update', [
        client.clientIdentifier,
        number,
        type,
      ]),
    )
    await rival.query('commit')
  } finally {
    rival.release(true)
  }
}

async function waitsForLock(): Promise<void> {
  await until('a transaction waits for a lock', async () => {
    const { rows } = await api.pool.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return rows.length > 0 || undefined
  })
}

async function manual(): Promise<number> {
  const body = invoiceOf({ processing: { manualApprovalEnabled: true } })
  assert.equal((await client.send(body)).status, 'MANUAL')
  return numberOf(body)
}

test('an approval locks an invoice and a credit note of one number in the order of the intake', async () => {
  const number = await manual()
  await client.send(creditNoteOf(number, 50, { header: { number } }))
  await withRival(async (rival, lock) => {
    await lock(number, 'CREDIT_NOTE')
    const approved = client.approve(number)
    await waitsForLock()
    // Had the approval locked the invoice first, the two would now wait for each other.
    await rival.query(`set local lock_timeout = '2s'`)
    await lock(number, 'INVOICE')
    await rival.query('commit')
    assert.equal((await approved).status, 200)
  })
  assert.equal((await client.leaves(number, ['MANUAL', 'ACCEPTED'], 'INVOICE')).status, 'INVOICED')
})

test('a batch of approvals that PostgreSQL ends as the victim of a deadlock is done again', async () => {
  const numbers = [await manual(), await manual()].sort((a, b) => a - b)
  const [first = 0, last = 0] = numbers
  await withRival(async (rival, lock) => {
    await lock(last, 'INVOICE')
    const approved = api.call('POST', '/api/v1/partner/invoice/action', {
      token: client.token,
      body: { actions: numbers.map((invoiceNumber) => ({ code: 'APPROVE', data: { invoiceNumber } })) },
    })
    await waitsForLock()
    await lock(first, 'INVOICE')
    await rival.query('commit')
    const { status, text } = await approved
    assert.equal(status, 200, text)
  })
  for (const number of numbers) assert.equal((await client.leaves(number, ['MANUAL', 'ACCEPTED'])).status, 'INVOICED')
})
