/** Entries of an account that held no client funds are processed when the account is added to those that do. */
import { strict as assert } from 'node:assert'
import { after, before, test } from 'node:test'
import { addAccount } from '../../src/agency/add-account.ts'
import { camtFile } from '../../packages/bank-files/test/camt.ts'
import { checkFunds } from '../../src/funds/check-funds.ts'
import { matchAll } from '../../src/payments/match/match-all.ts'
import { releaseDue } from '../../src/payments/release-entries.ts'
import type { TestClient } from '../support/service.ts'
import { BGMAX } from '../support/payments/national-files.ts'
import { startWorld, type World } from '../support/payments/world.ts'

const DAY = '2026-02-25'
/** No client funds when the files come. */
const OTHER_SE = { iban: 'SE3550000000054910000003', bankgiro: '50501055' }
const OTHER_FI = 'FI5810171000000122'

let world: World
let client: TestClient
before(async () => {
  world = await startWorld()
  client = await world.api.createClient()
})
after(() => world.stop())

async function outcomes(account: string): Promise<string[]> {
  const { rows } = await world.api.pool.query<{ outcome: string }>(
    `select amount_minor || ' ' || state || coalesce(' ' || reason, '') as outcome from bank_entry
     where account = $1 order by amount_minor, entry_id`,
    [account],
  )
  return rows.map(({ outcome }) => outcome)
}

function camt(iban: string, entries: [amount: string, reference?: string][], currency = 'EUR'): string {
  const id = `R-${Math.round(performance.now() * 1_000)}`
  return camtFile({
    ...{ format: 'camt.054.001.02', messageId: id },
    statements: [
      {
        ...{ id, iban, currency },
        entries: entries.map(([amount, reference]) => ({
          ...{ amount, currency, bookingDate: DAY },
          transactions: reference === undefined ? [] : [{ debtor: 'Matti Meikäläinen', structured: [{ reference }] }],
        })),
      },
    ],
  })
}

async function releaseAll(): Promise<void> {
  while ((await releaseDue(world.api.ctx())) > 0);
  await matchAll(world.api.ctx())
}

test('matches entries of an account when it is added to those of client funds', async () => {
  const debt = await world.openCase(client, { capital: 6_000n })
  await world.take(
    camt(OTHER_FI, [
      ['60.00', debt.reference],
      ['25.00', '1232'],
    ]),
  )
  assert.deepEqual(await outcomes(OTHER_FI), ['2500 unallocated OTHER_ACCOUNT', '6000 unallocated OTHER_ACCOUNT'])
  await releaseAll()
  assert.deepEqual(await outcomes(OTHER_FI), ['2500 unallocated OTHER_ACCOUNT', '6000 unallocated OTHER_ACCOUNT'])
  assert.deepEqual((await checkFunds(world.api.ctx(), { date: DAY, account: OTHER_FI })).accounts, [])

  await addAccount(world.api.ctx(), { currency: 'EUR', iban: OTHER_FI, bankgiros: [], plusgiros: [] })
  await releaseAll()
  assert.deepEqual(await outcomes(OTHER_FI), ['2500 unallocated UNKNOWN_REFERENCE', '6000 matched'])
  assert.equal((await world.statusOf(debt)).closing_reason, 'PAID')
  const [account] = (await checkFunds(world.api.ctx(), { date: DAY, account: OTHER_FI })).accounts
  assert.equal(account?.books, 8_500n)
  const { rows } = await world.api.pool.query(`select details from audit_entry where action = 'bank-file.released'`)
  assert.deepEqual(rows, [{ details: { accounts: [OTHER_FI], entries: 2 } }])
})

test('counts once the entries that files reported under several names of the account before it was added', async () => {
  const { iban, bankgiro } = OTHER_SE
  const debt = await world.openCase(client, { capital: 12_500n, currency: 'SEK' })
  const lines = [
    { amount: 12_500, reference: debt.reference ?? '' },
    { amount: 30_000, reference: '3191016' },
  ]
  const bgMax = BGMAX.write(DAY, [lines], 1).replace('0009912346', `00${bankgiro}`)
  await world.take(camt(iban, [['425.00']], 'SEK'))
  await world.take(bgMax)
  await world.take(camt(iban, [['125.00', debt.reference]], 'SEK'))
  const held = ['12500 unallocated OTHER_ACCOUNT', '42500 unallocated OTHER_ACCOUNT']
  assert.deepEqual(await outcomes(iban), held)

  await addAccount(world.api.ctx(), {
    ...{ currency: 'SEK', iban, bic: 'ESSESESS', bankgiros: [bankgiro], plusgiros: [] },
  })
  await releaseAll()
  assert.deepEqual(await outcomes(bankgiro), ['12500 matched', '30000 unallocated UNKNOWN_REFERENCE'])
  assert.deepEqual(await outcomes(iban), ['12500 unallocated PERHAPS_SAME', '42500 unallocated PERHAPS_SAME'])
  const [account] = (await checkFunds(world.api.ctx(), { date: DAY, account: iban })).accounts
  assert.equal(account?.books, 42_500n)
})
