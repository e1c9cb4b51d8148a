/**
 * The database is gone: nothing is acknowledged that is not stored, everybody gets the advice to come back, and then it
 * works.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ledgerOf, newClientBody } from './support/bodies.ts'
import { type Problem, type Reply, type TestClient, type TestService, testService } from './support/service.ts'
import { type TcpProxy, tcpProxy } from './support/tcp-proxy.ts'
import { until } from './support/until.ts'

const BASE = '/api/v1/partner'
const LEDGER = `${BASE}/accounting/ledger`
let wire: TcpProxy
let api: TestService
let client: TestClient

before(async () => {
  api = await testService(
    {},
    {
      async databaseUrl(url) {
        wire = await tcpProxy(url)
        return wire.url
      },
    },
  )
  client = await api.createClient()
})
after(async () => {
  await api.stop()
  await wire.cut()
})

function isUnavailable(reply: Reply<Problem>): void {
  assert.equal(reply.status, 503, reply.text)
  assert.equal(reply.headers.get('content-type'), 'application/problem+json; charset=utf-8')
  assert.ok(Number(reply.headers.get('retry-after')) >= 1)
  assert.equal(reply.body.status, 503)
  assert.doesNotMatch(reply.text, /ECONN|postgres|127\.0\.0\.1|Connection terminated/, 'nothing of our inside')
}

async function storedIdentifiers(): Promise<Set<string>> {
  const text = 'select identifier from accounting_document where client_id = $1'
  const { rows } = await api.pool.query<{ identifier: string }>(text, [client.clientIdentifier])
  return new Set(rows.map(({ identifier }) => identifier))
}

test('every endpoint says 503 with Retry-After, and ready says so too', async () => {
  const partner = await api.createPartner()
  await wire.cut()
  try {
    for (const path of [LEDGER, `${BASE}/accounting/payment`, `${BASE}/accounting/connection`, `${BASE}/validate`])
      isUnavailable(await api.call('GET', path, { token: client.token }))
    isUnavailable(await api.call('GET', `${BASE}/renew`, { token: client.token }))
    isUnavailable(await api.call('POST', LEDGER, { token: client.token, body: { ledgers: ledgerOf('gone') } }))
    const keyed = { 'idempotency-key': 'gone' }
    isUnavailable(
      await api.call('POST', LEDGER, { token: client.token, headers: keyed, body: { ledgers: ledgerOf('gone') } }),
    )
    isUnavailable(
      await api.call('POST', `${BASE}/client`, {
        token: partner.provisioningToken,
        body: newClientBody(partner.partnerCode),
      }),
    )
    assert.equal((await api.call('GET', '/health/live')).status, 200)
    assert.equal((await api.call('GET', '/health/ready')).status, 503)
  } finally {
    await wire.restore()
  }
  assert.equal((await api.call('GET', '/health/ready')).status, 200)
  const reply = await api.call('POST', LEDGER, { token: client.token, body: { ledgers: ledgerOf('gone') } })
  assert.equal(reply.status, 200, 'the same request again works')
})

test('exactly the requests answered 200 before the cut are stored, and sending all again stores each once', async () => {
  const outcomes = new Map<string, number>()
  let sending = true
  let next = 0
  const sender = async () => {
    while (sending) {
      const identifier = `cut-${next++}`
      const body = { ledgers: ledgerOf(identifier) }
      const { status } = await api.call('POST', LEDGER, { token: client.token, body })
      outcomes.set(identifier, status)
      if (status !== 200) await new Promise((resolve) => setTimeout(resolve, 25))
    }
  }
  const senders = Array.from({ length: 16 }, sender)
  for (let round = 0; round < 4; round++) {
    await new Promise((resolve) => setTimeout(resolve, 120))
    await wire.cut()
    await new Promise((resolve) => setTimeout(resolve, 60))
    await wire.restore()
  }
  await new Promise((resolve) => setTimeout(resolve, 120))
  sending = false
  await Promise.all(senders)

  const counts = Map.groupBy(outcomes.values(), (status) => status)
  assert.deepEqual(
    [...counts.keys()].sort((a, b) => a - b),
    [200, 503],
    'both happened, and nothing else',
  )
  const stored = await storedIdentifiers()
  for (const [identifier, status] of outcomes)
    if (status === 200) assert.ok(stored.has(identifier), `${identifier} was acknowledged`)

  const all = [...outcomes.keys()].map((identifier) => ledgerOf(identifier))
  for (let from = 0; from < all.length; from += 1_000) {
    const body = { ledgers: all.slice(from, from + 1_000) }
    const reply = await api.call('POST', LEDGER, { token: client.token, body })
    assert.equal(reply.status, 200, reply.text)
  }
  const text = `select count(*), count(distinct identifier) as identifiers from accounting_document
                where client_id = $1 and identifier like 'cut-%'`
  const { rows } = await api.pool.query<{ count: string; identifiers: string }>(text, [client.clientIdentifier])
  assert.deepEqual(rows, [{ count: `${outcomes.size}`, identifiers: `${outcomes.size}` }])
})

test('a commit whose answer is lost is not acknowledged; the same request again says 200 and stores nothing twice', async () => {
  const body = { ledgers: ledgerOf('answer-lost') }
  const headers = { 'idempotency-key': 'answer-lost' }
  wire.muteFrom('insert-documents')
  const posted = api.call('POST', LEDGER, { token: client.token, headers, body })
  await until('it is stored', async () => (await storedIdentifiers()).has('answer-lost'))
  await wire.cut()
  isUnavailable(await posted)
  await wire.restore()
  for (let tries = 0; tries < 2; tries++) {
    const again = await api.call('POST', LEDGER, { token: client.token, headers, body })
    assert.equal(again.status, 200, again.text)
  }
  assert.ok((await storedIdentifiers()).has('answer-lost'))
  const events = `select from event where client_id = $1 and subject = 'ledger:answer-lost'`
  assert.equal((await api.pool.query(events, [client.clientIdentifier])).rowCount, 1)
})
