/** The clearing account in each accounting system, read back, against what is allocated and not settled. */
import type { System } from '../../src/connectors/port.ts'
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Accounting, createAccounting } from '../../src/accounting/services.ts'
import { addDays } from '@saatava/core/dates.ts'
import { blankAll } from '../../src/erasure/queries.ts'
import { openAllocations } from '../../src/payments/open-allocations.ts'
import { withTransaction } from '../../src/platform/database.ts'
import { deriveSimulatorKeys } from '../../src/connectors/procountor/sandbox-keys.ts'
import { entryOf } from '../support/payments/world.ts'
import type { TestClient } from '../support/service.ts'
import { QUICK } from '../support/sync/basics.ts'
import { FACTS, SYSTEMS } from '../support/sync/systems.ts'
import { until } from '../support/until.ts'
import { type SettlementWorld, startWorld } from '../support/settlements/world.ts'

const COMPANY = '0112038-9'

let world: SettlementWorld
before(async () => {
  world = await startWorld()
})
after(() => world.stop())

interface Balance {
  account: string
  currency: string
  inAccounting: number
  openAllocations: number
  difference: number
  differences: { kind: string; sourceIdentifier: string; amount: number; message: string }[]
}

async function connected(system: System): Promise<TestClient> {
  const client = await world.createClient()
  const { token } = client
  const settings = { ...QUICK, ...FACTS[system].unlimited, ...FACTS[system].inEuros }
  const body = { system, companyIdentifier: COMPANY, simulator: true, isDefault: true, settings }
  const reply = await world.api.call('PUT', '/api/v1/partner/accounting/connection', { token, body })
  assert.equal(reply.status, 200, reply.text)
  return client
}

/** A worker serves the queue until all documents of a client are synced. */
async function sync({ clientIdentifier }: TestClient): Promise<void> {
  const { api } = world
  const worker: Accounting = createAccounting(api.service.platform, () => api.origin, openAllocations)
  worker.startWorker()
  try {
    await until(
      'all documents are synced',
      async () =>
        (
          await api.pool.query<{ status: string; description: string | null }>(
            `select status, description from accounting_document where client_id = $1 and status <> 'synced'`,
            [clientIdentifier],
          )
        ).rows,
      (rows) => rows.length === 0,
      60_000,
    )
  } finally {
    await worker.stop(5_000)
  }
}

async function balance({ token }: TestClient, from: string, to: string): Promise<Balance> {
  const reply = await until(
    'the connection is free',
    () =>
      world.api.call<{ balances: Balance[] }>(
        'GET',
        `/api/v1/partner/accounting/reconciliation?fromDate=${from}&toDate=${to}`,
        { token },
      ),
    ({ status }) => status !== 503,
  )
  assert.equal(reply.status, 200, reply.text)
  assert.equal(reply.body.balances.length, 1, reply.text)
  return reply.body.balances[0] as Balance
}

const figures = ({ inAccounting, openAllocations: open, difference }: Balance) => [inAccounting, open, difference]

for (const system of SYSTEMS)
  void test(`${system} holds on the clearing account what is allocated and not settled, and names what differs`, async () => {
    const client = await connected(system)
    const cases = []
    for (const capital of [10_000n, 6_000n, 4_000n])
      cases.push(await world.openCase(client, { capital, accounting: true }))
    const [first, second, third] = cases
    assert.ok(first && second && third)
    await world.pay([
      entryOf(`${system}-1`, '100.00', { reference: first.reference }),
      entryOf(`${system}-2`, '60.00', { reference: second.reference }),
    ])
    const waiting = await balance(client, '2026-02-20', '2026-02-28')
    assert.deepEqual(figures(waiting), [0, 160, -160])
    assert.deepEqual(
      waiting.differences.map(({ kind, amount, message }) => [kind, amount, message]),
      [
        ['payment', -100, 'waits to be sent'],
        ['payment', -60, 'waits to be sent'],
      ],
    )
    await sync(client)
    const read = await balance(client, '2026-02-20', '2026-02-28')
    assert.deepEqual(figures(read), [160, 160, 0])
    assert.deepEqual(read.differences, [])

    const { settlements } = await world.runNext()
    const settled = settlements.find(({ clientId }) => clientId === client.clientIdentifier)
    assert.ok(settled)
    await world.pay([entryOf(`${system}-3`, '40.00', { reference: third.reference })])
    await sync(client)
    const day = settled.settlementDate
    assert.deepEqual(figures(await balance(client, day, day)), [40, 40, 0])
    if (system === 'PROCOUNTOR') await invalidateSettlement(client, day)
  })

test('vouchers of an erased debtor keep their figures, so they are read back and clear as before', async () => {
  const client = await connected('PROCOUNTOR')
  const { clientIdentifier } = client
  const { reference } = await world.openCase(client, { capital: 10_000n, accounting: true })
  await world.pay([entryOf('erased-1', '100.00', { reference, payer: 'Zacharias Zebulonson' })])
  await sync(client)
  const before = await balance(client, '2026-02-20', '2026-02-28')
  assert.deepEqual(figures(before), [100, 100, 0])
  const { pool } = world.api.service.platform
  const { rows } = await world.api.pool.query<{ identifier: string }>(
    'select identifier from accounting_document where client_id = $1',
    [clientIdentifier],
  )
  const vouchers = rows.map(({ identifier }) => identifier)
  const none = { invoices: [], cases: [], debtors: [], deliveries: [], payments: [], entries: [], paidOn: null }
  const counts = await withTransaction(pool, (tx) => blankAll(tx, clientIdentifier, { ...none, vouchers }))
  assert.deepEqual(counts, { accounting_document: vouchers.length })
  const left = await world.api.pool.query(
    `select from accounting_document where client_id = $1 and (payload::text like '%Zebulonson%' or payload::text like '%escription%')`,
    [clientIdentifier],
  )
  assert.equal(left.rowCount, 0)
  assert.deepEqual(await balance(client, '2026-02-20', '2026-02-28'), before)
})

/** A person at work in Procountor removes the voucher of the settlement. */
async function invalidateSettlement(client: TestClient, day: string): Promise<void> {
  const base = `${world.api.origin}/simulators/procountor/api`
  const customer = `sim-${client.clientIdentifier}-${COMPANY}`
  const { clientSecret, apiKey } = deriveSimulatorKeys(customer)
  const form = { grant_type: 'client_credentials', client_id: customer, client_secret: clientSecret, api_key: apiKey }
  const granted = await fetch(`${base}/oauth/token`, { method: 'POST', body: new URLSearchParams(form) })
  const { access_token: token } = (await granted.json()) as { access_token: string }
  const { rows } = await world.api.pool.query<{ id: string; identifier: string }>(
    `select remote_ids[1] as id, identifier from accounting_document where client_id = $1 and kind = 'ledger'`,
    [client.clientIdentifier],
  )
  const [voucher] = rows
  assert.ok(voucher)
  const answer = await fetch(`${base}/ledgerreceipts/${voucher.id}/invalidate`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}` },
  })
  assert.equal(answer.status, 200, await answer.text())
  const found = await balance(client, addDays(day, -1), day)
  assert.deepEqual(figures(found), [200, 40, 160])
  assert.deepEqual(found.differences, [
    {
      ...{ kind: 'ledger', sourceIdentifier: voucher.identifier, amount: 160 },
      message: 'sent as -160.00, is not there',
    },
  ])
}
