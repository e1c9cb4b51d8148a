import { strict as assert } from 'node:assert'
import { after, before, describe, test } from 'node:test'
import { FACTS, SYSTEMS } from '../support/sync/systems.ts'
import { until } from '../support/until.ts'
import { type TestClient, ledger, named, payment } from '../support/sync/client.ts'
import { type World, startWorld } from '../support/sync/world.ts'

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world.stop())

const ids = named('S', 10)

async function stopped(client: TestClient): Promise<Record<string, unknown>> {
  return until(
    'stopped',
    () => client.connection(),
    ({ state }) => state === 'stopped',
  )
}

describe('waits and stops', { concurrency: true }, () => {
  for (const system of SYSTEMS) {
    test(`${system}: unknown credentials stop the queue and say so; PUT connection lets it go on`, async () => {
      const client = await world.client()
      await client.connect(system, {}, { credentials: FACTS[system].wrongKeys })
      await client.ledgers(...ids.map((id) => ledger(id)))
      await client.payments(payment('S-p'))
      const { reason } = await stopped(client)
      assert.match(String(reason), /^[A-Z0-9_]+: .+/)
      await world.workerLooked()
      assert.deepEqual(await client.arrivals(system, 'ledger', ids), [])
      assert.equal((await client.one('ledger', 'S-001')).status, 0)
      await client.connect(system)
      await client.settled('ledger', ids)
      await client.settled('payment', ['S-p'])
      assert.deepEqual(await client.arrivals(system, 'ledger', ids), ids)
      assert.equal((await client.connection())['reason'], null)
    })

    test(`${system}: maintenance backs off, nothing is lost or doubled`, async () => {
      const client = await world.client()
      await client.connect(system)
      await client.fault(system, { fault: 'MAINTENANCE', times: 5 })
      await client.ledgers(...ids.map((id) => ledger(id)))
      await until(
        'it backs off',
        () => client.connection(),
        ({ failures }) => Number(failures) > 1,
      )
      assert.equal((await client.connection())['state'], 'active')
      await client.settled('ledger', ids)
      assert.deepEqual(await client.arrivals(system, 'ledger', ids), ids)
      // A run forgets the failures when it ends, which is after the last document has arrived.
      await until(
        'the failures are forgotten',
        () => client.connection(),
        ({ failures }) => failures === 0,
      )
    })

    test(`${system}: 429 is waited for as long as it says`, async () => {
      const client = await world.client()
      await client.connect(system)
      await client.fault(system, { fault: 'TOO_MANY_REQUESTS', retryAfterSeconds: 2 })
      const started = performance.now()
      await client.ledgers(...ids.map((id) => ledger(id)))
      await client.settled('ledger', ids)
      assert.ok(performance.now() - started >= 2_000, 'not before the two seconds are over')
      assert.deepEqual(await client.arrivals(system, 'ledger', ids), ids)
    })
  }

  test('a passed test lets a stopped queue go on', async () => {
    const client = await world.client()
    await client.connect('PROCOUNTOR')
    await client.fault('PROCOUNTOR', { fault: 'EXPIRED_TOKEN', times: 2 })
    await client.ledgers(...ids.map((id) => ledger(id)))
    await stopped(client)
    const report = await client.call('POST', '/accounting/connection/test')
    assert.equal(report.body['ok'], true, report.text)
    await client.settled('ledger', ids)
    assert.deepEqual(await client.arrivals('PROCOUNTOR', 'ledger', ids), ids)
  })

  test('a failed test says why and leaves the queue stopped', async () => {
    const client = await world.client()
    await client.connect('PROCOUNTOR', {}, { credentials: { clientSecret: 'not-the-right-one' } })
    await client.ledgers(ledger('S-001'))
    await stopped(client)
    const report = await client.call('POST', '/accounting/connection/test')
    assert.equal(report.body['ok'], false)
    assert.match(String(report.body['message']), /invalid_client/)
    assert.equal((await client.connection())['state'], 'stopped')
    await client.connect('PROCOUNTOR')
    await client.settled('ledger', ['S-001'])
  })

  test('given up after attemptsMax; a retry revives it, and the one behind it had its own tries', async () => {
    const client = await world.client()
    await client.connect('PROCOUNTOR', { attemptsMax: 3 })
    await client.fault('PROCOUNTOR', { fault: 'MAINTENANCE', times: 5 })
    await client.ledgers(ledger('G-1'), ledger('G-2'))
    await client.settled('ledger', ['G-1'], 2)
    assert.match((await client.one('ledger', 'G-1')).description, /^Failed: GAVE_UP: given up after 3 tries/)
    await client.settled('ledger', ['G-2'])
    assert.equal((await client.call('POST', '/accounting/ledger/G-1/retry')).status, 200)
    await client.settled('ledger', ['G-1'])
    assert.deepEqual(await client.arrivals('PROCOUNTOR', 'ledger', ['G-1', 'G-2']), ['G-2', 'G-1'])
  })

  test('failures under the old settings do not hold up the new ones', async () => {
    const client = await world.client()
    await client.connect('PROCOUNTOR', { backoffBaseMs: 600_000, backoffCapMs: 600_000 })
    await client.configure('PROCOUNTOR', { latencyMs: 300 })
    await client.fault('PROCOUNTOR', { fault: 'SLOW', delayMs: 350 })
    await client.ledgers(ledger('Q-1'))
    const sending = async () =>
      (
        await world.pool.query(
          `select from accounting_document where client_id = $1 and identifier = 'Q-1' and status = 'sending'`,
          [client.id],
        )
      ).rowCount === 1
    await until('its request is under way', sending)
    // While its request is under way and about to fail.
    await client.connect('PROCOUNTOR', { requestTimeoutMs: 5_000, settleMs: 5_000 })
    await client.settled('ledger', ['Q-1'])
    assert.deepEqual(await client.arrivals('PROCOUNTOR', 'ledger', ['Q-1']), ['Q-1'])
  })
})
