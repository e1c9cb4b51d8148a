/**
 * Random payments, direct payments, reversals, fees and contracts, in four countries: a settlement always is the sum of
 * its allocations and of their breakdowns, the journal owes exactly the waiting amounts, and the bank's orders equal the
 * settlements. TEST_SEED repeats a run.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { XMLParser } from 'fast-xml-parser'
import { v7 as uuid } from 'uuid'
import { bankDataAbsent, iso20022Faults } from '../../packages/bank-files/test/schemas.ts'
import { putContract } from '../../src/case-api/contracts/put-contract.ts'
import { lockCaseRows } from '../../src/claims/queries.ts'
import { recordDirectPayment } from '../../src/payments/record-direct-payment.ts'
import { reversePayment } from '../../src/payments/reverse-payment.ts'
import { withTransaction } from '../../src/platform/database.ts'
import { markPaidByHand } from '../../src/payouts/mark-by-hand.ts'
import { runSettlements } from '../../src/settlements/run-settlements.ts'
import { type Random, createRandom } from '../support/crash/random.ts'
import { type OpenCase, entryOf } from '../support/payments/world.ts'
import type { TestClient } from '../support/service.ts'
import { checkBooks, settlementsOf } from '../support/settlements/books.ts'
import { chargeFee, withdrawCase } from '../support/settlements/withdraw.ts'
import { type SettlementWorld, startWorld } from '../support/settlements/world.ts'
import { SEED } from '../support/seed.ts'

const ROUNDS = process.env['SAATAVA_TEST_LONG'] === '1' ? 30 : 6
const CASES_EACH = 4
const DAY_MS = 86_400_000

const COUNTRIES = [
  { country: 'FI', currency: 'EUR', iban: 'FI4250001510000023' },
  { country: 'FI', currency: 'EUR', iban: 'FI4250001510000023' },
  { country: 'SE', currency: 'SEK', iban: 'SE3550000000054910000003' },
  { country: 'NO', currency: 'NOK', iban: 'NO7215031234562' },
  { country: 'DK', currency: 'DKK', iban: 'DK2930000001234567' },
] as const

interface Creditor {
  client: TestClient
  currency: string
  cases: OpenCase[]
  /** Bank payments that were not taken back. */
  payments: string[]
}

let world: SettlementWorld
let random: Random
before(async () => {
  world = await startWorld()
  random = createRandom(SEED, 'settlements')
})
after(() => world.stop())

async function creditor({ country, currency, iban }: (typeof COUNTRIES)[number]): Promise<Creditor> {
  const client = await world.createClient([{ iban }])
  const { clientIdentifier: clientId } = client
  await world.api.pool.query('update client set country_code = $2, currency_code = $3 where client_id = $1', [
    clientId,
    country,
    currency,
  ])
  await putContract(world.api.ctx(), clientId, {
    settlement: random.chance(0.5)
      ? { schedule: 'DAILY' }
      : { schedule: 'WEEKLY', weekdays: [random.integer(1, 2), random.integer(3, 5)] },
    commission: random.chance(0.3)
      ? []
      : [
          { fromStage: 'REMINDER', percent: random.integer(0, 200_000) / 10_000, of: ['CAPITAL'] },
          { fromStage: 'DEMAND', percent: random.integer(0, 1_000) / 10, of: ['CAPITAL', 'INTEREST', 'COSTS'] },
        ],
  })
  const cases: OpenCase[] = []
  for (let i = 0; i < CASES_EACH; i++)
    cases.push(
      await world.openCase(client, {
        capital: BigInt(random.integer(1, 300_000)),
        costs: BigInt(random.integer(0, 1) * random.integer(1, 1_000)),
        currency,
        debtorType: random.pick(['CONSUMER', 'BUSINESS'] as const),
        accounting: random.chance(0.3),
      }),
    )
  return { client, currency, cases, payments: [] }
}

async function chargeFees({ cases, currency }: Creditor): Promise<void> {
  await chargeFee(world, random.pick(cases), BigInt(random.integer(500, 6_000)), currency)
}

/** One of its cases, and another one comes in its place. */
async function withdrawOne(creditor: Creditor): Promise<void> {
  const [gone] = creditor.cases.splice(random.integer(0, creditor.cases.length - 1), 1)
  if (gone === undefined) return
  await chargeFee(world, gone, BigInt(random.integer(500, 60_000)), creditor.currency)
  await withdrawCase(world, gone)
  creditor.cases.push(
    await world.openCase(creditor.client, { capital: BigInt(random.integer(1, 300_000)), currency: creditor.currency }),
  )
}

async function goOn({ client, cases }: Creditor): Promise<void> {
  await world.api.pool.query(
    `update collection_case set stage = $3 where client_id = $1 and case_id = $2 and status <> 'CLOSED'`,
    [client.clientIdentifier, random.pick(cases).caseId, random.pick(['REMINDER', 'DEMAND', 'LEGAL'])],
  )
}

async function payDirectly({ cases }: Creditor): Promise<void> {
  const { clientId, caseId } = random.pick(cases)
  const amount = BigInt(random.integer(1, 400_000))
  await withTransaction(world.api.service.platform.pool, async (tx) => {
    const [debt] = await lockCaseRows(tx, [{ clientId, caseId }])
    if (debt === undefined || debt.status === 'CLOSED') return
    await recordDirectPayment(world.api.ctx(), tx, {
      ...{ case: debt, amount, paymentDate: '2026-03-05', bookingDate: '2026-03-05' },
    })
  })
}

async function takeBack(creditor: Creditor): Promise<void> {
  const paymentId = creditor.payments.splice(random.integer(0, creditor.payments.length - 1), 1)[0]
  if (paymentId === undefined) return
  const { clientIdentifier: clientId } = creditor.client
  await withTransaction(world.api.service.platform.pool, (tx) =>
    reversePayment(world.api.ctx(), tx, { clientId, paymentId, onDate: '2026-03-10' }),
  )
}

async function payByBank(creditors: readonly Creditor[]): Promise<void> {
  const entries = creditors.flatMap(({ cases, currency }) =>
    cases
      .filter(() => random.chance(0.5))
      .map(({ reference }) =>
        entryOf(`R-${uuid()}`, (random.integer(1, 250_000) / 100).toFixed(2), { reference, currency }),
      ),
  )
  if (entries.length > 0) await world.pay(entries)
  for (const one of creditors) {
    const { rows } = await world.api.pool.query<{ id: string }>(
      `select payment_id as id from payment where client_id = $1 and kind = 'BANK' and reversed_at is null`,
      [one.client.clientIdentifier],
    )
    one.payments = rows.map(({ id }) => id)
  }
}

async function oneRound(creditors: readonly Creditor[]): Promise<void> {
  for (const one of creditors) {
    if (random.chance(0.6)) await goOn(one)
    if (random.chance(0.5)) await chargeFees(one)
  }
  await payByBank(creditors)
  for (const one of creditors) {
    if (random.chance(0.4)) await payDirectly(one)
    if (random.chance(0.5)) await takeBack(one)
    if (random.chance(0.3)) await withdrawOne(one)
  }
  const run = await runSettlements(world.api.ctx())
  assert.deepEqual(run.blocked, [])
}

/** The payment files of which the bank still has something to do. */
async function sentFiles(): Promise<string[]> {
  const { rows } = await world.api.pool.query<{ name: string }>(
    `select distinct message_id as name from payout where state in ('SENT', 'ACCEPTED') order by message_id`,
  )
  return rows.map(({ name }) => name)
}

/** Returns the orders to the bank, by payment id in minor units. */
async function paidOut(): Promise<Map<string, { amount: bigint; currency: string }>> {
  const payments = new Map<string, { amount: bigint; currency: string }>()
  const parser = new XMLParser({
    ignoreAttributes: false,
    parseTagValue: false,
    isArray: (name) => name === 'CdtTrfTxInf',
  })
  for (const xml of (await world.outbox()).values()) {
    if (bankDataAbsent === false) assert.deepEqual(iso20022Faults('pain.001.001.09', xml), [])
    const { PmtInf } = (parser.parse(xml) as { Document: { CstmrCdtTrfInitn: { PmtInf: Batch } } }).Document
      .CstmrCdtTrfInitn
    let total = 0n
    for (const { PmtId, Amt } of PmtInf.CdtTrfTxInf) {
      const amount = BigInt(Amt.InstdAmt['#text'].replace('.', ''))
      assert.ok(!payments.has(PmtId.EndToEndId), `${PmtId.EndToEndId} is paid twice`)
      payments.set(PmtId.EndToEndId, { amount, currency: Amt.InstdAmt['@_Ccy'] })
      total += amount
    }
    assert.equal(PmtInf.CtrlSum.replace('.', ''), String(total))
    assert.equal(Number(PmtInf.NbOfTxs), PmtInf.CdtTrfTxInf.length)
  }
  return payments
}

interface Batch {
  CtrlSum: string
  NbOfTxs: string
  CdtTrfTxInf: { PmtId: { EndToEndId: string }; Amt: { InstdAmt: { '#text': string; '@_Ccy': string } } }[]
}

void test(`payouts equal the debts to clients after random events (seed ${SEED})`, { timeout: 600_000 }, async () => {
  const creditors: Creditor[] = []
  for (const one of COUNTRIES) creditors.push(await creditor(one))
  let negative = 0
  let commissions = 0
  let deductions = 0
  for (let round = 1; round <= ROUNDS; round++) {
    world.api.shiftClock(round * 9 * DAY_MS)
    await oneRound(creditors)
    world.api.shiftClock((round * 9 + 8) * DAY_MS)
    // At the same time money comes in and goes back: each waits for the other on the case, and neither sees half of it.
    const [next] = await Promise.all([
      runSettlements(world.api.ctx()),
      payByBank(creditors),
      ...creditors.map((one) => (random.chance(0.5) ? takeBack(one) : payDirectly(one))),
      runSettlements(world.api.ctx()),
    ])
    assert.deepEqual(next.blocked, [])
    await checkBooks(world, creditors)
    if (random.chance(0.5))
      for (const file of await sentFiles())
        await markPaidByHand(world.api.ctx(), { name: file, reason: 'the bank says so' })
    await checkBooks(world, creditors)
  }
  const expected = new Map<string, { amount: bigint; currency: string }>()
  for (const { client, currency } of creditors)
    for (const one of await settlementsOf(world, client)) {
      deductions += one.deductions.length
      if (one.paidAmount > 0)
        expected.set(`${one.settlementId}-${client.clientIdentifier}`, {
          amount: BigInt(Math.round(one.paidAmount * 100)),
          currency,
        })
      const parts = one.allocations.flatMap(({ breakdown }) => breakdown)
      negative += one.allocations.filter(({ allocatedTotalAmount }) => allocatedTotalAmount < 0).length
      commissions += parts.filter(({ type, amount }) => type === 'FEES' && amount < 0).length
    }
  assert.deepEqual(await paidOut(), expected)
  assert.ok(
    expected.size > creditors.length && negative > 0 && commissions > 0 && deductions > 0,
    `${expected.size} ${negative} ${commissions} ${deductions}`,
  )
})
