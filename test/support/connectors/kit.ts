/**
 * The tests that every connector passes against its simulator: each document once, whatever happens to an answer, a
 * token or a period. A connector's own tests add what is special about it.
 */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { markerOf } from '../../../src/connectors/marker.ts'
import type {
  AccountingDocument,
  Connector,
  LedgerDocument,
  LedgerRow,
  PaymentDocument,
  PlannedVoucher,
  Session,
} from '../../../src/connectors/port.ts'
import type { SystemFacts } from '../sync/systems.ts'
import { publishedPayment } from './examples.ts'
import { type Arrived, CLIENT, type ConnectorWorld, failureOf, signal, startConnectorWorld } from './world.ts'

/** Letters of many scripts, signs outside any one code page, and a letter that is two code units. */
const TEXTS = ['½ – “quoted” … €', 'Łódź Žilina Őrség', 'Гродно 例え', '😀👍🏽']
const DAY = '2026-02-25'

export function connectorTests(connector: Connector, facts: SystemFacts): void {
  const { system } = connector
  let world: ConnectorWorld
  let session: Session
  let number = 0
  before(async () => {
    world = await startConnectorWorld(connector)
  })
  after(() => world.close())
  beforeEach(async () => {
    world.clearFaults()
    await world.set({})
    session = open()
    // So that look-ups are done, and an ordered fault meets the write of the test.
    await stored(session, await planned(ledger()))
    await stored(session, await planned(payment()))
  })

  const open = (changes: Parameters<ConnectorWorld['open']>[0] = {}): Session =>
    world.open({
      settings: { ...facts.unlimited },
      mappings: { voucherTypes: {}, vatCodes: facts.vatCodes, dimensions: {}, paymentMethods: {} },
      ...changes,
    })
  const fresh = () => `document-${++number}`
  const row = (accountNumber: string, netAmount: bigint, more: Partial<LedgerRow> = {}): LedgerRow => ({
    ...{ bookingDate: DAY, accountNumber, amount: netAmount, netAmount, isVatRow: false, dimensions: [] },
    ...more,
  })
  const ledger = (changes: Partial<LedgerDocument> = {}): LedgerDocument => ({
    kind: 'ledger',
    identifier: fresh(),
    companyIdentifier: '123456-7',
    documentType: 'ML',
    documentName: '1001',
    documentDate: DAY,
    calculationMode: 'NET',
    rows: [row('1701', 12_400n), row('3000', -12_400n)],
    ...changes,
  })
  const payment = (changes: Partial<PaymentDocument> = {}): PaymentDocument =>
    publishedPayment({
      ...{ identifier: fresh(), invoiceNumber: String(500_000 + number), currency: connector.currency },
      ...{ paymentDate: DAY, amount: 5_000n },
      rows: [
        { description: 'Payment', accountNumber: '1910', amount: 5_000n },
        { description: 'Counter Account', accountNumber: '1601', amount: -5_000n },
      ],
      ...changes,
    })

  async function planned(document: AccountingDocument): Promise<PlannedVoucher> {
    const [part, ...others] = await session.plan(document)
    assert.ok(part)
    assert.equal(others.length, 0)
    return part
  }
  /** The books' record of a planned voucher or payment, as often as it arrived. */
  async function arrived(document: AccountingDocument, part: PlannedVoucher): Promise<Arrived[]> {
    const books = await world.books()
    if (document.kind !== 'payment') return books.vouchers.filter(({ marker }) => marker === part.marker)
    if (facts.paymentsBy === 'marker') return books.payments.filter((one) => JSON.stringify(one).includes(part.marker))
    return books.payments.filter(({ invoiceNumber }) => String(invoiceNumber) === document.invoiceNumber)
  }
  const both: [string, () => AccountingDocument][] = [
    ['ledger', ledger],
    ['payment', payment],
  ]

  test(`${system}: planning is pure, and the marker follows from client, kind and identifier`, async () => {
    for (const [kind, make] of both) {
      const document = make()
      const first = await planned(document)
      assert.deepEqual(await planned(document), first)
      assert.deepEqual(await open().plan(document), [first])
      assert.equal(first.marker, markerOf(CLIENT, kind, document.identifier))
      assert.notEqual((await planned({ ...document, identifier: fresh() })).marker, first.marker)
    }
  })

  test(`${system}: the payment of an invoice that is booked from here becomes a voucher, and needs no invoice there`, async () => {
    if (facts.listsInvoices) await world.set({ invoices: 'listed', listedInvoices: [] })
    const own = payment({ rows: [], accounts: { money: '1910', receivable: '1701' }, sourceName: 'Matti Meikäläinen' })
    const part = await planned(own)
    assert.equal(part.marker, markerOf(CLIENT, 'payment', own.identifier))
    const remoteId = await stored(session, part)
    assert.deepEqual(
      (await session.find(part, signal)).map((found) => found.remoteId),
      [remoteId],
    )
    const kinds = [
      await session.readBack('ledger', DAY, DAY, signal),
      await session.readBack('payment', DAY, DAY, signal),
    ]
    const [read] = kinds.flat().filter(({ marker }) => marker === part.marker)
    assert.deepEqual([read?.remoteId, read?.date, read?.total], [remoteId, DAY, own.amount])
    const money = read?.lines?.find(({ account }) => account === '1910')
    assert.equal(money?.amount ?? own.amount, own.amount)
  })

  for (const [kind, make] of both) {
    test(`${system}: a ${kind} arrives once, is found, and is read back with its sum`, async () => {
      const document = make()
      const part = await planned(document)
      assert.deepEqual(await session.find(part, signal), [])
      const remoteId = await stored(session, part)
      const [found, ...others] = await session.find(part, signal)
      assert.equal(found?.remoteId, remoteId)
      assert.equal(others.length, 0)
      assert.equal((await arrived(document, part)).length, 1)
      const read = await session.readBack(document.kind === 'payment' ? 'payment' : 'ledger', DAY, DAY, signal)
      const same = read.find((one) => one.remoteId === remoteId)
      assert.equal(same?.date, DAY)
      assert.equal(same?.total, part.total)
    })

    for (const fault of ['COMMIT_THEN_CUT', 'COMMIT_THEN_HTML_502'] as const) {
      test(`${system}: ${fault} leaves a ${kind} unclear; it is found, and stands there once`, async () => {
        const document = make()
        const part = await planned(document)
        world.order(fault)
        assert.equal((await failureOf(session.send(part, signal))).kind, 'ambiguous')
        assert.equal((await session.find(part, signal)).length, 1)
        await session.confirm?.(part, signal)
        assert.equal((await arrived(document, part)).length, 1)
      })
    }

    for (const fault of ['CUT', 'HTML_502', 'MAINTENANCE', 'TOO_MANY_REQUESTS'] as const) {
      test(`${system}: ${fault} stores nothing of a ${kind}; it is not there, and is sent again`, async () => {
        const document = make()
        const part = await planned(document)
        world.order(fault, { retryAfterSeconds: 7 })
        const error = await failureOf(session.send(part, signal))
        const afterWrite = fault === 'MAINTENANCE' ? facts.maintenance : 'ambiguous'
        // Maintenance may meet the look-up of a payment's invoice, which is a read.
        const kinds = fault === 'MAINTENANCE' && kind === 'payment' ? [afterWrite, 'temporary'] : [afterWrite]
        if (fault === 'TOO_MANY_REQUESTS') assert.deepEqual([error.kind, error.retryAfterMs], ['temporary', 7_000])
        else assert.ok(kinds.includes(error.kind), error.kind)
        assert.ok(error.advice.length > 20, error.advice)
        assert.deepEqual(await session.find(part, signal), [])
        await stored(session, part)
        assert.equal((await arrived(document, part)).length, 1)
      })
    }

    test(`${system}: a closed period refuses a ${kind} with advice; once it is open the ${kind} arrives`, async () => {
      const document = make()
      const part = await planned(document)
      await world.set({ closedBefore: '2026-03-01' })
      world.clock.now = new Date(world.clock.now.getTime() + 60_000)
      const error = await failureOf(stored(session, part))
      assert.equal(error.kind, 'refused')
      assert.match(error.advice, /retry|submit|open/i)
      assert.equal((await arrived(document, part)).length, 0)
      await world.set({})
      world.clock.now = new Date(world.clock.now.getTime() + 60_000)
      await stored(session, part)
      assert.equal((await arrived(document, part)).length, 1)
    })
  }

  test(`${system}: an expired token is renewed once without a second voucher, or stops the queue`, async () => {
    const document = ledger()
    const part = await planned(document)
    world.order('EXPIRED_TOKEN')
    if (facts.renewsTokens) await stored(session, part)
    else assert.equal((await failureOf(session.send(part, signal))).kind, 'auth')
    assert.equal((await arrived(document, part)).length, facts.renewsTokens ? 1 : 0)
    world.order('EXPIRED_TOKEN', { times: 2 })
    const next = await planned(ledger())
    assert.equal((await failureOf(session.send(next, signal))).kind, 'auth')
  })

  test(`${system}: unknown credentials stop the queue, and the error does not show a secret`, async () => {
    const credentials = { ...(connector.simulatorCredentials(CLIENT, '123456-7') as object), ...facts.wrongKeys }
    const wrong = open({ credentials })
    const part = await planned(ledger())
    for (const call of [() => wrong.send(part, signal), () => wrong.test(signal)]) {
      const error = await failureOf(call())
      assert.equal(error.kind, 'auth')
      for (const name of facts.secrets) {
        const secret = (credentials as Record<string, string>)[name] ?? 'none'
        assert.ok(!`${error.message} ${error.advice}`.includes(secret), `${name} is shown`)
      }
    }
  })

  test(`${system}: an account that the chart lacks is refused by its number`, async () => {
    await world.set({ missingAccounts: ['3000'] })
    const document = ledger()
    const part = await planned(document)
    const error = await failureOf(stored(session, part))
    assert.equal(error.kind, 'refused')
    assert.match(error.message, /3000/)
    assert.equal((await arrived(document, part)).length, 0)
  })

  test(`${system}: texts of any script arrive letter by letter`, async () => {
    for (const text of TEXTS) {
      const rows = [row('1701', 100n, { transactionDescription: text }), row('3000', -100n)]
      const document = ledger({ documentName: text, documentDescription: text, rows })
      const part = await planned(document)
      await stored(session, part)
      const [there] = await arrived(document, part)
      assert.ok(
        JSON.stringify(Object.values(there ?? {})).includes(JSON.stringify(text).slice(1, -1)),
        JSON.stringify(there),
      )
    }
  })

  test(`${system}: a cost centre and a VAT code arrive as the system says them`, async () => {
    const { costCenter, vat } = facts.wire
    const tax = BigInt(vat.percent * 100)
    const gross = 10_000n + tax
    const rows = [
      row('1701', gross, { dimensions: [{ type: 'COST_CENTER', value: costCenter.value }] }),
      row('3000', -10_000n, {
        ...{ amount: -gross, vatPercentage: vat.percent, vatCode: vat.code, vatAccountNumber: '2939' },
      }),
      row('2939', -tax, { isVatRow: true }),
    ]
    const document = ledger({ rows })
    const part = await planned(document)
    await stored(session, part)
    const [there] = await arrived(document, part)
    const text = JSON.stringify(there)
    assert.match(text, costCenter.arrives)
    assert.match(text, vat.arrives)
  })

  test(`${system}: payments that are alike in all but their identifiers stay two`, async () => {
    const one = payment()
    const twin = { ...one, identifier: fresh() }
    const [first, second] = [await planned(one), await planned(twin)]
    const ids = [await stored(session, first), await stored(session, second)]
    assert.notEqual(ids[0], ids[1])
    const found = (await session.find(first, signal)).map(({ remoteId }) => remoteId)
    assert.ok(found.includes(ids[0] ?? ''))
    assert.equal(found.includes(ids[1] ?? ''), facts.paymentsBy === 'invoice')
  })

  test(`${system}: a test of the connection names the company`, async () => {
    const report = await session.test(signal)
    assert.ok(report.message.length > 10)
    assert.ok(Object.keys(report.details).length > 0)
  })
}

/** Sends, and waits for the confirmation of a system that confirms later. @returns the id it has there */
async function stored(session: Session, part: PlannedVoucher): Promise<string> {
  const { remoteId, awaitsConfirmation } = await session.send(part, signal)
  if (awaitsConfirmation !== true) return remoteId
  const confirmed = await session.confirm?.(part, signal)
  assert.ok(confirmed)
  return confirmed.remoteId
}
