/**
 * The clearing account of a client's books, over random mixes of booked and unbooked invoices, payments, direct payments,
 * reversals, fees, withdrawals, currencies and changed settings: at each moment it holds what the agency has allocated to
 * booked invoices and not settled, and 0 when all is settled. TEST_SEED repeats a run.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as fc from 'fast-check'
import { v7 as uuid } from 'uuid'
import { putContract } from '../../src/case-api/contracts/put-contract.ts'
import { lockCaseRows } from '../../src/claims/queries.ts'
import { recordDirectPayment } from '../../src/payments/record-direct-payment.ts'
import { reversePayment } from '../../src/payments/reverse-payment.ts'
import { withTransaction } from '../../src/platform/database.ts'
import { runSettlements } from '../../src/settlements/run-settlements.ts'
import { type OpenCase, entryOf } from '../support/payments/world.ts'
import type { TestClient } from '../support/service.ts'
import { chargeFee, withdrawCase } from '../support/settlements/withdraw.ts'
import { type SettlementWorld, startWorld } from '../support/settlements/world.ts'
import { IS_USUAL_SEED, SEED } from '../support/seed.ts'

const RUNS = process.env['SAATAVA_TEST_LONG'] === '1' ? 200 : 16
const CASES = 4
const DAY_MS = 86_400_000

const BOOKS = [
  { country: 'FI', currency: 'EUR', iban: 'FI4250001510000023' },
  { country: 'SE', currency: 'SEK', iban: 'SE3550000000054910000003' },
  { country: 'NO', currency: 'NOK', iban: 'NO7215031234562' },
] as const
/** Currency of cases in another currency than the books. */
const FOREIGN = 'DKK'
const FOREIGN_IBAN = 'DK2930000001234567'

const nth = fc.nat({ max: CASES - 1 })
const cents = fc.integer({ min: 1, max: 200_000 })
const deed = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('pay' as const), nth, cents }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('direct' as const), nth, cents }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reverse' as const), nth }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('fee' as const), nth, cents: fc.integer({ min: 500, max: 6_000 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('withdraw' as const), nth }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('account' as const), cents }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('settle' as const) }) },
)
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never
const story = fc.record({
  books: fc.constantFrom(...BOOKS),
  cases: fc.array(
    fc.record({
      capital: cents,
      costs: fc.constantFrom(0, 0, 700),
      accounting: fc.boolean(),
      foreign: fc.constantFrom(false, false, false, true),
    }),
    { minLength: CASES, maxLength: CASES },
  ),
  commission: fc.constantFrom(0, 7.5, 33.3333),
  connected: fc.constantFrom(true, true, false),
  deeds: fc.array(deed, { minLength: 3, maxLength: 18 }),
})
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never

let world: SettlementWorld
let days = 0
const seen = { settlements: 0, vouchers: 0, mixed: 0, unbookedOnly: 0, reversed: 0, direct: 0, deducted: 0 }

before(async () => {
  world = await startWorld()
})
after(() => world.stop())

test(`after any settlements the clearing account returns to zero (seed ${SEED})`, {
  timeout: 900_000,
}, async (t) => {
  await fc.assert(fc.asyncProperty(story, live), { numRuns: RUNS, seed: SEED, endOnFailure: true })
  const missed = Object.entries(seen).filter(([, times]) => times === 0)
  if (IS_USUAL_SEED) assert.deepEqual(missed, [], 'the stories came through everything')
  t.diagnostic(`clearing account: ${RUNS} stories, ${JSON.stringify(seen)}`)
})

interface Living {
  client: TestClient
  cases: (OpenCase & { currency: string; accounting: boolean })[]
}

async function live(one: Story): Promise<void> {
  const living = await begin(one)
  for (const each of one.deeds) {
    await perform(each, living)
    await checkClearing(living)
  }
  await settleAll(one, living)
  assert.deepEqual(await clearing(living.client), new Map(), 'all is settled, and no account keeps a rest')
  await checkVouchers(one, living)
}

async function begin({ books, cases: inputs, commission, connected }: Story): Promise<Living> {
  const { country, currency, iban } = books
  const client = await world.createClient([{ iban }, { iban: FOREIGN_IBAN, currencyCode: FOREIGN }])
  const { clientIdentifier: clientId, token } = client
  const change = 'update client set country_code = $2, currency_code = $3 where client_id = $1'
  await world.api.pool.query(change, [clientId, country, currency])
  await putContract(world.api.ctx(), clientId, {
    settlement: { schedule: 'DAILY' },
    commission: commission === 0 ? [] : [{ fromStage: 'REMINDER', percent: commission, of: ['CAPITAL', 'COSTS'] }],
  })
  if (connected) {
    const body = { system: 'PROCOUNTOR', companyIdentifier: '0112038-9', simulator: true, isDefault: true }
    const reply = await world.api.call('PUT', '/api/v1/partner/accounting/connection', { token, body })
    assert.equal(reply.status, 200, reply.text)
  }
  const cases: Living['cases'] = []
  for (const { capital, costs, accounting, foreign } of inputs) {
    const debt = { currency: foreign ? FOREIGN : currency, accounting }
    cases.push({
      ...(await world.openCase(client, { capital: BigInt(capital), costs: BigInt(costs), ...debt })),
      ...debt,
    })
  }
  await world.api.pool.query(`update collection_case set stage = 'REMINDER' where client_id = $1`, [clientId])
  return { client, cases }
}

async function perform(one: Deed, { client, cases }: Living): Promise<void> {
  if (one.do === 'settle') return settle()
  if (one.do === 'account') return useOtherClearingAccount(client, one.cents)
  const debt = cases[one.nth] as Living['cases'][number]
  const { reference, currency } = debt
  if (one.do === 'pay') await world.pay([entryOf(`C-${uuid()}`, (one.cents / 100).toFixed(2), { reference, currency })])
  else if (one.do === 'fee') await chargeFee(world, debt, BigInt(one.cents), currency)
  else if (one.do === 'withdraw') await withdrawWithFee(debt)
  else if (one.do === 'direct') await payDirectly(debt, BigInt(one.cents))
  else await takeBack(client, one.nth)
}

async function withdrawWithFee(debt: Living['cases'][number]): Promise<void> {
  await chargeFee(world, debt, 1_200n, debt.currency)
  await withdrawCase(world, debt)
}

async function settle(): Promise<void> {
  world.api.shiftClock(++days * 4 * DAY_MS)
  const run = await runSettlements(world.api.ctx())
  assert.deepEqual(run.blocked, [])
  seen.settlements += run.settlements.length
  seen.deducted += run.settlements.filter(({ deducted }) => deducted > 0n).length
}

async function useOtherClearingAccount({ token }: TestClient, number: number): Promise<void> {
  const body = { accounting: { settlement: { clearingAccount: number + 10_000 } } }
  assert.equal((await world.api.call('PUT', '/api/v1/partner/client/settings', { token, body })).status, 200)
}

async function payDirectly({ clientId, caseId }: OpenCase, amount: bigint): Promise<void> {
  await withTransaction(world.api.service.platform.pool, async (tx) => {
    const [debt] = await lockCaseRows(tx, [{ clientId, caseId }])
    if (debt === undefined || debt.status === 'CLOSED') return
    const on = { paymentDate: '2026-03-05', bookingDate: '2026-03-05' }
    await recordDirectPayment(world.api.ctx(), tx, { case: debt, amount, ...on })
    seen.direct += 1
  })
}

async function takeBack({ clientIdentifier: clientId }: TestClient, nth: number): Promise<void> {
  const { rows } = await world.api.pool.query<{ id: string }>(
    `select payment_id as id from payment where client_id = $1 and kind = 'BANK' and reversed_at is null
     order by payment_id offset $2 limit 1`,
    [clientId, nth],
  )
  const [payment] = rows
  if (payment === undefined) return
  await withTransaction(world.api.service.platform.pool, (tx) =>
    reversePayment(world.api.ctx(), tx, { clientId, paymentId: payment.id, onDate: '2026-03-10' }),
  )
  seen.reversed += 1
}

/** More comes in than was taken back, in each currency, so that nothing has to wait for a later settlement. */
async function settleAll({ books }: Story, { client }: Living): Promise<void> {
  for (const currency of [books.currency, FOREIGN]) {
    const { reference } = await world.openCase(client, { capital: 9_000_000n, currency })
    await world.pay([entryOf(`C-${uuid()}`, '90000.00', { reference, currency })])
  }
  await settle()
}

interface Document {
  kind: 'payment' | 'ledger'
  identifier: string
  payload: {
    amount: number
    accounts?: { money: string }
    ledgerRows?: {
      accountNumber: string
      amount: number
      netAmount: number
      isVatRow: number
      transactionDescription: string
    }[]
  }
}

async function documentsOf({ clientIdentifier }: TestClient): Promise<Document[]> {
  const { rows } = await world.api.pool.query<Document>(
    'select kind, identifier, payload from accounting_document where client_id = $1 order by seq',
    [clientIdentifier],
  )
  return rows
}

const minor = (amount: number) => BigInt(Math.round(amount * 100))
const add = (to: Map<string, bigint>, account: string, amount: bigint) => {
  const total = (to.get(account) ?? 0n) + amount
  if (total === 0n) to.delete(account)
  else to.set(account, total)
}

/** Returns the sum that the documents leave on each clearing account on which payments were booked. */
async function clearing(client: TestClient): Promise<Map<string, bigint>> {
  const documents = await documentsOf(client)
  const accounts = new Set(documents.flatMap(({ payload }) => payload.accounts?.money ?? []))
  const balances = new Map<string, bigint>()
  for (const { payload } of documents) {
    if (payload.accounts !== undefined) add(balances, payload.accounts.money, minor(payload.amount))
    for (const { accountNumber, amount, isVatRow } of payload.ledgerRows ?? [])
      if (isVatRow !== 1 && accounts.has(accountNumber)) add(balances, accountNumber, minor(amount))
  }
  return balances
}

/** Capital that was allocated to invoices in the books and is not settled, less what was taken back since it was. */
async function checkClearing({ client, cases }: Living): Promise<void> {
  const { rows: books } = await world.api.pool.query<{ currency: string }>(
    'select currency_code as currency from client where client_id = $1',
    [client.clientIdentifier],
  )
  const booked = cases.filter(({ accounting, currency }) => accounting && currency === books[0]?.currency)
  const { rows } = await world.api.pool.query<{ open: string }>(
    `select coalesce(sum(case when a.settlement_id is null then 1 else -1 end * a.capital_minor), 0)::text as open
     from allocation a join payment p using (client_id, payment_id)
     where client_id = $1 and p.kind = 'BANK' and a.case_id = any($2::bigint[])
       and ((a.settlement_id is null and a.reversed_at is null)
         or (a.settlement_id is not null and a.reversed_at is not null and a.reversal_settlement_id is null))`,
    [client.clientIdentifier, booked.map(({ caseId }) => caseId)],
  )
  const balances = await clearing(client)
  assert.equal(
    [...balances.values()].reduce((total, amount) => total + amount, 0n),
    BigInt(rows[0]?.open ?? 0),
  )
}

/** Every settlement in the currency of a connected client's books has a voucher that balances and names its invoices. */
async function checkVouchers({ books, connected }: Story, { client }: Living): Promise<void> {
  const documents = await documentsOf(client)
  const vouchers = new Map(
    documents.filter(({ kind }) => kind === 'ledger').map((one) => [one.identifier, one.payload]),
  )
  const { rows } = await world.api.pool.query<{ id: number; currency: string; paid: string }>(
    `select settlement_id as id, currency, (amount_minor - deducted_minor)::text as paid from settlement where client_id = $1`,
    [client.clientIdentifier],
  )
  for (const { id, currency, paid } of rows) {
    const voucher = vouchers.get(`settlement:${id}`)
    if (connected) assert.equal(voucher !== undefined, currency === books.currency, `settlement ${id}`)
    if (voucher === undefined) continue
    const lines = voucher.ledgerRows ?? []
    assert.equal(
      lines.reduce((total, { netAmount }) => total + minor(netAmount), 0n),
      0n,
      'it balances',
    )
    const bank = lines.find(({ transactionDescription }) => transactionDescription === `Settlement ${id}`)
    assert.equal(minor(bank?.amount ?? 0), BigInt(paid), 'the bank account holds what was paid')
    const texts = lines.map(({ transactionDescription }) => transactionDescription)
    const booked = texts.some((text) => /^\d+ invoices? booked by Saatava: \d/.test(text))
    const unbooked = texts.some((text) => /^\d+ invoices? not booked by Saatava: \d/.test(text))
    seen.vouchers += 1
    if (booked && unbooked) seen.mixed += 1
    if (unbooked && !booked) seen.unbookedOnly += 1
  }
}
