/** The service and its simulated bank, by the sandbox's clock: what debtors pay comes in, what clients are owed goes out. */
import assert from 'node:assert/strict'
import { CLOCK, type ClockView, movedClock } from '../support/clock.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { payAgain } from '../../src/settlements/pay-again.ts'
import { openCaseFor } from '../support/payments/world.ts'
import { type TestClient, type TestService, testService } from '../support/service.ts'

const IBAN = 'FI2112345600000785'
let api: TestService
let folder: string
let client: TestClient
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saatava-sim-bank-'))
  api = await testService({ simulatedBank: true, bankInbox: join(folder, 'inbox'), distributionPollMs: 200 })
  client = await api.createClient()
  const bankAccounts = [{ iban: 'FI4250001510000023', bic: 'OKOYFIHH' }]
  await api.call('PUT', '/api/v1/partner/client/settings', { token: client.token, body: { bankAccounts } })
})
after(async () => {
  await api.stop()
  await rm(folder, { recursive: true, force: true })
})

async function moveTo(days: number): Promise<void> {
  const { now } = (await api.call<ClockView>('GET', CLOCK, { token: client.token })).body
  await movedClock(api, client.token, { to: new Date(Date.parse(now) + days * 86_400_000).toISOString() })
}

async function states(): Promise<string[]> {
  const { rows } = await api.pool.query<{ shown: string }>(
    `select state || coalesce(' ' || reason_code, '') as shown from payout where client_id = $1 order by settlement_id, attempt`,
    [client.clientIdentifier],
  )
  return rows.map(({ shown }) => shown)
}

interface Day {
  date: string
  opening: string
  closing: string
}

/** The bank's balance and the journal's client funds, minor units. */
async function bankAndBooks(): Promise<[bank: number, books: number]> {
  const { statements } = (await api.call<{ statements: Day[] }>('GET', `/simulators/bank/statements?iban=${IBAN}`)).body
  for (const [i, one] of statements.entries())
    if (i > 0) assert.equal(one.opening, statements[i - 1]?.closing, `${one.date} opens where the day before closed`)
  const { rows } = await api.pool.query<{ total: number }>(
    `select coalesce(sum(balance_minor), 0)::int as total from journal_balance where account = 'CLIENT_FUNDS' and currency = 'EUR'`,
  )
  return [Math.round(Number(statements.at(-1)?.closing ?? 0) * 100), rows[0]?.total ?? 0]
}

void test('a payment comes in, a payout goes out, one comes back and is paid again: bank and books are one', async () => {
  const fault = { fault: 'RETURN_PAYOUT', code: 'AC04' }
  assert.equal((await api.call('POST', '/simulators/bank/faults', { body: fault })).status, 200)
  const { reference } = await openCaseFor(api, client, { capital: 10_000n })
  const payment = { iban: IBAN, currency: 'EUR', amount: '100.00', payer: 'Test Debtor', reference }
  assert.equal((await api.call('POST', '/simulators/bank/payments', { body: payment })).status, 201)
  await moveTo(14)
  assert.deepEqual(await states(), ['RETURNED AC04'])
  assert.deepEqual(await bankAndBooks(), [10_000, 10_000])
  const { rows } = await api.pool.query<{ id: string }>('select settlement_id as id from settlement')
  const order = { settlementId: Number(rows[0]?.id), clientId: client.clientIdentifier, reason: 'a new account' }
  await payAgain(api.ctx(), order)
  await moveTo(7)
  assert.deepEqual(await states(), ['RETURNED AC04', 'PAID'])
  assert.deepEqual(await bankAndBooks(), [0, 0])
  const waiting = await api.pool.query(`select from bank_entry where state in ('new', 'unallocated')`)
  assert.equal(waiting.rowCount, 0)
})
