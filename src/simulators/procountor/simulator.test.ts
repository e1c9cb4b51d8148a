/** Tests the stand-in alone: the checks of Procountor, and books that survive a restart. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import Fastify from 'fastify'
import { createFaults } from '../kit/faults.ts'
import { openJournal } from '../kit/journal.ts'
import { mountSimulators } from '../kit/server.ts'
import { createProcountorSimulator } from './index.ts'
import { deriveSimulatorKeys, simulatedCustomer } from '../../connectors/procountor/sandbox-keys.ts'

const COMPANY = simulatedCustomer(3, '7654321-0')
type Json = Record<string, unknown>

async function start(context: TestContext, journalFile?: string) {
  const clock = { now: new Date('2026-03-01T10:00:00Z') }
  const kit = { faults: createFaults(), journal: openJournal(journalFile), now: () => clock.now }
  const app = Fastify()
  const simulator = createProcountorSimulator(kit)
  await mountSimulators(app, [{ simulator, faults: kit.faults }])
  const origin = `${await app.listen({ port: 0, host: '127.0.0.1' })}/simulators/procountor`
  let open = true
  const close = async () => {
    if (!open) return
    open = false
    await app.close()
    kit.journal.close()
  }
  context.after(close)
  const issue = async (changes: Record<string, string> = {}) => {
    const { clientSecret, apiKey } = deriveSimulatorKeys(COMPANY)
    const form = { grant_type: 'client_credentials', client_id: COMPANY, client_secret: clientSecret, api_key: apiKey }
    const body = new URLSearchParams({ ...form, ...changes })
    const answer = await fetch(`${origin}/api/oauth/token`, { method: 'POST', body })
    return { status: answer.status, body: (await answer.json()) as Json }
  }
  let token = String((await issue()).body['access_token'])
  const call = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${origin}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: answer.status, body: (await answer.json()) as Json }
  }
  return {
    clock,
    close,
    issue,
    call,
    renew: async () => {
      token = String((await issue()).body['access_token'])
    },
    set: (settings: object) =>
      fetch(`${origin}/companies/${COMPANY}`, { method: 'PUT', body: JSON.stringify(settings) }),
    inspect: async () => JSON.stringify(await (await fetch(`${origin}/inspect?company=${COMPANY}`)).json()),
  }
}

const receipt = (changes: object = {}) => ({
  type: 'JOURNAL',
  name: 'SA-0123456789ABC 1001',
  receiptDate: '2026-02-01',
  vatType: 'SALES',
  vatStatus: 1,
  transactions: [
    { transactionType: 'ENTRY', account: '1701', accountingValue: 125.5, vatPercent: 0, vatStatus: 12 },
    { transactionType: 'ENTRY', account: '3000', accountingValue: -100, vatPercent: 25.5, vatStatus: 1 },
  ],
  ...changes,
})
const entry = (changes: object = {}) => ({
  transactionType: 'ENTRY',
  account: '3000',
  accountingValue: 0,
  vatPercent: 0,
  vatStatus: 12,
  ...changes,
})

void test('a token is for the company of the keys, and lives an hour', async (context) => {
  const { clock, issue, call, renew } = await start(context)
  assert.equal((await issue({ client_secret: 'wrong' })).status, 401)
  assert.equal((await issue({ api_key: 'wrong' })).status, 400)
  assert.equal((await issue({ client_id: 'someone' })).status, 401)
  assert.equal((await issue({ grant_type: 'password' })).status, 400)
  assert.equal((await issue()).body['expires_in'], 3_600)
  assert.equal((await call('GET', '/sessioninfo')).body['name'], COMPANY)
  clock.now = new Date(clock.now.getTime() + 3_599_000)
  assert.equal((await call('GET', '/sessioninfo')).status, 200)
  clock.now = new Date(clock.now.getTime() + 1_000)
  assert.equal((await call('GET', '/sessioninfo')).status, 401)
  assert.equal((await call('POST', '/ledgerreceipts', receipt())).status, 401)
  await renew()
  assert.equal((await call('POST', '/ledgerreceipts', receipt())).status, 200)
})

void test('a receipt is checked field by field', async (context) => {
  const { call } = await start(context)
  const cases: [object, RegExp][] = [
    [{ type: 'SALES_INVOICE' }, /"type"/],
    [{ name: 'x'.repeat(81) }, /"name"/],
    [{ receiptDate: '2026-02-30' }, /"receiptDate"/],
    [{ vatType: 'BOTH' }, /"vatType"/],
    [{ vatStatus: 99 }, /"vatStatus".*99 is not enabled/],
    [{ transactions: [] }, /At least one/],
    [{ transactionDescription: 'x'.repeat(256) }, /"transactionDescription"/],
    [{ surprise: 1 }, /"surprise"/],
    [{ transactions: [entry({ account: '999' })] }, /transactions\[0\]\.account/],
    [{ transactions: [entry({ accountingValue: 0.001 })] }, /accountingValue/],
    [{ transactions: [entry({ vatPercent: 26 })] }, /VAT percent 26 is not in use/],
    [{ transactions: [entry({ vatStatus: 7 })] }, /VAT status 7/],
    [{ transactions: [entry({ transactionType: 'REVERSING_ENTRY' })] }, /must have vatPercent 0 and no vatStatus/],
    [{ transactions: [entry({ accountingValue: 1 })] }, /does not reconcile: VAT included it sums to 1\.00/],
    [
      { transactions: [entry({ dimensionItemValues: [{ dimensionId: 1, itemId: 5, value: 0 }] })] },
      /Dimension 1 has no item 5/,
    ],
  ]
  for (const [changes, words] of cases) {
    const { status, body } = await call('POST', '/ledgerreceipts', receipt(changes))
    assert.equal(status, 400, JSON.stringify(changes))
    assert.match(JSON.stringify(body), words)
  }
})

void test('VAT is derived; only cents are reconciled, and only when asked to', async (context) => {
  const { call } = await start(context)
  const off = (value: number) =>
    receipt({
      transactions: [
        entry({ account: '1701', accountingValue: value }),
        entry({ accountingValue: -100, vatPercent: 25.5, vatStatus: 1 }),
      ],
    })
  assert.equal((await call('POST', '/ledgerreceipts', off(125.5))).status, 200)
  assert.equal((await call('POST', '/ledgerreceipts', off(125.51))).status, 400)
  const { body } = await call('POST', '/ledgerreceipts?createReconciliation=true', off(125.51))
  assert.deepEqual(
    (body['transactions'] as Json[]).map((row) => [row['transactionType'], row['accountingValue']]),
    [
      ['ENTRY', 125.51],
      ['ENTRY', -100],
      ['RECONCILIATION_ENTRY', -0.01],
    ],
  )
  assert.equal((await call('POST', '/ledgerreceipts?createReconciliation=true', off(125.52))).status, 400)
})

void test('a receipt is changed with its version only, and moves through its states', async (context) => {
  const { call, set } = await start(context)
  const { body: made } = await call('POST', '/ledgerreceipts', receipt())
  const path = `/ledgerreceipts/${String(made['id'])}`
  const change = receipt({ name: 'changed', receiptDate: '2026-02-02' })
  assert.equal((await call('PUT', path, change)).status, 409)
  const { status, body: changed } = await call('PUT', path, { ...change, version: made['version'] })
  assert.equal(status, 200)
  assert.equal((await call('PUT', path, { ...change, version: made['version'] })).status, 409)
  const onDay = async (day: string) =>
    (await call('GET', `/ledgerreceipts?startDate=${day}&endDate=${day}`)).body['results'] as Json[]
  assert.deepEqual(await onDay('2026-02-01'), [])
  assert.equal((await onDay('2026-02-02'))[0]?.['name'], 'changed')
  assert.equal((await call('PUT', `${path}/approve`)).status, 200)
  assert.equal((await call('PUT', `${path}/approve`)).status, 403)
  assert.equal((await call('PUT', path, { ...change, version: changed['version'] })).status, 409)
  await set({ closedBefore: '2026-02-28' })
  assert.equal((await call('PUT', `${path}/invalidate`)).status, 403)
  assert.equal((await call('POST', '/ledgerreceipts', receipt())).status, 400)
  await set({})
  assert.equal((await call('PUT', `${path}/unfinished`)).status, 200)
  assert.equal((await call('PUT', `${path}/invalidate`)).status, 200)
  assert.equal((await call('GET', path)).body['status'], 'INVALIDATED')
  assert.equal((await call('PUT', '/ledgerreceipts/1/approve')).status, 404)
})

void test('masters show chart, VAT, fiscal years and dimensions by the company’s settings', async (context) => {
  const { call, set } = await start(context)
  const accounts = async () => ((await call('GET', '/coa')).body['ledgerAccounts'] as Json[]).length
  assert.equal(await accounts(), 9_000)
  await set({ missingAccounts: ['3000'], closedBefore: '2026-02-01', vatPercents: [{ vatPercent: 9 }] })
  assert.equal(await accounts(), 8_999)
  assert.match(JSON.stringify((await call('GET', '/vats/default')).body), /"vatPercent":9\b/)
  const years = (await call('GET', '/fiscalyears')).body['fiscalYears'] as (Json & { trackingPeriods: Json[] })[]
  const year = (start: string) => years.find((one) => one['startDate'] === start)
  assert.equal(year('2025-01-01')?.['isOpen'], false)
  assert.equal(year('2026-01-01')?.['isOpen'], true)
  assert.deepEqual(
    year('2026-01-01')
      ?.trackingPeriods.slice(0, 2)
      .map((period) => [period['endDate'], period['status']]),
    [
      ['2026-01-31', 'CLOSED'],
      ['2026-02-28', 'OPEN'],
    ],
  )
  const item = async (query: string) => (await call('GET', `/dimensions?${query}`)).body as unknown as Json[]
  const [one] = await item('name=Cost center&codeName=1000')
  const [again] = await item('name=cost&codeName=1000')
  assert.deepEqual(one, again)
  assert.deepEqual((await item(`name=Project&codeName=${'x'.repeat(21)}`))[0]?.['items'], [])
  await set({ dimensions: [{ name: 'Site', items: ['Oulu'] }] })
  assert.deepEqual(
    (await item('')).map((dimension) => dimension['name']),
    ['Site'],
  )
  const refused = await set({ closedBefore: 'soon' })
  assert.equal(refused.status, 400)
})

void test('more requests in a second than the company allows are answered with 429', async (context) => {
  const { call, set, clock } = await start(context)
  await set({ requestsPerSecond: 2 })
  const statuses = [await call('GET', '/coa'), await call('GET', '/coa'), await call('GET', '/coa')]
  assert.deepEqual(
    statuses.map(({ status }) => status),
    [200, 200, 429],
  )
  clock.now = new Date(clock.now.getTime() + 1_000)
  assert.equal((await call('GET', '/coa')).status, 200)
})

void test('a restart keeps the books: receipts, states, payments, items, numbers and settings', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'procountor-'))
  context.after(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'procountor.jsonl')
  const before = await start(context, file)
  await before.set({ listedInvoices: [{ number: 'A-1', openSum: 100, reference: '26013' }] })
  const dimensions = (await before.call('GET', '/dimensions?name=Cost center&codeName=1000')).body as unknown as {
    items: { id: number }[]
  }[]
  const dimensionItemValues = [{ dimensionId: 1, itemId: dimensions[0]?.items[0]?.id, value: 125.5 }]
  const [debit, credit] = receipt().transactions
  const withItem = receipt({ transactions: [{ ...debit, dimensionItemValues }, credit] })
  const { body: made } = await before.call('POST', '/ledgerreceipts', withItem)
  await before.call('PUT', `/ledgerreceipts/${String(made['id'])}/approve`)
  const found = (await before.call('GET', '/invoices?originalInvoiceNumber=A-1')).body['results'] as Json[]
  const paid = await before.call('PUT', `/invoices/${String(found[0]?.['id'])}/paymentevents/markpaid`, {
    paymentDate: '2026-02-02',
    amount: 40,
    currency: 'EUR',
    description: 'cash-in',
    paymentMethodType: 'CASH',
  })
  assert.equal(paid.status, 200)
  const books = await before.inspect()
  await before.close()

  const after = await start(context, file)
  assert.equal(await after.inspect(), books)
  const { body: next } = await after.call('POST', '/ledgerreceipts', withItem)
  assert.ok(Number(next['id']) > Number(paid.body['id']))
  assert.equal(Number(next['receiptNumber']), Number(made['receiptNumber']) + 1)
  const invoice = (await after.call('GET', '/invoices?originalInvoiceNumber=A-1')).body['results'] as Json[]
  assert.equal(invoice[0]?.['status'], 'PARTLY_PAID')
})
