/** From allocations to the client's account: one settlement, one file, the journal, and what the client fetches. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { markPaidByHand } from '../../src/payouts/mark-by-hand.ts'
import { runSettlements } from '../../src/settlements/run-settlements.ts'
import { entryOf } from '../support/payments/world.ts'
import { type SettlementWorld, startWorld } from '../support/settlements/world.ts'

let world: SettlementWorld
before(async () => {
  world = await startWorld()
})
after(() => world.stop())

void test('an allocation is paid out once, by one settlement with one payment, and the books agree', async () => {
  const client = await world.createClient()
  const first = await world.openCase(client, { capital: 10_000n })
  const second = await world.openCase(client, { capital: 5_050n })
  await world.pay([
    entryOf('L-1', '60.00', { reference: first.reference }),
    entryOf('L-2', '40.00', { reference: first.reference }),
    entryOf('L-3', '50.50', { reference: second.reference }),
  ])
  const run = await world.runNext()
  assert.equal(run.settlements.length, 1, JSON.stringify(run.blocked))
  assert.equal(run.files.length, 1)
  assert.equal(await world.balance('OWED_TO_CLIENT'), 0n)
  assert.equal(await world.balance('PAYOUTS_IN_TRANSIT'), -15_050n)

  const reply = await world.settlements(client)
  assert.equal(reply.status, 200, reply.text)
  const [settlement, ...others] = reply.body.settlements
  assert.ok(settlement)
  assert.deepEqual(others, [])
  assert.equal(settlement.settlementAmount, 150.5)
  assert.equal(settlement.currency, 'EUR')
  assert.match(String(settlement.settlementId), /^\d{8}0001$/)
  assert.equal(settlement.settlementDate, `${run.settlements[0]?.settlementDate}T00:00:00Z`)
  assert.deepEqual(
    settlement.allocations
      .toSorted((a, b) => a.allocatedTotalAmount - b.allocatedTotalAmount)
      .map(({ allocatedTotalAmount, originalInvoiceNumber, breakdown }) => ({
        allocatedTotalAmount,
        originalInvoiceNumber,
        breakdown,
      })),
    [
      [40, first],
      [50.5, second],
      [60, first],
    ].map(([amount, debt]) => ({
      allocatedTotalAmount: amount,
      originalInvoiceNumber: String((debt as typeof first).invoiceNumber),
      breakdown: [{ type: 'CAPITAL', amount }],
    })),
  )
  const [[name, file] = ['', '']] = await world.outbox()
  assert.equal(name, `${run.files[0]}.xml`)
  assert.match(file, /<InstdAmt Ccy="EUR">150.50<\/InstdAmt>/)
  assert.match(file, new RegExp(settlement.beneficiary.iban))

  const again = await runSettlements(world.api.ctx())
  assert.deepEqual([again.settlements, again.files], [[], []])
  assert.equal((await world.outbox()).size, 1)

  await markPaidByHand(world.api.ctx(), { name: run.files[0] ?? '', reason: 'the bank says so' })
  assert.equal(await world.balance('PAYOUTS_IN_TRANSIT'), 0n)
  assert.equal(await world.balance('CLIENT_FUNDS'), 0n)
  await assert.rejects(
    markPaidByHand(world.api.ctx(), { name: run.files[0] ?? '', reason: 'the bank says so' }),
    /was paid before/,
  )
})
