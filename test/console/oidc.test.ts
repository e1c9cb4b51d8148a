/** Signing in at an OIDC provider: authorisation code with PKCE, and a user by issuer and subject. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { OIDC_RETURN_PATH } from '../../src/users/oidc/sign-in.ts'
import { makeEnrolment } from '../../src/users/enrolment/make-enrolment.ts'
import { disableUser, inviteUser } from '../../src/users/manage-users.ts'
import { CLIENT_ID, type TestProvider, startOidcProvider } from '../support/console/oidc-provider.ts'
import { type Visitor, codeOf, visitorOf } from '../support/console/visitor.ts'
import { type TestService, testService } from '../support/service.ts'

let api: TestService
let provider: TestProvider

before(async () => {
  provider = await startOidcProvider()
  const oidc = { issuer: provider.issuer, clientId: CLIENT_ID, clientSecret: undefined }
  api = await testService({ role: 'api', console: { origin: undefined, oidc } })
  provider.open(`${api.service.consoleOrigin}${OIDC_RETURN_PATH}`)
  await inviteUser(api.ctx(), { name: 'Ada', grants: [{ role: 'ADMIN', clientIds: [] }] })
  await inviteUser(as('Ada'), { name: 'Bea', grants: [{ role: 'VIEWER', clientIds: [] }] })
})
after(async () => {
  await api.stop()
  await provider.close()
})

const as = (name: string) => ({ ...api.ctx(), actor: `user:${name}` as const })

/** Goes to the provider and comes back with its answer. @returns path and query of the answer */
async function answerFor(visitor: Visitor, account: string, query = ''): Promise<string> {
  provider.account = account
  const { status, location, text } = await visitor.get(`/console/sign-in/oidc${query}`)
  assert.equal(status, 303, text)
  const back = await provider.authorise(location ?? '')
  assert.equal(back.origin, visitor.origin)
  return back.pathname + back.search
}

async function enrolled(name: string, account: string): Promise<Visitor> {
  const visitor = visitorOf(api)
  await visitor.post('/console/enter', { code: codeOf(await makeEnrolment(as('Ada'), { name })) })
  assert.match((await visitor.get('/console/enrol')).text, /Use your account at 127\.0\.0\.1/)
  const answer = await visitor.get(await answerFor(visitor, account))
  assert.deepEqual([answer.status, answer.location], [303, '/console'])
  return visitor
}

test('a user adds an identity with the link, and signs in with it from then on', async () => {
  const first = await enrolled('Ada', 'ada-1')
  assert.match((await first.get('/console')).text, /<a href="\/console\/account">Ada<\/a>/)
  const visitor = visitorOf(api)
  assert.match((await visitor.get('/console/sign-in')).text, /href="\/console\/sign-in\/oidc\?next=/)
  const path = await answerFor(visitor, 'ada-1', '?next=/console/decisions')
  const answer = await visitor.get(path)
  assert.deepEqual([answer.status, answer.location], [303, '/console/decisions'])
  assert.equal((await visitor.get('/console')).status, 200)
})

test('an account of nobody signs nobody in, and one account belongs to one user', async () => {
  const stranger = visitorOf(api)
  const refused = await stranger.get(await answerFor(stranger, 'somebody-else'))
  assert.equal(refused.status, 401)
  assert.match(refused.text, /No user here has this account/)
  const bea = visitorOf(api)
  await bea.post('/console/enter', { code: codeOf(await makeEnrolment(as('Ada'), { name: 'Bea' })) })
  assert.equal((await bea.get(await answerFor(bea, 'ada-1'))).status, 401)
  assert.equal((await bea.get(await answerFor(bea, 'bea-1'))).status, 303, 'the link is still open')
})

test('an answer that this browser has not asked for, or that was used, signs nobody in', async () => {
  const [asked, other] = [visitorOf(api), visitorOf(api)]
  const path = await answerFor(asked, 'ada-1')
  assert.equal((await other.get(path)).status, 401, 'another browser')
  const cookies = new Map(asked.cookies)
  assert.equal((await asked.get(path)).status, 303)
  for (const [name, value] of cookies) asked.cookies.set(name, value)
  assert.equal((await asked.get(path)).status, 401, 'a second time')
  const late = visitorOf(api)
  const answer = await answerFor(late, 'ada-1')
  api.shiftClock(10 * 60_000)
  assert.equal((await late.get(answer)).status, 401, 'after ten minutes')
  api.shiftClock(0)
})

test('another sign-in in a session asks the provider to ask the person, and renews the session', async () => {
  const visitor = await visitorWith('ada-1')
  const { location } = await visitor.get('/console/sign-in/oidc?again=1')
  assert.match(location ?? '', /prompt=login/)
  assert.match(location ?? '', /max_age=0/)
  const before = [...visitor.cookies.values()].join(' ')
  assert.equal((await visitor.get(await answerFor(visitor, 'ada-1', '?again=1'))).status, 303)
  assert.notEqual([...visitor.cookies.values()].join(' '), before)
  const { rows } = await api.pool.query<{ action: string }>(
    `select action from audit_entry where action like 'session.%' order by audit_id desc limit 2`,
  )
  assert.deepEqual(
    rows.map(({ action }) => action),
    ['session.renewed', 'session.ended'],
  )
})

async function visitorWith(account: string): Promise<Visitor> {
  const visitor = visitorOf(api)
  assert.equal((await visitor.get(await answerFor(visitor, account))).status, 303)
  return visitor
}

test('a disabled user does not sign in', async () => {
  await disableUser(as('Ada'), { name: 'Bea' })
  const visitor = visitorOf(api)
  assert.equal((await visitor.get(await answerFor(visitor, 'bea-1'))).status, 401)
})
