/** Users, their roles and sessions, and somebody's own account. No script runs. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { randomBytes } from 'node:crypto'
import { newId } from '../../src/platform/new-id.ts'
import { inviteUser } from '../../src/users/manage-users.ts'
import { userByName } from '../../src/users/queries.ts'
import { type Visitor, demoOperator, signedIn } from '../support/console/visitor.ts'
import { type TestClient, type TestService, testService } from '../support/service.ts'

let api: TestService
let mine: TestClient
let second: TestClient
let ada: Visitor

before(async () => {
  api = await testService({ role: 'api' })
  ;[mine, second] = [await api.createClient(), await api.createClient()]
  await invite('Ada', 'ADMIN')
  await invite('Viv', 'VIEWER')
  ada = await signedIn(api, 'Ada')
})
after(() => api.stop())

function invite(name: string, role: 'ADMIN' | 'VIEWER' | 'APPROVER' | 'CREDITOR_VIEWER', clientIds: number[] = []) {
  return inviteUser({ ...api.ctx(), actor: 'user:Ada' }, { name, grants: [{ role, clientIds }] })
}

async function idOf(name: string): Promise<string> {
  return (await userByName(api.service.platform.pool, name))?.userId ?? ''
}

async function passkeyOf(userId: string): Promise<string> {
  const credentialId = newId()
  await api.pool.query(
    `insert into credential (client_id, credential_id, user_id, kind, passkey_id, public_key, use_count, added_at)
     values (0, $1, $2, 'PASSKEY', $3, $4, 0, now())`,
    [credentialId, userId, randomBytes(8).toString('hex'), randomBytes(8)],
  )
  return credentialId
}

test('an administrator invites a user, shows the link once, grants a role and takes it away', async () => {
  const made = await ada.post('/console/users/invite', { name: 'Bo', role: 'VIEWER' })
  assert.match(made.text, /\/console\/enter#/)
  const path = `/console/user/${await idOf('Bo')}`
  assert.doesNotMatch((await ada.get(path)).text, /enter#/)
  assert.equal((await ada.post(`${path}/grant`, { role: 'CASHIER' })).location, `${path}?did=granted`)
  const held = { role: 'CASHIER', clientId: '0' }
  const asked = await ada.post(`${path}/revoke`, held)
  assert.match(asked.text, /Take the role CASHIER from Bo/)
  const seen = /name="seen" value="([^"]+)"/.exec(asked.text)?.[1] ?? ''
  assert.equal((await ada.post(`${path}/revoke`, { ...held, seen })).location, `${path}?did=role-revoked`)
  assert.match((await ada.post(`${path}/grant`, { role: 'CREDITOR_VIEWER' })).text, /name its clients/)
  assert.match((await ada.get('/console/users')).text, />Bo</)
})

test('a viewer sees no user, and ends no session', async () => {
  const viv = await signedIn(api, 'Viv')
  const path = `/console/user/${await idOf('Ada')}`
  for (const one of ['/console/users', '/console/users.csv', path]) assert.equal((await viv.get(one)).status, 403, one)
  assert.equal((await viv.post(`${path}/disable`, {})).status, 403)
})

test('everybody sees the own sessions, and ends another of them and nobody else’s', async () => {
  const [viv, elsewhere] = [await signedIn(api, 'Viv'), await signedIn(api, 'Viv')]
  const { text } = await viv.get('/console/account')
  const others = [...text.matchAll(/account\/session\/([0-9a-f-]+)\/end/g)].map(([, id = '']) => id)
  assert.match(text, /this one/)
  const { text: ofAda } = await (await signedIn(api, 'Ada')).get('/console/account')
  const foreign = /account\/session\/([0-9a-f-]+)\/end/.exec(ofAda)?.[1] ?? ''
  assert.equal((await viv.post(`/console/account/session/${foreign}/end`, {})).status, 404)
  for (const id of others) assert.equal((await viv.post(`/console/account/session/${id}/end`, {})).status, 303)
  assert.equal((await elsewhere.get('/console/account')).status, 303)
  assert.equal((await viv.get('/console/account')).status, 200)
})

test('a passkey is removed while another is left, and its owner alone removes it', async () => {
  const userId = await idOf('Viv')
  const [first, last] = [await passkeyOf(userId), await passkeyOf(userId)]
  const foreign = await passkeyOf(await idOf('Ada'))
  const viv = await signedIn(api, 'Viv')
  const remove = (id: string) => viv.post(`/console/account/passkey/${id}/remove`, {})
  assert.equal((await remove(foreign)).status, 404)
  assert.equal((await remove(first)).location, '/console/account?did=passkey-removed')
  const refused = await remove(last)
  assert.equal(refused.status, 422)
  assert.match(refused.text, /nothing left to sign in with/)
  await api.pool.query(`update console_session set authenticated_at = authenticated_at - interval '16 minutes'`)
  assert.match((await remove(last)).location ?? '', /sign-in\?.*again=1/)
})

test('the demo operator has an account page, and no passkeys', async () => {
  const demo = await demoOperator(api)
  const { status, text } = await demo.get('/console/account')
  assert.equal(status, 200)
  assert.doesNotMatch(text, /Add a passkey/)
})

test('people of several clients choose among them, and the menu keeps the choice', async () => {
  await invite('Cleo', 'CREDITOR_VIEWER', [mine.clientIdentifier, second.clientIdentifier])
  const cleo = await signedIn(api, 'Cleo')
  const { text } = await cleo.get(`/console/cases?client=${second.clientIdentifier}`)
  assert.match(text, new RegExp(`<option value="${second.clientIdentifier}" selected>`))
  assert.match(text, new RegExp(`href="/console/invoices\\?client=${second.clientIdentifier}"`))
  assert.doesNotMatch((await ada.get('/console/cases')).text, /choose-client/)
})
