/** The list of payment plans, and the questions to creditors. No script runs. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { listPlans } from '../../src/dunning/plans/list-plans.ts'
import { clientCtx } from '../../src/platform/context.ts'
import { inviteUser } from '../../src/users/manage-users.ts'
import { act, atNoon, caseClient, someCase, somePolicies } from '../support/cases/cases.ts'
import { actAndConfirm } from '../support/console/forms.ts'
import { type Visitor, signedIn } from '../support/console/visitor.ts'
import type { InvoiceClient } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'

const rows = [{ name: 'Consulting', quantity: 1, unitPrice: 400, vatPercentage: 25.5 }]
const STATES = ['ACTIVE', 'BROKEN', 'OFFERED', 'CANCELLED']
let api: TestService
let client: InvoiceClient
let other: InvoiceClient
let caseIds: number[]
let cleo: Visitor

before(async () => {
  api = await testService()
  await somePolicies(api)
  ;[client, other] = [await caseClient(api, 'QUIET'), await caseClient(api, 'QUIET')]
  atNoon(api, '2026-01-20')
  caseIds = []
  for (const state of STATES) {
    const { caseId } = await someCase(api, client, { rows })
    await act(api, client, caseId, { code: 'PAYMENTPLAN', data: { instalments: 3 } })
    await api.pool.query('update payment_plan set state = $2 where case_id = $1', [caseId, state])
    caseIds.push(caseId)
  }
  const disputed = (await someCase(api, client)).caseId
  await act(api, client, disputed, { code: 'OBJECTION', comment: 'It was paid.' })
  caseIds.push(disputed)
  await inviteUser({ ...api.ctx(), actor: 'user:Ada' }, { name: 'Ada', grants: [{ role: 'ADMIN', clientIds: [] }] })
  await inviteUser(
    { ...api.ctx(), actor: 'user:Ada' },
    { name: 'Cleo', grants: [{ role: 'CREDITOR_WORKER', clientIds: [client.clientIdentifier] }] },
  )
  cleo = await signedIn(api, 'Cleo')
})
after(() => api.stop())

test('broken plans come first, and plans that have ended are shown to a person who asks', async () => {
  const [active, broken, offered, cancelled] = caseIds.map((caseId) => `/case/${caseId}#plan"`)
  const { status, text } = await cleo.get('/console/plans')
  assert.equal(status, 200, text)
  const places = [broken, active, offered].map((link) => text.indexOf(link ?? ''))
  assert.ok(
    places.every((place, i) => place > (places[i - 1] ?? 0)),
    places.join(' '),
  )
  assert.equal(text.includes(cancelled ?? ''), false)
  assert.match(text, /0 of 3/)
  assert.match((await cleo.get('/console/plans?state=ALL')).text, new RegExp(cancelled ?? ''))
  assert.equal((await cleo.get(`/console/plans?client=${other.clientIdentifier}`)).status, 404)
})

test('a page of plans begins after the last plan of the page before, over all states', async () => {
  const ctx = clientCtx(api.ctx(), client.clientIdentifier)
  const whole = await listPlans(ctx, { all: true, limit: 10 })
  assert.equal(whole.rows.length, STATES.length)
  const read: string[] = []
  let after: string | undefined
  do {
    const page = await listPlans(ctx, { all: true, limit: 1, ...(after === undefined ? {} : { after }) })
    read.push(...page.rows.map(({ planId }) => planId))
    after = page.next
  } while (after !== undefined)
  assert.deepEqual(
    read,
    whole.rows.map(({ planId }) => planId),
  )
  await assert.rejects(listPlans(ctx, { limit: 1, after: 'x' }), /listed in errors/)
})

test('an objection is a question to its creditor, who answers it on the page of the case', async () => {
  const { text } = await cleo.get('/console/questions')
  const disputed = caseIds.at(-1)
  const [, link = ''] =
    new RegExp(`href="([^"]+/case/${disputed}\\?task=[^"]+)">The debtor objects. Is the claim right\\?`).exec(text) ??
    []
  assert.match((await cleo.get(link)).text, /id="answer"/)
  const action = link.replace('?', '/objection?')
  const values = { objection: 'WITHOUT_RELEVANT_GROUND', comment: 'The bank shows no payment.' }
  const { location } = await actAndConfirm(cleo, link, action, values)
  assert.equal(location, '/console/decisions?did=acted')
  assert.doesNotMatch((await cleo.get('/console/questions')).text, /The debtor objects/)
})
