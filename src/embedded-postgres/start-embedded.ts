/**
 * A real PostgreSQL server from an npm package, for the first minute and for one machine: the same engine as in
 * production. The process that starts it owns it and stops it; it outlives an owner that was killed, and the next one
 * finds it, takes it over and goes on. A second process beside a living owner (a command line) only attaches.
 */
import type { PostgresLog } from './log.ts'
import { existsSync, mkdirSync, realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { type Binaries, findBinaries } from './binaries.ts'
import {
  ensureCluster,
  hasServicePassword,
  keepServicePassword,
  newPassword,
  passwordOf,
  servicePasswordOf,
  SERVICE_ROLE,
  SUPERUSER,
} from './cluster.ts'
import { explain } from './errors.ts'
import { findHome, type Home } from './home.ts'
import { dropOwner, keep, keepOwner, keptPort, livingOwner } from './keep.ts'
import { withFileLock } from './lock.ts'
import {
  findPostmaster,
  freePort,
  type Postmaster,
  send,
  spawnPostmaster,
  stopPostmaster,
  untilReady,
} from './postmaster.ts'
import { isDurable } from './settings.ts'
import { supervise } from './supervise.ts'
import { markThrowaway, sweepRelocated } from './sweep.ts'
import { dropVisitor, hasVisitors, keepVisitor } from './visitors.ts'

const DATABASE = 'saatava'
const STARTS_MAX = 20
const RETRY_MS = 250

export interface EmbeddedPostgresOptions {
  /** A separate folder; made when absent. */
  dataDir: string
  log: PostgresLog
  /** Server parameters over our defaults, for example {fsync: 'off'} in a test. */
  settings?: Record<string, string>
  /** Nobody owns the server: it goes on when this process ends, and whoever attaches may stop it. For tests. */
  lingers?: boolean
  /**
   * For a moment only (a command line): never owns the server, so that a service started meanwhile does. `stop` leaves it
   * to an owner or to other visitors, and stops it where there are none.
   */
  visits?: boolean
}

export interface EmbeddedPostgres {
  /** postgres://… of the database `saatava`, as the service connects; holds a password, so it is not for logs. */
  readonly url: string
  /** URL of the superuser, who owns the tables and migrates. */
  readonly ownerUrl: string
  /** Pid of the postmaster; it changes when the server was restarted. */
  readonly pid: number
  /** True when this process answers for the server: it restarts it when it dies, and stops it. */
  readonly owned: boolean
  /** Fast shutdown when owned; nothing otherwise. Resolves when the server is gone. */
  stop(): Promise<void>
}

/**
 * Starts the server of `dataDir`, or attaches to the one that runs.
 * @throws EmbeddedPostgresError whose message says what to do
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  mkdirSync(options.dataDir, { recursive: true })
  const lock = join(realpathSync(resolve(options.dataDir)), 'start.lock')
  const begun = await withFileLock(lock, async () => {
    const home = findHome(options.dataDir)
    const server = await bringUp(home, options)
    const owned = options.visits !== true && (options.lingers === true || livingOwner(home) === undefined)
    if (owned && options.lingers !== true) keepOwner(home)
    if (!owned) keepVisitor(home)
    return { home, owned, ...server }
  })
  const { home, owned, binaries } = begun
  let { postmaster } = begun
  const urlOf = (user: string, password: string) =>
    `postgres://${user}:${password}@127.0.0.1:${postmaster.port}/${DATABASE}`
  const url = urlOf(SERVICE_ROLE, servicePasswordOf(home))
  const ownerUrl = urlOf(SUPERUSER, passwordOf(home))
  if (!owned || options.lingers === true) {
    const stop = () =>
      withFileLock(lock, async () => {
        if (!owned) dropVisitor(home)
        const last = options.visits === true && livingOwner(home) === undefined && !hasVisitors(home)
        if (owned || last) await stopPostmaster(home, findPostmaster(home) ?? postmaster, binaries)
      })
    return { url, ownerUrl, pid: postmaster.pid, owned, stop }
  }
  const interrupt = () => {
    send(postmaster, 'SIGINT')
  }
  // For a process that ends without stop(): an exit hook may not wait, but it can send the signal.
  process.once('exit', interrupt)
  const supervision = supervise(
    home,
    () => postmaster,
    options.log,
    async () => {
      postmaster = (await withFileLock(lock, () => bringUp(home, options, postmaster.port))).postmaster
    },
  )
  let stopped: Promise<void> | undefined
  const stop = async () => {
    await supervision.end()
    process.off('exit', interrupt)
    await withFileLock(lock, async () => {
      await stopPostmaster(home, postmaster, binaries)
      dropOwner(home)
    })
    options.log.info({ pid: postmaster.pid }, 'PostgreSQL stopped')
  }
  return {
    url,
    ownerUrl,
    get pid() {
      return postmaster.pid
    },
    owned,
    stop: () => (stopped ??= stop()),
  }
}

interface Server {
  postmaster: Postmaster
  binaries: Binaries
}

/**
 * Attaches to the running postmaster, or starts one; call it under the lock.
 * @param fixedPort the port that must be used, because clients already know it
 */
async function bringUp(home: Home, options: EmbeddedPostgresOptions, fixedPort?: number): Promise<Server> {
  const binaries = findBinaries(home.user, home.places)
  const settings = options.settings ?? {}
  if (!existsSync(home.cluster)) await sweepRelocated(home, options.log)
  markThrowaway(home, isDurable(settings))
  ensureCluster(home, binaries, isDurable(settings))
  const password = passwordOf(home)
  const waiting = (seconds: number) =>
    options.log.info({ seconds }, 'PostgreSQL is not ready yet; it may be recovering')
  let output = ''
  for (let start = 1; start <= STARTS_MAX; start++) {
    const running = findPostmaster(home)
    if (running !== undefined) {
      // Port 0: it has only just begun and not yet written it down. A false: it was on its way out.
      if (running.port === 0 || !(await untilReady(home, running, password, waiting))) {
        await sleep(RETRY_MS)
        continue
      }
      await ensureDatabase(home, running.port)
      options.log.info({ pid: running.pid, port: running.port }, 'PostgreSQL was running already')
      return { postmaster: running, binaries }
    }
    const port = fixedPort ?? (await freePort(start === 1 ? keptPort(home) : undefined))
    keep(home, 'port', String(port))
    const spawned = await spawnPostmaster(home, binaries, port, settings)
    if (await untilReady(home, spawned.postmaster, password, waiting)) {
      await ensureDatabase(home, port)
      options.log.info({ pid: spawned.postmaster.pid, port, data: home.cluster }, 'PostgreSQL started')
      return { postmaster: spawned.postmaster, binaries }
    }
    output = spawned.output()
    if (!isPassing(output)) break
    await sleep(RETRY_MS)
  }
  throw explain(`The embedded PostgreSQL did not start with the data in ${home.cluster}.`, output)
}

/** The port was taken a moment ago, or the backends of a killed postmaster have not yet noticed its death. */
function isPassing(output: string): boolean {
  return /Address already in use|could not bind|pre-existing shared memory block|lock file ".*" already exists/.test(
    output,
  )
}

/** The database, and the role that the service connects as: it has no rights until migrate grants them. */
async function ensureDatabase(home: Home, port: number): Promise<void> {
  const password = passwordOf(home)
  const client = new Client({ host: '127.0.0.1', port, user: SUPERUSER, password, database: 'postgres', ssl: false })
  await client.connect()
  try {
    const found = await client.query('select from pg_database where datname = $1', [DATABASE])
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`)
    const role = await client.query('select from pg_roles where rolname = $1', [SERVICE_ROLE])
    if (role.rowCount === 0) await client.query(`create role ${SERVICE_ROLE}`)
    if (role.rowCount !== 0 && hasServicePassword(home)) return
    const servicePassword = newPassword()
    await client.query(`alter role ${SERVICE_ROLE} login password '${servicePassword}'`)
    keepServicePassword(home, servicePassword)
  } finally {
    await client.end()
  }
}
