/** Every endpoint is sent what its own schema allows, and the same broken: whatever comes, it is never our fault. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as fc from 'fast-check'
import type { Arbitrary } from 'fast-check'
import type { AnyRouteSpec } from '../src/platform/http/route.ts'
import { ledgerOf, paymentOf } from './support/bodies.ts'
import { broken, valid } from './support/arbitraries.ts'
import { type Reply, type Problem, type TestPartner, type TestService, testService } from './support/service.ts'

const LONG = process.env['SAATAVA_TEST_LONG'] === '1'
const RUNS = LONG ? 5_000 : 120
const ROUTE_MS_MAX = LONG ? 60_000 : 1_000
const EXPECTED = new Set([200, 204, 400, 401, 403, 404, 409, 413, 415, 422])
const ACCOUNTING = '/api/v1/partner/accounting'
let api: TestService
let partner: TestPartner
const statuses = new Map<string, Map<number, number>>()

before(async () => {
  // No worker, and no address but this machine's: what is made up here must not be sent anywhere.
  const nowhere = 'http://127.0.0.1:9'
  api = await testService({
    role: 'api',
    accountingUrls: { NETVISOR: nowhere, PROCOUNTOR: nowhere, NETBARON: nowhere },
  })
  partner = await api.createPartner()
})
after(() => api.stop())

async function tokenFor(spec: AnyRouteSpec): Promise<string> {
  if (spec.scope === 'provisioning') return partner.provisioningToken
  const { token, clientIdentifier } = await api.createClient()
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

function either(schema: object | undefined): Arbitrary<unknown> {
  return schema === undefined ? fc.constant(undefined) : fc.oneof(valid(schema), broken(schema))
}

/** As a sender would write it: usually JSON, sometimes cut short or with bytes changed. */
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
  return encodeURIComponent(text.toWellFormed())
}

function check(name: string, reply: Reply<Problem>): void {
  const counts = statuses.get(name) ?? new Map<number, number>()
  counts.set(reply.status, (counts.get(reply.status) ?? 0) + 1)
  statuses.set(name, counts)
  assert.ok(EXPECTED.has(reply.status), `${name} answered ${reply.status} ${reply.text}`)
  if (reply.status < 400) return
  assert.equal(reply.headers.get('content-type'), 'application/problem+json; charset=utf-8', `${name} ${reply.text}`)
  assert.equal(reply.body.requestId, reply.headers.get('x-request-id'))
  if (reply.status === 400 && reply.body.title === 'The request is not valid') {
    assert.ok(reply.body.errors?.length, `${name} says what is wrong: ${reply.text}`)
    for (const { pointer, code, message } of reply.body.errors)
      assert.ok(code && message && typeof pointer === 'string')
  }
}

test('not one 5xx, whatever is sent', async (t) => {
  const specs = api.service.app.routeSpecs
  assert.ok(specs.length >= 14)
  for (const spec of specs) {
    const name = `${spec.method} ${spec.path}`
    const token = await tokenFor(spec)
    const arbitrary = fc.record({
      body: either(spec.body),
      query: either(spec.query),
      params: either(spec.params),
      cut: fc.option(fc.nat(), { freq: 8, nil: undefined }),
      patch: fc.string({ unit: 'binary-ascii', maxLength: 3 }),
      sums: fc.boolean(),
      page: fc.boolean(),
      key: fc.option(fc.string({ unit: 'grapheme-ascii', maxLength: 8 }), { freq: 8, nil: undefined }),
    })
    const property = fc.asyncProperty(arbitrary, async ({ body, query, params, cut, patch, sums, page, key }) => {
      if (page) fixCursor(query)
      if (sums) balance(body)
      const reply = await api.call(spec.method, urlOf(spec, query, params), {
        token: spec.scope === 'renewal' ? (await api.createClient(partner)).token : token,
        ...(spec.body === undefined ? {} : { body: textOf(ours(body), cut, patch) }),
        headers: key === undefined ? {} : { 'idempotency-key': key },
      })
      check(name, reply)
    })
    await fc.assert(property, { numRuns: RUNS, interruptAfterTimeLimit: ROUTE_MS_MAX, endOnFailure: true })
    const counts = [...(statuses.get(name) ?? [])].map(([status, count]) => `${status}: ${count}`)
    t.diagnostic(`${name} ${counts.join(', ')}`)
    assert.ok(counts.length > 0, `${name} was reached`)
  }
})

/** Clients belong to the partner whose token is used: a made-up code would only ever be forbidden. */
function ours(body: unknown): unknown {
  if (!isRecord(body) || !isRecord(body['service']) || !('partnerCode' in body['service'])) return body
  return { ...body, service: { ...body['service'], partnerCode: partner.partnerCode } }
}

/** A cursor is not guessed; half the time it is one that could have been given. */
function fixCursor(query: unknown): void {
  if (isRecord(query) && 'cursor' in query) query['cursor'] = Buffer.from('s7').toString('base64url')
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
