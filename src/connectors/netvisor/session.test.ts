/** The connector and the simulator over real HTTP: what is sent arrives once, and is found again. */
import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import type { AccountingDocument, PlannedVoucher, Session } from '../port.ts'
import {
  ledgerPayloadExample as ledger,
  paymentPayloadExample as payment,
} from '../../../test/support/connectors/netvisor/examples.ts'
import { CUSTOMER, openWorld, signal, type World } from '../../../test/support/connectors/netvisor/world.ts'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

async function planOne(session: Session, document: AccountingDocument): Promise<PlannedVoucher> {
  const [planned, ...more] = await session.plan(document)
  assert.ok(planned)
  assert.equal(more.length, 0)
  return planned
}
const failure = (kind: string, code: string) => ({ name: 'ConnectorError', kind, code })

test('the published ledger arrives, is found by its marker, and is read back with its total', async () => {
  const { session } = world
  const planned = await planOne(session, ledger)
  assert.deepEqual(await session.find(planned, signal), [])
  const sent = await session.send(planned, signal)
  const [found, ...more] = await session.find(planned, signal)
  assert.equal(more.length, 0)
  assert.equal(found?.remoteId, sent.remoteId)
  assert.equal(found?.marker, planned.marker)
  const [read] = await session.readBack('ledger', '2025-10-01', '2025-12-31', signal)
  assert.equal(read?.remoteId, sent.remoteId)
  assert.equal(read?.date, '2025-12-12')
  assert.equal(read?.total, planned.total)
  assert.equal((await world.inspect()).vouchers.length, 1)
})

test('the published payment arrives, and is found by invoice, day, sum and payer', async () => {
  const { session } = world
  const planned = await planOne(session, payment)
  assert.deepEqual(await session.find(planned, signal), [])
  const sent = await session.send(planned, signal)
  assert.deepEqual(
    (await session.find(planned, signal)).map((found) => found.remoteId),
    [sent.remoteId],
  )
  const other = await planOne(session, { ...payment, identifier: 'other', amount: 11_001n, rows: [] })
  assert.deepEqual(await session.find(other, signal), [])
  const [read] = await session.readBack('payment', '2026-02-01', '2026-02-28', signal)
  assert.equal(read?.total, 11_000n)
})

test('letters that ISO-8859-15 lacks arrive, accents typed apart become one letter', async () => {
  const planned = await planOne(world.session, { ...ledger, documentDescription: 'Ma\u0308ki € 漢' })
  await world.session.send(planned, signal)
  const [voucher] = (await world.inspect()).vouchers
  assert.match(String(voucher?.['description']), /Mäki € 漢$/)
})

test('both hash algorithms and both charsets are taken', async () => {
  for (const settings of [{ macAlgorithm: 'SHA256' }, { bodyCharset: 'UTF-8' }]) {
    const session = world.open({ settings })
    const planned = await planOne(session, { ...ledger, identifier: JSON.stringify(settings) })
    await session.send(planned, signal)
  }
  assert.equal((await world.inspect()).vouchers.length, 2)
})

test('maintenance met while reading is temporary', async () => {
  const planned = await planOne(world.session, ledger)
  world.faults.order({ fault: 'MAINTENANCE', company: CUSTOMER })
  await assert.rejects(world.session.find(planned, signal), { kind: 'temporary', code: 'SYSTEM_MAINTENANCE' })
})

test('a document that Netvisor refuses is refused in its own words', async () => {
  await world.set({ closedBefore: '2026-01-01', missingAccounts: ['1601'] })
  const voucher = await planOne(world.session, ledger)
  await assert.rejects(world.session.send(voucher, signal), failure('refused', 'PERIOD_LOCK'))
  const paid = await planOne(world.session, payment)
  await assert.rejects(world.session.send(paid, signal), (error: Error) => {
    assert.match(error.message, /1601/)
    return (error as Error & { code?: string }).code === 'INVALID_DATA'
  })
  assert.deepEqual(await world.session.find(voucher, signal), [])
})

test('wrong keys stop the queue, and no key is in the words', async () => {
  const credentials = { customerId: CUSTOMER, customerKey: 'k'.repeat(32), partnerId: 'p', partnerKey: 'q'.repeat(32) }
  const session = world.open({ credentials })
  await assert.rejects(session.test(signal), (error: Error) => {
    assert.doesNotMatch(error.message, /kkkk|qqqq/)
    return (error as Error & { kind?: string }).kind === 'auth'
  })
})

test('a test says what it found', async () => {
  await world.set({ closedBefore: '2026-01-01' })
  const report = await world.session.test(signal)
  assert.match(report.message, /123456-7; it has \d+ voucher types\.$/)
  assert.equal((report.details['voucherTypes'] as Record<string, string>)['ML'], 'Myyntilasku')
})

test('a voucher type that Netvisor lacks is refused with those it has, a mapping names another', async () => {
  await assert.rejects(
    world.session.plan({ ...ledger, documentType: 'XX' }),
    failure('refused', 'VOUCHER_TYPE_UNKNOWN'),
  )
  const session = world.open({
    mappings: { voucherTypes: { XX: 'Pankki' }, vatCodes: {}, dimensions: {}, paymentMethods: {} },
  })
  await session.send(await planOne(session, { ...ledger, documentType: 'XX' }), signal)
  const [voucher] = (await world.inspect()).vouchers
  assert.equal(voucher?.['voucherClass'], 'Pankki')
})
