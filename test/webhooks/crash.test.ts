/**
 * kill -9 of the worker while requests are under way: every event arrives, an ordered endpoint gets them in order, and no
 * more is repeated than was under way. CRASH_KILLS sets the number of kills.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Managed, freePort, managed } from '../support/crash/processes.ts'
import { type TestService, testService } from '../support/service.ts'
import { until } from '../support/until.ts'
import { makeEvents, webhooksOf } from '../support/webhooks/endpoint.ts'
import { type Receiver, openReceiver } from '../support/webhooks/receiver.ts'

const LONG = process.env['SAATAVA_TEST_LONG'] === '1'
const KILLS = Number(process.env['CRASH_KILLS'] ?? (LONG ? 40 : 2))
const EVENTS_EACH = 12
/** Requests that a parallel endpoint may have under way; an ordered one has one. */
const AT_ONCE = 4

test(`${KILLS} kills lose no event, keep the order, and repeat what was under way`, async (t) => {
  const api = await testService({ role: 'api' })
  const receivers = { PARALLEL: await openReceiver(), ORDERED: await openReceiver() }
  const worker = await workerOf(api)
  t.after(async () => {
    await worker.kill()
    await api.stop()
    for (const receiver of Object.values(receivers)) await receiver.close()
  })
  const client = await api.createClient()
  const hooks = webhooksOf(api, client.token)
  for (const [mode, { url }] of Object.entries(receivers)) await hooks.create({ url, mode, types: ['client.settings'] })
  let wanted = 0
  await worker.up()
  for (let kill = 0; kill < KILLS; kill++) {
    const mode = kill % 2 === 0 ? 'PARALLEL' : 'ORDERED'
    const killed = killedAtNextRequest(receivers[mode], worker)
    await makeEvents(api, client.token, EVENTS_EACH)
    wanted += EVENTS_EACH
    await killed
    await makeEvents(api, client.token, EVENTS_EACH)
    wanted += EVENTS_EACH
    await worker.up()
    for (const receiver of Object.values(receivers))
      await until('every event to arrive', () => distinct(receiver) === wanted)
  }
  const all = Array.from({ length: wanted }, (_, i) => i + 1)
  for (const receiver of Object.values(receivers))
    assert.deepEqual(
      [...new Set(receiver.taken().map(({ sequence }) => sequence))].toSorted((a, b) => a - b),
      all,
    )
  inOrder(receivers.ORDERED)
  const repeats = { PARALLEL: repeatsOf(receivers.PARALLEL), ORDERED: repeatsOf(receivers.ORDERED) }
  t.diagnostic(`${wanted} events each; repeated requests: ${JSON.stringify(repeats)}`)
  assert.ok(repeats.PARALLEL <= KILLS * AT_ONCE, `${repeats.PARALLEL} repeated`)
  assert.ok(repeats.ORDERED <= KILLS, `${repeats.ORDERED} repeated`)
  assert.deepEqual(worker.unexpected, [])
})

async function workerOf({ config, databaseUrl }: TestService): Promise<Managed> {
  const port = await freePort()
  const env = {
    ...{ DATABASE_URL: databaseUrl, DATA_DIR: config.dataDir, SAATAVA_ROLE: 'worker', PORT: String(port) },
    ...{ LOG_LEVEL: 'warn', DEMO: 'off', WEBHOOK_LEASE_SECONDS: '1', DATABASE_POOL_MAX: '4', SIMULATORS: 'off' },
  }
  return managed('worker', ['src/main.ts'], env, `http://127.0.0.1:${port}/health/live`)
}

/** Kills the worker while a request waits for its answer, which then nobody hears. */
function killedAtNextRequest(receiver: Receiver, worker: Managed): Promise<void> {
  return new Promise((resolve, reject) => {
    receiver.answer = async () => {
      receiver.answer = () => ({})
      await worker.kill().then(resolve, reject)
      return {}
    }
  })
}

function distinct(receiver: Receiver): number {
  return new Set(receiver.taken().map(({ sequence }) => sequence)).size
}

/** Each request goes on after the one before, or is the same again. */
function inOrder({ received }: Receiver): void {
  let last = 0
  let before = ''
  for (const { text, events } of received) {
    if (text === before) continue
    for (const { sequence } of events) assert.equal(sequence, ++last)
    before = text
  }
}

function repeatsOf({ received }: Receiver): number {
  return received.length - new Set(received.map(({ headers }) => headers['webhook-id'])).size
}
