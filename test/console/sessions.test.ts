/** The console's sessions: how they begin, what they may see, and how they end. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { makeDemoLink } from '../../src/users/enrolment/make-enrolment.ts'
import { disableUser, inviteUser } from '../../src/users/manage-users.ts'
import { endSession } from '../../src/users/sessions/end-session.ts'
import { listSessions } from '../../src/users/sessions/list-sessions.ts'
import { endLapsed } from '../../src/users/sessions/start.ts'
import { type Visitor, codeOf, demoOperator, enter, signedIn, visitorOf } from '../support/console/visitor.ts'
import { json } from '../support/cli/run.ts'
import { type TestService, testService } from '../support/service.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
let api: TestService

before(async () => {
  api = await testService({ role: 'api', wrongTokensPerMinute: 6 })
})
after(() => api.stop())

const as = (name: string) => ({ ...api.ctx(), actor: `user:${name}` as const })

async function ends(): Promise<string[]> {
  const { rows } = await api.pool.query<{ ended: string }>(
    `select details ->> 'as' as ended from audit_entry where action = 'session.ended' order by audit_id`,
  )
  return rows.map(({ ended }) => ended)
}

async function isIn(visitor: Visitor): Promise<boolean> {
  const { status, location } = await visitor.get('/console')
  if (status === 200) return true
  assert.deepEqual([status, location], [303, '/console/sign-in?next=%2Fconsole'])
  return false
}

test('without a session a page leads to the sign-in, and a form does nothing', async () => {
  const stranger = visitorOf(api)
  assert.equal(await isIn(stranger), false)
  const answer = await stranger.post('/console/see-as', { role: 'ADMIN' })
  assert.deepEqual([answer.status, answer.location], [303, '/console/sign-in?next=%2Fconsole'])
})

test('a link signs in the demo operator once, on this machine alone', async () => {
  const link = await makeDemoLink(api.ctx())
  const elsewhere = visitorOf(api, '203.0.113.7')
  assert.equal((await elsewhere.post('/console/enter', { code: codeOf(link) })).status, 401)
  const visitor = await enter(api, link)
  assert.ok(await isIn(visitor))
  const again = await visitorOf(api).post('/console/enter', { code: codeOf(link) })
  assert.equal(again.status, 401)
  assert.match(again.text, /was used already/)
  const [cookie = ''] = visitor.cookies.keys()
  assert.match(cookie, /^saatava-session-\d+$/, 'a plain name on http')
})

test('a link that is ten minutes old has expired', async () => {
  const link = await makeDemoLink(api.ctx())
  api.shiftClock(10 * MINUTE_MS)
  assert.equal((await visitorOf(api, '127.0.0.2').post('/console/enter', { code: codeOf(link) })).status, 401)
  api.shiftClock(0)
})

test('wrong codes are throttled by their address, and each is in the audit', async () => {
  const guesser = visitorOf(api, '203.0.113.9')
  const statuses: number[] = []
  for (let i = 0; i < 8; i++) statuses.push((await guesser.post('/console/enter', { code: `guess ${i}` })).status)
  assert.deepEqual([statuses[0], statuses.at(-1)], [401, 429])
  assert.equal((await visitorOf(api, '203.0.113.10').post('/console/enter', { code: 'guess' })).status, 401)
  const { rows } = await api.pool.query<{ count: string }>(
    `select count(*) as count from audit_entry where action = 'sign-in.failed' and remote_address = '203.0.113.9'`,
  )
  assert.equal(Number(rows[0]?.count), statuses.filter((status) => status === 401).length)
})

test('a form of another site does nothing', async () => {
  const visitor = await demoOperator(api)
  const { origin } = visitor
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://elsewhere.example' },
    { origin: 'null' },
    {},
  ])
    assert.equal((await visitor.post('/console/sign-out', {}, headers)).status, 403, JSON.stringify(headers))
  assert.ok(await isIn(visitor))
  assert.equal((await visitor.post('/console/sign-out', {}, { origin })).status, 303)
  assert.equal(await isIn(visitor), false)
})

test('the console answers under its own name alone, with headers that let nothing in from elsewhere', async () => {
  const visitor = await demoOperator(api)
  assert.equal((await visitor.get('/console', { host: 'elsewhere.example' })).status, 403)
  for (const path of ['/console', '/console/sign-in', '/console/nothing-here', '/console/enter']) {
    const { headers } = await visitor.get(path)
    assert.match(
      String(headers['content-security-policy']),
      /^default-src 'none'; script-src 'self'; style-src 'self';/,
    )
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['cache-control'], 'no-store')
  }
  assert.equal((await visitor.get('/console/nothing-here')).status, 404)
})

test('a session ends when it was not used for 30 minutes, and after 10 hours in any case', async () => {
  const [idle, used] = [await demoOperator(api), await demoOperator(api)]
  for (let minutes = 29; minutes < 10 * 60; minutes += 29) {
    api.shiftClock(minutes * MINUTE_MS)
    assert.ok(await isIn(used), `after ${minutes} minutes`)
    if (minutes > 30) assert.equal(await isIn(idle), false)
  }
  api.shiftClock(10 * HOUR_MS)
  assert.equal(await isIn(used), false)
  api.shiftClock(0)
  assert.deepEqual((await ends()).slice(-2), ['IDLE', 'EXPIRED'])
})

test('a session whose browser never comes back is written down as ended', async () => {
  await demoOperator(api)
  const before = (await listSessions(api.ctx())).length
  assert.ok(before > 0)
  api.shiftClock(31 * MINUTE_MS)
  await endLapsed(api.service.platform)
  assert.deepEqual(await listSessions(api.ctx()), [])
  api.shiftClock(0)
  assert.equal((await ends()).at(-1), 'IDLE')
})

test('an administrator ends a session, and disabling a user ends all of the user’s', async () => {
  await inviteUser(as('First'), { name: 'Ada', grants: [{ role: 'ADMIN', clientIds: [] }] })
  await inviteUser(as('Ada'), { name: 'Bea', grants: [{ role: 'VIEWER', clientIds: [] }] })
  const [first, second] = [await signedIn(api, 'Bea'), await signedIn(api, 'Bea')]
  assert.ok((await isIn(first)) && (await isIn(second)))
  const [latest] = await listSessions(as('Ada'))
  assert.equal(latest?.name, 'Bea')
  await assert.rejects(endSession(as('Bea'), { sessionId: latest?.sessionId ?? '' }), { code: 'FORBIDDEN' })
  await endSession(as('Ada'), { sessionId: latest?.sessionId ?? '' })
  assert.deepEqual([await isIn(first), await isIn(second)], [true, false])
  await disableUser(as('Ada'), { name: 'Bea' })
  assert.equal(await isIn(first), false)
  await disableUser(as('Ada'), { name: 'Bea', enable: true })
  assert.equal(await isIn(first), false, 'a session does not begin again with its user')
  assert.deepEqual((await ends()).slice(-2), ['BY_ADMIN', 'USER_DISABLED'])
})

test('commands make links, list the sessions and end them', async () => {
  const env = { DATABASE_URL: api.databaseUrl, SAATAVA_ENV: 'sandbox', DATA_DIR: api.config.dataDir, PORT: '8080' }
  const { url } = await json<{ url: string }>(['console', 'open'], env)
  assert.match(url, /^http:\/\/localhost:8080\/console\/enter#[\w-]{43}$/)
  const visitor = await enter(api, { path: url })
  const ada = ['--as', 'Ada']
  const invited = await json<{ link: { url: string } }>(
    ['user', 'invite', '--name', 'Cy', '--role', 'VIEWER', ...ada],
    env,
  )
  const another = await json<{ link: { url: string } }>(['user', 'link', 'Cy', ...ada], env)
  assert.equal((await visitorOf(api, '127.0.0.3').post('/console/enter', { code: invited.link.url })).status, 401)
  const opened = await visitorOf(api, '127.0.0.3').post('/console/enter', { code: another.link.url })
  assert.deepEqual([opened.status, opened.location], [303, '/console/enrol'])
  const { sessions } = await json<{ sessions: { sessionId: string; name: string }[] }>(['session', 'list'], env)
  const [demo] = sessions.filter(({ name }) => name === 'demo operator')
  await json(['session', 'end', demo?.sessionId ?? '', ...ada], env)
  assert.equal(await isIn(visitor), false)
})

test('a user has five sessions at a time, and the sixth ends the oldest', async () => {
  const visitors: Visitor[] = []
  for (let i = 0; i < 6; i++) visitors.push(await signedIn(api, 'Ada'))
  assert.deepEqual(await Promise.all(visitors.map(isIn)), [false, true, true, true, true, true])
})
