import { strict as assert } from 'node:assert'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type BoundPool,
  closePool,
  createPool,
  isDatabaseUnavailable,
  withTransaction,
} from '../src/platform/database.ts'
import { type TestDatabase, testDatabase } from './support/database.ts'

let database: TestDatabase
let pool: BoundPool
before(async () => {
  database = await testDatabase()
  pool = createPool(database.url, 2)
})
after(async () => {
  await closePool(pool)
  await database.drop()
})

test('a connection lost between two statements of a transaction fails the transaction, not the process', async () => {
  const lost = withTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ pid: number }>('select pg_backend_pid() as pid')
    await pool.query('select pg_terminate_backend($1)', [rows[0]?.pid])
    // Nothing waits for an answer when the connection dies.
    await sleep(200)
    await tx.query('select 1')
  })
  await assert.rejects(lost, (error) => isDatabaseUnavailable(error))
  assert.equal((await pool.query('select 1')).rowCount, 1)
})
