import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { createSequencer } from '../feed/number-feeds.ts'
import { type BoundPool, closePool, createPool } from '../platform/database.ts'
import { checkFeeds } from './check-feeds.ts'

const NOW = new Date('2026-03-02T10:00:00Z')
const clock = { now: () => NOW, real: () => NOW }

let database: TestDatabase
let pool: BoundPool

before(async () => {
  database = await testDatabase()
  pool = createPool(database.url, 1)
})
after(async () => {
  await closePool(pool)
  await database.drop()
})

async function writeEvent(secondsAgo: number): Promise<void> {
  await pool.query(
    `insert into event (client_id, event_id, at, type, subject, data)
     values (1, gen_random_uuid(), $1, 'client.created', 'client:1', '{}')`,
    [new Date(NOW.getTime() - secondsAgo * 1000)],
  )
}

test('warns when no process numbers what was written, and says since when', async () => {
  assert.equal((await checkFeeds({ pool, clock })).state, 'OK')
  await writeEvent(59)
  assert.equal((await checkFeeds({ pool, clock })).state, 'OK')
  await writeEvent(180)
  const check = await checkFeeds({ pool, clock })
  assert.deepEqual([check.name, check.state], ['feeds', 'WARN'])
  assert.match(check.says, /waited 180 s/)
  await createSequencer(pool)()
  assert.equal((await checkFeeds({ pool, clock })).state, 'OK')
})
