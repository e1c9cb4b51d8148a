/** The connector against the simulator, over real HTTP. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import Fastify from 'fastify'
import { Value } from 'typebox/value'
import { createNetbaronSimulator } from '../../simulators/netbaron/index.ts'
import { type FaultName, type FaultOrder, createFaults } from '../../simulators/kit/faults.ts'
import { openJournal } from '../../simulators/kit/journal.ts'
import { mountSimulators } from '../../simulators/kit/server.ts'
import { ConnectorError } from '../errors.ts'
import { createHttpPort } from '../http.ts'
import type { AccountingDocument, PlannedVoucher, Session } from '../port.ts'
import { netbaron } from './index.ts'
import {
  connection,
  exampleLedger,
  examplePayment,
  never,
  tools,
} from '../../../test/support/connectors/netbaron/world.ts'

interface Books {
  vouchers: { marker: string; lines: { account: string }[]; total: number; raw: string }[]
  payments: { marker: string; description: string }[]
  refused: { text: string }[]
}

async function bench(context: TestContext) {
  const app = Fastify({ forceCloseConnections: true })
  const faults = createFaults()
  const simulator = createNetbaronSimulator({ faults, journal: openJournal(undefined), now: () => new Date() })
  await mountSimulators(app, [{ simulator, faults }])
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  const port = createHttpPort()
  const { http } = port
  context.after(async () => {
    await port.close()
    await app.close()
  })
  const baseUrl = origin + netbaron.simulatorPath
  const open = (credentials = {}, settings = {}): Session =>
    netbaron.open(
      connection({
        baseUrl,
        settings,
        credentials: { ...netbaron.simulatorCredentials(7, '123456-7'), ...credentials },
      }),
      tools({ http }),
    )
  const set = (settings: unknown) =>
    fetch(`${baseUrl}/companies/sim-7-123456-7`, { method: 'PUT', body: JSON.stringify(settings) })
  const acknowledge = () => fetch(`${baseUrl}/companies/sim-7-123456-7/acknowledge`, { method: 'POST' })
  const books = () => simulator.inspect('sim-7-123456-7') as Books
  const order = (fault: Omit<FaultOrder, 'fault'> & { fault: FaultName }) => faults.order(fault)
  return { session: open(), open, set, acknowledge, books, order, origin }
}

async function planned(session: Session, document: AccountingDocument = exampleLedger()): Promise<PlannedVoucher> {
  const vouchers = await session.plan(document)
  assert.equal(vouchers.length, 1)
  const [first] = vouchers
  assert.ok(first)
  return first
}

function error(kind: string, code?: string, words?: RegExp) {
  return (thrown: unknown) => {
    assert.ok(thrown instanceof ConnectorError, String(thrown))
    assert.equal(thrown.kind, kind, `${thrown.code}: ${thrown.message}`)
    if (code !== undefined) assert.equal(thrown.code, code)
    if (words !== undefined) assert.match(thrown.message, words)
    return true
  }
}

void test('its credentials and settings are what its schemas say', () => {
  assert.ok(Value.Check(netbaron.credentials, netbaron.simulatorCredentials(1, '123456-7')))
  assert.ok(Value.Check(netbaron.settings, {}))
  assert.ok(Value.Check(netbaron.settings, { requestTimeoutMs: 1_000 }), 'the engine’s settings stand beside ours')
  assert.ok(!Value.Check(netbaron.settings, { separator: '|' }))
  assert.ok(!Value.Check(netbaron.credentials, { delivery: 'PIGEON', organisation: 'a' }))
  assert.ok(netbaron.settleMs >= netbaron.requestTimeoutMs)
})

void test('both published examples arrive, and are read back', async (context) => {
  const { session, books } = await bench(context)
  assert.match((await session.test(never)).message, /sim-7-123456-7/)
  const ledger = await planned(session)
  const payment = await planned(session, examplePayment())
  assert.deepEqual(await session.send(ledger, never), { remoteId: `ML-${ledger.marker}`, status: 'Approved' })
  assert.deepEqual(await session.send(payment, never), { remoteId: `PT-${payment.marker}`, status: 'Approved' })
  const { vouchers, payments } = books()
  assert.deepEqual([vouchers.length, vouchers[0]?.marker, vouchers[0]?.total], [1, ledger.marker, 2990])
  assert.deepEqual([payments.length, payments[0]?.marker], [1, payment.marker])
  assert.equal(payments[0]?.description, '133720800 1337109 Matti Meikäläinen')
  const back = async (kind: 'ledger' | 'payment') => {
    const found = await session.readBack(kind, '2025-12-01', '2026-12-31', never)
    return found.map(({ marker, date, total, status }) => ({ marker, date, total, status }))
  }
  const status = 'Approved'
  assert.deepEqual(await back('ledger'), [{ marker: ledger.marker, date: '2025-12-12', total: 299_000n, status }])
  assert.deepEqual(await back('payment'), [{ marker: payment.marker, date: '2026-02-25', total: 11_000n, status }])
  assert.deepEqual(await session.readBack('ledger', '2025-12-13', '2025-12-31', never), [])
})

void test('every separator, language and charset of the settings is read by the import', async (context) => {
  const { open, books } = await bench(context)
  let sent = 0
  for (const separator of [';', ':', ',', 'TAB', 'SPACE']) {
    for (const [header, charset] of [
      ['FI', 'UTF-8'],
      ['EN', 'ISO-8859-15'],
    ] as const) {
      const session = open({}, { separator, header, charset })
      const identifier = `${separator}${header}`
      const documentDescription = 'Älä "lainaa"; 12:30,\ttoinen\nrivi'
      const voucher = await planned(session, exampleLedger({ identifier, documentDescription }))
      assert.equal((await session.send(voucher, never)).status, 'Approved')
      sent++
    }
  }
  assert.equal(books().vouchers.length, sent)
})

for (const fault of ['COMMIT_THEN_CUT', 'COMMIT_THEN_HTML_502'] as const) {
  void test(`${fault} makes a send ambiguous; it is then found, and never there twice`, async (context) => {
    const { session, order, books } = await bench(context)
    order({ fault })
    const voucher = await planned(session)
    await assert.rejects(session.send(voucher, never), error('ambiguous'))
    const [found] = await session.find(voucher, never)
    assert.deepEqual([found?.status, found?.marker], ['Approved', voucher.marker])
    assert.equal((await session.send(voucher, never)).status, 'Approved')
    assert.equal(books().vouchers.length, 1)
  })
}

for (const fault of ['CUT', 'HTML_502'] as const) {
  void test(`${fault} makes a send ambiguous; it is then not there, and sent`, async (context) => {
    const { session, order, books } = await bench(context)
    order({ fault })
    const voucher = await planned(session)
    await assert.rejects(session.send(voucher, never), error('ambiguous'))
    assert.deepEqual(await session.find(voucher, never), [])
    assert.equal((await session.send(voucher, never)).status, 'Approved')
    assert.equal(books().vouchers.length, 1)
  })
}

void test('slow answers, maintenance, too many requests, an expired key', async (context) => {
  const { session, open, order, books } = await bench(context)
  const voucher = await planned(session)
  order({ fault: 'COMMIT_THEN_SLOW', delayMs: 2_000 })
  await assert.rejects(open({}, { requestTimeoutMs: 700 }).send(voucher, never), error('ambiguous'))
  assert.equal((await session.find(voucher, never)).length, 1)
  const next = await planned(session, exampleLedger({ identifier: 'next' }))
  order({ fault: 'MAINTENANCE' })
  await assert.rejects(session.send(next, never), error('temporary', 'MAINTENANCE'))
  order({ fault: 'TOO_MANY_REQUESTS', retryAfterSeconds: 7 })
  await assert.rejects(session.send(next, never), (thrown) => (thrown as ConnectorError).retryAfterMs === 7_000)
  order({ fault: 'EXPIRED_TOKEN' })
  await assert.rejects(session.send(next, never), error('auth', 'DROP_KEY'))
  await assert.rejects(open({ dropKey: 'wrong' }).test(never), error('auth', 'DROP_KEY'))
  await assert.rejects(open({ dropKey: 'wrong' }).find(next, never), error('auth', 'DROP_KEY'))
  assert.deepEqual(await session.find(next, never), [])
  assert.equal(books().vouchers.length, 1)
})

void test('refusals in the import’s words, and a retry after it was corrected is booked once', async (context) => {
  const { session, set, order, books } = await bench(context)
  const voucher = await planned(session)
  await set({ missingAccounts: ['3000'] })
  await assert.rejects(
    session.send(voucher, never),
    error('refused', 'IMPORT_REFUSED', /account 3000 is not in the chart/),
  )
  await set({ closedBefore: '2026-01-01' })
  assert.deepEqual(await session.find(voucher, never), [])
  await assert.rejects(
    session.send(voucher, never),
    error('refused', 'IMPORT_REFUSED', /period of 2025-12-12 is closed/),
  )
  order({ fault: 'REFUSE', code: 'E42', text: 'Ei käy' })
  await assert.rejects(session.send(voucher, never), error('refused', 'IMPORT_REFUSED', /^E42: Ei käy$/))
  await set({})
  assert.equal((await session.send(voucher, never)).status, 'Approved')
  assert.equal((await session.send(voucher, never)).status, 'Approved')
  assert.deepEqual([books().vouchers.length, books().refused.length], [1, 3])
})

void test('an import that answers later: awaited, confirmed, refused', async (context) => {
  const { session, set, acknowledge, books } = await bench(context)
  await set({ ackMode: 'manual', missingAccounts: ['1601'] })
  const ledger = await planned(session)
  const payment = await planned(session, examplePayment())
  for (const voucher of [ledger, payment]) {
    assert.equal((await session.send(voucher, never)).awaitsConfirmation, true)
    assert.equal(await session.confirm?.(voucher, never), null)
    assert.equal((await session.find(voucher, never))[0]?.status, 'Draft')
  }
  assert.equal(books().vouchers.length, 0)
  await acknowledge()
  assert.equal((await session.confirm?.(ledger, never))?.remoteId, `ML-${ledger.marker}`)
  await assert.rejects(
    session.confirm?.(payment, never) ?? Promise.resolve(),
    error('refused', 'IMPORT_REFUSED', /1601/),
  )
})

void test('an unreachable server is a temporary error, and a missing simulator is refused', async (context) => {
  const { session } = await bench(context)
  const voucher = await planned(session)
  const port = createHttpPort()
  const { http } = port
  context.after(() => port.close())
  const credentials = netbaron.simulatorCredentials(7, '123456-7')
  const lost = netbaron.open(connection({ baseUrl: 'http://127.0.0.1:9', credentials }), tools({ http }))
  await assert.rejects(lost.send(voucher, never), error('temporary'))
  await assert.rejects(lost.find(voucher, never), error('temporary'))
  const none = netbaron.open(connection({ credentials }), tools({ http }))
  await assert.rejects(none.send(voucher, never), error('auth', 'NO_SIMULATOR'))
})
