/** Payment plans: offered, accepted by the first payment, kept, missed, broken, completed. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { afterPayment } from '../../src/dunning/after-payment.ts'
import type { Case } from '../../src/claims/case.ts'
import { dayItBreaks } from '../../src/dunning/plans/offer-plan.ts'
import { lockCaseRows } from '../../src/claims/queries.ts'
import { post } from '../../src/journal/post.ts'
import { withTransaction } from '../../src/platform/database.ts'
import { type InvoiceClient, invoiceClient } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'
import {
  type Act,
  act,
  atNoon,
  balances,
  caseClient,
  caseOf,
  chargeFee,
  effectOf,
  refusalOf,
  someCase,
  somePolicies,
  dayIsOver,
} from '../support/cases/cases.ts'
import { until } from '../support/until.ts'

let api: TestService
let client: InvoiceClient
let caseId: number

before(async () => {
  api = await testService()
  atNoon(api, '2026-02-10')
  await somePolicies(api)
  client = await caseClient(api, 'QUIET')
})
after(() => api.stop())
beforeEach(async () => {
  atNoon(api, '2026-02-10')
  // A consumer: for businesses the reference knows no fee of a plan. 753.00, due 2026-01-29.
  ;({ caseId } = await someCase(api, client, {
    buyer: { entityType: 'CONSUMER', businessId: null },
    rows: [{ name: 'Course', quantity: 1, unitPrice: 600, vatPercentage: 25.5 }],
  }))
})

const view = () => caseOf(api, client, { caseId })
const effect = async (action: Act) => effectOf((await act(api, client, caseId, action))[0])
const refusal = async (action: Act) => refusalOf((await act(api, client, caseId, action))[0])
const pay = (amount: number, paymentDate: string) => effect({ code: 'DIRECTPAYMENT', data: { amount, paymentDate } })
const planOf = async () => {
  const { paymentPlan } = await view()
  assert.ok(paymentPlan)
  return paymentPlan
}

test('a plan is offered over the whole claim and its fee, and halts the steps; nothing is charged yet', async () => {
  const { balance } = await view()
  await effect({ code: 'PAYMENTPLAN', data: { instalments: 5 } })
  const { summary, next, paymentPlan, balance: now } = await view()
  assert.equal(summary.status, 'PAYMENT_PLAN')
  assert.ok(paymentPlan)
  assert.deepEqual(
    [paymentPlan.state, paymentPlan.feeAmount, paymentPlan.rule],
    ['OFFERED', 30, 'FI.CONSUMER.PLAN_FEE'],
  )
  assert.deepEqual(
    paymentPlan.instalments.map(({ dueDate }) => dueDate),
    ['2026-03-12', '2026-04-11', '2026-05-11', '2026-06-10', '2026-07-10'],
  )
  const total = paymentPlan.instalments.reduce((sum, { amount }) => sum + Math.round(amount * 100), 0)
  assert.equal(total, Math.round(Number(balance['totalAmount']) * 100) + 3_000)
  assert.equal(now['feesAmount'], 0)
  assert.deepEqual(next, { action: 'PLAN_CHECK', date: '2026-03-20' })
})

test('few instalments cost less, and none is charged where no rule speaks of plans', async () => {
  await effect({ code: 'PAYMENTPLAN', data: { instalments: 4, firstDueDate: '2026-02-20' } })
  const { feeAmount, rule, instalments } = await planOf()
  assert.deepEqual([feeAmount, rule, instalments[0]?.dueDate], [20, 'FI.CONSUMER.PLAN_FEE_SHORT', '2026-02-20'])
  const danish = await invoiceClient(api, { client: { countryCode: 'DK', currencyCode: 'DKK' } })
  const other = await someCase(api, danish, {
    header: { currencyCode: 'DKK' },
    rows: [{ name: 'Course', quantity: 1, unitPrice: 100, vatPercentage: 25 }],
  })
  const [outcome] = await act(api, danish, other.caseId, { code: 'PAYMENTPLAN' })
  effectOf(outcome)
  const { paymentPlan } = await caseOf(api, danish, other)
  assert.deepEqual([paymentPlan?.feeAmount, paymentPlan?.rule, paymentPlan?.instalments.length], [0, null, 12])
})

test('the contract sets how many, how small and how far apart', async () => {
  const refused = async (data: object) => (await refusal({ code: 'PAYMENTPLAN', data: { ...data } })).ruleId
  assert.equal(await refused({ instalments: 13 }), 'contract.plan.instalmentsMax')
  assert.equal(await refused({ firstDueDate: '2026-02-10' }), 'contract.plan.daysBetween')
  assert.equal(await refused({ firstDueDate: '2026-04-01' }), 'contract.plan.daysBetween')
  const small = await someCase(api, client, {
    rows: [{ name: 'Pen', quantity: 1, unitPrice: 20, vatPercentage: 25.5 }],
  })
  const [few, many] = await act(
    api,
    client,
    small.caseId,
    { code: 'PAYMENTPLAN', data: { instalments: 3 } },
    { code: 'PAYMENTPLAN', data: { instalments: 2 } },
  )
  assert.equal(refusalOf(few).code, 'PLAN_INSTALMENTS_TOO_SMALL')
  effectOf(many)
  const tiny = await someCase(api, client, { rows: [{ name: 'Pen', quantity: 1, unitPrice: 10, vatPercentage: 25.5 }] })
  const [no] = await act(api, client, tiny.caseId, { code: 'PAYMENTPLAN' })
  assert.equal(refusalOf(no).code, 'PLAN_TOO_SMALL')
})

test('the first payment accepts it and charges the fee; kept to the end, the case is paid, with the interest that ran', async () => {
  await effect({ code: 'PAYMENTPLAN', data: { instalments: 5 } })
  const offered = await planOf()
  for (const { dueDate, amount } of offered.instalments) {
    atNoon(api, dueDate)
    await pay(amount, dueDate)
    const { state } = await planOf()
    assert.equal(state, 'ACTIVE')
  }
  const { costs, events } = await view()
  assert.deepEqual(
    costs.map(({ kind, amount, rule }) => [kind, amount, rule]),
    [['PLAN', 30, 'FI.CONSUMER.PLAN_FEE']],
  )
  assert.ok(events.some(({ kind }) => kind === 'PLAN_ACCEPTED'))
  // Interest ran while the plan was kept: it makes a last instalment.
  const last = (await planOf()).instalments.at(-1)
  assert.ok(last !== undefined && last.number === 6 && last.amount > 1 && last.amount < 40, JSON.stringify(last))
  atNoon(api, '2026-07-20')
  const { balance } = await view()
  await pay(Number(balance['totalAmount']), '2026-07-20')
  const done = await view()
  assert.deepEqual([done.summary.status, done.summary['closingReason']], ['CLOSED', 'PAID'])
  assert.equal(done.paymentPlan?.state, 'COMPLETED')
  assert.equal(done.balance['totalAmount'], 0)
})

test('an instalment that is missed breaks it after the days of grace, and collection goes on', async () => {
  await effect({ code: 'PAYMENTPLAN', data: { instalments: 5 } })
  const { instalments } = await planOf()
  atNoon(api, '2026-03-12')
  await pay(instalments[0]?.amount ?? 0, '2026-03-12')
  await pay(10, '2026-03-12')
  assert.equal((await planOf()).instalments[1]?.paidAmount, 10)
  atNoon(api, '2026-04-18')
  await dayIsOver(api, caseId)
  assert.equal((await view()).summary.status, 'PAYMENT_PLAN', 'within the days of grace')
  atNoon(api, '2026-04-19')
  await opened()
  const { paymentPlan, summary, next, events } = await view()
  assert.deepEqual([paymentPlan?.state, summary['statusReason']], ['BROKEN', 'PLAN_BROKEN'])
  assert.equal(next?.date, '2027-03-05', 'where the policy goes on: 400 days after the due date')
  assert.match(String(events.find(({ kind }) => kind === 'PLAN_BROKEN')?.data['why']), /instalment 2, due 2026-04-11/)
})

test('an offer that nobody takes lapses, and has cost nothing', async () => {
  await effect({ code: 'PAYMENTPLAN' })
  atNoon(api, '2026-03-20')
  await opened()
  const { paymentPlan, costs } = await view()
  assert.deepEqual([paymentPlan?.state, paymentPlan?.feeAmount, costs.length], ['CANCELLED', 0, 0])
})

test('the law lets two plans be charged; a third is free', async () => {
  const fees: number[] = []
  let day = '2026-02-10'
  for (const next of ['2026-04-20', '2026-07-20', '2026-10-20']) {
    await effect({ code: 'PAYMENTPLAN', data: { instalments: 5 } })
    fees.push((await planOf()).feeAmount)
    await pay(10, day)
    day = next
    atNoon(api, day)
    await opened()
  }
  assert.deepEqual(fees, [30, 30, 0])
  assert.equal((await view()).balance['feesAmount'], 60)
})

test('while a plan is kept nothing else is asked of the case; an objection ends it', async () => {
  await effect({ code: 'PAYMENTPLAN' })
  for (const action of [
    { code: 'PAYMENTPLAN' },
    { code: 'PAUSE' },
    { code: 'RESUME' },
    { code: 'DUEDATE', data: { dueDate: '2026-03-15' } },
  ])
    assert.equal((await refusal(action)).ruleId, 'case.status', action.code)
  await effect({ code: 'OBJECTION' })
  const { paymentPlan, summary } = await view()
  assert.deepEqual([paymentPlan?.state, summary.status], ['CANCELLED', 'DISPUTED'])
})

test('everything at once closes the case without the fee of a plan that was only offered', async () => {
  const { balance } = await view()
  await effect({ code: 'PAYMENTPLAN' })
  await pay(Number(balance['totalAmount']), '2026-02-10')
  const { summary, paymentPlan, costs } = await view()
  assert.deepEqual([summary['closingReason'], paymentPlan?.state, costs.length], ['PAID', 'CANCELLED', 0])
})

test('where the fee is less than offered, because of what was paid first, so are the instalments', async () => {
  const rows = [{ name: 'Course', quantity: 1, unitPrice: 800, vatPercentage: 25.5 }]
  ;({ caseId } = await someCase(api, client, { buyer: { entityType: 'CONSUMER', businessId: null }, rows }))
  const { balance } = await view()
  await effect({ code: 'PAYMENTPLAN', data: { instalments: 5 } })
  const offered = await planOf()
  await pay(offered.instalments[0]?.amount ?? 0, '2026-02-10')
  const accepted = await planOf()
  assert.deepEqual([offered.feeAmount, accepted.feeAmount], [50, 30], 'the capital fell below 1 000')
  const cents = (amounts: { amount: number }[]) =>
    amounts.reduce((sum, { amount }) => sum + Math.round(amount * 100), 0)
  assert.equal(cents(accepted.instalments), Math.round(Number(balance['totalAmount']) * 100) + 3_000)
  assert.equal(cents(offered.instalments.slice(4)) - cents(accepted.instalments.slice(4)), 2_000)
  assert.equal(accepted.instalments[0]?.paidAmount, accepted.instalments[0]?.amount)
})

test('an instalment that is due when banks are closed may come when they open, also without days of grace', () => {
  const rule = { instalmentsMax: 12, daysBetween: 30, instalmentMinorMin: 1_000, graceDays: 0 }
  // Saturday; Good Friday; Thursday; Midsummer eve, a Friday in Finland.
  for (const [country, due, breaks] of [
    ['FI', '2026-04-11', '2026-04-14'],
    ['SE', '2026-04-03', '2026-04-08'],
    ['DK', '2026-03-12', '2026-03-13'],
    ['FI', '2026-06-19', '2026-06-23'],
  ] as const)
    assert.equal(dayItBreaks({ country } as Case, due, rule), breaks, `${country} ${due}`)
  assert.equal(dayItBreaks({ country: 'FI' } as Case, '2026-04-11', { ...rule, graceDays: 7 }), '2026-04-19')
})

test('a fee that is taken back is no payment: it accepts no offer', async () => {
  await chargeFee(api, client, caseId, 500n)
  await effect({ code: 'PAYMENTPLAN', data: { instalments: 5 } })
  const { pool, clock } = api.service.platform
  await withTransaction(pool, async (tx) => {
    await post(tx, {
      ...{ clientId: client.clientIdentifier, kind: 'FEE_WAIVED', source: `case:${caseId}` },
      ...{ at: clock.now(), bookingDate: '2026-02-10' },
      postings: [
        { account: 'RECEIVABLE_FEES', caseId, currency: 'EUR', amount: -500n },
        { account: 'CLAIMS_OF_AGENCY', caseId, currency: 'EUR', amount: 500n },
      ],
    })
    const [debt] = await lockCaseRows(tx, [{ clientId: client.clientIdentifier, caseId }])
    assert.ok(debt)
    await afterPayment(api.ctx(), tx, debt, '2026-02-10')
  })
  const { paymentPlan, balance } = await view()
  assert.deepEqual([paymentPlan?.state, balance['feesAmount']], ['OFFERED', 0])
})

test('less than one unit that is left when a plan was kept is waived, also where it is of a fee', async () => {
  await effect({ code: 'PAYMENTPLAN', data: { instalments: 5, firstDueDate: '2026-02-11' } })
  const { instalments } = await planOf()
  const [first = 0, ...others] = instalments.map(({ amount }) => Math.round(amount * 100))
  await pay(first / 100, '2026-02-10')
  // All the others at once, after three days in which some cents of interest ran; it pays that and the capital first.
  atNoon(api, '2026-02-13')
  await pay(others.reduce((sum, amount) => sum + amount, 0) / 100, '2026-02-13')
  const { summary, balance, paymentPlan, events } = await view()
  assert.deepEqual([summary['closingReason'], balance['totalAmount'], paymentPlan?.state], ['PAID', 0, 'COMPLETED'])
  assert.ok(events.some(({ kind }) => kind === 'WAIVED'))
  const left = await balances(api, caseId)
  assert.equal(left['RECEIVABLE_FEES'] ?? '0', '0', JSON.stringify(left))
})

async function opened(): Promise<void> {
  await until('the case is open again', async () => (await view()).summary.status === 'OPEN')
}
