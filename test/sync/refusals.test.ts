import { strict as assert } from 'node:assert'
import { after, before, describe, test } from 'node:test'
import { SYSTEMS } from '../support/sync/systems.ts'
import { until } from '../support/until.ts'
import { type TestClient, ledger, named, payment } from '../support/sync/client.ts'
import { type World, startWorld } from '../support/sync/world.ts'

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world.stop())

/** Retries when it has failed; says how it stands in words. */
async function retried(client: TestClient, id: string): Promise<string> {
  const { status, description } = await client.one('ledger', id)
  if (status === 2) assert.equal((await client.call('POST', `/accounting/ledger/${id}/retry`)).status, 200)
  return status === 1 ? 'synced' : description
}

const GONE_WRONG = '2024-12-31'

describe('refused documents', { concurrency: true }, () => {
  for (const system of SYSTEMS) {
    test(`${system}: a closed period fails the document with the system's words and advice; the others arrive`, async () => {
      const client = await world.client()
      await client.connect(system)
      await client.configure(system, { closedBefore: '2025-01-01' })
      const closed = ledger('R-2', { documentDate: GONE_WRONG })
      closed['ledgerRows'] = (closed['ledgerRows'] as object[]).map((row) => ({ ...row, bookingDate: GONE_WRONG }))
      await client.ledgers(ledger('R-1'), closed, ledger('R-3'))
      await client.settled('ledger', ['R-1', 'R-3'])
      await client.settled('ledger', ['R-2'], 2)
      const { description } = await client.one('ledger', 'R-2')
      assert.match(description, /^Failed: [A-Z0-9_]+: .{20,}/)
      assert.match(description, /retry|submit|open/i)
      const ids = ['R-1', 'R-2', 'R-3']
      assert.deepEqual(await client.arrivals(system, 'ledger', ids), ['R-1', 'R-3'])

      await client.configure(system, { closedBefore: '2020-01-01' })
      // A connector may believe for a few seconds that the period is still closed: a person retries again.
      await until(
        'retried and synced',
        () => retried(client, 'R-2'),
        (state) => state === 'synced',
      )
      assert.deepEqual(await client.arrivals(system, 'ledger', ids), ['R-1', 'R-3', 'R-2'])
    })
  }

  test('an ordered refusal is reported in its own words', async () => {
    const client = await world.client()
    await client.connect('PROCOUNTOR')
    await client.fault('PROCOUNTOR', { fault: 'REFUSE', code: 'account', text: 'Tili 1701 on lukittu' })
    await client.ledgers(ledger('O-1'), ledger('O-2'))
    await client.settled('ledger', ['O-1'], 2)
    await client.settled('ledger', ['O-2'])
    assert.match((await client.one('ledger', 'O-1')).description, /Tili 1701 on lukittu/)
  })

  const invoice = { invoiceNumber: '555001' }
  const listed = { invoices: 'listed', listedInvoices: [{ number: '555002', openSum: 10_000 }] }
  const found = {
    invoices: 'listed',
    listedInvoices: [...listed.listedInvoices, { number: '555001', openSum: 10_000 }],
  }

  test('payments of the invoice wait by default, others go on; a retry sends all in order', async () => {
    const client = await world.client()
    await client.connect('PROCOUNTOR')
    await client.configure('PROCOUNTOR', listed)
    const other = { invoiceNumber: '555002' }
    await client.payments(payment('H-1', invoice, 10), payment('H-2', invoice, 20), payment('H-3', other, 30))
    await client.settled('payment', ['H-1'], 2)
    await client.settled('payment', ['H-3'])
    await client.payments(payment('H-4', invoice, 40))
    const waits = async () => [await client.one('payment', 'H-2'), await client.one('payment', 'H-4')]
    await until('they wait', waits, (two) => two.every(({ description }) => /waits for an earlier/.test(description)))
    assert.deepEqual(
      (await waits()).map(({ status }) => status),
      [0, 0],
    )

    await client.configure('PROCOUNTOR', found)
    assert.equal((await client.call('POST', '/accounting/payment/H-1/retry')).status, 200)
    await client.settled('payment', ['H-1', 'H-2', 'H-4'])
    const sums = (await client.books('PROCOUNTOR')).payments.map(({ sum }) => sum)
    assert.deepEqual(sums, [30, 10, 20, 40])
  })

  test('onRefusal CONTINUE: payments of the same invoice go on', async () => {
    const client = await world.client()
    await client.connect('PROCOUNTOR', { onRefusal: 'CONTINUE' })
    await client.fault('PROCOUNTOR', { fault: 'REFUSE', text: 'no' })
    await client.payments(payment('C-1', invoice, 10), payment('C-2', invoice, 20))
    await client.settled('payment', ['C-1'], 2)
    await client.settled('payment', ['C-2'])
  })

  test('changing to CONTINUE lets those go on that waited', async () => {
    const client = await world.client()
    await client.connect('PROCOUNTOR')
    await client.fault('PROCOUNTOR', { fault: 'REFUSE', text: 'no' })
    await client.payments(payment('C-3', invoice, 10), payment('C-4', invoice, 20))
    const waits = async () => (await client.one('payment', 'C-4')).description
    await until('it waits', waits, (text) => /waits for an earlier/.test(text))
    await client.connect('PROCOUNTOR', { onRefusal: 'CONTINUE' })
    await client.settled('payment', ['C-4'])
    assert.equal((await client.one('payment', 'C-3')).status, 2)
  })

  test('onRefusal WAIT: nothing of the connection goes on until it is corrected', async () => {
    const client = await world.client()
    await client.connect('PROCOUNTOR', { onRefusal: 'WAIT' })
    await client.fault('PROCOUNTOR', { fault: 'REFUSE', text: 'no' })
    const ids = named('W', 20)
    await client.ledgers(...ids.map((id) => ledger(id)))
    await client.settled('ledger', ['W-001'], 2)
    await client.payments(payment('W-p'))
    await world.workerLooked()
    assert.deepEqual(await client.arrivals('PROCOUNTOR', 'ledger', ids), [])
    assert.equal((await client.one('payment', 'W-p')).status, 0)
    assert.equal((await client.call('POST', '/accounting/ledger/W-001/retry')).status, 200)
    await client.settled('ledger', ids)
    await client.settled('payment', ['W-p'])
    assert.deepEqual(await client.arrivals('PROCOUNTOR', 'ledger', ids), ids)
  })

  test('only failed documents are retried', async () => {
    const client = await world.client()
    await client.connect('PROCOUNTOR')
    await client.ledgers(ledger('N-1'))
    await client.settled('ledger', ['N-1'])
    assert.equal((await client.call('POST', '/accounting/ledger/N-1/retry')).status, 422)
    assert.equal((await client.call('POST', '/accounting/ledger/N-none/retry')).status, 404)
  })
})

describe('NetBaron confirms later', { concurrency: true }, () => {
  test('a delivered document waits until it is acknowledged', async () => {
    const client = await world.client()
    await client.connect('NETBARON')
    await client.configure('NETBARON', { ackMode: 'manual' })
    await client.ledgers(ledger('K-1'))
    const description = async () => (await client.one('ledger', 'K-1')).description
    await until('delivered', description, (text) => /^Pending: delivered to NetBaron/.test(text))
    assert.deepEqual(await client.arrivals('NETBARON', 'ledger', ['K-1']), [])
    await client.configure('NETBARON', {})
    await client.settled('ledger', ['K-1'])
    assert.equal((await client.one('ledger', 'K-1')).documentStatus, 'Approved')
    assert.deepEqual(await client.arrivals('NETBARON', 'ledger', ['K-1']), ['K-1'])
  })

  test('delivered, then refused by the import; corrected and retried it is booked once', async () => {
    const client = await world.client()
    await client.connect('NETBARON')
    await client.configure('NETBARON', { ackMode: 'manual', missingAccounts: ['3000'] })
    await client.ledgers(ledger('K-2'), ledger('K-3'))
    const description = async () => (await client.one('ledger', 'K-2')).description
    await until('delivered', description, (text) => /^Pending: delivered to NetBaron/.test(text))
    await client.configure('NETBARON', { missingAccounts: ['3000'] })
    await client.settled('ledger', ['K-2', 'K-3'], 2)
    assert.match(await description(), /3000/)
    await client.configure('NETBARON', {})
    for (const id of ['K-2', 'K-3'])
      assert.equal((await client.call('POST', `/accounting/ledger/${id}/retry`)).status, 200)
    await client.settled('ledger', ['K-2', 'K-3'])
    assert.deepEqual(await client.arrivals('NETBARON', 'ledger', ['K-2', 'K-3']), ['K-2', 'K-3'])
  })

  test('an ambiguous delivery that is not yet confirmed stays delivered, and is sent once', async () => {
    const client = await world.client()
    await client.connect('NETBARON')
    await client.configure('NETBARON', { ackMode: 'manual' })
    await client.fault('NETBARON', { fault: 'COMMIT_THEN_CUT' })
    await client.ledgers(ledger('K-4'))
    const description = async () => (await client.one('ledger', 'K-4')).description
    await until('delivered', description, (text) => /^Pending: delivered to NetBaron/.test(text))
    await client.configure('NETBARON', {})
    await client.settled('ledger', ['K-4'])
    assert.deepEqual(await client.arrivals('NETBARON', 'ledger', ['K-4']), ['K-4'])
  })
})
