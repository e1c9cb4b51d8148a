/** Keeps our small files beside the cluster: readable by the user who runs the service, replaced whole or not at all. */
import { chownSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Home } from './home.ts'
import { identityOf } from './processes.ts'

/** Writes `text` to the home's file `name`, mode 0600, owned by whoever owns the home. */
export function keep(home: Home, name: string, text: string): void {
  const path = join(home.folder, name)
  const draft = `${path}.draft`
  rmSync(draft, { force: true })
  writeFileSync(draft, text, { mode: 0o600, flush: true })
  giveToOwner(draft, home.folder)
  renameSync(draft, path)
}

/** A file root makes in a user's folder must stay usable by that user. */
export function giveToOwner(path: string, folder: string): void {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = statSync(folder)
  chownSync(path, uid, gid)
}

/** The port used last; undefined when none was yet. */
export function keptPort(home: Home): number | undefined {
  const port = Number(readKept(home, 'port'))
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined
}

/** Notes that this process answers for the server: whoever finds it dead takes over. */
export function keepOwner(home: Home): void {
  keep(home, 'owner.json', JSON.stringify({ pid: process.pid, identity: identityOf(process.pid) }))
}

export function dropOwner(home: Home): void {
  rmSync(join(home.folder, 'owner.json'), { force: true })
}

/** The living process that answers for the server; undefined when it has died or there is none. */
export function livingOwner(home: Pick<Home, 'folder'>): number | undefined {
  try {
    const owner = JSON.parse(readKept(home, 'owner.json') ?? '{}') as { pid?: number; identity?: string }
    if (owner.pid === undefined || owner.identity === undefined) return undefined
    return identityOf(owner.pid) === owner.identity ? owner.pid : undefined
  } catch {
    return undefined
  }
}

/** The text of the home's file `name`; undefined when it is not there. */
export function readKept(home: Pick<Home, 'folder'>, name: string): string | undefined {
  try {
    return readFileSync(join(home.folder, name), 'utf8').trim()
  } catch {
    return undefined
  }
}
