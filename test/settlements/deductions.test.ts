/** A client's debt for cases that it has withdrawn is deducted from its payout, and never more than that. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { putContract } from '../../src/case-api/contracts/put-contract.ts'
import { listOfClient } from '../../src/settlements/list-runs.ts'
import { markPaidByHand } from '../../src/payouts/mark-by-hand.ts'
import { entryOf } from '../support/payments/world.ts'
import type { TestClient } from '../support/service.ts'
import { checkBooks } from '../support/settlements/books.ts'
import { chargeFee, withdrawCase } from '../support/settlements/withdraw.ts'
import { type SettlementWorld, startWorld } from '../support/settlements/world.ts'

let world: SettlementWorld
before(async () => {
  world = await startWorld()
})
after(() => world.stop())

/** A case that was withdrawn after so much was charged, minor units. */
async function withdrawn(client: TestClient, fees: bigint) {
  const debt = await world.openCase(client, { capital: 50_000n })
  await chargeFee(world, debt, fees)
  await withdrawCase(world, debt)
  return debt
}

async function latestOf(client: TestClient) {
  const reply = await world.settlements(client, '?fromDate=2020-01-01')
  assert.equal(reply.status, 200, reply.text)
  const latest = reply.body.settlements.at(-1)
  assert.ok(latest)
  return latest
}

async function eventsOf(caseId: number): Promise<string[]> {
  const { rows } = await world.api.pool.query<{ kind: string }>(
    'select kind from case_event where case_id = $1 order by event_id',
    [caseId],
  )
  return rows.map(({ kind }) => kind)
}

void test('fees of a withdrawn case are deducted from the payout; the settlement stays the sum of its allocations', async () => {
  const client = await world.createClient()
  const clientId = client.clientIdentifier
  const lost = await withdrawn(client, 1_200n)
  const paid = await world.openCase(client, { capital: 10_000n })
  await world.pay([entryOf('D-1', '100.00', { reference: paid.reference })])
  const run = await world.runNext()
  assert.equal(run.settlements.length, 1, JSON.stringify(run.blocked))

  const one = await latestOf(client)
  assert.equal(one.settlementAmount, 100)
  assert.deepEqual(
    one.allocations.map(({ allocatedTotalAmount }) => allocatedTotalAmount),
    [100],
  )
  assert.deepEqual(one.deductions, [
    {
      type: 'WITHDRAWN_CASE_FEES',
      amount: 12,
      caseId: lost.caseId,
      originalInvoiceNumber: String(lost.invoiceNumber),
    },
  ])
  assert.equal(one.paidAmount, 88)
  const file = (await world.outbox()).get(`${run.files[0]}.xml`) ?? ''
  assert.match(file, /<InstdAmt Ccy="EUR">88.00<\/InstdAmt>/)
  assert.match(file, /<CtrlSum>88.00<\/CtrlSum>/)
  assert.equal(await world.balance('DUE_FROM_CLIENT', lost), 0n)
  assert.equal(await world.balance('CLAIMS_OF_AGENCY', lost), 0n)
  assert.equal(await world.balance('OWED_TO_AGENCY', lost), -1_200n)
  assert.ok((await eventsOf(lost.caseId)).includes('FEES_DEDUCTED'))
  await checkBooks(world, [{ client, currency: 'EUR' }])
  await markPaidByHand(world.api.ctx(), { name: run.files[0] ?? '', reason: 'the bank says so' })
  const left = `select sum(balance_minor)::int as left from journal_balance where client_id = $1 and account = $2`
  const { rows } = await world.api.pool.query<{ left: number }>(left, [clientId, 'PAYOUTS_IN_TRANSIT'])
  assert.equal(rows[0]?.left, 0)
})

void test('a payout is never below zero: the rest of the debt is carried forward; without a payment there is no file', async () => {
  const client = await world.createClient()
  const first = await withdrawn(client, 9_000n)
  const second = await withdrawn(client, 5_000n)
  const paying = await world.openCase(client, { capital: 30_000n })
  await world.pay([entryOf('D-2', '100.00', { reference: paying.reference })])
  const run = await world.runNext()
  assert.deepEqual([run.settlements.length, run.files], [1, []])
  assert.deepEqual(
    [run.settlements[0]?.runId, (await listOfClient(world.api.ctx(), client.clientIdentifier, 1))[0]?.state],
    [null, 'paid'],
  )
  const whole = await latestOf(client)
  assert.deepEqual([whole.settlementAmount, whole.paidAmount], [100, 0])
  assert.deepEqual(
    whole.deductions.map(({ caseId, amount }) => [caseId, amount]),
    [
      [first.caseId, 90],
      [second.caseId, 10],
    ],
  )
  assert.equal(await world.balance('DUE_FROM_CLIENT', second), 4_000n)
  await checkBooks(world, [{ client, currency: 'EUR' }])

  await world.pay([entryOf('D-3', '200.00', { reference: paying.reference })])
  const next = await world.runNext()
  assert.equal(next.files.length, 1)
  const rest = await latestOf(client)
  assert.deepEqual([rest.settlementAmount, rest.paidAmount], [200, 160])
  assert.equal(await world.balance('DUE_FROM_CLIENT', second), 0n)
  await checkBooks(world, [{ client, currency: 'EUR' }])
})

void test('within a currency, of the client’s own cases, and not where the agency bears it', async () => {
  const client = await world.createClient()
  const neighbour = await world.createClient()
  await putContract(world.api.ctx(), client.clientIdentifier, { withdrawnCosts: 'AGENCY' })
  const waived = await withdrawn(client, 700n)
  const abroad = await world.openCase(client, { capital: 5_000n, currency: 'SEK' })
  await putContract(world.api.ctx(), client.clientIdentifier, { withdrawnCosts: 'CLIENT' })
  await chargeFee(world, abroad, 6_000n, 'SEK')
  await withdrawCase(world, abroad)
  await withdrawn(neighbour, 400n)
  const paying = await world.openCase(client, { capital: 30_000n })
  await world.pay([entryOf('D-4', '300.00', { reference: paying.reference })])
  assert.equal((await world.runNext()).settlements.length, 1)
  const one = await latestOf(client)
  assert.deepEqual([one.settlementAmount, one.deductions, one.paidAmount], [300, [], 300])
  assert.equal(await world.balance('CLAIMS_OF_AGENCY', waived), 0n)
  assert.equal(await world.balance('DUE_FROM_CLIENT', abroad), 6_000n)
})
