/** A token check costs no round trip, and a revocation still takes effect everywhere within 5 seconds. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { revokeToken } from '../src/onboarding/revoke-token.ts'
import { hashToken } from '../src/platform/auth/tokens.ts'
import { statementsOf } from './support/statements.ts'
import { type TestService, testService } from './support/service.ts'

const REVOCATION_MS_MAX = 5_000
const CONNECTIONS = '/api/v1/partner/accounting/connection'
let api: TestService
let second: TestService

before(async () => {
  // Without workers, whose own statements would be counted too.
  api = await testService({ role: 'api' })
  second = await testService({ role: 'api' }, { beside: api })
})
after(async () => {
  await second.stop()
  await api.stop()
})

function lookUps(texts: string[]): string[] {
  return texts.filter((text) => text.includes('from access_token'))
}

test('within the cache’s time a request asks the database nothing about its token', async () => {
  const { token } = await api.createClient()
  const ask = async () => {
    for (let i = 0; i < 20; i++) assert.equal((await api.call('GET', CONNECTIONS, { token })).status, 200)
  }
  const first = await statementsOf(ask)
  assert.equal(lookUps(first).length, 1, 'one look-up for twenty requests')
  const own = first.filter((text) => text.includes('from accounting_connection'))
  assert.equal(own.length, 20, 'the requests’ own statements are seen')
  const next = await statementsOf(ask)
  assert.deepEqual(lookUps(next), [])
})

test('requests that arrive together share one look-up', async () => {
  const { token } = await api.createClient()
  const texts = await statementsOf(async () => {
    const replies = await Promise.all(Array.from({ length: 30 }, () => api.call('GET', CONNECTIONS, { token })))
    for (const { status } of replies) assert.equal(status, 200)
  })
  assert.equal(lookUps(texts).length, 1)
})

test('unknown tokens are remembered too', async () => {
  const texts = await statementsOf(async () => {
    for (let i = 0; i < 5; i++) assert.equal((await api.call('GET', CONNECTIONS, { token: randomUUID() })).status, 401)
    const token = randomUUID()
    for (let i = 0; i < 20; i++) assert.equal((await api.call('GET', CONNECTIONS, { token })).status, 401)
  })
  assert.equal(lookUps(texts).length, 6)
})

test('a revocation on one process takes effect on the others within 5 seconds', async (t) => {
  const { token } = await api.createClient()
  const { rows } = await api.pool.query<{ token_id: string }>(
    'select token_id from access_token where token_hash = $1',
    [hashToken(token)],
  )
  const instances = [api, second]
  const ask = (instance: TestService) => instance.call('GET', CONNECTIONS, { token })
  for (const instance of instances) assert.equal((await ask(instance)).status, 200)
  await revokeToken(api.ctx(), { tokenId: rows[0]?.token_id ?? '' })
  const began = performance.now()
  const took = await Promise.all(
    instances.map(async (instance) => {
      // A request may take its time on a busy machine; what counts is when the last one that was let in began.
      for (let lastMs = 0; ; await new Promise((resolve) => setTimeout(resolve, 25))) {
        const askedMs = performance.now() - began
        if ((await ask(instance)).status === 401) return lastMs
        lastMs = askedMs
        assert.ok(askedMs <= REVOCATION_MS_MAX, `let in after ${askedMs} ms`)
      }
    }),
  )
  t.diagnostic(`let in for ${took.map((ms) => `${Math.round(ms)} ms`).join(' and ')}`)
})
