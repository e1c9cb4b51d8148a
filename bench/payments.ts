/**
 * A bank's file on its whole way in: a camt.053 statement that pays as many cases, from its bytes to closed cases. Beside
 * the bare parse of the same file, each in a separate process, whose largest memory is printed:
 *
 *   BENCH_MB=1024 BENCH_LANES=1,2 node bench/payments.ts
 *
 * bare: the XML parser with nobody listening; read: entries, kept nowhere; taken: stored, each once; matched: allocated and
 * their cases closed, by so many lanes of one process, each a worker as the service runs it. Taken and matched are one
 * process, started as `saatava bank-file take` is.
 */
import { spawnSync } from 'node:child_process'
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Pool } from 'pg'
import { withCtx } from '../src/cli/context.ts'
import { matchAll } from '../src/payments/match/match-all.ts'
import { takeBankFileAt } from '../src/payments/take-bank-file.ts'
import { closePool } from '../src/platform/database.ts'
import { entriesOf, fillPayable, paymentFile } from './payment-fill.ts'
import { type BenchDatabase, startBenchDatabase } from './support.ts'

const SELF = fileURLToPath(import.meta.url)
const MEGABYTES = Number(process.env['BENCH_MB'] ?? 32)
const LANES = (process.env['BENCH_LANES'] ?? '1,2').split(',').map(Number)

/** bin/saatava.mjs gives the same flags. */
const FLAGS = ['--max-semi-space-size=8']

interface Phase {
  seconds: number
  rssMegabytes: number
}

interface Taking {
  taken: Phase
  matched: Phase
}

const { values } = parseArgs({
  options: { take: { type: 'string' }, url: { type: 'string', default: '' }, lanes: { type: 'string', default: '1' } },
})
if (values.take === undefined) await main()
else await takeAndMatch(values.take, values.url, Number(values.lanes))

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'saatava-bench-'))
  const server = await startBenchDatabase()
  try {
    const entries = entriesOf(MEGABYTES * 1_048_576)
    const path = join(folder, 'statement.xml')
    await pipeline(paymentFile(entries), createWriteStream(path))
    const megabytes = Math.round(statSync(path).size / 1_048_576)
    console.log(`${availableParallelism()} cores, Node ${process.version}`)
    console.log(`${entries.toLocaleString('en')} payments in one camt.053 file of ${megabytes} MB`)
    const bare = parsed('--bare', path)
    show('bare', entries, bare, bare)
    show('read', entries, parsed('--read', path), bare)
    for (const lanes of LANES) await intake(server, path, { entries, lanes, bare })
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function intake(
  server: BenchDatabase,
  path: string,
  { entries, lanes, bare }: { entries: number; lanes: number; bare: Phase },
): Promise<void> {
  const { url, ownerUrl } = await server.database(`bench_payments_${lanes}`)
  const pool = new Pool({ connectionString: ownerUrl, max: 1 })
  try {
    await fillPayable(pool, entries)
    const { taken, matched } = child(SELF, ['--take', path, '--url', url, '--lanes', String(lanes)]) as Taking
    await mustBePaid(pool, entries)
    show('taken', entries, taken, bare)
    show(`matched by ${lanes}`, entries, matched, bare)
    const seconds = taken.seconds + matched.seconds
    show(`the whole way with ${lanes}`, entries, { seconds, rssMegabytes: matched.rssMegabytes }, bare)
  } finally {
    await closePool(pool)
  }
}

function parsed(mode: '--bare' | '--read', path: string): Phase {
  const file = fileURLToPath(new URL('bank-files.ts', import.meta.url))
  return child(file, [mode, path]) as Phase
}

function child(file: string, args: readonly string[]): unknown {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...FLAGS, file, ...args], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${file} ${args.join(' ')} failed: ${stderr}`)
  return JSON.parse(stdout)
}

function show(what: string, entries: number, { seconds, rssMegabytes }: Phase, bare: Phase): void {
  const ratio = (seconds / bare.seconds).toFixed(1)
  const memory = Math.round(rssMegabytes)
  console.log(
    `  ${what}: ${seconds.toFixed(1)} s, ${perSecond(entries, seconds)} entries/s, ${ratio} times the bare parse, at most ${memory} MB of memory`,
  )
}

function perSecond(entries: number, seconds: number): string {
  return Math.round(entries / seconds).toLocaleString('en')
}

async function mustBePaid(pool: Pool, entries: number): Promise<void> {
  const { rows } = await pool.query<{ closed: number; allocated: number }>(
    `select (select count(*)::int from collection_case where status = 'CLOSED') as closed, (select count(*)::int from allocation) as allocated`,
  )
  const [{ closed, allocated } = { closed: 0, allocated: 0 }] = rows
  if (closed !== entries || allocated !== entries)
    throw new Error(`${closed} closed, ${allocated} allocated of ${entries}`)
}

async function takeAndMatch(path: string, url: string, lanes: number): Promise<void> {
  process.env['DATABASE_URL'] = url
  await withCtx(async (ctx) => {
    const taken = await phase(() => takeBankFileAt(ctx, { name: 'statement.xml', path }))
    const matched = await phase(() => matchAll(ctx, lanes))
    process.stdout.write(JSON.stringify({ taken, matched }))
  })
}

async function phase(work: () => Promise<unknown>): Promise<Phase> {
  const start = performance.now()
  await work()
  return { seconds: (performance.now() - start) / 1_000, rssMegabytes: process.resourceUsage().maxRSS / 1_024 }
}
