/** Two accounts of client funds in one currency: each client is paid from its own, and each account proves its money. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { accountsWithoutBic } from '../../src/agency/accounts-without-bic.ts'
import { addAccount } from '../../src/agency/add-account.ts'
import { forgetAgency } from '../../src/agency/read-agency.ts'
import { type CamtEntry, camtFile } from '../../packages/bank-files/test/camt.ts'
import { putContract } from '../../src/case-api/contracts/put-contract.ts'
import { addDays } from '@saatava/core/dates.ts'
import { checkFunds } from '../../src/funds/check-funds.ts'
import { placeDue } from '../../src/payments/place-entries.ts'
import { payAgain } from '../../src/settlements/pay-again.ts'
import { runSettlements } from '../../src/settlements/run-settlements.ts'
import { entryOf } from '../support/payments/world.ts'
import type { TestClient } from '../support/service.ts'
import { checkBooks } from '../support/settlements/books.ts'
import { type SettlementWorld, startWorld } from '../support/settlements/world.ts'

const DEFAULT = 'FI2112345600000785'
const SECOND = 'FI4950009420028730'
const PAID_IN = '2026-02-25'
/** A day on which clients without an agreed schedule are settled. */
const TUESDAY = '2026-03-10'

let world: SettlementWorld
let files = 0
const balances = new Map<string, number>()
before(async () => {
  world = await startWorld()
  await addAccount(world.api.ctx(), { currency: 'EUR', iban: SECOND, bic: 'OKOYFIHH' })
})
after(() => world.stop())

/** The bank's statement of a day of one account, with both balances. */
async function statement(iban: string, date: string, ...entries: CamtEntry[]): Promise<void> {
  const opening = balances.get(iban) ?? 0
  const closing = entries.reduce((sum, { amount, sign }) => sum + Number(amount) * (sign === 'DBIT' ? -1 : 1), opening)
  balances.set(iban, closing)
  const id = `ST-${++files}`
  const numbered = entries.map((entry, i) => ({ servicerReference: `${id}-${i}`, bookingDate: date, ...entry }))
  const statementOf = {
    id,
    iban,
    opening: opening.toFixed(2),
    closing: closing.toFixed(2),
    balancesOn: date,
    entries: numbered,
  }
  await world.take(camtFile({ format: 'camt.053.001.08', messageId: id, statements: [statementOf] }))
  while ((await placeDue(world.api.ctx())) > 0);
}

const debit = (endToEndId: string, amount: string): CamtEntry => ({
  amount,
  sign: 'DBIT',
  transactions: [{ endToEndId }],
})

async function payouts(
  client: TestClient,
): Promise<{ id: string; state: string; from: string; doubt: string | null }[]> {
  const { rows } = await world.api.pool.query<{ id: string; state: string; from: string; doubt: string | null }>(
    'select end_to_end_id as id, state, debtor_iban as "from", doubt from payout where client_id = $1 order by attempt',
    [client.clientIdentifier],
  )
  return rows
}

/** Returns for each account whether it agrees with the bank, and who owns its money. */
async function proof(date: string): Promise<Record<string, string>> {
  const { accounts } = await checkFunds(world.api.ctx(), { date })
  return Object.fromEntries(
    accounts.map(({ account, state, bank, parts }) => [
      account,
      `${state} ${bank} ${parts.map(({ of: account, amount }) => `${account} ${amount}`).join(', ')}`,
    ]),
  )
}

void test('each client is paid from its own account, in a separate file, and each account proves its money', async () => {
  const one = await world.createClient()
  const other = await world.createClient()
  await putContract(world.api.ctx(), other.clientIdentifier, { collectionAccount: SECOND })
  const { reference } = await world.openCase(one, { capital: 10_000n })
  const second = await world.openCase(other, { capital: 7_000n })
  await statement(DEFAULT, PAID_IN, entryOf('A-1', '100.00', { reference }))
  await statement(SECOND, PAID_IN, entryOf('B-1', '70.00', { reference: second.reference }))
  const run = await world.runNext()
  assert.deepEqual([run.settlements.length, run.files.length], [2, 2])
  const outbox = await world.outbox()
  for (const [iban, client, amount] of [
    [DEFAULT, one, '100.00'],
    [SECOND, other, '70.00'],
  ] as const) {
    const xml = [...outbox.values()].find((text) => text.includes(`<DbtrAcct><Id><IBAN>${iban}<`)) ?? assert.fail(iban)
    assert.deepEqual(
      [...xml.matchAll(/<EndToEndId>([^<]+)<.*?<InstdAmt[^>]*>([\d.]+)</gs)].map(([, id, sum]) => [id, sum]),
      [[(await payouts(client))[0]?.id, amount]],
    )
  }
  const [a, b] = [(await payouts(one))[0]?.id ?? '', (await payouts(other))[0]?.id ?? '']
  const paidOn = addDays(PAID_IN, 1)
  await statement(DEFAULT, paidOn, debit(a, '100.00'))
  await statement(SECOND, paidOn, debit(b, '70.00'))
  assert.deepEqual([(await payouts(one))[0]?.state, (await payouts(other))[0]?.state], ['PAID', 'PAID'])
  assert.deepEqual(await proof(paidOn), {
    [DEFAULT]: 'AGREES 0 HELD_FOR_CLIENTS 10000, MONEY_OUT -10000',
    [SECOND]: 'AGREES 0 HELD_FOR_CLIENTS 7000, MONEY_OUT -7000',
  })
  await checkBooks(world, [
    { client: one, currency: 'EUR' },
    { client: other, currency: 'EUR' },
  ])
})

void test('a debit on another account than the payment file named does not pay it, and needs review', async () => {
  const client = await world.createClient()
  const { reference } = await world.openCase(client, { capital: 3_000n })
  const paidIn = addDays(PAID_IN, 2)
  await statement(DEFAULT, paidIn, entryOf('A-2', '30.00', { reference, date: paidIn }))
  await world.runNext()
  const [{ id, from } = { id: '', from: '' }] = await payouts(client)
  assert.equal(from, DEFAULT)
  await statement(SECOND, paidIn, { ...debit(id, '30.00'), servicerReference: 'WRONG-1' })
  const [doubtful] = await payouts(client)
  assert.equal(doubtful?.state, 'SENT')
  assert.match(doubtful?.doubt ?? '', /is on the account FI4950009420028730, but the payout leaves another account/)
  await statement(DEFAULT, addDays(paidIn, 1), debit(id, '30.00'))
  assert.deepEqual(
    (await payouts(client)).map(({ state, doubt }) => [state, doubt]),
    [['PAID', null]],
  )
})

void test('a returned payout is paid again from the account to which its money came back, whatever the contract says now', async () => {
  const client = await world.createClient()
  const clientId = client.clientIdentifier
  await putContract(world.api.ctx(), clientId, { collectionAccount: SECOND })
  const { reference } = await world.openCase(client, { capital: 5_000n })
  const paidIn = addDays(PAID_IN, 4)
  await statement(SECOND, paidIn, entryOf('B-2', '50.00', { reference, date: paidIn }))
  const { settlements } = await world.runNext()
  const [{ id } = { id: '' }] = await payouts(client)
  await statement(SECOND, paidIn, debit(id, '50.00'))
  await statement(SECOND, addDays(paidIn, 1), {
    amount: '50.00',
    transactions: [{ endToEndId: id, returnReason: 'AC04' }],
  })
  await putContract(world.api.ctx(), clientId, {})
  await payAgain(world.api.ctx(), {
    settlementId: settlements[0]?.settlementId ?? 0,
    clientId,
    reason: 'a new account',
  })
  await runSettlements(world.api.ctx())
  assert.deepEqual(
    (await payouts(client)).map(({ state, from }) => [state, from]),
    [
      ['RETURNED', SECOND],
      ['SENT', SECOND],
    ],
  )
})

void test('an account that was stored without its BIC is named at a start, and nobody is paid from it', async () => {
  await world.api.pool.query(`update agency_account set bic = null where currency = 'NOK'`)
  forgetAgency(world.api.service.platform)
  assert.match(
    (await accountsWithoutBic(world.api.ctx())) ?? '',
    /^No client is paid from NOK NO9386011117947, because the BIC of the account's bank is missing.*--bic\.$/,
  )
  const client = await world.createClient([{ iban: 'NO7215031234562', bic: 'DNBANOKK', currencyCode: 'NOK' }])
  const { reference } = await world.openCase(client, { capital: 4_000n, currency: 'NOK' })
  const paidIn = entryOf('N-1', '40.00', { reference, currency: 'NOK', date: addDays(PAID_IN, 6) })
  const statementOf = { id: 'NOK-1', iban: 'NO9386011117947', currency: 'NOK', entries: [paidIn] }
  await world.take(camtFile({ format: 'camt.053.001.08', messageId: 'NOK-1', statements: [statementOf] }))
  const run = await runSettlements(world.api.ctx(), { date: TUESDAY })
  assert.deepEqual(
    run.blocked.map(({ currency, reason }) => [currency, reason]),
    [['NOK', 'REFUSED']],
  )
  assert.match(run.blocked[0]?.message ?? '', /NO9386011117947 is missing: payments in NOK are not SEPA transfers/)
  await world.api.pool.query(`update agency_account set bic = 'DABANO22' where currency = 'NOK'`)
  forgetAgency(world.api.service.platform)
  assert.equal(await accountsWithoutBic(world.api.ctx()), undefined)
})
