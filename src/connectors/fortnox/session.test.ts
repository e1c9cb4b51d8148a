/** Fortnox's connector against its simulator: what the kit does not play. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { publishedPayment } from '../../../test/support/connectors/examples.ts'
import { publishedLedger, row } from '../../../test/support/connectors/procountor/examples.ts'
import { type ConnectorWorld, failureOf, signal, startConnectorWorld } from '../../../test/support/connectors/world.ts'
import type { LedgerDocument, PaymentDocument, PlannedVoucher, Session } from '../port.ts'
import { fortnox } from './index.ts'

let world: ConnectorWorld
let session: Session
let number = 0
before(async () => {
  world = await startConnectorWorld(fortnox)
})
after(() => world.close())
beforeEach(async () => {
  await world.set({})
  world.clearFaults()
  session = world.open({ settings: { callsPer5Seconds: 1_000_000 } })
})
const first = async (document: LedgerDocument | PaymentDocument): Promise<PlannedVoucher> => {
  const [planned] = await session.plan(document)
  assert.ok(planned)
  return planned
}
const ledger = (changes: Partial<LedgerDocument> = {}) => publishedLedger({ identifier: `d-${++number}`, ...changes })
const payment = (changes: Partial<PaymentDocument> = {}) =>
  publishedPayment({ identifier: `d-${++number}`, currency: 'SEK', ...changes })
const sent = async (document: LedgerDocument | PaymentDocument) => session.send(await first(document), signal)

test('a voucher goes into the financial year of its date, and is read back with its rows', async () => {
  const planned = await first(ledger())
  const { remoteId } = await session.send(planned, signal)
  assert.match(remoteId, /^A-\d+-6$/)
  const [read] = await session.readBack('ledger', '2025-12-12', '2025-12-12', signal)
  assert.deepEqual(read?.lines, [
    { account: '1701', amount: 299_000n },
    { account: '3000', amount: -238_247n },
    { account: '2939', amount: -60_753n },
  ])
  await world.set({ financialYears: [{ from: '2025-05-01', to: '2026-04-30' }] })
  world.clock.now = new Date(world.clock.now.getTime() + 700_000)
  assert.match((await sent(ledger())).remoteId, /-1$/)
  await world.set({ financialYears: [{ from: '2027-01-01', to: '2027-12-31' }] })
  world.clock.now = new Date(world.clock.now.getTime() + 700_000)
  const error = await failureOf(sent(ledger()))
  assert.equal(error.code, 'PERIOD_CLOSED')
  assert.match(error.message, /no financial year that holds 2025-12-12/)
})

test('nothing of a document is stored when a later part of it lies in a locked period', async () => {
  const early = { bookingDate: '2025-12-01' }
  const late = { bookingDate: '2026-01-02' }
  const rows = [row('1510', 1n, late), row('3001', -1n, late), row('1510', 2n, early), row('3001', -2n, early)]
  await world.set({ closedBefore: '2026-01-01' })
  const planned = await session.plan(ledger({ rows }))
  const before = (await world.books()).vouchers.length
  for (const part of planned) {
    assert.equal((await failureOf(session.send(part, signal))).code, 'PERIOD_CLOSED')
  }
  assert.equal((await world.books()).vouchers.length, before)
})

test('each refusal of Fortnox has our code, its words and advice', async () => {
  const cases: [object, LedgerDocument | PaymentDocument, string][] = [
    [{ missingAccounts: ['3000'] }, ledger(), 'ACCOUNT_UNKNOWN'],
    [{ voucherSeries: ['B'] }, ledger(), 'VOUCHER_TYPE_UNKNOWN'],
    [{ costCenters: ['1'] }, ledger(), 'DIMENSION_UNKNOWN'],
    [{ projects: ['1'] }, ledger(), 'DIMENSION_UNKNOWN'],
    [{ missingAccounts: ['1930'] }, payment({ bankAccountNumber: '1930' }), 'ACCOUNT_UNKNOWN'],
  ]
  for (const [settings, document, code] of cases) {
    await world.set(settings)
    const error = await failureOf(sent(document))
    assert.deepEqual([error.kind, error.code], ['refused', code])
    assert.match(error.message, /^Fortnox answered 400 to POST \/(vouchers|invoicepayments): .{10,}/)
    assert.match(error.advice, /retry/)
  }
  await world.set({})
  world.order('REFUSE', { code: '2009999', text: 'Något annat' })
  const other = await failureOf(sent(ledger()))
  assert.deepEqual([other.kind, other.code], ['refused', 'HTTP_400'])
  assert.match(other.message, /2009999 Något annat/)
  world.order('REFUSE', { code: 'FORBIDDEN' })
  assert.deepEqual((await failureOf(sent(ledger()))).kind, 'auth')
})

test('the invoice is searched for by number, external reference and OCR; prefixes do not count', async () => {
  await world.set({
    invoices: 'listed',
    listedInvoices: [
      { number: '5010', openSum: 1_000, reference: '50104', external: 'E-1' },
      { number: '5011', openSum: 0, reference: '77', external: 'E-10' },
      { number: '5012', openSum: 1_000, reference: '77' },
      { number: '5013', openSum: 1_000, booked: false },
      { number: '5014', openSum: 1_000, cancelled: true },
      { number: '5015', openSum: 1_000, reference: '88' },
      { number: '5016', openSum: 1_000, reference: '88' },
    ],
  })
  const byNumber = (invoiceNumber: string) => payment({ invoiceNumber })
  const byReference = (paymentReference: string) => payment({ targetIdentifier: 'reference', paymentReference })
  for (const [document, invoice] of [
    [byNumber('5010'), '5010'],
    [byNumber('E-1'), '5010'],
    [byReference('50104'), '5010'],
    [byReference('77'), '5012'],
  ] as const) {
    await sent(document)
    assert.equal((await world.books()).payments.at(-1)?.['invoiceNumber'], invoice)
  }
  for (const [document, code] of [
    [byNumber('501'), 'INVOICE_NOT_FOUND'],
    [byReference('5010'), 'INVOICE_NOT_FOUND'],
    [byNumber('5014'), 'INVOICE_NOT_FOUND'],
    [byNumber('5013'), 'INVOICE_UNFINISHED'],
    [byReference('88'), 'INVOICE_AMBIGUOUS'],
  ] as const) {
    assert.equal((await failureOf(sent(document))).code, code)
  }
})

test('a payment is booked by a second call; where that fails it is Draft, and no error of the send', async () => {
  assert.equal((await sent(payment({ invoiceNumber: '900001' }))).status, 'Approved')
  const unbooked = world.open({ settings: { callsPer5Seconds: 1_000_000, bookkeepPayments: false } })
  const planned = await first(payment({ invoiceNumber: '900002' }))
  assert.equal((await unbooked.send(planned, signal)).status, 'Draft')
  assert.equal((await session.find(planned, signal))[0]?.status, 'Draft')
})

test('a consent stores the tokens; they are renewed with the refresh token, which is spent', async () => {
  const settings = { grant: 'AUTHORIZATION_CODE', callsPer5Seconds: 1_000_000 }
  const own = () => world.open({ settings })
  assert.equal((await failureOf(own().test(signal))).code, 'CONSENT_MISSING')
  const redirectUri = 'https://example.com/consented'
  const { clientId = '' } = fortnox.simulatorCredentials(7, '123456-7')
  const code = async () => {
    const query = new URLSearchParams({ client_id: clientId, redirect_uri: redirectUri, response_type: 'code' })
    const page = `${world.origin}/simulators/fortnox/oauth-v1/auth?${query.toString()}`
    const answer = await fetch(page, { redirect: 'manual' })
    return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? ''
  }
  const wrong = await failureOf(
    own().consent?.({ authorizationCode: 'no-such-code', redirectUri }, signal) ?? Promise.resolve(),
  )
  assert.deepEqual([wrong.kind, wrong.code], ['auth', 'CONSENT_EXPIRED'])
  assert.ok(!wrong.message.includes('no-such-code'))
  const consenting = own()
  await consenting.consent?.({ authorizationCode: await code(), redirectUri }, signal)
  await consenting.test(signal)
  const given = await world.tokens.read()
  await own().test(signal)
  assert.deepEqual(await world.tokens.read(), given)
  world.clock.now = new Date(world.clock.now.getTime() + 3_600_000)
  await own().test(signal)
  const renewed = await world.tokens.read()
  assert.notEqual(renewed?.['refreshToken'], given?.['refreshToken'])
  await consenting.test(signal)
  assert.deepEqual(await world.tokens.read(), renewed)
  // This is the state after a kill between Fortnox's answer and our record: the stored token was spent.
  await world.tokens.replace({ ...given })
  world.clock.now = new Date(world.clock.now.getTime() + 3_600_000)
  const lost = await failureOf(own().test(signal))
  assert.deepEqual([lost.kind, lost.code], ['auth', 'CONSENT_EXPIRED'])
  for (const secret of Object.values(given ?? {})) assert.ok(!lost.message.includes(String(secret)))
  await own().consent?.({ authorizationCode: await code(), redirectUri }, signal)
  await own().test(signal)
})

test('connections with client credentials take no consent, and name the missing tenant id', async () => {
  assert.equal(session.consent, undefined)
  const { clientId = '', clientSecret = '' } = fortnox.simulatorCredentials(7, '123456-7')
  const error = await failureOf(world.open({ credentials: { clientId, clientSecret } }).test(signal))
  assert.deepEqual([error.kind, error.code], ['auth', 'CREDENTIALS_INCOMPLETE'])
})
