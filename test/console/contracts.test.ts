/** Contracts and settings of clients in the console. No script runs. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inviteUser } from '../../src/users/manage-users.ts'
import { type Visitor, signedIn } from '../support/console/visitor.ts'
import { type TestClient, type TestService, testService } from '../support/service.ts'

let api: TestService
let client: TestClient
let other: TestClient
let pol: Visitor
let cred: Visitor

before(async () => {
  api = await testService()
  ;[client, other] = [await api.createClient(), await api.createClient()]
  const ada = { ...api.ctx(), actor: 'user:Ada' } as const
  await inviteUser(ada, { name: 'Ada', grants: [{ role: 'ADMIN', clientIds: [] }] })
  await inviteUser(ada, { name: 'Pol', grants: [{ role: 'POLICY', clientIds: [] }] })
  const own = { role: 'CREDITOR_ADMIN', clientIds: [client.clientIdentifier] } as const
  await inviteUser(ada, { name: 'Cred', grants: [own] })
  ;[pol, cred] = [await signedIn(api, 'Pol'), await signedIn(api, 'Cred')]
})
after(() => api.stop())

/** Sends a form, looks at its effect, and sends it again. */
async function confirmed(visitor: Visitor, path: string, form: Record<string, string>) {
  const preview = await visitor.post(path, form)
  const seen = /name="seen" value="([^"]+)"/.exec(preview.text)?.[1]
  assert.ok(seen !== undefined, preview.text)
  return { preview: preview.text, done: await visitor.post(path, { ...form, seen }) }
}

test('a contract is published after its effect was seen, and what the form leaves out is the default', async () => {
  const path = `/console/client/${client.clientIdentifier}/contract`
  const { text } = await pol.get(path)
  assert.match(text, /most instalments of a plan; 1 to 120; default: 12/)
  const form = { version: '0', 'plan.graceDays': '3', 'legal.reminderDays': '14' }
  const { preview, done } = await confirmed(pol, path, form)
  assert.match(preview, /plan › grace days<\/td><td>7<\/td><td>3/)
  assert.equal(done.location, `${path}?did=contract-published`, done.text)
  assert.match((await pol.get(path)).text, /name="plan\.graceDays"[^>]*value="3"/)
  assert.match((await pol.get('/console/contracts')).text, /version 1/)
})

test('a contract that somebody has changed meanwhile is drawn again, and so is one with a fault, beside its field', async () => {
  const path = `/console/client/${client.clientIdentifier}/contract`
  assert.equal((await pol.post(path, { version: '0', 'plan.graceDays': '4' })).status, 409)
  const wrong = await pol.post(path, { version: '1', 'policies.CONSUMER': 'NO-SUCH', 'plan.graceDays': 'many' })
  assert.equal(wrong.status, 400)
  assert.match(wrong.text, /id="plan\.graceDays-fault"/)
  const unknown = await pol.post(path, { version: '1', 'policies.CONSUMER': 'NO-SUCH' })
  assert.match(unknown.text, /id="policies\.CONSUMER-fault">It there is no such policy|there is no such policy/)
})

test('settings say where each value comes from, and a creditor changes its own alone', async () => {
  const path = `/console/client/${client.clientIdentifier}/settings`
  assert.match((await cred.get(path)).text, /<code>language<\/code><\/td><td>\w\w<\/td><td>the default/)
  const { done } = await confirmed(cred, `${path}/channels`, {
    ...{ version: '0', 'channels.email.subject': 'Your invoice', 'channels.order': 'EMAIL, PRINT' },
  })
  assert.equal(done.location, `${path}?did=settings-saved`, done.text)
  const { text } = await cred.get(path)
  assert.match(text, /channels\.order<\/code><\/td><td>EMAIL, PRINT<\/td><td><span class="badge good">set here/)
  assert.equal((await cred.get(`/console/client/${other.clientIdentifier}/settings`)).status, 404)
  assert.equal((await cred.get(`/console/client/${other.clientIdentifier}/contract`)).status, 404)
  const own = await cred.get(`/console/client/${client.clientIdentifier}/contract`)
  assert.match(own.text, /lack the permission contract\.write/)
  assert.equal((await cred.post(`/console/client/${client.clientIdentifier}/contract`, { version: '1' })).status, 403)
  assert.equal((await pol.get(`/console/client/999999999/settings`)).status, 404)
})
