/** PostgreSQL's own log: its standard error goes straight to a file, so that it goes on when our process dies. */
import { closeSync, copyFileSync, fstatSync, openSync, readSync, renameSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import type { Home } from './home.ts'
import { giveToOwner } from './keep.ts'

const LOG_BYTES_MAX = 10 * 1024 * 1024
const TAIL_BYTES_MAX = 16 * 1024

function logPath(home: Home): string {
  return join(home.dataDir, 'postgres.log')
}

/** Opened for appending; an overlong one is put aside first. Returns the descriptor and where the new lines begin. */
export function openLog(home: Home): { descriptor: number; from: number } {
  const path = logPath(home)
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LOG_BYTES_MAX) renameSync(path, `${path}.1`)
  const descriptor = openSync(path, 'a', 0o600)
  giveToOwner(path, home.dataDir)
  return { descriptor, from: fstatSync(descriptor).size }
}

/** Bounds the log of a running server: copied and cut, because the server keeps the file open for appending. */
export function boundLog(home: Home): void {
  const path = logPath(home)
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) <= LOG_BYTES_MAX) return
  copyFileSync(path, `${path}.1`)
  truncateSync(path)
}

/** Returns the log since `from`, its last 16 kB at most. */
export function readLog(home: Home, from: number): string {
  const descriptor = openSync(logPath(home), 'r')
  try {
    const size = fstatSync(descriptor).size
    const start = Math.max(Math.min(from, size), size - TAIL_BYTES_MAX)
    const buffer = Buffer.alloc(size - start)
    readSync(descriptor, buffer, 0, buffer.length, start)
    return buffer.toString('utf8')
  } finally {
    closeSync(descriptor)
  }
}
