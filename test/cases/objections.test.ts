/** Objections, requests for court, claims that go to court at once, and steps that the law forbids. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { actOnCase, previewActOnCase } from '../../src/case-api/actions/act-on-case.ts'
import { takeDueSteps } from '../../src/dunning/engine/take-due-steps.ts'
import { type InvoiceClient, invoiceClient } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'
import { act, atNoon, caseOf, effectOf, refusalOf, send, settled, someCase } from '../support/cases/cases.ts'
import { until } from '../support/until.ts'

const REMINDER = { kind: 'REMINDER', afterDays: 14, fee: 'MOST', payWithinDays: 14 }
const DEMAND = { kind: 'DEMAND', afterDays: 14, fee: 'MOST', payWithinDays: 14 }
const OFFER = { kind: 'OFFER_LEGAL', afterDays: 21, fee: 'NONE', payWithinDays: 0 }
const WATCH = { kind: 'SURVEILLANCE', afterDays: 60, fee: 'NONE', payWithinDays: 0 }
const USUAL = [REMINDER, DEMAND, DEMAND, OFFER, WATCH]
const CONSUMER = { entityType: 'CONSUMER' }

let api: TestService
before(async () => {
  api = await testService()
})
after(() => api.stop())

async function clientOf(name: string, steps: unknown[]): Promise<InvoiceClient> {
  const client = await invoiceClient(api)
  await api.pool.query(
    `insert into policy (policy_id, version, country, debtor_type, name, steps, created_at, created_by)
     select $1 || '-' || debtor, 1, 'FI', debtor, 'Test', $2::json, now(), 'test'
     from unnest(array['CONSUMER', 'BUSINESS']) debtor`,
    [name, JSON.stringify(steps)],
  )
  await api.pool.query('insert into client_contract values ($1, $2, 1, now())', [
    client.clientIdentifier,
    JSON.stringify({ policies: { CONSUMER: `${name}-CONSUMER`, BUSINESS: `${name}-BUSINESS` } }),
  ])
  return client
}

async function on(day: string, caseId: number): Promise<void> {
  atNoon(api, day)
  while ((await takeDueSteps(api.ctx())) > 0);
  await settled(api, caseId)
}

/** Due 2026-01-29 and never paid. */
async function unpaid(client: InvoiceClient, buyer: Record<string, unknown>, ...days: string[]) {
  atNoon(api, '2026-01-16')
  const found = await someCase(api, client, { buyer })
  for (const day of days) await on(day, found.caseId)
  return found
}

const kindsOf = (costs: { kind: string; amount: number }[]) => costs.map(({ kind, amount }) => `${kind} ${amount}`)

test('F3: an objection stops a business’s collection too, and court opens without a demand', async () => {
  const client = await clientOf('DENIED', USUAL)
  const { caseId, invoiceNumber } = await unpaid(client, {}, '2026-01-30', '2026-02-12')
  await act(api, client, caseId, { code: 'OBJECTION', comment: 'Was never delivered' })
  await on('2026-06-01', caseId)
  const view = () => caseOf(api, client, { caseId })
  const held = await view()
  assert.deepEqual([held.summary.status, kindsOf(held.costs)], ['DISPUTED', ['REMINDER 12']])
  assert.ok(held.allowedActions.includes('APPROVE'))
  const reply = await send(api, client, [{ code: 'APPROVE', data: { invoiceNumber } }])
  assert.equal(reply.status, 200, reply.text)
  await settled(api, caseId)
  const approved = await until('the stage is legal', view, ({ summary }) => summary.stage === 'LEGAL')
  assert.deepEqual([approved.summary.stage, approved.summary.status], ['LEGAL', 'DISPUTED'])
  // When the objection is over, the policy goes on behind its offer of court.
  await act(api, client, caseId, { code: 'RESUME' })
  assert.deepEqual((await view()).next, { action: 'SURVEILLANCE', date: '2026-07-31' })
})

test('F3: a person marks an objection as without relevant ground, with the reason; collection goes on', async () => {
  const client = await clientOf('GROUNDLESS', USUAL)
  const { caseId } = await unpaid(client, CONSUMER, '2026-01-30', '2026-02-12')
  // An objection takes back a reminder that has not left.
  const events = async () => (await caseOf(api, client, { caseId })).events
  await until('the reminder is sent', events, (all) => all.some(({ kind }) => kind === 'LETTER_SENT'))
  await act(api, client, caseId, { code: 'OBJECTION', comment: 'I have no money' })
  const bare = await send(api, client, [{ code: 'OBJECTION', data: { caseId, objection: 'WITHOUT_RELEVANT_GROUND' } }])
  assert.equal(bare.status, 400)
  const action = {
    code: 'OBJECTION',
    comment: 'Names no ground: asks for time',
    data: { caseId, objection: 'WITHOUT_RELEVANT_GROUND' },
  } as const
  const person = { ...api.ctx(), actor: 'user:Jane Doe' as const }
  const preview = await previewActOnCase(person, action)
  assert.equal(preview.state, 'performed')
  assert.equal((await caseOf(api, client, { caseId })).summary.status, 'DISPUTED', 'a preview changes nothing')
  const outcome = await actOnCase(person, action)
  assert.deepEqual(outcome.state === 'performed' && outcome.effect['objection'], 'WITHOUT_RELEVANT_GROUND')
  const { rows } = await api.pool.query<{ actor: string }>(
    `select actor from audit_entry where subject = $1 and action = 'case.action.performed' and details ->> 'code' = 'OBJECTION'
     and details -> 'effect' ->> 'objection' = 'WITHOUT_RELEVANT_GROUND'`,
    [`case:${caseId}`],
  )
  assert.deepEqual(rows, [{ actor: 'user:Jane Doe' }])
  await on('2026-02-26', caseId)
  const view = await caseOf(api, client, { caseId })
  assert.deepEqual([view.summary.status, kindsOf(view.costs)], ['OPEN', ['REMINDER 5', 'DEMAND 24']])
  assert.ok(view.events.some(({ kind, data }) => kind === 'ACTION_PERFORMED' && data['comment'] === action.comment))
})

test('a directly enforceable claim goes on after an objection, and stops on a complaint about its basis', async () => {
  const client = await clientOf('ENFORCEABLE', USUAL)
  atNoon(api, '2026-01-16')
  const { caseId } = await someCase(api, client, {
    buyer: CONSUMER,
    terms: { collection: { directlyEnforceable: true } },
  })
  for (const day of ['2026-01-30', '2026-02-12']) await on(day, caseId)
  const [went] = await act(api, client, caseId, { code: 'OBJECTION', comment: 'I do not agree' })
  assert.equal(effectOf(went)['status'], 'OPEN')
  await on('2026-02-26', caseId)
  assert.deepEqual(kindsOf((await caseOf(api, client, { caseId })).costs), ['REMINDER 5', 'DEMAND 14'])
  await act(api, client, caseId, { code: 'OBJECTION', data: { objection: 'BASIS_COMPLAINT' } })
  assert.equal((await caseOf(api, client, { caseId })).summary.status, 'DISPUTED')
  const other = await unpaid(client, CONSUMER, '2026-01-30')
  const [refused] = await act(api, client, other.caseId, {
    code: 'OBJECTION',
    data: { objection: 'BASIS_COMPLAINT' },
  })
  assert.equal(refusalOf(refused).code, 'NOT_DIRECTLY_ENFORCEABLE')
})

test('F14: a consumer asks for court, or a right may be lost: legal steps begin without a demand', async () => {
  const client = await clientOf('AT-ONCE', USUAL)
  const asked = await unpaid(client, CONSUMER, '2026-01-30', '2026-02-12')
  await act(api, client, asked.caseId, { code: 'OBJECTION', data: { objection: 'ASKS_FOR_COURT' } })
  const [court] = await act(api, client, asked.caseId, { code: 'APPROVE' })
  assert.deepEqual([effectOf(court)['stage'], effectOf(court)['approvedOn']], ['LEGAL', '2026-02-12'])
  const urgent = await unpaid(client, CONSUMER, '2026-01-30', '2026-02-12')
  assert.equal(refusalOf((await act(api, client, urgent.caseId, { code: 'APPROVE' }))[0]).code, 'NOT_WAITING')
  const data = { rightMayBeLost: true }
  const [now] = await act(api, client, urgent.caseId, { code: 'APPROVE', comment: 'Limitation is near', data })
  assert.deepEqual([effectOf(now)['stage'], effectOf(now)['rightMayBeLost']], ['LEGAL', true])
})

test('F4: a demand that no reminder came before is not sent, and a person is asked', async () => {
  const client = await clientOf('UNREMINDED', [DEMAND, OFFER])
  const { caseId } = await unpaid(client, CONSUMER, '2026-01-30', '2026-02-12')
  const view = await caseOf(api, client, { caseId })
  assert.deepEqual([view.summary.status, view.summary['statusReason']], ['SUSPENDED', 'LAW_FORBIDS_STEP'])
  assert.deepEqual(view.costs, [])
  const task = view.events.find(({ kind }) => kind === 'TASK')
  assert.equal(task?.data['ruleId'], 'FI.CONSUMER.DEMAND_AFTER_REMINDER')
})

test('F4: the creditor’s own reminders count: the policy goes on behind them, 14 days after the last', async () => {
  const client = await clientOf('REMINDED', USUAL)
  atNoon(api, '2026-03-02')
  const { caseId } = await someCase(api, client, {
    buyer: CONSUMER,
    header: { type: 'COLLECTION' },
    terms: {
      collection: {
        costs: { creditorCostsAmount: 5 },
        reminders: [{ date: '2026-03-01', feeAmount: 5 }],
      },
    },
  })
  const opened = await caseOf(api, client, { caseId })
  assert.deepEqual(opened.next, { action: 'DEMAND', date: '2026-03-15' })
  await on('2026-03-14', caseId)
  assert.deepEqual(
    (await caseOf(api, client, { caseId })).costs.filter(({ kind }) => kind === 'DEMAND'),
    [],
  )
  await on('2026-03-15', caseId)
  const demanded = await caseOf(api, client, { caseId })
  assert.deepEqual(
    demanded.costs.filter(({ kind }) => kind === 'DEMAND').map(({ amount }) => amount),
    [24],
  )
})

test('F22: fees of a client that cannot deduct VAT come with it, of businesses', async () => {
  const client = await clientOf('VAT', USUAL)
  await api.pool.query(
    `update client_contract set contract = contract::jsonb || '{"deductsVat": false}' where client_id = $1`,
    [client.clientIdentifier],
  )
  const business = await unpaid(client, {}, '2026-01-30', '2026-02-12', '2026-02-26')
  assert.deepEqual(kindsOf((await caseOf(api, client, { caseId: business.caseId })).costs), [
    'REMINDER 15.06',
    'DEMAND 62.75',
  ])
  const consumer = await unpaid(client, CONSUMER, '2026-01-30', '2026-02-12', '2026-02-26')
  assert.deepEqual(kindsOf((await caseOf(api, client, { caseId: consumer.caseId })).costs), ['REMINDER 5', 'DEMAND 24'])
})

test('F14: the demand’s own term must be over before court, also where the offer comes sooner', async () => {
  const client = await clientOf('TERM', [REMINDER, { ...DEMAND, payWithinDays: 30 }, { ...OFFER, afterDays: 21 }])
  const { caseId } = await unpaid(client, CONSUMER, '2026-01-30', '2026-02-12', '2026-02-26', '2026-03-19')
  const refusal = refusalOf((await act(api, client, caseId, { code: 'APPROVE' }))[0])
  assert.deepEqual([refusal.code, refusal.ruleId], ['LEGAL_NOT_ALLOWED', 'FI.CONSUMER.COURT_AFTER_DEMAND'])
  assert.match(refusal.message, /not before 2026-03-29/)
  atNoon(api, '2026-03-29')
  assert.equal(effectOf((await act(api, client, caseId, { code: 'APPROVE' }))[0])['stage'], 'LEGAL')
})
