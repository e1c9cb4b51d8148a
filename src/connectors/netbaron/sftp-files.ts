/** File operations over an SFTP line. They throw what ssh2 throws: a numeric code for the server's own answer. */
import { randomUUID } from 'node:crypto'
import type { SFTPWrapper, Stats } from 'ssh2'
import { type PutResult, sameBytes, unfinishedName } from './drop.ts'

const NO_SUCH_FILE = 2

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
  await called((done) => sftp.mkdir(folder, done))
}

/** Writes a new file, and asks the server to make it durable where it can be asked. */
export async function writeFile(sftp: SFTPWrapper, path: string, bytes: Uint8Array): Promise<void> {
  const handle = await called<Buffer>((done) => sftp.open(path, 'wx', done))
  if (bytes.length > 0) {
    await called((done) => sftp.write(handle, Buffer.from(bytes), 0, bytes.length, 0, (error) => done(error)))
  }
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

async function compared(sftp: SFTPWrapper, target: string, bytes: Uint8Array): Promise<PutResult | null> {
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
