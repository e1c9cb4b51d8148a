import { lookup } from 'node:dns/promises'
import { type LookupFunction, type Socket, connect, isIP } from 'node:net'
import type { SFTPWrapper } from 'ssh2'
import { isPublicAddress } from '@saatava/core/public-address.ts'
import { unmadeRequest } from '../platform/outgoing.ts'
import { notLetIn, notNow } from './errors.ts'
import { fingerprintBytes, fingerprintOf, isFingerprintOf } from './fingerprint.ts'

/** Where a server is, who logs in, and how the server is known. */
export interface SftpCredentials {
  host: string
  port: number
  username: string
  password?: string
  privateKey?: string
  passphrase?: string
  /** SHA-256 of the host key, as `ssh-keygen -lf` prints it, or hex. */
  hostFingerprint: string
  /** The drop's folder: absolute, or relative to where the user lands. */
  directory: string
}

export interface SftpConnectOptions {
  /** True lets connections lead to loopback and private addresses: for an operator's own network, and for tests. */
  allowPrivateHosts: boolean
  /** Milliseconds for the whole of connecting and logging in. */
  timeoutMs: number
}

/** A logged-in line. Destroying the socket ends it at once, and every call that waits on it. */
export interface SftpLine {
  sftp: SFTPWrapper
  socket: Socket
  /** Says goodbye and hangs up. */
  end(): void
}

const RETRIED = 'Nothing was delivered. Saatava tries again automatically. If it keeps failing, check host and port.'

/**
 * Connects to the server whose host key has the given fingerprint, and to no other.
 * @throws DropError auth (host key, log-in, host not allowed) or temporary (not reached); never ambiguous
 */
export async function connectSftp(
  credentials: SftpCredentials,
  options: SftpConnectOptions,
  signal: AbortSignal,
): Promise<SftpLine> {
  const expected = fingerprintBytes(credentials.hostFingerprint)
  if (expected === null) {
    throw notLetIn(
      'HOST_FINGERPRINT_INVALID',
      `hostFingerprint is not a SHA-256 fingerprint: ${JSON.stringify(credentials.hostFingerprint)}.`,
      'Give it as `ssh-keygen -lf` prints it, "SHA256:" and 43 characters, or as 64 hex digits.',
    )
  }
  const addresses = await addressesOf(credentials.host, options.allowPrivateHosts)
  const limit = AbortSignal.any([signal, AbortSignal.timeout(options.timeoutMs)])
  if (limit.aborted) throw notNow('SFTP_ABORTED', 'The delivery was stopped before it began.', RETRIED)
  // The checked addresses are the ones connected to: the name is not looked up a second time.
  const checked: LookupFunction = (_host, wanted, done) => {
    if (wanted.all === true) return done(null, addresses)
    done(null, addresses[0]?.address ?? '', addresses[0]?.family)
  }
  const socket = connect({ host: credentials.host, port: credentials.port, lookup: checked, noDelay: true })
  const stop = () => void socket.destroy()
  limit.addEventListener('abort', stop, { once: true })
  try {
    return await logIn(credentials, expected, socket, options.timeoutMs)
  } catch (error) {
    socket.destroy()
    throw error
  } finally {
    limit.removeEventListener('abort', stop)
  }
}

async function logIn(
  credentials: SftpCredentials,
  expected: Buffer,
  socket: Socket,
  timeoutMs: number,
): Promise<SftpLine> {
  const { username, password, privateKey, passphrase } = credentials
  let stranger: string | undefined
  let cause: (Error & { level?: string }) | undefined
  const ignore = () => undefined
  // Loaded with the first connection: most houses exchange files through a folder or over HTTP.
  const { default: SftpClient } = await import('ssh2-sftp-client')
  const client = new SftpClient('saatava', { error: ignore, end: ignore, close: ignore })
  // The library wraps the error and drops its level, which says whether it was the log-in that failed.
  client.on('error', (error: Error & { level?: string }) => {
    cause ??= error
  })
  try {
    const sftp = await client.connect({
      sock: socket,
      username,
      ...(password === undefined ? {} : { password }),
      ...(privateKey === undefined ? {} : { privateKey }),
      ...(passphrase === undefined ? {} : { passphrase }),
      readyTimeout: timeoutMs,
      hostVerifier: (key: Buffer) => {
        if (isFingerprintOf(expected, key)) return true
        stranger = fingerprintOf(key)
        return false
      },
    })
    return { sftp, socket, end: () => void client.end().catch(ignore) }
  } catch (error) {
    throw whyNot(credentials, stranger, cause ?? (error as Error))
  }
}

function whyNot(credentials: SftpCredentials, stranger: string | undefined, error: Error & { level?: string }): Error {
  const where = `${credentials.host}:${credentials.port}`
  if (stranger !== undefined) {
    return notLetIn(
      'HOST_FINGERPRINT_MISMATCH',
      `${where} shows host key ${stranger} and not ${credentials.hostFingerprint}. Nothing was sent, no password either.`,
      'If the server’s key was changed, ask its owner to confirm the new fingerprint, and set hostFingerprint. Otherwise another machine may be intercepting the connection.',
    )
  }
  if (error.level === 'client-authentication') {
    return notLetIn(
      'SFTP_LOGIN',
      `${where} does not let ${credentials.username} in.`,
      'Check username and password or privateKey, and that the account is open.',
      error,
    )
  }
  if (error.message.includes('privateKey')) {
    return notLetIn(
      'PRIVATE_KEY_INVALID',
      'privateKey cannot be read.',
      'Give the whole key file with its BEGIN and END lines, and its passphrase where it has one.',
    )
  }
  const unmade = unmadeRequest(error)
  if (unmade !== undefined) return settingsImpossible(unmade.code, error)
  const code = (error as NodeJS.ErrnoException).code ?? 'SFTP_CONNECT'
  return notNow(code, `${where} could not be reached over SFTP (${error.message}).`, RETRIED, error)
}

// Node refused a setting before anything was sent: trying again changes nothing.
function settingsImpossible(code: string, error: unknown): Error {
  return notLetIn(
    'SFTP_SETTINGS',
    `The connection cannot be made with these settings (${code}).`,
    'Give host, port, username and password or privateKey again, without invisible characters.',
    error,
  )
}

interface Address {
  address: string
  family: number
}

async function addressesOf(host: string, allowPrivateHosts: boolean): Promise<Address[]> {
  const family = isIP(host)
  const found = family === 0 ? await lookedUp(host) : [{ address: host, family }]
  if (allowPrivateHosts || found.every(({ address }) => isPublicAddress(address))) return found
  // The error does not show the address: a partner could ask our name server what is inside our network.
  throw notLetIn(
    'HOST_NOT_PUBLIC',
    `${host} does not lead to an address of the public internet.`,
    'Give the drop’s public host name. The operator must allow a server on its own network.',
  )
}

async function lookedUp(host: string): Promise<Address[]> {
  try {
    return await lookup(host, { all: true })
  } catch (error) {
    const unmade = unmadeRequest(error)
    if (unmade !== undefined) throw settingsImpossible(unmade.code, error)
    const code = (error as NodeJS.ErrnoException).code ?? 'ENOTFOUND'
    throw notNow(code, `The host name has no address: ${host} (${code}).`, RETRIED, error)
  }
}
