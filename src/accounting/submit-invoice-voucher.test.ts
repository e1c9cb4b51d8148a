import type { System } from '../connectors/port.ts'
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newClientBody } from '../../test/support/bodies.ts'
import { type TestClient, type TestService, testService } from '../../test/support/service.ts'
import { QUICK } from '../../test/support/sync/basics.ts'
import { FACTS } from '../../test/support/sync/systems.ts'
import { until } from '../../test/support/until.ts'
import { markerOf } from '../connectors/marker.ts'
import { CONNECTORS } from '../connectors/registry.ts'
import { withTransaction } from '../platform/database.ts'
import { clientSettings } from '../settings/client-settings.ts'
import { type TestInvoice, invoiceDocument } from '../../test/support/accounting/invoice-documents.ts'
import {
  type VoucherOutcome,
  type VoucherRequest,
  submitInvoiceVoucher,
  submitInvoiceVouchers,
} from './submit-invoice-voucher.ts'

const BASE = '/api/v1/partner'
const COMPANY = '0112038-9'
const ROWS = [
  { net: 100_000n, percentage: 25.5 },
  { net: 20_000n, percentage: 13.5, accounting: { accountNumber: '3100', costCenter: '100' } },
  { net: 5_000n, percentage: 0, category: 'Z' as const },
]

let api: TestService
before(async () => {
  api = await testService()
})
after(() => api.stop())

interface Status {
  sourceIdentifier: string
  invoiceNumber: string
  invoiceDate: string
  status: number
  description: string
}

async function statuses(client: TestClient): Promise<Status[]> {
  const path = `${BASE}/accounting/invoice`
  const reply = await api.call<{ invoices: Status[] } | undefined>('GET', path, { token: client.token })
  return reply.body?.invoices ?? []
}

const settled = (client: TestClient, count: number, status = 1) =>
  until(
    'vouchers of invoices',
    () => statuses(client),
    (all) => all.length === count && all.every((one) => one.status === status),
  )

async function connect(client: TestClient, system: System): Promise<void> {
  const mappings = { vatCodes: FACTS[system].vatCodes }
  const body = { system, companyIdentifier: COMPANY, simulator: true, settings: QUICK, mappings }
  const reply = await api.call('PUT', `${BASE}/accounting/connection`, { token: client.token, body })
  assert.equal(reply.status, 200, reply.text)
}

async function requestOf(client: TestClient, invoice: TestInvoice): Promise<VoucherRequest> {
  const { settings, profile } = await clientSettings(api.service.platform.pool, client.clientIdentifier)
  const { currencyCode } = profile
  const document = invoiceDocument(invoice)
  return { clientId: client.clientIdentifier, document, mapping: settings.accounting, currencyCode }
}

/** The distribution does it in the same way: in a separate transaction, and it wakes the worker when that has committed. */
async function submitted(client: TestClient, invoice: TestInvoice): Promise<VoucherOutcome> {
  const request = await requestOf(client, invoice)
  const { pool } = api.service.platform
  const outcome = await withTransaction(pool, (tx) => submitInvoiceVoucher(api.ctx(), tx, request))
  api.service.accounting.wake()
  return outcome
}

interface Books {
  vouchers: { marker?: string | null; name?: string; description?: string; lines: Record<string, unknown>[] }[]
}

async function books(client: TestClient, system: System): Promise<Books> {
  const company = `sim-${client.clientIdentifier}-${COMPANY}`
  const reply = await fetch(`${api.origin}/simulators/${system.toLowerCase()}/inspect?company=${company}`)
  return (await reply.json()) as Books
}

/** Rates of each country, and the accounts that a client's settings begin with there. */
const COUNTRIES = {
  FI: { rates: [25.5, 13.5], accounts: ['1700', '3000', '2939'] },
  SE: { rates: [25, 12], accounts: ['1510', '3001', '3004', '2611', '2621'] },
  NO: { rates: [25, 15], accounts: ['1500', '3000', '2700'] },
  DK: { rates: [25, 25], accounts: ['6190', '1010', '7680'] },
} as const

async function clientIn(country: keyof typeof COUNTRIES, currencyCode: string): Promise<TestClient> {
  const { partnerCode, provisioningToken } = await api.createPartner()
  const { client, ...rest } = newClientBody(partnerCode)
  const body = { ...rest, client: { ...client, countryCode: country, currencyCode } }
  const made = await api.call<{ clientIdentifier: number; apiAccessToken: string }>('POST', `${BASE}/client`, {
    ...{ token: provisioningToken, body },
  })
  assert.equal(made.status, 200, made.text)
  return { clientIdentifier: made.body.clientIdentifier, token: made.body.apiAccessToken }
}

for (const { system, country, currency } of CONNECTORS) {
  test(`a distributed invoice and its credit note reach ${system}, on the accounts of its country`, async () => {
    const client = await clientIn(country, currency)
    await connect(client, system)
    const { rates, accounts } = COUNTRIES[country]
    const rows = ROWS.map((row, i) => ({ ...row, percentage: rates[i] ?? 0 }))
    const first = await submitted(client, { rows, number: '1001', currency })
    assert.deepEqual(first, { kind: 'submitted', identifier: 'invoice:INVOICE:1001', connected: true })
    await submitted(client, { rows: rows.slice(0, 1), number: '1002', type: 'CREDIT_NOTE', currency })
    const all = await settled(client, 2)
    assert.deepEqual(
      all.map(({ sourceIdentifier, invoiceNumber, invoiceDate }) => [sourceIdentifier, invoiceNumber, invoiceDate]),
      [
        ['invoice:INVOICE:1001', '1001', '2026-02-01'],
        ['invoice:CREDIT_NOTE:1002', '1002', '2026-02-01'],
      ],
    )
    const { vouchers } = await books(client, system)
    assert.equal(vouchers.length, 2)
    const text = JSON.stringify(vouchers[0])
    assert.ok(text.includes(markerOf(client.clientIdentifier, 'invoice', 'invoice:INVOICE:1001', 1)), text)
    const own = FACTS[system].booksVat === true ? accounts.slice(0, 2) : accounts
    for (const account of [...own, '3100']) assert.ok(text.includes(account), `${account} in ${text}`)
    // 1 000.00, 200.00 and 50.00 with their VAT
    const gross = 1_250 + (1_000 * rates[0] + 200 * rates[1]) / 100
    assert.ok(text.includes(String(gross)), text)
  })
}

test('the calculation mode of the settings is what is sent', async () => {
  const client = await api.createClient()
  await connect(client, 'NETVISOR')
  const body = { accounting: { calculationMode: 'GROSS', documentType: 'MS' } }
  assert.equal((await api.call('PUT', `${BASE}/client/settings`, { token: client.token, body })).status, 200)
  await submitted(client, { rows: ROWS })
  await settled(client, 1)
  const [voucher] = (await books(client, 'NETVISOR')).vouchers as unknown as {
    calculationMode: string
    voucherClass: string
  }[]
  assert.equal(voucher?.calculationMode, 'gross')
  assert.equal(voucher.voucherClass, 'Myyntisuoritus')
})

test('it is stored with its transaction, or not at all', async () => {
  const client = await api.createClient()
  const request = await requestOf(client, { rows: ROWS })
  await assert.rejects(
    withTransaction(api.service.platform.pool, async (tx) => {
      await submitInvoiceVoucher(api.ctx(), tx, request)
      throw new Error('the invoice was not distributed after all')
    }),
  )
  assert.deepEqual(await statuses(client), [])
})

test('an invoice has one voucher, however often it is asked for', async () => {
  const client = await api.createClient()
  const invoice = { rows: ROWS }
  const identifier = 'invoice:INVOICE:1001'
  assert.deepEqual(await submitted(client, invoice), { kind: 'submitted', identifier, connected: false })
  assert.deepEqual(await submitted(client, invoice), { kind: 'present', identifier, same: true })
  const body = { accounting: { receivableAccount: 1701 } }
  assert.equal((await api.call('PUT', `${BASE}/client/settings`, { token: client.token, body })).status, 200)
  assert.deepEqual(await submitted(client, invoice), { kind: 'present', identifier, same: false })
  const [first, ...more] = await statuses(client)
  assert.deepEqual(more, [])
  assert.equal(first?.status, 0, 'it waits for a connection')
  await connect(client, 'NETVISOR')
  await settled(client, 1)
  const [voucher] = (await books(client, 'NETVISOR')).vouchers
  assert.match(JSON.stringify(voucher), /1700/, 'as it was submitted first')
})

test('many vouchers at once, of several clients: each invoice has one, and an unbooked invoice has a reason', async () => {
  const [mine, theirs] = [await api.createClient(), await api.createClient()]
  const requests = [
    await requestOf(mine, { rows: ROWS, number: '7' }),
    await requestOf(theirs, { rows: ROWS, number: '7' }),
    await requestOf(mine, { rows: ROWS, number: '7' }),
    await requestOf(mine, { rows: ROWS, number: '8', type: 'REMINDER' }),
    await requestOf(mine, { rows: ROWS, number: '9', currency: 'SEK' }),
    await requestOf(mine, { rows: [], number: '10' }),
  ]
  const submit = () =>
    withTransaction(api.service.platform.pool, (tx) => submitInvoiceVouchers(api.ctx(), tx, requests))
  assert.deepEqual(
    (await submit()).map(({ kind }) => kind),
    ['submitted', 'submitted', 'present', 'nothing to book', 'other currency', 'nothing to book'],
  )
  assert.deepEqual(
    (await statuses(mine)).map(({ invoiceNumber }) => invoiceNumber),
    ['7'],
  )
  assert.equal((await statuses(theirs)).length, 1)
  const { rows } = await api.pool.query<{ subject: string; data: { reason: string } }>(
    `select subject, data from event where client_id = $1 and type = 'accounting.invoice.skipped'`,
    [mine.clientIdentifier],
  )
  assert.equal(rows[0]?.subject, 'invoice:INVOICE:9')
  assert.match(rows[0]?.data.reason ?? '', /SEK .* EUR/)
  assert.deepEqual(
    await withTransaction(api.service.platform.pool, (tx) => submitInvoiceVouchers(api.ctx(), tx, [])),
    [],
  )
})

test('payments of an invoice wait while its voucher is refused', async () => {
  const client = await api.createClient()
  await connect(client, 'NETVISOR')
  const body = { accounting: { receivableAccount: 'RECEIVABLES' } }
  assert.equal((await api.call('PUT', `${BASE}/client/settings`, { token: client.token, body })).status, 200)
  await submitted(client, { rows: ROWS, number: '1001' })
  const [refused] = await settled(client, 1, 2)
  assert.match(refused?.description ?? '', /ACCOUNT_NOT_NUMERIC/)
  const payments = ['1001', '2002'].map((invoiceNumber) => ({
    paymentIdentifier: `of-${invoiceNumber}`,
    invoiceNumber,
    paymentDate: '2026-02-20',
    amount: 10,
    currency: 'EUR',
    targetIdentifier: 'invoicenumber',
    paymentMethodType: 'alternative',
    description: 'cash-in',
  }))
  const sent = await api.call('POST', `${BASE}/accounting/payment`, { token: client.token, body: { payments } })
  assert.equal(sent.status, 200, sent.text)
  const paymentsOf = async () => {
    const reply = await api.call<{ payments: Status[] }>('GET', `${BASE}/accounting/payment`, { token: client.token })
    return new Map(reply.body.payments.map((one) => [one.invoiceNumber, one.status]))
  }
  // The other invoice's payment goes by, whatever the outcome of this one.
  const seen = await until('the other payment', paymentsOf, (all) => all.get('2002') !== 0)
  assert.equal(seen.get('1001'), 0)
})
