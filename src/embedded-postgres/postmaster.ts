/** The running server: found, started, awaited, stopped. */
import { execFile, spawn } from 'node:child_process'
import { closeSync, readFileSync, rmSync } from 'node:fs'
import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'
import type { Binaries } from './binaries.ts'
import { SUPERUSER, serverEnvironment } from './cluster.ts'
import { EmbeddedPostgresError } from './errors.ts'
import type { Home } from './home.ts'
import { openLog, readLog } from './log-file.ts'
import { commandOf, identityOf } from './processes.ts'
import { serverArguments } from './settings.ts'

const READY_POLL_MS = 30
// A crash with much to replay may take minutes; the log says every ten seconds that we wait.
const READY_MAX_MS = 900_000
const WRONG_PASSWORD_MAX_MS = 10_000
const STOP_MAX_MS = 60_000

export interface Postmaster {
  pid: number
  identity: string
  port: number
}

/** The postmaster that runs this cluster; a stale postmaster.pid is removed where PostgreSQL itself would stumble on it. */
export function findPostmaster(home: Pick<Home, 'cluster'>): Postmaster | undefined {
  const path = join(home.cluster, 'postmaster.pid')
  let lines: string[]
  try {
    lines = readFileSync(path, 'utf8').split('\n')
  } catch {
    return undefined
  }
  const pid = Number(lines[0])
  const identity = identityOf(pid)
  const command = commandOf(pid)
  if (identity !== undefined && (command === undefined || command.includes(home.cluster))) {
    return { pid, identity, port: Number(lines[3] ?? 0) }
  }
  // The pid is a zombie's or another program's. Backends that may live on are found by PostgreSQL through the shared
  // memory's key, which comes from the folder and not from this file.
  if (Number.isInteger(pid)) rmSync(path, { force: true })
  return undefined
}

export function isAlive(postmaster: Postmaster): boolean {
  return identityOf(postmaster.pid) === postmaster.identity
}

/** Starts the server in a separate process group: Ctrl-C in our terminal must not stop it before we have. */
export async function spawnPostmaster(
  home: Home,
  binaries: Binaries,
  port: number,
  settings: Record<string, string>,
): Promise<{ postmaster: Postmaster; output: () => string }> {
  const log = openLog(home)
  try {
    const child = spawn(binaries.postgres, serverArguments(home.cluster, port, settings), {
      ...{ cwd: home.folder, env: serverEnvironment(), detached: true, windowsHide: true },
      stdio: ['ignore', log.descriptor, log.descriptor],
      ...(home.user === undefined ? {} : { uid: home.user.uid, gid: home.user.gid }),
    })
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve)
      child.once('error', (error) => {
        reject(
          new EmbeddedPostgresError(`${binaries.postgres} could not be started: ${error.message}`, { cause: error }),
        )
      })
    })
    child.unref()
    const pid = child.pid ?? 0
    const postmaster = { pid, identity: identityOf(pid) ?? 'gone', port }
    return { postmaster, output: () => readLog(home, log.from) }
  } finally {
    closeSync(log.descriptor)
  }
}

/** Waits until the server answers as this cluster; false when it ended first. */
export async function untilReady(
  home: Pick<Home, 'cluster'>,
  postmaster: Postmaster,
  password: string,
  waiting: (seconds: number) => void,
): Promise<boolean> {
  const began = Date.now()
  let nextWord = 10_000
  for (;;) {
    const error = await probe(home, postmaster.port, password)
    if (error === undefined) return true
    if (!isAlive(postmaster)) return false
    const waited = Date.now() - began
    if (waited > READY_MAX_MS || (waited > WRONG_PASSWORD_MAX_MS && (error as { code?: string }).code === '28P01')) {
      throw new EmbeddedPostgresError(
        `The embedded PostgreSQL (process ${postmaster.pid}, port ${postmaster.port}) runs but cannot be used: ${error.message}.`,
        { cause: error },
      )
    }
    if (waited > nextWord) {
      waiting(Math.round(waited / 1_000))
      nextWord += 10_000
    }
    await sleep(READY_POLL_MS)
  }
}

async function probe(home: Pick<Home, 'cluster'>, port: number, password: string): Promise<Error | undefined> {
  const client = new Client({
    ...{ host: '127.0.0.1', port, user: SUPERUSER, password, database: 'postgres', ssl: false },
    connectionTimeoutMillis: 5_000,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const result = await client.query<{ data_directory: string }>('show data_directory')
    // On Windows PostgreSQL writes its paths with slashes.
    if (result.rows[0]?.data_directory === home.cluster.replaceAll('\\', '/')) return undefined
    return new Error(`port ${port} belongs to another cluster`)
  } catch (error) {
    return error as Error
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Fast shutdown: clients are disconnected, everything committed stays. Immediate when that takes over a minute. */
export async function stopPostmaster(
  home: Pick<Home, 'cluster'>,
  postmaster: Postmaster,
  binaries?: Binaries,
): Promise<void> {
  if (process.platform === 'win32' && binaries !== undefined) {
    await promisify(execFile)(binaries.pgCtl, ['stop', '-w', '-m', 'fast', '-D', home.cluster])
    return
  }
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!send(postmaster, signal)) return
    const deadline = Date.now() + STOP_MAX_MS
    while (isAlive(postmaster)) {
      if (Date.now() > deadline) break
      await sleep(10)
    }
  }
  if (isAlive(postmaster)) throw new EmbeddedPostgresError(`PostgreSQL (process ${postmaster.pid}) does not stop.`)
}

/** False when it was gone already. */
export function send(postmaster: Postmaster, signal: NodeJS.Signals): boolean {
  if (!isAlive(postmaster)) return false
  try {
    return process.kill(postmaster.pid, signal)
  } catch {
    return false
  }
}

/** Below the ports that systems hand out for a moment: a server that restarts must find its port still free. */
const PORTS = { from: 25_432, to: 30_000 }
const PORT_TRIES = 20

/**
 * Returns `wanted` when nobody listens there on loopback, else one of our ports that is free, else a port the system
 * picks.
 */
export async function freePort(wanted: number | undefined): Promise<number> {
  if (wanted !== undefined && (await tryListen(wanted)) === wanted) return wanted
  for (let i = 0; i < PORT_TRIES; i++) {
    const candidate = randomInt(PORTS.from, PORTS.to)
    if ((await tryListen(candidate)) === candidate) return candidate
  }
  const port = await tryListen(0)
  if (port === undefined)
    throw new EmbeddedPostgresError('No TCP port on 127.0.0.1is free for the embedded PostgreSQL.')
  return port
}

function tryListen(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined))
    })
  })
}
