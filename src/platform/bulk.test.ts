import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as fc from 'fast-check'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { bulk } from './bulk.ts'
import { type BoundPool, closePool, createPool } from './database.ts'

const ALL = bulk({
  big: 'bigint',
  whole: 'integer null',
  small: 'smallint null',
  rate: 'numeric null',
  yes: 'boolean null',
  note: 'text null',
  id: 'uuid null',
  address: 'inet null',
  day: 'date null',
  at: 'timestamptz null',
  bytes: 'bytea null',
  data: 'json null',
  raw: 'json text null',
  words: 'text[] null',
  numbers: 'bigint[] null',
})
type Row = Parameters<(typeof ALL)['values']>[0][number]

const EMPTY = {
  whole: null,
  small: null,
  rate: null,
  yes: null,
  note: null,
  id: null,
  address: null,
  day: null,
  at: null,
  bytes: null,
  data: null,
  raw: null,
  words: null,
  numbers: null,
}

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

async function throughPostgres(rows: readonly Row[]): Promise<Record<string, unknown>[]> {
  const { rows: read } = await pool.query<Record<string, unknown>>(
    `select *, big::text as big, data::text as data, raw::text as raw from ${ALL.ordered(1)} order by ord`,
    ALL.values(rows),
  )
  for (const row of read) delete row['ord']
  return read
}

/** Returns a row as the driver reads it. */
function asRead(row: Row): Record<string, unknown> {
  return {
    ...row,
    big: String(row.big),
    rate: row.rate === null ? null : String(row.rate),
    bytes: row.bytes && Buffer.from(row.bytes),
    data: row.data && JSON.stringify(row.data),
    numbers: row.numbers?.map(String) ?? null,
  }
}

test('each type of column comes back as it went in, and null stays null', async () => {
  const full: Row = {
    big: 1n - 2n ** 53n,
    whole: -5,
    small: 7,
    rate: 7.25,
    yes: false,
    note: 'a,b {"c"} \\ NULL \x1e ä\n',
    id: '0189f7ea-ae2c-7000-8000-000000000001',
    address: '2001:db8::1',
    day: '2026-02-28',
    at: new Date('2026-10-25T01:30:00.123Z'),
    bytes: Buffer.from([0, 255, 92, 34]),
    data: { a: [1, 'x\x1ey\n', null] },
    raw: '{ "b":\n 1 }',
    words: ['', 'NULL', 'a,b', '"{}\\'],
    numbers: [1, 2n ** 40n],
  }
  const rows: Row[] = [
    { big: 1, ...EMPTY },
    full,
    { ...full, note: '', words: [], numbers: [], data: [] },
    { big: 2, ...EMPTY },
  ]
  const read = await throughPostgres(rows)
  assert.deepEqual(read, rows.map(asRead))
})

test('a set of no rows is empty, and one row may be null in every column of JSON', async () => {
  assert.deepEqual(await throughPostgres([]), [])
  assert.deepEqual(await throughPostgres([{ big: 1, ...EMPTY }]), [asRead({ big: 1, ...EMPTY })])
})

test('texts, lists and JSON of any content come back', async () => {
  const text = fc.string({ unit: 'binary' }).filter((value) => !value.includes('\0'))
  const row = fc.record({
    note: fc.option(text),
    words: fc.option(fc.array(text, { maxLength: 4 })),
    data: fc.option(fc.dictionary(text, fc.oneof(text, fc.integer(), fc.constant(null)), { maxKeys: 3 })),
    bytes: fc.option(fc.uint8Array({ maxLength: 8 })),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 5 }), async (given) => {
      const rows: Row[] = given.map((one, i) => ({ ...EMPTY, big: i, ...one }))
      assert.deepEqual(await throughPostgres(rows), rows.map(asRead))
    }),
    { seed: 1, numRuns: 60 },
  )
})

test('equal rows come once from a distinct set', async () => {
  const KEYS = bulk({ client_id: 'bigint', case_id: 'bigint' })
  const key = { clientId: 1, caseId: 2 }
  const { rows } = await pool.query(`select * from ${KEYS.distinct(1)}`, KEYS.values([key, key]))
  assert.deepEqual(rows, [{ client_id: 1, case_id: 2 }])
})

test('the text follows the columns and the number of the first parameter', () => {
  const LINES = bulk({ client_id: 'bigint', details: 'json', note: 'text null' })
  assert.equal(
    LINES.from(2),
    `(select client_id, details::json as details, note from unnest($2::bigint[], string_to_array($3, E'\\x1e', ''), $4::text[]) as n (client_id, details, note)) as n`,
  )
  assert.equal(LINES.size, 3)
  assert.equal(
    bulk({ case_id: 'bigint', ids: 'text[]' }).ordered(1),
    '(select case_id, ids::text[] as ids, ord from unnest($1::bigint[], $2::text[]) with ordinality as n (case_id, ids, ord)) as n',
  )
})

test('a row that lacks a column, or has null or another type where a value belongs, is refused by name', () => {
  const LINES = bulk({ client_id: 'bigint', note: 'text null' })
  // @ts-expect-error a row needs each column
  assert.throws(() => LINES.values([{ note: '' }]), /row 0 of a set has undefined for its column client_id/)
  // @ts-expect-error a column that may be null is named all the same
  assert.deepEqual(LINES.values([{ clientId: 1 }]), ['{1}', '{NULL}'])
  // @ts-expect-error only a column that says so may be null
  assert.throws(() => LINES.values([{ clientId: null, note: null }]), /has null for its column client_id/)
  // @ts-expect-error values fit their columns
  assert.throws(() => LINES.values([{ clientId: '1', note: null }]), /string is not a number/)
  assert.throws(() => bulk({ 'a b': 'text' }), /a b is not a name of a column/)
})
