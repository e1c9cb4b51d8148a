import { strict as assert } from 'node:assert'
import { after, before, test } from 'node:test'
import { deriveSimulatorKeys } from '../../src/connectors/procountor/sandbox-keys.ts'
import { COMPANY, type Json, type TestClient, ledger, named, payment } from '../support/sync/client.ts'
import { type World, startWorld } from '../support/sync/world.ts'

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world.stop())

/** A person at work in Procountor: reads and writes the simulated company's books directly. */
async function inProcountor(client: TestClient) {
  const base = `${world.simulators}/simulators/procountor/api`
  const customer = `sim-${client.id}-${COMPANY}`
  const { clientSecret, apiKey } = deriveSimulatorKeys(customer)
  const form = { grant_type: 'client_credentials', client_id: customer, client_secret: clientSecret, api_key: apiKey }
  const granted = await fetch(`${base}/oauth/token`, { method: 'POST', body: new URLSearchParams(form) })
  const { access_token: token } = (await granted.json()) as { access_token: string }
  return async (method: string, path: string, body?: unknown): Promise<Json> => {
    const answer = await fetch(base + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    assert.equal(answer.status, 200, `${method} ${path}: ${text}`)
    return JSON.parse(text) as Json
  }
}

async function report(client: TestClient): Promise<Json> {
  const answer = await client.call('GET', '/accounting/reconciliation?fromDate=2026-03-01&toDate=2026-03-31')
  assert.equal(answer.status, 200, answer.text)
  return answer.body
}

const sourcesOf = (entries: unknown) => (entries as { sourceIdentifier: string }[]).map((one) => one.sourceIdentifier)

test('reconciliation lists missing, doubled and different documents', async () => {
  const client = await world.client()
  await client.connect('PROCOUNTOR')
  const ids = named('R', 6)
  await client.ledgers(...ids.map((id) => ledger(id)))
  await client.payments(payment('R-p'))
  await client.settled('ledger', ids)
  await client.settled('payment', ['R-p'])
  const clean = await report(client)
  assert.equal(clean['matched'], 7)
  assert.deepEqual([clean['missing'], clean['doubled'], clean['different']], [[], [], []])

  const person = await inProcountor(client)
  const { vouchers } = await client.books('PROCOUNTOR')
  const [gone, twice, changed, moved] = vouchers as unknown as { id: number; raw: string }[]
  assert.ok(gone && twice && changed && moved)
  await person('PUT', `/ledgerreceipts/${gone.id}/invalidate`)
  await person('POST', '/ledgerreceipts?createReconciliation=true', JSON.parse(twice.raw))
  const change = async (id: number, edit: (receipt: Json) => Json) => {
    const {
      id: _,
      status,
      invoiceId,
      receiptNumber,
      created,
      transactions,
      ...receipt
    } = await person('GET', `/ledgerreceipts/${id}`)
    assert.equal(status, 'UNFINISHED')
    const rows = (transactions as Json[]).map(({ id: _row, ...row }) => row)
    await person('PUT', `/ledgerreceipts/${id}?createReconciliation=true`, edit({ ...receipt, transactions: rows }))
    return [invoiceId, receiptNumber, created]
  }
  await change(changed.id, (receipt) => ({
    ...receipt,
    transactions: (receipt['transactions'] as { accountingValue: number }[]).map((row) => ({
      ...row,
      accountingValue: row.accountingValue * 2,
    })),
  }))
  await change(moved.id, (receipt) => ({ ...receipt, receiptDate: '2026-03-09' }))

  const found = await report(client)
  assert.deepEqual(sourcesOf(found['missing']), ['R-001'])
  assert.deepEqual(sourcesOf(found['doubled']), ['R-002'])
  assert.deepEqual(sourcesOf(found['different']), ['R-003', 'R-004'])
  assert.equal(found['matched'], 4, 'R-002 itself, R-005, R-006 and the payment')
  const [sum, date] = found['different'] as { message: string }[]
  assert.match(sum?.message ?? '', /124\.00.*248\.00/)
  assert.match(date?.message ?? '', /2026-03-02.*2026-03-09/)
})

test('reconciliation refuses a range that is backwards or too long, and a client without a connection', async () => {
  const client = await world.client()
  const ask = (from: string, to: string) =>
    client.call('GET', `/accounting/reconciliation?fromDate=${from}&toDate=${to}`)
  assert.equal((await ask('2026-03-01', '2026-03-02')).status, 404)
  assert.equal((await ask('2026-03-02', '2026-03-01')).status, 400)
  assert.equal((await ask('2026-01-01', '2026-12-31')).status, 400)
})
