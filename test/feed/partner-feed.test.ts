/** The feeds of a partner: everything of all its clients in one order, nothing of others, however many number at once. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createSequencer } from '../../src/feed/number-feeds.ts'
import { allNumbered } from '../support/feed/all-numbered.ts'
import { invoiceOf } from '../support/invoices.ts'
import { type TestClient, type TestPartner, type TestService, testService } from '../support/service.ts'
import { until } from '../support/until.ts'

const BASE = '/api/v1/partner'
const EVENTS = `${BASE}/partner/events`
const CLIENTS = 3
const ROUNDS = 12

let api: TestService
let partner: TestPartner
let clients: TestClient[]
let stranger: TestClient

before(async () => {
  api = await testService({ role: 'api' })
  partner = await api.createPartner()
  clients = []
  for (let i = 0; i < CLIENTS; i++) clients.push(await api.createClient(partner))
  stranger = await api.createClient()
})
after(() => api.stop())

interface Page {
  events: { clientIdentifier: number; eventId: string; type: string }[]
  distributions: { clientIdentifier: number; invoiceNumber: number; status: string }[]
  hasMore: boolean
}

const linkOf = (headers: Headers) => /^<(.+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1] ?? ''
const read = (path: string, token = partner.provisioningToken) => api.call<Page>('GET', path, { token })

/** Changes something of a client, so that it has one event more. */
async function change(client: TestClient, i: number): Promise<void> {
  const body = { language: i % 2 === 0 ? 'en' : 'fi' }
  const reply = await api.call('PUT', `${BASE}/client/settings`, { token: client.token, body })
  assert.equal(reply.status, 200, reply.text)
}

test('a follower of the partner sees each event of all clients once, while several processes number them', async () => {
  const rounds = [0, 1, 2].map(() => createSequencer(api.service.platform.pool))
  let isWriting = true
  const numbering = rounds.map(async (round) => {
    while (isWriting) await round()
  })
  const seen: string[] = []
  let place = `${EVENTS}?limit=5`
  const follow = async () => {
    const { body, headers, text, status } = await read(place)
    assert.equal(status, 200, text)
    seen.push(...body.events.map(({ eventId }) => eventId))
    place = linkOf(headers)
    return body.hasMore
  }
  for (let i = 0; i < ROUNDS; i++)
    await Promise.all([...clients, stranger].map((client) => change(client, i)).concat(follow().then(() => undefined)))
  isWriting = false
  await Promise.all(numbering)
  await allNumbered(api.pool)
  while (await follow());
  const { rows } = await api.pool.query<{ eventId: string; place: string }>({
    text: `select event_id as "eventId", row_number() over (order by partner_number) - partner_number as place
           from event where client_id = any($1) order by partner_number`,
    values: [clients.map(({ clientIdentifier }) => clientIdentifier)],
  })
  assert.ok(rows.length >= CLIENTS * ROUNDS, `${rows.length} events`)
  assert.ok(
    rows.every(({ place: hole }) => Number(hole) === 0),
    'there are no holes',
  )
  assert.deepEqual(
    seen,
    rows.map(({ eventId }) => eventId),
  )
})

test('events of one client come in the order of the client’s feed', async () => {
  const { body } = await read(`${EVENTS}?limit=10000`)
  for (const client of clients) {
    const own = await read(`${BASE}/events?limit=10000`, client.token)
    assert.deepEqual(
      body.events.filter((one) => one.clientIdentifier === client.clientIdentifier).map(({ eventId }) => eventId),
      own.body.events.map(({ eventId }) => eventId),
    )
  }
  assert.ok(!body.events.some((one) => one.clientIdentifier === stranger.clientIdentifier))
})

test('the deliveries of all clients come again where they have changed', async () => {
  const path = `${BASE}/partner/distributions`
  for (const client of [...clients, stranger]) {
    const reply = await api.call('POST', `${BASE}/invoice`, { token: client.token, body: invoiceOf({}) })
    assert.equal(reply.status, 200, reply.text)
  }
  await allNumbered(api.pool)
  const first = await read(path)
  assert.deepEqual(
    first.body.distributions.map((one) => one.clientIdentifier).toSorted((a, b) => a - b),
    clients.map(({ clientIdentifier }) => clientIdentifier),
  )
  const [changed] = clients
  await api.pool.query('update distribution_record set updated_at = now(), feed_number = null where client_id = $1', [
    changed?.clientIdentifier,
  ])
  await allNumbered(api.pool)
  const next = await until(
    'the record that has changed comes again',
    () => read(linkOf(first.headers)),
    ({ body }) => body.distributions.length > 0,
  )
  assert.deepEqual(
    next.body.distributions.map((one) => one.clientIdentifier),
    [changed?.clientIdentifier],
  )
})

test('a client’s token, and cursors of a client, of another partner or from ahead of the feed are refused', async () => {
  assert.equal((await read(EVENTS, stranger.token)).status, 403)
  const other = await api.createPartner()
  assert.deepEqual((await read(EVENTS, other.provisioningToken)).body.events, [])
  const cursorOf = (...parts: (string | number)[]) => Buffer.from(parts.join(' ')).toString('base64url')
  for (const cursor of [
    cursorOf('events', clients[0]?.clientIdentifier ?? 0, 1),
    cursorOf('partner-events', other.partnerId, 1),
    cursorOf('partner-distribution', partner.partnerId, 1),
    cursorOf('partner-events', partner.partnerId, 1_000_000),
  ]) {
    const reply = await read(`${EVENTS}?cursor=${cursor}`)
    assert.equal(reply.status, 400, reply.text)
    assert.match(reply.text, /INVALID_CURSOR/)
  }
})
