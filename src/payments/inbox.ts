/**
 * The folder into which banks' files are put. A file is taken when it is complete: neither hidden nor named as one that is
 * still on its way (.part, .tmp, .filepart), and unchanged for a while. It is moved to done/ when it was read to its end,
 * to failed/ when not; what could be read of it is taken all the same. Any number of processes may look into one folder.
 */
import { mkdir, readdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Ctx } from '../platform/context.ts'
import { isDatabaseUnavailable } from '../platform/database.ts'
import { takeBankFileAt } from './take-bank-file.ts'

const ON_ITS_WAY = /^\.|\.(part|tmp|temp|filepart|crdownload)$/i
/** Characters of the hash in the name to which a file is moved: two files of one name stay two files. */
const STAMP_CHARACTERS = 8

export interface Inbox {
  folder: string
  /** How long a file must have been as it is, ms. */
  quietMs: number
}

interface Seen {
  size: number
  changedMs: number
  sinceMs: number
}

/** @returns takes what is complete each time it is called: how many files */
export function createInbox(ctx: Ctx, { folder, quietMs }: Inbox): () => Promise<number> {
  const seen = new Map<string, Seen>()
  return async () => {
    let taken = 0
    const names = await namesIn(folder)
    for (const name of seen.keys()) if (!names.includes(name)) seen.delete(name)
    for (const name of names) {
      if (!(await isComplete(join(folder, name), name, seen, quietMs))) continue
      if (await takeOne(ctx, folder, name)) taken += 1
      seen.delete(name)
    }
    return taken
  }
}

async function namesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && !ON_ITS_WAY.test(entry.name))
    .map(({ name }) => name)
    .sort()
}

async function isComplete(path: string, name: string, seen: Map<string, Seen>, quietMs: number): Promise<boolean> {
  const now = performance.now()
  const info = await stat(path).catch(() => undefined)
  if (info === undefined) return false
  const before = seen.get(name)
  if (before?.size === info.size && before.changedMs === info.mtimeMs) return now - before.sinceMs >= quietMs
  seen.set(name, { size: info.size, changedMs: info.mtimeMs, sinceMs: now })
  return quietMs === 0
}

async function takeOne(ctx: Ctx, folder: string, name: string): Promise<boolean> {
  const path = join(folder, name)
  let complete = false
  let stamp = ''
  try {
    const taken = await takeBankFileAt(ctx, { name, path })
    complete = taken.complete === true
    stamp = taken.fileId.slice(-STAMP_CHARACTERS)
    const { format, entries, known, faultCount, before } = taken
    ctx.log[complete ? 'info' : 'warn'](
      { name, format, entries, known, faultCount, complete, before },
      'a bank file was read',
    )
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error
    // Another process had it first.
    if ((error as { code?: unknown }).code === 'ENOENT') return false
    ctx.log.error({ err: error, name }, 'a bank file could not be read')
  }
  await move(path, join(folder, complete ? 'done' : 'failed'), name, stamp)
  return complete
}

async function move(path: string, folder: string, name: string, stamp: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const there = await stat(join(folder, name)).then(
    () => true,
    () => false,
  )
  const target = join(folder, there ? `${stamp}-${name}` : name)
  await rename(path, target).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
}
