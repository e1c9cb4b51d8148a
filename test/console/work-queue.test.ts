/** The work queue and the decisions of creditors: roles, clients, filters, pages, and what people do with tasks. No script runs. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ROLE_NAMES, holds, isCreditorRole } from '../../src/permissions/roles.ts'
import { writeSetting } from '../../src/clock/setting-queries.ts'
import { DEMO_SETTING } from '../../src/sandbox/read-demo.ts'
import { inviteUser } from '../../src/users/manage-users.ts'
import { SCREENS } from '../../src/console/screens.ts'
import { type Visitor, demoOperator, signedIn, visitorOf } from '../support/console/visitor.ts'
import { type InvoiceClient, invoiceClient, invoiceOf } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'

const TASKS = 3
const MANUAL = '/console?kind=INVOICE_MANUAL'
let api: TestService
let mine: InvoiceClient
let theirs: InvoiceClient
let ann: Visitor

before(async () => {
  api = await testService()
  const partner = await api.createPartner()
  ;[mine, theirs] = [await invoiceClient(api, { partner }), await invoiceClient(api, { partner })]
  for (let i = 0; i < TASKS; i++) await waitingInvoice(mine)
  await waitingInvoice(theirs)
  await invite('Ada', 'ADMIN', [])
  await invite('Ann', 'CASEWORKER', [])
  await invite('Viv', 'VIEWER', [])
  await invite('Cleo', 'CREDITOR_WORKER', [mine.clientIdentifier])
  await invite('Pat', 'APPROVER', [])
  ann = await signedIn(api, 'Ann')
})
after(() => api.stop())

async function invite(
  name: string,
  role: 'ADMIN' | 'CASEWORKER' | 'VIEWER' | 'CREDITOR_WORKER' | 'APPROVER',
  clientIds: number[],
) {
  await inviteUser({ ...api.ctx(), actor: 'user:Ada' }, { name, grants: [{ role, clientIds }] })
}

/** An invoice that waits for its creditor opens a task. */
async function waitingInvoice(client: InvoiceClient): Promise<void> {
  const { status } = await client.send(invoiceOf({ processing: { manualApprovalEnabled: true } }))
  assert.equal(status, 'MANUAL')
}

function taskIds(text: string): string[] {
  return [...new Set([...text.matchAll(/\/console\/task\/([0-9a-f-]{36})/g)].map(([, id = '']) => id))]
}

async function rows(visitor: Visitor, path: string): Promise<number> {
  const { status, text } = await visitor.get(path)
  assert.equal(status, 200, text)
  return text.match(/<tr[^>]*><td>/g)?.length ?? 0
}

test('the work queue shows the tasks of all clients, and its filters narrow it', async () => {
  assert.ok((await rows(ann, '/console')) > TASKS)
  assert.equal(await rows(ann, `/console?client=${mine.clientIdentifier}`), TASKS)
  assert.equal(await rows(ann, '/console?kind=INVOICE_MANUAL&assignee=&client='), TASKS + 1)
  assert.equal(await rows(ann, '/console?kind=REFUND'), 0)
  assert.equal(await rows(ann, '/console?assignee=me'), 0)
  const wrong = await ann.get('/console?kund=REFUND')
  assert.equal(wrong.status, 400)
  assert.match(wrong.text, /did you mean &quot;kind&quot;/)
})

test('a page begins after the last row of the page before', async () => {
  const all = taskIds((await ann.get('/console')).text)
  const [, second] = all
  const rest = taskIds((await ann.get(`/console?after=${second}`)).text)
  assert.deepEqual(rest, all.slice(2))
})

test('a task is taken and given back by buttons, and the list keeps its filter', async () => {
  const from = `/console?client=${mine.clientIdentifier}`
  const [taskId] = taskIds((await ann.get(from)).text)
  const taken = await ann.post(`/console/task/${taskId}/take`, { from })
  assert.deepEqual([taken.status, taken.location], [303, `${from}&did=taken`])
  assert.match((await ann.get(`${from}&did=taken`)).text, /role="status">The task is yours/)
  assert.equal(await rows(ann, '/console?assignee=me'), 1)
  await ann.post(`/console/task/${taskId}/take`, { from, release: 'yes' })
  assert.equal(await rows(ann, '/console?assignee=me'), 0)
  const elsewhere = await ann.post(`/console/task/${taskId}/take`, { from: 'https://elsewhere.example/console' })
  assert.equal(elsewhere.location, '/console?did=taken')
})

test('a fault of a form stands beside its field, with what was written', async () => {
  const [taskId] = taskIds((await ann.get(MANUAL)).text)
  const late = await ann.post(`/console/task/${taskId}/snooze`, { until: '2020-01-01' })
  assert.equal(late.status, 422)
  assert.match(late.text, /id="errors"/)
  assert.match(late.text, /name="until"[^>]*value="2020-01-01"/)
  const wrong = await ann.post(`/console/task/${taskId}/snooze`, { until: 'tomorrow' })
  assert.equal(wrong.status, 400)
  assert.match(wrong.text, /id="until-fault"/)
  assert.match(wrong.text, /aria-describedby="until-hint until-fault" aria-invalid="true"/)
  const open = await ann.post(`/console/task/${taskId}/done`, { comment: 'It is right.' })
  assert.equal(open.status, 422, 'its cause still holds')
  const snoozed = await ann.post(`/console/task/${taskId}/snooze`, { until: '2098-01-01' })
  assert.deepEqual([snoozed.status, snoozed.location], [303, '/console?did=snoozed'])
  assert.equal(await rows(ann, MANUAL), TASKS)
  assert.equal(await rows(ann, `${MANUAL}&only=snoozed`), TASKS + 1)
})

test('a role without the permission is refused, and a task of nowhere is not found', async () => {
  const viv = await signedIn(api, 'Viv')
  const [taskId] = taskIds((await viv.get('/console')).text)
  assert.equal((await viv.post(`/console/task/${taskId}/take`, {})).status, 403)
  assert.match((await viv.get('/console')).text, /disabled title="Your roles lack the permission task\.work/)
  assert.doesNotMatch((await viv.get(`/console/task/${taskId}`)).text, /name="until"/)
  const pat = await signedIn(api, 'Pat')
  assert.equal((await pat.get('/console')).location, '/console/approvals')
  assert.equal((await ann.get('/console/task/019a4c3e-0000-7000-8000-000000000001')).status, 404)
  assert.equal((await ann.get('/console/task/x')).status, 404)
})

test('a creditor’s user sees its client, and another client is not there', async () => {
  const cleo = await signedIn(api, 'Cleo')
  const first = await cleo.get('/console')
  assert.deepEqual([first.status, first.location], [303, '/console/decisions'])
  // One of them sleeps.
  assert.equal(await rows(cleo, '/console/decisions'), TASKS - 1)
  const { text } = await cleo.get('/console/decisions')
  assert.match(text, new RegExp(`Cleo</a>, client ${mine.clientIdentifier}`))
  assert.doesNotMatch(text, new RegExp(String(theirs.clientIdentifier)))
  assert.equal(await rows(cleo, `/console/decisions?client=${mine.clientIdentifier}`), TASKS - 1)
  assert.equal((await cleo.get(`/console/decisions?client=${theirs.clientIdentifier}`)).status, 404)
  const [taskId] = taskIds((await ann.get(`/console?client=${theirs.clientIdentifier}`)).text)
  assert.equal((await cleo.get(`/console/task/${taskId}`)).status, 403)
})

test('every screen of the menu × role: it opens where the role has the permission, and is in the menu then', async (t) => {
  const demo = await demoOperator(api)
  assert.equal((await demo.post('/console/see-as', { role: 'CREDITOR_VIEWER' })).status, 422, 'no demo creditor yet')
  const { pool, secrets } = api.service.platform
  const played = { partnerCode: 'X', provisioningToken: 'x', clientIdentifier: mine.clientIdentifier, clientToken: 'x' }
  await writeSetting(pool, DEMO_SETTING, secrets.seal(DEMO_SETTING, JSON.stringify(played)))
  let checks = 0
  for (const role of ROLE_NAMES) {
    const seen = await demo.post('/console/see-as', { role })
    assert.equal(seen.status, 303)
    for (const { menu } of SCREENS) {
      if (menu === undefined) continue
      const isIn = holds(role, menu.permission)
      const { status, text } = await demo.get(menu.path)
      assert.ok(isIn ? status === 200 : status !== 200, `${role} ${menu.path} ${status}`)
      assert.equal(text.includes(`href="${menu.path}"`) && isIn, isIn)
      checks++
    }
    if (!isCreditorRole(role)) continue
    const { text } = await demo.get('/console/decisions')
    assert.match(text, new RegExp(`client ${mine.clientIdentifier}`))
    assert.doesNotMatch(text, new RegExp(String(theirs.clientIdentifier)))
  }
  t.diagnostic(`${checks} checks`)
  await demo.post('/console/see-as', { role: '' })
  assert.equal((await demo.get('/console')).status, 200)
})

test('only the demo operator looks at the console as another, and every page of a sandbox shows its time', async () => {
  assert.equal((await ann.post('/console/see-as', { role: 'ADMIN' })).status, 403)
  for (const path of ['/console', '/console/decisions', '/console/nothing'])
    assert.match((await ann.get(path)).text, /Sandbox time <time datetime="/)
  assert.match((await visitorOf(api).get('/console/sign-in')).text, /Sandbox time/)
})
