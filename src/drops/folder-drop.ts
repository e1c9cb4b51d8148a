import { randomUUID } from 'node:crypto'
import { access, link, lstat, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import {
  DROP_ALONE,
  type Folders,
  LIST_FILES_MAX,
  type PutResult,
  READ_BYTES_MAX,
  type TakingDrop,
  isUnfinished,
  sameBytes,
  unfinishedName,
} from './drop.ts'
import { DropError, notLetIn, notNow, tooLarge, tooMany } from './errors.ts'

export interface FolderDropOptions {
  /** Folders that `list` looks into; the drop alone when not given. */
  folders?: Folders
  readBytesMax?: number
}

const NOT_OURS = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'])
/** File systems without hard links (FAT, some network drives). */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EMLINK'])

/**
 * A drop in a folder of this machine, made when it is first needed.
 * @param folder absolute path  @param label what messages call it: they reach people who know nothing of this machine
 */
export function createFolderDrop(folder: string, label: string, options: FolderDropOptions = {}): TakingDrop {
  const { folders = DROP_ALONE, readBytesMax = READ_BYTES_MAX } = options
  const at = (name: string) => join(folder, name)
  return {
    put: (name, bytes) => translated(label, () => putFile(folder, name, bytes)),
    read: (name) => translated(label, () => orNull(() => readFileOf(at(name), name, readBytesMax))),
    present: (names) =>
      translated(label, async () => {
        const there = await Promise.all(names.map((name) => orNull(() => lstat(at(name)))))
        return new Set(names.filter((_, index) => there[index] !== null))
      }),
    list: (prefix) => translated(label, () => listFiles(folder, folders, label, prefix)),
    first: (max) => translated(label, async () => (await filesIn(folder)).toSorted().slice(0, max)),
    move: (name, to) => translated(label, () => moveFile(folder, name, to)),
    probe: () =>
      translated(label, async () => {
        await mkdir(folder, { recursive: true })
        const trial = at(unfinishedName('trial', randomUUID()))
        await writeDurably(trial, new Uint8Array())
        await rm(trial)
        return `folder ${label}`
      }),
    close: () => Promise.resolve(),
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
  if (await linked(unfinished, target)) return 'CREATED'
  const there = await compared(target, bytes)
  if (there !== null) return there
  await rename(unfinished, target)
  return 'CREATED'
}

/** False where the name is taken, or where the file system knows no links. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (code !== 'EEXIST' && !NO_LINKS.has(code)) throw error
    return false
  }
}

async function compared(target: string, bytes: Uint8Array): Promise<PutResult | null> {
  const found = await orNull(() => lstat(target))
  if (found === null) return null
  if (!found.isFile() || found.size !== bytes.length) return 'DIFFERS'
  const there = await orNull(() => readFile(target))
  return there === null ? null : sameBytes(there, bytes) ? 'SAME' : 'DIFFERS'
}

async function readFileOf(path: string, name: string, bytesMax: number): Promise<Uint8Array> {
  const { size } = await lstat(path)
  if (size > bytesMax) throw tooLarge(name, size, bytesMax)
  return readFile(path)
}

// A second name first, then the old one goes: killed between the two, the file is seen again, and is lost by nothing.
async function moveFile(folder: string, name: string, to: string): Promise<void> {
  const from = join(folder, name)
  if ((await orNull(() => lstat(from))) === null) return
  await mkdir(join(folder, to), { recursive: true })
  const targets = [join(folder, to, name), join(folder, to, `${name}.${randomUUID()}`)]
  for (const target of targets) {
    if ((await orNull(() => linked(from, target))) === true || (await isSameFile(from, target))) {
      await rm(from, { force: true })
      return
    }
    if ((await orNull(() => lstat(target))) !== null) continue
    // Gone in this moment, or a file system without links.
    await orNull(() => rename(from, target))
    return
  }
}

/** Somebody else is moving it in this moment, or was killed while at it. */
async function isSameFile(left: string, right: string): Promise<boolean> {
  const [one, other] = await Promise.all([orNull(() => lstat(left)), orNull(() => lstat(right))])
  return one !== null && other !== null && one.ino === other.ino && one.dev === other.dev
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

async function listFiles(folder: string, folders: Folders, label: string, prefix: string): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  await access(folder)
  const names: string[] = []
  for (const sub of folders) {
    for (const name of (await orNull(() => filesIn(join(folder, sub)))) ?? []) {
      if (!name.startsWith(prefix)) continue
      names.push(sub === '' ? name : `${sub}/${name}`)
      if (names.length > LIST_FILES_MAX) throw tooMany(label, LIST_FILES_MAX)
    }
  }
  return names.toSorted()
}

/** Plain files: no folders, and no links, which could lead elsewhere. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = (await orNull(() => readdir(folder, { withFileTypes: true }))) ?? []
  return entries.filter((entry) => entry.isFile() && !isUnfinished(entry.name)).map(({ name }) => name)
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
    if (error instanceof DropError) throw error
    const code = (error as NodeJS.ErrnoException).code
    if (code === undefined) throw error
    const message = `The drop folder ${label} cannot be used (${code}).`
    if (NOT_OURS.has(code)) {
      throw notLetIn(code, message, 'Give the service’s user the right to write there, then test it again.', error)
    }
    throw notNow(
      code,
      message,
      'Saatava tries again automatically. Check that the disk is mounted and not full.',
      error,
    )
  }
}
