/**
 * kill -9 of a run at each place where something could go wrong, and two runs at once: no allocation is paid twice, none is
 * lost, and no file is written twice. CRASH_KILLS and TEST_SEED as in the other crash tests.
 */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { after, before, test } from 'node:test'
import { v7 as uuid } from 'uuid'
import { runSettlements } from '../../src/settlements/run-settlements.ts'
import { createRandom } from '../support/crash/random.ts'
import { entryOf } from '../support/payments/world.ts'
import type { TestClient } from '../support/service.ts'
import { checkBooks, settlementsOf } from '../support/settlements/books.ts'
import { PLACES, type Pauses, type Place, createPauses } from '../support/settlements/pauses.ts'
import { type SettlementWorld, startWorld } from '../support/settlements/world.ts'
import { SEED } from '../support/seed.ts'

// At each place once; or at 36, because the tokens of the tests live for a year.
const KILLS = Number(process.env['CRASH_KILLS'] ?? PLACES.length * (process.env['SAATAVA_TEST_LONG'] === '1' ? 4 : 1))
const CLIENTS = 12
const DAY_MS = 86_400_000
const RUNNER = fileURLToPath(new URL('../support/settlements/runner.ts', import.meta.url))

let world: SettlementWorld
let pauses: Pauses
before(async () => {
  world = await startWorld()
  pauses = await createPauses(world.api.pool, world.api.ownerUrl)
})
after(async () => {
  await pauses.stop()
  await world.stop()
})

async function startRunner(at: Date): Promise<ChildProcess> {
  const child = spawn(process.execPath, [RUNNER, world.api.databaseUrl, at.toISOString(), world.api.config.dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout as NodeJS.ReadableStream, 'data')
  return child
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

void test(`${KILLS} kills pay nobody twice and lose nothing (seed ${SEED})`, {
  timeout: 300_000 + KILLS * 20_000,
}, async () => {
  const random = createRandom(SEED, 'settlement-crash')
  const clients: TestClient[] = []
  for (let i = 0; i < CLIENTS; i++) clients.push(await world.createClient())
  let expected = 0n
  for (let kill = 1; kill <= KILLS; kill++) {
    const entries = []
    for (const client of clients) {
      const { reference } = await world.openCase(client, { capital: 10_000n })
      entries.push(entryOf(`K-${uuid()}`, '100.00', { reference }))
      expected += 10_000n
    }
    await world.pay(entries)
    const at = new Date(Date.now() + (kill * 8 + 7) * DAY_MS)
    const place = PLACES[(kill - 1) % PLACES.length] as Place
    const one = random.pick(clients).clientIdentifier
    const runners = Array.from({ length: random.chance(0.4) ? 2 : 1 }, () => startRunner(at))
    const came = await pauses.at(place, one, async () => {
      for (const runner of await Promise.all(runners)) runner.kill('SIGKILL')
      for (const runner of await Promise.all(runners)) await ended(runner)
    })
    assert.ok(came, `nobody came to “${place}”`)
    await checkBooks(
      world,
      clients.map((client) => ({ client, currency: 'EUR' })),
    )
    // The next payments are allocated by this clock: after the run that was killed.
    world.api.shiftClock((kill * 8 + 8) * DAY_MS)
  }
  world.api.shiftClock((KILLS * 8 + 20) * DAY_MS)
  const [one, other] = await Promise.all([runSettlements(world.api.ctx()), runSettlements(world.api.ctx())])
  assert.ok(one.busy !== other.busy || !one.busy, 'one of two does the work')
  await checkBooks(
    world,
    clients.map((client) => ({ client, currency: 'EUR' })),
  )
  const paid = new Map<string, bigint>()
  for (const client of clients)
    for (const { settlementId, settlementAmount } of await settlementsOf(world, client))
      paid.set(`${settlementId}-${client.clientIdentifier}`, BigInt(Math.round(settlementAmount * 100)))
  assert.equal(
    [...paid.values()].reduce((sum, amount) => sum + amount, 0n),
    expected,
    'all of it was settled',
  )
  const reported = new Map<string, bigint>()
  for (const xml of (await world.outbox()).values())
    for (const [, id = '', amount = ''] of xml.matchAll(/<EndToEndId>([^<]+)<.*?<InstdAmt[^>]*>([\d.]+)</gs)) {
      assert.ok(!reported.has(id), `${id} stands in two files`)
      reported.set(id, BigInt(amount.replace('.', '')))
    }
  assert.deepEqual(reported, paid)
  const { rows } = await world.api.pool.query<{ state: string }>('select distinct state from settlement_run')
  assert.deepEqual(rows, [{ state: 'sent' }])
})
