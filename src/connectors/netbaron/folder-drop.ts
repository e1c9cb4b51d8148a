import { randomUUID } from 'node:crypto'
import { access, link, lstat, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Drop, FOLDERS, LIST_FILES_MAX, type PutResult, isUnfinished, sameBytes, unfinishedName } from './drop.ts'
import { notLetIn, notNow } from './errors.ts'

const NOT_OURS = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'])
/** File systems without hard links (FAT, some network drives). */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EMLINK'])

/**
 * A drop in a folder of this machine, made when it is first needed.
 * @param folder absolute path  @param label what messages call it: they reach people who know nothing of this machine
 */
export function createFolderDrop(folder: string, label: string): Drop {
  const at = (name: string) => join(folder, name)
  return {
    put: (name, bytes) => translated(label, () => putFile(folder, name, bytes)),
    read: (name) => translated(label, () => orNull(() => readFile(at(name)))),
    present: (names) =>
      translated(label, async () => {
        const there = await Promise.all(names.map((name) => orNull(() => lstat(at(name)))))
        return new Set(names.filter((_, index) => there[index] !== null))
      }),
    list: (prefix) => translated(label, () => listFiles(folder, label, prefix)),
    probe: () =>
      translated(label, async () => {
        await mkdir(folder, { recursive: true })
        const trial = at(unfinishedName('trial', randomUUID()))
        await writeDurably(trial, new Uint8Array())
        await rm(trial)
        return `folder ${label}`
      }),
  }
}

// Written aside, made durable, then linked to its name: link fails where the name is taken, so two processes that
// deliver the same file at the same moment cannot write over each other.
async function putFile(folder: string, name: string, bytes: Uint8Array): Promise<PutResult> {
  await mkdir(folder, { recursive: true })
  const target = join(folder, name)
  const before = await compared(target, bytes)
  if (before !== null) return before
  const unfinished = join(folder, unfinishedName(name, randomUUID()))
  try {
    await writeDurably(unfinished, bytes)
    const result = await giveName(unfinished, target, bytes)
    await syncFolder(folder)
    return result
  } finally {
    await rm(unfinished, { force: true }).catch(() => undefined)
  }
}

async function giveName(unfinished: string, target: string, bytes: Uint8Array): Promise<PutResult> {
  try {
    await link(unfinished, target)
    return 'CREATED'
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (code !== 'EEXIST' && !NO_LINKS.has(code)) throw error
    const there = await compared(target, bytes)
    if (there !== null) return there
    await rename(unfinished, target)
    return 'CREATED'
  }
}

async function compared(target: string, bytes: Uint8Array): Promise<PutResult | null> {
  const there = await orNull(() => readFile(target))
  return there === null ? null : sameBytes(there, bytes) ? 'SAME' : 'DIFFERS'
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

// The name itself must survive a power cut. Some systems cannot sync a folder; there the file system answers for it.
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

async function listFiles(folder: string, label: string, prefix: string): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  await access(folder)
  const names: string[] = []
  for (const sub of FOLDERS) {
    for (const name of (await orNull(() => readdir(join(folder, sub)))) ?? []) {
      if (!name.startsWith(prefix) || isUnfinished(name)) continue
      names.push(sub === '' ? name : `${sub}/${name}`)
      if (names.length > LIST_FILES_MAX) throw tooMany(label)
    }
  }
  return names.toSorted()
}

function tooMany(where: string): Error {
  return notNow(
    'TOO_MANY_FILES',
    `${where} holds more than ${LIST_FILES_MAX} files of these days.`,
    'Ask for fewer days.',
  )
}

async function orNull<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

// Nothing fails after the file has its name, so whatever is thrown says that it does not stand there.
async function translated<T>(label: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === undefined) throw error
    const message = `The drop folder ${label} cannot be used (${code}).`
    if (NOT_OURS.has(code)) {
      throw notLetIn(
        code,
        message,
        'Give the service’s user the right to write there, then test the connection.',
        error,
      )
    }
    throw notNow(code, message, 'It is tried again by itself; see that the disk is there and not full.', error)
  }
}
