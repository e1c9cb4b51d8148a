/**
 * An allocation that a person undoes after it was settled comes off the next settlement, and the audit names each
 * settlement.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { unallocate } from '../../src/payments/unallocate.ts'
import { entryOf } from '../support/payments/world.ts'
import { type SettlementWorld, startWorld } from '../support/settlements/world.ts'

let world: SettlementWorld
before(async () => {
  world = await startWorld()
})
after(() => world.stop())

test('an allocation that is undone after it was settled is deducted from the next settlement', async () => {
  const client = await world.createClient()
  const wrong = await world.openCase(client, { capital: 3_000n })
  await world.pay([entryOf('PR-1', '30.00', { reference: wrong.reference })])
  assert.equal((await world.runNext()).settlements.length, 1)
  const { rows } = await world.api.pool.query<{ id: number }>(
    'select allocation_id::int as id from allocation where client_id = $1',
    [client.clientIdentifier],
  )
  await unallocate(world.api.ctx(), { allocationId: rows[0]?.id ?? 0, reason: 'a test' })
  assert.deepEqual((await world.runNext()).settlements, [], 'the client owes, and nothing is paid out')
  const right = await world.openCase(client, { capital: 10_000n })
  await world.pay([entryOf('PR-2', '100.00', { reference: right.reference })])
  await world.runNext()
  const { settlements } = (await world.settlements(client)).body
  assert.deepEqual(
    settlements.map(({ settlementAmount }) => settlementAmount).sort((a, b) => a - b),
    [30, 70],
  )
  assert.equal(await world.balance('OWED_TO_CLIENT'), 0n)
  assert.equal(await world.balance('UNALLOCATED'), -3_000n)
  const audit = await world.api.pool.query<{ subject: string; amount: string }>(
    `select subject, details ->> 'amount' as amount from audit_entry where client_id = $1 and action = 'settlement.made' order by at`,
    [client.clientIdentifier],
  )
  assert.deepEqual(
    audit.rows.map(({ amount }) => amount),
    ['30.00', '70.00'],
  )
})
