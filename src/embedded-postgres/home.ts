/**
 * The folder of the data. They lie in the wanted folder itself, unless we are root and the server's user cannot enter it
 * (a checkout under /root): then in a separate folder that the symbolic link `relocated` in the wanted folder names. That
 * link is the only pointer: whoever removes the wanted folder begins with an empty database.
 */
import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { EmbeddedPostgresError } from './errors.ts'
import { canEnter, type ServerUser, serverUser } from './server-user.ts'

export interface Home {
  /** The wanted folder: our log and lock are here. */
  dataDir: string
  /** Holds the cluster, the password, the port and the owner; the same folder unless relocated. */
  folder: string
  /** PGDATA. */
  cluster: string
  /** Undefined: ourselves. */
  user: ServerUser | undefined
  /** Folders a copy of the programs may be kept in. */
  places: string[]
}

const LINK = 'relocated'
const RECORD = 'data-folder'

/** Whether a database has been made in `dataDir`, here or where its link leads. Makes nothing. */
export function hasCluster(dataDir: string): boolean {
  return [dataDir, linkOf(dataDir)].some((folder) => folder !== undefined && existsSync(join(folder, 'cluster')))
}

/** Finds or makes the home of the data wanted in `dataDir`; call it under the lock. */
export function findHome(wanted: string): Home {
  mkdirSync(wanted, { recursive: true })
  const dataDir = realpathSync(resolve(wanted))
  const user = serverUser()
  const places = user === undefined ? [dataDir] : ['/var/lib/saatava', join(tmpdir(), 'saatava')]
  // Other users may pass through, and see nothing: the password, the log and the cluster are closed each separately.
  if (user !== undefined && statSync(dataDir).uid === 0) chmodSync(dataDir, statSync(dataDir).mode | 0o011)
  const folder = existsSync(join(dataDir, 'cluster')) ? dataDir : relocation(dataDir, user, places)
  const cluster = join(folder, 'cluster')
  return { dataDir, folder, cluster, user: runnerOf(cluster, user), places }
}

function relocation(dataDir: string, user: ServerUser | undefined, places: string[]): string {
  const linked = linkOf(dataDir)
  if (linked !== undefined) return follow(dataDir, linked)
  if (canEnter(user, dataDir)) return dataDir
  const key = `${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}-${randomBytes(4).toString('hex')}`
  for (const place of places) {
    const folder = makeEnterable(join(place, 'clusters', key), user)
    if (folder === undefined) continue
    writeFileSync(join(folder, RECORD), dataDir)
    symlinkSync(folder, join(dataDir, LINK))
    return folder
  }
  throw new EmbeddedPostgresError(
    `User ${user?.name} can enter neither ${dataDir} nor ${places.join(' nor ')}, so PostgreSQL cannot keep its data there: set DATA_DIR to a folder it can enter, or set DATABASE_URL.`,
  )
}

function makeEnterable(folder: string, user: ServerUser | undefined): string | undefined {
  const parents = [join(folder, '..', '..'), join(folder, '..'), folder]
  try {
    for (const path of parents) {
      mkdirSync(path, { recursive: true })
      // A folder somebody else made in a shared place could be swapped under us.
      if (statSync(path).uid !== process.getuid?.()) return undefined
      chmodSync(path, path === folder ? 0o711 : 0o755)
    }
    return canEnter(user, folder) ? realpathSync(folder) : undefined
  } catch {
    return undefined
  }
}

export function linkOf(dataDir: string): string | undefined {
  try {
    return readlinkSync(join(dataDir, LINK))
  } catch {
    return undefined
  }
}

/** The wanted folder a relocated home was made for; undefined when it does not say. */
export function recordOf(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, RECORD), 'utf8')
  } catch {
    return undefined
  }
}

function follow(dataDir: string, folder: string): string {
  if (!existsSync(folder)) {
    throw new EmbeddedPostgresError(
      `The data of ${dataDir} were in ${folder}, which no longer exists: restore it, or remove ${join(dataDir, LINK)} to begin with an empty database.`,
    )
  }
  const record = recordOf(folder)
  if (record !== undefined && record !== dataDir) {
    if (linkOf(record) === folder) {
      throw new EmbeddedPostgresError(
        `${dataDir} is a copy of ${record}, and the database belongs to the original: remove ${join(dataDir, LINK)} to begin with an empty one.`,
      )
    }
    // The wanted folder was moved: its data follow it.
    writeFileSync(join(folder, RECORD), dataDir)
  }
  return folder
}

/** The user that made the cluster must run it: root can be anybody, an ordinary user only himself. */
function runnerOf(cluster: string, user: ServerUser | undefined): ServerUser | undefined {
  const stat = statSync(cluster, { throwIfNoEntry: false })
  if (stat === undefined || process.getuid === undefined) return user
  if (user !== undefined) return stat.uid === user.uid ? user : { name: `#${stat.uid}`, uid: stat.uid, gid: stat.gid }
  if (stat.uid === process.getuid()) return user
  throw new EmbeddedPostgresError(
    `The database in ${cluster} belongs to another user (uid ${stat.uid}), so this user cannot run it. Start as that user or as root, or set DATA_DIR to your own folder.`,
  )
}
