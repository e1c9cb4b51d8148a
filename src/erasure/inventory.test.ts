/** The inventory of personal data against the schema: a new column must say what it can hold. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Client } from 'pg'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { INVENTORY } from './inventory.ts'

let database: TestDatabase
let columns: Map<string, string[]>

before(async () => {
  database = await testDatabase()
  const db = new Client({ connectionString: database.ownerUrl })
  await db.connect()
  const { rows } = await db.query<{ table: string; columns: string[] }>(
    `select c.table_name as table, array_agg(c.column_name::text order by c.column_name) as columns
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and table_name <> 'schema_migration'
       and (c.data_type in ('text', 'json', 'jsonb', 'bytea', 'inet', 'character varying') or c.udt_name = '_text')
     group by 1 order by 1`,
  )
  columns = new Map(rows.map((row) => [row.table, row.columns]))
  await db.end()
})
after(() => database.drop())

test('every column that can hold a text is in the inventory once, and no other', () => {
  for (const [table, found] of columns) {
    const data = INVENTORY[table]
    assert.ok(data, `${table} is not in src/erasure/inventory.ts: which of its columns can hold something of a debtor?`)
    const listed = [
      ...Object.keys(data.blank ?? {}),
      ...(data.deleted ?? []),
      ...(data.sealed ?? []),
      ...Object.keys(data.kept ?? {}),
      ...(data.none ?? '').split(/\s+/).filter((name) => name !== ''),
    ]
    assert.deepEqual(listed.toSorted(), found, table)
  }
  assert.deepEqual(
    Object.keys(INVENTORY).filter((table) => !columns.has(table)),
    [],
  )
})

test('a table that is overwritten or deleted from says how the rows of a debtor are found', () => {
  for (const [table, { scope, blank, deleted }] of Object.entries(INVENTORY))
    assert.equal(scope !== undefined, blank !== undefined || deleted !== undefined, table)
})
