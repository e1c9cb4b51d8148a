/** The database as this process reaches it: version, rights, clock, a pooler between, migrations, workers. */
import type { Config } from '../config/config.ts'
import type { Platform } from '../platform/context.ts'
import { withTransaction } from '../platform/database.ts'
import { MigrationError } from '../platform/migrate.ts'
import { pendingMigrations } from '../platform/pending-migrations.ts'
import { type Check, fail, failIf, ok, warn } from './check.ts'
import { type DatabaseFacts, type ProcessSeen, selectDatabaseFacts, selectProcesses } from './queries.ts'

const VERSION_MIN = 15
const VERSION_MAX = 18
const CLOCK_WARN_SECONDS = 2
const CLOCK_FAIL_SECONDS = 30
/** A process says that it is alive every 10 s. */
const ALIVE_SECONDS = 60

/** @returns the checks, and whether the rest of the doctor's questions can be asked of this database */
export async function checkDatabase({
  pool,
  config,
  clock,
}: Platform): Promise<{ checks: Check[]; isMigrated: boolean }> {
  const { facts, backend, offsetSeconds } = await withTransaction(pool, async (tx) => {
    const before = clock.real().getTime()
    const facts = await selectDatabaseFacts(tx)
    const offsetSeconds = (facts.now.getTime() - (before + clock.real().getTime()) / 2) / 1000
    // The driver's is what the other end of the connection said at the start: a pooler makes it up.
    return { facts, offsetSeconds, backend: (tx as { processID?: number | null }).processID ?? undefined }
  })
  const migrations = await migrationsCheck(pool, facts)
  return {
    checks: [
      versionCheck(facts),
      rightsCheck(facts),
      migrations,
      clockCheck(offsetSeconds),
      poolerCheck(config, backend !== undefined && backend !== facts.backend),
    ],
    isMigrated: migrations.state === 'OK',
  }
}

function versionCheck({ version, versionNumber }: DatabaseFacts): Check {
  const major = Math.floor(versionNumber / 10_000)
  if (major >= VERSION_MIN && major <= VERSION_MAX) return ok('database', `PostgreSQL ${version} answers.`)
  return failIf(
    major < VERSION_MIN,
    'database',
    `PostgreSQL ${version} is not one of the versions ${VERSION_MIN} to ${VERSION_MAX} that Saatava is tested with.`,
    `Use PostgreSQL ${VERSION_MIN} to ${VERSION_MAX}.`,
  )
}

function rightsCheck({ closed, readOnly, tooMuch }: DatabaseFacts): Check {
  const name = 'database rights'
  if (readOnly)
    return fail(
      name,
      'The database refuses writes (a standby, or default_transaction_read_only): the service cannot store anything.',
      'Set DATABASE_URL to the primary server.',
    )
  if (closed.length === 0 && tooMuch !== null)
    return warn(
      name,
      `The service connects as ${tooMuch}: row-level security does not separate clients for this role, and the role may change tables.`,
      'Make a role for the service, and set DATABASE_OWNER_URL to the owner of the tables (guide "Operating", roles of the database).',
    )
  if (closed.length === 0)
    return ok(name, 'This user may read and write every table, but cannot change their structure.')
  const shown = closed.slice(0, 3).join(', ')
  return fail(
    name,
    `This user may not read and write ${shown}${closed.length > 3 ? ` and ${closed.length - 3} more tables` : ''}: requests and workers fail there.`,
    'Run "saatava migrate" with the owner of the tables in DATABASE_OWNER_URL: it grants what the service needs.',
  )
}

async function migrationsCheck(pool: Platform['pool'], { mayCreate }: DatabaseFacts): Promise<Check> {
  const name = 'migrations'
  try {
    const pending = await pendingMigrations(pool)
    if (pending.length === 0) return ok(name, 'None is pending.')
    const right = mayCreate ? '' : ' This user may not create tables, so it cannot migrate the database.'
    const says = `${pending.length} pending (${pending[0]}${pending.length === 1 ? '' : ' and on'}): commands refuse to work.${right}`
    return fail(
      name,
      says,
      'Run "saatava migrate", or start the service, which migrates; the user must own the schema.',
    )
  } catch (error) {
    if (!(error instanceof MigrationError)) throw error
    return fail(name, error.message, 'Use the version of Saatava that the database was migrated with, or a newer one.')
  }
}

function clockCheck(offsetSeconds: number): Check {
  const away = Math.abs(offsetSeconds)
  const shown = `${away.toFixed(1)} s ${offsetSeconds > 0 ? 'behind' : 'ahead of'} the database's`
  if (away < CLOCK_WARN_SECONDS) return ok('clock', 'This machine and the database agree within 2 s.')
  return failIf(
    away >= CLOCK_FAIL_SECONDS,
    'clock',
    `This machine's clock is ${shown}: the service and the database disagree on due times, tokens and leases.`,
    'Synchronise both with NTP.',
  )
}

function poolerCheck({ databasePrepared }: Config, isPooled: boolean): Check {
  const name = 'pooler'
  const prepared = `DATABASE_PREPARED is ${databasePrepared ? 'on' : 'off'}`
  if (!isPooled) return ok(name, `There is no pooler between this process and the database; ${prepared}.`)
  if (!databasePrepared)
    return ok(name, `There is a pooler such as PgBouncer; ${prepared}, as transaction mode requires.`)
  return warn(
    name,
    `There is a pooler such as PgBouncer, and ${prepared}: statements fail in transaction mode before PgBouncer 1.21.`,
    'Set DATABASE_PREPARED=off, unless the pooler keeps prepared statements (PgBouncer 1.21 with max_prepared_statements).',
  )
}

/** Checks which processes have been seen lately. */
export async function checkWorkers({ pool }: Platform): Promise<Check> {
  const seen = await selectProcesses(pool)
  const workers = seen.filter(({ role }) => role !== 'api')
  const alive = workers.filter(({ seconds }) => seconds <= ALIVE_SECONDS)
  if (alive.length > 0)
    return ok('workers', `${alive.length} at work: ${alive.slice(0, 5).map(shownProcess).join(', ')}.`)
  const [last] = workers
  return warn(
    'workers',
    last === undefined
      ? 'No worker has used this database: nothing is evaluated, sent, booked or collected.'
      : `No worker is running (the last one: ${shownProcess(last)}: nothing is evaluated, sent, booked or collected.`,
    'Start the service with SAATAVA_ROLE all or worker.',
  )
}

function shownProcess({ host, pid, seconds }: ProcessSeen): string {
  const ago = seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`
  return `${host}:${pid} seen ${ago} ago`
}
