import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { Client } from 'pg'
import { printSchema } from '../scripts/schema/print-schema.ts'
import { type Schema, readSchema, roomsOf } from '../scripts/schema/read-schema.ts'
import { type TestDatabase, testDatabase } from './support/database.ts'

let database: TestDatabase
let schema: Schema

before(async () => {
  database = await testDatabase()
  const db = new Client({ connectionString: database.ownerUrl })
  await db.connect()
  schema = await readSchema(db)
  await db.end()
})
after(() => database.drop())

test('docs/database.md is as it is printed from the migrations', () => {
  const page = readFileSync('docs/database.md', 'utf8')
  const printed = printSchema(schema, roomsOf([...schema.columns.keys()]))
  assert.ok(page === printed, 'docs/database.md is old: print it with "npm run schema-diagram"')
})

test('it draws every table once, and every reference but those to the client alone', () => {
  const page = readFileSync('docs/database.md', 'utf8')
  const drawn = [...page.matchAll(/^ {2}(\w+) \{$/gm)].map(([, table = '']) => table)
  assert.ok(drawn.length > 50, `${drawn.length} tables`)
  assert.deepEqual(drawn.toSorted(), [...schema.columns.keys()].toSorted())
  const lines = [...page.matchAll(/^ {2}\w+ (?:\|\||\|o)--o[{|] \w+ : /gm)].length
  const expected = schema.references.filter(({ to, columns }) => to !== 'client' || columns.join() !== 'client_id')
  assert.ok(lines > 20, `${lines} references`)
  assert.equal(lines, expected.length)
})

test('a table that no room writes, or that has no description, stops the script', () => {
  assert.throws(() => roomsOf(['nobodys_table']), /No room writes nobodys_table/)
  const unknown = new Map([...schema.columns, ['nobodys_table', []]])
  const rooms = new Map([...roomsOf([...schema.columns.keys()]), ['nobodys_table', 'payments']])
  assert.throws(() => printSchema({ ...schema, columns: unknown }, rooms), /does not say what nobodys_table holds/)
})
