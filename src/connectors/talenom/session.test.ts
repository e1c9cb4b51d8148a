/** Talenom's connector against its simulator: the cases that the kit does not play. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { publishedPayment } from '../../../test/support/connectors/examples.ts'
import { publishedLedger, row } from '../../../test/support/connectors/procountor/examples.ts'
import { type ConnectorWorld, failureOf, signal, startConnectorWorld } from '../../../test/support/connectors/world.ts'
import { idempotencyKeyOf } from '../marker.ts'
import type { LedgerDocument, PaymentDocument, PlannedVoucher, Session } from '../port.ts'
import { talenom } from './index.ts'

let world: ConnectorWorld
let session: Session
let number = 0
before(async () => {
  world = await startConnectorWorld(talenom)
})
after(() => world.close())
beforeEach(async () => {
  await world.set({})
  world.clearFaults()
  session = world.open()
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

test('a voucher has the id that follows from its content; sent again it is not stored, and the outcome is unclear', async () => {
  const planned = await first(ledger())
  const { remoteId, status } = await session.send(planned, signal)
  assert.deepEqual([remoteId, status], [idempotencyKeyOf(planned), 'Approved'])
  const before = (await world.books()).vouchers.length
  const again = await failureOf(session.send(planned, signal))
  assert.deepEqual([again.kind, again.code], ['ambiguous', 'ALREADY_THERE'])
  await world.set({ duplicateIds: 'return' })
  assert.equal((await session.send(planned, signal)).remoteId, remoteId)
  assert.equal((await world.books()).vouchers.length, before)
  const [found, ...others] = await session.find(planned, signal)
  assert.deepEqual([found?.remoteId, others.length], [remoteId, 0])
})

test('a voucher that Talenom gave its id is found by the marker, and a deleted one is not', async () => {
  const own = world.open({ settings: { voucherIds: 'THEIRS' } })
  const planned = await first(ledger(), own)
  const { remoteId } = await own.send(planned, signal)
  assert.notEqual(remoteId, idempotencyKeyOf(planned))
  assert.equal((await own.find(planned, signal))[0]?.remoteId, remoteId)
  const { clientId = '', clientSecret = '', subscriptionKey = '' } = talenom.simulatorCredentials(7, '123456-7')
  const form = new URLSearchParams({
    ...{ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret },
  })
  const answer = await fetch(`${world.origin}/simulators/talenom/identity/connect/token`, {
    method: 'POST',
    body: form,
  })
  const { access_token: token } = (await answer.json()) as { access_token: string }
  await fetch(`${world.origin}/simulators/talenom/fi/general-ledger/v1/vouchers/123456-7/${remoteId}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}`, 'ocp-apim-subscription-key': subscriptionKey },
  })
  assert.deepEqual(await own.find(planned, signal), [])
  const read = await own.readBack('ledger', planned.date, planned.date, signal)
  assert.equal(read.find((one) => one.remoteId === remoteId)?.status, 'Invalidated')
})

test('a success without content is unclear, and the voucher is found', async () => {
  await world.set({ answers: 'empty' })
  const planned = await first(ledger())
  assert.equal((await failureOf(session.send(planned, signal))).kind, 'ambiguous')
  assert.equal((await session.find(planned, signal)).length, 1)
})

test('each refusal of Talenom has our code, its words and advice', async () => {
  const cases: [object, LedgerDocument | PaymentDocument, string][] = [
    [{ missingAccounts: ['3000'] }, ledger(), 'ACCOUNT_UNKNOWN'],
    [{ closedBefore: '2026-03-01' }, ledger(), 'PERIOD_CLOSED'],
    [{ accountingPeriods: [{ from: '2027-01-01', to: '2027-12-31' }] }, payment(), 'PERIOD_CLOSED'],
    [{ costCenters: ['1'] }, ledger(), 'DIMENSION_UNKNOWN'],
    [{ projects: ['1'] }, ledger(), 'DIMENSION_UNKNOWN'],
  ]
  for (const [settings, document, code] of cases) {
    await world.set(settings)
    const error = await failureOf(sent(document))
    assert.deepEqual([error.kind, error.code], ['refused', code])
    assert.match(
      error.message,
      /^Talenom answered 400 to POST \/v2\/vouchers\/123456-7: .{10,} \(telemetry id \w{32}\)$/,
    )
    assert.match(error.advice, /retry/)
  }
  await world.set({ ledgerAccounts: ['1'] })
  const keyed = world.open({ settings: { matchKeys: 'INVOICE_NUMBER', receivablesAccount: '1701' } })
  const matchKey = await failureOf(keyed.send(await first(ledger(), keyed), signal))
  assert.equal(matchKey.code, 'MATCH_KEY_REFUSED')
  await world.set({})
  world.order('REFUSE', { text: 'Jotain muuta' })
  const other = await failureOf(sent(ledger()))
  assert.deepEqual([other.kind, other.code], ['refused', 'HTTP_400'])
  world.order('REFUSE', { code: 'FORBIDDEN' })
  assert.equal((await failureOf(sent(ledger()))).kind, 'auth')
})

test('a wrong subscription key and another organisation stop the queue', async () => {
  const credentials = talenom.simulatorCredentials(7, '123456-7')
  for (const changes of [
    { credentials: { ...credentials, subscriptionKey: 'not-the-right-one' } },
    { credentials, companyIdentifier: '7654321-0' },
  ]) {
    const error = await failureOf(world.open(changes).test(signal))
    assert.equal(error.kind, 'auth')
    assert.ok(!error.message.includes('not-the-right-one'))
  }
})

test('a draft is sent as a draft, and found as one', async () => {
  const own = world.open({ settings: { voucherState: 'DRAFT' } })
  const planned = await first(ledger(), own)
  assert.equal((await own.send(planned, signal)).status, 'Draft')
  assert.equal((await own.find(planned, signal))[0]?.status, 'Draft')
})

test('many vouchers of a day are read page by page; payments and vouchers are read apart', async () => {
  const day = { bookingDate: '2026-02-11' }
  const rows = [row('1701', 100n, day), row('3000', -100n, day)]
  for (let i = 0; i < 101; i++) await sent(ledger({ rows }))
  const last = await first(ledger({ rows }))
  const { remoteId } = await session.send(last, signal)
  await sent(payment({ paymentDate: '2026-02-11' }))
  assert.equal((await session.find(last, signal))[0]?.remoteId, remoteId)
  assert.equal((await session.readBack('ledger', '2026-02-11', '2026-02-11', signal)).length, 102)
  const [paid, ...others] = await session.readBack('payment', '2026-02-11', '2026-02-11', signal)
  assert.deepEqual([paid?.total, paid?.lines?.length, others.length], [11_000n, 3, 0])
})

test('peeled VAT is Talenom’s: the voucher is read back as it was sent', async () => {
  const own = world.open({ settings: { vatMode: 'PEELED' } })
  const planned = await first(ledger(), own)
  await own.send(planned, signal)
  const [found] = await own.find(planned, signal)
  assert.equal(found?.total, planned.total)
  assert.match(
    JSON.stringify((await world.books()).vouchers.at(-1)),
    /"accountNumber":"2939","vatIncludedAmount":-607.5/,
  )
})
