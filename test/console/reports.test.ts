/** The reports: sums that agree with the lists behind them, for the agency and for one creditor. No script runs. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { aging, stock } from '../../src/reports/stock.ts'
import { moneyIn } from '../../src/reports/money-in.ts'
import { fees, losses, recovery } from '../../src/reports/sums.ts'
import { inviteUser } from '../../src/users/manage-users.ts'
import { act, atNoon, caseClient, someCase, somePolicies } from '../support/cases/cases.ts'
import { type Visitor, signedIn } from '../support/console/visitor.ts'
import type { InvoiceClient } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'

const ALL = { clientId: undefined }
let api: TestService
let client: InvoiceClient
let other: InvoiceClient
let viv: Visitor
let cleo: Visitor

before(async () => {
  api = await testService()
  await somePolicies(api)
  ;[client, other] = [await caseClient(api, 'QUIET'), await caseClient(api, 'QUIET')]
  atNoon(api, '2026-01-20')
  const { caseId } = await someCase(api, client)
  await act(api, client, caseId, { code: 'DIRECTPAYMENT', data: { amount: 100, paymentDate: '2026-01-19' } })
  const withdrawn = await someCase(api, client)
  await act(api, client, withdrawn.caseId, { code: 'WITHDRAW' })
  await someCase(api, other)
  await api.pool.query(
    `insert into case_step (client_id, case_id, step_index, kind, taken_on, fee_minor, rule_id)
     values ($1, $2, 90, 'REMINDER', '2026-01-20', 500, 'fi.reminder.test')`,
    [client.clientIdentifier, caseId],
  )
  const ada = { ...api.ctx(), actor: 'user:Ada' } as const
  await inviteUser(ada, { name: 'Ada', grants: [{ role: 'ADMIN', clientIds: [] }] })
  await inviteUser(ada, { name: 'Viv', grants: [{ role: 'VIEWER', clientIds: [] }] })
  await inviteUser(ada, {
    name: 'Cleo',
    grants: [{ role: 'CREDITOR_VIEWER', clientIds: [client.clientIdentifier] }],
  })
  ;[viv, cleo] = [await signedIn(api, 'Viv'), await signedIn(api, 'Cleo')]
})
after(() => api.stop())

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

test('the stock counts open cases, and its sum is that of the aging', async () => {
  const rows = await stock(api.ctx(), ALL)
  assert.equal(sum(rows.flatMap(({ cases }) => cases)), 2)
  const aged = await aging(api.ctx(), ALL)
  assert.equal(aged.length, 2)
  const owed = sum(rows.flatMap((row) => row.owed))
  assert.ok(owed > 0)
  assert.equal(Math.round(owed * 100), Math.round(sum(aged.flatMap((row) => row.owed.flat())) * 100))
  const own = await stock(api.ctx(), { clientId: other.clientIdentifier })
  assert.equal(sum(own.flatMap(({ cases }) => cases)), 1)
})

test('money, losses, fees and recovery count what happened', async () => {
  const ctx = api.ctx()
  const [week] = (await moneyIn(ctx, ALL)).filter(({ payments }) => payments > 0)
  assert.deepEqual([week?.payments, week?.bank, week?.direct], [1, 0, 100])
  const [month] = (await losses(ctx, ALL)).filter(({ cases }) => cases > 0)
  assert.equal(month?.month, '2026-01-01')
  assert.ok((month?.withdrawn ?? 0) > 0)
  const own = (await fees(ctx, ALL)).filter(({ rule }) => rule === 'fi.reminder.test')
  assert.deepEqual(
    own.map(({ kind, charged, amount, takenBack }) => ({ kind, charged, amount, takenBack })),
    [{ kind: 'REMINDER', charged: 1, amount: 5, takenBack: 0 }],
  )
  const [cohort] = await recovery(ctx, ALL)
  assert.deepEqual([cohort?.quarter, cohort?.cases], ['2026-01-01', 3])
  assert.ok((cohort?.soFar ?? 0) > 0)
  assert.deepEqual(cohort?.recovered, [], 'no month has passed since the end of the quarter')
})

test('a bar leads to the list of its rows, and a table is a CSV file too', async () => {
  for (const id of ['stock', 'aging', 'money-in', 'recovery', 'losses', 'fees']) {
    const { status, text } = await viv.get(`/console/reports/${id}`)
    assert.equal(status, 200, text)
    assert.match(text, /<svg role="(?:group|img)"/, id)
    assert.equal((await viv.get(`/console/reports/${id}.csv`)).text.split('\r\n').length > 2, true, id)
    const [, link] = /<svg role="group".*?<a href="([^"]+)"/s.exec(text) ?? []
    if (link !== undefined) assert.equal((await viv.get(link.replaceAll('&amp;', '&'))).status, 200, link)
  }
  const rows = (text: string) => text.match(/<tr id="row-/g)?.length
  const days = 'from=2026-01-01&to=2026-01-31'
  assert.equal(rows((await viv.get(`/console/reports/money-in/payments?${days}`)).text), 1)
  assert.equal(rows((await viv.get(`/console/reports/cases?report=recovery&${days}`)).text), 3)
  assert.equal(rows((await viv.get(`/console/reports/cases?report=losses&${days}`)).text), 1)
  assert.equal(rows((await viv.get(`/console/reports/cases?report=fees&${days}&rule=fi.reminder.test`)).text), 1)
})

test('a creditor sees its own sums alone', async () => {
  const { text } = await cleo.get('/console/reports/aging.csv')
  assert.match(text, new RegExp(String(client.clientIdentifier)))
  assert.equal(text.includes(String(other.clientIdentifier)), false)
  const days = 'from=2026-01-01&to=2026-01-31'
  for (const path of ['stock?', 'fees.csv?', `money-in/payments?${days}`, `cases?report=losses&${days}`])
    assert.equal((await cleo.get(`/console/reports/${path}&client=${other.clientIdentifier}`)).status, 404, path)
})
