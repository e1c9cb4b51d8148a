import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { type BoundPool, closePool, createPool, withSnapshot, withTransaction } from './database.ts'

const SETTING = `select current_setting('saatava.client_id', true) as sees`

let database: TestDatabase
/** One connection each: a setting that stayed on it would be seen. */
let pools: BoundPool[]

before(async () => {
  database = await testDatabase()
  pools = [createPool(database.url, 1), createPool(database.url, 1, true)]
})
after(async () => {
  for (const pool of pools) await closePool(pool)
  await database.drop()
})

async function seenBy(pool: BoundPool, name?: string): Promise<string> {
  const { rows } = await pool.query<{ sees: string }>({ text: SETTING, ...(name === undefined ? {} : { name }) })
  return rows[0]?.sees ?? ''
}

test('a statement carries the setting of its pool, and the connection keeps none', async () => {
  for (const pool of pools)
    for (const name of [undefined, 'setting', undefined, 'setting']) {
      assert.equal(await seenBy(pool, name), '*')
      assert.equal(await seenBy(pool.forClient(7), name), '7')
      assert.equal(await seenBy(pool.forClient(7).forAllClients(), name), '*')
      const { rows } = await pool.connections.query<{ sees: string | null }>(SETTING)
      assert.equal(rows[0]?.sees ?? '', '')
    }
})

test('a transaction and a snapshot carry it too', async () => {
  const [pool] = pools as [BoundPool]
  for (const within of [withTransaction, withSnapshot]) {
    const sees = await within(
      pool.forClient(8),
      async (tx) => (await tx.query<{ sees: string }>(SETTING)).rows[0]?.sees,
    )
    assert.equal(sees, '8')
    const { rows } = await pool.connections.query<{ sees: string | null }>(SETTING)
    assert.equal(rows[0]?.sees ?? '', '')
  }
})

test('a statement has its rows, its count and its parameters as before', async () => {
  for (const pool of pools) {
    const text = 'select n from generate_series(1, $1::int) n'
    for (const name of ['series', undefined]) {
      const { rows, rowCount, command } = await pool.query({ text, values: [3], ...(name ? { name } : {}) })
      assert.deepEqual([rows, rowCount, command], [[{ n: 1 }, { n: 2 }, { n: 3 }], 3, 'SELECT'])
    }
    assert.equal((await pool.query('select 1 where false')).rowCount, 0)
    assert.equal((await pool.query('select $1::int8 as n', [12])).rows[0]?.['n'], 12)
  }
})

test('a statement that fails rejects with the server’s error, and the next one works', async () => {
  for (const pool of pools) {
    await assert.rejects(pool.query({ text: 'select 1 / $1::int', values: [0] }), { code: '22012' })
    await assert.rejects(pool.query({ text: 'select * from nowhere', name: 'nowhere' }), { code: '42P01' })
    await assert.rejects(pool.query({ text: 'select * from nowhere', name: 'nowhere' }), { code: '42P01' })
    assert.equal(await seenBy(pool), '*')
  }
})
