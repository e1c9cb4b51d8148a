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
  assert.equal((await api.call('DELETE', `${WEBHOOKS}/${webhookId}`, { token: client.token })).status, 200)
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
  await hooks.call('DELETE', `/${webhookId}`)
})
