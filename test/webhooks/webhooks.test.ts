/** Webhooks over real HTTP: what a receiver gets, in which order, signed how, and what people can do with them. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Webhook as Verifier } from 'standardwebhooks'
import { type TestClient, type TestPartner, type TestService, testService } from '../support/service.ts'
import { until } from '../support/until.ts'
import { WEBHOOKS, makeEvents, webhooksOf } from '../support/webhooks/endpoint.ts'
import { type Receiver, openReceiver } from '../support/webhooks/receiver.ts'

const EVENTS = '/api/v1/partner/events'

let api: TestService
let partner: TestPartner
let client: TestClient
let receiver: Receiver

before(async () => {
  api = await testService()
  partner = await api.createPartner()
  client = await api.createClient(partner)
  receiver = await openReceiver()
})
after(async () => {
  await api.stop()
  await receiver.close()
})

test('an event comes as the feed shows it, with its place, signed so that a library verifies it', async () => {
  const hooks = webhooksOf(api, client.token)
  const { webhookId, secret, cursor } = await hooks.create({ url: `${receiver.url}/a`, types: ['client.settings'] })
  await makeEvents(api, client.token, 3)
  await until('three events to arrive', () => receiver.taken('/hook/a').length === 3)
  const feed = await api.call<{ events: { eventId: string; type: string }[] }>(
    'GET',
    `${EVENTS}?type=client.settings&cursor=${cursor}`,
    {
      token: client.token,
    },
  )
  const taken = receiver.taken('/hook/a').toSorted((a, b) => a.sequence - b.sequence)
  assert.deepEqual(
    taken.map(({ eventId, at, type, subject, data }) => ({ eventId, at, type, subject, data })),
    feed.body.events,
  )
  assert.deepEqual(
    taken.map(({ sequence }) => sequence),
    [1, 2, 3],
  )
  for (const { headers, text, events } of receiver.received.filter(({ path }) => path === '/hook/a')) {
    const verified = new Verifier(secret).verify(text, headers as Record<string, string>)
    assert.deepEqual(verified, JSON.parse(text))
    assert.equal(headers['webhook-id'], events[0]?.eventId)
    assert.equal(events[0]?.timestamp, events[0]?.at)
    assert.equal(headers['content-type'], 'application/json')
  }
  const after = await api.call<{ events: unknown[] }>('GET', `${EVENTS}?cursor=${taken[2]?.cursor}`, {
    token: client.token,
  })
  assert.deepEqual(after.body.events, [])
  const shown = await until(
    'the outcomes',
    () => hooks.show(webhookId),
    ({ pending }) => pending === 0,
  )
  assert.deepEqual([shown.sequence, shown.eventsAhead, shown.failed], [3, 0, 0])
  const deliveries = await hooks.deliveries(webhookId, `?eventId=${taken[1]?.eventId}`)
  assert.deepEqual(
    deliveries.map(({ sequence, state, attempts, tries }) => [
      sequence,
      state,
      attempts,
      tries.length,
      tries[0]?.status,
    ]),
    [[2, 'DELIVERED', 1, 1, 204]],
  )
  const deleting = { token: client.token, headers: { 'idempotency-key': 'delete' } }
  for (const time of ['first', 'its answer was lost'])
    assert.equal((await api.call('DELETE', `${WEBHOOKS}/${webhookId}`, deleting)).status, 200, time)
  assert.equal((await api.call('DELETE', `${WEBHOOKS}/${webhookId}`, { token: client.token })).status, 404)
  assert.equal((await api.call('GET', `${WEBHOOKS}/${webhookId}`, { token: client.token })).status, 404)
})

test('an ordered endpoint gets one request at a time, in order, and the same again until it takes it', async () => {
  const own = await openReceiver()
  const hooks = webhooksOf(api, client.token)
  own.answer = ({ nth }) => ({ status: nth === 1 ? 500 : 200 })
  const { webhookId } = await hooks.create({ url: own.url, mode: 'ORDERED', types: ['client.settings'] })
  await makeEvents(api, client.token, 2)
  await until('the first request', () => own.received.length === 1)
  await makeEvents(api, client.token, 5)
  await hooks.act(webhookId, 'resume', {})
  await until('all events', () => own.taken().length === 7)
  assert.deepEqual(
    own.taken().map(({ sequence }) => sequence),
    [1, 2, 3, 4, 5, 6, 7],
  )
  assert.equal(own.received[0]?.text, own.received[1]?.text, 'the batch is the same')
  assert.equal(own.received[0]?.headers['webhook-id'], own.received[0]?.events.at(-1)?.eventId)
  assert.equal(own.atOnceMax(), 1)
  await hooks.call('DELETE', `/${webhookId}`)
  await own.close()
})

test('a partner’s endpoint gets the events of all its clients, each with its client', async () => {
  const hooks = webhooksOf(api, partner.provisioningToken)
  const other = await api.createClient(partner)
  const stranger = await api.createClient()
  const url = `${receiver.url}/partner`
  const { webhookId } = await hooks.create({ url, types: ['client.settings'], contactEmail: 'it@example.com' })
  await makeEvents(api, client.token, 1)
  await makeEvents(api, stranger.token, 1)
  await makeEvents(api, other.token, 1)
  await until('two events', () => receiver.taken('/hook/partner').length === 2)
  const clients = receiver.taken('/hook/partner').map(({ clientIdentifier }) => clientIdentifier)
  assert.deepEqual(new Set(clients), new Set([client.clientIdentifier, other.clientIdentifier]))
  assert.deepEqual(
    (await hooks.list()).map((one) => one.webhookId),
    [webhookId],
  )
  assert.deepEqual(await webhooksOf(api, client.token).list(), [])
  const { provisioningToken } = await api.createPartner()
  for (const token of [client.token, provisioningToken])
    for (const path of ['', '/secret', '/deliveries'])
      assert.equal((await api.call('GET', `${WEBHOOKS}/${webhookId}${path}`, { token })).status, 404)
  assert.deepEqual(await webhooksOf(api, provisioningToken).list(), [])
  await hooks.call('DELETE', `/${webhookId}`)
})

test('a test is signed and marked, and reports the status of the answer without its body', async () => {
  const own = await openReceiver()
  own.answer = () => ({ status: 418, body: 'a secret of the inside' })
  const hooks = webhooksOf(api, client.token)
  const { webhookId, secret } = await hooks.create({ url: own.url, mode: 'ORDERED', types: ['settlement'] })
  const tested = await hooks.call<Record<string, unknown>>('POST', `/${webhookId}/test`, { type: 'case.opened' })
  assert.deepEqual([tested['isDelivered'], tested['status'], tested['error']], [false, 418, 'HTTP_STATUS'])
  assert.ok(!JSON.stringify(tested).includes('secret of the inside'))
  const [request] = own.received
  assert.ok(request)
  assert.deepEqual(new Verifier(secret).verify(request.text, request.headers as Record<string, string>), tested['sent'])
  assert.deepEqual([request.events[0]?.type, request.events[0]?.test], ['case.opened', true])
  const unknown = await api.call('POST', `${WEBHOOKS}/${webhookId}/test`, {
    ...{ token: client.token, body: { type: 'case.closed.twice' } },
  })
  assert.equal(unknown.body.errors?.[0]?.code, 'UNKNOWN_EVENT_TYPE')
  const shown = await hooks.show(webhookId)
  assert.deepEqual([shown.failures, shown.sequence], [0, 0], 'a test changes nothing')
  await hooks.call('DELETE', `/${webhookId}`)
  await own.close()
})

test('a rotation signs with both secrets, the public key is for everybody, and the audit has who saw the secret', async () => {
  const own = await openReceiver()
  const hooks = webhooksOf(api, client.token)
  const made = await hooks.create({ url: own.url, signatures: 'V1_V1A', types: ['client.settings'] })
  const path = `/${made.webhookId}`
  const rotated = await hooks.call<{ secret: string; publicKey: string }>('POST', `${path}/rotate`)
  assert.notEqual(rotated.secret, made.secret)
  const keys = await api.call<{ keys: string[] }>('GET', `/.well-known/saatava/webhooks/${made.webhookId}`)
  assert.deepEqual(keys.body.keys, [rotated.publicKey, made.publicKey])
  await makeEvents(api, client.token, 1)
  await until('the event', () => own.taken().length === 1)
  const [request] = own.received
  assert.ok(request)
  assert.equal(request.headers['webhook-signature']?.toString().split(' ').length, 4)
  for (const secret of [made.secret, rotated.secret])
    new Verifier(secret).verify(request.text, request.headers as Record<string, string>)
  const revealed = await hooks.call<{ secret: string }>('GET', `${path}/secret`)
  assert.equal(revealed.secret, rotated.secret)
  const { rows } = await api.pool.query<{ action: string; text: string }>(
    `select action, details::text as text from audit_entry where subject = $1 order by audit_id`,
    [`webhook:${made.webhookId}`],
  )
  assert.deepEqual(
    rows.map(({ action }) => action),
    ['webhook.created', 'webhook.secret.rotated', 'webhook.secret.revealed'],
  )
  assert.ok(!JSON.stringify(rows).includes(own.url), 'an address may hold a secret')
  await hooks.call('DELETE', path)
  assert.equal((await api.call('GET', `/.well-known/saatava/webhooks/${made.webhookId}`)).status, 404)
  await own.close()
})

test('deliveries are sent again with the same body, one or all that match', async () => {
  const own = await openReceiver()
  const hooks = webhooksOf(api, client.token)
  const { webhookId } = await hooks.create({ url: own.url, types: ['client.settings'] })
  await makeEvents(api, client.token, 4)
  await until('four events', () => own.taken().length === 4)
  const deliveries = await until(
    'their outcomes',
    () => hooks.deliveries(webhookId, '?state=DELIVERED'),
    ({ length }) => length === 4,
  )
  const [newest] = deliveries
  await hooks.act(webhookId, `deliveries/${newest?.deliveryId}/resend`)
  await until('the same again', () => own.received.length === 5)
  assert.equal(own.received.filter(({ text }) => text === own.received[4]?.text).length, 2)
  await until('its outcome', async () => (await hooks.deliveries(webhookId, '?state=DELIVERED')).length === 4)
  const page = await api.call<{ deliveries: unknown[] }>('GET', `${WEBHOOKS}/${webhookId}/deliveries?limit=3`, {
    token: client.token,
  })
  const next = /^<(.+)>; rel="next"$/.exec(page.headers.get('link') ?? '')?.[1] ?? ''
  const rest = await api.call<{ deliveries: unknown[] }>('GET', next, { token: client.token })
  assert.deepEqual([page.body.deliveries.length, rest.body.deliveries.length], [3, 1])
  const resent = await hooks.call('POST', `/${webhookId}/deliveries/resend`, { state: 'DELIVERED', type: 'client' })
  assert.deepEqual(resent, { deliveries: 4, hasMore: false })
  await until('all again', () => own.received.length === 9)
  await hooks.call('DELETE', `/${webhookId}`)
  await own.close()
})

test('a replay sends events again from a cursor or a time on, with new numbers; a pause holds them', async () => {
  const own = await openReceiver()
  const hooks = webhooksOf(api, client.token)
  for (const mode of ['PARALLEL', 'ORDERED']) {
    own.received.length = 0
    const { webhookId, cursor } = await hooks.create({ url: own.url, mode, types: ['client.settings'] })
    const before = new Date().toISOString()
    await makeEvents(api, client.token, 3)
    await until('three events', () => own.taken().length === 3)
    await until(
      'their outcomes',
      () => hooks.show(webhookId),
      ({ pending, eventsAhead }) => pending + eventsAhead === 0,
    )
    await hooks.act(webhookId, 'replay', { cursor })
    await until('three again', () => own.taken().length === 6)
    assert.deepEqual(new Set(own.taken().map(({ eventId }) => eventId)).size, 3)
    assert.deepEqual(new Set(own.taken().map(({ sequence }) => sequence)), new Set([1, 2, 3, 4, 5, 6]))
    await until(
      'their outcomes',
      () => hooks.show(webhookId),
      ({ pending, eventsAhead }) => pending + eventsAhead === 0,
    )
    await hooks.act(webhookId, 'pause')
    await hooks.act(webhookId, 'replay', { time: before })
    await makeEvents(api, client.token, 1)
    await api.service.idle()
    assert.equal(own.taken().length, 6, 'a paused endpoint gets nothing')
    const resumed = await hooks.act(webhookId, 'resume', {})
    assert.equal(resumed.state, 'ACTIVE')
    await until('four more', () => own.taken().length === 10)
    await hooks.call('DELETE', `/${webhookId}`)
  }
  await own.close()
})

test('an ordered endpoint that goes back to a time waits for the request that is on its way', async () => {
  const own = await openReceiver()
  const hooks = webhooksOf(api, client.token)
  const { webhookId } = await hooks.create({ url: own.url, mode: 'ORDERED', types: ['client.settings'] })
  const time = new Date().toISOString()
  await makeEvents(api, client.token, 2)
  await until('two events', () => own.taken().length === 2)
  const held = Promise.withResolvers<object>()
  own.answer = () => held.promise
  const before = own.received.length
  await makeEvents(api, client.token, 1)
  await until('a request on its way', () => own.received.length > before)
  await hooks.act(webhookId, 'pause')
  await hooks.act(webhookId, 'resume', { from: 'TIME', time })
  own.answer = () => ({})
  held.resolve({})
  await until('the third, and all three again', () => own.taken().length === 6)
  const ids = own.taken().map(({ eventId }) => eventId)
  assert.deepEqual(ids.slice(3), ids.slice(0, 3), 'in the order of the feed')
  await hooks.call('DELETE', `/${webhookId}`)
  await own.close()
})

test('an endpoint begins where a follower of the feed stopped, or goes on from now', async () => {
  const own = await openReceiver()
  const hooks = webhooksOf(api, client.token)
  const feed = await api.call<{ events: unknown[] }>('GET', `${EVENTS}?limit=1`, { token: client.token })
  const cursor = new URL(
    /^<(.+)>; rel="next"$/.exec(feed.headers.get('link') ?? '')?.[1] ?? '',
    api.origin,
  ).searchParams.get('cursor')
  const { webhookId, eventsAhead } = await hooks.create({ url: own.url, cursor, types: ['client.settings'] })
  assert.ok(eventsAhead > 0)
  await until('what lies after the cursor', () => own.taken().length > 3)
  await hooks.act(webhookId, 'pause')
  await makeEvents(api, client.token, 2)
  await api.service.idle()
  const before = own.taken().length
  await hooks.act(webhookId, 'resume', { from: 'NOW' })
  await makeEvents(api, client.token, 1)
  await until('the new event', () => own.taken().length === before + 1)
  await hooks.call('DELETE', `/${webhookId}`)
  await own.close()
})

test('addresses inside, other ports and unknown types are refused, when it is made and when it is changed', async () => {
  const hooks = webhooksOf(api, client.token)
  const { webhookId } = await hooks.create({ url: receiver.url, types: ['settlement'] })
  const wrong: [object, string][] = [
    [{ url: 'https://10.0.0.5/hook' }, 'ADDRESS_NOT_PUBLIC'],
    [{ url: 'https://169.254.169.254/latest' }, 'ADDRESS_NOT_PUBLIC'],
    [{ url: 'http://8.8.8.8/hook' }, 'SCHEME_NOT_ALLOWED'],
    [{ url: 'https://8.8.8.8:22/hook' }, 'PORT_NOT_ALLOWED'],
    [{ url: 'https://8.8.8.8/hook', types: ['invoices'] }, 'UNKNOWN_EVENT_TYPE'],
  ]
  for (const [body, code] of wrong)
    for (const [method, path] of [
      ['POST', ''],
      ['PUT', `/${webhookId}`],
    ] as const) {
      const reply = await api.call(method, `${WEBHOOKS}${path}`, { token: client.token, body })
      assert.equal(reply.status, 400, reply.text)
      assert.equal(reply.body.errors?.[0]?.code, code)
    }
  const partners = await api.call('POST', WEBHOOKS, { token: partner.provisioningToken, body: { url: receiver.url } })
  assert.equal(partners.body.errors?.[0]?.pointer, '/contactEmail')
  const changed = await hooks.call<{ url: string; types: null }>('PUT', `/${webhookId}`, { url: `${receiver.url}/b` })
  assert.deepEqual([changed.url, changed.types], [`${receiver.url}/b`, null])
  await hooks.call('DELETE', `/${webhookId}`)
})

test('there are twenty endpoints at most, and an Idempotency-Key makes one', async () => {
  const { token } = await api.createClient()
  const body = { url: receiver.url, types: ['settlement'] }
  const headers = { 'idempotency-key': 'one' }
  const once = await api.call<{ secret: string }>('POST', WEBHOOKS, { token, body, headers })
  const again = await api.call<{ secret: string }>('POST', WEBHOOKS, { token, body, headers })
  assert.equal(again.body.secret, once.body.secret)
  for (let i = 1; i < 20; i++) assert.equal((await api.call('POST', WEBHOOKS, { token, body })).status, 200)
  assert.equal((await api.call('POST', WEBHOOKS, { token, body })).status, 422)
})
