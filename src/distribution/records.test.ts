import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Client } from 'pg'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { type BoundPool, closePool, createPool } from '../platform/database.ts'
import { numberBefore, pageByChange } from '../invoices/records-queries.ts'

let database: TestDatabase
let pool: BoundPool

// Numbers of different lengths: as text, 10 comes before 9.
const NUMBERS = [8, 9, 10, 11, 99, 100, 101]

before(async () => {
  database = await testDatabase()
  pool = createPool(database.url, 1)
  const behind = new Client({ connectionString: database.ownerUrl })
  await behind.connect()
  await behind.query('set session_replication_role = replica')
  await behind.query(
    `insert into distribution_record (client_id, invoice_id, invoice_number, invoice_type, invoice_date, status, outcome, updated_at, feed_number)
     select 1, gen_random_uuid(), n, 'INVOICE', '2026-01-01', 'INVOICED', 'SENT', timestamptz '2026-01-01T10:00:00Z' + n * interval '1 s', n
     from unnest($1::int[]) n`,
    [NUMBERS],
  )
  await behind.end()
})
after(async () => {
  await closePool(pool)
  await database.drop()
})

test('changes come in the order of their numbers, not of their texts, whatever the page', async () => {
  for (const limit of [1, 2, 3, 10]) {
    const seen: number[] = []
    for (let after = 0; ; ) {
      const page = await pageByChange(pool, 1, after, undefined, limit)
      seen.push(...page.map((row) => row.invoiceNumber))
      const last = page.at(-1)
      if (last === undefined) break
      after = last.number
    }
    assert.deepEqual(seen, NUMBERS, `pages of ${limit}`)
  }
})

test('the changes since a moment begin after the last one before it', async () => {
  assert.equal(await numberBefore(pool, 1, new Date('2026-01-01T10:00:11Z')), 10)
  assert.equal(await numberBefore(pool, 1, new Date('2026-01-01T10:00:00Z')), 0)
})
