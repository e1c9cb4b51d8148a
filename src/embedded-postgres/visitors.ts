/** Visitors use the server without answering for it. Two command lines at once: the first to end leaves it to the other. */
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Home } from './home.ts'
import { keep, readKept } from './keep.ts'
import { identityOf } from './processes.ts'

const FILE = /^visitor-(\d+)$/

/** Notes that this process uses the server; call it under the lock. */
export function keepVisitor(home: Home): void {
  keep(home, `visitor-${process.pid}`, identityOf(process.pid) ?? '')
}

export function dropVisitor(home: Home): void {
  rmSync(join(home.folder, `visitor-${process.pid}`), { force: true })
}

/** True while a living process has noted itself; the notes of dead ones are removed. */
export function hasVisitors(home: Home): boolean {
  return readdirSync(home.folder).some((name) => {
    const pid = Number(FILE.exec(name)?.[1])
    if (!Number.isInteger(pid)) return false
    if (identityOf(pid) !== undefined && identityOf(pid) === readKept(home, name)) return true
    rmSync(join(home.folder, name), { force: true })
    return false
  })
}
