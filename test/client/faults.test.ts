/** No write of saatava-client is done twice when answers get lost. The service is real, and the way to it is bad. */
import assert from 'node:assert/strict'
import { after, before, mock, test } from 'node:test'
import {
  type CallOptions,
  type Client,
  type NewInvoice,
  accounting,
  actions,
  clients,
  createClient,
  invoices,
  sandbox,
} from '../../packages/client/src/index.ts'
import { INVOICE_EXAMPLE } from '../../src/invoices/examples.ts'
import { ledgerOf, newClientBody, paymentOf } from '../support/bodies.ts'
import { atNoon, caseClient, somePolicies, someCase } from '../support/cases/cases.ts'
import { FAULTS, type FaultyProxy, type ProxyFault, faultyProxy } from '../support/client/faulty-proxy.ts'
import type { InvoiceClient } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'

/** The proxy never gives a slow answer, so a short time is enough to lose it. */
const SLOW_MS = 500
const TIMEOUT_MS = 60_000
const LIMITS = (faults: readonly ProxyFault[]): CallOptions => ({
  timeoutMs: faults.includes('slow') ? SLOW_MS : TIMEOUT_MS,
  retries: 9,
})
/** Some of the faults after which the service has done it. */
const DONE_AND_LOST = ['cut after', 'truncated'] as const
const IS_LONG = process.env['SAATAVA_TEST_LONG'] === '1'
/** Invoices of a batch. */
const LINES = 5
let api: TestService
let proxy: FaultyProxy
let owner: InvoiceClient
let client: Client
let invoiceNumber = 0

before(async () => {
  mock.method(Math, 'random', () => 0)
  api = await testService()
  atNoon(api, '2026-02-10')
  await somePolicies(api)
  owner = await caseClient(api, 'QUIET')
  await owner.put({ numbering: { automatic: true, next: 500_000 } })
  invoiceNumber = (await someCase(api, owner)).invoiceNumber
  proxy = await faultyProxy(api.origin)
  client = createClient({ token: owner.token, baseUrl: proxy.origin })
})
after(async () => {
  mock.restoreAll()
  proxy.close()
  await api.stop()
})

async function countOf(sql: string, ...values: unknown[]): Promise<number> {
  const { rows } = await api.pool.query<{ count: string }>(`select count(*) from ${sql}`, values)
  return Number(rows[0]?.count)
}

/** Runs the write once under each fault, and once under two after the other. */
async function underFaults(
  count: () => Promise<number>,
  write: (round: number, options: CallOptions) => Promise<unknown>,
  faults: readonly ProxyFault[] = IS_LONG ? FAULTS : DONE_AND_LOST,
): Promise<void> {
  const plans = [...faults.map((fault) => [fault]), ['cut after', 'bad gateway after'] as const]
  for (const [round, plan] of plans.entries()) {
    const before = await count()
    proxy.next(...plan)
    await write(round, LIMITS(plan))
    assert.equal(await count(), before + 1, `written once under "${plan.join()}"`)
    assert.ok(proxy.count() > plan.length, `tried again after "${plan.join()}"`)
  }
}

/** Without a number the service gives one, so nothing but the key can recognise a repetition. */
function unnumbered(): NewInvoice {
  const { number: _, ...header } = INVOICE_EXAMPLE.invoice.header
  return { ...INVOICE_EXAMPLE, invoice: { ...INVOICE_EXAMPLE.invoice, header } } as unknown as NewInvoice
}

const invoiceCount = () => countOf('invoice where client_id = $1', owner.clientIdentifier)

test('an invoice that the service numbers is stored once', async () => {
  await underFaults(invoiceCount, (_, options) => invoices.submit(client, unnumbered(), options), FAULTS)
})

test('vouchers and payments for the accounting system are stored once', async () => {
  const count = () => countOf('accounting_document where client_id = $1', owner.clientIdentifier)
  await underFaults(count, (round, options) =>
    accounting.submitLedgers(client, { ledgers: ledgerOf(`l${round}`) as never }, options),
  )
  await underFaults(count, (round, options) =>
    accounting.submitPayments(client, { payments: [paymentOf(`p${round}`)] as never }, options),
  )
})

test('an action is stored once', async () => {
  const count = () => countOf('case_action where client_id = $1', owner.clientIdentifier)
  await underFaults(count, (round, options) => {
    const comment = { code: 'COMMENT' as const, comment: `Called ${round}.`, data: { invoiceNumber } }
    return actions.submit(client, { actions: [comment] }, options)
  })
})

test('a payment of the sandbox is made once', async () => {
  const count = () => countOf('bank_entry where amount_minor > 0')
  await underFaults(count, (_, options) => sandbox.pay(client, { invoiceNumber, amount: 1 }, options))
})

test('a client and a token are made once', async () => {
  const partner = await api.createPartner()
  const own = createClient({ token: partner.provisioningToken, baseUrl: proxy.origin })
  await underFaults(
    () => countOf('client where partner_id = $1', partner.partnerId),
    (_, options) => clients.create(own, newClientBody(partner.partnerCode), options),
  )
  const [one] = await clients.list(own).toArray({ max: 1 })
  assert.ok(one !== undefined)
  const { clientIdentifier } = one
  await underFaults(
    () => countOf('access_token where client_id = $1', clientIdentifier),
    (_, options) => clients.issueToken(own, { clientIdentifier, name: 'reports' }, options),
  )
})

test('a batch stores each invoice once, and gives each outcome once', async () => {
  for (const fault of FAULTS) {
    const before = await invoiceCount()
    proxy.next(fault)
    const outcomes = await Array.fromAsync(
      invoices.batch(client, Array.from({ length: LINES }, unnumbered), LIMITS([fault])),
    )
    assert.deepEqual(
      outcomes.map(({ line, status }) => [line, status]),
      Array.from({ length: LINES }, (_, i) => [i + 1, 200]),
      fault,
    )
    assert.equal(await invoiceCount(), before + LINES, fault)
  }
})

test('a batch that is run again with its key after a crash stores nothing twice', async () => {
  const before = await invoiceCount()
  const source = Array.from({ length: 30 }, unnumbered)
  proxy.next()
  const first: unknown[] = []
  for await (const { invoiceNumber } of invoices.batch(client, source, { idempotencyKey: 'night-1' }))
    if (first.push(invoiceNumber) === 10) break
  const again = await Array.fromAsync(invoices.batch(client, source, { idempotencyKey: 'night-1' }))
  assert.deepEqual(
    again.slice(0, 10).map(({ invoiceNumber }) => invoiceNumber),
    first,
  )
  assert.equal(await invoiceCount(), before + 30)
})
