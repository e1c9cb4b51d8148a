import { isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ConfigError } from '../config/config.ts'
import { type Exchange, IN_FOLDER, OUT_FOLDER, exchangeOf } from './exchange.ts'
import { createFolderDrop } from './folder-drop.ts'
import { createHttpExchange } from './http-exchange.ts'
import type { SftpCredentials } from './sftp-connect.ts'
import { createSftpDrop } from './sftp-drop.ts'
import { createSftpRunner } from './sftp-line.ts'

export interface ExchangeOptions {
  /** Name of the other side in messages, for example "the e-invoice operator". */
  label: string
  /** http(s): sent as a bearer token. */
  token?: string | undefined
  /** sftp: a password or a private key, and the SHA-256 fingerprint of the server's host key. */
  password?: string | undefined
  privateKey?: string | undefined
  passphrase?: string | undefined
  hostFingerprint?: string | undefined
  /** Milliseconds for one step. */
  timeoutMs?: number
  /** Largest answer that is read, bytes. */
  readBytesMax?: number
}

/**
 * The exchange that a URL names: `file:///folder`, `sftp://user@host:22/folder` (`/~/folder` is below where the user
 * lands) or `http(s)://…`. Nothing is reached until it is used. The address is the operator's own setting, so private
 * hosts are allowed.
 * @throws ConfigError for a URL that names none, or an option that is missing
 */
export function openExchange(url: string, options: ExchangeOptions): Exchange {
  const parsed = parsedUrl(url, options.label)
  const { label, timeoutMs, readBytesMax } = options
  const limits = {
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(readBytesMax === undefined ? {} : { readBytesMax }),
  }
  switch (parsed.protocol) {
    case 'file:': {
      const folder = fileURLToPath(parsed)
      if (!isAbsolute(folder)) throw wrong(label, url, 'the folder must be absolute')
      const side = (name: string) => createFolderDrop(join(folder, name), `${name}/ of ${label}`, limits)
      return exchangeOf(side(OUT_FOLDER), side(IN_FOLDER))
    }
    case 'sftp:':
      return sftpExchange(sftpCredentials(parsed, options), limits)
    case 'http:':
    case 'https:': {
      if (parsed.search !== '' || parsed.hash !== '') throw wrong(label, url, 'it takes no query and no fragment')
      const baseUrl = parsed.href.replace(/\/+$/, '')
      return createHttpExchange({ baseUrl, label, token: options.token, ...limits })
    }
    default:
      throw wrong(label, url, 'it begins with file://, sftp://, http:// or https://')
  }
}

function sftpExchange(credentials: SftpCredentials, limits: { timeoutMs?: number; readBytesMax?: number }): Exchange {
  const runner = createSftpRunner(credentials, { ...limits, allowPrivateHosts: true })
  const side = (name: string) =>
    createSftpDrop({ ...credentials, directory: `${credentials.directory}/${name}` }, { ...limits, runner })
  return exchangeOf(side(OUT_FOLDER), side(IN_FOLDER), () => runner.close())
}

const PORT = 22

function sftpCredentials(url: URL, options: ExchangeOptions): SftpCredentials {
  const { label, password, privateKey, passphrase, hostFingerprint } = options
  const shown = `sftp://${url.host}`
  if (url.password !== '')
    throw wrong(label, shown, 'logs would show the password in it: give it in a separate setting')
  if (url.username === '') throw wrong(label, shown, 'it does not name a user: sftp://user@host/folder')
  if (hostFingerprint === undefined) throw wrong(label, shown, 'the host key’s fingerprint is missing')
  if (password === undefined && privateKey === undefined)
    throw wrong(label, shown, 'a password or private key is missing')
  const path = decodeURIComponent(url.pathname).replace(/\/+$/, '')
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? PORT : Number(url.port),
    username: decodeURIComponent(url.username),
    hostFingerprint,
    directory: path.startsWith('/~') ? `.${path.slice(2)}` : path,
    ...(password === undefined ? {} : { password }),
    ...(privateKey === undefined ? {} : { privateKey }),
    ...(passphrase === undefined ? {} : { passphrase }),
  }
}

function parsedUrl(url: string, label: string): URL {
  if (!URL.canParse(url)) throw wrong(label, url, 'it is not a URL')
  const parsed = new URL(url)
  if (parsed.protocol !== 'sftp:' && (parsed.username !== '' || parsed.password !== '')) {
    throw wrong(
      label,
      `${parsed.protocol}//${parsed.host}`,
      'logs would show the key in it: give it in a separate setting',
    )
  }
  return parsed
}

function wrong(label: string, received: string, why: string): ConfigError {
  return new ConfigError(`The drop of ${label} is ${JSON.stringify(received)}: ${why}.`)
}
