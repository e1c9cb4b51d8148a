/** Fennoa's connector against its simulator: the cases that the kit does not play. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { publishedPayment } from '../../../test/support/connectors/examples.ts'
import { publishedLedger, row } from '../../../test/support/connectors/procountor/examples.ts'
import { type ConnectorWorld, failureOf, signal, startConnectorWorld } from '../../../test/support/connectors/world.ts'
import type { LedgerDocument, PaymentDocument, PlannedVoucher, Session } from '../port.ts'
import { wordsOf } from './errors.ts'
import { fennoa } from './index.ts'

const MAPPINGS = { voucherTypes: {}, vatCodes: { '20': '1' }, dimensions: {}, paymentMethods: {} }
const FAST = { callsPerSecond: 1_000_000 }

let world: ConnectorWorld
let session: Session
let number = 0
before(async () => {
  world = await startConnectorWorld(fennoa)
})
after(() => world.close())
beforeEach(async () => {
  await world.set({})
  world.clearFaults()
  session = world.open({ settings: FAST, mappings: MAPPINGS })
})
const first = async (document: LedgerDocument | PaymentDocument, by = session): Promise<PlannedVoucher> => {
  const [planned] = await by.plan(document)
  assert.ok(planned)
  return planned
}
const ledger = (changes: Partial<LedgerDocument> = {}) => publishedLedger({ identifier: `d-${++number}`, ...changes })
const payment = (changes: Partial<PaymentDocument> = {}) =>
  publishedPayment({ identifier: `d-${++number}`, ...changes })
const sent = async (document: LedgerDocument | PaymentDocument) => session.send(await first(document), signal)
const later = () => {
  world.clock.now = new Date(world.clock.now.getTime() + 700_000)
}

test('a statement is read back with its rows, also over the end of an accounting period', async () => {
  await sent(ledger())
  const newYear = { bookingDate: '2026-01-02' }
  await sent(ledger({ rows: [row('1701', 7n, newYear), row('3000', -7n, newYear)] }))
  const read = await session.readBack('ledger', '2025-12-01', '2026-01-31', signal)
  assert.deepEqual(
    read.map(({ date, total, label }) => [date, total, label]),
    [
      ['2025-12-12', 299_000n, 'CA 1'],
      ['2026-01-02', 7n, 'CA 2'],
    ],
  )
  // The ledger is sorted by account.
  assert.deepEqual(read[0]?.lines, [
    { account: '1701', amount: 299_000n },
    { account: '2939', amount: -60_753n },
    { account: '3000', amount: -238_247n },
  ])
})

test('a ledger of many rows is read page by page', async () => {
  const rows = Array.from({ length: 600 }, (_, i) => row('1701', i % 2 === 0 ? 1n : -1n))
  const planned = await first(ledger({ rows }))
  const { remoteId } = await session.send(planned, signal)
  const [found, ...others] = await session.find(planned, signal)
  assert.deepEqual([found?.remoteId, found?.total, found?.lines?.length, others.length], [remoteId, 300n, 600, 0])
})

test('nothing of a document is stored when a later part of it lies in a locked or missing period', async () => {
  const early = { bookingDate: '2025-12-01' }
  const late = { bookingDate: '2026-01-02' }
  const rows = [row('1701', 1n, late), row('3000', -1n, late), row('1701', 2n, early), row('3000', -2n, early)]
  for (const settings of [
    { closedBefore: '2026-01-03' },
    { accountingPeriods: [{ from: '2025-01-01', to: '2025-12-31' }] },
  ]) {
    await world.set(settings)
    later()
    const before = (await world.books()).vouchers.length
    for (const part of await session.plan(ledger({ rows }))) {
      assert.equal((await failureOf(session.send(part, signal))).code, 'PERIOD_CLOSED')
    }
    assert.equal((await world.books()).vouchers.length, before)
  }
})

test('each refusal of Fennoa has our code, its words and advice', async () => {
  const cases: [object, LedgerDocument | PaymentDocument, string][] = [
    [{ missingAccounts: ['3000'] }, ledger(), 'ACCOUNT_UNKNOWN'],
    [{ vatCodes: [{ id: 9, name: 'other' }] }, ledger(), 'VAT_CODE_UNKNOWN'],
    [
      {
        dimensions: [
          { id: 1, name: 'Kustannuspaikka', codes: ['1'] },
          { id: 2, name: 'Projekti', codes: ['1'] },
        ],
      },
      ledger(),
      'DIMENSION_UNKNOWN',
    ],
    [{ salesClosedBefore: '2026-03-01' }, payment(), 'PERIOD_CLOSED'],
    [{ paymentTypes: [7] }, payment(), 'PAYMENT_METHOD_UNKNOWN'],
  ]
  for (const [settings, document, code] of cases) {
    await world.set(settings)
    later()
    const error = await failureOf(sent(document))
    assert.deepEqual([error.kind, error.code], ['refused', code])
    assert.match(error.message, /^Fennoa answered 400 to POST \/(accounting_api\/add|sales_api\/add\/payment): .{10,}/)
    assert.match(error.advice, /retry/)
  }
  await world.set({})
  later()
  const series = world.open({ settings: { ...FAST, voucherSeries: 'XX' }, mappings: MAPPINGS })
  const unknown = await failureOf(series.send(await first(ledger(), series), signal))
  assert.equal(unknown.code, 'VOUCHER_TYPE_UNKNOWN')
  world.order('REFUSE', { text: 'Jotain muuta' })
  const other = await failureOf(sent(ledger()))
  assert.deepEqual([other.kind, other.code], ['refused', 'HTTP_400'])
  assert.match(other.message, /Jotain muuta/)
  world.order('REFUSE', { code: 'FORBIDDEN' })
  assert.equal((await failureOf(sent(ledger()))).kind, 'auth')
})

test('a dimension type is found by a name in any language or by its number; another is refused', async () => {
  for (const type of ['cost centre', 'Kostnadsställe', '1']) {
    const dimensions = { COST_CENTER: type, PROJECT: '' }
    const own = world.open({ settings: FAST, mappings: { ...MAPPINGS, dimensions } })
    await own.send(await first(ledger(), own), signal)
    assert.match(JSON.stringify((await world.books()).vouchers.at(-1)), /"dim_1":"1000"/)
  }
  const own = world.open({ settings: FAST, mappings: { ...MAPPINGS, dimensions: { PROJECT: 'Site' } } })
  const error = await failureOf(own.send(await first(ledger(), own), signal))
  assert.equal(error.code, 'DIMENSION_UNKNOWN')
  assert.match(error.message, /it has Kustannuspaikka \(1\), Projekti \(2\)/)
})

test('a payment needs an approved invoice; where lists show no descriptions, invoice and sum decide', async () => {
  await world.set({
    invoices: 'listed',
    paymentDescriptions: false,
    listedInvoices: [
      { number: '801', openSum: 1_000 },
      { number: '802', openSum: 1_000 },
      { number: '803', openSum: 1_000, approved: false },
    ],
  })
  for (const invoiceNumber of ['803', '80']) {
    assert.equal((await failureOf(sent(payment({ invoiceNumber })))).code, 'INVOICE_NOT_FOUND')
  }
  const planned = await first(payment({ invoiceNumber: '801' }))
  const { remoteId } = await session.send(planned, signal)
  await sent(payment({ invoiceNumber: '802' }))
  await sent(payment({ invoiceNumber: '801', amount: 1n }))
  assert.deepEqual(
    (await session.find(planned, signal)).map((one) => one.remoteId),
    [remoteId],
  )
})

test('a payment that becomes a statement is found by its marker, and read back as a payment', async () => {
  const own = world.open({ settings: { ...FAST, payments: 'STATEMENT' }, mappings: MAPPINGS })
  const planned = await first(payment(), own)
  const { remoteId } = await own.send(planned, signal)
  assert.equal((await own.find(planned, signal))[0]?.remoteId, remoteId)
  const read = await own.readBack('payment', planned.date, planned.date, signal)
  assert.equal(read.find((one) => one.marker === planned.marker)?.total, 11_000n)
})

test('a test of the connection lists periods, VAT handlings and dimension types', async () => {
  await world.set({ closedBefore: '2026-02-01' })
  const { message, details } = await session.test(signal)
  assert.match(message, /API user sim-7-123456-7: 20 accounting periods, locked until 2026-01-31/)
  assert.match(JSON.stringify(details), /"id":"1","name":"Kotimaan myynti 25,5 %".*"name":"Kustannuspaikka"/)
})

test('errors of every shape become one line, each text once', () => {
  for (const [errors, words] of [
    ['Bad', 'Bad'],
    [['Bad', 'Bad', 'Worse'], 'Bad; Worse'],
    [{ entry_date: ['Locked', 'Locked'], account: [null] }, 'entry_date: Locked; account: no reason'],
    [{ row: { account: ['Unknown'] } }, 'row: account: Unknown'],
    [[null], ''],
    [undefined, ''],
  ] as const) {
    assert.equal(wordsOf(errors), words)
  }
})
