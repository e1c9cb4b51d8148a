/** e-conomic's connector against its simulator: what the kit does not play. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { publishedPayment } from '../../../test/support/connectors/examples.ts'
import { row } from '../../../test/support/connectors/procountor/examples.ts'
import { publishedLedger } from '../../../test/support/connectors/procountor/examples.ts'
import { type ConnectorWorld, failureOf, signal, startConnectorWorld } from '../../../test/support/connectors/world.ts'
import type { LedgerDocument, PaymentDocument, PlannedVoucher, Session } from '../port.ts'
import { economic } from './index.ts'

let world: ConnectorWorld
let session: Session
let number = 0
before(async () => {
  world = await startConnectorWorld(economic)
})
after(() => world.close())
beforeEach(async () => {
  await world.set({})
  world.clearFaults()
  session = world.open()
})
const DAY = '2026-02-25'
const first = async (document: LedgerDocument | PaymentDocument, by = session): Promise<PlannedVoucher> => {
  const [planned] = await by.plan(document)
  assert.ok(planned)
  return planned
}
const ledger = (changes: Partial<LedgerDocument> = {}) => {
  const onDay = { bookingDate: DAY }
  const rows = [
    row('6190', 12_500n, onDay),
    row('1010', -10_000n, { ...onDay, amount: -12_500n, vatPercentage: 25, vatCode: 'U25' }),
    row('7680', -2_500n, { ...onDay, isVatRow: true }),
  ]
  return publishedLedger({ identifier: `d-${++number}`, documentDate: DAY, rows, ...changes })
}
const payment = (changes: Partial<PaymentDocument> = {}) =>
  publishedPayment({ identifier: `d-${++number}`, currency: 'DKK', paymentDate: DAY, ...changes })
const sent = async (document: LedgerDocument | PaymentDocument) => session.send(await first(document), signal)
const books = async () =>
  (await world.books()) as unknown as { vouchers: object[]; payments: Record<string, unknown>[] }

test('a voucher waits in its journal as a draft; by setting the journal is booked, and its entries are found in the year', async () => {
  const draft = await first(ledger())
  assert.equal((await session.send(draft, signal)).status, 'Draft')
  assert.equal((await session.find(draft, signal))[0]?.status, 'Draft')
  const booking = world.open({ settings: { bookJournal: true } })
  const planned = await first(ledger())
  const { remoteId, status } = await booking.send(planned, signal)
  assert.equal(status, 'Approved')
  // The whole journal is booked.
  assert.equal((await session.find(draft, signal))[0]?.status, 'Approved')
  const [found, ...others] = await session.find(planned, signal)
  assert.deepEqual([found?.remoteId, found?.status, found?.total, others], [remoteId, 'Approved', 12_500n, []])
  assert.deepEqual(found?.lines, [
    { account: '6190', amount: 12_500n },
    { account: '1010', amount: -10_000n },
    { account: '6902', amount: -2_500n },
  ])
  const [paid] = [await first(payment())]
  await booking.send(paid, signal)
  const read = await booking.readBack('payment', DAY, DAY, signal)
  const own = read.find(({ marker }) => marker === paid.marker)
  assert.deepEqual(own?.lines, [
    { account: '5600', amount: -11_000n },
    { account: '1910', amount: 11_000n },
  ])
  assert.ok(read.every(({ marker }) => marker !== planned.marker))
})

test('a journal that cannot be booked leaves a draft, and no error of the send', async () => {
  const booking = world.open({ settings: { bookJournal: true }, addresses: { journals: 'http://127.0.0.1:9' } })
  assert.equal((await booking.send(await first(ledger()), signal)).status, 'Draft')
})

test('a voucher is found in the journal of earlier settings', async () => {
  const earlier = world.open({ settings: { journalNumber: 3 } })
  const document = ledger()
  await earlier.send(await first(document, earlier), signal)
  assert.equal((await session.find(await first(document), signal)).length, 1)
})

test('vouchers of one number in two journals, one of them booked, are two', async () => {
  await world.set({ numbers: 'journal' })
  const other = world.open({ settings: { journalNumber: 2, bookJournal: true } })
  const document = ledger()
  const planned = await first(document)
  const ids = [await session.send(planned, signal), await other.send(await first(ledger(), other), signal)]
  assert.equal(ids[0]?.remoteId, ids[1]?.remoteId)
  assert.deepEqual(
    (await session.find(planned, signal)).map(({ status }) => status),
    ['Draft'],
  )
})

test('the second request with one key is answered with the first voucher', async () => {
  const planned = await first(ledger())
  const before = (await books()).vouchers.length
  const ids = [await session.send(planned, signal), await session.send(planned, signal)].map(({ remoteId }) => remoteId)
  assert.equal(ids[0], ids[1])
  assert.equal((await books()).vouchers.length, before + 1)
  const keyless = world.open({ settings: { idempotencyKey: false } })
  assert.notEqual((await keyless.send(planned, signal)).remoteId, ids[0])
  assert.equal((await session.find(planned, signal)).length, 2)
})

test('years: of two calendar years, closed, not there; a later part of a document is looked at first', async () => {
  await world.set({ accountingYears: [{ year: '2025/2026', from: '2025-07-01', to: '2026-06-30' }] })
  assert.match((await sent(ledger())).remoteId, /^2025\/2026-\d+$/)
  const later = async (settings: object) => {
    await world.set(settings)
    world.clock.now = new Date(world.clock.now.getTime() + 700_000)
  }
  await later({ accountingYears: [{ year: '2026', from: '2026-01-01', to: '2026-12-31', closed: true }] })
  const closed = await failureOf(sent(ledger()))
  assert.deepEqual([closed.code, /year 2026 is closed/.test(closed.message)], ['PERIOD_CLOSED', true])
  await later({ accountingYears: [] })
  assert.match((await failureOf(sent(ledger()))).message, /no accounting year that holds 2026-02-25/)
  await later({ closedBefore: '2026-03-01' })
  const [open, shut] = [{ bookingDate: '2026-03-02' }, { bookingDate: DAY }]
  const rows = [row('6190', 1n, open), row('1010', -1n, open), row('6190', 2n, shut), row('1010', -2n, shut)]
  const before = (await books()).vouchers.length
  for (const part of await session.plan(ledger({ rows }))) {
    assert.match((await failureOf(session.send(part, signal))).message, /2026-02-01 – 2026-02-28 is closed/)
  }
  assert.equal((await books()).vouchers.length, before)
})

test('each refusal of e-conomic has our code, its words and advice', async () => {
  const project = [row('6190', 1n, { bookingDate: DAY, projectNumber: '5' }), row('1010', -1n, { bookingDate: DAY })]
  const department = (value: string) => {
    const dimensions = [{ type: 'COST_CENTER' as const, value }]
    return ledger({ rows: [row('6190', 1n, { bookingDate: DAY, dimensions }), row('1010', -1n, { bookingDate: DAY })] })
  }
  const cases: [object, LedgerDocument | PaymentDocument, string][] = [
    [{ missingAccounts: ['1010'] }, ledger(), 'ACCOUNT_UNKNOWN'],
    [{ blockedAccounts: ['1010'] }, ledger(), 'ACCOUNT_UNKNOWN'],
    [{ vatCodes: ['I25'] }, ledger(), 'VAT_CODE_UNKNOWN'],
    [{ departments: [1] }, department('5'), 'DIMENSION_UNKNOWN'],
    [{ projects: [1] }, ledger({ rows: project }), 'DIMENSION_UNKNOWN'],
    [{ journals: [2] }, ledger(), 'VOUCHER_TYPE_UNKNOWN'],
    [{ currency: 'SEK' }, ledger(), 'CURRENCY_MISMATCH'],
    [{ missingAccounts: ['1910'] }, payment(), 'ACCOUNT_UNKNOWN'],
  ]
  for (const [settings, document, code] of cases) {
    await world.set(settings)
    const error = await failureOf(sent(document))
    assert.deepEqual([error.kind, error.code], ['refused', code], error.message)
    assert.match(error.message, /^e-conomic answered 40[04] to POST \/journals\/1\/vouchers: .{10,}/)
    assert.match(error.advice, /retry/)
  }
  await world.set({ missingAccounts: ['1010'] })
  assert.match(
    (await failureOf(sent(ledger()))).message,
    /Validation error\. entries\.financeVouchers\[1\]\.account: E06000 account does not exist\. \(1010\)/,
  )
  await world.set({})
  world.order('REFUSE', { code: 'E09999', text: 'Something else.' })
  const other = await failureOf(sent(ledger()))
  assert.deepEqual([other.kind, other.code], ['refused', 'HTTP_400'])
  assert.match(other.message, /E09999 Something else/)
  for (const settings of [{ readOnly: true }, { grant: 1 }]) {
    await world.set(settings)
    assert.equal((await failureOf(sent(ledger()))).kind, 'auth')
  }
})

test('the invoice is searched for by number and by its other reference', async () => {
  await world.set({
    invoices: 'listed',
    listedInvoices: [
      { number: '5010', openSum: 1_000, reference: 'E-1 (a)', customer: 7 },
      { number: '5011', openSum: 0, reference: '77' },
      { number: '5012', openSum: 1_000, reference: '77' },
      { number: '5015', openSum: 1_000, reference: '88' },
      { number: '5016', openSum: 1_000, reference: '88' },
    ],
  })
  const byNumber = (invoiceNumber: string) => payment({ invoiceNumber })
  const byReference = (paymentReference: string) => payment({ targetIdentifier: 'reference', paymentReference })
  for (const [document, invoice] of [
    [byNumber('5010'), '5010'],
    [byNumber('E-1 (a)'), '5010'],
    [byReference('E-1 (a)'), '5010'],
    [byReference('77'), '5012'],
    [byNumber('77'), '5012'],
  ] as const) {
    await sent(document)
    assert.equal((await books()).payments.at(-1)?.['invoiceNumber'], invoice)
  }
  for (const [document, code] of [
    [byNumber('501'), 'INVOICE_NOT_FOUND'],
    [byNumber('e-1 (A)'), 'INVOICE_NOT_FOUND'],
    [byReference(''), 'INVOICE_NOT_FOUND'],
    [byReference('88'), 'INVOICE_AMBIGUOUS'],
  ] as const) {
    assert.equal((await failureOf(sent(document))).code, code)
  }
  await world.set({ invoices: 'listed', otherReferences: 'refused' })
  assert.equal((await failureOf(sent(byReference('77')))).code, 'INVOICE_NOT_FOUND')
})

test('a payment as a finance voucher asks for no invoice, and is read back as a voucher', async () => {
  await world.set({ invoices: 'listed' })
  session = world.open({ settings: { payments: 'FINANCE_VOUCHER' } })
  const planned = await first(payment())
  const { remoteId } = await session.send(planned, signal)
  const read = await session.readBack('payment', DAY, DAY, signal)
  assert.deepEqual(read.find((one) => one.remoteId === remoteId)?.total, 11_000n)
})
