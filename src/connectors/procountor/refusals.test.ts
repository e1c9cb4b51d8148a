/** Refusals, by us before sending or by Procountor: each with its code, its words and advice. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { PlannedVoucher } from '../port.ts'
import { publishedLedger, publishedPayment, row } from '../../../test/support/connectors/procountor/examples.ts'
import { failure, signal, startWorld, type World } from '../../../test/support/connectors/procountor/world.ts'

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world.close())
beforeEach(() => world.set({}))
let number = 0
const fresh = () => ({ identifier: `document-${++number}` })
const first = ([planned]: PlannedVoucher[]): PlannedVoucher => {
  assert.ok(planned)
  return planned
}
const arrived = async (planned: PlannedVoucher) => {
  const { vouchers, payments } = await world.books()
  return [...vouchers, ...payments].filter(({ marker }) => marker === planned.marker)
}
const EMPTY = { voucherTypes: {}, vatCodes: {}, dimensions: {}, paymentMethods: {} }

void test('a closed period is refused before sending, and by Procountor itself', async () => {
  const session = world.open()
  await world.set({ closedBefore: '2026-01-01' })
  for (const document of [publishedLedger(fresh()), publishedPayment({ ...fresh(), paymentDate: '2025-12-24' })]) {
    const planned = first(await session.plan(document))
    const error = await failure(session.send(planned, signal))
    assert.equal(error.kind, 'refused')
    assert.equal(error.code, 'PERIOD_CLOSED')
    assert.match(error.message, /closed period in Procountor \(fiscal year 2025-01-01 – 2025-12-31\)/)
    assert.equal((await arrived(planned)).length, 0)
  }
  // In the middle of a month the month is open, and only Procountor knows.
  await world.set({ closedBefore: '2026-02-28' })
  world.clock.now = new Date(world.clock.now.getTime() + 60_000)
  const rows = [row('1701', 100n, { bookingDate: '2026-02-20' }), row('3000', -100n, { bookingDate: '2026-02-20' })]
  for (const document of [publishedLedger({ ...fresh(), rows }), publishedPayment(fresh())]) {
    const error = await failure(session.send(first(await session.plan(document)), signal))
    assert.equal(error.code, 'PERIOD_CLOSED')
    assert.match(error.message, /answered 400/)
  }
})

void test('nothing of a document is stored when a later part of it would be refused', async () => {
  const session = world.open({ mappings: { ...EMPTY, vatCodes: { XX: '99' } } })
  const early = { bookingDate: '2025-12-01' }
  const late = { bookingDate: '2026-01-02' }
  const wrong = { ...late, vatCode: 'XX' }
  const rows = [row('1701', 1n, late), row('3000', -1n, wrong), row('1701', 2n, early), row('3000', -2n, early)]
  const planned = await session.plan(publishedLedger({ ...fresh(), rows }))
  assert.equal(planned.length, 2)
  assert.equal((await failure(session.send(first(planned), signal))).code, 'VAT_STATUS_NOT_ENABLED')
  assert.equal((await arrived(first(planned))).length, 0)
})

void test('a period that was opened again is seen at once', async () => {
  const session = world.open()
  await world.set({ closedBefore: '2026-01-01' })
  const planned = first(await session.plan(publishedLedger(fresh())))
  assert.equal((await failure(session.send(planned, signal))).code, 'PERIOD_CLOSED')
  await world.set({})
  world.clock.now = new Date(world.clock.now.getTime() + 6_000)
  await session.send(planned, signal)
  assert.equal((await arrived(planned)).length, 1)
})

void test('an account that the chart lacks is refused', async () => {
  const session = world.open()
  await world.set({ missingAccounts: ['3000'] })
  const error = await failure(session.send(first(await session.plan(publishedLedger(fresh()))), signal))
  assert.equal(error.kind, 'refused')
  assert.equal(error.code, 'ACCOUNT_UNKNOWN')
  assert.match(error.message, /transactions\[1\]\.account: Account 3000/)
})

void test('a VAT percent and a VAT status that are not in use are refused', async () => {
  await world.set({ vatPercents: [{ vatPercent: 0 }, { vatPercent: 24 }] })
  const percent = await failure(world.open().send(first(await world.open().plan(publishedLedger(fresh()))), signal))
  assert.equal(percent.code, 'VAT_PERCENT_NOT_IN_USE')
  assert.match(percent.message, /25\.5 %.*In use: 0, 24/)
  await world.set({ vatStatuses: [{ vatStatus: 12 }, { vatStatus: 1, sales: false }] })
  const status = await failure(world.open().send(first(await world.open().plan(publishedLedger(fresh()))), signal))
  assert.equal(status.code, 'VAT_STATUS_NOT_ENABLED')
})

void test('Procountor refuses a receipt whose lookups are outdated, and they are looked up again', async () => {
  const session = world.open()
  await session.send(first(await session.plan(publishedLedger(fresh()))), signal)
  await world.set({ vatPercents: [{ vatPercent: 0 }] })
  const planned = first(await session.plan(publishedLedger(fresh())))
  const theirs = await failure(session.send(planned, signal))
  assert.equal(theirs.code, 'VAT_PERCENT_NOT_IN_USE')
  assert.match(theirs.message, /answered 400/)
  assert.match((await failure(session.send(planned, signal))).message, /In use: 0/)
})

void test('dimensions and items the company does not have, or no longer uses, are refused', async () => {
  const rows = (value: string) => [
    row('1701', 100n, { dimensions: [{ type: 'COST_CENTER', value }] }),
    row('3000', -100n),
  ]
  const sending = async (value: string, mappings = EMPTY) => {
    const session = world.open({ mappings })
    return session.send(first(await session.plan(publishedLedger({ ...fresh(), rows: rows(value) }))), signal)
  }
  await world.set({ dimensions: [{ name: 'Kustannuspaikka', items: ['1000', 'old'], inactive: ['old'] }] })
  const unknown = await failure(sending('1000'))
  assert.equal(unknown.code, 'DIMENSION_UNKNOWN')
  assert.match(unknown.message, /“Cost center”; it has Kustannuspaikka/)
  const mapped = { ...EMPTY, dimensions: { COST_CENTER: 'kustannuspaikka' } }
  assert.equal((await failure(sending('2000', mapped))).code, 'DIMENSION_ITEM_UNKNOWN')
  assert.equal((await failure(sending('old', mapped))).code, 'DIMENSION_ITEM_INACTIVE')
  assert.equal((await sending('1000', mapped)).status, 'Draft')
})

void test('any other refusal keeps Procountor’s words; too many requests wait as long as the answer says', async () => {
  const session = world.open()
  const planned = first(await session.plan(publishedLedger(fresh())))
  await session.test(signal)
  world.order('REFUSE', { code: 'partnerId', text: 'No such partner' })
  const refused = await failure(session.send(planned, signal))
  assert.deepEqual([refused.kind, refused.code], ['refused', 'HTTP_400'])
  assert.match(refused.message, /partnerId: No such partner/)
  world.order('TOO_MANY_REQUESTS', { retryAfterSeconds: 7 })
  const busy = await failure(session.send(planned, signal))
  assert.deepEqual([busy.kind, busy.retryAfterMs], ['temporary', 7_000])
  await session.send(planned, signal)
  assert.equal((await arrived(planned)).length, 1)
})
