/** The context of a command: the settings, the database wherever it is, and an actor for the audit. */
import type { ClientId } from '@saatava/core/ids.ts'
import { userInfo } from 'node:os'
import { relative } from 'node:path'
import type { Logger } from 'pino'
import { v7 as uuid } from 'uuid'
import { seedAgency } from '../agency/seed-agency.ts'
import type { AccountingCtx } from '../accounting/context.ts'
import { readSandboxClock } from '../clock/read-sandbox-clock.ts'
import { clientWithPartner } from '../onboarding/read-client.ts'
import { clockOf } from '../platform/clock.ts'
import { type Config, readConfig } from '../config/config.ts'
import { type Ctx, type Platform, clientCtx } from '../platform/context.ts'
import { closePool, createPool } from '../platform/database.ts'
import { databaseName } from '../platform/database-problem.ts'
import { createLogger } from '../platform/logger.ts'
import { createMetrics } from '../platform/metrics.ts'
import { embeddedFolder } from '../embedded-postgres/open-database.ts'
import { pendingMigrations } from '../platform/pending-migrations.ts'
import { hasCluster, startEmbeddedPostgres } from '../embedded-postgres/index.ts'
import { type Secrets, createSecrets, sandboxMasterKey } from '../platform/secrets.ts'
import { actorOf, requireCommandPermission } from './acting.ts'
import { CliError } from './failure.ts'
import { finishing } from './finishing.ts'

const POOL_MAX = 4
const STOP_MS = 2_000
const SERVER_STOP_MS = 120_000

/**
 * Runs `work` on the database of DATABASE_URL, or on the embedded one, which is started where nobody has and stopped after.
 * @param options.creates whether an embedded database is made where there is none: only `start` and `migrate` do that
 * @throws CliError NO_DATABASE where there is none: a command must not work on a new, empty database unnoticed
 */
export async function withDatabase<T>(
  work: (database: { config: Config; log: Logger; url: string; ownerUrl: string }) => Promise<T>,
  { creates = false, access = 'write', config = readConfig(process.env) }: DatabaseOptions = {},
): Promise<T> {
  const log = createLogger({ ...config, logLevel: 'warn' }, 2)
  const folder = embeddedFolder(config.dataDir)
  if (config.databaseUrl === undefined && !creates && !hasCluster(folder)) throw noDatabase(config.dataDir)
  if (access === 'write') announce(config)
  const { databaseUrl: given, databaseOwnerUrl } = config
  if (given !== undefined) return work({ config, log, url: given, ownerUrl: databaseOwnerUrl ?? given })
  // A signal that comes while it starts waits for the start: nobody else would stop the server.
  const starting = startEmbeddedPostgres({ dataDir: folder, log, visits: true })
  return finishing(
    async () => {
      const { url, ownerUrl } = await starting
      return work({ config, log, url, ownerUrl })
    },
    async () => (await starting).stop(),
    SERVER_STOP_MS,
  )
}

interface DatabaseOptions {
  creates?: boolean
  access?: Access
  config?: Config
}

/** Whether a command may change something. Before it writes, it names database and environment. */
export type Access = 'read' | 'write'

function noDatabase(dataDir: string): CliError {
  return new CliError(
    'NO_DATABASE',
    `No database at ${shortPath(dataDir)}. Is the service running with another DATA_DIR or DATABASE_URL? Give this command the same settings; "saatava start" or "saatava migrate" creates a new database here.`,
  )
}

/** To people, on standard error: the result stays alone on standard output. With --json programs read both. */
function announce({ databaseUrl, dataDir, environment }: Config): void {
  if (process.argv.includes('--json')) return
  const database = databaseUrl === undefined ? `${shortPath(dataDir)} (embedded)` : databaseName(databaseUrl)
  process.stderr.write(`Database ${database}, ${environment}\n`)
}

/** To people, on standard error: somebody has turned the second person off. */
function warnUnapproved(setBy: string): void {
  if (!process.argv.includes('--json'))
    process.stderr.write(`Four eyes is off (${setBy} turned it off): this is done without a second person.\n`)
}

function shortPath(path: string): string {
  const below = relative(process.cwd(), path)
  return below === '' || below.startsWith('..') ? path : `./${below}`
}

/** Runs `work`, which only reads, with a context on a migrated database. */
export function withReadCtx<T>(work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return withCtx(work, 'read')
}

/** Runs `work` with a context on a migrated database. */
export function withCtx<T>(work: (ctx: Ctx) => Promise<T>, access: Access = 'write'): Promise<T> {
  return withDatabase(
    async ({ config, log, url }) => {
      const actor = access === 'write' ? actorOf(config, userName()) : (`user:${userName()}` as const)
      const platform = createCliPlatform(config, log, url)
      return finishing(
        async () => {
          const pending = await pendingMigrations(platform.pool)
          if (pending.length > 0) {
            throw new CliError(
              'NOT_MIGRATED',
              `The database lacks ${pending.join(', ')}: run "saatava migrate", or start the service, which migrates it.`,
            )
          }
          await readSandboxClock(platform)
          const ctx: Ctx = { platform, log, requestId: uuid(), actor, onUnapproved: warnUnapproved }
          if (access === 'write') {
            await requireCommandPermission(ctx)
            await seedAgency(ctx)
          }
          return work(ctx)
        },
        () => closePool(platform.pool),
      )
    },
    { access },
  )
}

/** Runs `work` for a client that exists, with what the accounting verbs need; no worker runs here. */
export function withClient<T>(
  clientId: ClientId,
  work: (ctx: AccountingCtx) => Promise<T>,
  access: Access = 'write',
): Promise<T> {
  return withCtx(async (ctx) => {
    await requireClient(ctx, clientId)
    // The import comes late: the connectors are many files, and most commands need none of them.
    const { createAccounting } = await import('../accounting/services.ts')
    const { openAllocations } = await import('../payments/open-allocations.ts')
    const accounting = createAccounting(ctx.platform, () => simulatorsOrigin(ctx.platform.config), openAllocations)
    return finishing(
      () => work({ ...clientCtx(ctx, clientId), accounting }),
      () => accounting.stop(STOP_MS),
    )
  }, access)
}

export async function requireClient(ctx: Ctx, clientId: ClientId): Promise<void> {
  if ((await clientWithPartner(clientCtx(ctx, clientId))) === undefined) {
    throw new CliError('NOT_FOUND', `There is no client ${clientId}; "saatava token list" shows the client numbers.`)
  }
}

/** Where the simulators answer: in the running service, unless SIMULATORS_URL says otherwise. */
export function simulatorsOrigin(config: Config): string {
  return config.simulatorsUrl ?? `http://127.0.0.1:${config.port}`
}

export function createCliPlatform(config: Config, log: Logger, url: string): Platform {
  const pool = createPool(url, POOL_MAX)
  pool.connections.on('error', (error) => log.warn({ err: error }, 'a database connection broke'))
  return {
    config,
    pool,
    log,
    clock: clockOf(config.environment),
    secrets: lateSecrets(config),
    metrics: createMetrics(),
  }
}

/** The sandbox's key is made when it is first needed: a command that seals nothing leaves no file behind. */
function lateSecrets(config: Config): Secrets {
  let secrets: Secrets | undefined
  const ready = () => (secrets ??= createSecrets(config.masterKey ?? sandboxMasterKey(config.dataDir)))
  return {
    seal: (context, plain) => ready().seal(context, plain),
    open: (context, sealed) => ready().open(context, sealed),
  }
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    // A container may run as a number that has no name.
    return `uid ${process.getuid?.() ?? 'unknown'}`
  }
}
