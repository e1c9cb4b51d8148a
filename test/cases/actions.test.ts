/** Every action's effect, and every rule that refuses it. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type InvoiceClient, invoiceClient } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'
import {
  type Act,
  act,
  atNoon,
  caseClient,
  balances,
  caseOf,
  chargeFee,
  effectOf,
  refusalOf,
  settled,
  somePolicies,
  someCase,
  dayIsOver,
} from '../support/cases/cases.ts'
import { until } from '../support/until.ts'

let api: TestService
let client: InvoiceClient
/** Case of an invoice of 125.50 due 2026-01-29; today is 2026-02-10. */
let caseId: number
let invoiceNumber: number

before(async () => {
  api = await testService()
  atNoon(api, '2026-02-10')
  await somePolicies(api)
  client = await caseClient(api)
})
after(() => api.stop())
beforeEach(async () => {
  atNoon(api, '2026-02-10')
  ;({ caseId, invoiceNumber } = await someCase(api, client))
})

const view = () => caseOf(api, client, { caseId })
const effect = async (action: Act) => effectOf((await act(api, client, caseId, action))[0])
const refusal = async (action: Act) => refusalOf((await act(api, client, caseId, action))[0])
const eventsOf = async (kind: string) => (await view()).events.filter((event) => event.kind === kind)

test('COMMENT is an event of the case, with its audit and the partner’s event, and possible on a closed case too', async () => {
  await effect({ code: 'COMMENT', comment: 'Customer called' })
  await effect({ code: 'WITHDRAW' })
  await effect({ code: 'COMMENT', comment: 'Customer called again' })
  const comments = (await eventsOf('ACTION_PERFORMED')).filter(({ data }) => data['code'] === 'COMMENT')
  assert.deepEqual(
    comments.map(({ data }) => data['comment']),
    ['Customer called', 'Customer called again'],
  )
  const { rows } = await api.pool.query<{ type: string }>({
    text: `select type from event where client_id = $1 and subject = $2 and type like 'case.action%'
           union all select action from audit_entry where client_id = $1 and subject = $2`,
    values: [client.clientIdentifier, `case:${caseId}`],
  })
  assert.equal(rows.filter(({ type }) => type === 'case.action.performed').length, 6)
})

test('WITHDRAW closes the case; what the agency has charged is the client’s to pay, and nothing is owed by the debtor', async () => {
  await chargeFee(api, client, caseId, 1_200n)
  const done = await effect({ code: 'WITHDRAW', comment: 'withdrawn' })
  assert.equal(done['feesOwedByClient'], 12)
  assert.equal(done['capital'], 125.5)
  const { summary, balance, next, allowedActions } = await view()
  assert.deepEqual([summary.status, summary.stage, summary['closingReason']], ['CLOSED', 'CLOSED', 'WITHDRAWN'])
  assert.equal(balance['totalAmount'], 0)
  assert.equal(next, null)
  assert.deepEqual(allowedActions, ['COMMENT'])
  assert.deepEqual(await balances(api, caseId), { CLAIMS_OF_AGENCY: '-1200', DUE_FROM_CLIENT: '1200' })
  assert.equal((await eventsOf('FEES_TO_CLIENT')).length, 1)
  assert.equal((await refusal({ code: 'WITHDRAW' })).code, 'CASE_CLOSED')
  const distribution = await api.call<{ distributions: { paymentControlStatus: string }[] }>(
    'GET',
    `/api/v1/partner/invoice/distribution?invoiceNumber=${invoiceNumber}`,
    { token: client.token },
  )
  assert.equal(distribution.body.distributions[0]?.paymentControlStatus, 'CLOSED')
})

test('WITHDRAW waives what the agency has charged, where the contract says that the agency bears it', async () => {
  const own = await invoiceClient(api)
  const contract = { policies: { BUSINESS: 'TEST-QUIET-BUSINESS' }, withdrawnCosts: 'AGENCY' }
  await api.pool.query('insert into client_contract values ($1, $2, 1, now())', [
    own.clientIdentifier,
    JSON.stringify(contract),
  ])
  const { caseId: other } = await someCase(api, own)
  await chargeFee(api, own, other, 1_200n)
  const done = effectOf((await act(api, own, other, { code: 'WITHDRAW' }))[0])
  assert.deepEqual([done['feesOwedByClient'], done['feesWaived']], [0, 12])
  assert.deepEqual(await balances(api, other), {})
  const { events } = await caseOf(api, own, { caseId: other })
  assert.ok(events.some(({ kind }) => kind === 'FEES_TO_AGENCY'))
})

test('DUEDATE moves the case’s due date and its next step; the invoice’s due date and the interest stay', async () => {
  const before = await view()
  const done = await effect({ code: 'DUEDATE', data: { dueDate: '2026-03-15' } })
  assert.equal(done['was'], '2026-01-29')
  const { invoice, next, balance } = await view()
  assert.deepEqual([invoice['dueDate'], invoice['caseDueDate']], ['2026-01-29', '2026-03-15'])
  assert.deepEqual(next, { action: 'REMINDER', date: '2026-03-29' }, '14 days after it, by the policy')
  assert.equal(balance['interestAmount'], before.balance['interestAmount'])
})

test('DUEDATE is refused for a day that is not later, for more days than agreed, and more often than agreed', async () => {
  const refused = async (dueDate: string) => (await refusal({ code: 'DUEDATE', data: { dueDate } })).code
  assert.equal(await refused('2026-02-10'), 'DUE_DATE_PAST')
  await effect({ code: 'DUEDATE', data: { dueDate: '2026-02-20' } })
  assert.equal(await refused('2026-02-20'), 'DUE_DATE_NOT_LATER')
  const days = await refusal({ code: 'DUEDATE', data: { dueDate: '2026-04-30' } })
  assert.deepEqual(
    [days.code, days.ruleId, days.source],
    ['DUE_DATE_DAYS', 'contract.dueDate.daysMax', 'the client’s contract'],
  )
  assert.match(days.message, /90 days in all, to 2026-04-29/)
  await effect({ code: 'DUEDATE', data: { dueDate: '2026-02-21' } })
  await effect({ code: 'DUEDATE', data: { dueDate: '2026-04-29' } })
  assert.equal(
    (await refusal({ code: 'DUEDATE', data: { dueDate: '2026-04-28' } })).ruleId,
    'contract.dueDate.timesMax',
  )
})

test('a contract of the client’s own sets other limits', async () => {
  const own = await invoiceClient(api)
  await api.pool.query({
    text: `insert into client_contract values ($1, $2, 1, now())`,
    values: [own.clientIdentifier, JSON.stringify({ dueDate: { timesMax: 0, daysMax: 0 } })],
  })
  const other = await someCase(api, own)
  const [outcome] = await act(api, own, other.caseId, { code: 'DUEDATE', data: { dueDate: '2026-03-15' } })
  assert.equal(refusalOf(outcome).code, 'DUE_DATE_TIMES')
  assert.ok(!(await caseOf(api, own, other)).allowedActions.includes('DUEDATE'))
})

test('PAUSE stops the steps until RESUME, while interest goes on', async () => {
  await effect({ code: 'PAUSE' })
  const paused = await view()
  assert.deepEqual([paused.summary.status, paused.next], ['PAUSED', null])
  atNoon(api, '2026-02-20')
  const later = await view()
  assert.ok(Number(later.balance['interestAmount']) > Number(paused.balance['interestAmount']))
  assert.equal((await effect({ code: 'RESUME' }))['was'], 'PAUSED')
  await settled(api, caseId)
  const { summary, timeline } = await view()
  assert.equal(summary.status, 'OPEN')
  const taken = timeline.filter(({ kind, planned }) => kind === 'REMINDER' && !planned)
  assert.deepEqual(
    taken.map(({ date }) => date),
    ['2026-02-20'],
    'the step that had waited',
  )
  assert.equal((await refusal({ code: 'RESUME' })).ruleId, 'case.status')
})

test('PAUSE until a day ends automatically on that day', async () => {
  assert.equal((await refusal({ code: 'PAUSE', data: { untilDate: '2026-02-10' } })).code, 'UNTIL_DATE_PAST')
  await effect({ code: 'PAUSE', data: { untilDate: '2026-02-25' } })
  assert.deepEqual((await view()).next, { action: 'RESUME', date: '2026-02-25' })
  await effect({ code: 'PAUSE', data: { untilDate: '2026-02-27' } })
  atNoon(api, '2026-02-26')
  await dayIsOver(api, caseId)
  assert.equal((await view()).summary.status, 'PAUSED', 'the later day holds')
  atNoon(api, '2026-02-27')
  await until('the case is open again', async () => (await view()).summary.status === 'OPEN')
  await settled(api, caseId)
  const taken = (await view()).timeline.filter(({ kind, planned }) => kind === 'REMINDER' && !planned)
  assert.deepEqual(
    taken.map(({ date }) => date),
    ['2026-02-27'],
    'the step that had waited',
  )
})

test('OBJECTION makes it disputed; of a part, the rest goes on; RESUME ends it', async () => {
  assert.equal((await effect({ code: 'OBJECTION', comment: 'Never ordered' }))['disputed'], 'everything')
  const disputed = await view()
  assert.deepEqual([disputed.summary.status, disputed.summary['statusReason']], ['DISPUTED', 'OBJECTION'])
  assert.equal(disputed.balance['disputedAmount'], 125.5)
  assert.equal(disputed.next, null)
  for (const code of ['PAUSE', 'PAYMENTPLAN']) assert.equal((await refusal({ code })).ruleId, 'case.status')
  await effect({ code: 'OBJECTION', data: { amount: 25.5 } })
  const partly = await view()
  assert.equal(partly.balance['disputedAmount'], 25.5)
  assert.notEqual(partly.next, null)
  await effect({ code: 'RESUME' })
  const { summary, balance } = await view()
  assert.deepEqual([summary.status, balance['disputedAmount']], ['OPEN', null])
})

test('DIRECTPAYMENT of everything closes the case, and no client funds move', async () => {
  const total = Number((await view()).balance['totalAmount'])
  const done = await effect({
    code: 'DIRECTPAYMENT',
    data: { amount: total, paymentDate: '2026-02-10', reference: 'X-1' },
  })
  assert.equal(done['closed'], 'PAID')
  const { summary, payments, balance } = await view()
  assert.deepEqual([summary.status, summary['closingReason'], balance['totalAmount']], ['CLOSED', 'PAID', 0])
  assert.equal(payments.length, 1)
  assert.deepEqual([payments[0]?.['kind'], payments[0]?.['amount']], ['DIRECT', total])
  const { rows } = await api.pool.query(
    `select from journal_balance where account = 'CLIENT_FUNDS' and client_id = $1`,
    [client.clientIdentifier],
  )
  assert.equal(rows.length, 0)
})

test('stated outstanding amounts: less capital or interest is the creditor’s waiver; costs stay, and make a task', async () => {
  await chargeFee(api, client, caseId, 1_200n)
  const done = await effect({
    code: 'DIRECTPAYMENT',
    data: {
      amount: 50,
      currency: 'EUR',
      paymentDate: '2026-02-09',
      outstandingCapitalAmount: 0,
      outstandingInterestAmount: 0,
      outstandingCostsAmount: 0,
    },
  })
  assert.ok('waived' in done, JSON.stringify(done))
  const { balance, summary } = await view()
  assert.equal(balance['capitalAmount'], 0)
  assert.equal(balance['interestAmount'], 0)
  assert.equal(summary.status, 'OPEN', 'the agency is still owed')
  assert.equal(balance['costsAmount'], 12)
  assert.equal((await eventsOf('WAIVED')).length, 1)
  const [task] = await eventsOf('TASK')
  assert.deepEqual(task?.data['differences'], [{ component: 'costs', ours: 12, stated: 0 }])
})

test('stated amounts above the books change nothing and make a task; with everything waived the case is paid', async () => {
  await effect({
    code: 'DIRECTPAYMENT',
    data: { amount: 50, paymentDate: '2026-02-09', outstandingCapitalAmount: 100 },
  })
  assert.equal((await eventsOf('WAIVED')).length, 0)
  assert.equal((await eventsOf('TASK')).length, 1)
  const done = await effect({
    code: 'DIRECTPAYMENT',
    data: { amount: 1, paymentDate: '2026-02-10', outstandingCapitalAmount: 0, outstandingInterestAmount: 0 },
  })
  assert.equal(done['closed'], 'PAID')
  assert.equal((await view()).summary.status, 'CLOSED')
})

test('DIRECTPAYMENT is refused in another currency and for a day to come', async () => {
  const data = { amount: 50, paymentDate: '2026-02-09' }
  assert.equal((await refusal({ code: 'DIRECTPAYMENT', data: { ...data, currency: 'SEK' } })).code, 'CURRENCY')
  assert.equal(
    (await refusal({ code: 'DIRECTPAYMENT', data: { ...data, paymentDate: '2026-02-11' } })).code,
    'PAYMENT_DATE',
  )
  assert.equal((await view()).payments.length, 0)
})

test('a payment that is reported twice is booked once', async () => {
  const data = { amount: 10, paymentDate: '2026-02-09', reference: 'BANKREF-1' }
  await effect({ code: 'DIRECTPAYMENT', data })
  assert.equal((await refusal({ code: 'DIRECTPAYMENT', data: { ...data, amount: 10.0 } })).code, 'PAYMENT_TOLD_BEFORE')
  for (const other of [{ reference: 'BANKREF-2' }, { amount: 10.01 }, { paymentDate: '2026-02-08' }])
    await effect({ code: 'DIRECTPAYMENT', data: { ...data, ...other } })
  assert.equal((await view()).payments.length, 4)
})

test('a direct payment above the balance is noted for the creditor', async () => {
  const done = await effect({ code: 'DIRECTPAYMENT', data: { amount: 1_000, paymentDate: '2026-02-10' } })
  assert.equal(done['closed'], 'PAID')
  assert.ok(Number(done['overpaid']) > 870, JSON.stringify(done))
})

test('ADDRESS and EMAIL change how the debtor is reached; the invoice stays', async () => {
  const address = { street: 'Uusikatu 1', postalCode: '33100', postalDistrict: 'TAMPERE' }
  await effect({ code: 'ADDRESS', data: { address } })
  await effect({ code: 'EMAIL', data: { email: 'new@example.com' } })
  const { debtor } = await view()
  assert.deepEqual(debtor.address, { ...address, countryCode: 'FI' })
  assert.equal(debtor['email'], 'new@example.com')
  assert.equal(debtor['name'], 'Matti Meikäläinen')
  const wrong = await refusal({ code: 'ADDRESS', data: { address: { street: 'Uusikatu 1', postalCode: '331' } } })
  assert.equal(wrong.code, 'POSTAL_CODE_INVALID')
})

test('a claim too small for a plan, and a due date past every limit, allow neither', async () => {
  const rows = [{ name: 'Pen', quantity: 1, unitPrice: 2, vatPercentage: 25.5 }]
  const small = await someCase(api, client, { header: { date: '2025-10-01', dueDate: '2025-10-15' }, rows })
  const { allowedActions } = await caseOf(api, client, { caseId: small.caseId })
  assert.ok(!allowedActions.includes('PAYMENTPLAN') && !allowedActions.includes('DUEDATE'), allowedActions.join())
})

test('the allowed actions are those that would be performed', async () => {
  const states: Act[][] = [
    [],
    [{ code: 'PAUSE' }],
    [{ code: 'OBJECTION' }],
    [{ code: 'PAYMENTPLAN' }],
    [{ code: 'WITHDRAW' }],
  ]
  const all: Act[] = [
    { code: 'COMMENT', comment: 'x' },
    { code: 'WITHDRAW' },
    { code: 'DUEDATE', data: { dueDate: '2026-03-15' } },
    { code: 'PAYMENTPLAN' },
    { code: 'OBJECTION' },
    { code: 'PAUSE' },
    { code: 'DIRECTPAYMENT', data: { amount: 1, paymentDate: '2026-02-10' } },
    { code: 'RESUME' },
    { code: 'ADDRESS', data: { address: { street: 'Uusikatu 1' } } },
    { code: 'EMAIL', data: { email: 'a@example.com' } },
  ]
  for (const first of states) {
    const debt = await someCase(api, client)
    if (first.length > 0) await act(api, client, debt.caseId, ...first)
    const { allowedActions, summary } = await caseOf(api, client, debt)
    for (const action of all) {
      const reply = await api.call<{ actions: { outcome: string }[] }>(
        'POST',
        '/api/v1/partner/invoice/action/preview',
        {
          token: client.token,
          body: { actions: [{ ...action, data: { caseId: debt.caseId, ...action.data } }] },
        },
      )
      assert.equal(reply.status, 200, reply.text)
      const performs = reply.body.actions[0]?.outcome === 'performed'
      assert.equal(performs, allowedActions.includes(action.code), `${summary.status} ${action.code}: ${reply.text}`)
    }
  }
})
