/**
 * kill -9 of the API, of two workers and of PostgreSQL at random moments, under load over all channels, with lines that
 * break on order. Afterwards, by the simulators' books: every acknowledged invoice was delivered, as an e-invoice or a
 * letter exactly once; as a mail at most once, and where nobody can know, its delivery is `unknown` and says so.
 *
 * CRASH_KILLS sets the number of kills, TEST_SEED repeats the choices of a run, as in test/crash.test.ts.
 */
import { strict as assert } from 'node:assert'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { createPartner } from '../../src/onboarding/create-partner.ts'
import { readConfig } from '../../src/config/config.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { closePool } from '../../src/platform/database.ts'
import { createPlatform } from '../../src/service.ts'
import type { FaultOrder } from '../../src/simulators/kit/faults.ts'
import { type KillablePostgres, startKillablePostgres } from '../support/crash/postgres.ts'
import { type Managed, freePort, managed } from '../support/crash/processes.ts'
import { type Random, createRandom } from '../support/crash/random.ts'
import { until } from '../support/until.ts'
import { type SimulatorName, booksOf, clearFaults, order } from '../support/distribution/books.ts'
import { type Channel, type Sender, createSender, invoiceOf } from '../support/distribution/sender.ts'
import { SEED } from '../support/seed.ts'

const LONG = process.env['SAATAVA_TEST_LONG'] === '1'
const KILLS = Number(process.env['CRASH_KILLS'] ?? (LONG ? 200 : 4))
const LIFE_MS = { min: 200, max: 1_500 }
const DATABASE_LIFE_MS = { min: 2_000, max: 8_000 }
const EARLY_CHANCE = 0.15
const SENDERS = 4
const INVOICES_MAX = LONG ? 1_000 : 60
const PAUSE_MS_MAX = 80
const BURST_MAX = 8
const DRAIN_MS_MAX = 180_000
const CHANNELS: Channel[] = ['EINVOICE', 'EMAIL', 'PRINT']

const FAULT_CHANCE = 0.3
const DROP_FAULTS: FaultOrder[] = [
  { fault: 'COMMIT_THEN_CUT' },
  { fault: 'COMMIT_THEN_HTML_502' },
  { fault: 'COMMIT_THEN_SLOW', delayMs: 300, times: 10 },
  { fault: 'CUT' },
  { fault: 'HTML_502' },
  { fault: 'MAINTENANCE' },
  { fault: 'TOO_MANY_REQUESTS', retryAfterSeconds: 1 },
]
const MAIL_FAULTS: FaultOrder[] = [
  { fault: 'COMMIT_THEN_CUT' },
  { fault: 'CUT' },
  { fault: 'MAINTENANCE' },
  // So that kills find mails whose answer is awaited.
  { fault: 'COMMIT_THEN_SLOW', delayMs: 300, times: 10 },
]
const FAULTS: [SimulatorName, FaultOrder[]][] = [
  ['operator', DROP_FAULTS],
  ['printhouse', DROP_FAULTS],
  ['mail', MAIL_FAULTS],
]

interface House {
  origin: string
  simulators: string
  ownerUrl: string
  partner: { partnerCode: string; provisioningToken: string }
  outside: Managed
  api: Managed
  workers: Managed[]
}

interface Submitter {
  sender: Sender
  /** Acknowledged numbers, and by which channel each was to go. */
  acknowledged: Map<number, Channel>
  broken: string[]
}

test(`${KILLS} kills lose no invoice and deliver none twice`, { timeout: 300_000 + KILLS * 10_000 }, async (t) => {
  t.diagnostic(`TEST_SEED=${SEED} CRASH_KILLS=${KILLS}`)
  const dataDir = mkdtempSync(join(tmpdir(), 'saatava-crash-'))
  const postgres = await startKillablePostgres(join(dataDir, 'postgres'))
  const house = await startHouse(dataDir, postgres)
  const aborted = new AbortController()
  const everything = [house.outside, house.api, ...house.workers]
  const running: Promise<void>[] = []
  try {
    const submitters = await Promise.all(Array.from({ length: SENDERS }, () => submitter(house)))
    const count = { kills: 0 }
    const goOn = () => count.kills < KILLS
    const killers = [
      ...[house.api, ...house.workers].map((one, i) => killProcess(one, createRandom(SEED, `kill ${i}`), goOn, count)),
      killDatabase(postgres, createRandom(SEED, 'postgres'), goOn, count),
    ]
    const work = submitters.map((one, i) => submit(one, house, createRandom(SEED, `submit ${i}`), goOn, aborted.signal))
    running.push(...killers, ...work)
    await Promise.all(killers)
    await Promise.all([postgres.up(), ...everything.map((one) => one.up())])
    await Promise.all(work)
    await clearFaults(house.simulators)
    const rows = await drained(house, submitters)
    const outcome = await proved(house, submitters, rows)
    t.diagnostic(`${count.kills} kills, ${rows.length} deliveries: ${JSON.stringify(outcome)}`)
    assert.deepEqual(
      everything.flatMap(({ unexpected }) => unexpected),
      [],
      'no process ended by itself',
    )
    assert.deepEqual(
      submitters.flatMap(({ broken }) => broken),
      [],
      'what cannot be stored is answered with 503',
    )
  } finally {
    aborted.abort()
    await Promise.allSettled(running)
    await Promise.all(everything.map((one) => one.kill()))
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
})

async function startHouse(dataDir: string, { url, ownerUrl }: KillablePostgres): Promise<House> {
  const [port, smtpPort, simulatorsPort] = [await freePort(), await freePort(), await freePort()]
  const workerPorts = [await freePort(), await freePort()]
  const simulators = `http://127.0.0.1:${simulatorsPort}`
  const books = join(dataDir, 'books')
  const env = {
    DATABASE_URL: url,
    DATA_DIR: dataDir,
    SIMULATORS_URL: simulators,
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    BOUNCE_FOLDER: join(books, 'mail', 'bounces'),
    LOG_LEVEL: 'warn',
    DEMO: 'off',
    DISTRIBUTION_LEASE_SECONDS: '1',
    DISTRIBUTION_POLL_MS: '50',
    PRINT_RUN_SECONDS: '1',
    SYNC_POLL_MS: '1000',
    DATABASE_POOL_MAX: '8',
    // A killed process writes no cache: without a filled one, each start would compile the program again.
    NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? join(dataDir, 'compiled'),
  }
  await migrate(ownerUrl, { serviceUrl: url })
  const platform = createPlatform(readConfig(env), url)
  const ctx = { platform, log: platform.log, requestId: 'crash-test', actor: 'system:test' as const }
  const partner = await createPartner(ctx, { code: 'QUICK3', name: 'Crash test' })
  await closePool(platform.pool)
  const role = (name: 'api' | 'worker', onPort: number) =>
    managed(
      `${name} ${onPort}`,
      ['src/main.ts'],
      { ...env, SAATAVA_ROLE: name, PORT: String(onPort) },
      `http://127.0.0.1:${onPort}/health/live`,
    )
  const outside = managed(
    'simulators',
    ['test/support/distribution/simulators.ts', String(simulatorsPort), String(smtpPort), books],
    env,
    `${simulators}/simulators/operator/faults`,
  )
  const api = role('api', port)
  const workers = workerPorts.map((onPort) => role('worker', onPort))
  await Promise.all([outside, api, ...workers].map((one) => one.up()))
  return { origin: `http://127.0.0.1:${port}`, simulators, ownerUrl, partner, outside, api, workers }
}

async function submitter(house: House): Promise<Submitter> {
  const sender = await createSender(house.origin, house.partner, { channels: { fallback: false } })
  return { sender, acknowledged: new Map(), broken: [] }
}

async function submit(
  { sender, acknowledged, broken }: Submitter,
  house: House,
  random: Random,
  goOn: () => boolean,
  aborted: AbortSignal,
): Promise<void> {
  for (let last = 0; goOn() && last < INVOICES_MAX; ) {
    const burst = Array.from({ length: random.integer(1, BURST_MAX) }, () => ({
      number: ++last,
      channel: random.pick(CHANNELS),
    }))
    await Promise.all(
      burst.map(async ({ number, channel }) => {
        const body = invoiceOf(number, { method: channel })
        for (;;) {
          aborted.throwIfAborted()
          const answer = await sender.call('POST', '/api/v1/partner/invoice', body).catch(() => undefined)
          if (answer?.status === 200) break
          if (answer !== undefined && answer.status !== 503) broken.push(`${answer.status} ${answer.text}`)
          await sleep(100)
        }
        acknowledged.set(number, channel)
      }),
    )
    if (random.chance(FAULT_CHANCE)) {
      const [name, faults] = random.pick(FAULTS)
      await order(house.simulators, name, { ...random.pick(faults) })
    }
    await sleep(random.integer(0, PAUSE_MS_MAX))
  }
}

async function killProcess(target: Managed, random: Random, goOn: () => boolean, count: { kills: number }) {
  while (goOn()) {
    if (random.chance(EARLY_CHANCE)) target.launch()
    // A process needs the database to come up at all; at the end, when nothing is killed any more, it must.
    else await target.up().catch(() => undefined)
    await sleep(random.integer(LIFE_MS.min, LIFE_MS.max))
    if (!goOn()) return
    await target.kill()
    count.kills++
  }
}

async function killDatabase(
  postgres: Awaited<ReturnType<typeof startKillablePostgres>>,
  random: Random,
  goOn: () => boolean,
  count: { kills: number },
) {
  while (goOn()) {
    await postgres.up()
    await sleep(random.integer(DATABASE_LIFE_MS.min, DATABASE_LIFE_MS.max))
    if (!goOn()) return
    await postgres.kill(random)
    count.kills++
  }
}

interface Row {
  clientId: number
  number: number
  channel: Channel
  state: string
  deliveryId: string
  attempts: number
}

/**
 * Returns all deliveries, once none is under way any more. Waits between attempts are cut short: their length is not in
 * question.
 */
async function drained(house: House, submitters: Submitter[]): Promise<Row[]> {
  const client = new Client({ connectionString: house.ownerUrl })
  await client.connect()
  try {
    const wanted = submitters.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0)
    return await until(
      'everything is delivered or unknown',
      async () => {
        await client.query(
          `update delivery set next_attempt_at = now() where next_attempt_at > now() and lease_owner is null`,
        )
        const { rows } = await client.query<Row>(
          `select i.client_id::int as "clientId", i.number::int as number, d.channel, d.state, d.delivery_id as "deliveryId", d.attempts
           from invoice i left join delivery d using (client_id, invoice_id)`,
        )
        return rows
      },
      (rows) =>
        rows.length >= wanted &&
        rows.every(
          ({ state, channel }) => state === 'delivered' || (channel === 'EMAIL' && ['sent', 'unknown'].includes(state)),
        ),
      DRAIN_MS_MAX,
    )
  } finally {
    await client.end()
  }
}

/** Holds the books against what was acknowledged. */
async function proved(house: House, submitters: Submitter[], rows: Row[]): Promise<Record<string, number>> {
  for (const { sender, acknowledged } of submitters) {
    const own = rows.filter(({ clientId }) => clientId === sender.clientId)
    const stored = own.map(({ number, channel }) => `${number} ${channel}`).toSorted()
    const wanted = [...acknowledged].map(([number, channel]) => `${number} ${channel}`).toSorted()
    assert.deepEqual(stored, wanted, 'what was acknowledged is there, once, by its channel')
  }
  const books = await booksOf(house.simulators)
  const counts: Record<string, number> = {}
  for (const channel of CHANNELS) {
    const own = rows.filter((row) => row.channel === channel)
    const known = new Set(own.map(({ deliveryId }) => deliveryId))
    const strangers = [...books[channel].keys()].filter((id) => !known.has(id))
    assert.deepEqual(strangers, [], `${channel}: nothing arrived that is not ours`)
    for (const { deliveryId, state, attempts } of own) {
      const times = books[channel].get(deliveryId) ?? 0
      const what = `${channel} ${deliveryId}, ${state} after ${attempts} attempts, arrived ${times} times`
      if (state === 'unknown') assert.ok(times <= 1, what)
      else assert.equal(times, 1, what)
      const key = `${channel} ${state}`
      counts[key] = (counts[key] ?? 0) + 1
    }
  }
  return counts
}
