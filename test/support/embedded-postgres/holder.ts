/**
 * A process that starts the embedded server of the folder in its first argument, prints one JSON line {url, ownerUrl, pid, owned},
 * and stops it on SIGTERM. For tests that need an owner to kill.
 */
import { startEmbeddedPostgres } from '../../../src/embedded-postgres/start-embedded.ts'

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
const server = await startEmbeddedPostgres({
  dataDir: process.argv[2] ?? '',
  log: quiet,
  settings: { shared_buffers: '16MB', fsync: 'off' },
})
process.stdout.write(
  `${JSON.stringify({ url: server.url, ownerUrl: server.ownerUrl, pid: server.pid, owned: server.owned })}\n`,
)
const alive = setInterval(() => undefined, 1_000)
process.once('SIGTERM', () => {
  clearInterval(alive)
  void server.stop()
})
