/**
 * Forward-only numbered SQL, migrations/NNNN_name.sql. Each file runs in one transaction together with the row that
 * records it, under a transaction-level advisory lock: any number of processes may migrate at once, through PgBouncer
 * in transaction mode too, and a file is either applied and recorded or neither.
 */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Pool, type PoolClient } from 'pg'
import { BoundPool, closePool, withTransaction } from './database.ts'
import { grantToService, isForbidden, roleOf } from './service-role.ts'

const FOLDER = fileURLToPath(new URL('../../migrations', import.meta.url))
const FILE_NAME = /^(\d{4})_[a-z0-9][a-z0-9_]*\.sql$/
const SERVER_VERSION_MIN = 150_000
// "saat" in ASCII: no other advisory lock of this database uses it.
const LOCK_KEY = 0x73616174
const MIGRATION_MS_MAX = 24 * 3_600_000

export class MigrationError extends Error {
  override name = 'MigrationError'
}

export interface MigrateOptions {
  /** The folder of the SQL files; default: the repository's own. */
  folder?: string
  /** URL of the service, where it has a separate role: the role is granted what it needs. */
  serviceUrl?: string
  /** Called with each file as it is applied. */
  log?: { info(details: object, message: string): void }
}

interface Migration {
  /** The file's name without .sql, "0001_schema". */
  name: string
  sql: string
  /** Hash of the text with LF line ends, so that a checkout with CRLF is the same. */
  sha256: string
}

/**
 * Brings the database up to the files; returns the names applied now, none when it was up to date.
 * @throws MigrationError when the server is too old, an applied file was changed, or the database is newer than the code or
 * older than its first file
 */
export async function migrate(
  database: BoundPool | string,
  options: MigrateOptions = {},
): Promise<{ applied: string[] }> {
  const migrations = await readMigrations(options.folder ?? FOLDER)
  const pool = typeof database === 'string' ? poolOf(database) : database
  const applied: string[] = []
  try {
    for (;;) {
      const name = await withTransaction(pool, (tx) => applyNext(tx, migrations))
      if (name === undefined) break
      applied.push(name)
      options.log?.info({ migration: name }, 'Migration applied')
    }
    if (options.serviceUrl !== undefined) await grant(pool, await roleOf(options.serviceUrl))
    return { applied }
  } finally {
    if (typeof database === 'string') await closePool(pool)
  }
}

/** Under the lock of the migrations: PostgreSQL refuses two grants on one table at once. */
async function grant(pool: BoundPool, role: string): Promise<void> {
  await withTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ isOwner: boolean }>({
      text: 'select current_user = $1 as "isOwner"',
      values: [role],
    })
    if (rows[0]?.isOwner === true) return
    await tx.query({ text: 'select pg_advisory_xact_lock($1)', values: [LOCK_KEY], ...unhurried })
    await grantToService(tx, role)
  })
}

// A server that goes away between two statements says so to whoever listens; the next statement fails, and says it too.
function poolOf(url: string): BoundPool {
  const pool = new Pool({ connectionString: url, max: 1 })
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return new BoundPool(pool, '*')
}

/** The migrations of a folder in order. */
export async function readMigrations(folder = FOLDER): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
  const migrations: Migration[] = []
  const numbers = new Map<string, string>()
  for (const file of files) {
    const number = FILE_NAME.exec(file)?.[1]
    if (number === undefined)
      throw new MigrationError(`migrations/${file}: a name must have the form 0007_short_name.sql.`)
    const other = numbers.get(number)
    if (other !== undefined)
      throw new MigrationError(`migrations/${file} and ${other} have the same number: renumber one.`)
    numbers.set(number, file)
    const sql = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n')
    migrations.push({ name: file.slice(0, -4), sql, sha256: createHash('sha256').update(sql).digest('hex') })
  }
  return migrations
}

/** Applies and records the first migration that is not recorded yet; undefined when there is none. */
async function applyNext(tx: PoolClient, migrations: Migration[]): Promise<string | undefined> {
  await checkServer(tx)
  await tx.query({ text: 'select pg_advisory_xact_lock($1)', values: [LOCK_KEY], ...unhurried })
  const next = pendingOf(migrations, await appliedIn(tx))[0]
  if (next === undefined) return undefined
  const before = await transactionId(tx)
  try {
    await tx.query({ text: next.sql, ...unhurried })
  } catch (error) {
    if (isForbidden(error)) throw error
    throw new MigrationError(`migrations/${next.name}.sql failed: ${describe(error, next.sql)}`, { cause: error })
  }
  if ((await transactionId(tx)) !== before) {
    throw new MigrationError(
      `migrations/${next.name}.sql ends its transaction itself: remove begin, commit and rollback.`,
    )
  }
  await tx.query('insert into schema_migration (name, sha256) values ($1, $2)', [next.name, next.sha256])
  return next.name
}

// A pool's own time-out is for requests; building an index on a big table takes its time. The driver reads query_timeout
// from each query, though its types do not say so.
const unhurried = { query_timeout: MIGRATION_MS_MAX }

async function checkServer(tx: PoolClient): Promise<void> {
  const { rows } = await tx.query<{ number: number; version: string; encoding: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as version,
            current_setting('server_encoding') as encoding`,
  )
  const server = rows[0]
  if (server === undefined || server.number < SERVER_VERSION_MIN) {
    throw new MigrationError(`The database is PostgreSQL ${server?.version}; Saatava needs 15 or newer.`)
  }
  if (server.encoding !== 'UTF8') {
    throw new MigrationError(
      `The database is encoded in ${server.encoding}; Saatava needs UTF8 (create database … encoding 'UTF8' template template0).`,
    )
  }
}

async function appliedIn(tx: PoolClient): Promise<Map<string, string>> {
  await tx.query('set local statement_timeout = 0')
  const found = await tx.query<{ exists: boolean }>(`select to_regclass('schema_migration') is not null as exists`)
  if (found.rows[0]?.exists !== true) {
    await tx.query(
      `create table schema_migration (
         name        text primary key,
         sha256      text not null,
         applied_at  timestamptz not null default now()
       )`,
    )
  }
  const { rows } = await tx.query<{ name: string; sha256: string }>(
    'select name, sha256 from schema_migration order by name',
  )
  return new Map(rows.map((row) => [row.name, row.sha256]))
}

/** The migrations not yet applied, after checking that what is recorded and what is in the files agree. */
export function pendingOf(migrations: Migration[], applied: Map<string, string>): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]))
  const first = migrations[0]?.name
  const firstApplied = [...applied.keys()].sort()[0]
  if (first !== undefined && firstApplied !== undefined && !applied.has(first)) {
    throw new MigrationError(
      `A development version of Saatava made the database (its first migration is ${firstApplied}, not ${first}), so it cannot be migrated. Create an empty database, or choose another DATA_DIR, and run "saatava migrate".`,
    )
  }
  for (const [name, sha256] of applied) {
    const migration = known.get(name)
    if (migration === undefined) {
      throw new MigrationError(
        `The database has migration ${name}, which this version of Saatava does not: the database is newer than the code. Run the newer version, or restore an older backup.`,
      )
    }
    if (migration.sha256 !== sha256) {
      throw new MigrationError(
        `migrations/${name}.sql was changed after it had been applied: restore the old text, and write the change as a new file.`,
      )
    }
  }
  const pending = migrations.filter((migration) => !applied.has(migration.name))
  const last = [...applied.keys()].sort().at(-1)
  const late = pending.find((migration) => last !== undefined && migration.name < last)
  if (late !== undefined) {
    throw new MigrationError(
      `migrations/${late.name}.sql comes before ${last}, which is applied: give it the next number.`,
    )
  }
  return pending
}

async function transactionId(tx: PoolClient): Promise<string | undefined> {
  const { rows } = await tx.query<{ id: string }>('select pg_current_xact_id()::text as id')
  return rows[0]?.id
}

/** The server's message with the line it points at. */
function describe(error: unknown, sql: string): string {
  const { message, position, hint } = error as Error & { position?: string; hint?: string }
  const line = position === undefined ? undefined : sql.slice(0, Number(position)).split('\n').length
  return [message, line === undefined ? '' : `(line ${line})`, hint ?? ''].filter((part) => part !== '').join(' ')
}
