import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'pg'
import { pino } from 'pino'
import { migrate } from '../src/platform/migrate.ts'
import { startEmbeddedPostgres } from '../src/embedded-postgres/index.ts'

export interface BenchDatabase {
  /** URL of the superuser, for bare statements. */
  ownerUrl: string
  database(name: string): Promise<{
    /** URL of the service's role, whose statements row-level security holds. */
    url: string
    /** URL of the superuser, who fills tables and looks into them. */
    ownerUrl: string
  }>
  stop(): Promise<void>
}

/** Starts a separate server, with the settings of production: every commit reaches the disk. */
export async function startBenchDatabase(): Promise<BenchDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'saatava-bench-'))
  const server = await startEmbeddedPostgres({ dataDir, log: pino({ level: 'warn' }) })
  return {
    ownerUrl: server.ownerUrl,
    async database(name) {
      const pool = new Pool({ connectionString: server.ownerUrl, max: 1 })
      await pool.query(`drop database if exists ${name} with (force)`)
      await pool.query(`create database ${name}`)
      await pool.end()
      const within = (address: string) => Object.assign(new URL(address), { pathname: `/${name}` }).href
      const [url, ownerUrl] = [within(server.url), within(server.ownerUrl)]
      await migrate(ownerUrl, { serviceUrl: url })
      return { url, ownerUrl }
    },
    async stop() {
      await server.stop()
      // Run by root, the cluster lies elsewhere, and "relocated" leads there.
      const relocated = join(dataDir, 'relocated')
      if (existsSync(relocated)) rmSync(realpathSync(relocated), { recursive: true, force: true })
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export interface Running {
  origin: string
  stop(): Promise<void>
}

/** Starts the real service in a separate process, as `npm start` runs it. */
export async function startProcess(env: Record<string, string>, port: number): Promise<Running> {
  const dataDir = mkdtempSync(join(tmpdir(), 'saatava-bench-'))
  const child = spawn(process.execPath, ['src/main.ts'], {
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
      DEMO: 'off',
      DATABASE_PREPARED: 'on',
      RATE_LIMIT_PER_SECOND: '1000000',
      RATE_LIMIT_BURST: '1000000',
      PORT: String(port),
      ...env,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const origin = `http://127.0.0.1:${port}`
  await untilUp(`${origin}/health/ready`, child)
  return {
    origin,
    async stop() {
      child.kill('SIGTERM')
      await new Promise((resolve) => child.once('exit', resolve))
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Waits until an address answers with success. */
export async function untilUp(address: string, child: ChildProcess): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (child.exitCode !== null) throw new Error(`the service ended with ${child.exitCode}`)
    const up = await fetch(address).then(
      (r) => r.ok,
      () => false,
    )
    if (up) return
    await sleep(100)
  }
  throw new Error('the service did not come up')
}

export async function call(
  origin: string,
  method: string,
  path: string,
  token: string,
  body?: unknown,
): Promise<Record<string, unknown>> {
  const response = await fetch(`${origin}/api/v1/partner${path}`, {
    method,
    headers: { 'x-api-key': token, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
}

export function percentile(sorted: number[], p: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * p) / 100))] ?? Number.NaN
}
