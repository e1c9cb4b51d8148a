import { strict as assert } from 'node:assert'
import { after, before, describe, test } from 'node:test'
import { until } from '../support/until.ts'
import { type TestClient, COMPANY, ledger, named, payment } from '../support/sync/client.ts'
import { type World, startWorld } from '../support/sync/world.ts'

let world: World
before(async () => {
  world = await startWorld({ SYNC_LEASE_SECONDS: '1' })
  await world.worker()
})
after(() => world.stop())

async function owners(client: TestClient): Promise<string | null> {
  const { rows } = await world.pool.query<{ owner: string | null }>(
    'select lease_owner as owner from accounting_queue where client_id = $1',
    [client.id],
  )
  return rows[0]?.owner ?? null
}

/** Another worker has it now, as far as the database can tell. */
async function stealLease(client: TestClient, seconds: number): Promise<string | undefined> {
  const { rows } = await world.pool.query<{ owner: string }>(
    `update accounting_queue set lease_owner = gen_random_uuid(), fence = fence + 1,
            lease_until = clock_timestamp() + make_interval(secs => $2)
     where client_id = $1 and lease_owner is not null returning lease_owner as owner`,
    [client.id, seconds],
  )
  return rows[0]?.owner
}

describe('several workers', { concurrency: true }, () => {
  test('share the connections; each connection stays in order and exactly once', async () => {
    const clients = await Promise.all(Array.from({ length: 8 }, () => world.client()))
    const ids = named('M', 60)
    const payments = named('MP', 15)
    const seen = new Set<string>()
    for (const client of clients) {
      await client.connect('PROCOUNTOR')
      await client.configure('PROCOUNTOR', { latencyMs: 10 })
      await client.fault('PROCOUNTOR', { fault: 'COMMIT_THEN_CUT', probability: 0.05, times: 5 })
    }
    const watch = setInterval(() => {
      for (const client of clients) void owners(client).then((owner) => owner !== null && seen.add(owner))
    }, 50)
    for (let i = 0; i < ids.length; i += 10) {
      await Promise.all(clients.map((client) => client.ledgers(...ids.slice(i, i + 10).map((id) => ledger(id)))))
    }
    await Promise.all(clients.map((client) => client.payments(...payments.map((id) => payment(id)))))
    for (const client of clients) {
      await client.settled('ledger', ids)
      await client.settled('payment', payments)
      assert.deepEqual(await client.arrivals('PROCOUNTOR', 'ledger', ids), ids)
      assert.deepEqual(await client.arrivals('PROCOUNTOR', 'payment', payments), payments)
    }
    clearInterval(watch)
    assert.ok(seen.size >= 2, 'both workers worked')
  })

  test('a lease lost in mid-run: the old holder writes nothing more, and nothing is sent twice', async () => {
    const client = await world.client()
    await client.connect('PROCOUNTOR')
    await client.configure('PROCOUNTOR', { latencyMs: 60 })
    const ids = named('Z', 40)
    await client.ledgers(...ids.map((id) => ledger(id)))
    for (let i = 0; i < 3; i++) {
      const thief = await until('it is worked on', () => stealLease(client, 0.3))
      await until(
        'a worker takes it again',
        () => owners(client),
        (owner) => owner !== thief,
      )
    }
    await client.settled('ledger', ids)
    assert.deepEqual(await client.arrivals('PROCOUNTOR', 'ledger', ids), ids)
  })

  test('while another holds the connection, nothing is sent', async () => {
    const client = await world.client()
    await client.connect('PROCOUNTOR')
    await world.pool.query(
      `update accounting_queue set lease_owner = gen_random_uuid(), fence = fence + 1,
              lease_until = clock_timestamp() + interval '5 seconds'
       where client_id = $1 and company_identifier = $2`,
      [client.id, COMPANY],
    )
    await client.ledgers(ledger('Y-1'))
    await world.workerLooked()
    assert.deepEqual(await client.arrivals('PROCOUNTOR', 'ledger', ['Y-1']), [])
    await client.settled('ledger', ['Y-1'])
  })
})
