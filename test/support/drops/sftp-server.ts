/** A real SFTP server for tests: ssh2's own, over a folder of this machine, with lines that can be cut. */
import { generateKeyPairSync } from 'node:crypto'
import {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  existsSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import type { AddressInfo, Socket } from 'node:net'
import { join } from 'node:path'
import ssh2 from 'ssh2'
import type { AuthContext, SFTPWrapper } from 'ssh2'
import { fingerprintOf } from '../../../src/drops/fingerprint.ts'

const { STATUS_CODE, OPEN_MODE } = ssh2.utils.sftp

export interface SftpServer {
  port: number
  fingerprint: string
  /** Behaviour of the next operation of this name: 'cut' the line instead, 'cut after' doing it, or hang for ever. */
  next: Map<'write' | 'rename' | 'lstat' | 'open', 'cut' | 'cut after' | 'hang' | 'deny'>
  logins: string[]
  close(): Promise<void>
}

export const USER = 'saatava'
export const PASSWORD = 'hunter-2-hunter'

/** @param root what the user sees as /  @param allowedKey an OpenSSH public key that lets in as well */
export async function startSftpServer(root: string, allowedKey?: string): Promise<SftpServer> {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  const parsed = ssh2.utils.parseKey(privateKey)
  if (parsed instanceof Error) throw parsed
  const sockets = new Set<Socket>()
  const server: SftpServer = {
    port: 0,
    fingerprint: fingerprintOf(parsed.getPublicSSH()),
    next: new Map(),
    logins: [],
    close,
  }
  const listener = new ssh2.Server({ hostKeys: [privateKey] }, (client) => {
    const socket = (client as unknown as { _sock: Socket })._sock
    sockets.add(socket)
    socket.setNoDelay(true)
    client.on('error', () => undefined)
    client.on('close', () => sockets.delete(socket))
    client.on('authentication', (context) => authenticate(context, server, allowedKey))
    client.on('session', (accept) => {
      accept().on('sftp', (open) => serve(open(), root, server, () => socket.destroy()))
    })
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  server.port = (listener.address() as AddressInfo).port
  return server

  async function close(): Promise<void> {
    for (const socket of sockets) socket.destroy()
    await new Promise<void>((resolve) => listener.close(() => resolve()))
  }
}

function authenticate(context: AuthContext, server: SftpServer, allowedKey: string | undefined): void {
  server.logins.push(context.method)
  if (context.username === USER && context.method === 'password' && context.password === PASSWORD)
    return context.accept()
  if (context.username === USER && context.method === 'publickey' && allowedKey !== undefined) {
    const key = ssh2.utils.parseKey(allowedKey)
    if (!(key instanceof Error) && key.getPublicSSH().equals(context.key.data)) {
      const { signature, blob, hashAlgo } = context
      if (signature === undefined || blob === undefined || key.verify(blob, signature, hashAlgo))
        return context.accept()
    }
  }
  context.reject(['password', 'publickey'])
}

function serve(sftp: SFTPWrapper, root: string, server: SftpServer, cut: () => void): void {
  const files = new Map<number, string>()
  const at = (path: string) => join(root, path)
  // Runs an operation as ordered; the file system's errors become the protocol's.
  const run = (
    name: string,
    id: number,
    work: () => void,
    answer: () => void = () => sftp.status(id, STATUS_CODE.OK),
  ) => {
    const order = server.next.get(name as 'write')
    server.next.delete(name as 'write')
    if (order === 'cut') return cut()
    if (order === 'hang') return
    if (order === 'deny') return sftp.status(id, STATUS_CODE.PERMISSION_DENIED, 'Permission denied')
    try {
      work()
    } catch (error) {
      const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
      return sftp.status(id, missing ? STATUS_CODE.NO_SUCH_FILE : STATUS_CODE.FAILURE, (error as Error).message)
    }
    if (order === 'cut after') return cut()
    answer()
  }
  const attributes = (path: string) => lstatSync(at(path)) as unknown as ssh2.Attributes
  const stat = (name: string) => (id: number, path: string) => {
    let found: ssh2.Attributes
    run(
      name,
      id,
      () => (found = numbers(attributes(path))),
      () => sftp.attrs(id, found),
    )
  }
  sftp.on('STAT', stat('stat'))
  sftp.on('LSTAT', stat('lstat'))
  sftp.on('FSTAT', (id, handle) => {
    const found = numbers(attributes(files.get(handle.readUInt32BE(0)) ?? ''))
    sftp.attrs(id, found)
  })
  sftp.on('OPEN', (id, path, flags) => {
    let handle = Buffer.alloc(4)
    const mode = (flags & OPEN_MODE.WRITE) === 0 ? 'r' : (flags & OPEN_MODE.EXCL) === 0 ? 'w' : 'wx'
    run(
      'open',
      id,
      () => {
        const descriptor = openSync(at(path), mode)
        files.set(descriptor, path)
        handle.writeUInt32BE(descriptor, 0)
      },
      () => sftp.handle(id, handle),
    )
  })
  sftp.on('WRITE', (id, handle, offset, data) => {
    run('write', id, () => writeSync(handle.readUInt32BE(0), data, 0, data.length, offset))
  })
  sftp.on('READ', (id, handle, offset, length) => {
    const buffer = Buffer.alloc(length)
    const count = readSync(handle.readUInt32BE(0), buffer, 0, length, offset)
    if (count === 0) sftp.status(id, STATUS_CODE.EOF)
    else sftp.data(id, buffer.subarray(0, count))
  })
  sftp.on('CLOSE', (id, handle) => {
    const descriptor = handle.readUInt32BE(0)
    if (files.delete(descriptor)) closeSync(descriptor)
    sftp.status(id, STATUS_CODE.OK)
  })
  // OpenSSH does the same: a name that is taken is not written over.
  sftp.on('RENAME', (id, from, to) => {
    run('rename', id, () => {
      if (existsSync(at(to))) throw new Error('Failure')
      renameSync(at(from), at(to))
    })
  })
  sftp.on('REMOVE', (id, path) => run('remove', id, () => rmSync(at(path))))
  sftp.on('MKDIR', (id, path) => run('mkdir', id, () => mkdirSync(at(path))))
  serveFolders(sftp, at)
}

function serveFolders(sftp: SFTPWrapper, at: (path: string) => string): void {
  const open = new Map<number, { path: string; names: string[] }>()
  let last = 1_000_000
  sftp.on('OPENDIR', (id, path) => {
    if (!existsSync(at(path))) return sftp.status(id, STATUS_CODE.NO_SUCH_FILE)
    const handle = Buffer.alloc(4)
    handle.writeUInt32BE(++last, 0)
    open.set(last, { path, names: readdirSync(at(path)) })
    sftp.handle(id, handle)
  })
  sftp.on('READDIR', (id, handle) => {
    const key = handle.readUInt32BE(0)
    const { path, names } = open.get(key) ?? { path: '', names: [] }
    open.set(key, { path, names: [] })
    if (names.length === 0) return sftp.status(id, STATUS_CODE.EOF)
    const attrsOf = (name: string) => numbers(lstatSync(at(`${path}/${name}`)) as unknown as ssh2.Attributes)
    sftp.name(
      id,
      names.map((filename) => ({ filename, longname: filename, attrs: attrsOf(filename) })),
    )
  })
}

function numbers(stats: ssh2.Attributes): ssh2.Attributes {
  const { mode, uid, gid, size } = stats
  return { mode, uid, gid, size, atime: 0, mtime: 0 }
}
