/** The page of a case: what is owed and why, and its actions, each with its effect before it happens. No script runs. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ACTION_CODES } from '../../src/case-api/actions/codes.ts'
import type { RoleName } from '../../src/permissions/roles.ts'
import { inviteUser } from '../../src/users/manage-users.ts'
import { act, atNoon, caseClient, caseOf, dayIsOver, someCase, somePolicies } from '../support/cases/cases.ts'
import { actAndConfirm, hiddenFields } from '../support/console/forms.ts'
import { type Visitor, signedIn } from '../support/console/visitor.ts'
import type { InvoiceClient } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'

const TODAY = '2026-02-20'
let api: TestService
let client: InvoiceClient
let other: InvoiceClient
let caseId: number
let page: string
let ann: Visitor
let cleo: Visitor

before(async () => {
  api = await testService()
  await somePolicies(api)
  ;[client, other] = [await caseClient(api), await caseClient(api, 'QUIET')]
  atNoon(api, '2026-01-15')
  caseId = (await someCase(api, client)).caseId
  atNoon(api, TODAY)
  await dayIsOver(api, caseId)
  page = `/console/client/${client.clientIdentifier}/case/${caseId}`
  await invite('Ada', 'ADMIN', [])
  await invite('Ann', 'CASEWORKER', [])
  await invite('Viv', 'VIEWER', [])
  await invite('Cleo', 'CREDITOR_WORKER', [client.clientIdentifier])
  ;[ann, cleo] = [await signedIn(api, 'Ann'), await signedIn(api, 'Cleo')]
})
after(() => api.stop())

async function invite(name: string, role: RoleName, clientIds: number[]) {
  await inviteUser({ ...api.ctx(), actor: 'user:Ada' }, { name, grants: [{ role, clientIds }] })
}

async function shown(visitor: Visitor, path: string): Promise<string> {
  const { status, text } = await visitor.get(path)
  assert.equal(status, 200, text)
  return text
}

test('the page shows the balance, the law of each fee, and each transaction of the journal', async () => {
  const text = await shown(ann, page)
  const { balance, costs, movements } = await caseOf(api, client, { caseId })
  const [whole = '', cents = ''] = Number(balance['totalAmount']).toFixed(2).split('.')
  assert.match(text, new RegExp(`class="total">.*${whole},${cents}`))
  assert.ok(costs.length > 0)
  for (const { rule, source } of costs) {
    assert.ok(text.includes(`<code>${rule}</code>`), `${rule}`)
    assert.ok(text.includes(String(source).replaceAll("'", '&#39;')), `${source}`)
  }
  for (const { transactionId } of movements as { transactionId?: string | null }[])
    if (typeof transactionId === 'string') assert.ok(text.includes(`id="tx-${transactionId}"`), transactionId)
  assert.match(text, /aria-current="date">.*2026-02-20.*Today/)
  assert.match(text, /class="planned"/)
})

test('the sum of a later day is shown beside the sum of today, and a day that is over is a fault of its field', async () => {
  const text = await shown(ann, `${page}?asOf=2026-06-30`)
  assert.match(text, /If paid on 2026-06-30/)
  assert.match(await shown(ann, `${page}?asOf=2026-01-01`), /id="asOf-fault">It must be from today/)
})

test('a letter opens as PDF, and the page of another client’s case is not found', async () => {
  const [, letter = ''] = /href="(\/console\/client\/\d+\/letter\/[^"]+)"/.exec(await shown(ann, page)) ?? []
  const pdf = await ann.get(letter)
  assert.deepEqual([pdf.status, pdf.headers['content-type']], [200, 'application/pdf'])
  assert.match(String(pdf.headers['content-disposition']), /^inline/)
  assert.equal((await cleo.get(page)).status, 200)
  const foreign = page.replace(String(client.clientIdentifier), String(other.clientIdentifier))
  assert.equal((await cleo.get(foreign)).status, 404)
  assert.equal((await ann.get(foreign)).status, 404)
  assert.equal(
    (await cleo.get(letter.replace(String(client.clientIdentifier), String(other.clientIdentifier)))).status,
    404,
  )
})

test('programs read the case that people see', async () => {
  // A letter that leaves between the two reads would change the case.
  await api.service.idle()
  const { text } = await ann.get(`${page}?as=json`)
  assert.deepEqual(JSON.parse(text), { case: await caseOf(api, client, { caseId }) })
})

test('an action that the case refuses is greyed with its sentence, and a viewer has no form', async () => {
  const text = await shown(ann, page)
  assert.match(text, /<button type="button" disabled[^>]*>Go on<\/button>\s*<span class="hint">The case is OPEN/)
  const viewed = await shown(await signedIn(api, 'Viv'), page)
  assert.doesNotMatch(viewed, /<form method="post" action="\/console\/client/)
  assert.match(viewed, /Your roles lack the permission case\.act/)
})

test('an action shows its effect first, and happens when a person confirms it', async () => {
  const { text } = await ann.get(page)
  const action = `${page}/objection`
  const asked = await ann.post(action, { ...hiddenFields(text, action), objection: 'DENIED', comment: 'It was paid.' })
  assert.equal(asked.status, 200, asked.text)
  assert.match(asked.text, /class="changed"><th scope="row">Status<\/th>/)
  assert.match(asked.text, /No further step is planned after it/)
  assert.equal((await caseOf(api, client, { caseId })).summary.status, 'OPEN')
  const done = await ann.post(action, hiddenFields(asked.text, action))
  assert.deepEqual([done.status, done.location], [303, `${page}?did=acted`])
  assert.equal((await caseOf(api, client, { caseId })).summary.status, 'DISPUTED')
})

test('an objection is answered in the form at the top of the page, with its words above it', async () => {
  const text = await shown(ann, page)
  assert.match(text, /<blockquote>It was paid\.<\/blockquote>/)
  const action = `${page}/objection`
  const without = await ann.post(action, { ...hiddenFields(text, action), objection: 'WITHOUT_RELEVANT_GROUND' })
  assert.equal(without.status, 400)
  assert.match(without.text, /id="answer-comment-fault"/)
  const values = { objection: 'WITHOUT_RELEVANT_GROUND', comment: 'The bank shows no payment.' }
  const { location } = await actAndConfirm(ann, page, action, values)
  assert.equal(location, `${page}?did=acted`)
  assert.equal((await caseOf(api, client, { caseId })).summary.status, 'OPEN')
})

test('a form that was drawn before a change is drawn again, with what was written', async () => {
  const { text } = await ann.get(page)
  const action = `${page}/pause`
  await act(api, client, caseId, { code: 'DUEDATE', data: { dueDate: '2026-02-25' } })
  const late = await ann.post(action, { ...hiddenFields(text, action), comment: 'Waits for the creditor' })
  assert.equal(late.status, 409)
  assert.match(late.text, /Something has changed since you opened this page/)
  assert.match(late.text, /Waits for the creditor/)
})

test('a wrong date and an amount in words are faults of their fields', async () => {
  const { text } = await ann.get(page)
  const past = await ann.post(`${page}/pause`, { ...hiddenFields(text, `${page}/pause`), untilDate: '2020-01-01' })
  assert.equal(past.status, 422)
  assert.match(past.text, /id="errors"/)
  const action = `${page}/directpayment`
  const words = await ann.post(action, { ...hiddenFields(text, action), amount: 'ten', paymentDate: TODAY })
  assert.equal(words.status, 400)
  assert.match(words.text, /id="directpayment-amount-fault"/)
})

test('a legal act is refused before the creditor has approved of legal steps', async () => {
  const { text } = await ann.get(page)
  const action = `${page}/legal-act`
  const values = { stage: 'LEGAL', date: TODAY, reference: 'Protocol 26/1' }
  const early = await ann.post(action, { ...hiddenFields(text, action), ...values })
  assert.equal(early.status, 422)
  assert.match(early.text, /legal steps can begin only after its creditor has approved them/)
  assert.equal((await cleo.post(action, values)).status, 403)
})

test('a comment is written at once, and stands in the timeline', async () => {
  const { text } = await cleo.get(page)
  const action = `${page}/comment`
  const written = await cleo.post(action, { ...hiddenFields(text, action), comment: 'Call me before noon.' })
  assert.deepEqual([written.status, written.location], [303, `${page}?did=acted`])
  assert.match(await shown(ann, page), /COMMENT is performed: Call me before noon/)
})

test('no act is open to a role without its permission, or to the people of another client', async () => {
  const viv = await signedIn(api, 'Viv')
  const foreign = page.replace(String(client.clientIdentifier), String(other.clientIdentifier))
  for (const code of [...ACTION_CODES.map((one) => one.toLowerCase()), 'legal-act']) {
    assert.equal((await viv.post(`${page}/${code}`, { version: 'x' })).status, 403, code)
    if (code !== 'legal-act') assert.equal((await cleo.post(`${foreign}/${code}`, { version: 'x' })).status, 404, code)
  }
})

test('many cases are paused at once, and the preview says which are refused', async () => {
  const path = `/console/cases/bulk?client=${client.clientIdentifier}`
  const asked = await cleo.post(path, { act: 'case.pause', all: 'yes' })
  assert.match(asked.text, /<strong>1<\/strong> will be done, <strong>0<\/strong> will be refused/)
  const resumed = await cleo.post(path, { act: 'case.resume', all: 'yes' })
  assert.match(resumed.text, /<strong>0<\/strong> will be done, <strong>1<\/strong> will be refused/)
  assert.match(resumed.text, /The case is OPEN/)
})
