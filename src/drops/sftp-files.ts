/** File operations over an SFTP line. They throw what ssh2 throws: a numeric code for the server's own answer. */
import { randomUUID } from 'node:crypto'
import type { SFTPWrapper, Stats } from 'ssh2'
import { type PutResult, isUnfinished, sameBytes, unfinishedName } from './drop.ts'

const NO_SUCH_FILE = 2
/** Bytes of one write: what every server takes (the protocol's own least is 32 KiB). */
const CHUNK_BYTES = 32 * 1024
/** Writes of one file under way at once, so that a far server is not waited for after each. */
const CHUNKS_AT_ONCE = 32
const KIND_OF_FILE = 0o170000
const PLAIN_FILE = 0o100000

type Done<T> = (error: Error | null | undefined, value?: T) => void

/** A call with a callback as a promise. */
export function called<T = void>(call: (done: Done<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, value) => (error ? reject(error) : resolve(value as T)))
  })
}

export function isMissing(error: unknown): boolean {
  return (error as { code?: unknown }).code === NO_SUCH_FILE
}

export function lstatOrNull(sftp: SFTPWrapper, path: string): Promise<Stats | null> {
  return orNull(called<Stats>((done) => sftp.lstat(path, done)))
}

export function readOrNull(sftp: SFTPWrapper, path: string): Promise<Buffer | null> {
  return orNull(called<Buffer>((done) => sftp.readFile(path, done)))
}

export async function ensureFolder(sftp: SFTPWrapper, folder: string): Promise<void> {
  if ((await orNull(called<Stats>((done) => sftp.stat(folder, done)))) !== null) return
  try {
    await called((done) => sftp.mkdir(folder, done))
  } catch (error) {
    // Somebody made it in this moment.
    if ((await orNull(called<Stats>((done) => sftp.stat(folder, done)))) === null) throw error
  }
}

/** Names of the plain files of a folder, as the server lists them; none where there is no folder. */
export async function filesIn(sftp: SFTPWrapper, folder: string): Promise<string[]> {
  const listed = orNull(called<{ filename: string; attrs?: { mode?: number } }[]>((done) => sftp.readdir(folder, done)))
  const entries = (await listed) ?? []
  return entries.filter(({ filename, attrs }) => isPlain(attrs?.mode) && !isUnfinished(filename)).map(nameOf)
}

const nameOf = ({ filename }: { filename: string }) => filename

// A server need not say what an entry is.
function isPlain(mode: number | undefined): boolean {
  return mode === undefined || (mode & KIND_OF_FILE) === 0 || (mode & KIND_OF_FILE) === PLAIN_FILE
}

/** Writes a new file, and asks the server to make it durable where it can be asked. */
export async function writeFile(sftp: SFTPWrapper, path: string, bytes: Uint8Array): Promise<void> {
  const handle = await called<Buffer>((done) => sftp.open(path, 'wx', done))
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let next = 0
  const writeOn = async () => {
    while (next < whole.length) {
      const from = next
      next = Math.min(from + CHUNK_BYTES, whole.length)
      const length = next - from
      await called((done) => sftp.write(handle, whole, from, length, from, (error) => done(error)))
    }
  }
  await Promise.all(Array.from({ length: CHUNKS_AT_ONCE }, writeOn))
  // An extension of OpenSSH; a server without it answers for its own disk.
  await called((done) => sftp.ext_openssh_fsync(handle, done)).catch(() => undefined)
  await called((done) => sftp.close(handle, done))
}

/** Aside first, then renamed to its name, so that no importer sees half a file. A name that is taken is left alone. */
export async function putFile(sftp: SFTPWrapper, folder: string, name: string, bytes: Uint8Array): Promise<PutResult> {
  const target = `${folder}/${name}`
  const before = await compared(sftp, target, bytes)
  if (before !== null) return before
  await ensureFolder(sftp, folder)
  const unfinished = `${folder}/${unfinishedName(name, randomUUID())}`
  await writeFile(sftp, unfinished, bytes)
  try {
    await called((done) => sftp.rename(unfinished, target, done))
    return 'CREATED'
  } catch (error) {
    if (typeof (error as { code?: unknown }).code !== 'number') throw error
    await called((done) => sftp.unlink(unfinished, done)).catch(() => undefined)
    // SFTP 3 refuses to rename onto a file: somebody delivered it in this moment.
    const there = await compared(sftp, target, bytes)
    if (there !== null) return there
    throw error
  }
}

/** Done when the file is gone already. The server refuses to rename onto a file, so a second name is kept ready. */
export async function moveFile(sftp: SFTPWrapper, folder: string, name: string, to: string): Promise<void> {
  const from = `${folder}/${name}`
  await ensureFolder(sftp, `${folder}/${to}`)
  const taken = (await lstatOrNull(sftp, `${folder}/${to}/${name}`)) !== null
  const target = `${folder}/${to}/${taken ? `${name}.${randomUUID()}` : name}`
  try {
    await called((done) => sftp.rename(from, target, done))
  } catch (error) {
    if (typeof (error as { code?: unknown }).code !== 'number') throw error
    if ((await lstatOrNull(sftp, from)) !== null) throw error
  }
}

async function compared(sftp: SFTPWrapper, target: string, bytes: Uint8Array): Promise<PutResult | null> {
  const found = await lstatOrNull(sftp, target)
  if (found === null) return null
  if (found.size !== bytes.length) return 'DIFFERS'
  const there = await readOrNull(sftp, target)
  return there === null ? null : sameBytes(there, bytes) ? 'SAME' : 'DIFFERS'
}

async function orNull<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}
