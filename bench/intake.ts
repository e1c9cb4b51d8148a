import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { LEDGER_EXAMPLE } from '../src/accounting/examples.ts'
import { NEW_CLIENT_EXAMPLE } from '../src/onboarding/examples.ts'
import { IDENTIFIER_MARK, type LoadResult, load } from './load.ts'
import { type BenchDatabase, call, startProcess } from './support.ts'
import { provisioningToken } from './tokens.ts'

const CLIENTS = 32
const SECONDS = 8
const WARM_UP_SECONDS = 3
const PATH = '/api/v1/partner/accounting/ledger'

/** (a) Accepted-and-durable ledger documents per second, between two runs of pgbench, and a bare Fastify route. */
export async function intakeBench(server: BenchDatabase): Promise<void> {
  const body = JSON.stringify({ ledgers: { ...LEDGER_EXAMPLE.ledgers, ledgerIdentifier: IDENTIFIER_MARK } })
  const before = pgbench(server.ownerUrl, body)
  const service = await measureService(server, body)
  const after = pgbench(server.ownerUrl, body)
  const bare = await measureBare(body)
  // The disk and the neighbours drift: the service is compared with the mean of before and after.
  const limit = (before + after) / 2
  console.log('\n(a) POST /accounting/ledger, the published example, 32 connections, each answer after its commit')
  console.log(
    `    Saatava                       ${perSecond(service.perSecond)}   p50 ${service.p50.toFixed(1)} ms, p99 ${service.p99.toFixed(1)} ms, ${JSON.stringify(service.statuses)}`,
  )
  console.log(
    `    pgbench single-row inserts    ${perSecond(limit)}   (before ${Math.round(before)}, after ${Math.round(after)})`,
  )
  console.log(
    `    bare Fastify route            ${perSecond(bare.perSecond)}   same body, parsed, {} answered, nothing stored`,
  )
  console.log(
    `    ratio to pgbench  ${(service.perSecond / limit).toFixed(2)}   (aim ≥ 0.5)      ratio to bare Fastify  ${(service.perSecond / bare.perSecond).toFixed(2)}`,
  )
}

function perSecond(value: number): string {
  return `${Math.round(value).toString().padStart(7)} /s`
}

async function measureService(server: BenchDatabase, body: string): Promise<LoadResult> {
  const { url } = await server.database('bench_intake')
  // The API alone: what is measured is accepting, not sending on.
  const service = await startProcess({ DATABASE_URL: url, SAATAVA_ROLE: 'api' }, 18_081)
  try {
    const client = await call(service.origin, 'POST', '/client', await provisioningToken(url), NEW_CLIENT_EXAMPLE)
    const options = {
      origin: service.origin,
      path: PATH,
      token: String(client['apiAccessToken']),
      body,
      connections: CLIENTS,
    }
    await load({ ...options, seconds: WARM_UP_SECONDS, prefix: 'w' })
    return await load({ ...options, seconds: SECONDS, prefix: 'm' })
  } finally {
    await service.stop()
  }
}

async function measureBare(body: string): Promise<LoadResult> {
  const child = spawn(process.execPath, ['bench/bare-fastify.ts', '18082'], { stdio: 'inherit' })
  try {
    await sleep(1_500)
    const options = {
      origin: 'http://127.0.0.1:18082',
      path: '/',
      token: 'none',
      body,
      connections: CLIENTS,
      prefix: 'b',
    }
    await load({ ...options, seconds: 1 })
    return await load({ ...options, seconds: 4 })
  } finally {
    child.kill()
  }
}

/** Single-row inserts of the same size, each its own durable transaction, 32 clients; transactions per second. */
function pgbench(serverUrl: string, body: string): number {
  const url = new URL(serverUrl)
  const psqlUrl = url.toString()
  const folder = mkdtempSync(join(tmpdir(), 'saatava-pgbench-'))
  try {
    const script = join(folder, 'insert.sql')
    writeFileSync(script, `insert into bench_row (payload) values ('${body.replaceAll("'", "''")}');\n`)
    execFileSync('psql', [
      '-q',
      psqlUrl,
      '-c',
      'create table if not exists bench_row (id bigint generated always as identity primary key, payload json not null)',
    ])
    const output = execFileSync(
      'pgbench',
      ['-n', '-c', String(CLIENTS), '-j', '2', '-T', String(SECONDS), '-f', script, psqlUrl],
      { encoding: 'utf8' },
    )
    const tps = Number(/tps = ([\d.]+)/.exec(output)?.[1])
    if (!Number.isFinite(tps)) throw new Error(`pgbench said: ${output}`)
    return tps
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new Error('pgbench and psql are needed for the comparison: apt-get install postgresql', { cause: error })
    throw error
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
