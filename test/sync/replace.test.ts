/** A refused document is replaced by other content with its identifier, or dropped; what waited for it goes on. */
import type { System } from '../../src/connectors/port.ts'
import { strict as assert } from 'node:assert'
import { after, before, describe, test } from 'node:test'
import { currencyOf, FACTS, SYSTEMS } from '../support/sync/systems.ts'
import { until } from '../support/until.ts'
import { type Answer, type Json, type TestClient, ledger, payment } from '../support/sync/client.ts'
import { type World, startWorld } from '../support/sync/world.ts'

let world: World
before(async () => {
  world = await startWorld({ SYNC_LEASE_SECONDS: '10' })
})
after(() => world.stop())

const INVOICE = '555001'
const LISTED = { invoices: 'listed', listedInvoices: [{ number: INVOICE, openSum: 10_000, reference: '5550016' }] }
const right = (id: string, amount: number) => payment(id, { invoiceNumber: INVOICE }, amount)
const wrong = (system: System, id: string, amount: number) =>
  payment(id, { invoiceNumber: INVOICE, ...FACTS[system].wrongPayment }, amount)

/** A connected client whose payment `first` was refused, and whose payment `second` of the same invoice waits. */
async function blocked(system: System, first: string, second: string): Promise<TestClient> {
  const client = await world.client()
  await client.connect(system, PATIENT)
  if (FACTS[system].listsInvoices) await client.configure(system, LISTED)
  await client.payments(wrong(system, first, 10), right(second, 20))
  await client.settled('payment', [first], 2)
  const description = async () => (await client.one('payment', second)).description
  await until('it waits', description, (text) => /waits for an earlier/.test(text))
  return client
}

/** No request fails for being slow: what these tests order is all that goes wrong. */
const PATIENT = { requestTimeoutMs: 8_000, settleMs: 8_000 }

const codes = (answer: Json) => ((answer['warnings'] ?? []) as Json[]).map((warning) => warning['code'])
const drop = (client: TestClient, kind: string, id: string): Promise<Answer> =>
  client.call('POST', `/accounting/${kind}/${id}/drop`)

async function sums(client: TestClient, system: System): Promise<number[]> {
  return (await client.books(system)).payments.map((one) => Number(one['sum'] ?? one['amount']))
}

describe('a refused document', { concurrency: 4 }, () => {
  for (const system of SYSTEMS) {
    test(`${system}: is replaced in its place by a payment with the same identifier, and its successor passes`, async () => {
      const client = await blocked(system, 'A-1', 'A-2')
      assert.deepEqual(codes(await client.payments(right('A-1', 11))), ['REPLACED'])
      await client.settled('payment', ['A-1', 'A-2'])
      assert.equal((await client.books(system)).payments.length, 2)
      if (FACTS[system].listsInvoices) assert.deepEqual(await sums(client, system), [11, 20])
      const { rows } = await world.pool.query(
        `select version, payload->>'amount' as amount, status, failure_code is not null as failed
         from accounting_document_version where client_id = $1 and kind = 'payment' and identifier = 'A-1'`,
        [client.id],
      )
      assert.deepEqual(rows, [{ version: 1, amount: '10', status: 'failed', failed: true }])
      // A sent document is not replaced any more; equal content changes nothing.
      assert.deepEqual(codes(await client.payments(right('A-1', 11))), [])
      assert.equal(
        (
          await client.call('POST', '/accounting/payment', {
            payments: [{ currency: currencyOf(system), ...right('A-1', 12) }],
          })
        ).status,
        409,
      )
    })

    test(`${system}: is dropped, stays listed, and its successor passes`, async () => {
      const client = await blocked(system, 'B-1', 'B-2')
      const { status, body } = await drop(client, 'payment', 'B-1')
      assert.equal(status, 200)
      assert.deepEqual([body['status'], body['description'], body['sourceIdentifier']], [3, 'Dropped', 'B-1'])
      assert.deepEqual(codes(body), [])
      await client.settled('payment', ['B-2'])
      const listed = await client.one('payment', 'B-1')
      assert.equal(listed.status, 3)
      assert.match(listed.description, /^Dropped: It had failed\. [A-Z_]+: /)
      const filtered = await client.call('GET', '/accounting/payment?status=3')
      assert.equal((filtered.body['payments'] as Json[]).length, 1)
      assert.equal((await drop(client, 'payment', 'B-1')).status, 200)
      assert.equal((await client.call('POST', '/accounting/payment/B-1/retry')).status, 422)
      // Equal content does not bring it back; other content does, behind the documents that went on.
      assert.deepEqual(codes(await client.payments(wrong(system, 'B-1', 10))), [])
      assert.equal((await client.one('payment', 'B-1')).status, 3)
      assert.deepEqual(codes(await client.payments(right('B-1', 11))), ['REPLACED'])
      await client.settled('payment', ['B-1', 'B-2'])
      if (FACTS[system].listsInvoices) assert.deepEqual(await sums(client, system), [20, 11])
    })

    test(`${system}: a ledger that names an account the chart lacks is replaced by one that does not`, async () => {
      const client = await world.client()
      await client.connect(system, PATIENT)
      await client.configure(system, { missingAccounts: ['3000'] })
      await client.ledgers(ledger('C-1'))
      await client.settled('ledger', ['C-1'], 2)
      const rows = (ledger('C-1')['ledgerRows'] as Json[]).map((row) =>
        row['accountNumber'] === '3000' ? { ...row, accountNumber: '3100' } : row,
      )
      assert.deepEqual(codes(await client.ledgers(ledger('C-1', { ledgerRows: rows }))), ['REPLACED'])
      await client.settled('ledger', ['C-1'])
      assert.deepEqual(await client.arrivals(system, 'ledger', ['C-1']), ['C-1'])
    })

    // A payment keeps its currency, so the client moves to a system whose books are in the same one.
    const moves = currencyOf(system) === 'EUR'
    test(`${system}: is replaced or dropped after the client has moved to another system`, {
      skip: !moves,
    }, async () => {
      const to: System = system === 'NETBARON' ? 'PROCOUNTOR' : 'NETBARON'
      const client = await blocked(system, 'D-1', 'D-2')
      await client.payments(payment('D-3', { invoiceNumber: INVOICE, currency: 'SEK' }, 30), right('D-4', 40))
      await client.connect(to, PATIENT)
      if (to === 'PROCOUNTOR') await client.configure(to, LISTED)
      await client.payments(right('D-1', 11))
      await client.settled('payment', ['D-1', 'D-2'])
      await client.settled('payment', ['D-3'], 2)
      assert.equal((await drop(client, 'payment', 'D-3')).status, 200)
      await client.settled('payment', ['D-4'])
      assert.equal((await client.books(to)).payments.length, 3)
      assert.equal((await client.books(system)).payments.length, 0)
    })
  }

  test('is not replaced while a request that carried it may have arrived; a retry finds out', async () => {
    const client = await world.client()
    await client.connect('PROCOUNTOR', { ...PATIENT, attemptsMax: 1 })
    await client.fault('PROCOUNTOR', { fault: 'COMMIT_THEN_HTML_502' })
    await client.ledgers(ledger('E-1'))
    await client.settled('ledger', ['E-1'], 2)
    const other = ledger('E-1', { documentDescription: 'other' })
    const refused = await client.call('POST', '/accounting/ledger', { ledgers: other })
    assert.equal(refused.status, 409)
    assert.match(String(refused.body['detail']), /E-1 failed, but its request may have arrived. Retry it/)
    assert.equal((await client.call('POST', '/accounting/ledger/E-1/retry')).status, 200)
    await client.settled('ledger', ['E-1'])
    assert.deepEqual(await client.arrivals('PROCOUNTOR', 'ledger', ['E-1']), ['E-1'])
  })

  test('dropping one that may have arrived says so', async () => {
    const client = await world.client()
    await client.connect('PROCOUNTOR', { ...PATIENT, attemptsMax: 1 })
    await client.fault('PROCOUNTOR', { fault: 'HTML_502' })
    await client.ledgers(ledger('F-1'))
    await client.settled('ledger', ['F-1'], 2)
    const { status, body } = await drop(client, 'ledger', 'F-1')
    assert.equal(status, 200)
    assert.deepEqual(codes(body), ['MAYBE_STORED'])
    const other = ledger('F-1', { documentDescription: 'other' })
    assert.equal((await client.call('POST', '/accounting/ledger', { ledgers: other })).status, 409)
  })

  test('a voucher of which one part stands there already is not replaced', async () => {
    const client = await world.client()
    await client.connect('NETVISOR', PATIENT)
    await client.configure('NETVISOR', { missingAccounts: ['3200'] })
    const rows = (bookingDate: string, account: string) =>
      (ledger('G-1')['ledgerRows'] as Json[]).map((row) => ({
        ...row,
        bookingDate,
        accountNumber: row['accountNumber'] === '3000' ? account : row['accountNumber'],
      }))
    const parts = [...rows('2026-03-02', '3000'), ...rows('2026-03-03', '3200')]
    await client.ledgers(ledger('G-1', { ledgerRows: parts }))
    await client.settled('ledger', ['G-1'], 2)
    assert.equal((await client.books('NETVISOR')).vouchers.length, 1)
    const other = ledger('G-1', { ledgerRows: [...rows('2026-03-02', '3000'), ...rows('2026-03-03', '3100')] })
    assert.equal((await client.call('POST', '/accounting/ledger', { ledgers: other })).status, 409)
    await client.configure('NETVISOR', {})
    assert.equal((await client.call('POST', '/accounting/ledger/G-1/retry')).status, 200)
    await client.settled('ledger', ['G-1'])
    assert.equal((await client.books('NETVISOR')).vouchers.length, 2)
  })

  test('is replaced together with new documents, all or none', async () => {
    const client = await blocked('NETBARON', 'H-1', 'H-2')
    await client.settled('payment', ['H-1'], 2)
    const both = { payments: [right('H-1', 11), right('H-2', 99)].map((one) => ({ currency: 'EUR', ...one })) }
    assert.equal((await client.call('POST', '/accounting/payment', both)).status, 409)
    assert.equal((await client.one('payment', 'H-1')).status, 2)
    assert.deepEqual(codes(await client.payments(right('H-3', 30), right('H-1', 11))), ['REPLACED'])
    await client.settled('payment', ['H-1', 'H-2', 'H-3'])
  })

  test('one that was held a moment after the drop goes on all the same', async () => {
    const client = await blocked('PROCOUNTOR', 'M-1', 'M-2')
    assert.equal((await drop(client, 'payment', 'M-1')).status, 200)
    await client.settled('payment', ['M-2'])
    // The row looks as a runner leaves it that had read the queue before the drop and wrote after it.
    await client.payments(right('M-3', 30))
    await client.settled('payment', ['M-3'])
    await world.pool.query(
      `update accounting_document set status = 'pending', held = true, remote_ids = '{}', description = 'waits'
       where client_id = $1 and identifier = 'M-3'`,
      [client.id],
    )
    await client.settled('payment', ['M-3'])
  })

  test('only failed documents are dropped', async () => {
    const client = await world.client()
    await client.connect('PROCOUNTOR', PATIENT)
    await client.ledgers(ledger('K-1'))
    await client.settled('ledger', ['K-1'])
    assert.equal((await drop(client, 'ledger', 'K-1')).status, 422)
    assert.equal((await drop(client, 'ledger', 'K-none')).status, 404)
    assert.equal((await drop(client, 'invoice', 'K-1')).status, 404)
  })

  test('onRefusal WAIT: the queue goes on once the refused one is dropped', async () => {
    const client = await world.client()
    await client.connect('PROCOUNTOR', { ...PATIENT, onRefusal: 'WAIT' })
    await client.fault('PROCOUNTOR', { fault: 'REFUSE', text: 'no' })
    await client.ledgers(ledger('L-1'), ledger('L-2'))
    await client.settled('ledger', ['L-1'], 2)
    assert.equal((await client.one('ledger', 'L-2')).status, 0)
    assert.equal((await drop(client, 'ledger', 'L-1')).status, 200)
    await client.settled('ledger', ['L-2'])
  })
})
