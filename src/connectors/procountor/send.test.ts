import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { until } from '../../../test/support/until.ts'
import type { PlannedVoucher } from '../port.ts'
import { publishedLedger, row } from '../../../test/support/connectors/procountor/examples.ts'
import { COMPANY, failure, signal, startWorld, type World } from '../../../test/support/connectors/procountor/world.ts'

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world.close())
let number = 0
/** A new document for each test, in books that all tests share. */
const fresh = () => ({ identifier: `document-${++number}` })
const first = ([planned]: PlannedVoucher[]): PlannedVoucher => {
  assert.ok(planned)
  return planned
}
const arrived = async (planned: PlannedVoucher) => {
  const { vouchers, payments } = await world.books()
  return [...vouchers, ...payments].filter(({ marker }) => marker === planned.marker)
}
beforeEach(() => world.set({}))

void test('arrives once, is found by its marker, and is read back with its debit side', async () => {
  const session = world.open()
  const planned = first(await session.plan(publishedLedger(fresh())))
  assert.deepEqual(await session.find(planned, signal), [])
  const sent = await session.send(planned, signal)
  assert.equal(sent.status, 'Draft')
  const [found, ...others] = await session.find(planned, signal)
  assert.equal(others.length, 0)
  assert.equal(found?.remoteId, sent.remoteId)
  assert.equal(found?.marker, planned.marker)
  assert.equal(found?.date, '2025-12-12')
  const read = await session.readBack('ledger', '2025-12-11', '2025-12-13', signal)
  const same = read.find(({ remoteId }) => remoteId === sent.remoteId)
  assert.equal(same?.total, planned.total)
  const [voucher] = (await world.books()).vouchers.filter(({ marker }) => marker === planned.marker)
  assert.deepEqual(
    voucher?.lines.map(({ account, accountingValue }) => [account, accountingValue]),
    [
      ['1701', 2990],
      ['3000', -2382.47],
    ],
  )
})

void test('lets Procountor add the cents of rounding', async () => {
  const session = world.open()
  const rows = [
    row('1701', 299000n),
    row('3000', -238248n, { vatPercentage: 25.5, vatCode: '20' }),
    row('2939', -60752n, { isVatRow: true }),
  ]
  const planned = first(await session.plan(publishedLedger({ ...fresh(), rows })))
  await session.send(planned, signal)
  const [voucher] = (await world.books()).vouchers.filter(({ marker }) => marker === planned.marker)
  assert.equal(voucher?.lines.at(-1)?.transactionType, 'RECONCILIATION_ENTRY')
  assert.equal(voucher?.lines.at(-1)?.accountingValue, 0.01)
})

void test('is approved when that is asked for, and Draft when approving does not succeed', async () => {
  const session = world.open({ settings: { approval: 'APPROVE' } })
  const planned = first(await session.plan(publishedLedger(fresh())))
  assert.equal((await session.send(planned, signal)).status, 'Approved')
  assert.equal((await session.find(planned, signal))[0]?.status, 'Approved')

  // Stored with the first write; the second is cut before and after it took hold.
  const cut = first(await session.plan(publishedLedger(fresh())))
  await sendWithFaultAtApproval(cut, 'CUT', 'Draft')
  const late = first(await session.plan(publishedLedger(fresh())))
  await sendWithFaultAtApproval(late, 'COMMIT_THEN_CUT', 'Approved')

  async function sendWithFaultAtApproval(planned: PlannedVoucher, fault: string, status: string) {
    // The answer to the first write is late, so that there is time to order a fault for the second.
    world.order('COMMIT_THEN_SLOW', { delayMs: 500 })
    const sending = session.send(planned, signal)
    await until('the first write', async () => (await arrived(planned)).length > 0)
    world.order(fault)
    assert.equal((await sending).status, status)
    assert.equal((await session.find(planned, signal)).length, 1)
  }
})

void test('does not count an invalidated receipt as there', async () => {
  const session = world.open()
  const planned = first(await session.plan(publishedLedger(fresh())))
  const { remoteId } = await session.send(planned, signal)
  await world.asPerson('PUT', `/ledgerreceipts/${remoteId}/invalidate`)
  assert.deepEqual(await session.find(planned, signal), [])
})

void test('finds one among several hundred of a day', async () => {
  const session = world.open()
  const day = { bookingDate: '2026-02-03' }
  const planned: PlannedVoucher[] = []
  for (let i = 0; i < 430; i++) {
    const rows = [row('1701', 100n, day), row('3000', -100n, day)]
    planned.push(first(await session.plan(publishedLedger({ ...fresh(), rows }))))
  }
  for (const one of planned) await session.send(one, signal)
  for (const one of [planned[0], planned[199], planned[200], planned[429]]) {
    assert.equal((await session.find(one as PlannedVoucher, signal)).length, 1)
  }
  assert.equal((await session.readBack('ledger', '2026-02-03', '2026-02-03', signal)).length, 430)
})

void test('SLOW beyond the time-out: ambiguous, and found once it has settled', async () => {
  const session = world.open({ settings: { requestTimeoutMs: 1_000 } })
  const planned = first(await session.plan(publishedLedger(fresh())))
  world.order('SLOW', { delayMs: 1_500 })
  assert.equal((await failure(session.send(planned, signal))).kind, 'ambiguous')
  await until('it arrives', async () => (await arrived(planned)).length > 0)
  assert.equal((await session.find(planned, signal)).length, 1)
})

void test('a read that meets maintenance is only temporary', async () => {
  const session = world.open()
  const planned = first(await session.plan(publishedLedger(fresh())))
  world.order('MAINTENANCE')
  assert.equal((await failure(session.find(planned, signal))).kind, 'temporary')
  assert.deepEqual(await session.find(planned, signal), [])
})

void test('an address nobody listens at is temporary', async () => {
  const session = world.open({ baseUrl: 'http://127.0.0.1:9' })
  const planned = first(await session.plan(publishedLedger(fresh())))
  assert.equal((await failure(session.send(planned, signal))).kind, 'temporary')
  assert.equal((await failure(session.find(planned, signal))).kind, 'temporary')
})

void test('tokens are renewed before they end', async () => {
  const session = world.open()
  await session.test(signal)
  world.clock.now = new Date(world.clock.now.getTime() + 3_541_000)
  const planned = first(await session.plan(publishedLedger(fresh())))
  await session.send(planned, signal)
  world.clock.now = new Date(world.clock.now.getTime() + 7_200_000)
  assert.equal((await session.find(planned, signal)).length, 1)
})

void test('wrong credentials get no tokens, and the error does not show a secret', async () => {
  for (const key of ['clientId', 'clientSecret', 'apiKey']) {
    const credentials = { ...world.credentials(), [key]: 'hush-hush-wrong' }
    const session = world.open({ credentials })
    const error = await failure(session.test(signal))
    assert.equal(error.kind, 'auth')
    for (const secret of Object.values(credentials).slice(1)) {
      assert.ok(!`${error.message} ${error.advice}`.includes(secret))
    }
  }
})

void test('a connection test says who answered and what can be mapped to', async () => {
  const report = await world.open().test(signal)
  assert.match(report.message, new RegExp(COMPANY))
  assert.deepEqual(
    (report.details['vatStatuses'] as { vatStatus: number }[]).map(({ vatStatus }) => vatStatus),
    [1, 3, 5, 12],
  )
})
