/** A batch of actions is stored whole or not at all, and performed in order, once, whoever does it. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { performDueActions } from '../../src/case-api/actions/perform-due-actions.ts'
import { type InvoiceClient, invoiceClient, invoiceOf, numberOf } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'
import { until } from '../support/until.ts'
import {
  ACTION,
  type Act,
  atNoon,
  caseClient,
  caseOf,
  performed,
  send,
  somePolicies,
  someCase,
} from '../support/cases/cases.ts'

let api: TestService
let client: InvoiceClient
const PREVIEW = `${ACTION}/preview`

before(async () => {
  api = await testService()
  atNoon(api, '2026-02-10')
  await somePolicies(api)
  client = await caseClient(api)
})
after(() => api.stop())

async function stored(): Promise<number> {
  const { rows } = await api.pool.query<{ count: number }>(
    `select count(*)::int as count from case_action where client_id = $1`,
    [client.clientIdentifier],
  )
  return rows[0]?.count ?? 0
}

test('400 names each bad action by its pointer, and nothing is stored', async () => {
  const { caseId } = await someCase(api, client)
  const data = { caseId }
  const before = await stored()
  const actions = [
    { code: 'COMMENT', comment: 'right', data },
    { code: 'COMMENT', data },
    { code: 'DUEDATE', data },
    { code: 'DIRECTPAYMENT', data: { ...data, amount: 0, outstandingCostsAmount: -1 } },
    { code: 'OBJECTION', data: { ...data, amount: -5 } },
    { code: 'ADDRESS', data: { ...data, address: { postalCode: '331', countryCode: 'FI' } } },
    { code: 'ADDRESS', data: { ...data, address: {} } },
    { code: 'EMAIL', data },
    { code: 'PAUSE', data: {} },
    { code: 'APPROVE', data: {} },
  ]
  for (const path of [ACTION, PREVIEW]) {
    const reply = await api.call('POST', path, { token: client.token, body: { actions } })
    assert.equal(reply.status, 400, reply.text)
    assert.deepEqual(
      reply.body.errors?.map(({ pointer }) => pointer),
      [
        '/actions/1/comment',
        '/actions/2/data/dueDate',
        '/actions/3/data/paymentDate',
        '/actions/3/data/amount',
        '/actions/3/data/outstandingCostsAmount',
        '/actions/4/data/amount',
        '/actions/5/data/address/postalCode',
        '/actions/6/data/address',
        '/actions/7/data/email',
        '/actions/8/data/caseId',
        '/actions/9/data/invoiceNumber',
      ],
    )
  }
  const shape = await send(api, client, [
    { code: 'NOTHING', data },
    { code: 'EMAIL', data: { ...data, email: 'no' } },
    { code: 'DUEDATE', data: { ...data, dueDate: '2026-02-30' } },
    { code: 'DIRECTPAYMENT', data: { ...data, amount: 1.234, paymentDate: '2026-02-01' } },
  ])
  assert.equal(shape.status, 400)
  assert.deepEqual(shape.body.errors?.map(({ pointer }) => pointer).toSorted(), [
    '/actions/0/code',
    '/actions/1/data/email',
    '/actions/2/data/dueDate',
    '/actions/3/data/amount',
  ])
  assert.equal(await stored(), before)
  assert.equal((await caseOf(api, client, { caseId })).events.length, 1, 'it was opened, and nothing else')
})

test('404 for a case, an invoice without a case, and another client’s alike; caseId and invoiceNumber belong together', async () => {
  const mine = await someCase(api, client)
  const theirs = await someCase(api, await invoiceClient(api))
  const uncontrolled = invoiceOf()
  await client.send(uncontrolled)
  const about = (data: object) =>
    send(api, client, [
      { code: 'COMMENT', comment: 'right', data: { caseId: mine.caseId } },
      { code: 'COMMENT', comment: 'x', data: { ...data } },
    ])
  const before = await stored()
  const replies = [
    await about({ caseId: 4_999_999 }),
    await about({ caseId: theirs.caseId }),
    await about({ ...theirs }),
  ]
  for (const { status, text } of replies) assert.equal(status, 404, text)
  assert.equal(new Set(replies.map(({ body }) => JSON.stringify([body.detail, body.errors]))).size, 1)
  const numbers = [await about({ invoiceNumber: 999_999_999 }), await about({ invoiceNumber: numberOf(uncontrolled) })]
  for (const { status, text } of numbers) assert.equal(status, 404, text)
  const apart = await about({ caseId: mine.caseId, invoiceNumber: mine.invoiceNumber + 1 })
  assert.equal(apart.status, 400, apart.text)
  assert.deepEqual(
    apart.body.errors?.map(({ pointer, code }) => [pointer, code]),
    [['/actions/1/data/invoiceNumber', 'MISMATCH']],
  )
  assert.equal(await stored(), before)
})

test('an APPROVE that is refused takes the whole batch along; one that is not is done at once', async () => {
  const { caseId, invoiceNumber } = await someCase(api, client)
  const comment = { code: 'COMMENT', comment: 'x', data: { caseId } }
  const before = await stored()
  const refused = await send(api, client, [comment, { code: 'APPROVE', data: { invoiceNumber } }])
  assert.equal(refused.status, 422, refused.text)
  assert.equal(await stored(), before)
  const waiting = invoiceOf({ processing: { manualApprovalEnabled: true } })
  assert.equal((await client.send(waiting)).status, 'MANUAL')
  const taken = await send(api, client, [comment, { code: 'APPROVE', data: { invoiceNumber: numberOf(waiting) } }])
  assert.equal(taken.status, 200, taken.text)
  assert.equal((await client.leaves(numberOf(waiting), ['MANUAL', 'ACCEPTED'])).status, 'INVOICED')
  assert.equal(await stored(), before + 2)
})

test('by invoice number alone; the same Idempotency-Key stores it once', async () => {
  const { caseId, invoiceNumber } = await someCase(api, client)
  const before = await stored()
  const actions: Act[] = [{ code: 'COMMENT', comment: 'once', data: { invoiceNumber } }]
  const headers = { 'idempotency-key': `key-${invoiceNumber}` }
  const replies = await Promise.all(Array.from({ length: 8 }, () => send(api, client, actions, headers)))
  for (const { status, text } of replies) assert.equal(status, 200, text)
  assert.equal(await stored(), before + 1)
  const other = await send(api, client, [{ code: 'PAUSE', data: { invoiceNumber } }], headers)
  assert.equal(other.status, 422)
  await performed(api, client)
  const { events } = await caseOf(api, client, { caseId })
  assert.equal(events.filter(({ kind }) => kind === 'ACTION_PERFORMED').length, 1)
})

test('many batches about the same cases, many workers: each action once, each case in order of submission', async () => {
  const cases = [await someCase(api, client), await someCase(api, client), await someCase(api, client)]
  const BATCHES = 12
  for (let batch = 0; batch < BATCHES; batch++) {
    const actions = cases.flatMap(({ caseId }) =>
      ['PAUSE', 'RESUME'].map((code, i) => ({ code, comment: `${batch * 2 + i}`, data: { caseId } })),
    )
    assert.equal((await send(api, client, actions)).status, 200)
    if (batch % 3 === 0) void Promise.all([0, 1, 2].map(() => performDueActions(api.ctx())))
  }
  await Promise.all([0, 1, 2, 3].map(() => performDueActions(api.ctx())))
  await performed(api, client)
  for (const debt of cases) {
    const { events, summary } = await caseOf(api, client, { caseId: debt.caseId })
    const outcomes = events.filter(({ kind }) => kind.startsWith('ACTION_'))
    assert.deepEqual(
      outcomes.map(({ data }) => data['comment']),
      Array.from({ length: BATCHES * 2 }, (_, i) => String(i)),
    )
    assert.ok(outcomes.every(({ kind }) => kind === 'ACTION_PERFORMED'))
    assert.equal(summary.status, 'OPEN')
  }
})

test('an action that breaks our own code is put aside, with all of its effects undone, and the others go on', async () => {
  const [bad, good] = [await someCase(api, client), await someCase(api, client)]
  // A policy's day that is not a date: the database lets it in, and our code does not expect it.
  await api.pool.query(
    `insert into case_action (client_id, action_id, batch_id, position, case_id, code, data, state, submitted_at, submitted_by)
     values ($1, gen_random_uuid(), gen_random_uuid(), 1, $2, 'DUEDATE', '{"dueDate": "2026-02-31"}', 'pending', '2000-01-01', 'test')`,
    [client.clientIdentifier, bad.caseId],
  )
  assert.equal((await send(api, client, [{ code: 'PAUSE', data: { caseId: good.caseId } }])).status, 200)
  const status = async () => (await caseOf(api, client, { caseId: good.caseId })).summary.status
  await until('the good one, which does not wait for the bad one', status, (now) => now === 'PAUSED')
  const { events, summary } = await caseOf(api, client, { caseId: bad.caseId })
  assert.deepEqual([events.length, summary.status], [1, 'OPEN'])
  await api.pool.query(`delete from case_action where submitted_at = '2000-01-01'`)
})

test('a preview says what then happens, and stores nothing', async () => {
  const one = await someCase(api, client)
  const two = await someCase(api, client)
  const actions: Act[] = [
    { code: 'PAUSE', data: { caseId: one.caseId } },
    { code: 'PAYMENTPLAN', data: { caseId: two.caseId, instalments: 3 } },
    { code: 'RESUME', data: { caseId: one.caseId } },
    { code: 'RESUME', data: { caseId: one.caseId } },
    { code: 'WITHDRAW', data: { caseId: two.caseId } },
    { code: 'PAUSE', data: { caseId: two.caseId } },
  ]
  const state = async () => {
    const tables = [
      'case_action',
      'case_event',
      'collection_case',
      'journal_transaction',
      'event',
      'audit_entry',
      'payment_plan',
    ]
    const rows = await Promise.all(
      tables.map((table) =>
        api.pool.query(`select * from ${table} where client_id = $1 order by 1, 2, 3`, [client.clientIdentifier]),
      ),
    )
    return JSON.stringify(rows.map((result) => result.rows))
  }
  await performed(api, client)
  const before = await state()
  const reply = await api.call<{
    actions: { outcome: string; code: string; caseId: number; refusal?: { code: string } }[]
  }>('POST', PREVIEW, { token: client.token, body: { actions } })
  assert.equal(reply.status, 200, reply.text)
  assert.equal(await state(), before)
  assert.deepEqual(
    reply.body.actions.map(({ code, outcome }) => `${code} ${outcome}`),
    [
      'PAUSE performed',
      'PAYMENTPLAN performed',
      'RESUME performed',
      'RESUME refused',
      'WITHDRAW performed',
      'PAUSE refused',
    ],
  )
  assert.equal((await send(api, client, actions)).status, 200)
  await performed(api, client)
  for (const { caseId } of [one, two]) {
    const { events } = await caseOf(api, client, { caseId })
    const happened = events.filter(({ kind }) => kind.startsWith('ACTION_'))
    const said = reply.body.actions.filter((each) => each.caseId === caseId)
    assert.deepEqual(
      happened.map(({ kind, data }) => [data['code'], kind.slice(7).toLowerCase(), data['refusal']]),
      said.map(({ code, outcome, refusal }) => [code, outcome, refusal]),
    )
  }
})
