/**
 * A separate database for each test file, cloned from a migrated template. The template is made once for each state of
 * migrations/ and kept; a clone takes some tens of milliseconds.
 */
import { createHash, randomBytes } from 'node:crypto'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { migrate, readMigrations } from '../../src/platform/migrate.ts'
import { startEmbeddedPostgres } from '../../src/embedded-postgres/index.ts'
import { withFileLock } from '../../src/embedded-postgres/lock.ts'

export interface TestDatabase {
  /** URL of the service's role. */
  url: string
  /** URL of the superuser, who sees the rows of all clients. */
  ownerUrl: string
  /** Removes the database, with whoever is still connected. */
  drop(): Promise<void>
}

/**
 * Nothing here survives a power cut, and nothing here has to. A connection of a test runs a statement a few times, so it is
 * planned once, and not for the values of each of the first five times.
 */
export const FAST_SETTINGS = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  plan_cache_mode: 'force_generic_plan',
}

const LOCK_KEY = 0x73616175
/** Owns nothing: its rights are those that migrate grants to the role of a service. */
const SERVICE_ROLE = 'saatava_test_service'
const ABANDONED_AFTER_SECONDS = 3_600
const LEAVE_MS_MAX = 2_000
const LOOK_MS = 20
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

/**
 * A fresh, migrated database: on TEST_DATABASE_URL's server, or, when a single file is run by hand, on a server of our
 * own in the temporary folder, which the last one to leave stops.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const given = process.env.TEST_DATABASE_URL
  if (given !== undefined && given !== '') return cloneOn(given)
  return withFileLock(`${sharedFolder()}.lock`, async () => {
    const server = await sharedServer()
    const database = await cloneOn(server.ownerUrl)
    return { ...database, drop: () => dropAndLeave(database) }
  })
}

function sharedFolder(): string {
  const checkout = createHash('sha256')
    .update(import.meta.url)
    .digest('hex')
    .slice(0, 8)
  return join(tmpdir(), `saatava-test-${userInfo().username}-${checkout}`)
}

function sharedServer() {
  return startEmbeddedPostgres({ dataDir: sharedFolder(), log: quiet, settings: FAST_SETTINGS, lingers: true })
}

function dropAndLeave(database: TestDatabase): Promise<void> {
  return withFileLock(`${sharedFolder()}.lock`, async () => {
    await database.drop()
    const server = await sharedServer()
    const inUse = await onServer(server.ownerUrl, (admin) =>
      admin.query(`select from pg_database where datname like 'test\\_%'`),
    )
    if (inUse.rowCount === 0) await server.stop()
  })
}

async function cloneOn(serverUrl: string): Promise<TestDatabase> {
  const name = `test_${Math.floor(Date.now() / 1_000)}_${randomBytes(6).toString('hex')}`
  await onServer(serverUrl, async (admin) => {
    await admin.query('select pg_advisory_lock($1)', [LOCK_KEY])
    const template = await ensureTemplate(admin, serverUrl)
    // The default, wal_log, writes every page to the log too: it takes four times as long.
    await admin.query(`create database ${name} template ${template} strategy file_copy`)
  })
  const ownerUrl = withDatabase(serverUrl, name)
  return {
    url: asService(ownerUrl),
    ownerUrl,
    async drop() {
      await onServer(serverUrl, async (admin) => {
        await untilLeft(admin, name)
        await admin.query(`drop database if exists ${name} with (force)`)
      })
    },
  }
}

/**
 * Waits, for two seconds at most, until those who are closing their connections have left: one that is cut meanwhile
 * fails where nobody listens any more.
 */
async function untilLeft(admin: Client, name: string): Promise<void> {
  const deadline = performance.now() + LEAVE_MS_MAX
  for (;;) {
    const { rowCount } = await admin.query('select from pg_stat_activity where datname = $1', [name])
    if (rowCount === 0 || performance.now() > deadline) return
    await sleep(LOOK_MS)
  }
}

/** Returns the template's name; made under another name and renamed, so that a half-migrated one is never cloned. */
async function ensureTemplate(admin: Client, serverUrl: string): Promise<string> {
  const hash = createHash('sha256')
  for (const migration of await readMigrations()) hash.update(`${migration.name} ${migration.sha256}\n`)
  const template = `saatava_template_${hash.digest('hex').slice(0, 12)}`
  const found = await admin.query('select from pg_database where datname = $1', [template])
  if (found.rowCount !== 0) return template
  await removeAbandoned(admin)
  await ensureServiceRole(admin)
  const draft = `draft_${randomBytes(6).toString('hex')}`
  await admin.query(`create database ${draft} template template0 encoding 'UTF8'`)
  try {
    const ownerUrl = withDatabase(serverUrl, draft)
    await migrate(ownerUrl, { serviceUrl: asService(ownerUrl) })
    await admin.query(`alter database ${draft} rename to ${template}`)
  } catch (error) {
    await admin.query(`drop database if exists ${draft} with (force)`)
    throw error
  }
  return template
}

async function ensureServiceRole(admin: Client): Promise<void> {
  const found = await admin.query('select from pg_roles where rolname = $1', [SERVICE_ROLE])
  if (found.rowCount === 0) await admin.query(`create role ${SERVICE_ROLE} login password '${SERVICE_ROLE}'`)
}

function asService(url: string): string {
  const changed = new URL(url)
  changed.username = changed.password = SERVICE_ROLE
  return changed.href
}

/** Databases of runs that were killed, and templates of migrations as they were before. */
async function removeAbandoned(admin: Client): Promise<void> {
  const { rows } = await admin.query<{ name: string }>(
    `select datname as name from pg_database d
      where not exists (select from pg_stat_activity a where a.datname = d.datname)
        and (datname like 'saatava\\_template\\_%' or datname ~ '^draft_[0-9a-f]{12}$'
             or (datname ~ '^test_\\d+_' and split_part(datname, '_', 2)::bigint < extract(epoch from now()) - $1))`,
    [ABANDONED_AFTER_SECONDS],
  )
  for (const { name } of rows) await admin.query(`drop database if exists ${name}`).catch(() => undefined)
}

async function onServer<T>(url: string, work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString: url })
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}
