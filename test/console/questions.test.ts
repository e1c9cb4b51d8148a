/** Questions to creditors: the agency asks beside a case or money, the creditor answers, and each task follows. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inviteUser } from '../../src/users/manage-users.ts'
import type { RoleName } from '../../src/permissions/roles.ts'
import { type Visitor, signedIn } from '../support/console/visitor.ts'
import { type OpenCase, type World, entryOf, startWorld } from '../support/payments/world.ts'
import type { TestClient } from '../support/service.ts'

const PAYER_ACCOUNT = 'FI4250001510000023'
const QUESTIONS = '/api/v1/partner/questions'
const CAPITAL = 4_321n

let world: World
let client: TestClient
let stranger: TestClient
let debt: OpenCase
let cashier: Visitor
let caseworker: Visitor
let creditor: Visitor

before(async () => {
  world = await startWorld()
  client = await world.api.createClient()
  stranger = await world.api.createClient()
  const invite = (name: string, role: RoleName, clientIds: number[]) =>
    inviteUser({ ...world.api.ctx(), actor: 'user:Ada' }, { name, grants: [{ role, clientIds }] })
  await invite('Ada', 'ADMIN', [])
  await invite('Cash', 'CASHIER', [])
  await invite('Casey', 'CASEWORKER', [])
  await invite('Cleo', 'CREDITOR_WORKER', [client.clientIdentifier])
  debt = await world.openCase(client, { capital: CAPITAL })
  ;[cashier, caseworker, creditor] = await Promise.all([
    signedIn(world.api, 'Cash'),
    signedIn(world.api, 'Casey'),
    signedIn(world.api, 'Cleo'),
  ])
})
after(() => world.stop())

const casePath = () => `/console/client/${client.clientIdentifier}/case/${debt.caseId}`

async function openTasks(kind: string): Promise<string[]> {
  const { rows } = await world.api.pool.query<{ subject: string }>(
    'select subject from task where kind = $1 and closed_at is null order by opened_at',
    [kind],
  )
  return rows.map(({ subject }) => subject)
}

/** The page of the question whose task is open. */
async function asked(): Promise<string> {
  const [subject = ''] = await openTasks('QUESTION_ASKED')
  return `/console/client/${client.clientIdentifier}/question/${subject.slice('question:'.length)}`
}

test('the agency asks about a case; the creditor answers on the page; each task closes with its cause', async () => {
  const empty = await caseworker.post(`${casePath()}/ask`, { question: '' })
  assert.equal(empty.status, 400)
  assert.match(empty.text, /id="ask-question-fault"/)
  const done = await caseworker.post(`${casePath()}/ask`, { question: 'Was the hall repaired in May?' })
  assert.equal(done.status, 303, done.text)
  const path = await asked()
  const list = await creditor.get('/console/questions')
  assert.ok(list.text.includes(`href="${path}"`), list.text)
  assert.doesNotMatch((await creditor.get('/console/decisions')).text, /The agency has a question/)
  const page = await creditor.get(path)
  assert.match(page.text, /Was the hall repaired in May\?/)
  assert.doesNotMatch(page.text, /Casey|Withdraw/)
  assert.equal((await creditor.post(`${casePath()}/ask`, { question: 'And you?' })).status, 403)
  assert.equal((await caseworker.post(`${path}/answer`, { answer: 'Yes' })).status, 403, 'the creditor alone answers')
  const answered = await creditor.post(`${path}/answer`, { answer: 'Yes, on May 4' })
  assert.equal(answered.location, '/console/questions?did=acted')
  assert.deepEqual(await openTasks('QUESTION_ASKED'), [])
  assert.equal((await openTasks('QUESTION_ANSWERED')).length, 1)
  assert.match((await caseworker.get(casePath())).text, /Yes, on May 4/)
  const seen = await caseworker.post(`${path}/seen`, {})
  assert.equal(seen.location, '/console?did=acted')
  assert.deepEqual(await openTasks('QUESTION_ANSWERED'), [])
})

test('the creditor of a candidate is asked about money, and its system sees and answers it without an account', async () => {
  await world.pay([entryOf('ASK-1', '43.21', { iban: PAYER_ACCOUNT, date: '2026-02-21', text: 'for the hall' })])
  const { rows } = await world.api.pool.query<{ id: string }>(
    `select entry_id as id from bank_entry where bank_reference like '%ASK-1%'`,
  )
  const path = `/console/payment/${rows[0]?.id}`
  const question = 'Is this payment yours?'
  const foreign = await cashier.post(`${path}/ask`, { question, clientId: String(stranger.clientIdentifier) })
  assert.equal(foreign.status, 422, foreign.text)
  assert.match(foreign.text, /No candidate for this money is a case of client/)
  const done = await cashier.post(`${path}/ask`, { question, clientId: String(client.clientIdentifier) })
  assert.equal(done.location, `${path}?did=question-asked`)

  const { body, text } = await world.api.call<{ questions: { questionId: string; payment: object }[] }>(
    'GET',
    `${QUESTIONS}?state=OPEN`,
    { token: client.token },
  )
  const [shown] = body.questions
  assert.ok(shown !== undefined && body.questions.length === 1, text)
  const { payment } = shown as { payment: Record<string, unknown> }
  assert.deepEqual(
    { amount: payment['amount'], currency: payment['currency'], paymentDate: payment['paymentDate'] },
    { amount: 43.21, currency: 'EUR', paymentDate: '2026-02-21' },
  )
  const page = await creditor.get(await asked())
  assert.match(page.text, /for the hall/)
  for (const seen of [text, page.text]) assert.ok(!seen.includes(PAYER_ACCOUNT), 'no account is shown')

  const answer = (token: string, words: string) =>
    world.api.call('POST', `${QUESTIONS}/${shown.questionId}/answer`, { token, body: { answer: words } })
  assert.equal((await answer(stranger.token, 'Ours')).status, 404, 'the question of another client')
  assert.equal((await answer(client.token, 'It is for the hall')).status, 200)
  assert.equal((await answer(client.token, 'It is for the hall')).status, 200, 'again')
  assert.equal((await answer(client.token, 'It is not')).status, 409)
  const { rows: events } = await world.api.pool.query<{ type: string; data: object }>(
    `select type, data from event where subject = $1 order by event_id`,
    [`question:${shown.questionId}`],
  )
  assert.deepEqual(
    events,
    ['question.asked', 'question.answered'].map((type) => ({ type, data: { about: `entry:${rows[0]?.id}` } })),
  )
  assert.match((await cashier.get(path)).text, /It is for the hall/)
})

test('a question that is withdrawn waits for nobody', async () => {
  await caseworker.post(`${casePath()}/ask`, { question: 'Which hall?' })
  const path = await asked()
  assert.equal((await caseworker.post(`${path}/withdraw`, {})).status, 303)
  assert.deepEqual(await openTasks('QUESTION_ASKED'), [])
  const late = await creditor.post(`${path}/answer`, { answer: 'The large one' })
  assert.equal(late.status, 409)
  assert.match(late.text, /withdrawn/)
})
