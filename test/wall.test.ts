/** Row-level security: what a transaction sees and may write follows from its setting alone (decision 0029). */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Client } from 'pg'
import { type TestClient, type TestService, testService } from './support/service.ts'

let api: TestService
/** A connection of the service's role, without its code. */
let db: Client
let mine: TestClient
let theirs: TestClient

before(async () => {
  api = await testService({ role: 'api' })
  const partner = await api.createPartner()
  mine = await api.createClient(partner)
  theirs = await api.createClient(partner)
  db = new Client({ connectionString: api.databaseUrl })
  await db.connect()
})
after(async () => {
  await db.end()
  await api.stop()
})

async function tables(): Promise<string[]> {
  const { rows } = await api.pool.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attname = 'client_id'
       and not c.relispartition`,
  )
  return rows.map(({ name }) => name)
}

/** Runs it in a transaction that is rolled back. */
async function under(sees: string | undefined, sql: string): Promise<Record<string, unknown>[]> {
  await db.query(sees === undefined ? 'begin' : `begin; set local saatava.client_id = '${sees}'`)
  try {
    return (await db.query<Record<string, unknown>>(sql)).rows
  } finally {
    await db.query('rollback')
  }
}

const CLIENTS = 'select distinct client_id::int as id from audit_entry order by 1'

test('each table of clients enforces row-level security, for its owner too', async () => {
  const { rows } = await api.pool.query<{ name: string }>(
    `select c.relname as name from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relrowsecurity and c.relforcerowsecurity
       and exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'client' and p.polcmd = '*'
                     and p.polqual is not null and p.polwithcheck is not null)`,
  )
  assert.deepEqual(rows.map(({ name }) => name).sort(), (await tables()).sort())
  const { rows: more } = await api.pool.query<{ name: string }>(
    `select polrelid::regclass::text as name from pg_policy where polname <> 'client' order by 1`,
  )
  assert.deepEqual(
    more.map(({ name }) => name),
    ['agency_account', 'agency_detail', 'four_eyes_setting', 'law_confirmation'],
    'what every client’s documents, cases and acts need of the agency',
  )
})

test('without the setting nothing is seen, and nothing written', async () => {
  for (const sees of [undefined, ''])
    for (const name of await tables()) assert.deepEqual(await under(sees, `select 1 from ${name} limit 1`), [], name)
  const insert = `insert into client_settings (client_id, version, settings, updated_at) values (${mine.clientIdentifier}, 1, '{}', now())`
  await assert.rejects(under(undefined, insert), { code: '42501' })
  assert.deepEqual(await under(undefined, 'update client set name = name returning client_id'), [])
})

test('a client sees its rows, and a star the rows of all', async () => {
  const [a, b] = [mine.clientIdentifier, theirs.clientIdentifier]
  assert.deepEqual(await under(String(a), CLIENTS), [{ id: a }])
  assert.deepEqual(await under(String(b), CLIENTS), [{ id: b }])
  assert.deepEqual(await under('*', CLIENTS), (await api.pool.query(CLIENTS)).rows)
})

test('a client cannot insert, change, take or give away a row of another', async () => {
  const [a, b] = [mine.clientIdentifier, theirs.clientIdentifier]
  const counter = (id: number) => `insert into client_counter (client_id, name, next) values (${id}, 'x', 1)`
  await assert.rejects(under(String(a), counter(b)), { code: '42501' })
  assert.deepEqual(await under(String(a), `update client set name = 'x' where client_id = ${b} returning 1`), [])
  assert.deepEqual(await under(String(a), `delete from access_token where client_id = ${b} returning 1`), [])
  await assert.rejects(under(String(a), `update access_token set client_id = ${b}`), { code: '42501' })
})

test('a transaction that follows on a connection does not inherit the setting, as behind PgBouncer', async () => {
  await db.query(`begin; set local saatava.client_id = '*'`)
  assert.ok((await db.query(CLIENTS)).rows.length > 1)
  await db.query('commit')
  assert.deepEqual((await db.query(CLIENTS)).rows, [])
  await db.query(`begin; set local saatava.client_id = '${mine.clientIdentifier}'`)
  await db.query('rollback')
  assert.deepEqual((await db.query(CLIENTS)).rows, [])
})

test('the service’s role changes no table and sets row-level security aside nowhere', async () => {
  for (const sql of [
    'alter table event add column x text',
    'alter table event disable row level security',
    'create table x (y int)',
    'drop policy client on event',
    'set local row_security = off; select * from event',
    'truncate invoice',
    `update schema_migration set sha256 = ''`,
  ])
    await assert.rejects(under('*', sql), { code: '42501' }, sql)
})

test('events and audit only grow, for the owner too', async () => {
  for (const sql of [
    `update event set type = 'x'`,
    'delete from event',
    'truncate event cascade',
    `update audit_entry set actor = 'system:x'`,
    'delete from audit_entry',
    'truncate audit_entry cascade',
  ]) {
    await assert.rejects(under('*', sql), { code: '42501' }, `the service: ${sql}`)
    await assert.rejects(api.pool.query(sql), { code: '23001' }, `the owner: ${sql}`)
  }
  const twice = (count: number) =>
    `insert into event (client_id, event_id, at, type, subject, data)
     values (${mine.clientIdentifier}, gen_random_uuid(), now(), 'x', 'x:1', '{}');
     ${`update event set feed_number = 1000000 where type = 'x';`.repeat(count)}`
  await under('*', twice(1))
  await assert.rejects(under('*', twice(2)), { code: '23001' }, 'a number in the feed is given once')
})
