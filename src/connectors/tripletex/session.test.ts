/** Tripletex's connector against its simulator: what the kit does not play. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { publishedPayment } from '../../../test/support/connectors/examples.ts'
import { publishedLedger, row } from '../../../test/support/connectors/procountor/examples.ts'
import { type ConnectorWorld, failureOf, signal, startConnectorWorld } from '../../../test/support/connectors/world.ts'
import type { LedgerDocument, PaymentDocument, PlannedVoucher, Session } from '../port.ts'
import { tripletex } from './index.ts'
import { deriveSimulatorKeys, simulatedCompany } from './sandbox-keys.ts'

let world: ConnectorWorld
let session: Session
let number = 0
before(async () => {
  world = await startConnectorWorld(tripletex)
})
after(() => world.close())
beforeEach(async () => {
  await world.set({})
  world.clearFaults()
  session = world.open()
})
const first = async (document: LedgerDocument | PaymentDocument, line = session): Promise<PlannedVoucher> => {
  const [planned] = await line.plan(document)
  assert.ok(planned)
  return planned
}
const sale = (changes: Partial<LedgerDocument> = {}) =>
  publishedLedger({
    identifier: `d-${++number}`,
    rows: [
      row('1500', 12_500n),
      row('3000', -10_000n, { amount: -12_500n, vatPercentage: 25, vatCode: '3' }),
      row('2700', -2_500n, { isVatRow: true }),
    ],
    ...changes,
  })
const payment = (changes: Partial<PaymentDocument> = {}) =>
  publishedPayment({ identifier: `d-${++number}`, currency: 'NOK', ...changes })
const sent = async (document: LedgerDocument | PaymentDocument, line = session) =>
  line.send(await first(document, line), signal)
const later = (ms: number) => {
  world.clock.now = new Date(world.clock.now.getTime() + ms)
}

test('a voucher on the customer ledger names the customer of the setting, and the invoice that it books', async () => {
  const { remoteId } = await sent(sale({ kind: 'invoice', documentName: '1001' }))
  const [arrived] = (await world.books()).vouchers.slice(-1)
  const lines = arrived?.['lines'] as Record<string, unknown>[]
  assert.deepEqual(
    lines.map(({ row: at, account, amount, customer, invoiceNumber }) => [
      at,
      account,
      amount,
      customer,
      invoiceNumber,
    ]),
    [
      [1, 1500, 125, '19999', '1001'],
      [2, 3000, -100, undefined, undefined],
      [0, 2700, -25, undefined, undefined],
    ],
  )
  const read = (await session.readBack('ledger', '2025-12-12', '2025-12-12', signal)).find(
    (one) => one.remoteId === remoteId,
  )
  assert.equal(read?.total, 12_500n)
  assert.deepEqual(read?.lines, [
    { account: '1500', amount: 12_500n },
    { account: '3000', amount: -10_000n },
    { account: '2700', amount: -2_500n },
  ])
  await world.set({ customers: ['7'] })
  const missing = await failureOf(sent(sale(), world.open()))
  assert.deepEqual([missing.kind, missing.code], ['refused', 'CUSTOMER_MISSING'])
  assert.match(missing.message, /19999/)
  assert.equal((await sent(sale(), world.open({ settings: { customerNumber: '7' } }))).status, 'Approved')
})

test('an account that is locked to a VAT type gives its own to rows without a code, and refuses others', async () => {
  await world.set({ lockedAccounts: { '3000': '3', '3100': '5' } })
  const free = [row('1500', 100n), row('3100', -100n)]
  assert.equal((await sent(sale({ rows: free }))).status, 'Approved')
  const [one, two, three] = sale().rows
  assert.ok(one && two && three)
  const { vatCode: _, ...uncoded } = two
  assert.equal((await sent(sale({ rows: [one, uncoded, three] }))).status, 'Approved')
  const error = await failureOf(sent(sale({ rows: [row('1500', 100n), row('3000', -100n)] })))
  assert.deepEqual([error.kind, error.code], ['refused', 'VAT_CODE_REFUSED'])
  assert.match(error.message, /låst til mva-kode 3/)
})

test('nothing of a document is stored when a later part of it lies in a closed period', async () => {
  const [early, late] = [{ bookingDate: '2025-12-01' }, { bookingDate: '2026-01-02' }]
  const rows = [row('1700', 1n, late), row('3000', -1n, late), row('1700', 2n, early), row('3000', -2n, early)]
  await world.set({ closedBefore: '2026-01-01' })
  const before = (await world.books()).vouchers.length
  for (const part of await session.plan(sale({ rows }))) {
    assert.equal((await failureOf(session.send(part, signal))).code, 'PERIOD_CLOSED')
  }
  assert.equal((await world.books()).vouchers.length, before)
})

test('each refusal of Tripletex has our code, its words and advice', async () => {
  const named = { voucherTypes: { ML: 'Nei' }, vatCodes: {}, dimensions: {}, paymentMethods: { 'cash-in': 'Nei' } }
  const mapped = world.open({ mappings: named })
  const cases: [object, LedgerDocument | PaymentDocument, string, Session?][] = [
    [{ missingAccounts: ['3000'] }, sale(), 'ACCOUNT_UNKNOWN'],
    [{}, sale(), 'VOUCHER_TYPE_UNKNOWN', mapped],
    [{}, payment(), 'PAYMENT_METHOD_UNKNOWN', mapped],
    [{ departments: ['1'] }, publishedLedger({ identifier: 'dim' }), 'DIMENSION_UNKNOWN'],
    [{}, sale({ rows: [row('2400', 1n), row('3000', -1n)] }), 'SUPPLIER_MISSING'],
    [{ paymentTypes: [{ name: 'Annet', account: '1900' }] }, payment(), 'PAYMENT_METHOD_UNKNOWN'],
  ]
  for (const [settings, document, code, line] of cases) {
    await world.set(settings)
    const vat = { voucherTypes: {}, vatCodes: { '20': '0' }, dimensions: {}, paymentMethods: {} }
    const own = line ?? world.open({ mappings: vat, settings: { vatMode: 'VERBATIM' } })
    const error = await failureOf(sent(document, own))
    assert.deepEqual([error.kind, error.code], ['refused', code], error.message)
    assert.match(error.message, /Tripletex/)
    assert.match(error.advice, /retry|again|cannot be sent/)
  }
  await world.set({})
  world.order('REFUSE', { code: 'noe', text: 'Noe annet' })
  const other = await failureOf(sent(sale()))
  assert.deepEqual([other.kind, other.code], ['refused', 'HTTP_422'])
  assert.match(other.message, /18000 Validering feilet\. noe: Noe annet/)
  world.order('REFUSE', { code: 'FORBIDDEN' })
  assert.equal((await failureOf(sent(sale()))).kind, 'auth')
})

test('an invoice is found by number and KID; none, two, a credited one and one in euros are refused', async () => {
  await world.set({
    invoices: 'listed',
    listedInvoices: [
      { number: '5010', openSum: 1_000, reference: '50104' },
      { number: '5011', openSum: 0, reference: '77' },
      { number: '5012', openSum: 1_000, reference: '77' },
      { number: '5014', openSum: 1_000, credited: true },
      { number: '5015', openSum: 1_000, reference: '88' },
      { number: '5016', openSum: 1_000, reference: '88' },
      { number: '5017', openSum: 1_000, currency: 'EUR' },
    ],
  })
  const byNumber = (invoiceNumber: string) => payment({ invoiceNumber })
  const byReference = (paymentReference: string) => payment({ targetIdentifier: 'reference', paymentReference })
  for (const [document, invoice] of [
    [byNumber('5010'), '5010'],
    [byReference('50104'), '5010'],
    [byReference('77'), '5012'],
  ] as const) {
    await sent(document)
    assert.equal((await world.books()).payments.at(-1)?.['invoiceNumber'], invoice)
  }
  for (const [document, code] of [
    [byNumber('501'), 'INVOICE_NOT_FOUND'],
    [byNumber('5014'), 'INVOICE_NOT_FOUND'],
    [byReference('88'), 'INVOICE_AMBIGUOUS'],
    [byNumber('5017'), 'CURRENCY_MISMATCH'],
  ] as const) {
    assert.equal((await failureOf(sent(document))).code, code)
  }
})

test('the payment type is that of the mapping, of the account of the money, or of the setting', async () => {
  const typeOf = async (document: PaymentDocument, changes: Parameters<ConnectorWorld['open']>[0] = {}) => {
    await sent(document, world.open(changes))
    return (await world.books()).payments.at(-1)?.['paymentType']
  }
  assert.equal(await typeOf(payment()), 'Betalt til bank')
  assert.equal(await typeOf(payment({ bankAccountNumber: '1900' })), 'Kontant')
  const mappings = { voucherTypes: {}, vatCodes: {}, dimensions: {}, paymentMethods: { 'cash-in': 'Kontant' } }
  assert.equal(await typeOf(payment(), { mappings }), 'Kontant')
  assert.equal(await typeOf(payment(), { settings: { paymentType: 'Kontant' } }), 'Kontant')
})

test('a payment that is a voucher is found by its marker and read back with its rows', async () => {
  const own = payment({ accounts: { money: '1570', receivable: '1500' }, invoiceNumber: '8001', rows: [] })
  const planned = await first(own)
  world.order('COMMIT_THEN_CUT')
  assert.equal((await failureOf(session.send(planned, signal))).kind, 'ambiguous')
  const [found, ...others] = await session.find(planned, signal)
  assert.deepEqual([found?.marker, others.length], [planned.marker, 0])
  const read = (await session.readBack('payment', planned.date, planned.date, signal)).find(
    ({ marker }) => marker === planned.marker,
  )
  assert.deepEqual(read?.lines, [
    { account: '1570', amount: 11_000n },
    { account: '1500', amount: -11_000n },
  ])
  const [arrived] = (await world.books()).payments.slice(-1)
  assert.deepEqual([arrived?.marker, arrived?.['invoiceNumber'], arrived?.['sum']], [planned.marker, '8001', 110])
})

test('a payment whose answer is lost after it was registered is never "not sent"', async () => {
  const planned = await first(payment({ invoiceNumber: '8002' }))
  // All calls are used up by the payment, so its read-back must wait.
  await session.test(signal)
  await session.send(await first(payment({ invoiceNumber: '8003' })), signal)
  await world.set({ callsPer10Seconds: 2 })
  const error = await failureOf(session.send(planned, signal))
  assert.deepEqual([error.kind, error.code], ['ambiguous', 'TOO_MANY_REQUESTS'])
  later(10_000)
  assert.equal((await session.find(planned, signal)).length, 1)
})

test('when the headers say that no call is left, the next call waits for the period’s end', async () => {
  later(10_000)
  await world.set({ callsPer10Seconds: 1 })
  await session.find(await first(sale()), signal)
  const error = await failureOf(session.test(signal))
  assert.deepEqual([error.kind, error.code, error.retryAfterMs], ['temporary', 'TOO_MANY_REQUESTS', 10_000])
  later(10_000)
  await session.find(await first(sale()), signal)
})

test('a voucher that a person has reversed counts as gone; without sendToLedger a voucher is a draft', async () => {
  const planned = await first(sale())
  const { remoteId } = await session.send(planned, signal)
  const { consumerToken, employeeToken } = deriveSimulatorKeys(simulatedCompany(7, '123456-7'))
  const base = `${world.origin}/simulators/tripletex/v2`
  const asked = new URLSearchParams({ consumerToken, employeeToken, expirationDate: '2027-01-01' })
  const answer = await fetch(`${base}/token/session/:create?${asked.toString()}`, { method: 'PUT' })
  const { value } = (await answer.json()) as { value: { token: string } }
  const reversed = await fetch(`${base}/ledger/voucher/${remoteId}/:reverse?date=2025-12-13`, {
    method: 'PUT',
    headers: { authorization: `Basic ${Buffer.from(`0:${value.token}`).toString('base64')}` },
  })
  assert.equal(reversed.status, 200)
  assert.deepEqual(await session.find(planned, signal), [])
  const read = await session.readBack('ledger', '2025-12-12', '2025-12-12', signal)
  assert.equal(read.find((one) => one.remoteId === remoteId)?.status, 'Invalidated')
  const waiting = world.open({ settings: { sendToLedger: false } })
  const draft = await first(sale())
  assert.equal((await waiting.send(draft, signal)).status, 'Draft')
  assert.equal((await waiting.find(draft, signal))[0]?.status, 'Draft')
})

test('a company’s own token opens a session too; credentials without any are incomplete', async () => {
  const { refreshToken, consumerToken } = deriveSimulatorKeys(simulatedCompany(7, '123456-7'))
  const own = world.open({ credentials: { refreshToken } })
  await own.test(signal)
  later(3_600_000)
  await own.test(signal)
  const error = await failureOf(world.open({ credentials: { consumerToken } }).test(signal))
  assert.deepEqual([error.kind, error.code], ['auth', 'CREDENTIALS_INCOMPLETE'])
  const other = await failureOf(world.open({ credentials: { refreshToken, companyId: '17' } }).test(signal))
  assert.equal(other.kind, 'auth')
})
