/**
 * A person's mistake is corrected: an allocation is moved or undone, money is returned, and the books add up all the
 * time.
 */
import { strict as assert } from 'node:assert'
import { readFile, readdir } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { statusFile } from '../../packages/bank-files/test/pain-status.ts'
import { moveAllocation } from '../../src/payments/move-allocation.ts'
import { matchAll } from '../../src/payments/match/match-all.ts'
import { endReturnByHand } from '../../src/payments/returns/end-return.ts'
import { orderReturn } from '../../src/payments/returns/order-return.ts'
import { sendReturns } from '../../src/payments/returns/send-returns.ts'
import { unallocate } from '../../src/payments/unallocate.ts'
import type { TestClient } from '../support/service.ts'
import { type OpenCase, type World, camtOf, entryOf, startWorld } from '../support/payments/world.ts'

const DAY_MS = 86_400_000
let world: World
let client: TestClient
let other: TestClient

before(async () => {
  world = await startWorld()
  client = await world.api.createClient()
  other = await world.api.createClient()
})
after(() => world.stop())

let names = 0
/** Pays a case by its reference. @returns the allocation */
async function paid(debt: OpenCase, amount: string): Promise<number> {
  const { reference } = debt
  await world.pay([entryOf(`PUT-${++names}`, amount, { reference, iban: 'FI5810171000000122' })])
  const { rows } = await world.api.pool.query<{ id: number }>(
    'select max(allocation_id)::int as id from allocation where client_id = $1 and case_id = $2',
    [debt.clientId, debt.caseId],
  )
  return rows[0]?.id ?? assert.fail('it is allocated')
}

async function paymentOf(allocationId: number): Promise<{ id: string; unallocated: bigint; reversed: boolean }> {
  const { rows } = await world.api.pool.query<{ id: string; unallocated: string; reversed: boolean }>(
    `select p.payment_id as id, p.unallocated_minor::text as unallocated, p.reversed_at is not null as reversed
     from allocation a join payment p using (client_id, payment_id) where a.allocation_id = $1`,
    [allocationId],
  )
  const [row] = rows
  return { id: row?.id ?? '', unallocated: BigInt(row?.unallocated ?? 0), reversed: row?.reversed === true }
}

const capital = (debt: OpenCase) => world.balance('RECEIVABLE_CAPITAL', debt)
/** Nothing is lost: what is owed to clients and to the agency, held and under way is what is there. */
async function checkFunds(): Promise<void> {
  const accounts = ['CLIENT_FUNDS', 'UNALLOCATED', 'OWED_TO_CLIENT', 'OWED_TO_AGENCY', 'RETURNS_UNDER_WAY']
  const balances = await Promise.all(accounts.map((account) => world.balance(account)))
  assert.equal(
    balances.reduce((sum, one) => sum + one, 0n),
    0n,
    accounts.map((account, i) => `${account} ${balances[i]}`).join(', '),
  )
}

test('a payment moves to another case of its client; the wrong one is owed again as if it had never been paid', async () => {
  const [wrong, right] = [
    await world.openCase(client, { capital: 10_000n }),
    await world.openCase(client, { capital: 10_000n }),
  ]
  const allocationId = await paid(wrong, '100.00')
  assert.equal((await world.statusOf(wrong)).status, 'CLOSED')
  const moved = await moveAllocation(world.api.ctx(), { allocationId, to: { caseId: right.caseId }, reason: 'a test' })
  assert.deepEqual([moved.to.part.amount, moved.unallocated], [10_000n, 0n])
  assert.deepEqual([await capital(wrong), await capital(right)], [10_000n, 0n])
  assert.deepEqual([(await world.statusOf(wrong)).status, (await world.statusOf(right)).status], ['OPEN', 'CLOSED'])
  await checkFunds()
  const { body } = await world.payments(client)
  assert.deepEqual(
    body.filter(({ caseId }) => [wrong.caseId, right.caseId].includes(caseId)).map(({ caseId }) => caseId),
    [right.caseId],
  )
  await assert.rejects(
    moveAllocation(world.api.ctx(), { allocationId, to: { caseId: right.caseId }, reason: 'again' }),
    /taken back before/,
  )
})

test('by the invoice’s number it moves within the client; the surplus waits', async () => {
  const [wrong, right] = [
    await world.openCase(client, { capital: 10_000n }),
    await world.openCase(client, { capital: 2_500n }),
  ]
  const allocationId = await paid(wrong, '60.00')
  const moved = await moveAllocation(world.api.ctx(), {
    allocationId,
    to: { invoiceNumber: right.invoiceNumber },
    reason: 'a test',
  })
  assert.deepEqual([moved.to.part.amount, moved.unallocated], [2_500n, 3_500n])
  assert.equal(await capital(wrong), 10_000n)
  assert.equal((await paymentOf(allocationId)).unallocated, 3_500n)
  await checkFunds()
  await assert.rejects(
    moveAllocation(world.api.ctx(), { allocationId: moved.to.allocationId, to: { invoiceNumber: 1 }, reason: 'x' }),
    /no case of invoice 1/,
  )
})

test('a payment of another client moves as a whole, and leaves the first client’s books', async () => {
  const wrong = await world.openCase(client, { capital: 10_000n })
  const right = await world.openCase(other, { capital: 10_000n })
  const allocationId = await paid(wrong, '40.00')
  const before = await world.balance('CLIENT_FUNDS')
  const funds = (debt: OpenCase) =>
    world.api.pool
      .query<{ total: string }>(
        `select coalesce(sum(balance_minor), 0)::text as total from journal_balance where account = 'CLIENT_FUNDS' and client_id = $1`,
        [debt.clientId],
      )
      .then(({ rows }) => BigInt(rows[0]?.total ?? 0))
  const [ofWrong, ofRight] = [await funds(wrong), await funds(right)]
  const moved = await moveAllocation(world.api.ctx(), { allocationId, to: { caseId: right.caseId }, reason: 'a test' })
  assert.equal(moved.to.part.case.clientId, right.clientId)
  assert.deepEqual([await capital(wrong), await capital(right)], [10_000n, 6_000n])
  assert.deepEqual([await funds(wrong), await funds(right)], [ofWrong - 4_000n, ofRight + 4_000n])
  assert.equal(await world.balance('CLIENT_FUNDS'), before)
  assert.equal((await paymentOf(allocationId)).reversed, true)
  await checkFunds()
  // The bank's own reversal finds the payment where it is now.
  const { rows } = await world.api.pool.query<{ client: number }>(
    'select payment_client_id::int as client from bank_entry where payment_id = $1',
    [moved.to.part.payment.paymentId],
  )
  assert.deepEqual(rows, [{ client: right.clientId }])
  const events = await world.api.pool.query<{ data: { reason?: string } }>(
    `select data from event where client_id = $1 and type = 'payment.reversed' order by event_id desc limit 1`,
    [wrong.clientId],
  )
  assert.equal(events.rows[0]?.data.reason, 'OF_ANOTHER_CLIENT')
})

test('a payment of several cases, or of which a part was returned, stays with its client', async () => {
  const [first, second] = [
    await world.openCase(client, { capital: 1_000n }),
    await world.openCase(client, { capital: 5_000n }),
  ]
  const theirs = await world.openCase(other, { capital: 5_000n })
  const allocationId = await paid(first, '30.00')
  const moved = await moveAllocation(world.api.ctx(), { allocationId, to: { caseId: second.caseId }, reason: 'a test' })
  const { id } = await paymentOf(moved.to.allocationId)
  await orderReturn(world.api.ctx(), { id, amount: 500n, reason: 'a test' })
  await assert.rejects(
    moveAllocation(world.api.ctx(), {
      allocationId: moved.to.allocationId,
      to: { caseId: theirs.caseId },
      reason: 'a test',
    }),
    /was returned to the payer/,
  )
  assert.equal(await capital(second), 5_000n - moved.to.part.amount)
  await checkFunds()
})

test('an allocation is undone once, however many do it at a time', async () => {
  const debt = await world.openCase(client, { capital: 10_000n })
  const allocationId = await paid(debt, '25.00')
  const tries = await Promise.allSettled(
    Array.from({ length: 6 }, () => unallocate(world.api.ctx(), { allocationId, reason: 'a test' })),
  )
  assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1)
  assert.equal(await capital(debt), 10_000n)
  assert.equal((await paymentOf(allocationId)).unallocated, 2_500n)
  await checkFunds()
  await assert.rejects(unallocate(world.api.ctx(), { allocationId: 1, reason: 'x' }), /no allocation 1/)
})

/** A payment of 50.00 of which 20.00 wait. */
async function overpaid(): Promise<string> {
  const debt = await world.openCase(client, { capital: 3_000n })
  return (await paymentOf(await paid(debt, '50.00'))).id
}
const outbox = () => world.api.config.bank.outbox
const files = async () => (await readdir(outbox()).catch(() => [])).filter((name) => name.endsWith('.xml'))

test('a return is one payment file to the payer’s account, on the next banking day, once', async () => {
  const id = await overpaid()
  const order = await orderReturn(world.api.ctx(), { id, reason: 'Paid too much' })
  assert.equal(order.payee.iban, 'FI5810171000000122')
  assert.equal(
    (await world.api.pool.query('select from payment where unallocated_minor > 0 and payment_id = $1', [id])).rowCount,
    0,
  )
  await checkFunds()
  const before = await files()
  assert.equal(await sendReturns(world.api.ctx()), 0, 'not before the day')
  world.api.shiftClock(6 * DAY_MS)
  try {
    await Promise.all([sendReturns(world.api.ctx()), sendReturns(world.api.ctx())])
    await sendReturns(world.api.ctx())
  } finally {
    world.api.shiftClock(0)
  }
  assert.ok(!before.includes(`${order.messageId}.xml`))
  const xml = await readFile(`${outbox()}/${order.messageId}.xml`, 'utf8')
  assert.match(xml, /<IBAN>FI5810171000000122<\/IBAN>/)
  assert.match(xml, new RegExp(`<EndToEndId>${order.endToEndId}</EndToEndId>`))
  assert.match(xml, />20\.00</)
  await assert.rejects(
    endReturnByHand(world.api.ctx(), { returnId: order.returnId, to: 'cancelled', reason: 'too late' }),
    /has been written/,
  )
  // The statement's debit bears the id: the money has left.
  await world.take(
    camtOf(
      [entryOf('DEBIT-1', '20.00', { sign: 'DBIT', endToEndId: order.endToEndId, date: '2026-02-27' })],
      'DEBIT-OF-RETURN',
    ),
  )
  await matchAll(world.api.ctx())
  const { rows } = await world.api.pool.query<{ state: string }>(
    'select state from payment_return where return_id = $1',
    [order.returnId],
  )
  assert.equal(rows[0]?.state, 'paid')
  await checkFunds()
})

test('a return that has not been sent is cancelled, once, and the money waits again', async () => {
  const id = await overpaid()
  const { returnId } = await orderReturn(world.api.ctx(), { id, reason: 'a test' })
  const cancel = () => endReturnByHand(world.api.ctx(), { returnId, to: 'cancelled', reason: 'a test' })
  const tries = await Promise.allSettled([cancel(), cancel()])
  assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1)
  const { rows } = await world.api.pool.query<{ held: number; reason: string }>(
    'select unallocated_minor::int as held, unallocated_reason as reason from payment where payment_id = $1',
    [id],
  )
  assert.deepEqual(rows, [{ held: 2_000, reason: 'RETURN_REFUSED' }])
  await checkFunds()
})

test('a return that the bank refuses, or that comes back, waits again', async () => {
  const id = await overpaid()
  const { returnId } = await orderReturn(world.api.ctx(), { id, reason: 'a test' })
  world.api.shiftClock(6 * DAY_MS)
  await sendReturns(world.api.ctx())
  world.api.shiftClock(0)
  await endReturnByHand(world.api.ctx(), { returnId, to: 'paid', reason: 'seen' })
  await checkFunds()
  await endReturnByHand(world.api.ctx(), { returnId, to: 'refused', reason: 'the account is closed' })
  await checkFunds()
  assert.equal(
    (await world.api.pool.query('select from payment where payment_id = $1 and unallocated_minor = 2000', [id]))
      .rowCount,
    1,
  )
})

/** A return whose file lies in the bank's outbox. */
async function sentReturn(): Promise<{ id: string; order: Awaited<ReturnType<typeof orderReturn>> }> {
  const id = await overpaid()
  const order = await orderReturn(world.api.ctx(), { id, reason: 'a test' })
  world.api.shiftClock(6 * DAY_MS)
  await sendReturns(world.api.ctx())
  world.api.shiftClock(0)
  return { id, order }
}

async function returnOf(returnId: string): Promise<{ state: string; reason: string | null; held: number }> {
  const { rows } = await world.api.pool.query<{ state: string; reason: string | null; held: number }>(
    `select r.state, r.end_reason as reason, p.unallocated_minor::int as held from payment_return r
     join payment p on p.client_id = r.payment_client_id and p.payment_id = r.payment_id where r.return_id = $1`,
    [returnId],
  )
  return rows[0] ?? assert.fail('it is there')
}

test('the bank’s answer (pain.002) refuses a return once, and a person reads its reason', async () => {
  const { order } = await sentReturn()
  const { messageId: orderMessageId, endToEndId, returnId } = order
  const answer = (status: string, messageId: string, reason?: string) =>
    statusFile({
      ...{ of: orderMessageId, messageId },
      batches: [
        {
          id: orderMessageId,
          payments: [{ endToEndId, status, ...(reason === undefined ? {} : { reason, text: 'Closed' }) }],
        },
      ],
    })
  await world.take(answer('ACCP', 'ANSWER-1'))
  assert.deepEqual(await returnOf(returnId), { state: 'sent', reason: null, held: 0 })
  await world.take(answer('RJCT', 'ANSWER-2', 'AC04'))
  const refused = { state: 'refused', reason: 'the bank refused it: AC04 Closed', held: 2_000 }
  assert.deepEqual(await returnOf(returnId), refused)
  await world.take(answer('RJCT', 'ANSWER-3', 'AC04'))
  assert.deepEqual(await returnOf(returnId), refused)
  await checkFunds()
})

test('a return that the payer’s bank sends back is recognised by its id; another amount waits', async () => {
  const { order } = await sentReturn()
  const { endToEndId, returnId } = order
  const entry = (name: string, amount: string, more: { sign?: 'DBIT' } = {}) =>
    entryOf(name, amount, { endToEndId, date: '2026-02-27', ...more })
  const back = (name: string, amount: string) => {
    const { transactions = [], ...rest } = entry(name, amount)
    return { ...rest, transactions: transactions.map((one) => ({ ...one, returnReason: 'AC04' })) }
  }
  await world.pay([entry('RETURN-OUT', '20.00', { sign: 'DBIT' })])
  assert.equal((await returnOf(returnId)).state, 'paid')
  await world.pay([back('RETURN-PART', '19.00')])
  assert.equal((await returnOf(returnId)).state, 'paid')
  await world.pay([back('RETURN-BACK', '20.00')])
  const { state, reason, held } = await returnOf(returnId)
  assert.deepEqual([state, held], ['refused', 2_000])
  assert.match(reason ?? '', /^sent back \(AC04\)/)
  const { rows } = await world.api.pool.query<{ state: string; reason: string }>(
    `select state, reason from bank_entry where end_to_end_id = $1 and amount_minor > 0 order by amount_minor`,
    [endToEndId],
  )
  assert.deepEqual(rows, [
    { state: 'unallocated', reason: 'RETURN_DIFFERS' },
    { state: 'ignored', reason: 'RETURN_CAME_BACK' },
  ])
  await checkFunds()
})

test('without the payer’s account nothing is ordered; an entry that is nobody’s goes back whole', async () => {
  const debt = await world.openCase(client, { capital: 3_000n })
  await world.pay([entryOf('NO-IBAN', '50.00', { reference: debt.reference })])
  const { rows } = await world.api.pool.query<{ id: string }>(
    'select payment_id as id from payment where client_id = $1 and payer_account is null and unallocated_minor = 2000',
    [client.clientIdentifier],
  )
  await assert.rejects(
    orderReturn(world.api.ctx(), { id: rows[0]?.id ?? '', reason: 'x' }),
    /does not name the payer's account/,
  )
  await world.pay([entryOf('NOBODYS', '7.00', { text: 'hello', iban: 'FI5810171000000122' })])
  const entry = (
    await world.api.pool.query<{ id: string }>(
      `select entry_id as id from bank_entry where bank_reference like '%NOBODYS%' and state = 'unallocated'`,
    )
  ).rows[0]?.id
  assert.ok(entry)
  const tries = await Promise.allSettled([1, 2, 3].map(() => orderReturn(world.api.ctx(), { id: entry, reason: 'x' })))
  assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1)
})
