/** Tests authentication: every mistake in a token, on every route there is. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { revokeToken } from '../src/onboarding/revoke-token.ts'
import { reachOf } from '../src/permissions/permissions.ts'
import { type AnyRouteSpec, isOfPartner } from '../src/platform/http/route.ts'
import { newClientBody } from './support/bodies.ts'
import { type TestClient, type TestPartner, type TestService, testService } from './support/service.ts'

const BASE = '/api/v1/partner'
const VALIDATE = `${BASE}/validate`
const DAY_MS = 86_400_000
let api: TestService
let partner: TestPartner
let client: TestClient

before(async () => {
  api = await testService({ tokenCacheSeconds: 0 })
  partner = await api.createPartner()
  client = await api.createClient(partner)
})
after(() => api.stop())

async function tokenIdOf(token: string): Promise<string> {
  const text = `select token_id from access_token where token_hash = sha256($1::text::bytea)`
  return (await api.pool.query<{ token_id: string }>(text, [token])).rows[0]?.token_id ?? ''
}

function pathOf(spec: AnyRouteSpec): string {
  return spec.path.replace(/:\w+/g, 'some-identifier')
}

function specs(permission?: string): AnyRouteSpec[] {
  const all = api.service.app.routeSpecs
  assert.ok(all.length >= 14, `${all.length} routes are declared`)
  return all.filter((spec) => permission === undefined || spec.permission === permission)
}

test('every route of the API is declared, so that the tests below see it', () => {
  const declared = new Set(api.service.app.routeSpecs.map((spec) => `${spec.method} ${spec.path}`))
  const tree = api.service.app.printRoutes({ commonPrefix: false, includeHooks: false })
  const served = servedPaths(tree).filter((name) => / \/api\/v\d+\/partner/.test(name) && !name.startsWith('HEAD '))
  assert.ok(served.length > 0, tree)
  assert.deepEqual(served.sort(), [...declared].sort())
})

/** "GET /path" of each route in the tree, whose branches hold the rest of a path that its parent begins. */
function servedPaths(tree: string): string[] {
  const parents: string[] = []
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', part = '', methods] = /^(.*?)[├└]── (\S*)(?: \(([A-Z, ]+)\))?/.exec(line) ?? []
    if (part === '') return []
    const depth = indent.length / 4
    const path = (parents[depth - 1] ?? '') + part
    parents[depth] = path
    return (methods?.split(', ') ?? []).map((method) => `${method} ${path}`)
  })
}

test('no route answers without a token or with an unknown token', async () => {
  for (const spec of specs()) {
    for (const token of [undefined, '', 'not-a-uuid', randomUUID(), `${client.token}x`, `${client.token}, x`]) {
      const reply = await api.call(spec.method, pathOf(spec), { token })
      assert.equal(reply.status, 401, `${spec.method} ${spec.path} with ${token}`)
      assert.equal(reply.headers.get('content-type'), 'application/problem+json; charset=utf-8')
      assert.equal(reply.body.isValid, false)
      assert.ok(reply.body.message)
    }
    const head = spec.method === 'GET' && (await fetch(api.origin + pathOf(spec), { method: 'HEAD' }))
    if (head) assert.equal(head.status, 401, `HEAD ${spec.path}`)
  }
})

test('no route answers the wrong kind of token, whatever the body', async () => {
  for (const spec of specs()) {
    // Approvals and webhook endpoints are shown to both kinds.
    if (reachOf(spec.permission) === 'either') continue
    const token = isOfPartner(spec) ? client.token : partner.provisioningToken
    const reply = await api.call(spec.method, pathOf(spec), {
      token,
      ...(spec.body === undefined ? {} : { body: newClientBody(partner.partnerCode) }),
    })
    assert.equal(reply.status, 403, `${spec.method} ${spec.path}: ${reply.text}`)
    assert.equal(reply.body.title, 'Forbidden')
  }
})

test('another partner’s code is forbidden', async () => {
  const other = await api.createPartner()
  const reply = await api.call('POST', `${BASE}/client`, {
    token: other.provisioningToken,
    body: newClientBody(partner.partnerCode),
  })
  assert.equal(reply.status, 403)
  const { rowCount } = await api.pool.query('select from client where partner_id = $1', [other.partnerId])
  assert.equal(rowCount, 0)
})

test('a body is not read before the token is', async () => {
  const reply = await api.call('POST', `${BASE}/accounting/ledger`, { token: randomUUID(), body: '{"not json' })
  assert.equal(reply.status, 401)
})

test('validate says whose token it is and until when; letter case and spaces do not matter', async () => {
  for (const token of [client.token, client.token.toUpperCase(), ` ${client.token} `]) {
    const { status, body } = await api.call<Record<string, unknown>>('GET', VALIDATE, { token })
    assert.equal(status, 200)
    const { expiresAt, ...rest } = body
    assert.deepEqual(rest, {
      isValid: true,
      message: 'Token is valid',
      clientIdentifier: client.clientIdentifier,
      environment: 'sandbox',
    })
    const days = (Date.parse(String(expiresAt)) - Date.now()) / DAY_MS
    assert.ok(days > 364 && days <= 365, `${days} days`)
  }
})

test('an expired token is refused, to the second', async () => {
  const { token } = await api.createClient(partner)
  try {
    api.shiftClock(365 * DAY_MS - 5_000)
    assert.equal((await api.call('GET', VALIDATE, { token })).status, 200)
    api.shiftClock(365 * DAY_MS + 5_000)
    const reply = await api.call('GET', VALIDATE, { token })
    assert.equal(reply.status, 401)
    assert.equal(reply.body.isValid, false)
    assert.match(reply.body.message ?? '', /expired/)
    assert.match(reply.body.detail, /renew/)
  } finally {
    api.shiftClock(0)
  }
})

test('a provisioning token may have an expiry date too', async () => {
  const text = `update access_token set expires_at = now() - interval '1 second' where token_id = $1`
  const other = await api.createPartner()
  await api.pool.query(text, [await tokenIdOf(other.provisioningToken)])
  const reply = await api.call('POST', `${BASE}/client`, {
    token: other.provisioningToken,
    body: newClientBody(other.partnerCode),
  })
  assert.equal(reply.status, 401)
})

test('a revoked token is refused', async () => {
  const { token } = await api.createClient(partner)
  await revokeToken(api.ctx(), { tokenId: await tokenIdOf(token) })
  for (const path of [VALIDATE, `${BASE}/renew`, `${BASE}/accounting/ledger`]) {
    const reply = await api.call('GET', path, { token })
    assert.equal(reply.status, 401, path)
    assert.equal(reply.body.isValid, false)
    assert.match(reply.body.message ?? '', /revoked/)
  }
})

test('a token of another environment is refused', async () => {
  const staging = await testService({ environment: 'staging', tokenCacheSeconds: 0 }, { beside: api })
  try {
    for (const path of [VALIDATE, `${BASE}/accounting/ledger`, `${BASE}/renew`]) {
      const reply = await staging.call('GET', path, { token: client.token })
      assert.equal(reply.status, 401, path)
      assert.equal(reply.body.isValid, false)
    }
    assert.equal((await api.call('GET', VALIDATE, { token: client.token })).status, 200)
  } finally {
    await staging.stop()
  }
})

test('a token’s text is kept nowhere', async () => {
  const tables = await api.pool.query<{ name: string }>(
    `select quote_ident(table_name) as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE'`,
  )
  assert.ok((tables.rowCount ?? 0) > 5)
  for (const { name } of tables.rows) {
    for (const token of [client.token, partner.provisioningToken]) {
      const { rowCount } = await api.pool.query(`select from ${name} t where t::text ilike '%' || $1 || '%'`, [token])
      assert.equal(rowCount, 0, name)
      const bytes = Buffer.from(token).toString('hex')
      const encoded = await api.pool.query(`select from ${name} t where t::text ilike '%' || $1 || '%'`, [bytes])
      assert.equal(encoded.rowCount, 0, `${name}, as bytes`)
    }
  }
})

test('an answer that shows a token is replayed from a sealed record, and never cached on the way', async () => {
  const body = newClientBody(partner.partnerCode)
  const request = { token: partner.provisioningToken, body, headers: { 'idempotency-key': 'client-1' } }
  const first = await api.call<Record<string, unknown>>('POST', `${BASE}/client`, request)
  const again = await api.call<Record<string, unknown>>('POST', `${BASE}/client`, request)
  assert.equal(first.status, 200)
  assert.equal(first.headers.get('cache-control'), 'no-store')
  assert.deepEqual(again.body, first.body)
  assert.equal(again.headers.get('idempotency-replayed'), 'true')
  const { rows } = await api.pool.query<{ sealed: boolean; answer: Buffer }>(
    `select sealed, answer from idempotency_record where key = 'client-1'`,
  )
  assert.equal(rows[0]?.sealed, true)
  assert.ok(!rows[0]?.answer.includes(String(first.body['apiAccessToken'])))
  const other = await api.call('POST', `${BASE}/client`, { ...request, body: newClientBody(partner.partnerCode) })
  assert.equal(other.status, 422)
})

test('last use is recorded, at the latest when the process stops', async () => {
  const { token } = await api.createClient()
  const other = await testService({}, { beside: api })
  await other.call('GET', VALIDATE, { token })
  await other.stop()
  const text = `select from access_token where token_id = $1 and last_used_at > now() - interval '1 minute'`
  assert.equal((await api.pool.query(text, [await tokenIdOf(token)])).rowCount, 1)
})
