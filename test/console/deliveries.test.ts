/** Deliveries by cause in the console: groups, the words of the other side, what a person records, and a group sent again. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { RoleName } from '../../src/permissions/roles.ts'
import { inviteUser } from '../../src/users/manage-users.ts'
import { type Visitor, signedIn } from '../support/console/visitor.ts'
import { type Sender, by, createSender, invoiceOf } from '../support/distribution/sender.ts'
import { type TestService, testService } from '../support/service.ts'
import { until } from '../support/until.ts'

const NO_MAILBOX = '/console/deliveries/cause?channel=EMAIL&state=failed&code=5.1.1'
let api: TestService
let mine: Sender
let theirs: Sender
let ann: Visitor

before(async () => {
  api = await testService({ distributionPollMs: 200, printRunSeconds: 1 })
  const partner = await api.createPartner()
  const settings = { channels: { fallback: false } }
  ;[mine, theirs] = [
    await createSender(api.origin, partner, settings),
    await createSender(api.origin, partner, settings),
  ]
  await invite('Ada', 'ADMIN', [])
  await invite('Ann', 'CASEWORKER', [])
  await invite('Viv', 'VIEWER', [])
  await invite('Cleo', 'CREDITOR_VIEWER', [mine.clientId])
  ann = await signedIn(api, 'Ann')
  await Promise.all([failed(mine, 1), failed(mine, 2), failed(theirs, 3), unknown(mine, 4), unknown(mine, 5)])
})
after(() => api.stop())

async function invite(name: string, role: RoleName, clientIds: number[]): Promise<void> {
  await inviteUser({ ...api.ctx(), actor: 'user:Ada' }, { name, grants: [{ role, clientIds }] })
}

async function failed(client: Sender, number: number): Promise<void> {
  await client.post(invoiceOf(number, { method: 'EMAIL', email: `bounce.${number}@testcustomer.fi` }))
  await client.sees(number, 'bounced', (now) => by(now, 'EMAIL')?.state === 'FAILED')
}

async function unknown(client: Sender, number: number): Promise<void> {
  await client.post(invoiceOf(number, { method: 'EMAIL', email: `cut.${number}@testcustomer.fi` }))
  await client.sees(number, 'unknown', (now) => by(now, 'EMAIL')?.state === 'UNKNOWN')
}

function idsIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\/console\/delivery\/([0-9a-f-]{36})/g)].map(([, id = '']) => id))]
}

const versionIn = (text: string) => /name="version" value="([^"]+)"/.exec(text)?.[1] ?? ''

test('causes are counted, with the words of the other side and the advice', async () => {
  const { status, text } = await ann.get('/console/deliveries')
  assert.equal(status, 200)
  assert.match(
    text,
    /no such mailbox<\/a>[\s\S]*<code>5\.1\.1<\/code>[\s\S]*<td class="number">3<\/td><td class="number">2</,
  )
  assert.match(text, /outcome not known/)
  assert.match(text, /User unknown/)
  const one = await ann.get(`/console/deliveries?client=${theirs.clientId}`)
  assert.match(one.text, /<td class="number">1<\/td><td class="number">1</)
  assert.doesNotMatch((await ann.get('/console/deliveries?channel=PRINT')).text, /no such mailbox/)
})

test('a person records what it found, and the next of the cause is shown', async () => {
  const causes = (await ann.get('/console/deliveries')).text
  const unclear = /href="([^"]+state=unknown[^"]*)"/.exec(causes)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const [first = '', second = ''] = idsIn((await ann.get(unclear)).text)
  const { text } = await ann.get(`/console/delivery/${first}`)
  assert.match(text, /Look in the log of the mail server/)
  const version = versionIn(text)
  const without = await ann.post(`/console/delivery/${first}/resolve`, { as: 'failed', version })
  assert.equal(without.status, 400)
  assert.match(without.text, /id="reason-fault"/)
  const sent = await ann.post(`/console/delivery/${first}/resolve`, { as: 'sent', version })
  assert.deepEqual([sent.status, sent.location], [303, `/console/delivery/${second}?did=resolved`])
  const late = await ann.post(`/console/delivery/${first}/resolve`, { as: 'sent', version })
  assert.equal(late.status, 409)
  assert.match(late.text, /changed since you opened this page/)
  const last = await ann.get(`/console/delivery/${second}`)
  const given = { as: 'failed', reason: 'The log has no such mail.', version: versionIn(last.text) }
  const { location } = await ann.post(`/console/delivery/${second}/resolve`, given)
  assert.equal(location, '/console/deliveries?did=resolved')
  assert.match((await ann.get(`/console/delivery/${second}`)).text, /The log has no such mail\./)
})

test('a creditor sees its own deliveries, and a reader acts on none', async () => {
  const cleo = await signedIn(api, 'Cleo')
  const { text } = await cleo.get('/console/deliveries')
  assert.match(text, /<td class="number">2<\/td><td class="number">1</)
  const [foreign = ''] = idsIn((await ann.get(`${NO_MAILBOX}&client=${theirs.clientId}`)).text)
  assert.equal((await cleo.get(`/console/delivery/${foreign}`)).status, 404)
  const viv = await signedIn(api, 'Viv')
  assert.match(
    (await viv.get('/console/deliveries')).text,
    /<button type="button" disabled title="[^"]*">Send all 3 again/,
  )
  const path = '/console/deliveries/cause/bulk?channel=EMAIL&state=failed&code=5.1.1'
  assert.equal((await viv.post(path, { act: 'delivery.retry', all: 'yes' })).status, 403)
})

test('a group is sent again after its effect was shown, and one that is retried leaves the group', async () => {
  const path = `/console/deliveries/cause/bulk?channel=EMAIL&state=failed&code=5.1.1&client=${mine.clientId}`
  const form = { act: 'delivery.retry', all: 'yes' }
  const asked = await ann.post(path, form)
  assert.equal(asked.status, 200, asked.text)
  assert.match(asked.text, /<strong>2<\/strong> will be done/)
  const before = idsIn((await ann.get(NO_MAILBOX)).text)
  assert.equal(before.length, 3, 'the preview has done nothing')
  const seen = /name="seen" value="([^"]+)"/.exec(asked.text)?.[1] ?? ''
  const done = await ann.post(path, { ...form, seen })
  assert.match(done.location ?? '', /^\/console\/bulk\//)
  const retried = () =>
    api.pool.query<{ n: string }>(
      `select count(*) as n from audit_entry where action = 'delivery.retried' and actor = 'user:Ann'`,
    )
  await until('both are retried', retried, ({ rows }) => rows[0]?.n === '2')
  const left = idsIn((await ann.get(NO_MAILBOX)).text)
  const [theirsLeft = ''] = idsIn((await ann.get(`${NO_MAILBOX}&client=${theirs.clientId}`)).text)
  assert.deepEqual(
    left.filter((id) => before.includes(id)),
    [theirsLeft],
  )
})

test('an address is corrected, and the invoice goes there; one that never left says who corrects it', async () => {
  const ids = idsIn((await ann.get(`${NO_MAILBOX}&client=${theirs.clientId}`)).text)
  const path = `/console/delivery/${ids[0]}`
  const version = versionIn((await ann.get(path)).text)
  const wrong = await ann.post(`${path}/retry`, { version, email: 'nobody' })
  assert.equal(wrong.status, 400)
  assert.match(wrong.text, /id="email-fault"/)
  assert.equal((await ann.post(`${path}/retry`, { version, email: 'right@testcustomer.fi' })).status, 303)
  await theirs.sees(3, 'sent', (now) => now.deliveries.some(({ state }) => state === 'SENT' || state === 'DELIVERED'))
  const { rows } = await api.pool.query<{ details: { corrected?: string } }>(
    `select details from audit_entry where action = 'delivery.retried' and subject = $1`,
    [`delivery:${ids[0]}`],
  )
  assert.equal(rows[0]?.details.corrected, 'EMAIL')
  await mine.post(invoiceOf(9, { method: 'EMAIL', email: 'reject@testcustomer.fi' }))
  const view = await mine.sees(9, 'in error', ({ status }) => status === 'ERROR')
  const { text } = await ann.get(`/console/delivery/${by(view, 'EMAIL')?.deliveryId}`)
  assert.match(text, /The invoice has never left\. Its creditor sends it again with the right address/)
})
