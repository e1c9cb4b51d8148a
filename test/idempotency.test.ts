/** A request that is repeated is done once: by natural keys, by Idempotency-Key, and when everybody asks at once. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ledgerOf, newClientBody, paymentOf } from './support/bodies.ts'
import { endedByDeadlock } from './support/deadlock.ts'
import { type Problem, type Reply, type Request, type TestService, testService } from './support/service.ts'

const BASE = '/api/v1/partner'
const LEDGER = `${BASE}/accounting/ledger`
const PAYMENT = `${BASE}/accounting/payment`
let api: TestService
let second: TestService

before(async () => {
  api = await testService()
  second = await testService({}, { beside: api })
})
after(async () => {
  await second.stop()
  await api.stop()
})

/** The i-th of many requests at once, each second one to another process. */
function spread(count: number, request: (i: number) => { path: string } & Request): Promise<Reply<Problem>[]> {
  return Promise.all(
    Array.from({ length: count }, (_, i) => {
      const { path, ...rest } = request(i)
      return (i % 2 === 0 ? api : second).call('POST', path, rest)
    }),
  )
}

async function stored(clientId: number): Promise<string[]> {
  const { rows } = await api.pool.query<{ identifier: string }>(
    'select identifier from accounting_document where client_id = $1 order by seq',
    [clientId],
  )
  return rows.map(({ identifier }) => identifier)
}

async function eventCount(clientId: number): Promise<number> {
  const text = `select from event where client_id = $1 and type like 'accounting.%.received'`
  return (await api.pool.query(text, [clientId])).rowCount ?? 0
}

function statusesOf(replies: Reply<Problem>[]): Record<number, number> {
  const counts: Record<number, number> = {}
  for (const { status } of replies) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

test('content in another form counts as equal content', async () => {
  const { token, clientIdentifier } = await api.createClient()
  const ledger = ledgerOf('same')
  const forms = [
    JSON.stringify({ ledgers: ledger }),
    JSON.stringify({ ledgers: [ledger] }, undefined, 2),
    JSON.stringify({ ledgers: Object.fromEntries(Object.entries(ledger).toReversed()) }),
    JSON.stringify({ ledgers: { ...ledger, documentDescription: '' } }),
    JSON.stringify({ ledgers: { ...ledger, documentDescription: null } }),
    JSON.stringify({ ledgers: ledger }).replaceAll('"1701"', '1701').replace('"amount":124', '"amount":124.00'),
    JSON.stringify({ ledgers: ledger }).replace('"accountNumber":"1701"', '"accountNumber":"1701","isVatRow":0'),
  ]
  for (const body of forms) {
    const reply = await api.call('POST', LEDGER, { token, body })
    assert.equal(reply.status, 200, `${body}: ${reply.text}`)
  }
  assert.deepEqual(await stored(clientIdentifier), ['same'])
  assert.equal(await eventCount(clientIdentifier), 1)
})

test('a ledger and a payment may have the same identifier', async () => {
  const { token, clientIdentifier } = await api.createClient()
  await api.call('POST', LEDGER, { token, body: { ledgers: ledgerOf('both') } })
  await api.call('POST', PAYMENT, { token, body: { payments: [paymentOf('both')] } })
  assert.deepEqual(await stored(clientIdentifier), ['both', 'both'])
})

for (const [kind, path, body] of [
  ['ledger', LEDGER, { ledgers: ledgerOf('parallel') }],
  ['payment', PAYMENT, { payments: [paymentOf('parallel')] }],
] as const) {
  test(`a ${kind} sent 100 times at once to two processes is stored once, and all senders get that answer`, async () => {
    const { token, clientIdentifier } = await api.createClient()
    const replies = await spread(100, () => ({ path, token, body }))
    assert.deepEqual(statusesOf(replies), { 200: 100 })
    assert.equal(new Set(replies.map(({ text }) => text)).size, 1, 'the same answer')
    assert.deepEqual(await stored(clientIdentifier), ['parallel'])
    assert.equal(await eventCount(clientIdentifier), 1)
  })
}

test('one identifier with 60 different contents at once: one is stored, the others are conflicts', async () => {
  const { token, clientIdentifier } = await api.createClient()
  const replies = await spread(60, (i) => ({ path: LEDGER, token, body: { ledgers: ledgerOf('rivals', `${i}`) } }))
  assert.deepEqual(statusesOf(replies), { 200: 1, 409: 59 })
  const winner = replies.findIndex(({ status }) => status === 200)
  const { rows } = await api.pool.query<{ name: string }>(
    'select document_name as name from accounting_document where client_id = $1',
    [clientIdentifier],
  )
  assert.deepEqual(rows, [{ name: `${winner}` }])
  for (const { status, body } of replies)
    if (status === 409)
      assert.deepEqual(
        body.errors?.map(({ pointer }) => pointer),
        ['/ledgers/documentName'],
      )
})

test('50 requests at once with one Idempotency-Key are done once and answered 50 times', async () => {
  const { token, clientIdentifier } = await api.createClient()
  const headers = { 'idempotency-key': 'fifty' }
  const replies = await spread(50, () => ({ path: LEDGER, token, headers, body: { ledgers: ledgerOf('fifty') } }))
  assert.deepEqual(statusesOf(replies), { 200: 50 })
  assert.equal(new Set(replies.map(({ text }) => text)).size, 1)
  const replayed = replies.filter(({ headers }) => headers.get('idempotency-replayed') === 'true')
  assert.equal(replayed.length, 49)
  assert.deepEqual(await stored(clientIdentifier), ['fifty'])
})

test('50 requests at once with one Idempotency-Key and different bodies: one is done, 49 are refused', async () => {
  const { token, clientIdentifier } = await api.createClient()
  const headers = { 'idempotency-key': 'misused' }
  const replies = await spread(50, (i) => ({ path: LEDGER, token, headers, body: { ledgers: ledgerOf(`m-${i}`) } }))
  assert.deepEqual(statusesOf(replies), { 200: 1, 422: 49 })
  assert.equal((await stored(clientIdentifier)).length, 1)
})

test('a client created 50 times at once with one Idempotency-Key is one client with one token', async () => {
  const partner = await api.createPartner()
  const body = newClientBody(partner.partnerCode)
  const headers = { 'idempotency-key': 'client' }
  const replies = await spread(50, () => ({ path: `${BASE}/client`, token: partner.provisioningToken, headers, body }))
  assert.deepEqual(statusesOf(replies), { 200: 50 })
  assert.equal(new Set(replies.map(({ text }) => text)).size, 1, 'the same token in every answer')
  const tokens = 'select from access_token where partner_id = $1 and client_id is not null'
  assert.equal((await api.pool.query(tokens, [partner.partnerId])).rowCount, 1)
})

test('a client created 40 times at once without a key is created once; the others learn its number', async () => {
  const partner = await api.createPartner()
  const body = newClientBody(partner.partnerCode)
  const replies = await spread(40, () => ({ path: `${BASE}/client`, token: partner.provisioningToken, body }))
  assert.deepEqual(statusesOf(replies), { 200: 1, 409: 39 })
  assert.equal(new Set(replies.map(({ body }) => body.clientIdentifier)).size, 1)
})

test('a key belongs to its client and its endpoint', async () => {
  const clients = [await api.createClient(), await api.createClient()]
  const headers = { 'idempotency-key': 'shared' }
  for (const { token } of clients) {
    for (const [path, body] of [
      [LEDGER, { ledgers: ledgerOf('shared') }],
      [PAYMENT, { payments: [paymentOf('shared')] }],
    ] as const) {
      const reply = await api.call('POST', path, { token, headers, body })
      assert.equal(reply.status, 200, reply.text)
      assert.equal(reply.headers.get('idempotency-replayed'), null)
    }
  }
  for (const { clientIdentifier } of clients) assert.equal((await stored(clientIdentifier)).length, 2)
})

test('a replay gives the first answer with its warnings, also when the world has changed since', async () => {
  const { token } = await api.createClient()
  const request = {
    token,
    headers: { 'idempotency-key': 'warned' },
    body: { ledgers: { ...ledgerOf('warned'), extra: 1 } },
  }
  const first = await api.call('POST', LEDGER, request)
  await api.call('PUT', `${BASE}/accounting/connection`, {
    token,
    body: { system: 'NETVISOR', companyIdentifier: ledgerOf('x').companyIdentifier, simulator: true },
  })
  const again = await api.call('POST', LEDGER, request)
  assert.match(first.text, /NOT_CONNECTED/)
  assert.match(first.text, /UNKNOWN_FIELD/)
  assert.deepEqual(again.body, first.body)
})

test('a retry with an Idempotency-Key is done once', async () => {
  const { token, clientIdentifier } = await api.createClient()
  await api.call('POST', LEDGER, { token, body: { ledgers: ledgerOf('retried') } })
  await api.pool.query(`update accounting_document set status = 'failed' where client_id = $1`, [clientIdentifier])
  const path = `${LEDGER}/retried/retry`
  const first = await api.call('POST', path, { token, headers: { 'idempotency-key': 'retry' } })
  assert.equal(first.status, 200, first.text)
  const again = await api.call('POST', path, { token, headers: { 'idempotency-key': 'retry' } })
  assert.deepEqual(again.body, first.body)
  assert.equal(again.headers.get('idempotency-replayed'), 'true')
  assert.equal((await api.call('POST', path, { token })).status, 422, 'without the key: it has not failed')
})

test('a refused request leaves its key free', async () => {
  const { token } = await api.createClient()
  const headers = { 'idempotency-key': 'second-try' }
  const broken = { ledgers: { ...ledgerOf('second-try'), documentDate: '2026-02-30' } }
  assert.equal((await api.call('POST', LEDGER, { token, headers, body: broken })).status, 400)
  const right = { ledgers: ledgerOf('second-try') }
  assert.equal((await api.call('POST', LEDGER, { token, headers, body: right })).status, 200)
})

test('arrays that overlap partly, at once, in every order: each document once, every array whole', async () => {
  const { token, clientIdentifier } = await api.createClient()
  const replies = await spread(60, (i) => {
    const ledgers = Array.from({ length: 8 }, (_, j) => ledgerOf(`overlap-${(i * 3 + j) % 40}`))
    return { path: LEDGER, token, body: { ledgers: i % 4 < 2 ? ledgers : ledgers.toReversed() } }
  })
  assert.deepEqual(statusesOf(replies), { 200: 60 })
  const identifiers = await stored(clientIdentifier)
  assert.equal(identifiers.length, 40)
  assert.equal(new Set(identifiers).size, 40)
})

test('arrays that hold the same document, at once: none has to try again', async () => {
  const { token, clientIdentifier } = await api.createClient()
  const replies = await spread(60, (i) => ({
    path: LEDGER,
    token,
    body: { ledgers: [ledgerOf('common'), ledgerOf(`own-${i}`)] },
  }))
  assert.deepEqual(statusesOf(replies), { 200: 60 })
  assert.equal((await stored(clientIdentifier)).length, 61)
})

test('an array that waits for another in a circle is stored after it', async () => {
  const { token, clientIdentifier } = await api.createClient()
  const insert = `insert into accounting_document (client_id, kind, identifier, company_identifier, document_date, payload,
      content_hash, status, submitted_at, submitted_by, updated_at)
    values ($1, 'ledger', $2, '', '2026-01-31', '{}', '', 'pending', now(), 'test', now())`
  let round = 0
  await endedByDeadlock(api.pool, async () => {
    const [a, b] = [`a-${round}`, `b-${round}`]
    round++
    return {
      lock: (rival) => rival.query(insert, [clientIdentifier, b]),
      request: async () => {
        const reply = await api.call('POST', LEDGER, { token, body: { ledgers: [ledgerOf(a), ledgerOf(b)] } })
        assert.equal(reply.status, 200, reply.text)
        assert.deepEqual((await stored(clientIdentifier)).slice(-2), [a, b])
      },
      lockBack: (rival) => rival.query(insert, [clientIdentifier, a]),
    }
  })
})

test('an array with one conflict is not stored at all, and takes none of its neighbours with it', async () => {
  const { token, clientIdentifier } = await api.createClient()
  await api.call('POST', LEDGER, { token, body: { ledgers: ledgerOf('taken') } })
  const replies = await spread(40, (i) => ({
    path: LEDGER,
    token,
    body: { ledgers: [ledgerOf(`new-${i}`), ...(i % 2 === 0 ? [ledgerOf('taken', 'other')] : [])] },
  }))
  assert.deepEqual(statusesOf(replies), { 200: 20, 409: 20 })
  const expected = Array.from({ length: 20 }, (_, i) => `new-${2 * i + 1}`)
  assert.deepEqual((await stored(clientIdentifier)).sort(), ['taken', ...expected].sort())
})

test('the documents of one sender are stored in the order in which it sends them', async () => {
  const { token, clientIdentifier } = await api.createClient()
  const others = Array.from({ length: 30 }, (_, i) =>
    api.call('POST', PAYMENT, { token, body: { payments: [paymentOf(`other-${i}`)] } }),
  )
  for (let i = 0; i < 20; i++) {
    const instance = i % 2 === 0 ? api : second
    const body = { ledgers: [ledgerOf(`row-${2 * i}`), ledgerOf(`row-${2 * i + 1}`)] }
    assert.equal((await instance.call('POST', LEDGER, { token, body })).status, 200)
  }
  await Promise.all(others)
  const rows = (await stored(clientIdentifier)).filter((identifier) => identifier.startsWith('row-'))
  assert.deepEqual(
    rows,
    Array.from({ length: 40 }, (_, i) => `row-${i}`),
  )
})
