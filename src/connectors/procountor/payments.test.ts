/** Payments against the simulator: the invoice is found, marked paid once, and the payment is found again. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { PaymentDocument, PlannedVoucher, Session } from '../port.ts'
import { publishedPayment } from '../../../test/support/connectors/procountor/examples.ts'
import { comparableReference, likelyInvoiceNumbers } from './references.ts'
import { failure, signal, startWorld, type World } from '../../../test/support/connectors/procountor/world.ts'

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world.close())
beforeEach(() => world.set({}))
let number = 0
async function plan(session: Session, changes: Partial<PaymentDocument> = {}): Promise<PlannedVoucher> {
  const [planned] = await session.plan(publishedPayment({ identifier: `payment-${++number}`, ...changes }))
  assert.ok(planned)
  return planned
}
const bookOf = async (planned: PlannedVoucher) =>
  (await world.books()).payments.filter(({ marker }) => marker === planned.marker)

void test('the published payment arrives once, is found by its marker, and is read back', async () => {
  const session = world.open()
  const planned = await plan(session)
  assert.deepEqual(await session.find(planned, signal), [])
  const sent = await session.send(planned, signal)
  assert.equal(sent.status, 'Approved')
  const [found, ...others] = await session.find(planned, signal)
  assert.equal(others.length, 0)
  assert.equal(found?.remoteId, sent.remoteId)
  assert.equal(found?.total, 11000n)
  const [booked] = await bookOf(planned)
  assert.equal(booked?.invoiceNumber, '133720800')
  assert.equal(booked?.description, `cash-in ${planned.marker}`)
  assert.equal(booked?.type, 'CASH')
  const read = await session.readBack('payment', '2026-02-25', '2026-02-25', signal)
  assert.deepEqual(
    read.filter(({ marker }) => marker === planned.marker).map(({ remoteId, total }) => [remoteId, total]),
    [[sent.remoteId, 11000n]],
  )
  assert.deepEqual(await session.readBack('payment', '2026-02-26', '2026-02-28', signal), [])
})

void test('a second payment of the same invoice is another payment', async () => {
  const session = world.open()
  const one = await plan(session)
  const two = await plan(session)
  await session.send(one, signal)
  assert.deepEqual(await session.find(two, signal), [])
  await session.send(two, signal)
  assert.equal((await session.find(one, signal)).length, 1)
  assert.equal((await session.find(two, signal)).length, 1)
})

void test('an invoice is paid in parts until nothing is open; more than that is refused', async () => {
  await world.set({ invoices: 'listed', listedInvoices: [{ number: 'A-1', openSum: 150 }] })
  const session = world.open()
  const part = { invoiceNumber: 'A-1', amount: 10000n }
  await session.send(await plan(session, part), signal)
  const tooMuch = await failure(session.send(await plan(session, part), signal))
  assert.deepEqual([tooMuch.kind, tooMuch.code], ['refused', 'AMOUNT_REFUSED'])
  await session.send(await plan(session, { ...part, amount: 5000n }), signal)
  const paid = await failure(session.send(await plan(session, part), signal))
  assert.deepEqual([paid.kind, paid.code], ['refused', 'FORBIDDEN'])
  assert.match(paid.message, /403.*MARKED_PAID/)
})

void test('an invoice is found by the biller’s number first, then by Procountor’s own', async () => {
  await world.set({ invoices: 'listed', listedInvoices: [{ number: 'B-7', openSum: 1000 }] })
  const session = world.open()
  const own = await ownNumberOf('B-7')
  const planned = await plan(session, { invoiceNumber: String(own) })
  await session.send(planned, signal)
  assert.equal((await bookOf(planned))[0]?.invoiceNumber, 'B-7')
  // Another invoice whose biller's number is that very number goes first.
  await world.set({ invoices: 'listed', listedInvoices: [{ number: String(own), openSum: 1000 }] })
  const other = await plan(world.open(), { invoiceNumber: String(own) })
  await world.open().send(other, signal)
  assert.equal((await bookOf(other))[0]?.invoiceNumber, String(own))
})

void test('without an invoice, with an unfinished or an invalidated one, a payment is refused with advice', async () => {
  await world.set({
    invoices: 'listed',
    listedInvoices: [
      { number: 'U-1', openSum: 100, status: 'UNFINISHED' },
      { number: 'I-1', openSum: 100, status: 'INVALIDATED' },
      { number: 'S-1', openSum: 100, currency: 'SEK' },
    ],
  })
  const session = world.open()
  const cases = [
    ['none', 'INVOICE_NOT_FOUND', /no sales invoice with the invoice number none/],
    ['9999999999', 'INVOICE_NOT_FOUND', /9999999999/],
    ['x'.repeat(64), 'INVOICE_NOT_FOUND', /x{64}/],
    ['U-1', 'INVOICE_UNFINISHED', /unfinished/],
    ['I-1', 'INVOICE_NOT_FOUND', /not invalidated/],
    ['S-1', 'CURRENCY_MISMATCH', /SEK/],
  ] as const
  for (const [invoiceNumber, code, words] of cases) {
    const error = await failure(session.send(await plan(session, { invoiceNumber }), signal))
    assert.deepEqual([error.kind, error.code], ['refused', code], invoiceNumber)
    assert.match(error.message, words)
    assert.ok(error.advice.length > 20)
  }
})

void test('an invoice that is made after a refusal is found by the retry', async () => {
  await world.set({ invoices: 'listed' })
  const session = world.open()
  const planned = await plan(session, { invoiceNumber: 'LATE-1' })
  assert.equal((await failure(session.send(planned, signal))).code, 'INVOICE_NOT_FOUND')
  await world.set({ invoices: 'listed', listedInvoices: [{ number: 'LATE-1', openSum: 110 }] })
  await session.send(planned, signal)
  assert.equal((await bookOf(planned)).length, 1)
})

async function planReference(session: Session, paymentReference: string): Promise<PlannedVoucher> {
  const { invoiceNumber: _none, ...document } = publishedPayment({ identifier: `payment-${++number}` })
  const [planned] = await session.plan({ ...document, targetIdentifier: 'reference', paymentReference })
  assert.ok(planned)
  return planned
}

void test('by reference: the likely invoice, when it carries the reference', async () => {
  const session = world.open()
  const planned = await planReference(session, '1337109')
  await session.send(planned, signal)
  assert.equal((await bookOf(planned))[0]?.invoiceNumber, '133710')
  assert.equal((await session.find(planned, signal)).length, 1)
})

void test('by reference: any invoice of the days before, in any spelling; of several the one that is open', async () => {
  const date = '2026-02-01'
  await world.set({
    invoices: 'listed',
    listedInvoices: [
      { number: 'R-1', openSum: 110, reference: '00 26013', date },
      { number: 'R-2', openSum: 110, reference: 'RF471234561', date },
      { number: 'R-3', openSum: 110, reference: '5 55559', date, status: 'MARKED_PAID' },
      { number: 'R-4', openSum: 110, reference: '555559', date },
      { number: 'R-5', openSum: 110, reference: '777772', date },
      { number: 'R-6', openSum: 110, reference: '777772', date },
      { number: 'R-7', openSum: 110, reference: '888880', date: '2024-01-01' },
    ],
  })
  const session = world.open()
  for (const [reference, invoice] of [
    ['26013', 'R-1'],
    ['1234561', 'R-2'],
    ['555559', 'R-4'],
  ] as const) {
    const planned = await planReference(session, reference)
    await session.send(planned, signal)
    assert.equal((await bookOf(planned))[0]?.invoiceNumber, invoice)
    assert.equal((await session.find(planned, signal)).length, 1)
  }
  assert.equal((await failure(session.send(await planReference(session, '777772'), signal))).code, 'INVOICE_AMBIGUOUS')
  assert.equal((await failure(session.send(await planReference(session, '888880'), signal))).code, 'INVOICE_NOT_FOUND')
  const longer = world.open({ settings: { referenceSearchDays: 1000 } })
  await longer.send(await planReference(longer, '888880'), signal)
})

void test('references are compared without spaces, zeros and the RF part', () => {
  assert.equal(comparableReference(' 00013 37109'), '1337109')
  assert.equal(comparableReference('rf18 5390 0754 7034'), '539007547034')
  assert.deepEqual(likelyInvoiceNumbers('0001337109'), ['1337109', '133710'])
})

async function ownNumberOf(original: string): Promise<number> {
  const answer = (await world.asPerson('GET', `/invoices?originalInvoiceNumber=${original}`)) as {
    results: { invoiceNumber: number }[]
  }
  return answer.results[0]?.invoiceNumber ?? 0
}
