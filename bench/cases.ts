import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { json } from 'node:stream/consumers'
import { Pool } from 'pg'
import { NEW_CLIENT_EXAMPLE } from '../src/onboarding/examples.ts'
import { closePool } from '../src/platform/database.ts'
import { fillCases, release } from './case-fill.ts'
import { serverCpu } from './cpu.ts'
import { type BenchDatabase, call, startProcess } from './support.ts'
import { provisioningToken } from './tokens.ts'

const CASES = Number(process.env['BENCH_CASES'] ?? 1_000_000)
const DUE_EVERY = 10
const DUE = CASES / DUE_EVERY

/**
 * (f) Steps per second with a million open cases of which a tenth is due today: interest, fee, letter (not rendered), events
 * and the next date, by one worker process and by two; and what a step takes of the processors, which says how fast they
 * are where nothing else runs.
 */
export async function casesBench(server: BenchDatabase): Promise<void> {
  const { url, ownerUrl } = await server.database('bench_cases')
  const api = await startProcess({ DATABASE_URL: url, SAATAVA_ROLE: 'api' }, 18_093)
  const client = await call(api.origin, 'POST', '/client', await provisioningToken(url), NEW_CLIENT_EXAMPLE)
  await api.stop()
  const pool = new Pool({ connectionString: ownerUrl, max: 1 })
  try {
    await fillCases(pool, Number(client['clientIdentifier']), CASES, DUE_EVERY)
    console.log(`\n(f) ${CASES.toLocaleString('en')} open cases, ${DUE.toLocaleString('en')} due; steps per second`)
    for (const workers of [1, 2]) {
      await release(pool, Math.floor(DUE / 2))
      report(workers, await measured(pool, url, workers))
    }
  } finally {
    await closePool(pool)
  }
}

/** Moments and processor time that a worker reports, ms. */
interface Spent {
  from: number
  to: number
  cpu: number
}

interface Measured {
  steps: number
  seconds: number
  /** ms of processor a step. */
  worker: number
  /** Processor time of the database; undefined where the system does not say. */
  database: number | undefined
}

/** Takes all that is due, by so many workers. */
async function measured(pool: Pool, url: string, workers: number): Promise<Measured> {
  const before = await look(pool)
  const children = Array.from({ length: workers }, () =>
    spawn(process.execPath, ['bench/case-worker.ts', url], { stdio: ['ignore', 'pipe', 'inherit'] }),
  )
  const spent = (await Promise.all(children.map((child) => json(child.stdout)))) as Spent[]
  const after = await look(pool)
  const steps = after.steps - before.steps
  return {
    steps,
    seconds: (Math.max(...spent.map(({ to }) => to)) - Math.min(...spent.map(({ from }) => from))) / 1_000,
    worker: spent.reduce((sum, { cpu }) => sum + cpu, 0) / steps,
    database: before.cpu === undefined || after.cpu === undefined ? undefined : (after.cpu - before.cpu) / steps,
  }
}

async function look(pool: Pool): Promise<{ steps: number; cpu: number | undefined }> {
  const { rows } = await pool.query<{ steps: number; pid: number }>(
    `select (select count(*)::int from case_step) as steps, pg_backend_pid() as pid`,
  )
  const { steps = 0, pid = 0 } = rows[0] ?? {}
  return { steps, cpu: serverCpu(pid) }
}

function report(workers: number, { steps, seconds, worker, database }: Measured): void {
  console.log(`    ${workers} worker${workers > 1 ? 's' : ''}: ${Math.round(steps / seconds)} steps/s (aim ≥ 5 000)`)
  const cores = availableParallelism()
  const bound = (ms: number) => Math.round((1_000 * cores) / ms)
  console.log(
    database === undefined
      ? `      a step takes ${worker.toFixed(3)} ms of a processor in the worker`
      : `      a step takes ${worker.toFixed(3)} ms of a processor in the worker and ${database.toFixed(3)} ms in the database: ` +
          `at most ${bound(worker + database)} steps/s on ${cores} cores that do nothing else`,
  )
}
