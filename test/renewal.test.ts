/** Renewal: there is never a moment in which nobody knows a working token, and never two new ones that work. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eraseSealedTokens } from '../src/platform/housekeeping.ts'
import { hashToken } from '../src/platform/auth/tokens.ts'
import { type Problem, type Reply, type TestService, testService } from './support/service.ts'

const BASE = '/api/v1/partner'
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
let api: TestService

before(async () => {
  api = await testService({ tokenCacheSeconds: 0 })
})
after(() => api.stop())

interface Renewed extends Problem {
  Message: string
  apiAccessToken: string
  expiresAt: string
}

function renew(token: string): Promise<Reply<Renewed>> {
  return api.call<Renewed>('GET', `${BASE}/renew`, { token })
}

async function works(token: string): Promise<boolean> {
  return (await api.call('GET', `${BASE}/validate`, { token })).status === 200
}

async function at<T>(ms: number, work: () => Promise<T>): Promise<T> {
  api.shiftClock(ms)
  try {
    return await work()
  } finally {
    api.shiftClock(0)
  }
}

test('the answer has the published fields, and is not to be cached', async () => {
  const { token, clientIdentifier } = await api.createClient()
  const reply = await renew(token)
  assert.equal(reply.status, 200)
  assert.deepEqual(Object.keys(reply.body).sort(), ['Message', 'apiAccessToken', 'expiresAt'])
  assert.equal(reply.headers.get('cache-control'), 'no-store')
  assert.notEqual(reply.body.apiAccessToken, token)
  const valid = await api.call('GET', `${BASE}/validate`, { token: reply.body.apiAccessToken })
  assert.equal(valid.body.clientIdentifier, clientIdentifier)
})

test('the old token works for the overlap, and not a second longer', async () => {
  const { token } = await api.createClient()
  const { body } = await renew(token)
  assert.ok(await works(token))
  assert.ok(await works(body.apiAccessToken))
  assert.ok(await at(24 * HOUR_MS - 10_000, () => works(token)))
  assert.equal(await at(24 * HOUR_MS + 10_000, () => works(token)), false)
  assert.ok(await at(24 * HOUR_MS + 10_000, () => works(body.apiAccessToken)))
  const late = await at(24 * HOUR_MS + 10_000, () => renew(token))
  assert.equal(late.status, 401)
  assert.match(late.body.detail, /overlap/)
})

test('a renewal repeated after a lost answer gives the same new token, also hours later', async () => {
  const { token } = await api.createClient()
  const lost = await renew(token)
  const second = await at(3 * HOUR_MS, () => renew(token))
  assert.equal(second.status, 200)
  assert.deepEqual(second.body, lost.body)
  assert.ok(await works(second.body.apiAccessToken))
  assert.ok(await works(token))
  // Renewing again does not lengthen the overlap.
  const third = await api.createClient()
  await renew(third.token)
  await at(20 * HOUR_MS, () => renew(third.token))
  assert.equal(await at(25 * HOUR_MS, () => works(third.token)), false)
})

test('the old token renews no more when the new one has been in use for a minute', async () => {
  const { token } = await api.createClient()
  const fresh = (await renew(token)).body.apiAccessToken
  assert.ok(await works(fresh))
  const soon = await at(50_000, () => renew(token))
  assert.equal(soon.body.apiAccessToken, fresh, 'a machine that renewed at the same time')
  const again = await at(70_000, () => renew(token))
  assert.equal(again.status, 409)
  assert.ok(!again.text.includes('apiAccessToken'))
  assert.ok(await works(fresh), 'the token in use is not taken away')
  assert.equal((await renew(fresh)).status, 200, 'the new one renews as any other')
})

test('an expired token renews for 30 days, and still opens nothing else', async () => {
  const { token } = await api.createClient()
  const expired = 365 * DAY_MS
  for (const ms of [expired + DAY_MS, expired + 30 * DAY_MS - 60_000]) {
    await at(ms, async () => {
      assert.equal(await works(token), false)
      const reply = await renew(token)
      assert.equal(reply.status, 200, reply.text)
      const left = Date.parse(reply.body.expiresAt) - (Date.now() + ms)
      assert.ok(left > 364 * DAY_MS, 'the new one lives its full life')
      assert.equal(await works(token), false, 'no overlap for what had expired')
    })
    await api.pool.query('update access_token set superseded_at = null, overlap_until = null where token_hash = $1', [
      hashToken(token),
    ])
  }
  const old = await at(expired + 30 * DAY_MS + 60_000, () => renew(token))
  assert.equal(old.status, 401)
  assert.equal(old.body.isValid, false)
  assert.match(old.body.detail, /30 days/)
})

test('an expired token whose new one was lost may ask again', async () => {
  const { token } = await api.createClient()
  await at(366 * DAY_MS, async () => {
    const lost = (await renew(token)).body.apiAccessToken
    const second = await renew(token)
    assert.equal(second.status, 200)
    assert.equal(second.body.apiAccessToken, lost)
    assert.ok(await works(second.body.apiAccessToken))
  })
})

test('renewals at the same time leave one new token', async () => {
  const { token, clientIdentifier } = await api.createClient()
  const second = await testService({ tokenCacheSeconds: 0 }, { beside: api })
  try {
    const replies = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        (i % 2 === 0 ? api : second).call<Renewed>('GET', `${BASE}/renew`, { token }),
      ),
    )
    for (const reply of replies) assert.equal(reply.status, 200, reply.text)
    const tokens = replies.map((reply) => reply.body.apiAccessToken)
    assert.equal(new Set(tokens).size, 1, 'each machine holds the token that works')
    const live = `select from access_token where client_id = $1 and revoked_at is null and renewed_from is not null`
    assert.equal((await api.pool.query(live, [clientIdentifier])).rowCount, 1)
    for (const one of tokens) assert.ok(await works(one))
    assert.ok(await works(token), 'and the old one still works for the overlap')
  } finally {
    await second.stop()
  }
})

test('renewals and first uses at the same time never end with no token that works', async () => {
  for (let round = 0; round < 5; round++) {
    const { token } = await api.createClient()
    const fresh = (await renew(token)).body.apiAccessToken
    const [used, renewed] = await Promise.all([works(fresh), renew(token)])
    const later = renewed.status === 200 ? renewed.body.apiAccessToken : fresh
    assert.ok(renewed.status === 200 || renewed.status === 409, renewed.text)
    assert.ok(await works(later))
    assert.ok(used)
    assert.equal(later, fresh, 'not two')
  }
})

test('two machines that renew minutes apart both hold a token that works when the overlap is over', async () => {
  const { token } = await api.createClient()
  const a = (await renew(token)).body.apiAccessToken
  const b = await at(5 * 60_000, () => renew(token))
  assert.equal(b.status, 200, b.text)
  await at(6 * 60_000, async () => assert.ok(await works(b.body.apiAccessToken)))
  await at(25 * HOUR_MS, async () => assert.ok(await works(a)))
})

test('POST renews as GET does', async () => {
  const { token } = await api.createClient()
  const posted = await api.call<Renewed>('POST', `${BASE}/renew`, { token })
  assert.equal(posted.status, 200, posted.text)
  assert.deepEqual((await renew(token)).body, posted.body)
})

test('a new token is issued when the unused one was revoked by the agency', async () => {
  const { token } = await api.createClient()
  const first = (await renew(token)).body.apiAccessToken
  await api.pool.query('update access_token set revoked_at = now() where token_hash = $1', [hashToken(first)])
  const second = await renew(token)
  assert.equal(second.status, 200)
  assert.notEqual(second.body.apiAccessToken, first)
  assert.ok(await works(second.body.apiAccessToken))
})

test('the sealed text of a renewed token is erased a minute after its first use, or after the overlap', async () => {
  const [used, unused] = [await api.createClient(), await api.createClient()]
  const fresh = (await renew(used.token)).body.apiAccessToken
  const lost = (await renew(unused.token)).body.apiAccessToken
  assert.ok(await works(fresh))
  const kept = async (text: string) =>
    (
      await api.pool.query('select from access_token where token_hash = $1 and sealed_text is not null', [
        hashToken(text),
      ])
    ).rowCount === 1
  assert.ok((await kept(fresh)) && (await kept(lost)))
  await at(2 * 60_000, () => eraseSealedTokens(api.ctx().platform))
  assert.deepEqual([await kept(fresh), await kept(lost)], [false, true])
  await at(25 * HOUR_MS, () => eraseSealedTokens(api.ctx().platform))
  assert.equal(await kept(lost), false)
})
