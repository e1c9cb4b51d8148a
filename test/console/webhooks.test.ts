/** Webhook endpoints in the console: their health, what a receiver answered, and every act with its effect before it. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { RoleName } from '../../src/permissions/roles.ts'
import { inviteUser } from '../../src/users/manage-users.ts'
import { type Visitor, signedIn } from '../support/console/visitor.ts'
import { type TestClient, type TestPartner, type TestService, testService } from '../support/service.ts'
import { until } from '../support/until.ts'
import { makeEvents, webhooksOf } from '../support/webhooks/endpoint.ts'
import { type Receiver, openReceiver } from '../support/webhooks/receiver.ts'

const LIST = '/console/webhooks'

let api: TestService
let receiver: Receiver
let partner: TestPartner
let mine: TestClient
let theirs: TestClient
let ida: Visitor

before(async () => {
  api = await testService()
  receiver = await openReceiver()
  partner = await api.createPartner()
  ;[mine, theirs] = [await api.createClient(partner), await api.createClient(partner)]
  await invite('Ada', 'ADMIN', [])
  await invite('Ida', 'INTEGRATION', [])
  await invite('Iso', 'INTEGRATION', [mine.clientIdentifier])
  await invite('Aud', 'AUDITOR', [])
  ida = await signedIn(api, 'Ida')
})
after(async () => {
  await api.stop()
  await receiver.close()
})

async function invite(name: string, role: RoleName, clientIds: number[]): Promise<void> {
  await inviteUser({ ...api.ctx(), actor: 'user:Ada' }, { name, grants: [{ role, clientIds }] })
}

const hidden = (text: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? ''
const versionIn = (text: string) => hidden(text, 'version')

/** Sends a form, looks at the effect, and confirms it. */
async function confirmed(who: Visitor, path: string, form: Record<string, string>, effect: RegExp): Promise<string> {
  const asked = await who.post(path, form)
  assert.equal(asked.status, 200, asked.text)
  assert.match(asked.text, effect)
  const done = await who.post(path, { ...form, seen: hidden(asked.text, 'seen') })
  assert.ok(!done.text.includes('name="seen"'), done.text)
  return done.location ?? done.text
}

test('somebody of the agency sets up an endpoint, tests it, sees its secret, and rotates it', async () => {
  const wrong = await ida.post(`${LIST}/new`, {
    owner: String(mine.clientIdentifier),
    url: 'http://example.com',
    types: 'invoices',
  })
  assert.equal(wrong.status, 400)
  assert.match(wrong.text, /id="url-fault"/)
  assert.match(wrong.text, /id="types-fault"/)
  assert.match((await ida.post(`${LIST}/new`, { url: receiver.url })).text, /id="owner-fault"/)
  const form = {
    owner: String(mine.clientIdentifier),
    url: `${receiver.url}/new`,
    description: 'ledger',
    types: 'client.settings',
  }
  const made = await ida.post(`${LIST}/new`, form)
  const [secret = ''] = /whsec_[\w+/=]+/.exec(made.text) ?? []
  const [page = ''] = /\/console\/webhook\/[0-9a-f-]{36}\?client=\d+/.exec(made.text) ?? []
  assert.ok(secret !== '' && page !== '', made.text)
  const [path = '', client = ''] = page.split('?')
  assert.match((await ida.get(page)).text, /ledger/)
  const json = JSON.parse((await ida.get(`${page}&as=json`)).text) as { url: string }
  assert.equal(json.url, form.url)

  const tested = await ida.post(`${path}/test?${client}`, { type: 'settlement.paid' })
  assert.match(tested.text, /The test arrived/)
  assert.match(tested.text, /settlement\.paid/)
  assert.equal(receiver.taken('/hook/new')[0]?.test, true)

  const aud = await signedIn(api, 'Aud')
  assert.equal((await aud.post(`${path}/reveal?${client}`, {})).status, 403)
  assert.match((await aud.get(page)).text, /disabled[^>]*>Show or rotate the secret/)
  const revealed = await ida.post(`${path}/reveal?${client}`, {})
  assert.ok(revealed.text.includes(secret))
  const version = versionIn((await ida.get(page)).text)
  const rotated = await confirmed(ida, `${path}/rotate?${client}`, { version }, /24 hours/)
  assert.match(rotated, /whsec_/)
  assert.ok(!rotated.includes(secret))
  assert.ok(rotated.includes('both secrets until'))
  const { rows } = await api.pool.query<{ action: string }>(
    `select action from audit_entry where subject = $1 and actor = 'user:Ida'`,
    [`webhook:${path.split('/').at(-1)}`],
  )
  for (const action of ['webhook.created', 'webhook.tested', 'webhook.secret.revealed', 'webhook.secret.rotated'])
    assert.ok(
      rows.some((row) => row.action === action),
      action,
    )
})

test('a failing endpoint shows its error and the answer; what failed is sent again, and the endpoint is changed', async () => {
  const hooks = webhooksOf(api, theirs.token)
  receiver.answer = ({ path }) => (path === '/hook/broken' ? { status: 500 } : {})
  const { webhookId } = await hooks.create({ url: `${receiver.url}/broken`, types: ['client.settings'] })
  await makeEvents(api, theirs.token, 1)
  await until(
    'a failure',
    () => hooks.show(webhookId),
    ({ failures }) => failures > 0,
  )
  // A receiver on this machine is in an inner network, whose answers are not kept.
  await api.pool.query(
    `update webhook_delivery set tries = replace(tries::text, '"answer":null', '"answer":"<b>no disk</b>"')::json where webhook_id = $1`,
    [webhookId],
  )
  const client = `client=${theirs.clientIdentifier}`
  const amiss = await ida.get(`${LIST}?show=AMISS&${client}`)
  assert.match(amiss.text, /HTTP_STATUS, 500/)
  assert.match((await ida.get(`${LIST}.csv?${client}`)).text, /HTTP_STATUS, 500/)
  assert.match((await ida.get(LIST)).text, /broken/)

  const list = await ida.get(`${LIST}/deliveries?webhook=${webhookId}&${client}&state=PENDING&type=client.`)
  assert.match(list.text, /no disk/)
  const [one = ''] = /\/console\/webhook\/[0-9a-f-]{36}\/delivery\/[0-9a-f-]{36}\?client=\d+/.exec(list.text) ?? []
  const delivery = await ida.get(one)
  assert.match(delivery.text, /&lt;b&gt;no disk&lt;\/b&gt;/, 'the answer is shown as text')
  assert.match(delivery.text, /&quot;type&quot;: &quot;client\.settings/)
  assert.match(delivery.text, /has not ended yet/)

  const path = `/console/webhook/${webhookId}`
  const before = versionIn((await ida.get(`${path}?${client}`)).text)
  const stale = await ida.post(`${path}/change?${client}`, { version: 'ACTIVE 1', url: `${receiver.url}/mended` })
  assert.equal(stale.status, 409)
  assert.match(stale.text, /mended/, 'what was written is kept')
  const changed = await ida.post(`${path}/change?${client}`, {
    version: before,
    url: `${receiver.url}/mended`,
    types: 'client.settings',
    description: '',
  })
  assert.match(changed.location ?? '', /did=webhook-changed/)
  const version = versionIn((await ida.get(`${path}?${client}`)).text)
  await confirmed(ida, `${path}/resume?${client}`, { version, from: 'STOPPED' }, /Nothing is lost/)
  await until('it arrives', () => receiver.taken('/hook/mended').length === 1)
  await until(
    'its outcome',
    () => hooks.show(webhookId),
    ({ pending }) => pending === 0,
  )

  const again = await ida.post(one.replace('?', '/resend?'), {})
  assert.match(again.location ?? '', /did=webhook-resent/)
  await until('it arrives again', () => receiver.taken('/hook/mended').length === 2)
  await until(
    'its outcome',
    () => hooks.show(webhookId),
    ({ pending }) => pending === 0,
  )
  const all = `${LIST}/deliveries/resend?webhook=${webhookId}&${client}&state=DELIVERED`
  await until(
    'its end',
    () => hooks.deliveries(webhookId, '?state=DELIVERED'),
    (found) => found.length === 1,
  )
  assert.match(await confirmed(ida, all, {}, /Send again \(1\)/), /did=webhook-resent/)
  await until('it arrives a third time', () => receiver.taken('/hook/mended').length === 3)
})

test('an endpoint is paused, resumed from now, replayed, and deleted', async () => {
  receiver.answer = () => ({})
  const hooks = webhooksOf(api, partner.provisioningToken)
  const url = `${receiver.url}/partner`
  const made = await ida.post(`${LIST}/new`, {
    owner: partner.partnerCode,
    url,
    contactEmail: 'it@example.com',
    types: 'client.settings',
  })
  const [path = ''] = /\/console\/webhook\/[0-9a-f-]{36}/.exec(made.text) ?? []
  const webhookId = path.split('/').at(-1) ?? ''
  const version = async () => versionIn((await ida.get(path)).text)
  const paused = await ida.post(`${path}/pause`, { version: await version() })
  assert.match(paused.location ?? '', /did=webhook-paused/)
  await makeEvents(api, mine.token, 1)
  await until(
    'the event is behind',
    () => hooks.show(webhookId),
    ({ eventsAhead }) => eventsAhead > 0,
  )
  await confirmed(
    ida,
    `${path}/resume`,
    { version: await version(), from: 'NOW' },
    /without \d+ deliveries and \d+ events/,
  )
  const wrong = await ida.post(`${path}/replay`, { version: await version(), time: 'yesterday' })
  assert.equal(wrong.status, 400)
  assert.match(wrong.text, /id="replay-time-fault"/)
  await confirmed(ida, `${path}/replay`, { version: await version(), time: '2020-01-01' }, /Replay \d+ events/)
  const clients = () => new Set(receiver.taken('/hook/partner').map(({ clientIdentifier }) => clientIdentifier))
  await until('the events of both clients arrive, and none of the agency', () => clients().size === 2)
  assert.deepEqual(clients(), new Set([mine.clientIdentifier, theirs.clientIdentifier]))
  const gone = await confirmed(ida, `${path}/delete`, { version: await version() }, /The events stay in the feed/)
  assert.equal(gone, `${LIST}?did=webhook-deleted`)
  assert.equal((await ida.get(path)).status, 404)
})

test('somebody of one client sees and touches its endpoints alone', async () => {
  const iso = await signedIn(api, 'Iso')
  const foreign = await webhooksOf(api, theirs.token).create({ url: receiver.url })
  const shared = await webhooksOf(api, partner.provisioningToken).create({
    url: receiver.url,
    contactEmail: 'it@example.com',
  })
  const { text } = await iso.get(LIST)
  assert.match(text, /ledger/)
  assert.ok(!text.includes(foreign.webhookId) && !text.includes(shared.webhookId))
  for (const { webhookId } of [foreign, shared]) {
    assert.equal((await iso.get(`/console/webhook/${webhookId}`)).status, 404)
    assert.equal((await iso.get(`${LIST}/deliveries?webhook=${webhookId}`)).status, 404)
    assert.equal((await iso.post(`/console/webhook/${webhookId}/reveal`, {})).status, 404)
    assert.equal((await iso.post(`/console/webhook/${webhookId}/test`, { type: 'invoice.accepted' })).status, 404)
  }
  assert.ok(!(await iso.get(`${LIST}/new`)).text.includes('name="owner"'))
})

test('the task of a disabled endpoint leads to it', async () => {
  const own = await openReceiver()
  own.answer = () => ({ status: 410 })
  const hooks = webhooksOf(api, mine.token)
  const { webhookId } = await hooks.create({ url: own.url, types: ['client.settings'] })
  await makeEvents(api, mine.token, 1)
  await until(
    'it is disabled',
    () => hooks.show(webhookId),
    ({ state }) => state === 'DISABLED',
  )
  await invite('Cas', 'CASEWORKER', [])
  const { text } = await (await signedIn(api, 'Cas')).get('/console?kind=WEBHOOK_DISABLED')
  assert.ok(text.includes(`/console/webhook/${webhookId}?client=${mine.clientIdentifier}`), text)
  assert.match((await ida.get(`/console/webhook/${webhookId}?client=${mine.clientIdentifier}`)).text, /answered 410/)
  await own.close()
})
