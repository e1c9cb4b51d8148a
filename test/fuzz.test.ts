/** Every endpoint is sent what its own schema allows, and the same broken: whatever comes, it is never our fault. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as fc from 'fast-check'
import type { Arbitrary } from 'fast-check'
import { type AnyRouteSpec, isOfPartner } from '../src/platform/http/route.ts'
import { CONNECTORS } from '../src/connectors/registry.ts'
import { evaluateDue } from '../src/flows/evaluate-due.ts'
import { CHANNELS } from '@saatava/einvoice/model/channels.ts'
import { ledgerOf, paymentOf } from './support/bodies.ts'
import { around, broken, valid } from './support/arbitraries.ts'
import { type Reply, type Problem, type TestPartner, type TestService, testService } from './support/service.ts'

const LONG = process.env['SAATAVA_TEST_LONG'] === '1'
const RUNS = LONG ? 5_000 : 60
const ROUTE_MS_MAX = LONG ? 60_000 : 1_000
// 405: a part of the path that is a dot leads to another path.
const EXPECTED = new Set([200, 202, 204, 400, 401, 403, 404, 405, 409, 413, 415, 422])
const URL_VALUE_MAX = 1_000
const DOCUMENTS_MAX = LONG ? 2_000 : 60
const ACCOUNTING = '/api/v1/partner/accounting'
let api: TestService
let partner: TestPartner
/** Tokens of clients that have sent something, by client. */
const invoicers = new Map<number, string>()
const statuses = new Map<string, Map<number, number>>()

before(async () => {
  // No worker, and no address but this machine's: what is made up here must not be sent anywhere.
  const nowhere = 'http://127.0.0.1:9'
  api = await testService({
    role: 'api',
    accountingUrls: Object.fromEntries(CONNECTORS.map(({ system }) => [system, nowhere])),
  })
  partner = await api.createPartner()
})
after(() => api.stop())

async function tokenFor(spec: AnyRouteSpec): Promise<string> {
  if (isOfPartner(spec)) return partner.provisioningToken
  const { token, clientIdentifier } = await api.createClient()
  invoicers.set(clientIdentifier, token)
  // The one route that makes connections starts from none; the others find a simulator and some documents.
  if (spec.method !== 'PUT') {
    const connection = { system: 'NETVISOR', companyIdentifier: '0112038-9', simulator: true }
    await api.call('PUT', `${ACCOUNTING}/connection`, { token, body: connection })
    await api.call('POST', `${ACCOUNTING}/ledger`, { token, body: { ledgers: ledgerOf('a') } })
    await api.call('POST', `${ACCOUNTING}/payment`, { token, body: { payments: [paymentOf('a')] } })
    await api.pool.query(`update accounting_document set status = 'failed' where client_id = $1`, [clientIdentifier])
  }
  return token
}

function either(schema: object | undefined, examples: unknown[] = []): Arbitrary<unknown> {
  if (schema === undefined) return fc.constant(undefined)
  return fc.oneof(valid(schema), broken(schema), ...examples.map(around))
}

function seldom<T>(arbitrary: Arbitrary<T>): Arbitrary<T | undefined> {
  return fc.oneof({ weight: 7, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })
}

function linesOf(bodies: unknown[], cut: number | undefined, patch: string) {
  const parts = bodies.flatMap((body) => [textOf(body, cut, patch) ?? '', '\n'])
  return new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part))))
}

/** Writes a body as a sender would: usually JSON, sometimes cut short or with bytes changed. */
function textOf(body: unknown, cut: number | undefined, patch: string): string | Uint8Array<ArrayBuffer> | undefined {
  if (body === undefined) return undefined
  const text = JSON.stringify(body) ?? ''
  if (cut === undefined) return text
  const at = cut % (text.length + 1)
  return new Uint8Array(Buffer.from(text.slice(0, at) + patch + text.slice(at + patch.length), 'latin1'))
}

function urlOf(spec: AnyRouteSpec, query: unknown, params: unknown): string {
  const path = spec.path.replace(
    /:(\w+)/g,
    (_match, name: string) => escaped((params as Record<string, unknown> | undefined)?.[name] ?? 'a') || 'a',
  )
  if (typeof query !== 'object' || query === null) return path
  const pairs = Object.entries(query).map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`
}

function escaped(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  // Longer ones are answered by Node itself (431), before there is a request.
  return encodeURIComponent(text.slice(0, URL_VALUE_MAX).toWellFormed())
}

function check(name: string, reply: Reply<Problem>): void {
  const counts = statuses.get(name) ?? new Map<number, number>()
  counts.set(reply.status, (counts.get(reply.status) ?? 0) + 1)
  statuses.set(name, counts)
  assert.ok(EXPECTED.has(reply.status), `${name} answered ${reply.status} ${reply.text}`)
  if (/ndjson/.test(reply.headers.get('content-type') ?? '')) checkLines(name, reply.text, counts)
  if (reply.status < 400) return
  assert.equal(reply.headers.get('content-type'), 'application/problem+json; charset=utf-8', `${name} ${reply.text}`)
  assert.equal(reply.body.requestId, reply.headers.get('x-request-id'))
  if (reply.status === 400 && reply.body.title === 'The request is not valid') {
    assert.ok(reply.body.errors?.length, `${name} says what is wrong: ${reply.text}`)
    for (const { pointer, code, message } of reply.body.errors)
      assert.ok(code && message && typeof pointer === 'string')
  }
}

/** Checks an answer in lines, of which each is a separate answer. */
function checkLines(name: string, text: string, counts: Map<number, number>): void {
  for (const line of text.split('\n').filter(Boolean)) {
    const { status } = JSON.parse(line) as { status: number }
    assert.ok(EXPECTED.has(status), `${name} answered ${line}`)
    counts.set(status, (counts.get(status) ?? 0) + 1)
  }
}

test('not one 5xx, whatever is sent', async (t) => {
  const specs = api.service.app.routeSpecs
  assert.ok(specs.length >= 14)
  for (const spec of specs) {
    const name = `${spec.method} ${spec.path}`
    const token = await tokenFor(spec)
    const arbitrary = fc.record({
      body: either(spec.body, Object.values(spec.bodyExamples ?? {})),
      more: spec.ndjson === true ? fc.array(either(spec.body), { maxLength: 3 }) : fc.constant([]),
      query: either(spec.query),
      params: either(spec.params),
      cut: seldom(fc.nat()),
      patch: fc.string({ unit: 'binary-ascii', maxLength: 3 }),
      sums: fc.boolean(),
      whole: fc.boolean(),
      page: fc.boolean(),
      key: seldom(fc.string({ unit: 'grapheme-ascii', maxLength: 8 })),
    })
    const property = fc.asyncProperty(arbitrary, async (sent) => {
      const { body, more, query, params, cut, patch, sums, whole, page, key } = sent
      if (page) fixCursor(query)
      if (sums) balance(body)
      if (whole) [body, ...more].forEach(makeWhole)
      const lines = spec.ndjson === true ? { 'content-type': 'application/x-ndjson' } : {}
      const reply = await api.call(spec.method, urlOf(spec, query, params), {
        token: spec.permission === 'token.renew' ? (await api.createClient(partner)).token : token,
        ...(spec.body === undefined
          ? {}
          : { body: spec.ndjson === true ? linesOf([body, ...more], cut, patch) : textOf(ours(body), cut, patch) }),
        headers: { ...lines, ...(key === undefined ? {} : { 'idempotency-key': key }) },
      })
      check(name, reply)
    })
    await fc.assert(property, { numRuns: RUNS, interruptAfterTimeLimit: ROUTE_MS_MAX, endOnFailure: true })
    const counts = [...(statuses.get(name) ?? [])].map(([status, count]) => `${status}: ${count}`)
    t.diagnostic(`${name} ${counts.join(', ')}`)
    assert.ok(counts.length > 0, `${name} was reached`)
  }
})

test('every accepted random invoice can be evaluated, and each of its documents can be made', async (t) => {
  const deployment = { channels: CHANNELS, operatorId: '003701120389' }
  while ((await evaluateDue(api.ctx(), deployment)) > 0);
  const { rows } = await api.pool.query<{ status: string; count: string }>(
    'select status, count(*) from invoice group by 1 order by 1',
  )
  t.diagnostic(rows.map(({ status, count }) => `${status}: ${count}`).join(', '))
  assert.ok(rows.some(({ status }) => status === 'ACCEPTED' || status === 'INVOICED'))
  // An invoice on which our own code breaks is put off and stays PAUSED; so does one that waits for an attachment to be
  // fetched.
  const stuck = await api.pool.query<{ payload: unknown }>(
    `select payload from invoice where status = 'PAUSED' and attachments_to_fetch = 0`,
  )
  assert.deepEqual(stuck.rows, [])
  const made = await api.pool.query<{ number: number; type: string; client: string }>(
    `select number, type, client_id as client from invoice where document is not null order by seq limit $1`,
    [DOCUMENTS_MAX],
  )
  for (const { number, type, client } of made.rows) {
    const token = invoicers.get(Number(client))
    const reply = await api.call('GET', `/api/v1/partner/invoice/${number}/document?type=${type}`, { token })
    assert.ok([200, 422].includes(reply.status), `${type} ${number}: ${reply.text.slice(0, 500)}`)
  }
})

/**
 * Clients belong to the partner whose token is used: a made-up code would only ever be forbidden. A move of the clock is
 * answered at once: nobody does here what it would wait for.
 */
function ours(body: unknown): unknown {
  if (isRecord(body) && ['to', 'advanceDays', 'advanceSeconds'].some((name) => name in body))
    return typeof (body['waitSeconds'] ?? 0) === 'number' ? { ...body, waitSeconds: 0 } : body
  if (!isRecord(body) || !isRecord(body['service']) || !('partnerCode' in body['service'])) return body
  return { ...body, service: { ...body['service'], partnerCode: partner.partnerCode } }
}

/** A cursor is not guessed; half the time it is one that could have been given. */
function fixCursor(query: unknown): void {
  if (isRecord(query) && 'cursor' in query) query['cursor'] = Buffer.from('s7').toString('base64url')
}

/** Makes an invoice of made-up parts hang together: made-up dates and sums hardly ever do. */
function makeWhole(body: unknown): void {
  if (!isRecord(body) || !isRecord(body['invoice'])) return
  const { invoice } = body
  if (isRecord(invoice['header'])) {
    Object.assign(invoice['header'], { date: '2025-12-01', dueDate: '2025-12-15' })
    if (invoice['header']['type'] === 'CREDIT_NOTE') invoice['header']['type'] = 'INVOICE'
  }
  if (isRecord(body['processing'])) Reflect.deleteProperty(body['processing'], 'draft')
  for (const part of ['amounts', 'payments', 'attachments', 'terms']) Reflect.deleteProperty(invoice, part)
  for (const party of isRecord(invoice['parties']) ? Object.values(invoice['parties']) : [])
    if (isRecord(party) && isRecord(party['address']))
      Object.assign(party['address'], { postalCode: '00100', countryCode: 'FI' })
  for (const row of Array.isArray(invoice['rows']) ? invoice['rows'].filter(isRecord) : []) {
    for (const part of ['netAmount', 'vatAmount', 'totalAmount']) Reflect.deleteProperty(row, part)
    Object.assign(row, { quantity: 3, unitPrice: 12.5, vatPercentage: 25.5, vatCode: 'S' })
  }
}

/** Makes rows sum to zero: made-up amounts hardly ever do, and then nothing behind that check would be reached. */
function balance(value: unknown): void {
  if (Array.isArray(value)) {
    const rows = value.filter(isRecord).filter((row) => typeof row['amount'] === 'number' && 'accountNumber' in row)
    for (const [i, row] of rows.entries()) {
      row['amount'] = i === 0 ? -10 * (rows.length - 1) : 10
      if ('netAmount' in row) row['netAmount'] = row['amount']
      for (const field of ['vatPercentage', 'isVatRow']) Reflect.deleteProperty(row, field)
    }
    value.forEach(balance)
  } else if (isRecord(value)) Object.values(value).forEach(balance)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
