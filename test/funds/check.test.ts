/** Client funds are provable: what the bank says of an account is what the journal says, at every step of money's life. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { camtFile, type CamtEntry } from '../../packages/bank-files/test/camt.ts'
import { attributeFunds } from '../../src/funds/attribute.ts'
import { checkFunds, type FundsCheck } from '../../src/funds/check-funds.ts'
import { compareBalances } from '../../src/funds/compare-balances.ts'
import { trialBalance } from '../../src/funds/trial-balance.ts'
import { allocateManually } from '../../src/payments/allocate-manually.ts'
import { returnPayment } from '../../src/payments/return-payment.ts'
import { type World, entryOf, startWorld } from '../support/payments/world.ts'

let world: World
let balance = 0
before(async () => {
  world = await startWorld()
})
after(() => world.stop())

const ACCOUNT = 'FI2112345600000785'
const major = (cents: number) => (cents / 100).toFixed(2)
const cents = ({ amount, sign }: CamtEntry) => Math.round(Number(amount) * 100) * (sign === 'DBIT' ? -1 : 1)

/** The bank's statement of one day: what it opened with, its entries, and what it closed with. */
async function statement(date: string, entries: CamtEntry[], { reported = 0 } = {}): Promise<void> {
  const opening = balance
  balance += entries.reduce((total, entry) => total + cents(entry), 0) + reported
  const statementOf = { id: `S-${date}`, opening: major(opening), closing: major(balance), balancesOn: date, entries }
  await world.take(camtFile({ format: 'camt.053.001.08', messageId: `M-${date}`, statements: [statementOf] }))
}

async function check(date: string): Promise<FundsCheck> {
  const { rows } = await world.api.pool.query<{ due: number }>(
    'select count(*)::int as due from bank_entry where funds_due',
  )
  assert.equal(rows[0]?.due, 0, 'each transaction that changed an entry has booked it in the agency’s journal')
  return checkFunds(world.api.ctx(), { date })
}
async function provenOn(date: string): Promise<FundsCheck> {
  const found = await check(date)
  assert.equal(
    found.state,
    'AGREES',
    JSON.stringify(found, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value)),
  )
  const [all] = found.currencies
  assert.ok(all)
  const parts = [
    all.owedToClients,
    all.payoutsUnderWay,
    all.unallocated,
    all.agencysOwn,
    all.broughtForward,
    all.paidNotSeen,
  ]
  assert.equal(
    parts.reduce((total, part) => total + part, 0n),
    all.books,
    'it is somebody’s, to the cent',
  )
  return found
}

void test('says not provable where no statement has a balance, and compares the receipts of the day', async () => {
  await world.pay([entryOf('N-1', '12.00', { reference: '1', date: '2026-02-24' })])
  const { state, accounts } = await check('2026-02-24')
  assert.equal(state, 'NOT_PROVABLE')
  assert.deepEqual([accounts[0]?.bank, accounts[0]?.books], [null, 1_200n])
  assert.deepEqual(accounts[0]?.parts, [{ of: 'SUSPENSE', amount: 1_200n }])
})

void test('brings the first opening balance forward, with movements of earlier days from other files, until a person attributes it', async () => {
  balance = 50_000
  await statement('2026-02-25', [])
  const found = await provenOn('2026-02-25')
  assert.deepEqual(found.accounts[0]?.parts, [
    { of: 'BROUGHT_FORWARD', amount: 48_800n },
    { of: 'SUSPENSE', amount: 1_200n },
  ])
  const part = { account: ACCOUNT, currency: 'EUR', from: 'FORWARD', reason: 'Float of the agency' } as const
  await attributeFunds(world.api.ctx(), { ...part, to: 'AGENCY', amount: 40_000n })
  await assert.rejects(attributeFunds(world.api.ctx(), { ...part, to: 'AGENCY', amount: 8_801n }), /88\.00 EUR/)
})

void test('holds while money is matched, allocated by a person, taken back and returned', async () => {
  const client = await world.api.createClient()
  const debt = await world.openCase(client, { capital: 10_000n })
  await statement('2026-02-26', [
    entryOf('P-1', '60.00', {
      reference: debt.reference,
      date: '2026-02-26',
      payer: 'Maija',
      iban: 'FI4250001510000023',
    }),
    entryOf('P-2', '15.00', { text: 'no idea', date: '2026-02-26' }),
    entryOf('P-3', '7.00', { text: 'nothing', date: '2026-02-26' }),
  ])
  const first = await provenOn('2026-02-26')
  assert.equal(first.currencies[0]?.owedToClients, 6_000n)
  assert.equal(first.currencies[0]?.unallocated, 1_200n + 1_500n + 700n)
  const entries = await world.entries()
  const id = async (name: string) => {
    const { rows } = await world.api.pool.query<{ id: string }>(
      `select entry_id as id from bank_entry where bank_reference like '%' || $1 || '%'`,
      [name],
    )
    return rows[0]?.id ?? ''
  }
  assert.equal(entries.size, 4)
  await allocateManually(world.api.ctx(), { id: await id('P-2'), caseId: debt.caseId })
  assert.equal((await provenOn('2026-02-26')).currencies[0]?.owedToClients, 7_500n)
  await returnPayment(world.api.ctx(), { id: await id('P-3') })
  const returned = await provenOn('2026-02-26')
  assert.deepEqual([returned.currencies[0]?.unallocated, returned.currencies[0]?.paidNotSeen], [1_200n, 700n])
  // The bank takes the payment back, and shows the return.
  await statement('2026-02-27', [
    entryOf('B-1', '60.00', {
      ...{ reference: debt.reference, date: '2026-02-27', payer: 'Maija', iban: 'FI4250001510000023' },
      ...{ sign: 'DBIT', reversal: true },
    }),
    {
      amount: '7.00',
      sign: 'DBIT',
      bookingDate: '2026-02-27',
      servicerReference: 'D-1',
      transactions: [{ creditor: 'Payer' }],
    },
  ])
  assert.equal((await provenOn('2026-02-27')).currencies[0]?.owedToClients, 1_500n)
})

void test('counts a movement once when another file reports it again, and proves the day', async () => {
  const entry = entryOf('P-9', '33.00', { text: 'reported by two', date: '2026-03-02' })
  await world.pay([entry])
  await statement('2026-03-02', [entry])
  await provenOn('2026-03-02')
})

void test('names the day and the missing statement where they differ, with one event a day', async () => {
  await check('2026-03-02')
  await compareBalances(world.api.ctx())
  await statement('2026-03-03', [entryOf('P-10', '5.00', { text: 'a', date: '2026-03-03' })], { reported: 250 })
  balance += 1_000
  await statement('2026-03-05', [])
  await check('2026-03-05')
  for (let looks = 0; (await compareBalances(world.api.ctx())) > 0; looks++) assert.ok(looks < 10)
  const { state, accounts } = await check('2026-03-05')
  assert.equal(state, 'DIFFERS')
  assert.equal(accounts[0]?.difference, 1_250n)
  assert.deepEqual(
    accounts[0]?.lines.filter(({ kind }) => kind !== 'ENTRY').map(({ kind, day, amount }) => [kind, day, amount]),
    [
      ['MOVEMENT', '2026-03-03', 250n],
      ['GAP', '2026-03-05', 1_000n],
    ],
  )
  const { rows } = await world.api.pool.query<{ date: string; difference: string }>(
    `select data->>'date' as date, data->>'difference' as difference from event where client_id = 0 and type = 'funds.differs' order by event_id`,
  )
  assert.deepEqual(rows, [
    { date: '2026-03-03', difference: '2.50' },
    { date: '2026-03-05', difference: '12.50' },
  ])
  const task = async () => {
    const { rows: found } = await world.api.pool.query<{ closedAs: string | null }>(
      `select closed_as as "closedAs" from task where client_id = 0 and kind = 'FUNDS_DIFFER'`,
    )
    return found
  }
  assert.deepEqual(await task(), [{ closedAs: null }], 'a person sees to it')
  await statement('2026-03-06', [], { reported: -1_250 })
  for (let looks = 0; (await compareBalances(world.api.ctx())) > 0; looks++) assert.ok(looks < 10)
  assert.deepEqual(await task(), [{ closedAs: 'CAUSE_ENDED' }], 'the next balance agrees')
})

void test('takes the opening balance of an earlier statement that comes later in its place', async () => {
  const entry = entryOf('E-1', '20.00', { text: 'early', date: '2026-02-20' })
  const statementOf = {
    id: 'S-EARLY',
    opening: '468.00',
    closing: '488.00',
    balancesOn: '2026-02-20',
    entries: [entry],
  }
  await world.take(camtFile({ format: 'camt.053.001.02', messageId: 'M-EARLY', statements: [statementOf] }))
  const found = await check('2026-02-20')
  assert.equal(found.state, 'AGREES')
  await provenOn('2026-02-26')
})

void test('trial balance sums to zero in each currency', async () => {
  const { totals, accounts } = await trialBalance(world.api.ctx(), { date: '2026-02-26' })
  assert.ok(accounts.length > 5 && totals.length > 0)
  for (const { difference } of totals) assert.equal(difference, 0n)
})
