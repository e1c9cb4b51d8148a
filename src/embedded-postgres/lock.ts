/** A lock between processes: a file made exclusively that names its holder; the lock of a dead holder is taken over. */
import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { EmbeddedPostgresError } from './errors.ts'
import { identityOf } from './processes.ts'

const WAIT_MS = 120_000
const POLL_MS = 25
const STEAL_GUARD_MAX_AGE_MS = 10_000

interface Holder {
  pid: number
  identity: string | undefined
}

/** Runs `work` while holding the lock file `path`; waits up to two minutes for another holder. */
export async function withFileLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + WAIT_MS
  while (!acquire(path)) {
    if (holderIsDead(path)) steal(path)
    else if (Date.now() > deadline) {
      throw new EmbeddedPostgresError(
        `Process ${readHolder(path)?.pid ?? 'unknown'} has held ${path} for two minutes: end it, or remove that file if it does not belong to Saatava.`,
      )
    } else await sleep(POLL_MS)
  }
  try {
    return await work()
  } finally {
    rmSync(path, { force: true })
  }
}

/** Written aside and linked into place, so that nobody ever reads a lock without its holder's name. */
function acquire(path: string): boolean {
  const holder: Holder = { pid: process.pid, identity: identityOf(process.pid) }
  const draft = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`
  writeFileSync(draft, JSON.stringify(holder), { mode: 0o644 })
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder
  } catch {
    return undefined
  }
}

function holderIsDead(path: string): boolean {
  const holder = readHolder(path)
  return holder !== undefined && (holder.identity === undefined || identityOf(holder.pid) !== holder.identity)
}

/** Two waiters may see the same dead holder: a second lock lets only one remove it, and only while it is still dead. */
function steal(path: string): void {
  const guard = `${path}.steal`
  try {
    writeFileSync(guard, '', { flag: 'wx' })
  } catch {
    const age = Date.now() - (statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (age > STEAL_GUARD_MAX_AGE_MS) rmSync(guard, { force: true })
    return
  }
  try {
    if (holderIsDead(path)) rmSync(path, { force: true })
  } finally {
    rmSync(guard, { force: true })
  }
}
