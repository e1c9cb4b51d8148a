import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { type BatchIntake, LostRace, TakenNames, createBatchIntake } from './batch-intake.ts'
import { type BoundPool, type Queryable, type Tx, closePool, createPool } from './database.ts'
import { AppError } from './errors.ts'

interface Item {
  clientId: number
  name: string
  amount: number
}

let database: TestDatabase
let pool: BoundPool
/** The work of another process between look and insert. */
let meanwhile: (names: string[]) => Promise<unknown>
let rounds: string[][]

before(async () => {
  database = await testDatabase()
  pool = createPool(database.ownerUrl, 4)
  await pool.query('create table thing (name text primary key, amount int check (amount > 0))')
})
after(async () => {
  await closePool(pool)
  await database.drop()
})
beforeEach(async () => {
  await pool.query('delete from thing')
  meanwhile = () => Promise.resolve()
  rounds = []
})

async function insert(db: Queryable, items: Item[]): Promise<void> {
  await db.query({
    text: 'insert into thing select * from unnest($1::text[], $2::int[])',
    values: [items.map(({ name }) => name), items.map(({ amount }) => amount)],
  })
}

async function decideRound(tx: Tx, items: Item[]) {
  const { rows } = await tx.query<Omit<Item, 'clientId'>>('select name, amount from thing')
  const stored = new Map(rows.map((row) => [row.name, row.amount]))
  const taken = new TakenNames()
  const round = items.filter(({ name }) => stored.has(name) || taken.take([name]))
  rounds.push(round.map(({ name }) => name))
  await meanwhile(round.map(({ name }) => name))
  await insert(
    tx,
    round.filter(({ name }) => !stored.has(name)),
  )
  return new Map(round.map((item) => [item, { ok: stored.get(item.name) ?? 'new' }]))
}

function intake(more: Partial<BatchIntake<Item, number | string>> = {}) {
  return createBatchIntake<Item, number | string>({
    pool,
    weigh: () => 1,
    batchWeightMax: 100,
    queueWeightMax: 1_000,
    decideRound,
    busy: 'These things are being submitted by several requests at once.',
    stored: () => undefined,
    ...more,
  })
}

/** Submits things at once, so that they are one batch. */
function submitAll(line: ReturnType<typeof intake>, ...items: [name: string, amount: number][]) {
  return Promise.allSettled(items.map(([name, amount]) => line.submit({ clientId: 1, name, amount }))).then((results) =>
    results.map((result) => (result.status === 'fulfilled' ? result.value : (result.reason as Error))),
  )
}

test('a batch of which everything is new is stored at once; one that is not is decided one by one', async () => {
  const storeNew = async (items: Item[]) => {
    await insert(pool, items)
    return items.map(() => ({ ok: 'at once' }))
  }
  const line = intake({ storeNew })
  assert.deepEqual(await submitAll(line, ['a', 1], ['b', 2]), ['at once', 'at once'])
  assert.deepEqual(await submitAll(line, ['b', 2], ['c', 3]), [2, 'new'])
  assert.deepEqual(rounds, [['b', 'c']])
})

test('the second of one name in a batch is decided when the first is stored', async () => {
  assert.deepEqual(await submitAll(intake(), ['a', 1], ['a', 2], ['b', 3]), ['new', 1, 'new'])
  assert.deepEqual(rounds, [['a', 'b'], ['a']])
})

test('a batch that lost a race looks again, and stores everything once', async () => {
  let races = 0
  meanwhile = async () => {
    if (races++ === 0) await insert(pool, [{ clientId: 1, name: 'a', amount: 9 }])
    else if (races === 3) throw new LostRace('looked at too late')
  }
  assert.deepEqual(await submitAll(intake(), ['a', 1], ['b', 2]), [9, 'new'])
  const { rows } = await pool.query('select name, amount from thing order by name')
  assert.deepEqual(rows, [
    { name: 'a', amount: 9 },
    { name: 'b', amount: 2 },
  ])
})

test('a submission that the database refuses does not take its neighbours with it', async () => {
  const [a, bad, c] = await submitAll(intake(), ['a', 1], ['bad', -1], ['c', 3])
  assert.deepEqual([a, c], ['new', 'new'])
  assert.match(String(bad), /thing_amount_check/)
})

test('a batch that loses every race is turned away, and nothing of it is stored', async () => {
  meanwhile = () => Promise.reject(new LostRace('always'))
  const [outcome] = await submitAll(intake(), ['a', 1])
  assert.ok(outcome instanceof AppError)
  assert.deepEqual([outcome.code, rounds.length], ['UNAVAILABLE', 20])
  assert.equal((await pool.query('select from thing')).rowCount, 0)
})
