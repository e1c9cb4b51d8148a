/** Clients at a glance, and the feed of events for people. No script runs. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { latestEvents } from '../../src/feed/latest-events.ts'
import { clientCtx } from '../../src/platform/context.ts'
import { inviteUser } from '../../src/users/manage-users.ts'
import { type Visitor, signedIn } from '../support/console/visitor.ts'
import { type TestClient, type TestService, testService } from '../support/service.ts'
import { until } from '../support/until.ts'

let api: TestService
let mine: TestClient
let theirs: TestClient
let viv: Visitor
let cleo: Visitor

before(async () => {
  api = await testService()
  ;[mine, theirs] = [await api.createClient(), await api.createClient()]
  const ada = { ...api.ctx(), actor: 'user:Ada' } as const
  await inviteUser(ada, { name: 'Ada', grants: [{ role: 'ADMIN', clientIds: [] }] })
  await inviteUser(ada, { name: 'Viv', grants: [{ role: 'VIEWER', clientIds: [] }] })
  await inviteUser(ada, { name: 'Cleo', grants: [{ role: 'CREDITOR_VIEWER', clientIds: [mine.clientIdentifier] }] })
  ;[viv, cleo] = [await signedIn(api, 'Viv'), await signedIn(api, 'Cleo')]
})
after(() => api.stop())

test('the list and the page of a client show its service, tokens and funds', async () => {
  const { text } = await viv.get('/console/clients')
  assert.equal(text.match(/<tr id="row-/g)?.length, 2)
  const one = await viv.get(`/console/client/${mine.clientIdentifier}`)
  assert.equal(one.status, 200, one.text)
  assert.match(one.text, /holds no money/)
  assert.match(one.text, /1 works/)
  assert.equal((await viv.get('/console/client/999')).status, 404)
  assert.equal((await viv.get('/console/clients?after=x')).status, 400)
  assert.equal((await cleo.get('/console/clients')).status, 403)
})

test('events are listed, the latest first, with the cursor from which a program goes on', async () => {
  const ctx = clientCtx(api.ctx(), mine.clientIdentifier)
  const { rows } = await until(
    'the events have their numbers',
    () => latestEvents(ctx, { limit: 10 }),
    (page) => page.rows.length > 0,
  )
  const numbers = rows.map(({ number }) => number)
  assert.deepEqual(
    numbers,
    numbers.toSorted((a, b) => b - a),
  )
  const created = rows.find(({ type }) => type === 'client.created')
  const { text } = await cleo.get('/console/events?type=client.')
  assert.match(text, /a client was created/)
  assert.match(text, new RegExp(created?.cursor ?? 'none'))
  assert.equal(text.includes(String(theirs.clientIdentifier)), false)
  assert.equal((await cleo.get(`/console/events?client=${theirs.clientIdentifier}`)).status, 404)
  const none = await latestEvents(ctx, { type: 'settlement.', limit: 10 })
  assert.deepEqual(none, { rows: [], next: undefined })
})

test('pages of events follow each other', async () => {
  const ctx = clientCtx(api.ctx(), mine.clientIdentifier)
  const whole = await latestEvents(ctx, { limit: 100 })
  const read: string[] = []
  let after: string | undefined
  do {
    const page = await latestEvents(ctx, { limit: 1, after })
    read.push(...page.rows.map(({ eventId }) => eventId))
    after = page.next
  } while (after !== undefined)
  assert.deepEqual(
    read,
    whole.rows.map(({ eventId }) => eventId),
  )
})
