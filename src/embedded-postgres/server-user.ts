/** PostgreSQL refuses to run as root, so root starts it as somebody else. */
import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { EmbeddedPostgresError } from './errors.ts'

export interface ServerUser {
  name: string
  uid: number
  gid: number
}

const CANDIDATES = ['postgres', 'nobody']

/** The user the server must run as: undefined for ourselves, `postgres` or else `nobody` when we are root. */
export function serverUser(passwd = '/etc/passwd'): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const users = new Map<string, ServerUser>()
  for (const line of readFileSync(passwd, 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':')
    if (name !== undefined && uid !== undefined && gid !== undefined) {
      users.set(name, { name, uid: Number(uid), gid: Number(gid) })
    }
  }
  const found = CANDIDATES.map((name) => users.get(name)).find((user) => user !== undefined && user.uid > 0)
  if (found === undefined) {
    throw new EmbeddedPostgresError(
      'PostgreSQL refuses to run as root, and this system has neither a user "postgres" nor "nobody": start as an ordinary user, or set DATABASE_URL.',
    )
  }
  return found
}

/** True when `user` may enter every folder from / down to `folder`; ourselves we trust to. */
export function canEnter(user: ServerUser | undefined, folder: string): boolean {
  if (user === undefined) return true
  for (let path = folder; ; path = dirname(path)) {
    const stat = statSync(path)
    // Supplementary groups do not count: the server is started without any.
    const bit = stat.uid === user.uid ? 0o100 : stat.gid === user.gid ? 0o010 : 0o001
    if ((stat.mode & bit) === 0) return false
    if (path === dirname(path)) return true
  }
}
