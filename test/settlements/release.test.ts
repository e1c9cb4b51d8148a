/** A payment file waits in the database until a second person releases it; a refused one is not sent. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { orderReturn } from '../../src/payments/returns/order-return.ts'
import { setFourEyes } from '../../src/approvals/setting.ts'
import { approve, refuse } from '../../src/four-eyes/decide.ts'
import { listApprovals } from '../../src/four-eyes/show.ts'
import type { Ctx } from '../../src/platform/context.ts'
import { AppError } from '../../src/platform/errors.ts'
import { runSettlements } from '../../src/settlements/run-settlements.ts'
import { entryOf } from '../support/payments/world.ts'
import type { TestClient } from '../support/service.ts'
import { type SettlementWorld, startWorld } from '../support/settlements/world.ts'

let world: SettlementWorld
let clients: TestClient[]
before(async () => {
  world = await startWorld()
  clients = [await world.createClient(), await world.createClient()]
  await setFourEyes(as('Ann'), { isOn: true, limitMinor: 0 })
})
after(() => world.stop())

const as = (name: string): Ctx => ({ ...world.api.ctx(), actor: `user:${name}` })

const waiting = async () =>
  (await listApprovals(world.api.ctx(), { state: 'waiting', limit: 10 })).filter(
    ({ action }) => action === 'payment-file.release',
  )

async function settled(client: TestClient, id: string): Promise<void> {
  const { reference } = await world.openCase(client, { capital: 10_000n })
  await world.pay([entryOf(id, '100.00', { reference })])
  const { settlements, files } = await world.runNext()
  assert.equal(settlements.length, 1)
  assert.deepEqual(files, [], 'nothing is sent')
}

test('a written payment file is sent when a second person has released it', async () => {
  await settled(clients[0] as TestClient, 'FOUR-1')
  assert.equal((await world.outbox()).size, 0)
  await runSettlements(world.api.ctx())
  const [approval, ...more] = await waiting()
  assert.ok(approval !== undefined && more.length === 0, 'it is asked for once')
  const { total, payments, sha256 } = approval.preview as Record<string, unknown>
  assert.deepEqual([total, payments, /^[0-9a-f]{64}$/.test(String(sha256))], ['100.00', 1, true])
  assert.equal(await approve(as('Bob'), { approvalId: approval.approvalId }), 'APPROVED')
  const { files } = await runSettlements(world.api.ctx())
  assert.equal(files.length, 1)
  assert.equal((await world.outbox()).size, 1)
})

test('a file whose release is refused is not sent, and not asked for again', async () => {
  await settled(clients[1] as TestClient, 'FOUR-2')
  const [approval] = await waiting()
  assert.ok(approval)
  await refuse(as('Bob'), { approvalId: approval.approvalId, reason: 'wrong day' })
  const { files } = await runSettlements(world.api.ctx())
  assert.deepEqual([files, await waiting()], [[], []])
  assert.equal((await world.outbox()).size, 1)
})

test('money goes back to its payer when a second person has seen to which account', async () => {
  await world.pay([entryOf('FOUR-3', '55.00', { iban: 'FI4250001510000023' })])
  const { rows } = await world.api.pool.query<{ id: string }>(
    `select entry_id as id from bank_entry where state = 'unallocated' order by entry_id desc limit 1`,
  )
  const id = rows[0]?.id ?? ''
  const error = await orderReturn(as('Ann'), { id, reason: 'nobody’s' }).catch((error: unknown) => error)
  assert.ok(error instanceof AppError && error.code === 'WAITING', String(error))
  const approvalId = String(error.extra['approvalId'])
  const orders = async () => (await world.api.pool.query('select from payment_return')).rowCount
  assert.equal(await orders(), 0)
  const [shown] = await listApprovals(world.api.ctx(), { state: 'waiting', limit: 1 })
  assert.match(JSON.stringify(shown?.preview), /"amount":"55.00".*"to":"[A-Z]{2}\d/)
  assert.equal(await approve(as('Bob'), { approvalId }), 'APPROVED')
  assert.equal(await orders(), 1)
})
