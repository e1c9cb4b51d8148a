/** A PostgreSQL of the crash test's own, whose processes can be killed. Commits are durable against that. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { startEmbeddedPostgres } from '../../../src/embedded-postgres/index.ts'
import type { Random } from './random.ts'

const READY_MS_MAX = 60_000

export interface KillablePostgres {
  url: string
  ownerUrl: string
  /** Kills the server, or a process of it that serves somebody; either way everybody's connections are gone. */
  kill(random: Random): Promise<void>
  /** Resolves when it answers. */
  up(): Promise<void>
  stop(): Promise<void>
}

export async function startKillablePostgres(dataDir: string): Promise<KillablePostgres> {
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const server = await startEmbeddedPostgres({
    dataDir,
    log: quiet,
    // The kernel has the writes of a killed process: only a power cut would need the disk.
    settings: {
      fsync: 'off',
      full_page_writes: 'off',
      synchronous_commit: 'on',
      shared_buffers: '64MB',
      max_connections: '100',
    },
  })
  return {
    url: server.url,
    ownerUrl: server.ownerUrl,
    async kill(random) {
      const backend = random.chance(0.3) ? await busyBackend(server.ownerUrl) : undefined
      try {
        process.kill(backend ?? server.pid, 'SIGKILL')
      } catch {
        // It ended in this very moment.
      }
    },
    async up() {
      const deadline = performance.now() + READY_MS_MAX
      // The supervisor looks every 100 ms; before that the dead one is not yet missed.
      await sleep(150)
      while (performance.now() < deadline) {
        if (await select(server.ownerUrl, 'select 1')) return
        await sleep(50)
      }
      throw new Error('PostgreSQL did not come back')
    },
    stop: () => server.stop(),
  }
}

async function busyBackend(url: string): Promise<number | undefined> {
  const rows = await select(
    url,
    `select pid from pg_stat_activity where application_name = 'saatava' order by state = 'active' desc limit 1`,
  )
  return rows?.[0]?.['pid'] as number | undefined
}

async function select(url: string, text: string): Promise<Record<string, unknown>[] | undefined> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return (await client.query<Record<string, unknown>>(text)).rows
  } catch {
    return undefined
  } finally {
    await client.end().catch(() => undefined)
  }
}
