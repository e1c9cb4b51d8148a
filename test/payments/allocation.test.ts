/**
 * The order of a payment, the rule that decides it, and the consequences: explanations, the journal, accounting, direct
 * payments.
 */
import { strict as assert } from 'node:assert'
import { after, before, test } from 'node:test'
import { recordDirectPayment } from '../../src/payments/record-direct-payment.ts'
import { lockCaseRows } from '../../src/claims/queries.ts'
import { allocateManually } from '../../src/payments/allocate-manually.ts'
import { withTransaction } from '../../src/platform/database.ts'
import type { TestClient } from '../support/service.ts'
import { entryOf, type OpenCase, startWorld, type World } from '../support/payments/world.ts'

let world: World
let client: TestClient
before(async () => {
  world = await startWorld()
  client = await world.api.createClient()
})
after(() => world.stop())

interface Explained {
  capital: string
  interest: string
  costs: string
  fees: string
  explanation: {
    order: string[]
    agreed: boolean
    rule?: string
    source?: string
    before: object
    paid: object
    after: object
    matchedBy: string
  }
}

async function allocationsOf({ clientId, caseId }: OpenCase): Promise<Explained[]> {
  const { rows } = await world.api.pool.query<Explained>(
    `select capital_minor::text as capital, interest_minor::text as interest, costs_minor::text as costs, fees_minor::text as fees, explanation
     from allocation where client_id = $1 and case_id = $2 and reversed_at is null order by allocation_id`,
    [clientId, caseId],
  )
  return rows
}

/** The worked example: 1 000.00 due 2026-01-15, paid 2026-03-16, is 15.62 of interest for a consumer. */
test('Finland, consumer: interest, then capital, then costs; each allocation says why', async () => {
  const debt = await world.openCase(client, { capital: 100_000n, dueDate: '2026-01-15', costs: 2_000n })
  await world.pay([entryOf('ORDER-1', '500.00', { reference: debt.reference, date: '2026-03-16' })])
  await world.pay([entryOf('ORDER-2', '535.62', { reference: debt.reference, date: '2026-03-16' })])
  const [first, second] = await allocationsOf(debt)
  assert.deepEqual(
    { ...first, explanation: undefined },
    { interest: '1562', capital: '48438', costs: '0', fees: '0', explanation: undefined },
  )
  assert.deepEqual(first?.explanation.order, ['INTEREST', 'CAPITAL', 'COSTS', 'FEES'])
  assert.equal(first?.explanation.rule, 'FI.CONSUMER.ALLOCATION_ORDER')
  assert.ok((first?.explanation.source ?? '').length > 10)
  assert.deepEqual(first?.explanation.before, { capital: 1000, interest: 15.62, costs: 20, fees: 0 })
  assert.deepEqual(first?.explanation.after, { capital: 515.62, interest: 0, costs: 20, fees: 0 })
  assert.equal(first?.explanation.matchedBy, 'REFERENCE')
  assert.deepEqual([second?.capital, second?.interest, second?.costs], ['51562', '0', '2000'])
  assert.equal((await world.statusOf(debt)).closing_reason, 'PAID')
  for (const account of ['RECEIVABLE_CAPITAL', 'RECEIVABLE_INTEREST', 'RECEIVABLE_COSTS', 'CLAIMS_OF_CLIENT'])
    assert.equal(await world.balance(account, debt), 0n, account)
  assert.equal(await world.balance('OWED_TO_CLIENT', debt), -103_562n)
  const { rows } = await world.api.pool.query<{ kind: string }>(
    'select kind from case_event where client_id = $1 and case_id = $2 order by event_id',
    [debt.clientId, debt.caseId],
  )
  assert.deepEqual(
    rows.map(({ kind }) => kind),
    ['OPENED', 'PAYMENT', 'PAYMENT', 'CLOSED'],
  )
})

test('interest runs on what is left, and a later day bears it', async () => {
  const debt = await world.openCase(client, { capital: 100_000n, dueDate: '2026-01-15' })
  await world.pay([entryOf('REST-1', '515.62', { reference: debt.reference, date: '2026-03-16' })])
  await world.pay([entryOf('REST-2', '600.00', { reference: debt.reference, date: '2026-04-15' })])
  const [, second] = await allocationsOf(debt)
  // 500.00 at 9.5 % for 30 days of 365; the whole is rounded once.
  assert.equal(second?.capital, '50000')
  assert.equal(second?.interest, '390')
})

test('a contract’s order goes before the law pack’s where the law leaves it open', async () => {
  const other = await world.api.createClient()
  await world.api.pool.query(
    `insert into client_contract values ($1, '{"allocationOrder": ["CAPITAL", "COSTS"]}', 1, now())`,
    [other.clientIdentifier],
  )
  const debt = await world.openCase(other, {
    capital: 100_000n,
    dueDate: '2026-01-15',
    debtorType: 'BUSINESS',
    costs: 500n,
  })
  await world.pay([entryOf('CONTRACT-1', '1003.00', { reference: debt.reference, date: '2026-03-16' })])
  const [only] = await allocationsOf(debt)
  assert.deepEqual([only?.capital, only?.costs, only?.interest], ['100000', '300', '0'])
  assert.equal(only?.explanation.agreed, true)
  assert.deepEqual(only?.explanation.order, ['CAPITAL', 'COSTS', 'INTEREST', 'FEES'])
  assert.equal((await world.statusOf(debt)).status, 'OPEN')
})

test('payments of invoices that are booked go to accounting behind their vouchers, with their capital alone', async () => {
  const debt = await world.openCase(client, { capital: 20_000n, dueDate: '2026-01-15', accounting: true })
  const plain = await world.openCase(client, { capital: 20_000n })
  await world.pay([
    entryOf('BOOK-1', '50.00', { reference: debt.reference, date: '2026-03-16' }),
    entryOf('BOOK-2', '50.00', { reference: plain.reference }),
  ])
  await world.pay([
    entryOf('BOOK-3', '50.00', { reference: debt.reference, date: '2026-03-16', sign: 'DBIT', reversal: true }),
  ])
  const { rows } = await world.api.pool.query<{
    group_key: string
    payload: { amount: number; invoiceNumber: string }
  }>(`select group_key, payload from accounting_document where client_id = $1 and kind = 'payment' order by seq`, [
    client.clientIdentifier,
  ])
  assert.deepEqual(
    rows.map((row) => [row.group_key, row.payload.amount, row.payload.invoiceNumber]),
    [
      [`invoice:${debt.invoiceNumber}`, 46.88, String(debt.invoiceNumber)],
      [`invoice:${debt.invoiceNumber}`, -46.88, String(debt.invoiceNumber)],
    ],
  )
})

test('a direct payment is allocated, and no client funds move', async () => {
  const debt = await world.openCase(client, { capital: 10_000n, dueDate: '2026-01-15', accounting: true })
  const funds = await world.balance('CLIENT_FUNDS')
  const recorded = await withTransaction(world.api.service.platform.pool, async (tx) => {
    const [locked] = await lockCaseRows(tx, [debt])
    assert.ok(locked)
    return recordDirectPayment(world.api.ctx(), tx, {
      case: locked,
      amount: 12_000n,
      paymentDate: '2026-03-16',
      bookingDate: '2026-03-17',
      method: 'Bankgiro',
      reference: 'BANKREF-88921',
    })
  })
  assert.equal(recorded.paid.capital, 10_000n)
  assert.equal(recorded.paid.interest, 156n)
  assert.equal(recorded.rest, 12_000n - 10_156n)
  assert.equal(await world.balance('CLIENT_FUNDS'), funds)
  assert.equal(await world.balance('OWED_TO_CLIENT', debt), 0n)
  assert.equal((await world.statusOf(debt)).closing_reason, 'PAID')
  const { body } = await world.payments(client)
  const shown = body.find(({ caseId }) => caseId === debt.caseId)
  assert.equal(shown?.paymentType, 'DIRECT Bankgiro')
  assert.equal(shown?.originalPaymentReference, 'BANKREF-88921')
  const { rows: booked } = await world.api.pool.query(
    `select from accounting_document where client_id = $1 and group_key = $2`,
    [client.clientIdentifier, `invoice:${debt.invoiceNumber}`],
  )
  assert.equal(booked.length, 0, 'the creditor’s accountant has it on the creditor’s own bank statement')
})

test('however many allocate one payment at once, no more is allocated than it is', async () => {
  const cases = await Promise.all(Array.from({ length: 6 }, () => world.openCase(client, { capital: 3_000n })))
  await world.pay([entryOf('RACE-1', '100.00', { text: 'no idea' })])
  const { rows } = await world.api.pool.query<{ id: string }>(
    `select entry_id as id from bank_entry where state = 'unallocated' and bank_reference like '%RACE-1%'`,
  )
  const id = rows[0]?.id ?? ''
  const first = await allocateManually(world.api.ctx(), { id, caseId: cases[0]?.caseId ?? 0, amount: 1_000n })
  const rest = first.part.payment.paymentId
  const tried = await Promise.allSettled(
    cases.map(({ caseId }) => allocateManually(world.api.ctx(), { id: rest, caseId, amount: 2_000n })),
  )
  assert.equal(tried.filter(({ status }) => status === 'fulfilled').length, 4)
  const { rows: sums } = await world.api.pool.query<{ allocated: string; held: string }>(
    `select (select sum(capital_minor + interest_minor + costs_minor + fees_minor)::text from allocation where payment_id = $1) as allocated,
            (select unallocated_minor::text from payment where payment_id = $1) as held`,
    [rest],
  )
  assert.deepEqual(sums[0], { allocated: '9000', held: '1000' })
  const more = await world.openCase(client, { capital: 3_000n })
  const again = await Promise.allSettled(
    [1, 2, 3].map(() => allocateManually(world.api.ctx(), { id: rest, caseId: more.caseId, amount: 1_000n })),
  )
  assert.equal(again.filter(({ status }) => status === 'fulfilled').length, 1, 'only so much was left')
  await assert.rejects(allocateManually(world.api.ctx(), { id: rest, caseId: 1 }), /no case 1/)
})
