/** GET /invoice/case: the published shape, and every number with what it comes from. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type InvoiceClient, invoiceOf, numberOf } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'
import {
  CASE,
  act,
  atNoon,
  caseClient,
  caseOf,
  chargeFee,
  effectOf,
  somePolicies,
  someCase,
} from '../support/cases/cases.ts'

let api: TestService
let client: InvoiceClient

before(async () => {
  api = await testService()
  atNoon(api, '2026-02-10')
  await somePolicies(api)
  client = await caseClient(api)
})
after(() => api.stop())

test('summary and balance have the published fields and types', async () => {
  const { caseId } = await someCase(api, client, { header: { dueDate: '2026-03-29' } })
  const { summary, balance } = await caseOf(api, client, { caseId })
  const types = (object: object) =>
    Object.fromEntries(Object.entries(object).map(([name, value]) => [name, typeof value]))
  const published = {
    caseId: 'number',
    status: 'string',
    stage: 'string',
    createdAt: 'string',
    closedAt: 'object',
    activeDays: 'number',
    creditor: 'string',
    currency: 'string',
    agency: 'string',
  }
  const shown = types(summary)
  for (const [name, type] of Object.entries(published)) assert.equal(shown[name], type, name)
  for (const name of ['capitalAmount', 'interestAmount', 'costsAmount'])
    assert.equal(types(balance)[name], 'number', name)
  assert.deepEqual(
    [
      summary.status,
      summary.stage,
      summary.activeDays,
      summary['currency'],
      summary['createdAt']?.toString().slice(0, 10),
    ],
    ['OPEN', 'INVOICED', 0, 'EUR', '2026-02-10'],
  )
  atNoon(api, '2026-02-15')
  assert.equal((await caseOf(api, client, { caseId })).summary.activeDays, 5)
  await act(api, client, caseId, { code: 'WITHDRAW' })
  atNoon(api, '2026-03-15')
  const closed = await caseOf(api, client, { caseId })
  assert.equal(closed.summary.activeDays, 5)
  assert.equal(typeof closed.summary['closedAt'], 'string')
  assert.deepEqual(closed.interest, [])
  atNoon(api, '2026-02-10')
})

test('interest is as of today, period by period with rate, rule and source; a lookup posts nothing', async () => {
  const consumer = { entityType: 'CONSUMER', businessId: null, personalIdentityNumber: '010190-123A' }
  const quiet = await caseClient(api, 'QUIET')
  const { caseId } = await someCase(api, quiet, {
    header: { date: '2025-12-01', dueDate: '2025-12-15' },
    buyer: consumer,
    rows: [{ name: 'Course', quantity: 1, unitPrice: 1000, vatPercentage: 0 }],
  })
  const view = await caseOf(api, quiet, { caseId })
  // 16 days of 2025 and 41 of 2026, both at 2.5 + 7 percent of 1 000.00 a year of 365 days: 14.8356…
  assert.equal(view.balance['interestAmount'], 14.84)
  assert.deepEqual(
    view.interest.map(({ from, to, days, rate }) => [from, to, days, rate]),
    [
      ['2025-12-16', '2025-12-31', 16, 9.5],
      ['2026-01-01', '2026-02-10', 41, 9.5],
    ],
  )
  for (const { rule, source, unrounded } of view.interest) {
    assert.match(rule, /^FI\./)
    assert.ok(source.length > 5)
    assert.match(unrounded, /^\d+\.\d{6}$/)
  }
  const sum = view.interest.reduce((total, { unrounded }) => total + Number(unrounded), 0)
  assert.ok(Math.abs(sum - 14.84) < 0.006)
  const { rows } = await api.pool.query(
    `select from journal_posting where case_id = $1 and account = 'RECEIVABLE_INTEREST'`,
    [caseId],
  )
  assert.equal(rows.length, 0)
  assert.equal(view.debtor['personalIdentityNumber'], '010190*****')
})

test('costs name their rule and source: the agency’s by law, the creditor’s from the invoice', async () => {
  const { caseId } = await someCase(api, client, {
    terms: { collection: { costs: { creditorCostsAmount: 5, collectionFeesAmount: 2.5 } } },
  })
  await chargeFee(api, client, caseId, 1_200n)
  const { costs, balance } = await caseOf(api, client, { caseId })
  assert.deepEqual(
    costs.map(({ kind, amount, rule }) => [kind, amount, rule]),
    [
      ['CREDITOR_COSTS', 7.5, null],
      ['REMINDER', 12, 'FI.BUSINESS.REMINDER_FEE'],
    ],
  )
  assert.ok(costs.every(({ source }) => source !== null))
  assert.deepEqual(
    [balance['costsAmount'], balance['creditorCostsAmount'], balance['feesAmount'], balance['capitalAmount']],
    [19.5, 7.5, 12, 125.5],
  )
  assert.equal(balance['totalAmount'], 145 + Number(balance['interestAmount']))
})

test('the timeline shows past and planned events in order of days', async () => {
  const { caseId } = await someCase(api, client, { header: { date: '2026-02-09', dueDate: '2026-02-23' } })
  await act(api, client, caseId, { code: 'COMMENT', comment: 'Customer called' })
  effectOf(
    (await act(api, client, caseId, { code: 'DIRECTPAYMENT', data: { amount: 25.5, paymentDate: '2026-02-10' } }))[0],
  )
  const { timeline, next, payments, balance } = await caseOf(api, client, { caseId })
  assert.deepEqual(
    timeline.map(({ date }) => date),
    timeline.map(({ date }) => date).toSorted(),
  )
  assert.deepEqual(next, { action: 'OVERDUE', date: '2026-02-24' })
  const planned = timeline.filter((entry) => entry.planned).map(({ date, kind }) => [date, kind])
  assert.deepEqual(planned, [
    ['2026-02-23', 'DUE'],
    ['2026-03-09', 'REMINDER'],
    ['2026-03-23', 'REMINDER'],
    ['2026-04-06', 'DEMAND'],
    ['2026-04-20', 'DEMAND'],
    ['2026-05-11', 'OFFER_LEGAL'],
  ])
  const texts = timeline.map(({ text }) => text).join('\n')
  assert.match(texts, /COMMENT is performed: Customer called/)
  assert.match(texts, /Payment of 25.50 EUR to the creditor/)
  assert.match(texts, /Reminder, fee at most 12.00 EUR by FI.BUSINESS.REMINDER_FEE/)
  assert.match(texts, /Demand, fee at most 50.00 EUR by FI.BUSINESS.DEMAND_FEE/)
  assert.deepEqual([payments.length, balance['capitalAmount'], balance['interestAmount']], [1, 100, 0])
})

test('by case or by invoice number, which belong together; without either, or of nobody, it says so', async () => {
  const { caseId, invoiceNumber } = await someCase(api, client)
  const { token } = client
  assert.deepEqual(await caseOf(api, client, { invoiceNumber }), await caseOf(api, client, { caseId }))
  const status = async (query: string) => {
    const reply = await api.call('GET', `${CASE}${query}`, { token })
    return [reply.status, reply.body.errors?.map(({ pointer }) => pointer)]
  }
  assert.deepEqual(await status(`?caseId=${caseId}&invoiceNumber=${invoiceNumber}`), [200, undefined])
  assert.deepEqual(await status(`?caseId=${caseId}&invoiceNumber=${invoiceNumber + 1}`), [400, ['?invoiceNumber']])
  assert.deepEqual(await status(''), [400, ['?caseId']])
  assert.deepEqual(await status('?caseId=x'), [400, ['?caseId']])
  assert.deepEqual(await status('?caseId=1'), [404, undefined])
  const uncontrolled = invoiceOf()
  await client.send(uncontrolled)
  assert.deepEqual(await status(`?invoiceNumber=${numberOf(uncontrolled)}`), [404, undefined])
})
