/** Tenant = client: the keys of every tenant table begin with client_id, so the schema distributes by it. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Client } from 'pg'
import { type TestDatabase, testDatabase } from './support/database.ts'

/** The few that belong to no single client (migrations/0001_schema.sql says why). A new one is a decision. */
const SHARED = [
  'access_token',
  'client',
  'partner',
  'partner_feed_counter',
  'policy',
  'sandbox_setting',
  'schema_migration',
  'sealed_key',
]

let database: TestDatabase
let db: Client

before(async () => {
  database = await testDatabase()
  db = new Client({ connectionString: database.ownerUrl })
  await db.connect()
})
after(async () => {
  await db.end()
  await database.drop()
})

interface Key {
  table: string
  name: string
  /** p primary, u unique, f foreign; x a unique index that is no constraint. */
  kind: string
  columns: string[]
  target: string | null
  targetColumns: string[] | null
}

async function keys(): Promise<Key[]> {
  const names = (relation: string, numbers: string) =>
    `(select array_agg(a.attname::text order by k.ord) from unnest(${numbers}) with ordinality as k (num, ord)
      left join pg_attribute a on a.attrelid = ${relation} and a.attnum = k.num)`
  const { rows } = await db.query<Key>(
    `select t.relname as table, c.conname as name, c.contype::text as kind, ${names('c.conrelid', 'c.conkey')} as columns,
            f.relname as target, ${names('c.confrelid', 'c.confkey')} as "targetColumns"
     from pg_constraint c join pg_class t on t.oid = c.conrelid left join pg_class f on f.oid = c.confrelid
     where c.connamespace = 'public'::regnamespace and c.contype in ('p', 'u', 'f', 'x')
     union all
     select t.relname, i.relname, 'x', ${names('x.indrelid', 'x.indkey')}, null, null
     from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
     where t.relnamespace = 'public'::regnamespace and x.indisunique
       and not exists (select from pg_constraint c where c.conindid = x.indexrelid and c.contype in ('p', 'u', 'x'))`,
  )
  return rows
}

async function tables(): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by 1`,
  )
  return rows.map(({ name }) => name)
}

test('shared tables are the ones that are named, and every other table is a tenant’s', async () => {
  const all = await tables()
  assert.ok(all.length >= 11, all.join(' '))
  for (const name of SHARED) assert.ok(all.includes(name), `${name} is there`)
  const { rows } = await db.query<{ table: string }>(
    `select table_name as table from information_schema.columns
     where table_schema = 'public' and column_name = 'client_id' and is_nullable = 'NO' and data_type = 'bigint'`,
  )
  const withClient = new Set(rows.map((row) => row.table))
  for (const name of all) {
    if (!SHARED.includes(name)) assert.ok(withClient.has(name), `${name} has client_id bigint not null`)
  }
})

test('every tenant table has a primary key, and all its keys begin with client_id', async () => {
  const found = await keys()
  for (const table of await tables()) {
    if (SHARED.includes(table)) continue
    const own = found.filter((key) => key.table === table)
    assert.ok(
      own.some(({ kind }) => kind === 'p'),
      `${table} has a primary key`,
    )
    for (const key of own)
      assert.equal(key.columns[0], 'client_id', `${table}: ${key.name} (${key.columns.join(', ')})`)
  }
  assert.ok(
    found.some(({ kind, table }) => kind === 'x' && table === 'accounting_document'),
    'unique indexes are seen',
  )
})

test('a tenant table refers to tables of the same tenant by client_id, or to the client itself', async () => {
  const foreign = (await keys()).filter(({ kind, table }) => kind === 'f' && !SHARED.includes(table))
  assert.ok(foreign.length >= 2)
  for (const { table, name, target, targetColumns } of foreign) {
    assert.equal(targetColumns?.[0], 'client_id', `${table}: ${name}`)
    assert.ok(target === 'client' || !SHARED.includes(target ?? ''), `${table}: ${name} refers to the shared ${target}`)
  }
})

test('a number that the API makes does not come from a sequence of its table', async () => {
  // An identity or serial column cannot be distributed; named sequences are coordinator counters.
  const { rows } = await db.query<{ table: string; column: string }>(
    `select t.relname as table, a.attname as column from pg_attribute a join pg_class t on t.oid = a.attrelid
     where t.relnamespace = 'public'::regnamespace and a.attidentity <> ''`,
  )
  for (const { table, column } of rows) assert.ok(SHARED.includes(table), `${table}.${column} is an identity column`)
})
