import { strict as assert } from 'node:assert'
import { after, before, describe, test } from 'node:test'
import { SYSTEMS } from '../support/sync/systems.ts'
import { COMPANY, ledger, named, payment } from '../support/sync/client.ts'
import { type World, startWorld } from '../support/sync/world.ts'

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world.stop())

describe('order and independence', { concurrency: true }, () => {
  for (const system of SYSTEMS) {
    test(`${system}: documents arrive once each, in order of submission`, async () => {
      const client = await world.client()
      await client.connect(system)
      const ids = named('L', 60)
      const payments = named('P', 20)
      for (const [i, id] of ids.entries()) {
        await client.ledgers(ledger(id))
        if (i % 3 === 0) await client.payments(payment(payments[i / 3] ?? ''))
      }
      await client.settled('ledger', ids)
      await client.settled('payment', payments)
      assert.deepEqual(await client.arrivals(system, 'ledger', ids), ids)
      assert.deepEqual(await client.arrivals(system, 'payment', payments), payments)
    })
  }

  test('an array arrives in its own order', async () => {
    const client = await world.client()
    await client.connect('PROCOUNTOR')
    const ids = named('A', 100)
    await client.ledgers(...ids.map((id) => ledger(id)))
    await client.settled('ledger', ids)
    assert.deepEqual(await client.arrivals('PROCOUNTOR', 'ledger', ids), ids)
  })

  test('a slow and a broken system of one client do not delay another', async () => {
    const [slow, broken, well] = await Promise.all([world.client(), world.client(), world.client()])
    for (const client of [slow, broken, well]) await client.connect('PROCOUNTOR')
    await slow.configure('PROCOUNTOR', { latencyMs: 300 })
    await broken.fault('PROCOUNTOR', { fault: 'MAINTENANCE', times: 1_000_000 })
    const ids = named('D', 40)
    await slow.ledgers(...ids.map((id) => ledger(id)))
    await broken.ledgers(...ids.map((id) => ledger(id)))
    await well.ledgers(...ids.map((id) => ledger(id)))
    await well.settled('ledger', ids)
    const late = [...(await slow.status('ledger')).values()].filter(({ status }) => status === 0)
    assert.ok(late.length > 20, `the slow one has still much to do: ${late.length}`)
    assert.ok([...(await broken.status('ledger')).values()].every(({ status }) => status === 0))
    assert.deepEqual(await broken.arrivals('PROCOUNTOR', 'ledger', ids), [])
  })

  test('documents wait for a connection; a company that has none goes on waiting', async () => {
    const client = await world.client()
    const accepted = await client.ledgers(ledger('W-1'), ledger('W-other', { companyIdentifier: '7654321-2' }))
    const warnings = accepted['warnings'] as { code: string }[]
    assert.equal(warnings.filter(({ code }) => code === 'NOT_CONNECTED').length, 2)
    await client.payments(payment('W-p'))
    assert.equal((await client.one('ledger', 'W-1')).status, 0)
    await client.connect('PROCOUNTOR')
    await client.settled('ledger', ['W-1'])
    await client.settled('payment', ['W-p'])
    assert.equal((await client.one('ledger', 'W-other')).status, 0)
    await client.connect('NETBARON', {}, { companyIdentifier: '7654321-2' })
    await client.settled('ledger', ['W-other'])
    assert.deepEqual(await client.arrivals('NETBARON', 'ledger', ['W-other'], '7654321-2'), ['W-other'])
    assert.deepEqual(await client.arrivals('PROCOUNTOR', 'ledger', ['W-1', 'W-other']), ['W-1'])
  })

  test('payments that name no company go to the default connection, others to the company they name', async () => {
    const client = await world.client()
    await client.connect('PROCOUNTOR')
    await client.connect('PROCOUNTOR', {}, { companyIdentifier: '7654321-2' })
    assert.equal((await client.connection(COMPANY))['isDefault'], true)
    await client.payments(payment('D-1'), payment('D-2', { companyIdentifier: '7654321-2' }))
    await client.settled('payment', ['D-1', 'D-2'])
    await client.connect('PROCOUNTOR', {}, { companyIdentifier: '7654321-2', isDefault: true })
    await client.payments(payment('D-3'))
    await client.settled('payment', ['D-3'])
    const ids = ['D-1', 'D-2', 'D-3']
    assert.deepEqual(await client.arrivals('PROCOUNTOR', 'payment', ids), ['D-1'])
    assert.deepEqual(await client.arrivals('PROCOUNTOR', 'payment', ids, '7654321-2'), ['D-2', 'D-3'])
  })

  test('two companies whose vouchers have the same ids are not mistaken for each other', async () => {
    const client = await world.client()
    const other = '7654321-2'
    await client.connect('PROCOUNTOR')
    await client.connect('PROCOUNTOR', {}, { companyIdentifier: other })
    await client.ledgers(ledger('T-1'))
    await client.settled('ledger', ['T-1'])
    await client.fault('PROCOUNTOR', { fault: 'COMMIT_THEN_CUT' }, other)
    await client.ledgers(ledger('T-2', { companyIdentifier: other }))
    await client.settled('ledger', ['T-2'])
    const [one, two] = await Promise.all([client.books('PROCOUNTOR'), client.books('PROCOUNTOR', other)])
    assert.equal(one.vouchers[0]?.['id'], two.vouchers[0]?.['id'], 'both companies count alike')
    assert.deepEqual(await client.arrivals('PROCOUNTOR', 'ledger', ['T-2'], other), ['T-2'])
  })
})
