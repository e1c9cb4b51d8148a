/** A dead receiver, while the sandbox's clock plays days: the ten attempts, the mails, the end, and that nothing is lost. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { movedClock } from '../support/clock.ts'
import { type TestClient, type TestService, testService } from '../support/service.ts'
import { until } from '../support/until.ts'
import { makeEvents, webhooksOf } from '../support/webhooks/endpoint.ts'
import { type Receiver, openReceiver } from '../support/webhooks/receiver.ts'

const HOUR_MS = 3_600_000

let api: TestService
let client: TestClient
let receiver: Receiver

before(async () => {
  api = await testService()
  client = await api.createClient()
  receiver = await openReceiver()
})
after(async () => {
  await api.stop()
  await receiver.close()
})

async function mailsTo(address: string): Promise<string[]> {
  const reply = await api.call<{ mails: { subject: string }[] }>('GET', `/simulators/mail/inspect?company=${address}`)
  return reply.body.mails.map(({ subject }) => subject)
}

test('five days without success: ten attempts of each event, three mails, a task, and nothing lost', async () => {
  const hooks = webhooksOf(api, client.token)
  receiver.answer = () => ({ status: 503, body: 'down' })
  const { webhookId } = await hooks.create({
    ...{ url: receiver.url, types: ['client.settings'], contactEmail: 'it@example.com' },
  })
  await makeEvents(api, client.token, 2)
  await until('the first attempts', () => receiver.received.length >= 2)
  await movedClock(api, client.token, { advanceDays: 4 })
  const failing = await hooks.show(webhookId)
  assert.equal(failing.state, 'ACTIVE')
  assert.equal(failing.failed, 2)
  const deliveries = await hooks.deliveries(webhookId, '?state=FAILED')
  for (const { attempts, tries } of deliveries) {
    assert.equal(attempts, 10)
    assert.ok(tries.every(({ status, error, answer }) => status === 503 && error === 'HTTP_STATUS' && answer === null))
    const hours = (Date.parse(tries.at(-1)?.at ?? '') - Date.parse(tries[0]?.at ?? '')) / HOUR_MS
    assert.ok(hours > 60 && hours < 96, `${hours} hours`)
  }
  const mails = () => mailsTo('it@example.com')
  const subjects = await until('two mails', mails, ({ length }) => length === 2)
  assert.deepEqual(
    subjects.map((subject) => /24 hours|72 hours|disabled/.exec(subject)?.[0]),
    ['24 hours', '72 hours'],
  )
  await movedClock(api, client.token, { advanceDays: 2 })
  const dead = await hooks.show(webhookId)
  assert.deepEqual([dead.state, dead.disabledReason], ['DISABLED', 'NO_SUCCESS'])
  assert.ok(dead.failures >= 20)
  const last = await until('the last mail', mails, ({ length }) => length === 3)
  assert.match(last[2] ?? '', /disabled/)
  const { rows } = await api.pool.query(`select kind, cause from task where subject = $1 and is_open`, [
    `webhook:${webhookId}`,
  ])
  assert.deepEqual(rows, [{ kind: 'WEBHOOK_DISABLED', cause: 'NO_SUCCESS' }])
  await makeEvents(api, client.token, 2)
  receiver.answer = () => ({})
  await hooks.act(webhookId, 'resume', {})
  await until('everything to arrive', () => receiver.taken().length === 4)
  assert.deepEqual(new Set(receiver.taken().map(({ sequence }) => sequence)), new Set([1, 2, 3, 4]))
  const events = await api.call<{ events: { type: string; data: { reason?: string } }[] }>(
    ...(['GET', '/api/v1/partner/events?type=webhook'] as const),
    { token: client.token },
  )
  assert.deepEqual(
    events.body.events.map(({ type }) => type),
    ['webhook.failing', 'webhook.failing', 'webhook.disabled', 'webhook.enabled'],
  )
})

test('410 and the header disable an endpoint at once; events wait in the feed', async () => {
  const hooks = webhooksOf(api, client.token)
  const own = await openReceiver()
  for (const answer of [{ status: 410 }, { status: 200, headers: { 'webhook-delivery': 'disable' } }]) {
    own.answer = () => answer
    const { webhookId } = await hooks.create({ url: own.url, types: ['client.settings'] })
    await makeEvents(api, client.token, 1)
    const shown = await until(
      'the end',
      () => hooks.show(webhookId),
      ({ state }) => state === 'DISABLED',
    )
    assert.equal(shown.disabledReason, answer.status === 410 ? 'GONE' : 'RECEIVER_ASKED')
    await makeEvents(api, client.token, 1)
    await hooks.call('DELETE', `/${webhookId}`)
  }
  await own.close()
})

test('a receiver that asks for time gets it', async () => {
  const hooks = webhooksOf(api, client.token)
  const own = await openReceiver()
  own.answer = ({ nth }) => (nth === 1 ? { status: 429, headers: { 'retry-after': '7200' } } : {})
  const { webhookId } = await hooks.create({ url: own.url, types: ['client.settings'] })
  await makeEvents(api, client.token, 1)
  const held = await until(
    'the answer',
    () => hooks.show(webhookId),
    ({ heldUntil }) => heldUntil !== null,
  )
  const delivery = (await hooks.deliveries(webhookId)).find(({ tries }) => tries[0]?.status === 429)
  const waits = Date.parse(held.heldUntil ?? '') - Date.parse(delivery?.tries[0]?.at ?? '')
  assert.ok(Math.abs(waits - 2 * HOUR_MS) < 5_000, `${waits} ms`)
  await movedClock(api, client.token, { advanceDays: 1 })
  await until('the second attempt', () => own.taken().length > 0)
  await hooks.call('DELETE', `/${webhookId}`)
  await own.close()
})
