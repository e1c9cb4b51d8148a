/** Helpers that the tests of the embedded server share: folders that go away, owners in separate processes, one query. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { findPostmaster, stopPostmaster } from '../../../src/embedded-postgres/postmaster.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../../src/embedded-postgres/start-embedded.ts'

const HOLDER = fileURLToPath(new URL('./holder.ts', import.meta.url))

/** A new folder; at the end of the test its server, wherever the data went, is stopped and all of it removed. */
export function temporaryFolder(t: TestContext, name = ''): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'saatava-embedded-')))
  const folder = join(root, name)
  t.after(async () => {
    const home = relocatedFrom(folder) ?? folder
    const left = findPostmaster({ cluster: join(home, 'cluster') })
    if (left !== undefined) await stopPostmaster({ cluster: join(home, 'cluster') }, left)
    for (const path of [home, root]) rmSync(path, { recursive: true, force: true })
  })
  return folder
}

let prepared: Promise<string> | undefined
after(async () => {
  if (prepared !== undefined) rmSync(await prepared, { recursive: true, force: true })
})

/** A new folder with a server's data in it, not running: a copy, because making a cluster takes most of a test's time. */
export async function preparedFolder(t: TestContext): Promise<string> {
  const make = async () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'saatava-prepared-')))
    await (await start(folder)).stop()
    return folder
  }
  const folder = temporaryFolder(t)
  // cp keeps the owner of the cluster, which node:fs does not.
  execFileSync('cp', ['-a', `${await (prepared ??= make())}/.`, folder])
  return folder
}

/** Returns the folder to which root's data went when the server's user could not enter the wanted one. */
export function relocatedFrom(dataDir: string): string | undefined {
  try {
    return readlinkSync(join(dataDir, 'relocated'))
  } catch {
    return undefined
  }
}

/** Starts it small, and without fsync: no test cuts the power. */
export function start(dataDir: string, settings: Record<string, string> = { fsync: 'off' }): Promise<EmbeddedPostgres> {
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
  return startEmbeddedPostgres({ dataDir, log: quiet, settings: { shared_buffers: '16MB', ...settings } })
}

/** Runs one statement on a separate connection and returns the first row. */
export async function query(url: string, sql: string): Promise<Record<string, unknown>> {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return ((await client.query(sql)).rows[0] ?? {}) as Record<string, unknown>
  } finally {
    await client.end()
  }
}

export interface Held {
  url: string
  ownerUrl: string
  pid: number
  owned: boolean
  process: ChildProcess
  /** Ends the process with a signal and waits until it is gone. */
  end(signal: NodeJS.Signals): Promise<void>
}

/** Starts the server in a separate process. */
export async function hold(
  dataDir: string,
  options: { uid?: number; gid?: number; holder?: string; node?: string } = {},
): Promise<Held> {
  const { holder = HOLDER, node = process.execPath, ...identity } = options
  const child = spawn(node, [holder, dataDir], { ...identity, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] })
  let errors = ''
  child.stderr.on('data', (chunk) => (errors += String(chunk)))
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk) => resolve(String(chunk)))
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`the holder ended with ${code}: ${errors}`)))
  })
  child.removeAllListeners('exit')
  return {
    ...(JSON.parse(line) as { url: string; ownerUrl: string; pid: number; owned: boolean }),
    process: child,
    end: (signal) =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill(signal)
      }),
  }
}
