import type { SFTPWrapper } from 'ssh2'
import { DropError, notKnown, notLetIn, notNow } from './errors.ts'
import { type SftpConnectOptions, type SftpCredentials, type SftpLine, connectSftp } from './sftp-connect.ts'
import { isMissing } from './sftp-files.ts'

export interface SftpLineOptions extends Partial<SftpConnectOptions> {
  /** Milliseconds an unused line is kept. */
  idleMs?: number
}

export interface SftpRunner {
  /** @param bytes how much is carried over: much takes longer */
  run<T>(
    kind: 'read' | 'write',
    signal: AbortSignal,
    work: (sftp: SFTPWrapper) => Promise<T>,
    bytes?: number,
  ): Promise<T>
  close(): Promise<void>
}

const TIMEOUT_MS = 60_000
const IDLE_MS = 10_000
/** Slower than this a line counts as broken. */
const BYTES_PER_MS_MIN = 64

/**
 * One line for all that is under way, opened when it is needed and closed when it has been idle for a while. A time-out
 * or an abort destroys it, because what is still under way on it is not known.
 */
export function createSftpRunner(credentials: SftpCredentials, options: SftpLineOptions = {}): SftpRunner {
  const { allowPrivateHosts = false, timeoutMs = TIMEOUT_MS, idleMs = IDLE_MS } = options
  let line: Promise<SftpLine> | undefined
  let idle: NodeJS.Timeout | undefined
  let underWay = 0
  const opened = async (signal: AbortSignal): Promise<SftpLine> => {
    const current = await line?.catch(() => undefined)
    if (current !== undefined && !current.socket.destroyed && current.socket.writable) return current
    const fresh = connectSftp(credentials, { allowPrivateHosts, timeoutMs }, signal)
    line = fresh
    return fresh
  }
  // Asked for one after another, so that two who find no line open one between them.
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = (signal: AbortSignal): Promise<SftpLine> => {
    const mine = turn.then(() => opened(signal))
    turn = mine.catch(() => undefined)
    return mine
  }
  const settled = (current: SftpLine | undefined) => {
    underWay--
    if (underWay > 0 || current === undefined) return
    // An idle line keeps no process alive.
    current.socket.unref()
    idle = setTimeout(() => current.end(), idleMs).unref()
  }
  return {
    async run(kind, signal, work, bytes = 0) {
      clearTimeout(idle)
      underWay++
      let current: SftpLine | undefined
      try {
        current = await inTurn(signal)
        current.socket.ref()
        const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs + Math.ceil(bytes / BYTES_PER_MS_MIN))])
        return await limited(current, limit, work)
      } catch (error) {
        throw translated(error, kind, credentials)
      } finally {
        settled(current)
      }
    },
    async close() {
      clearTimeout(idle)
      const current = await line?.catch(() => undefined)
      current?.end()
    },
  }
}

async function limited<T>(
  { sftp, socket }: SftpLine,
  limit: AbortSignal,
  work: (sftp: SFTPWrapper) => Promise<T>,
): Promise<T> {
  const stop = () => void socket.destroy()
  if (limit.aborted) stop()
  limit.addEventListener('abort', stop, { once: true })
  const cut = Promise.withResolvers<never>()
  const onClose = () => cut.reject(new Error(limit.aborted ? 'it took too long' : 'the connection was cut'))
  if (socket.destroyed) onClose()
  socket.once('close', onClose)
  try {
    return await Promise.race([work(sftp), cut.promise])
  } finally {
    limit.removeEventListener('abort', stop)
    socket.removeListener('close', onClose)
  }
}

const PERMISSION_DENIED = 3

// A number is the server's own answer: the step failed and the file has not got its name. Anything else is a cut line.
function translated(error: unknown, kind: 'read' | 'write', credentials: SftpCredentials): Error {
  if (error instanceof DropError) return error
  const { code, message } = error as { code?: unknown; message: string }
  const where = `${credentials.host}, folder ${credentials.directory}`
  if (code === PERMISSION_DENIED || isMissing(error)) {
    return notLetIn(
      'SFTP_FOLDER',
      `${where}: ${message}.`,
      `Create the folder, and give ${credentials.username} the right to write there; then test it again.`,
      error,
    )
  }
  if (typeof code === 'number') {
    const advice = 'Nothing was delivered. Saatava tries again automatically.'
    return notNow(`SFTP_STATUS_${code}`, `${where}: ${message}.`, advice, error)
  }
  if (kind === 'write') {
    return notKnown('SFTP_CUT', `${where}: the connection broke while a file was delivered (${message}).`, error)
  }
  const advice = 'Nothing was written. Saatava reads it again automatically.'
  return notNow('SFTP_CUT', `${where}: the connection broke (${message}).`, advice, error)
}
