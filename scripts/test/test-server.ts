/** The one PostgreSQL of a test run. */
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '../../src/embedded-postgres/index.ts'
import { findPostmaster, stopPostmaster } from '../../src/embedded-postgres/postmaster.ts'
import { identityOf } from '../../src/embedded-postgres/processes.ts'
import { FAST_SETTINGS } from '../../test/support/database.ts'

const PREFIX = 'saatava-test-run-'

/** TEST_DATABASE_URL's server where it is set; else an embedded one, stopped and removed by `stop`. */
export async function startTestServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL
  if (given !== undefined && given !== '') return { url: given, stop: () => Promise.resolve() }
  await removeKilledRuns()
  const dataDir = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`))
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

/** A run that was killed could not clean up after itself. */
async function removeKilledRuns(): Promise<void> {
  for (const entry of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(entry)?.[1])
    if (!(pid > 0) || identityOf(pid) !== undefined) continue
    const folder = realpathSync(join(tmpdir(), entry))
    const left = findPostmaster({ cluster: join(folder, 'cluster') })
    if (left !== undefined) await stopPostmaster({ cluster: join(folder, 'cluster') }, left)
    rmSync(folder, { recursive: true, force: true })
  }
}
