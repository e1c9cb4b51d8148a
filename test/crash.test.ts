/**
 * kill -9 of the API, of workers and of PostgreSQL at random moments under load; afterwards every acknowledged document
 * stands exactly once and in order in the simulators' books.
 *
 * CRASH_KILLS sets the number of kills (default 9), TEST_SEED repeats the choices of a run: what is submitted, which
 * faults are ordered, how long each process may live. When exactly a kill meets a request is the machine's affair.
 */
import { strict as assert } from 'node:assert'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createPartner } from '../src/onboarding/create-partner.ts'
import { readConfig } from '../src/config/config.ts'
import { migrate } from '../src/platform/migrate.ts'
import { closePool } from '../src/platform/database.ts'
import { createPlatform } from '../src/service.ts'
import { type KillablePostgres, startKillablePostgres } from './support/crash/postgres.ts'
import { type Managed, freePort, managed } from './support/crash/processes.ts'
import { allSynced, provedByTheBooks } from './support/crash/proof.ts'
import { type Random, createRandom } from './support/crash/random.ts'
import { type Submitter, submit } from './support/crash/submitter.ts'
import { FACTS, SYSTEMS } from './support/sync/systems.ts'
import { createTestClient } from './support/sync/client.ts'
import { SEED } from './support/seed.ts'

const LONG = process.env['SAATAVA_TEST_LONG'] === '1'
const KILLS = Number(process.env['CRASH_KILLS'] ?? (LONG ? 300 : 9))
const CLIENTS_PER_SYSTEM = 2
const LIFE_MS = { min: 300, max: 2_000 }
/** Killed while it is still starting. */
const EARLY_CHANCE = 0.15
const DRAIN_MS_MAX = 180_000

/** Short, but longer than a busy machine takes for an answer. */
const SETTINGS = { requestTimeoutMs: 1_500, settleMs: 2_000, backoffBaseMs: 50, backoffCapMs: 500 }

test(`${KILLS} kills lose nothing and double nothing`, { timeout: 300_000 + KILLS * 10_000 }, async (t) => {
  t.diagnostic(`TEST_SEED=${SEED} CRASH_KILLS=${KILLS}`)
  const dataDir = mkdtempSync(join(tmpdir(), 'saatava-crash-'))
  const postgres = await startKillablePostgres(join(dataDir, 'postgres'))
  const house = await startHouse(dataDir, postgres)
  const aborted = new AbortController()
  const running: Promise<void>[] = []
  const everything = [house.simulators, house.api, house.worker]
  try {
    const submitters = await onboard(house)
    let killing = true
    const counts = { api: 0, worker: 0, postgres: 0 }
    const total = () => Object.values(counts).reduce((sum, count) => sum + count, 0)
    // Each its share: a process needs the database to start, so the database alone could take them all.
    const share = Math.ceil(KILLS / 3)
    const goOn = (name: 'api' | 'worker' | 'postgres') => () => killing && counts[name] < share
    const work = submitters.map((one) =>
      submit(
        one,
        { origin: house.origin, aborted: aborted.signal },
        createRandom(SEED, `submitter ${one.client.id}`),
        () => killing,
      ),
    )
    // Heard below; until then a submitter that failed must not end the test before its processes are gone.
    for (const one of work) one.catch(() => undefined)
    const killers = [
      killProcess(house.api, createRandom(SEED, 'api'), goOn('api'), () => counts.api++),
      killProcess(house.worker, createRandom(SEED, 'worker'), goOn('worker'), () => counts.worker++),
      killPostgres(postgres, createRandom(SEED, 'postgres'), goOn('postgres'), () => counts.postgres++),
    ]
    running.push(...work, ...killers)
    try {
      await Promise.all(killers)
    } finally {
      killing = false
    }
    await Promise.all([house.api.up(), house.worker.up()])
    await Promise.all(work)
    await house.clearFaults()
    await Promise.all(submitters.map((one) => allSynced(one, DRAIN_MS_MAX)))
    for (const one of submitters) await provedByTheBooks(one)

    const documents = submitters.reduce((sum, one) => sum + one.ledgers.length + one.payments.length, 0)
    const repeats = submitters.reduce((sum, one) => sum + one.repeats, 0)
    t.diagnostic(`${JSON.stringify(counts)} kills, ${documents} documents, ${repeats} submissions repeated`)
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
    assert.ok(total() >= KILLS, `only ${total()} kills`)
  } finally {
    aborted.abort()
    await Promise.allSettled(running)
    await Promise.all(everything.map((one) => one.kill()))
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
})

interface House {
  origin: string
  simulatorsOrigin: string
  provisioningToken: string
  simulators: Managed
  api: Managed
  worker: Managed
  clearFaults(): Promise<void>
}

async function startHouse(dataDir: string, { url, ownerUrl }: KillablePostgres): Promise<House> {
  const [port, workerPort, simulatorsPort] = [await freePort(), await freePort(), await freePort()]
  const simulatorsOrigin = `http://127.0.0.1:${simulatorsPort}`
  const env = {
    DATABASE_URL: url,
    DATA_DIR: dataDir,
    SIMULATORS_URL: simulatorsOrigin,
    LOG_LEVEL: 'warn',
    DEMO: 'off',
    SYNC_LEASE_SECONDS: '1',
    SYNC_POLL_MS: '50',
    DATABASE_POOL_MAX: '8',
    // A killed process writes no cache: without a filled one, each start would compile the program again.
    NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? join(dataDir, 'compiled'),
  }
  await migrate(ownerUrl, { serviceUrl: url })
  const platform = createPlatform(readConfig(env), url)
  const ctx = { platform, log: platform.log, requestId: 'crash-test', actor: 'system:test' as const }
  const { provisioningToken } = await createPartner(ctx, { code: 'QUICK3', name: 'Crash test' })
  await closePool(platform.pool)
  const origin = `http://127.0.0.1:${port}`
  const simulators = managed(
    'simulators',
    ['src/cli/main.ts', 'simulators', '--port', String(simulatorsPort), '--books', join(dataDir, 'books'), '--json'],
    env,
    `${simulatorsOrigin}/simulators/netvisor/faults`,
  )
  const role = (name: 'api' | 'worker', onPort: number) =>
    managed(
      name,
      ['src/main.ts'],
      { ...env, SAATAVA_ROLE: name, PORT: String(onPort) },
      `http://127.0.0.1:${onPort}/health/live`,
    )
  const house = {
    origin,
    simulatorsOrigin,
    provisioningToken,
    simulators,
    api: role('api', port),
    worker: role('worker', workerPort),
  }
  await Promise.all([house.simulators.up(), house.api.up(), house.worker.up()])
  return {
    ...house,
    async clearFaults() {
      for (const system of SYSTEMS) {
        await fetch(`${simulatorsOrigin}/simulators/${system.toLowerCase()}/faults`, { method: 'DELETE' })
      }
    },
  }
}

async function onboard(house: House): Promise<Submitter[]> {
  const submitters: Submitter[] = []
  for (let i = 0; i < SYSTEMS.length * CLIENTS_PER_SYSTEM; i++) {
    const system = SYSTEMS[i % SYSTEMS.length] ?? 'NETVISOR'
    const client = await createTestClient({
      origin: house.origin,
      simulators: house.simulatorsOrigin,
      provisioningToken: house.provisioningToken,
      businessCode: `${3_000_000 + i}-1`,
    })
    await client.connect(system, { ...SETTINGS, ...FACTS[system].unlimited })
    // So that there is a moment in which a request is under way.
    await client.configure(system, { latencyMs: 4 })
    submitters.push({ system, client, ledgers: [], payments: [], invoices: [], repeats: 0, broken: [] })
  }
  return submitters
}

async function killProcess(target: Managed, random: Random, goOn: () => boolean, count: () => void): Promise<void> {
  while (goOn()) {
    const life = random.integer(LIFE_MS.min, LIFE_MS.max)
    if (random.chance(EARLY_CHANCE)) target.launch()
    else await target.up()
    await sleep(life)
    if (!goOn()) return
    await target.kill()
    count()
  }
}

async function killPostgres(
  postgres: KillablePostgres,
  random: Random,
  goOn: () => boolean,
  count: () => void,
): Promise<void> {
  while (goOn()) {
    await postgres.up()
    await sleep(random.integer(LIFE_MS.min, LIFE_MS.max))
    if (!goOn()) return
    await postgres.kill(random)
    count()
  }
}
