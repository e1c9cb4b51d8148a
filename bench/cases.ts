import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { Pool } from 'pg'
import { NEW_CLIENT_EXAMPLE } from '../src/onboarding/examples.ts'
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
  const url = await server.database('bench_cases')
  const api = await startProcess({ DATABASE_URL: url, SAATAVA_ROLE: 'api' }, 18_093)
  const client = await call(api.origin, 'POST', '/client', await provisioningToken(url), NEW_CLIENT_EXAMPLE)
  await api.stop()
  const pool = new Pool({ connectionString: url, max: 1 })
  try {
    await fillCases(pool, Number(client['clientIdentifier']), CASES, DUE_EVERY)
    console.log(`\n(f) ${CASES.toLocaleString('en')} open cases, ${DUE.toLocaleString('en')} due; steps per second`)
    for (const workers of [1, 2]) {
      await release(pool, Math.floor(DUE / 2))
      report(workers, await measured(pool, url, workers))
    }
  } finally {
    await pool.end()
  }
}

export interface Measured {
  steps: number
  seconds: number
  /** ms of processor a step. */
  worker: number
  /** The same of the database; undefined where the system does not say. */
  database: number | undefined
}

/** Takes all that is due, by so many workers. */
export async function measured(pool: Pool, url: string, workers: number): Promise<Measured> {
  const before = await look(pool)
  const children = Array.from({ length: workers }, () =>
    spawn(process.execPath, ['bench/case-worker.ts', url], { stdio: ['ignore', 'pipe', 'inherit'] }),
  )
  const spent = await Promise.all(children.map((child) => text(child.stdout)))
  const after = await look(pool)
  const { rows } = await pool.query<{ seconds: number }>(
    `select extract(epoch from max(at) - min(at))::float as seconds from case_event where kind = 'STEP_TAKEN' and at > $1`,
    [before.at],
  )
  const steps = after.steps - before.steps
  return {
    steps,
    seconds: rows[0]?.seconds ?? 0,
    worker: spent.reduce((sum, ms) => sum + Number(ms), 0) / steps,
    database: before.cpu === undefined || after.cpu === undefined ? undefined : (after.cpu - before.cpu) / steps,
  }
}

async function look(pool: Pool): Promise<{ steps: number; at: Date; cpu: number | undefined }> {
  const { rows } = await pool.query<{ steps: number; at: Date; pid: number }>(
    `select (select count(*)::int from case_step) as steps, clock_timestamp() as at, pg_backend_pid() as pid`,
  )
  const { steps = 0, at = new Date(), pid = 0 } = rows[0] ?? {}
  return { steps, at, cpu: serverCpu(pid) }
}

function report(workers: number, { steps, seconds, worker, database }: Measured): void {
  const cpu = database === undefined ? '' : ` + ${database.toFixed(3)} ms of the database’s`
  console.log(
    `    ${workers} worker${workers > 1 ? 's' : ''}: ${Math.round(steps / seconds)} steps/s (aim ≥ 5 000); ` +
      `a step: ${worker.toFixed(3)} ms of a worker’s processor${cpu}`,
  )
}
