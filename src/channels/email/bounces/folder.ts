/**
 * A Maildir: whoever delivers (a mail server, fetchmail) writes a file under tmp/ and renames it into new/; what has been
 * handled is in cur/; what is no report about a delivery is in aside/, for a person.
 */
import { mkdir, open, readdir, rename, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'

/**
 * A report stands in the first few kilobytes; behind it may come the whole mail that is returned, with its PDF. A report
 * from a stranger costs no more than parsing this much.
 */
const BYTES_READ_MAX = 128 * 1024
/** Looked at in one go, in the order of their names, which in a Maildir begin with the time. */
const FILES_MAX = 5_000

export interface BounceFile {
  name: string
  arrivedAt: Date
}

export interface BounceFolder {
  /** Returns the files in new/, oldest first, FILES_MAX at most. Throws when the folder cannot be read. */
  waiting(): Promise<BounceFile[]>
  /** The beginning of a file; undefined when somebody else has moved it meanwhile. */
  read(name: string): Promise<Uint8Array | undefined>
  done(name: string): Promise<void>
  aside(name: string): Promise<void>
}

export function openBounceFolder(path: string): BounceFolder {
  const made = new Map<string, Promise<unknown>>()
  const folder = (name: string): Promise<unknown> => {
    const making = made.get(name) ?? mkdir(join(path, name), { recursive: true })
    made.set(name, making)
    making.catch(() => made.delete(name))
    return making
  }
  const move = async (name: string, to: string): Promise<void> => {
    await folder(to)
    // Maildir names what has been seen with ":2,S"; the name in new/ bears no such mark.
    const named = to === 'cur' ? `${basename(name)}:2,S` : basename(name)
    await rename(join(path, 'new', basename(name)), join(path, to, named)).catch(unlessGone)
  }
  return {
    async waiting() {
      await Promise.all(['new', 'cur', 'tmp'].map(folder))
      const all = (await readdir(join(path, 'new'))).filter((name) => !name.startsWith('.'))
      const names = all.sort().slice(0, FILES_MAX)
      const files = await Promise.all(
        names.map(async (name) => {
          const found = await stat(join(path, 'new', name)).catch(unlessGone)
          return found?.isFile() === true ? [{ name, arrivedAt: found.mtime }] : []
        }),
      )
      return files.flat().sort((a, b) => a.arrivedAt.getTime() - b.arrivedAt.getTime() || (a.name < b.name ? -1 : 1))
    },
    async read(name) {
      const file = await open(join(path, 'new', basename(name))).catch(unlessGone)
      if (file === undefined) return undefined
      try {
        const { size } = await file.stat()
        const bytes = Buffer.alloc(Math.min(size, BYTES_READ_MAX))
        const { bytesRead } = await file.read(bytes, 0, bytes.length, 0)
        return bytes.subarray(0, bytesRead)
      } finally {
        await file.close()
      }
    },
    done: (name) => move(name, 'cur'),
    aside: (name) => move(name, 'aside'),
  }
}

function unlessGone(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  throw error
}
