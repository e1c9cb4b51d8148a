/** Fivaldi's connector against its simulator: what the kit does not play. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { publishedPayment } from '../../../test/support/connectors/examples.ts'
import { row } from '../../../test/support/connectors/procountor/examples.ts'
import { publishedLedger } from '../../../test/support/connectors/procountor/examples.ts'
import {
  CLIENT,
  type ConnectorWorld,
  failureOf,
  signal,
  startConnectorWorld,
} from '../../../test/support/connectors/world.ts'
import type { LedgerDocument, PaymentDocument, PlannedVoucher, Session } from '../port.ts'
import { fivaldi } from './index.ts'
import { simulatedCuid, simulatedCustomer } from './sandbox-keys.ts'

const DAY = '2026-02-25'
const CUSTOMER = simulatedCustomer(CLIENT, '123456-7')

let world: ConnectorWorld
let session: Session
let number = 0
before(async () => {
  world = await startConnectorWorld(fivaldi)
})
after(() => world.close())
beforeEach(async () => {
  await world.set({})
  world.clearFaults()
  session = open()
})
const MAPPINGS = { voucherTypes: {}, vatCodes: { KOMY: '1' }, dimensions: {}, paymentMethods: {} }
const open = (settings: object = {}, voucherTypes = {}) =>
  world.open({ settings: { ...settings }, mappings: { ...MAPPINGS, voucherTypes } })
const first = async (document: LedgerDocument | PaymentDocument): Promise<PlannedVoucher> => {
  const [planned] = await session.plan(document)
  assert.ok(planned)
  return planned
}
const rows = (changes: Parameters<typeof row>[2] = {}) => [
  row('1701', 12_550n, { bookingDate: DAY }),
  row('3000', -12_550n, { bookingDate: DAY, ...changes }),
]
const ledger = (changes: Partial<LedgerDocument> = {}) =>
  publishedLedger({ identifier: `d-${++number}`, documentDate: DAY, rows: rows(), ...changes })
const payment = (changes: Partial<PaymentDocument> = {}) =>
  publishedPayment({ identifier: `d-${++number}`, paymentDate: DAY, ...changes })
const sent = async (document: LedgerDocument | PaymentDocument) => session.send(await first(document), signal)
const later = async (settings: object) => {
  await world.set(settings)
  world.clock.now = new Date(world.clock.now.getTime() + 700_000)
}

test('a voucher type is looked up by its Finnish name, or named by id', async () => {
  const typeOf = async (document: LedgerDocument | PaymentDocument) => (await sent(document)).remoteId.slice(0, 2)
  assert.equal(await typeOf(ledger()), '10')
  assert.equal(await typeOf(ledger({ documentType: 'MU' })), '80')
  assert.equal(await typeOf(ledger({ documentType: 'XX' })), '80')
  assert.equal(await typeOf(payment()), '20')
  session = open({ voucherTypeId: 70, paymentVoucherTypeId: 30 }, { ML: '40' })
  assert.equal(await typeOf(ledger()), '40')
  assert.equal(await typeOf(ledger({ documentType: 'MU' })), '70')
  assert.equal(await typeOf(payment()), '30')
  session = open({}, { ML: '99' })
  const unknown = await failureOf(sent(ledger()))
  assert.equal(unknown.code, 'VOUCHER_TYPE_UNKNOWN')
  assert.match(unknown.message, /no voucher type 99; it has 10 Myyntilaskut, 20/)
  await later({ voucherTypes: [{ id: 1, description: 'General' }] })
  session = open()
  assert.match((await failureOf(sent(payment()))).message, /no voucher type for payments; it has 1 General/)
})

test('the company is looked up by its business id, or named by its cuid', async () => {
  const cuid = simulatedCuid(CUSTOMER)
  assert.equal((await session.test(signal)).details['cuid'], cuid)
  for (const [companies, code] of [
    [0, 'COMPANY_UNKNOWN'],
    [2, 'COMPANY_AMBIGUOUS'],
  ] as const) {
    await world.set({ companies })
    const error = await failureOf(open().test(signal))
    assert.deepEqual([error.kind, error.code], ['auth', code])
    assert.match(error.advice, /set cuid/)
  }
  assert.equal((await open({ cuid }).test(signal)).details['cuid'], cuid)
})

test('months: closed, of no fiscal year; a later part of a document is looked at first', async () => {
  await later({ closedBefore: '2026-03-01' })
  assert.match((await failureOf(sent(ledger()))).message, /month of 2026-02-25 is closed/)
  const open2 = { bookingDate: '2026-03-02' }
  const parts = [row('1701', 1n, open2), row('3000', -1n, open2), ...rows()]
  const before = (await world.books()).vouchers.length
  for (const part of await session.plan(ledger({ rows: parts }))) {
    assert.equal((await failureOf(session.send(part, signal))).code, 'PERIOD_CLOSED')
  }
  assert.equal((await world.books()).vouchers.length, before)
  await later({ fiscalYears: [{ from: '2027-01-01', to: '2027-12-31' }] })
  assert.match((await failureOf(sent(ledger()))).message, /no fiscal year that holds 2026-02-25/)
})

test('each refusal of Fivaldi has our code, its words and advice', async () => {
  const dimensions = [{ type: 'COST_CENTER' as const, value: '5' }]
  const cases: [object, LedgerDocument | PaymentDocument, string][] = [
    [{ missingAccounts: ['3000'] }, ledger(), 'ACCOUNT_UNKNOWN'],
    [{ dimensionValues: ['1'] }, ledger({ rows: rows({ dimensions }) }), 'DIMENSION_UNKNOWN'],
    [{ vatCodes: ['9'] }, ledger({ rows: rows({ vatCode: 'KOMY' }) }), 'VAT_CODE_UNKNOWN'],
    [{ missingAccounts: ['1601'] }, payment(), 'ACCOUNT_UNKNOWN'],
  ]
  for (const [settings, document, code] of cases) {
    await world.set(settings)
    const error = await failureOf(sent(document))
    assert.deepEqual([error.kind, error.code], ['refused', code], error.message)
    assert.match(error.message, /^Fivaldi answered 400 to POST …\/bookkeeping\/vouchers: Bad Request \d+ [A-Z_]+: .+/)
    assert.match(error.advice, /retry/)
  }
  await world.set({})
  for (const [code, kind, ours] of [
    ['34', 'refused', 'VAT_TYPE_UNKNOWN'],
    ['46', 'refused', 'PERIOD_CLOSED'],
    ['10', 'refused', 'HTTP_400'],
    ['FORBIDDEN', 'auth', 'FORBIDDEN'],
  ] as const) {
    world.order('REFUSE', { code, text: 'Something else' })
    const error = await failureOf(sent(ledger()))
    assert.deepEqual([error.kind, error.code, /Something else/.test(error.message)], [kind, ours, true])
  }
})

test('a second voucher of one number is unclear, and the first is found; a deleted one is not', async () => {
  const planned = await first(ledger())
  const { remoteId } = await session.send(planned, signal)
  const again = await failureOf(session.send(planned, signal))
  assert.deepEqual([again.kind, again.code], ['ambiguous', 'HTTP_409'])
  assert.deepEqual(
    (await session.find(planned, signal)).map((voucher) => [voucher.remoteId, voucher.lines]),
    [
      [
        remoteId,
        [
          { account: '1701', amount: 12_550n },
          { account: '3000', amount: -12_550n },
        ],
      ],
    ],
  )
  const path = `${world.origin}/simulators/fivaldi/companies/${CUSTOMER}/vouchers/${remoteId}`
  await fetch(path, { method: 'DELETE' })
  assert.deepEqual(await session.find(planned, signal), [])
  const read = await session.readBack('ledger', DAY, DAY, signal)
  assert.equal(read.find((voucher) => voucher.remoteId === remoteId)?.status, 'Invalidated')
})

test('a bucket that is empty is waited for as long as its headers say', async () => {
  await sent(ledger())
  await world.set({ bucket: { capacity: 1, perSecond: 0.5 } })
  await sent(ledger())
  const error = await failureOf(sent(ledger()))
  assert.deepEqual([error.kind, error.retryAfterMs], ['temporary', 2_000])
})

test('a partner shares its calls among its companies', () => {
  const config = { credentials: { partnerId: 'p', partnerSecret: 's' }, settings: {} }
  const limit = fivaldi.rateLimit?.(config as never)
  assert.deepEqual(limit, { key: '["FIVALDI","p"]', calls: 2, windowMs: 1_000 })
})
