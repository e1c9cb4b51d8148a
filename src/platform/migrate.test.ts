import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { Client } from 'pg'
import { closePool, createPool } from './database.ts'
import { testDatabase } from '../../test/support/database.ts'
import { MigrationError, migrate, readMigrations } from './migrate.ts'

const FIRST = 'create table first (id integer primary key);'
const SECOND = 'create table second (id integer primary key); insert into second values (1);'

test('applies the files in order, once, and says which', async (t) => {
  const { url, folder, write } = await world(t)
  write({ '0001_first.sql': FIRST, '0002_second.sql': SECOND })
  assert.deepEqual(await migrate(url, { folder }), { applied: ['0001_first', '0002_second'] })
  assert.deepEqual(await migrate(url, { folder }), { applied: [] })
  write({ '0003_third.sql': 'alter table first add name text;' })
  const pool = createPool(url, 1)
  assert.deepEqual(await migrate(pool, { folder }), { applied: ['0003_third'] })
  await closePool(pool)
})

test('ten at once: each file is applied by exactly one', async (t) => {
  const { url, folder, write } = await world(t)
  write({ '0001_first.sql': FIRST, '0002_second.sql': `select pg_sleep(0.05); ${SECOND}` })
  const results = await Promise.all(Array.from({ length: 10 }, () => migrate(url, { folder })))
  assert.deepEqual(results.flatMap(({ applied }) => applied).sort(), ['0001_first', '0002_second'])
})

test('a file that fails leaves nothing behind, and the error points at the line', async (t) => {
  const { url, folder, write } = await world(t)
  write({
    '0001_first.sql': FIRST,
    '0002_bad.sql': 'create table half (id integer);\ncreate tabel other (id integer);',
  })
  await assert.rejects(migrate(url, { folder }), (error: Error) => {
    assert.ok(error instanceof MigrationError)
    assert.match(error.message, /migrations\/0002_bad\.sql failed: syntax error at or near "tabel" \(line 2\)/)
    return true
  })
  assert.deepEqual(await first(url, `select to_regclass('half') as half, to_regclass('first')::text as first`), {
    half: null,
    first: 'first',
  })
  write({ '0002_bad.sql': SECOND })
  assert.deepEqual(await migrate(url, { folder }), { applied: ['0002_bad'] })
})

test('an applied file that was changed is refused; line ends do not count as a change', async (t) => {
  const { url, folder, write } = await world(t)
  write({ '0001_first.sql': 'create table first (\n  id integer\n);\n' })
  await migrate(url, { folder })
  write({ '0001_first.sql': 'create table first (\r\n  id integer\r\n);\r\n' })
  assert.deepEqual(await migrate(url, { folder }), { applied: [] })
  write({ '0001_first.sql': 'create table first (\n  id bigint\n);\n' })
  await assert.rejects(
    migrate(url, { folder }),
    /0001_first\.sql was changed after it had been applied: restore the old text/,
  )
})

test('a database newer than the code is refused, and so is a file that comes too late', async (t) => {
  const { url, folder, write } = await world(t)
  write({ '0001_first.sql': FIRST, '0003_third.sql': 'select 1' })
  await migrate(url, { folder })
  write({ '0002_second.sql': SECOND })
  await assert.rejects(migrate(url, { folder }), /0002_second\.sql comes before 0003_third, which is applied/)
  rmSync(join(folder, '0003_third.sql'))
  await assert.rejects(migrate(url, { folder }), /has migration 0003_third, .*the database is newer than the code/)
})

test('a database of other first files is refused with what to do', async (t) => {
  const { url, folder, write } = await world(t)
  write({ '0001_first.sql': FIRST, '0002_second.sql': SECOND })
  await migrate(url, { folder })
  rmSync(join(folder, '0001_first.sql'))
  rmSync(join(folder, '0002_second.sql'))
  write({ '0001_whole.sql': FIRST })
  await assert.rejects(migrate(url, { folder }), {
    name: 'MigrationError',
    message:
      'A development version of Saatava made the database (its first migration is 0001_first, not 0001_whole), so it cannot be migrated. Create an empty database, or choose another DATA_DIR, and run "saatava migrate".',
  })
})

test('a migration that commits is refused', async (t) => {
  const { url, folder, write } = await world(t)
  write({ '0001_first.sql': 'commit; begin; select 1;' })
  await assert.rejects(migrate(url, { folder }), /0001_first\.sql ends its transaction itself/)
})

test('names that are not numbered, and numbers that are taken, are refused', async (t) => {
  const { folder, write } = await world(t)
  write({ '0001_first.sql': FIRST, '0001_other.sql': SECOND })
  await assert.rejects(readMigrations(folder), /0001_other\.sql and 0001_first\.sql have the same number/)
  write({ 'zz.sql': '' })
  rmSync(join(folder, '0001_other.sql'))
  await assert.rejects(readMigrations(folder), /migrations\/zz\.sql: a name must have the form 0007_short_name\.sql/)
})

test('a database that is not UTF8 is refused with what to do', async (t) => {
  const { url, folder, write } = await world(t)
  write({ '0001_first.sql': FIRST })
  const name = `${new URL(url).pathname.slice(1)}_latin9`
  await first(url, `create database ${name} template template0 encoding 'LATIN9' locale_provider libc locale 'C'`)
  const other = new URL(url)
  other.pathname = `/${name}`
  try {
    await assert.rejects(migrate(other.href, { folder }), /encoded in LATIN9; Saatava needs UTF8/)
  } finally {
    await first(url, `drop database ${name} with (force)`)
  }
})

test('the repository’s own migrations apply to an empty database', async (t) => {
  const { url } = await world(t)
  const { applied } = await migrate(url)
  assert.deepEqual(
    applied,
    (await readMigrations()).map(({ name }) => name),
  )
  assert.ok(applied.length > 0)
})

/** An empty database, and a folder to write migrations to. */
async function world(t: TestContext) {
  const database = await testDatabase()
  const admin = new Client({ connectionString: database.ownerUrl })
  await admin.connect()
  await admin.query('drop schema public cascade; create schema public')
  await admin.end()
  const root = mkdtempSync(join(tmpdir(), 'saatava-migrate-'))
  const folder = join(root, 'migrations')
  mkdirSync(folder)
  t.after(async () => {
    await database.drop()
    rmSync(root, { recursive: true, force: true })
  })
  const write = (files: Record<string, string>) => {
    for (const [name, sql] of Object.entries(files)) writeFileSync(join(folder, name), sql)
  }
  return { url: database.ownerUrl, folder, write }
}

/** Runs one statement on a separate connection and returns the first row. */
async function first(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows[0]
  } finally {
    await client.end()
  }
}
