/** The bank takes back a payment of a case that is closed: who owes what then hangs on why it was closed. */
import { strict as assert } from 'node:assert'
import { after, before, test } from 'node:test'
import { withdraw } from '../../src/case-api/actions/effects/withdraw.ts'
import type { Case } from '../../src/claims/case.ts'
import { contractsOf } from '../../src/claims/contracts-of.ts'
import { creditCases } from '../../src/flows/credit-cases.ts'
import { writeOff } from '../../src/dunning/engine/write-off.ts'
import { lockCaseRows } from '../../src/claims/queries.ts'
import { unequalBalances } from '../../src/journal/balances.ts'
import type { Ctx } from '../../src/platform/context.ts'
import { type Tx, withTransaction } from '../../src/platform/database.ts'
import type { TestClient } from '../support/service.ts'
import { entryOf, type OpenCase, startWorld, type World } from '../support/payments/world.ts'

const TODAY = '2026-02-26'
const RECEIVABLES = ['RECEIVABLE_CAPITAL', 'RECEIVABLE_INTEREST', 'RECEIVABLE_COSTS', 'RECEIVABLE_FEES'] as const

let world: World
let client: TestClient
before(async () => {
  world = await startWorld()
  client = await world.api.createClient()
})
after(() => world.stop())

let banks = 0

/** A case of 100.00, on which 40.00 are paid, is closed in this way; then the bank takes the 40.00 back. */
async function reversedAfter(close: (ctx: Ctx, tx: Tx, debt: Case, at: Date) => Promise<unknown>, paid = '40.00') {
  const debt = await world.openCase(client, { capital: 10_000n, invoiceDate: '2026-01-31', dueDate: '2030-01-31' })
  const name = `CLOSED-${++banks}`
  await world.pay([entryOf(name, paid, { reference: debt.reference })])
  await withTransaction(world.api.service.platform.pool, async (tx) => {
    const [locked] = await lockCaseRows(tx, [debt])
    assert.ok(locked)
    await close(world.api.ctx(), tx, locked, world.api.service.platform.clock.now())
  })
  const before = await world.statusOf(debt)
  await world.pay([entryOf(`${name}-BACK`, paid, { reference: debt.reference, sign: 'DBIT', reversal: true })])
  assert.equal((await world.entries()).get(`${name}-BACK`)?.reason, 'REVERSED')
  assert.equal(await world.balance('OWED_TO_CLIENT', debt), 0n, 'the client has no right to it any more')
  assert.deepEqual(await unequalBalances(world.api.pool), [])
  return { debt, before, after: await world.statusOf(debt) }
}

async function owed(debt: OpenCase): Promise<bigint> {
  const balances = await Promise.all(RECEIVABLES.map((account) => world.balance(account, debt)))
  return balances.reduce((sum, one) => sum + one)
}

/** Credits as an accepted credit note does. */
async function credit(ctx: Ctx, tx: Tx, { clientId, invoiceId }: Case, amount: bigint, at: Date): Promise<void> {
  await tx.query('update invoice set credited_minor = credited_minor + $3 where client_id = $1 and invoice_id = $2', [
    clientId,
    invoiceId,
    amount,
  ])
  await creditCases(ctx, tx, [{ clientId, invoiceId, creditNoteNumber: 1, amount }], at)
}

test('written off: it stays closed, and what had been paid is written off too', async () => {
  const { debt, before, after } = await reversedAfter((ctx, tx, one, at) => writeOff(ctx, tx, one, TODAY, at))
  assert.equal(before.closing_reason, 'WRITTEN_OFF')
  assert.deepEqual(after, before)
  assert.equal(await owed(debt), 0n)
  assert.equal(await world.balance('WRITE_OFF', debt), 10_000n)
})

test('withdrawn: it stays closed, and nothing of it is left in the books', async () => {
  const { debt, before, after } = await reversedAfter(async (ctx, tx, one, at) => {
    const contract = (await contractsOf(tx, [one.clientId]))(one.clientId)
    await withdraw({ ctx, tx, case: one, contract, at, today: TODAY })
  })
  assert.equal(before.closing_reason, 'WITHDRAWN')
  assert.deepEqual(after, before)
  assert.equal(await owed(debt), 0n)
  assert.equal(await world.balance('CLAIMS_OF_CLIENT', debt), 0n)
})

test('credited: what the credit notes leave is collected again', async () => {
  const { debt, before, after } = await reversedAfter((ctx, tx, one, at) => credit(ctx, tx, one, 6_000n, at))
  assert.equal(before.closing_reason, 'CREDITED')
  assert.deepEqual(after, { status: 'OPEN', stage: 'INVOICED', closing_reason: null })
  assert.equal(await owed(debt), 4_000n)
})

test('credited whole after a part was paid: nothing is owed, and it stays closed', async () => {
  const { debt, before, after } = await reversedAfter((ctx, tx, one, at) => credit(ctx, tx, one, 10_000n, at))
  assert.equal(before.closing_reason, 'CREDITED')
  assert.deepEqual(after, before)
  assert.equal(await owed(debt), 0n)
})

test('paid and then credited: collected again but for what was credited meanwhile', async () => {
  const part = await reversedAfter((ctx, tx, one, at) => credit(ctx, tx, one, 3_000n, at), '100.00')
  assert.equal(part.before.closing_reason, 'PAID')
  assert.equal(part.after.status, 'OPEN')
  assert.equal(await owed(part.debt), 7_000n)
  const whole = await reversedAfter((ctx, tx, one, at) => credit(ctx, tx, one, 10_000n, at), '100.00')
  assert.deepEqual([whole.after.closing_reason, await owed(whole.debt)], ['PAID', 0n])
})
