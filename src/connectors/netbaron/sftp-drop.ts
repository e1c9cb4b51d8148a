import { randomUUID } from 'node:crypto'
import type { SFTPWrapper } from 'ssh2'
import { ConnectorError } from '../errors.ts'
import type { SftpCredentials } from './credentials.ts'
import { type Drop, FOLDERS, LIST_FILES_MAX, isUnfinished } from './drop.ts'
import { notKnown, notLetIn, notNow } from './errors.ts'
import { type SftpConnectOptions, type SftpLine, connectSftp } from './sftp-connect.ts'
import { called, ensureFolder, isMissing, lstatOrNull, putFile, readOrNull, writeFile } from './sftp-files.ts'

export interface SftpDropOptions extends Partial<SftpConnectOptions> {
  /** Milliseconds an unused line is kept. */
  idleMs?: number
}

const TIMEOUT_MS = 60_000
const IDLE_MS = 10_000

/** A drop on an SFTP server. Its line is opened when it is needed and closed when it has been idle for a while. */
export function createSftpDrop(credentials: SftpCredentials, options: SftpDropOptions = {}): Drop {
  const folder = credentials.directory
  const run = liner(credentials, options)
  return {
    put: (name, bytes, signal) => run('write', signal, (sftp) => putFile(sftp, folder, name, bytes)),
    read: (name, signal) => run('read', signal, (sftp) => readOrNull(sftp, `${folder}/${name}`)),
    present: (names, signal) =>
      run('read', signal, async (sftp) => {
        const there = await Promise.all(names.map((name) => lstatOrNull(sftp, `${folder}/${name}`)))
        return new Set(names.filter((_, index) => there[index] !== null))
      }),
    list: (prefix, signal) => run('read', signal, (sftp) => listFiles(sftp, folder, prefix)),
    probe: (signal) =>
      run('read', signal, async (sftp) => {
        await ensureFolder(sftp, folder)
        const trial = `${folder}/.trial.${randomUUID()}.part`
        await writeFile(sftp, trial, new Uint8Array())
        await called((done) => sftp.unlink(trial, done))
        return `sftp://${credentials.username}@${credentials.host}:${credentials.port}/${folder}`
      }),
  }
}

type Run = <T>(kind: 'read' | 'write', signal: AbortSignal, work: (sftp: SFTPWrapper) => Promise<T>) => Promise<T>

// One line at a time. A time-out or an abort destroys it, because what is still under way on it is not known.
function liner(credentials: SftpCredentials, options: SftpDropOptions): Run {
  const { allowPrivateHosts = false, timeoutMs = TIMEOUT_MS, idleMs = IDLE_MS } = options
  let open: SftpLine | undefined
  let idle: NodeJS.Timeout | undefined
  const line = async (signal: AbortSignal): Promise<SftpLine> => {
    if (open !== undefined && !open.socket.destroyed && open.socket.writable) return open
    open = await connectSftp(credentials, { allowPrivateHosts, timeoutMs }, signal)
    return open
  }
  return async (kind, signal, work) => {
    clearTimeout(idle)
    const current = await line(signal)
    const { sftp, socket } = current
    socket.ref()
    const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
    const stop = () => void socket.destroy()
    if (limit.aborted) stop()
    limit.addEventListener('abort', stop, { once: true })
    const cut = Promise.withResolvers<never>()
    const onClose = () => cut.reject(new Error(limit.aborted ? 'it took too long' : 'the line was cut'))
    if (socket.destroyed) onClose()
    socket.once('close', onClose)
    try {
      return await Promise.race([work(sftp), cut.promise])
    } catch (error) {
      throw translated(error, kind, credentials)
    } finally {
      limit.removeEventListener('abort', stop)
      socket.removeListener('close', onClose)
      // An idle line keeps no process alive.
      socket.unref()
      idle = setTimeout(() => current.end(), idleMs).unref()
    }
  }
}

async function listFiles(sftp: SFTPWrapper, folder: string, prefix: string): Promise<string[]> {
  const names: string[] = []
  for (const sub of FOLDERS) {
    const path = sub === '' ? folder : `${folder}/${sub}`
    for (const { filename } of await entriesOf(sftp, path)) {
      if (!filename.startsWith(prefix) || isUnfinished(filename)) continue
      names.push(sub === '' ? filename : `${sub}/${filename}`)
      if (names.length > LIST_FILES_MAX) {
        throw notNow(
          'TOO_MANY_FILES',
          `${folder} holds more than ${LIST_FILES_MAX} files of these days.`,
          'Ask for fewer days.',
        )
      }
    }
  }
  return names.toSorted()
}

async function entriesOf(sftp: SFTPWrapper, path: string): Promise<{ filename: string }[]> {
  try {
    return await called<{ filename: string }[]>((done) => sftp.readdir(path, done))
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

const PERMISSION_DENIED = 3

// A number is the server's own answer: the step failed and the file has not got its name. Anything else is a cut line.
function translated(error: unknown, kind: 'read' | 'write', credentials: SftpCredentials): Error {
  if (error instanceof ConnectorError) return error
  const { code, message } = error as { code?: unknown; message: string }
  const where = `${credentials.host}, folder ${credentials.directory}`
  if (code === PERMISSION_DENIED || isMissing(error)) {
    return notLetIn(
      'SFTP_FOLDER',
      `${where}: ${message}.`,
      `Have the folder made, and ${credentials.username} given the right to write there; then test the connection.`,
      error,
    )
  }
  if (typeof code === 'number') {
    return notNow(
      `SFTP_STATUS_${code}`,
      `${where}: ${message}.`,
      'Nothing was delivered. It is tried again by itself.',
      error,
    )
  }
  if (kind === 'write')
    return notKnown('SFTP_CUT', `${where}: the line broke while a file was delivered (${message}).`, error)
  return notNow(
    'SFTP_CUT',
    `${where}: the line broke (${message}).`,
    'Nothing was written; it is read again by itself.',
    error,
  )
}
