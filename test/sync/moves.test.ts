import { strict as assert } from 'node:assert'
import { after, before, describe, test } from 'node:test'
import { QUICK } from '../support/sync/basics.ts'
import { until } from '../support/until.ts'
import { COMPANY, type TestClient, named, payment } from '../support/sync/client.ts'
import { type World, startWorld } from '../support/sync/world.ts'

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world.stop())

const OTHER = `${COMPANY}-other`
const ids = named('M', 30)

async function twoConnections(): Promise<TestClient> {
  const client = await world.client()
  await client.connect('NETVISOR')
  const other = { system: 'PROCOUNTOR', companyIdentifier: OTHER, simulator: true, settings: QUICK, isDefault: false }
  assert.equal((await client.call('PUT', '/accounting/connection', other)).status, 200)
  return client
}

describe('a default connection that moves under load', { concurrency: true }, () => {
  test('each payment arrives once, in the one system or in the other', async () => {
    const client = await twoConnections()
    await client.configure('NETVISOR', { latencyMs: 20 })
    await client.payments(...ids.map((id) => payment(id)))
    const move = { system: 'PROCOUNTOR', companyIdentifier: OTHER, simulator: true, settings: QUICK, isDefault: true }
    await until(
      'the default has moved',
      () => client.call('PUT', '/accounting/connection', move),
      ({ status }) => {
        assert.ok([200, 422, 503].includes(status), `answered ${status}`)
        return status === 200
      },
    )
    await client.settled('payment', ids)
    const before = await client.arrivals('NETVISOR', 'payment', ids)
    const after = await client.arrivals('PROCOUNTOR', 'payment', ids, OTHER)
    assert.deepEqual([...before, ...after].toSorted(), ids)
  })

  test('while a document may be in the present system, neither default nor system may change', async () => {
    const client = await twoConnections()
    await client.fault('NETVISOR', { fault: 'CUT', times: 1_000 })
    await client.payments(payment('M-unclear'))
    await until(
      'it is unclear',
      () => client.one('payment', 'M-unclear'),
      ({ description }) => description.startsWith('Pending: '),
    )
    const moved = await client.call('PUT', '/accounting/connection', {
      system: 'PROCOUNTOR',
      companyIdentifier: OTHER,
      simulator: true,
      isDefault: true,
    })
    assert.equal(moved.status, 422)
    assert.match(moved.text, /are being sent/)
    const exchanged = await client.call('PUT', '/accounting/connection', {
      system: 'PROCOUNTOR',
      companyIdentifier: COMPANY,
      simulator: true,
    })
    assert.equal(exchanged.status, 422)
  })
})
