/** The data folder PostgreSQL itself writes: made once, checked at every start. */
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { EmbeddedPostgresError, explain } from './errors.ts'
import type { Home } from './home.ts'
import { keep } from './keep.ts'

export const SUPERUSER = 'saatava'
/** The service connects as this role: it owns nothing, and reads and writes rows. */
export const SERVICE_ROLE = 'saatava_service'
const INITDB_MAX_MS = 300_000
const SERVICE_PASSWORD = 'service-password'
const DRAFT = 'cluster.draft-'

/** Makes the cluster when there is none yet. Made beside and renamed: half a cluster is never taken for a whole one. */
export function ensureCluster(home: Home, binaries: Binaries, durable: boolean): void {
  for (const entry of readdirSync(home.folder)) {
    if (entry.startsWith(DRAFT)) rmSync(join(home.folder, entry), { recursive: true, force: true })
  }
  if (existsSync(home.cluster)) {
    checkVersion(home.cluster, binaries.major)
    return
  }
  const draft = join(home.folder, `${DRAFT}${process.pid}`)
  const password = newPassword()
  try {
    initialise(home, binaries, draft, password, durable)
    keep(home, 'password', password)
    renameSync(draft, home.cluster)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

/** The superuser's password. */
export function passwordOf(home: Home): string {
  return readPassword(home, 'password')
}

export function servicePasswordOf(home: Home): string {
  return readPassword(home, SERVICE_PASSWORD)
}

export function hasServicePassword(home: Home): boolean {
  return existsSync(join(home.folder, SERVICE_PASSWORD))
}

/** To be called when the role has it: a password that is kept is the role's. */
export function keepServicePassword(home: Home, password: string): void {
  keep(home, SERVICE_PASSWORD, password)
}

export function newPassword(): string {
  return randomBytes(24).toString('hex')
}

function readPassword(home: Home, name: string): string {
  const path = join(home.folder, name)
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    throw new EmbeddedPostgresError(
      `The database's password cannot be read from ${path} (${(error as Error).message}): start as the user that made it, or restore that file.`,
      { cause: error },
    )
  }
}

function initialise(home: Home, binaries: Binaries, draft: string, password: string, durable: boolean): void {
  const as = home.user
  const passwordFile = `${draft}.password`
  try {
    mkdirSync(draft, { mode: 0o700 })
    writeFileSync(passwordFile, password, { mode: 0o600, flush: true })
    if (as !== undefined) for (const path of [draft, passwordFile]) chownSync(path, as.uid, as.gid)
    const result = spawnSync(
      binaries.initdb,
      [
        ...['-D', draft, '-U', SUPERUSER, '--pwfile', passwordFile, '--auth', 'scram-sha-256', '--encoding', 'UTF8'],
        ...['--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--data-checksums'],
        ...['--no-instructions', ...(durable ? [] : ['--no-sync'])],
      ],
      {
        ...{ cwd: home.folder, env: serverEnvironment(), encoding: 'utf8', timeout: INITDB_MAX_MS, windowsHide: true },
        ...(as === undefined ? {} : { uid: as.uid, gid: as.gid }),
      },
    )
    if (result.status !== 0) {
      throw explain(
        `The database could not be made in ${home.folder}${as ? ` as user ${as.name}` : ''}.`,
        result.error?.message ?? `${result.stdout}${result.stderr}`,
      )
    }
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

function checkVersion(cluster: string, major: string): void {
  const path = join(cluster, 'PG_VERSION')
  const found = existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined
  if (found === major) return
  throw new EmbeddedPostgresError(
    found === undefined
      ? `${cluster} is not a PostgreSQL data folder (it has no PG_VERSION): restore it from a backup, or move it away to begin with an empty database.`
      : `The data in ${cluster} were written by PostgreSQL ${found}, and the embedded server is ${major}. Start the version of Saatava that wrote them, run pg_dump, move the folder away, start this version, and run pg_restore.`,
  )
}

/** Nothing of our own environment: PGDATA, PGPORT, LC_ALL and the like would change what the server does. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const windows = process.platform === 'win32' ? process.env : {}
  return { ...windows, PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
}
