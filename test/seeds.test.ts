/** Software written against the published pages works against this service: their examples, byte for byte. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { LEDGER_EXAMPLE, PAYMENT_EXAMPLE } from '../src/accounting/examples.ts'
import { INVOICE_EXAMPLE } from '../src/invoices/examples.ts'
import { NEW_CLIENT_EXAMPLE } from '../src/onboarding/examples.ts'
import { createPartner } from '../src/onboarding/create-partner.ts'
import { until } from './support/until.ts'
import { type Seed, readSeeds, seedsAbsent } from './support/seeds.ts'
import { type TestService, testService } from './support/service.ts'

const BASE = '/api/v1/partner'
const seeds = readSeeds()
const options = { skip: seedsAbsent }
let api: TestService
let provisioning = ''

before(async () => {
  api = await testService()
  provisioning = (await createPartner(api.ctx(), { code: 'QUICK3', name: 'Partner' })).provisioningToken
})
after(() => api.stop())

test('the pages hold the four published examples', options, () => {
  const found = seeds.map((seed) => `${seed.method} ${seed.path}`).sort()
  assert.deepEqual(
    found,
    ['accounting/ledger', 'accounting/payment', 'client', 'invoice/action'].map((path) => `POST ${BASE}/${path}`),
  )
  for (const seed of seeds) assert.ok(seed.request.length > 300, `${seed.file} holds an example request`)
})

test('our examples are the published ones', options, () => {
  assert.deepEqual(NEW_CLIENT_EXAMPLE, JSON.parse(seed('/client').request))
  assert.deepEqual(LEDGER_EXAMPLE, JSON.parse(seed('/accounting/ledger').request))
  assert.deepEqual(PAYMENT_EXAMPLE, JSON.parse(seed('/accounting/payment').request))
})

test('the published client is created, and the answer has the published fields and types', options, async () => {
  const { request, answer } = seed('/client')
  const reply = await post('/client', provisioning, request)
  assert.equal(reply.status, 200, reply.text)
  const published = JSON.parse(answer) as Record<string, unknown>
  for (const [name, value] of Object.entries(published)) {
    assert.equal(typeof reply.body[name], typeof value, `${name} is a ${typeof value}`)
  }
  assert.equal(reply.body['message'], published['message'])
  assert.match(String(reply.body['apiAccessToken']), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/)
  const warned = (reply.body['warnings'] as { pointer: string }[]).map(({ pointer }) => pointer)
  assert.deepEqual(warned, ['/client/businessCode', '/client/vatRegNbr'], 'check digits that do not hold are warnings')

  const again = await post('/client', provisioning, request)
  assert.equal(again.status, 409)
  assert.equal(again.body['clientIdentifier'], reply.body['clientIdentifier'])
  assert.equal(again.body['apiAccessToken'], undefined)
  assert.equal(await count('select count(*) from client'), 1)
})

for (const path of ['/accounting/ledger', '/accounting/payment']) {
  test(`the published ${path} is accepted, twice, and stored once`, options, async () => {
    const { token, clientIdentifier } = await api.createClient()
    const { request, answer } = seed(path)
    const kind = path.slice('/accounting/'.length)
    await api.call('PUT', `${BASE}/accounting/connection`, {
      token,
      body: { system: 'NETVISOR', companyIdentifier: '123456-7', simulator: true },
    })
    for (const attempt of ['first', 'second', 'third']) {
      const reply = await post(path, token, request)
      assert.equal(reply.status, 200, reply.text)
      const { warnings, ...rest } = reply.body
      assert.deepEqual(rest, JSON.parse(answer), `${attempt} answer`)
      // The examples' identifiers have wrong check digits; nothing else is to be said about them.
      for (const warning of warnings as { code: string }[]) assert.equal(warning.code, 'IDENTIFIER_CHECK')
    }
    const stored = 'select count(*) from accounting_document where client_id = $1 and kind = $2'
    assert.equal(await count(stored, [clientIdentifier, kind]), 1)
    const events = `select count(*) from event where client_id = $1 and type = 'accounting.' || $2::text || '.received'`
    assert.equal(await count(events, [clientIdentifier, kind]), 1)
  })
}

test('status lists have the published fields', options, async () => {
  const { token } = await api.createClient()
  for (const path of ['/accounting/ledger', '/accounting/payment']) {
    assert.equal((await api.call('GET', BASE + path, { token })).status, 204)
    assert.equal((await post(path, token, seed(path).request)).status, 200)
  }
  const { body: ledger } = await api.call<{ ledgers: unknown[] }>('GET', `${BASE}/accounting/ledger`, { token })
  assert.deepEqual(ledger.ledgers, [
    {
      sourceIdentifier: 'abc-123-def-456',
      documentDate: '2025-12-13',
      documentName: '1001',
      documentStatus: null,
      syncDate: null,
      status: 0,
      description: 'Pending',
    },
  ])
  const { body: payment } = await api.call<{ payments: unknown[] }>('GET', `${BASE}/accounting/payment`, { token })
  assert.deepEqual(payment.payments, [
    {
      sourceIdentifier: 'abc-123-def-456',
      invoiceNumber: '133720800',
      paymentDate: '2026-02-25',
      syncDate: null,
      status: 0,
      description: 'Pending',
    },
  ])
})

test('the published ledger and payment arrive in the accounting system', options, async () => {
  const { token } = await api.createClient()
  const body = { system: 'NETVISOR', companyIdentifier: '123456-7', simulator: true }
  assert.equal((await api.call('PUT', `${BASE}/accounting/connection`, { token, body })).status, 200)
  for (const path of ['/accounting/ledger', '/accounting/payment']) await post(path, token, seed(path).request)
  const statuses = async () => {
    const ledger = await api.call<{ ledgers: Status[] }>('GET', `${BASE}/accounting/ledger`, { token })
    const payment = await api.call<{ payments: Status[] }>('GET', `${BASE}/accounting/payment`, { token })
    return [...ledger.body.ledgers, ...payment.body.payments]
  }
  const synced = ({ status, syncDate }: Status) => status === 1 && !Number.isNaN(Date.parse(syncDate ?? ''))
  const all = await until('both are synced', statuses, (list) => list.every(synced))
  assert.deepEqual(
    all.map(({ description }) => description),
    ['Successfully synced', 'Successfully synced'],
  )
})

test('the invoice example is accepted as it stands, twice, stored once, and leaves by every channel', async () => {
  const { token, clientIdentifier } = await api.createClient()
  const channels = { einvoice: { address: '003701120389' } }
  await api.call('PUT', `${BASE}/client/settings`, { token, body: { channels } })
  const { header, parties } = INVOICE_EXAMPLE.invoice
  const electronic = { electronicInvoiceAccount: '003701120389', electronicRoutingAddress: '003721291126' }
  const methods = ['EMAIL', 'EINVOICE', 'PRINT'] as const
  for (const [i, method] of methods.entries()) {
    const buyerParty = { ...parties.buyerParty, ...(method === 'EINVOICE' ? electronic : {}) }
    const other = {
      ...INVOICE_EXAMPLE,
      distribution: { method, enabled: true },
      invoice: {
        ...INVOICE_EXAMPLE.invoice,
        header: { ...header, number: header.number + i, description: method },
        parties: { ...parties, buyerParty },
      },
    }
    const body = JSON.stringify(method === 'EMAIL' ? INVOICE_EXAMPLE : other)
    const [first, second] = [await post('/invoice', token, body), await post('/invoice', token, body)]
    assert.deepEqual([first.status, second.status], [200, 200], first.text)
    assert.equal(second.body['invoiceId'], first.body['invoiceId'])
    // The example's identifiers have wrong check digits, and it names its own account under payment control.
    for (const { code } of first.body['warnings'] as { code: string }[])
      assert.ok(['IDENTIFIER_CHECK', 'PAYS_ELSEWHERE'].includes(code), code)
  }
  assert.equal(await count('select count(*) from invoice where client_id = $1', [clientIdentifier]), methods.length)
  const path = `${BASE}/invoice/distribution?fromInvDate=${header.date}`
  const listed = async () =>
    (await api.call<{ distributions: SentRecord[] }>('GET', path, { token })).body.distributions
  const records = await until('all have left', listed, (list) =>
    list.every(({ distributionStatus }) => distributionStatus !== 'PENDING'),
  )
  const seen = Object.fromEntries(records.map(({ method, failureReason }) => [method, failureReason]))
  assert.deepEqual(seen, { EMAIL: null, EINVOICE: null, PRINT: null })
  for (const { distributionStatus } of records) assert.match(distributionStatus, /^(SENT|DELIVERED)$/)
})

interface SentRecord {
  distributionStatus: string
  method: string
  failureReason: string | null
}

interface Status {
  status: number
  syncDate: string | null
  description: string
}

function seed(path: string): Seed {
  const found = seeds.find((candidate) => candidate.path === BASE + path)
  assert.ok(found, `a page describes ${path}`)
  return found
}

function post(path: string, token: string, body: string) {
  return api.call<Record<string, unknown>>('POST', BASE + path, { token, body })
}

async function count(text: string, values: unknown[] = []): Promise<number> {
  return Number((await api.pool.query<{ count: string }>({ text, values })).rows[0]?.count)
}
