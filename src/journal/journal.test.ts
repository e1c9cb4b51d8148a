import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { array, bigInt, constantFrom, integer, record, sample } from 'fast-check'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { type BoundPool, type Tx, closePool, createPool, withTransaction } from '../platform/database.ts'
import { ACCOUNTS, type Account } from './accounts.ts'
import { caseBalances, unequalBalances } from './balances.ts'
import { correct } from './correct.ts'
import { post } from './post.ts'
import type { JournalEntry, Posting } from './entry.ts'
import { postAll } from './post-all.ts'

let database: TestDatabase
let pool: BoundPool
const CLIENT = 1

before(async () => {
  database = await testDatabase()
  pool = createPool(database.ownerUrl, 10)
  await pool.query(`insert into partner (code, name, created_at) values ('P1', 'Partner', now())`)
  await pool.query(
    `insert into client (client_id, partner_id, business_code, name, country_code, currency_code, service_type, details, created_at)
     select n, 1, 'B' || n, 'Test Customer Oy', 'FI', 'EUR', 'LIFECYCLE', '{}', now() from generate_series(1, 2) n`,
  )
})
after(async () => {
  await closePool(pool)
  await database.drop()
})

type Withdrawn = Extract<JournalEntry, { kind: 'WITHDRAWN' }>
const entryOf = (postings: Posting[], more: Partial<Withdrawn> = {}): Withdrawn => ({
  clientId: CLIENT,
  kind: 'WITHDRAWN',
  at: new Date('2026-02-01T10:00:00Z'),
  bookingDate: '2026-02-01',
  source: 'test:1',
  postings,
  ...more,
})
const pair = (amount: bigint, caseId = 1, currency = 'EUR'): Posting[] => [
  { account: 'RECEIVABLE_CAPITAL', caseId, currency, amount },
  { account: 'CLAIMS_OF_CLIENT', caseId, currency, amount: -amount },
]
const write = (entry: JournalEntry) => withTransaction(pool, (tx) => post(tx, entry))
const refusedWith = (code: string) => (error: { code?: string }) => error.code === code
const RESTRICT = '23001'
const CHECK = '23514'
const FOREIGN_KEY = '23503'

test('a balanced transaction is posted, and its balances are there', async () => {
  await write(entryOf(pair(10_000n, 7)))
  const balance = await caseBalances(pool, CLIENT, 7, 'EUR')
  assert.equal(balance('RECEIVABLE_CAPITAL'), 10_000n)
  assert.equal(balance('CLAIMS_OF_CLIENT'), -10_000n)
  assert.equal(balance('RECEIVABLE_INTEREST'), 0n)
  assert.equal((await caseBalances(pool, 2, 7, 'EUR'))('RECEIVABLE_CAPITAL'), 0n, 'another client has none of it')
})

test('an entry that does not balance is refused, per currency, by the code and by the database', async () => {
  const skew: Posting[] = [
    { account: 'CLIENT_FUNDS', currency: 'EUR', amount: 100n },
    { account: 'UNALLOCATED', currency: 'SEK', amount: -100n },
  ]
  await assert.rejects(write(entryOf(skew)), /does not balance/)
  await assert.rejects(
    withTransaction(pool, async (tx) => {
      await insertRaw(tx, '00000000-0000-7000-8000-000000000001')
      await tx.query(
        `insert into journal_posting values (1, '00000000-0000-7000-8000-000000000001', 1, 'CLIENT_FUNDS', 0, 'EUR', 100),
           (1, '00000000-0000-7000-8000-000000000001', 2, 'UNALLOCATED', 0, 'EUR', -99)`,
      )
    }),
    refusedWith(CHECK),
  )
  await assert.rejects(
    withTransaction(pool, (tx) => insertRaw(tx, '00000000-0000-7000-8000-000000000002')),
    refusedWith(CHECK),
    'a transaction without postings',
  )
})

function insertRaw(tx: Tx, id: string) {
  return tx.query(
    `insert into journal_transaction (client_id, transaction_id, kind, at, booking_date, source, details)
     values (1, $1, 'TEST', now(), '2026-02-01', 'test', '{}')`,
    [id],
  )
}

test('postings have a transaction, and both a client, that stays', async () => {
  const nowhere = `insert into journal_posting values (1, '00000000-0000-7000-8000-000000000003', 1, 'CLIENT_FUNDS', 0, 'EUR', 100),
    (1, '00000000-0000-7000-8000-000000000003', 2, 'UNALLOCATED', 0, 'EUR', -100)`
  await assert.rejects(pool.query(nowhere), refusedWith(RESTRICT))
  await assert.rejects(write(entryOf(pair(5n), { clientId: 99 })), refusedWith(FOREIGN_KEY))
  await write(entryOf(pair(5n)))
  await assert.rejects(pool.query('delete from client where client_id = 1'), refusedWith(FOREIGN_KEY))
})

test('many transactions are written together, those of which nothing is left are not', async () => {
  const entries = [entryOf(pair(1n, 21)), entryOf(pair(0n, 21)), entryOf(pair(2n, 21)), entryOf(pair(4n, 22))]
  const ids = await withTransaction(pool, (tx) => postAll(tx, entries))
  assert.deepEqual(
    ids.map((id) => id !== undefined),
    [true, false, true, true],
  )
  assert.equal((await caseBalances(pool, CLIENT, 21, 'EUR'))('RECEIVABLE_CAPITAL'), 3n)
  assert.equal((await caseBalances(pool, CLIENT, 22, 'EUR'))('CLAIMS_OF_CLIENT'), -4n)
})

test('nothing posted is changed, deleted, truncated or added to', async () => {
  const id = await write(entryOf(pair(5n)))
  for (const sql of [
    `update journal_posting set amount_minor = 1`,
    `update journal_transaction set kind = 'X'`,
    `delete from journal_posting`,
    `delete from journal_transaction where client_id = 999`,
    `truncate journal_posting cascade`,
    `truncate journal_transaction cascade`,
    `truncate client cascade`,
    `update journal_balance set balance_minor = 0`,
    `delete from journal_balance`,
    `insert into journal_balance values (1, 'CLIENT_FUNDS', 99, 'EUR', 1)`,
    `truncate journal_balance`,
  ])
    await assert.rejects(pool.query(sql), refusedWith(RESTRICT), sql)
  await assert.rejects(
    pool.query({
      text: `insert into journal_posting values (1, $1, 3, 'CLIENT_FUNDS', 0, 'EUR', 100), (1, $1, 4, 'UNALLOCATED', 0, 'EUR', -100)`,
      values: [id],
    }),
    refusedWith(RESTRICT),
  )
  assert.deepEqual(await unequalBalances(pool), [])
})

test('a correction is the opposite, names what it corrects, and is made once', async () => {
  const id = (await write(entryOf(pair(1_234n, 8)))) ?? ''
  const undo = (corrects: string, clientId = CLIENT) =>
    withTransaction(pool, (tx) => correct(tx, { ...entryOf([]), clientId, corrects, kind: 'ALLOCATION_REVERSED' }))
  await undo(id)
  assert.equal((await caseBalances(pool, CLIENT, 8, 'EUR'))('RECEIVABLE_CAPITAL'), 0n)
  await assert.rejects(undo(id), refusedWith('23505'))
  await assert.rejects(undo(id, 2), /no journal transaction/)
})

test('cached balances are the sums of the postings at any moment under concurrent load', async () => {
  const accounts = Object.keys(ACCOUNTS) as Account[]
  const posting = record({
    account: constantFrom(...accounts),
    caseId: integer({ min: 0, max: 4 }),
    currency: constantFrom('EUR', 'SEK'),
    amount: bigInt({ min: -1_000_000n, max: 1_000_000n }),
  })
  const entries = sample(array(posting, { minLength: 1, maxLength: 6 }), 300).map((postings) => {
    const closing = [...Map.groupBy(postings, ({ currency }) => currency)].map(([currency, debtor]) => ({
      account: 'ROUNDING' as const,
      currency,
      amount: -debtor.reduce((total, { amount }) => total + amount, 0n),
    }))
    return entryOf([...postings, ...closing])
  })
  let looks = 0
  let writing = true
  const looking = (async () => {
    while (writing) {
      assert.deepEqual(await unequalBalances(pool), [])
      looks++
    }
  })()
  const lanes = Array.from({ length: 6 }, (_, lane) => entries.filter((_entry, i) => i % 6 === lane))
  await Promise.all(
    lanes.map(async (lane) => {
      for (const [i, entry] of lane.entries()) {
        const failing = i % 7 === 0
        const work = withTransaction(pool, async (tx) => {
          await post(tx, entry)
          if (failing) throw new Error('given up on purpose')
        })
        await (failing ? assert.rejects(work) : work)
      }
    }),
  )
  writing = false
  await looking
  assert.ok(looks > 3, `${looks} looks`)
  const { rows } = await pool.query<{ total: string }>(
    'select currency, sum(amount_minor)::text as total from journal_posting group by currency',
  )
  for (const { total } of rows) assert.equal(total, '0')
})
