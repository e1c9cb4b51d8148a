/** Every way to be refused: the status, the problem body, and that it says what to do. */
import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import { UPCOMING } from '../src/connectors/registry.ts'
import type { Fault } from '../src/platform/errors.ts'
import { ledgerOf, newClientBody, paymentOf } from './support/bodies.ts'
import { type Problem, type Reply, type TestClient, type TestService, testService } from './support/service.ts'

const BASE = '/api/v1/partner'
const LEDGER = `${BASE}/accounting/ledger`
const PAYMENT = `${BASE}/accounting/payment`
let api: TestService
let client: TestClient

before(async () => {
  api = await testService()
  client = await api.createClient()
})
after(() => api.stop())

function isProblem(reply: Reply<Problem>, status: number): Problem {
  assert.equal(reply.status, status, reply.text)
  assert.equal(reply.headers.get('content-type'), 'application/problem+json; charset=utf-8')
  const { body } = reply
  assert.equal(body.status, status)
  for (const name of ['type', 'title', 'detail', 'instance', 'requestId'] as const) {
    assert.ok(typeof body[name] === 'string' && body[name] !== '', `${name} is said`)
  }
  assert.equal(body.requestId, reply.headers.get('x-request-id'))
  return body
}

/** "pointer code" of each fault. */
function named(errors: Fault[] | undefined): string[] {
  return (errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`).sort()
}

function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  return api.call('POST', path, { token: client.token, body, headers })
}

test('400 malformed answers a body that is not JSON, empty, or no object', async () => {
  for (const body of ['{"ledgers":', '', 'nonsense', '{"a":1}{']) {
    assert.match(isProblem(await post(LEDGER, body), 400).title, /could not be read/)
  }
  assert.match(isProblem(await post(LEDGER, undefined), 400).detail, /missing/)
  for (const body of ['[]', 'null', '7', '"text"', 'true'])
    assert.deepEqual(named(isProblem(await post(LEDGER, body), 400).errors), [' WRONG_TYPE'], body)
})

test('400 names every fault of a voucher by its pointer, with what was received', async () => {
  const broken = {
    ...ledgerOf('a'.repeat(65)),
    companyIdentifier: null,
    documentType: 'XX',
    documentDate: '2026-02-30',
    documentDescription: 'd'.repeat(211),
    calculationMode: 7,
    ledgerRows: [
      { bookingDate: '31.1.2026', accountNumber: '1701', amount: 10.005, netAmount: '10' },
      { bookingDate: '2026-01-31', accountNumber: '', amount: 1e13, netAmount: 10, isVatRow: 2 },
    ],
  }
  const { errors } = isProblem(await post(LEDGER, { ledgers: broken }), 400)
  assert.deepEqual(
    named(errors),
    [
      '/ledgers/calculationMode NOT_ALLOWED',
      '/ledgers/calculationMode WRONG_TYPE',
      '/ledgers/companyIdentifier REQUIRED',
      '/ledgers/documentDate INVALID_DATE',
      '/ledgers/documentDescription TOO_LONG',
      '/ledgers/documentType NOT_ALLOWED',
      '/ledgers/ledgerIdentifier TOO_LONG',
      '/ledgers/ledgerRows/0/amount TOO_MANY_DECIMALS',
      '/ledgers/ledgerRows/0/bookingDate INVALID_DATE',
      '/ledgers/ledgerRows/0/netAmount WRONG_TYPE',
      '/ledgers/ledgerRows/1/accountNumber REQUIRED',
      '/ledgers/ledgerRows/1/amount AMOUNT_TOO_LARGE',
      '/ledgers/ledgerRows/1/isVatRow OUT_OF_RANGE',
    ].sort(),
  )
  const fault = errors?.find(({ pointer }) => pointer === '/ledgers/documentDate')
  assert.equal(fault?.received, '2026-02-30')
  assert.match(fault?.message ?? '', /YYYY-MM-DD/)
})

test('400 for sums that do not add up, each with its code and both figures', async () => {
  const cents = (rows: object[]) => ({ ledgers: { ...ledgerOf('sums'), ledgerRows: rows } })
  const row = (amount: number, netAmount: number, more: object = {}) => ({
    bookingDate: '2026-01-31',
    accountNumber: '3000',
    amount,
    netAmount,
    ...more,
  })
  const unbalanced = isProblem(await post(LEDGER, cents([row(10, 10), row(-9.99, -9.99)])), 400)
  assert.deepEqual(named(unbalanced.errors), ['/ledgers/ledgerRows SUM_NOT_ZERO'])
  assert.match(unbalanced.errors?.[0]?.message ?? '', /0\.01/)
  const vat = isProblem(await post(LEDGER, cents([row(124, 99, { vatPercentage: 24 }), row(-99, -99)])), 400)
  assert.ok(named(vat.errors).includes('/ledgers/ledgerRows/0/netAmount VAT_MISMATCH'))
  assert.match(vat.errors?.[0]?.message ?? '', /100\.00.*99\.00/)
  const missing = isProblem(await post(LEDGER, cents([row(124, 124), row(-124, -100), row(-24, -24)])), 400)
  assert.deepEqual(named(missing.errors), ['/ledgers/ledgerRows VAT_ROWS_MISMATCH'])

  const payment = { ...paymentOf('sums'), amount: 0, rows: [{ accountNumber: 1, amount: 0.01 }], invoiceNumber: null }
  assert.deepEqual(named(isProblem(await post(PAYMENT, { payments: [payment] }), 400).errors), [
    '/payments/0/amount AMOUNT_ZERO',
    '/payments/0/invoiceNumber REQUIRED',
    '/payments/0/rows SUM_NOT_ZERO',
  ])
})

test('400 in a query names the parameter', async () => {
  const query = 'limit=0&status=9&fromDate=2026-02-30&updatedSince=yesterday'
  const reply = await api.call('GET', `${LEDGER}?${query}`, { token: client.token })
  assert.deepEqual(named(isProblem(reply, 400).errors), [
    '?fromDate INVALID_DATE',
    '?limit OUT_OF_RANGE',
    '?status OUT_OF_RANGE',
    '?updatedSince INVALID_DATE_TIME',
  ])
  const cursor = await api.call('GET', `${LEDGER}?cursor=x`, { token: client.token })
  assert.deepEqual(named(isProblem(cursor, 400).errors), ['?cursor INVALID_CURSOR'])
})

test('400 in a path names the part', async () => {
  const { body } = await api.call('GET', `${BASE}/invoice/A-1`, { token: client.token })
  assert.deepEqual(named(body.errors), ['{number} WRONG_TYPE'])
})

test('400 for check digits where they are enforced, a warning elsewhere', async () => {
  const strict = await testService({ identifierChecks: 'enforce' }, { beside: api })
  try {
    const ledgers = { ...ledgerOf('check-digit'), companyIdentifier: '123456-7' }
    const refused = await strict.call('POST', LEDGER, { token: client.token, body: { ledgers } })
    assert.deepEqual(named(isProblem(refused, 400).errors), ['/ledgers/companyIdentifier IDENTIFIER_CHECK'])
    const { status, body } = await api.call<{ warnings: Fault[] }>('POST', LEDGER, {
      token: client.token,
      body: { ledgers },
    })
    assert.equal(status, 200)
    assert.ok(named(body.warnings).includes('/ledgers/companyIdentifier IDENTIFIER_CHECK'))
  } finally {
    await strict.stop()
  }
})

test('unknown fields are ignored, and listed in warnings', async () => {
  const ledgers = { ...ledgerOf('unknown-field'), extra: 1, ledgerRows: ledgerOf('x').ledgerRows }
  Object.assign(ledgers.ledgerRows[0] ?? {}, { typo: { deep: [] } })
  const { status, body } = await api.call<{ warnings: Fault[] }>('POST', LEDGER, {
    token: client.token,
    body: { ledgers },
  })
  assert.equal(status, 200)
  const unknown = named(body.warnings).filter((name) => name.endsWith('UNKNOWN_FIELD'))
  assert.deepEqual(unknown, ['/ledgers/extra UNKNOWN_FIELD', '/ledgers/ledgerRows/0/typo UNKNOWN_FIELD'])
})

test('404 for an unknown path, and the same text for another client’s things', async () => {
  isProblem(await api.call('GET', '/api/v1/partner/nothing', { token: client.token }), 404)
  isProblem(await api.call('POST', `${LEDGER}/absent/retry`, { token: client.token }), 404)
  isProblem(await api.call('POST', `${BASE}/accounting/connection/test`, { token: client.token }), 404)
})

test('409 says which client there is already, and nothing is stored or issued', async () => {
  const partner = await api.createPartner()
  const body = newClientBody(partner.partnerCode)
  const first = await api.call('POST', `${BASE}/client`, { token: partner.provisioningToken, body })
  const again = await api.call('POST', `${BASE}/client`, {
    token: partner.provisioningToken,
    body: { ...body, client: { ...body.client, name: 'Another name' } },
  })
  const problem = isProblem(again, 409)
  assert.equal(problem.clientIdentifier, first.body.clientIdentifier)
  assert.ok(!again.text.includes('apiAccessToken'))
  const { rows } = await api.pool.query<{ count: string }>(
    'select count(*) from access_token where partner_id = $1 and client_id is not null',
    [partner.partnerId],
  )
  assert.equal(rows[0]?.count, '1')
})

test('409 for a known identifier with other content names the fields that differ', async () => {
  const ledger = ledgerOf('differs')
  assert.equal((await post(LEDGER, { ledgers: ledger })).status, 200)
  const other = structuredClone(ledger)
  other.documentName = '2'
  other.ledgerRows[1] = { ...other.ledgerRows[1], accountNumber: '3001' } as (typeof ledger.ledgerRows)[number]
  const { errors } = isProblem(await post(LEDGER, { ledgers: [ledgerOf('differs-not'), other] }), 409)
  assert.deepEqual(named(errors), ['/ledgers/1/documentName DIFFERS', '/ledgers/1/ledgerRows/1/accountNumber DIFFERS'])
  assert.match(errors?.[0]?.message ?? '', /"1"/)
  assert.equal(errors?.[0]?.received, '2')
  const status = await api.call('GET', `${LEDGER}?ledgerIdentifier=differs-not`, { token: client.token })
  assert.equal(status.status, 204, 'the rest of the array was not stored either')
})

test('413 answers more than 10 MiB, 200 a long body below', async () => {
  const padded = (bytes: number) => `{"padding":"${'x'.repeat(bytes)}","ledgers":${JSON.stringify(ledgerOf('padded'))}}`
  isProblem(await post(LEDGER, padded(10 * 1024 * 1024)), 413)
  assert.equal((await post(LEDGER, padded(9 * 1024 * 1024))).status, 200)
})

test('415 answers anything but JSON in UTF-8', async () => {
  const body = JSON.stringify({ ledgers: ledgerOf('media') })
  for (const type of ['text/plain', 'application/xml', 'multipart/form-data', 'application/json; charset=iso-8859-1'])
    isProblem(await post(LEDGER, body, { 'content-type': type }), 415)
  for (const type of ['application/json', 'application/json; charset=UTF-8', 'Application/JSON;charset="utf-8"'])
    assert.equal((await post(LEDGER, body, { 'content-type': type })).status, 200, type)
})

test('422 for rules, which detail names', async () => {
  const connection = (system: string) =>
    api.call('PUT', `${BASE}/accounting/connection`, {
      token: client.token,
      body: { system, companyIdentifier: '0112038-9', simulator: true },
    })
  for (const system of UPCOMING)
    assert.match(isProblem(await connection(system), 422).detail, new RegExp(`${system}.*upcoming`))
  await post(LEDGER, { ledgers: ledgerOf('not-failed') })
  const retried = await api.call('POST', `${LEDGER}/not-failed/retry`, { token: client.token })
  assert.match(isProblem(retried, 422).detail, /has not failed/)
})

test('422 answers an Idempotency-Key with another body', async () => {
  const headers = { 'idempotency-key': 'the-key' }
  assert.equal((await post(LEDGER, { ledgers: ledgerOf('keyed') }, headers)).status, 200)
  const other = isProblem(await post(LEDGER, { ledgers: ledgerOf('keyed-other') }, headers), 422)
  assert.match(other.detail, /the-key/)
  const status = await api.call('GET', `${LEDGER}?ledgerIdentifier=keyed-other`, { token: client.token })
  assert.equal(status.status, 204)
  const faults = isProblem(await post(LEDGER, { ledgers: ledgerOf('x') }, { 'idempotency-key': 'k'.repeat(256) }), 400)
  assert.deepEqual(named(faults.errors), ['?Idempotency-Key WRONG_FORM'])
})

test('429 with Retry-After once the bucket is empty, and RateLimit headers before', async () => {
  const slow = await testService({ rateLimitPerSecond: 1, rateLimitBurst: 3 }, { beside: api })
  try {
    const other = await api.createClient()
    const replies = []
    for (let i = 0; i < 4; i++) replies.push(await slow.call('GET', LEDGER, { token: client.token }))
    assert.deepEqual(
      replies.map(({ status }) => status === 429),
      [false, false, false, true],
    )
    assert.match(replies[0]?.headers.get('ratelimit') ?? '', /r=2;t=\d+/)
    assert.match(replies[0]?.headers.get('ratelimit-policy') ?? '', /q=3;w=3/)
    const last = replies[3] as Reply<Problem>
    isProblem(last, 429)
    const retryAfter = Number(last.headers.get('retry-after'))
    assert.ok(retryAfter >= 1 && retryAfter <= 2, `retry after ${retryAfter}`)
    assert.notEqual((await slow.call('GET', LEDGER, { token: other.token })).status, 429, 'a bucket for each token')
    await new Promise((resolve) => setTimeout(resolve, retryAfter * 1000))
    assert.notEqual((await slow.call('GET', LEDGER, { token: client.token })).status, 429, 'waiting as told is enough')
  } finally {
    await slow.stop()
  }
})

test('a request id that was given comes back, a nonsensical one does not', async () => {
  const given = await api.call('GET', LEDGER, { token: client.token, headers: { 'x-request-id': 'order-7_a' } })
  assert.equal(given.headers.get('x-request-id'), 'order-7_a')
  const made = await api.call('GET', LEDGER, { token: client.token, headers: { 'x-request-id': 'a b{}' } })
  assert.match(made.headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/)
})

test('405 names the methods of a known path, in Allow too', async () => {
  const cases: [string, string, string[]][] = [
    ['DELETE', LEDGER, ['POST', 'GET', 'HEAD']],
    ['PUT', `${BASE}/invoice/1001`, ['GET', 'HEAD']],
    ['POST', '/docs', ['GET', 'HEAD']],
    ['PATCH', `${BASE}/settlements`, ['GET']],
  ]
  for (const [method, path, allowed] of cases) {
    const reply = await api.call(method, path, { token: client.token })
    assert.ok(isProblem(reply, 405).detail.includes(allowed.join(', ')), reply.text)
    assert.deepEqual(reply.headers.get('allow')?.split(', '), allowed)
  }
})

test('a key that is given twice is refused by its place, in a line of a batch too', async () => {
  const twice = JSON.stringify({ ledgers: ledgerOf('twice') }).replace(
    '"documentName"',
    '"documentName":"1","documentName"',
  )
  const problem = isProblem(await post(LEDGER, twice), 400)
  assert.deepEqual(named(problem.errors), ['/ledgers/documentName DUPLICATE_KEY'])
  const headers = { 'content-type': 'application/x-ndjson' }
  const { text } = await post(`${BASE}/invoices/batch`, '{"invoice":{"rows":[{"name":"a","name":"b"}]}}\n', headers)
  assert.match(text, /"status":400.*"pointer":"\/invoice\/rows\/0\/name","code":"DUPLICATE_KEY"/)
})

test('requests that are no requests are answered with a problem, as every answer is secured', async () => {
  const requests: [string, number, string][] = [
    [`GET / HTTP/1.1\r\nhost: a\r\nx-long: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'HEADERS_TOO_LARGE'],
    ['GET / HTTP/9.9\r\n\r\n', 400, 'MALFORMED'],
    ['nonsense\r\n\r\n', 400, 'MALFORMED'],
  ]
  for (const [request, status, code] of requests) {
    const answer = await sentRaw(request)
    assert.match(answer, new RegExp(`^HTTP/1.1 ${status} `))
    assert.match(answer, /content-type: application\/problem\+json/)
    assert.match(answer, new RegExp(`/docs/errors#${code.toLowerCase().replaceAll('_', '-')}`))
  }
  for (const path of [`${BASE}/validate`, `${BASE}/nothing`, '/docs', '/openapi.json', '/health/live']) {
    const { headers } = await api.call('GET', path, { token: client.token })
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path)
    assert.ok(headers.has('referrer-policy'), path)
    assert.equal(headers.get('strict-transport-security'), null, path)
    if (path.startsWith('/api/')) assert.equal(headers.get('cache-control'), 'no-store', path)
  }
})

/** Everything that the service answers on a connection to which a text was written. */
function sentRaw(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(Number(new URL(api.origin).port), '127.0.0.1', () => socket.write(request))
    socket.on('data', (chunk) => (answer += chunk.toString()))
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
}
