/** The new token is stored before anything uses it; the old one goes on until then. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { approvals, autoRenew, createClient } from './index.ts'

const DAY_MS = 86_400_000

/** A service with one token that is renewed to the next: "t1", "t2" … */
function world(expiresInDays: number, { failStore = false } = {}) {
  const log: string[] = []
  let valid = 't1'
  let days = expiresInDays
  const expiresAt = () => new Date(Date.now() + days * DAY_MS).toISOString()
  const fetch = async (url: string, init: RequestInit) => {
    const token = new Headers(init.headers).get('x-api-key') ?? ''
    const path = new URL(url).pathname.replace('/api/v1/partner', '')
    log.push(`${path} ${token}`)
    if (path === '/renew') {
      days = 365
      valid = `t${Number(token.slice(1)) + 1}`
      return Response.json({ Message: 'Token renewed', apiAccessToken: valid, expiresAt: expiresAt() })
    }
    if (days <= 0) return Response.json({ type: '#unauthorized', detail: 'expired' }, { status: 401 })
    return Response.json(path === '/validate' ? { isValid: true, expiresAt: expiresAt() } : { state: 'WAITING' })
  }
  const failures: unknown[] = []
  const renew = autoRenew({
    store: async (token) => {
      log.push(`store ${token}`)
      if (failStore) throw new Error('the disk is full')
    },
    onFailure: (error) => void failures.push(error),
  })
  const client = createClient({ token: 't1', baseUrl: 'https://x', fetch, renew, retries: 0 })
  return { client, log, failures, ask: () => approvals.get(client, { approvalId: 'a' }) }
}

test('a token that expires soon is renewed once, stored, and only then used', async () => {
  const { log, ask } = world(10)
  await Promise.all([ask(), ask(), ask()])
  assert.deepEqual(log, ['/validate t1', '/renew t1', 'store t2', ...Array(3).fill('/approvals/a t2')])
  await ask()
  assert.equal(log.at(-1), '/approvals/a t2')
})

test('a token that lives long is left alone', async () => {
  const { log, ask } = world(200)
  await ask()
  await ask()
  assert.deepEqual(log, ['/validate t1', '/approvals/a t1', '/approvals/a t1'])
})

test('when the new token cannot be stored, the old one goes on', async () => {
  const { log, failures, ask } = world(10, { failStore: true })
  await ask()
  await ask()
  assert.deepEqual(log.slice(0, 5), ['/validate t1', '/renew t1', 'store t2', '/approvals/a t1', '/approvals/a t1'])
  assert.equal(failures.length, 1)
})

test('many requests with an expired token renew it once', async () => {
  const { log, ask } = world(-1)
  await Promise.all([ask(), ask(), ask()])
  assert.equal(log.filter((line) => line.startsWith('/renew')).length, 1, log.join())
})

test('an expired token is renewed when the service refuses it', async () => {
  const { log, ask } = world(-1)
  await ask()
  assert.deepEqual(log, ['/validate t1', '/approvals/a t1', '/renew t1', 'store t2', '/approvals/a t2'])
})
