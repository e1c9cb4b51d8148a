/** The one PostgreSQL of a test run. */
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '../../src/embedded-postgres/index.ts'
import { findPostmaster, stopPostmaster } from '../../src/embedded-postgres/postmaster.ts'
import { identityOf } from '../../src/embedded-postgres/processes.ts'
import { FAST_SETTINGS } from '../../test/support/database.ts'

const PREFIX = 'saatava-test-run-'
/**
 * Each test file makes a database of about 600 files and removes it. A file system in memory does that several times as
 * fast as ext4, which looks for a free inode among those that were just removed.
 */
const IN_MEMORY = '/dev/shm'
/** A run uses a quarter of this. */
const FREE_BYTES_MIN = 2 * 2 ** 30

/** TEST_DATABASE_URL's server where it is set; else an embedded one, stopped and removed by `stop`. */
export async function startTestServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL
  if (given !== undefined && given !== '') return { url: given, stop: () => Promise.resolve() }
  await removeKilledRuns()
  const dataDir = mkdtempSync(join(folder(), `${PREFIX}${process.pid}-`))
  const quiet = { info: () => undefined, warn: console.warn, error: console.error }
  const server = await startEmbeddedPostgres({ dataDir, log: quiet, settings: FAST_SETTINGS })
  return {
    url: server.ownerUrl,
    async stop() {
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

function folder(): string {
  return freeBytes(IN_MEMORY) >= FREE_BYTES_MIN ? IN_MEMORY : tmpdir()
}

/** @returns 0 where there is no such folder */
function freeBytes(path: string): number {
  if (!existsSync(path)) return 0
  const { bavail, bsize } = statfsSync(path)
  return bavail * bsize
}

/** A run that was killed could not clean up after itself. */
async function removeKilledRuns(): Promise<void> {
  for (const path of new Set([folder(), tmpdir()]))
    for (const entry of readdirSync(path)) {
      const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(entry)?.[1])
      if (!(pid > 0) || identityOf(pid) !== undefined) continue
      const left = realpathSync(join(path, entry))
      const postmaster = findPostmaster({ cluster: join(left, 'cluster') })
      if (postmaster !== undefined) await stopPostmaster({ cluster: join(left, 'cluster') }, postmaster)
      rmSync(left, { recursive: true, force: true })
    }
}
