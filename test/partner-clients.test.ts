/** A partner's portfolio with its provisioning token: clients are corrected, tokens are limited, issued again and revoked. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { trustedProxies } from '../src/config/trusted-proxies.ts'
import { issueTokenFor } from '../src/onboarding/issue-token-for.ts'
import { checkTokens } from '../src/doctor/check-tokens.ts'
import { newClientBody } from './support/bodies.ts'
import { allNumbered } from './support/feed/all-numbered.ts'
import { type TestClient, type TestPartner, type TestService, testService } from './support/service.ts'
import { until } from './support/until.ts'

const BASE = '/api/v1/partner'
const CLIENTS = `${BASE}/clients`
const INVOICES = `${BASE}/payments`

let api: TestService
let partner: TestPartner
let other: TestPartner
let client: TestClient

before(async () => {
  api = await testService({
    ...{ role: 'api', tokenCacheSeconds: 0, wrongTokensPerMinute: 30 },
    proxies: { trusted: trustedProxies('127.0.0.1'), header: 'x-forwarded-for' },
  })
  partner = await api.createPartner()
  other = await api.createPartner()
  client = await api.createClient(partner)
})
after(() => api.stop())

const path = (rest = '') => `${CLIENTS}/${client.clientIdentifier}${rest}`
const asPartner = (method: string, url: string, body?: unknown) =>
  api.call<Record<string, unknown>>(method, url, { token: partner.provisioningToken, body })
const from = (address: string) => ({ 'x-forwarded-for': address })

interface Issued {
  tokenId: string
  apiAccessToken: string
}

async function issue(body: Record<string, unknown>): Promise<Issued> {
  const reply = await api.call<Issued>('POST', path('/tokens'), { token: partner.provisioningToken, body })
  assert.equal(reply.status, 200, reply.text)
  assert.equal(reply.headers.get('cache-control'), 'no-store')
  return reply.body
}

test('a partner lists its clients page by page, and those of nobody else', async () => {
  const mine = [client, await api.createClient(partner), await api.createClient(partner)]
  await api.createClient(other)
  const seen: number[] = []
  for (let next: string | undefined = `${CLIENTS}?limit=2`; next !== undefined; ) {
    const reply = await asPartner('GET', next)
    assert.equal(reply.status, 200, reply.text)
    seen.push(...(reply.body['clients'] as { clientIdentifier: number }[]).map((one) => one.clientIdentifier))
    next = /^<(.+)>; rel="next"$/.exec(reply.headers.get('link') ?? '')?.[1]
  }
  assert.deepEqual(
    seen,
    mine.map(({ clientIdentifier }) => clientIdentifier),
  )
})

test('another partner reaches nothing of a client, by no route', async () => {
  const routes = api.service.app.routeSpecs.filter((spec) => spec.path.startsWith(`${CLIENTS}/`))
  assert.ok(routes.length >= 5, `${routes.length} routes`)
  const { tokenId } = await issue({ name: 'theirs' })
  for (const spec of routes) {
    const url = spec.path.replace(':clientIdentifier', String(client.clientIdentifier)).replace(':tokenId', tokenId)
    const body = spec.method === 'PATCH' ? { client: { name: 'Stolen' } } : { name: 'mine' }
    const reply = await api.call(spec.method, url, {
      token: other.provisioningToken,
      ...(spec.body === undefined ? {} : { body }),
    })
    assert.equal(reply.status, 404, `${spec.method} ${url}: ${reply.text}`)
  }
  const { body } = await asPartner('GET', path())
  assert.notEqual((body['client'] as { name: string }).name, 'Stolen')
})

test('a wrong address is corrected, null clears, and what must stay is refused', async () => {
  const patch = { client: { postalAddress: 'Uusikatu 1', website: null, telephone: '+358 1', email: 'a@example.com' } }
  const first = await asPartner('PATCH', path(), patch)
  assert.equal(first.status, 200, first.text)
  const data = first.body['client'] as Record<string, unknown>
  assert.deepEqual([data['postalAddress'], data['telephone'], 'website' in data], ['Uusikatu 1', '+358 1', false])
  const cleared = await asPartner('PATCH', path(), { client: { telephone: null }, contacts: { technical: null } })
  assert.ok(!('telephone' in (cleared.body['client'] as object)), cleared.text)
  assert.deepEqual((await asPartner('GET', path())).body['client'], cleared.body['client'])
  for (const [body, pointer] of [
    [{ client: { businessCode: '1' } }, '/client/businessCode'],
    [{ client: { name: null } }, '/client/name'],
    [{ client: { postalCode: 'x' } }, '/client/postalCode'],
    [{ service: {} }, '/service'],
  ] as const) {
    const reply = await api.call('PATCH', path(), { token: partner.provisioningToken, body })
    assert.equal(reply.status, 400, reply.text)
    assert.equal(reply.body.errors?.[0]?.pointer, pointer)
  }
  const { rows } = await api.pool.query<{ details: string }>(
    `select details::text as details from audit_entry where client_id = $1 and action = 'client.corrected' order by audit_id`,
    [client.clientIdentifier],
  )
  assert.equal(rows.length, 2)
  assert.match(rows[0]?.details ?? '', /Uusikatu 1/)
  assert.doesNotMatch(rows[0]?.details ?? '', /a@example.com|\+358 1/)
  await allNumbered(api.pool)
  const { body } = await api.call<{ events: { type: string }[] }>('GET', `${BASE}/events`, { token: client.token })
  assert.equal(body.events.filter(({ type }) => type === 'client.corrected').length, 2)
})

test('a token does what its scopes say, and a renewed one no more', async () => {
  const { apiAccessToken: token } = await issue({ name: 'reads', scopes: ['event.read'] })
  assert.equal((await api.call('GET', `${BASE}/events`, { token })).status, 200)
  const refused = await api.call('GET', INVOICES, { token })
  assert.equal(refused.status, 403)
  assert.match(refused.body.detail, /lacks the scope payment\.read; its scopes are event\.read/)
  const renewed = await api.call<{ apiAccessToken: string }>('POST', `${BASE}/renew`, { token })
  assert.equal(renewed.status, 200, renewed.text)
  assert.equal((await api.call('GET', INVOICES, { token: renewed.body.apiAccessToken })).status, 403)
  assert.equal((await api.call('GET', `${BASE}/validate`, { token: renewed.body.apiAccessToken })).status, 200)
})

test('a token is taken from its addresses alone, as trusted proxies write them down', async () => {
  const addresses = ['198.51.100.0/24', '2001:db8::/48']
  const { apiAccessToken: token } = await issue({ name: 'office', addresses })
  for (const [address, status] of [
    ['198.51.100.7', 200],
    ['2001:db8:0:5::1', 200],
    ['198.51.101.7', 403],
    ['1.1.1.1, 198.51.101.7', 403],
    ['198.51.100.7, 203.0.113.1', 403],
  ] as const)
    for (const url of [`${BASE}/validate`, `${BASE}/events`])
      assert.equal((await api.call('GET', url, { token, headers: from(address) })).status, status, address)
  assert.equal((await api.call('POST', `${BASE}/renew`, { token, headers: from('203.0.113.1') })).status, 403)
})

test('scopes, addresses and expiries that cannot be are all named', async () => {
  const body = {
    name: 'x',
    scopes: ['event.read', 'user.manage'],
    addresses: ['10.0.0.0/33', '::/0'],
    expiresAt: '2020-01-01T00:00:00Z',
  }
  const reply = await api.call('POST', path('/tokens'), { token: partner.provisioningToken, body })
  assert.equal(reply.status, 400)
  assert.deepEqual(
    reply.body.errors?.map(({ pointer, code }) => [pointer, code]),
    [
      ['/scopes/1', 'UNKNOWN_SCOPE'],
      ['/addresses/0', 'INVALID_ADDRESS'],
      ['/addresses/1', 'INVALID_ADDRESS'],
      ['/expiresAt', 'PAST'],
    ],
  )
})

test('tokens are listed with their last use, and revoked by the partner', async () => {
  const { tokenId, apiAccessToken: token } = await issue({ name: 'lost' })
  assert.equal((await api.call('GET', `${BASE}/validate`, { token })).status, 200)
  const row = await until(
    'the use of the token is written',
    async () => {
      const { body } = await asPartner('GET', path('/tokens'))
      return (body['tokens'] as Record<string, unknown>[]).find((one) => one['tokenId'] === tokenId)
    },
    (one) => one?.['lastUsedAt'] !== null,
  )
  assert.deepEqual([row?.['name'], row?.['status'], row?.['scopes']], ['lost', 'active', null])
  const revoking = { token: partner.provisioningToken, headers: { 'idempotency-key': 'revoke' } }
  for (const time of ['first', 'its answer was lost'])
    assert.equal((await api.call('DELETE', path(`/tokens/${tokenId}`), revoking)).status, 200, time)
  assert.equal((await api.call('GET', `${BASE}/validate`, { token })).status, 401)
  assert.equal((await asPartner('DELETE', path(`/tokens/${tokenId}`))).status, 404)
})

test('a provisioning token ends, and may be limited to reading', async () => {
  const { partnerCode } = partner
  const expiresAt = new Date(Date.now() + 60_000)
  const { text: token } = await issueTokenFor(api.ctx(), { partnerCode, expiresAt, scopes: ['client.read'] })
  assert.equal((await api.call('GET', CLIENTS, { token })).status, 200)
  assert.equal((await api.call('POST', `${BASE}/client`, { token, body: newClientBody(partnerCode) })).status, 403)
  api.shiftClock(61_000)
  try {
    assert.equal((await api.call('GET', CLIENTS, { token })).status, 401)
  } finally {
    api.shiftClock(0)
  }
})

test('an address that sends wrong tokens is held off, others are not; metric and doctor tell of it', async () => {
  const guess = (address: string) =>
    api.call('GET', `${BASE}/validate`, { token: randomUUID(), headers: from(address) })
  const guesser = '203.0.113.66'
  const statuses = new Set<number>()
  for (let i = 0; i < 120; i++) statuses.add((await guess(guesser)).status)
  assert.deepEqual([...statuses], [401, 429])
  const held = await guess(guesser)
  assert.equal(held.status, 429)
  assert.ok(Number(held.headers.get('retry-after')) >= 1)
  const fresh = await issue({ name: 'fresh' })
  const known = await api.call('GET', `${BASE}/validate`, { token: client.token, headers: from(guesser) })
  assert.equal(known.status, 200, 'a token that was in use here lately still works from there')
  assert.equal(
    (await api.call('GET', `${BASE}/validate`, { token: fresh.apiAccessToken, headers: from(guesser) })).status,
    429,
  )
  assert.equal((await guess('203.0.113.67')).status, 401)
  const metrics = await (await fetch(`${api.origin}/metrics`)).text()
  assert.match(metrics, /saatava_wrong_tokens_total\{reason="unknown"\} \d/)
  assert.match(metrics, /saatava_wrong_tokens_total\{reason="throttled"\} \d/)
  await until(
    'the wrong tokens are written',
    async () => (await api.pool.query(`select from wrong_token where address = $1`, [guesser])).rowCount,
    (count) => count === 1,
  )
  await api.pool.query('update wrong_token set attempts = 101 where address = $1', [guesser])
  const check = await checkTokens(api.service.platform)
  assert.equal(check.state, 'WARN')
  assert.match(check.says, /203\.0\.113\.66 \(101 since/)
})
