import { randomUUID } from 'node:crypto'
import type { SFTPWrapper } from 'ssh2'
import { DROP_ALONE, type Folders, LIST_FILES_MAX, READ_BYTES_MAX, type TakingDrop, unfinishedName } from './drop.ts'
import { tooLarge, tooMany } from './errors.ts'
import type { SftpCredentials } from './sftp-connect.ts'
import { called, ensureFolder, filesIn, lstatOrNull, moveFile, putFile, readOrNull, writeFile } from './sftp-files.ts'
import { type SftpLineOptions, type SftpRunner, createSftpRunner } from './sftp-line.ts'

export interface SftpDropOptions extends SftpLineOptions {
  /** Folders that `list` looks into; the drop alone when not given. */
  folders?: Folders
  readBytesMax?: number
  /** A line shared with other drops of the same server; their owner closes it. */
  runner?: SftpRunner
}

/** A drop on an SFTP server, in credentials.directory. */
export function createSftpDrop(credentials: SftpCredentials, options: SftpDropOptions = {}): TakingDrop {
  const { folders = DROP_ALONE, readBytesMax = READ_BYTES_MAX } = options
  const folder = credentials.directory
  const runner = options.runner ?? createSftpRunner(credentials, options)
  const { run } = runner
  return {
    put: (name, bytes, signal) => run('write', signal, (sftp) => putFile(sftp, folder, name, bytes), bytes.length),
    read: (name, signal) => run('read', signal, (sftp) => readFile(sftp, `${folder}/${name}`, readBytesMax)),
    present: (names, signal) =>
      run('read', signal, async (sftp) => {
        const there = await Promise.all(names.map((name) => lstatOrNull(sftp, `${folder}/${name}`)))
        return new Set(names.filter((_, index) => there[index] !== null))
      }),
    list: (prefix, signal) => run('read', signal, (sftp) => listFiles(sftp, folder, folders, prefix)),
    first: (max, signal) => run('read', signal, async (sftp) => (await filesIn(sftp, folder)).toSorted().slice(0, max)),
    move: (name, to, signal) => run('read', signal, (sftp) => moveFile(sftp, folder, name, to)),
    probe: (signal) =>
      run('read', signal, async (sftp) => {
        await ensureFolder(sftp, folder)
        const trial = `${folder}/${unfinishedName('trial', randomUUID())}`
        await writeFile(sftp, trial, new Uint8Array())
        await called((done) => sftp.unlink(trial, done))
        return `sftp://${credentials.username}@${credentials.host}:${credentials.port}/${folder}`
      }),
    close: () => (options.runner === undefined ? runner.close() : Promise.resolve()),
  }
}

async function readFile(sftp: SFTPWrapper, path: string, bytesMax: number): Promise<Uint8Array | null> {
  const found = await lstatOrNull(sftp, path)
  if (found === null) return null
  if (found.size > bytesMax) throw tooLarge(path, found.size, bytesMax)
  return readOrNull(sftp, path)
}

async function listFiles(sftp: SFTPWrapper, folder: string, folders: Folders, prefix: string): Promise<string[]> {
  const names: string[] = []
  for (const sub of folders) {
    for (const name of await filesIn(sftp, sub === '' ? folder : `${folder}/${sub}`)) {
      if (!name.startsWith(prefix)) continue
      names.push(sub === '' ? name : `${sub}/${name}`)
      if (names.length > LIST_FILES_MAX) throw tooMany(folder, LIST_FILES_MAX)
    }
  }
  return names.toSorted()
}
