import { strict as assert } from 'node:assert'
import { after, before, describe, test } from 'node:test'
import type { FaultOrder } from '../../src/simulators/kit/faults.ts'
import { FACTS, SYSTEMS } from '../support/sync/systems.ts'
import { until } from '../support/until.ts'
import { ledger, markerOfArrived, named, payment } from '../support/sync/client.ts'
import { type World, startWorld } from '../support/sync/world.ts'

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world.stop())

/** Longer than the time-out, and in one case than the settling time too. */
const FAULTS: FaultOrder[] = [
  { fault: 'COMMIT_THEN_CUT' },
  { fault: 'COMMIT_THEN_CUT', times: 3 },
  { fault: 'COMMIT_THEN_HTML_502' },
  { fault: 'COMMIT_THEN_SLOW', delayMs: 900 },
  { fault: 'CUT' },
  { fault: 'CUT', times: 3 },
  { fault: 'HTML_502', times: 2 },
  { fault: 'SLOW', delayMs: 700 },
]

describe('after an outcome that is not known, a document stands there once', { concurrency: 6 }, () => {
  for (const system of SYSTEMS) {
    for (const fault of FAULTS) {
      const name = `${fault.fault}${fault.times === undefined ? '' : ` × ${fault.times}`}`
      test(`${system}: ${name} of a ledger`, async () => {
        const client = await world.client()
        await client.connect(system)
        const ids = named('L', 12)
        await client.ledgers(...ids.slice(0, 4).map((id) => ledger(id)))
        await client.settled('ledger', ids.slice(0, 4))
        await client.fault(system, fault)
        await client.ledgers(...ids.slice(4).map((id) => ledger(id)))
        await client.settled('ledger', ids)
        assert.deepEqual(await client.arrivals(system, 'ledger', ids), ids)
      })
      test(`${system}: ${name} of a payment`, async () => {
        const client = await world.client()
        await client.connect(system)
        const ids = named('P', 6)
        await client.payments(payment('P-000'))
        await client.settled('payment', ['P-000'])
        await client.fault(system, fault)
        await client.payments(...ids.map((id) => payment(id)))
        await client.settled('payment', ids)
        const all = ['P-000', ...ids]
        assert.deepEqual(await client.arrivals(system, 'payment', all), all)
      })
    }

    test(`${system}: a document of several vouchers, cut between them`, async () => {
      const client = await world.client()
      await client.connect(system)
      const split = ledger('S-1')
      const [debit, credit] = split['ledgerRows'] as Record<string, unknown>[]
      split['ledgerRows'] = [
        debit,
        credit,
        { ...debit, bookingDate: '2026-03-05' },
        { ...credit, bookingDate: '2026-03-05' },
      ]
      await client.fault(system, { fault: 'COMMIT_THEN_CUT' })
      await client.ledgers(split)
      await client.settled('ledger', ['S-1'])
      const { vouchers } = await client.books(system)
      const markers = vouchers.map(markerOfArrived)
      assert.equal(new Set(markers).size, markers.length, `no voucher twice: ${markers.join(', ')}`)
      assert.equal(vouchers.length, FACTS[system].splitsByDate ? 2 : 1)
    })
  }

  test('a request that ends late is waited for, wherever in a batch it was', async () => {
    const client = await world.client()
    await client.connect('PROCOUNTOR')
    await client.configure('PROCOUNTOR', { latencyMs: 250 })
    const ids = named('B', 8)
    await client.ledgers(...ids.map((id) => ledger(id)))
    const arrived = async () => (await client.books('PROCOUNTOR')).vouchers.length
    await until('some arrived', arrived, (count) => count >= 4)
    // Ends 450 ms after we gave it up: later than a look at once, earlier than the settling time.
    await client.fault('PROCOUNTOR', { fault: 'SLOW', delayMs: 600 })
    await client.settled('ledger', ids)
    assert.deepEqual(await client.arrivals('PROCOUNTOR', 'ledger', ids), ids)
  })

  test('two payments that are equal in all but their identifiers stay two', async () => {
    for (const system of SYSTEMS) {
      const client = await world.client()
      await client.connect(system)
      await client.fault(system, { fault: 'COMMIT_THEN_CUT' })
      const same = { invoiceNumber: '133720800', paymentReference: '1337109' }
      await client.payments(payment('E-1', same), payment('E-2', same))
      await client.settled('payment', ['E-1', 'E-2'])
      await client.fault(system, { fault: 'CUT' })
      await client.payments(payment('E-3', same))
      await client.settled('payment', ['E-3'])
      const { payments } = await client.books(system)
      assert.equal(payments.length, 3, `${system}: ${JSON.stringify(payments)}`)
    }
  })

  test('a failed document that was stored after all is found by a retry, not sent twice', async () => {
    const client = await world.client()
    await client.connect('PROCOUNTOR', { attemptsMax: 1 })
    await client.fault('PROCOUNTOR', { fault: 'COMMIT_THEN_CUT' })
    await client.ledgers(ledger('F-1'))
    await client.settled('ledger', ['F-1'], 2)
    assert.match((await client.one('ledger', 'F-1')).description, /^Failed: GAVE_UP/)
    assert.equal((await client.call('POST', '/accounting/ledger/F-1/retry')).status, 200)
    await client.settled('ledger', ['F-1'])
    assert.deepEqual(await client.arrivals('PROCOUNTOR', 'ledger', ['F-1']), ['F-1'])
  })
})
