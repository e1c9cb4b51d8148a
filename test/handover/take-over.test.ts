/** Running cases of another agency come in with their history, and no step is taken until a person releases them. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setFourEyes } from '../../src/approvals/setting.ts'
import { approve } from '../../src/four-eyes/decide.ts'
import { AppError } from '../../src/platform/errors.ts'
import { until } from '../support/until.ts'
import { stringify } from 'csv-stringify/sync'
import { cellsOfRow } from '../../src/handover/csv-form.ts'
import { releaseCases } from '../../src/handover/release-cases.ts'
import type { CaseRow } from '../../src/handover/schemas.ts'
import { takeDueSteps } from '../../src/dunning/engine/take-due-steps.ts'
import { unequalBalances } from '../../src/journal/balances.ts'
import type { InvoiceClient } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'
import {
  act,
  atNoon,
  balances,
  caseClient,
  caseOf,
  dayIsOver,
  refusalOf,
  somePolicies,
} from '../support/cases/cases.ts'
import { caseRow, importRows } from '../support/handover/rows.ts'

let api: TestService
let client: InvoiceClient

before(async () => {
  api = await testService()
  atNoon(api, '2026-03-16')
  await somePolicies(api)
  client = await caseClient(api)
})
after(() => api.stop())

function importOne(row: CaseRow, isDryRun = false) {
  return importRows(api, client.clientIdentifier, [row], { isDryRun })
}

async function opened(row: CaseRow = caseRow()): Promise<number> {
  const { rows } = await importOne(row)
  assert.equal(rows[0]?.outcome, 'TAKEN_OVER', JSON.stringify(rows))
  return rows[0]?.caseId ?? 0
}

async function count(table: string): Promise<number> {
  const { rows } = await api.pool.query<{ count: number }>(
    `select count(*)::int as count from ${table} where client_id = $1`,
    [client.clientIdentifier],
  )
  return rows[0]?.count ?? 0
}

async function stepsOf(caseId: number): Promise<unknown[]> {
  const { rows } = await api.pool.query(
    `select kind, taken_on::text as date, fee_minor::int as fee from case_step where case_id = $1 order by step_index`,
    [caseId],
  )
  return rows
}

test('a case is opened on hold, with its history and the balances of the file', async () => {
  const caseId = await opened()
  const { summary, balance, timeline, next } = await caseOf(api, client, { caseId })
  assert.deepEqual([summary.status, summary['statusReason'], summary.stage], ['PAUSED', 'TAKEN_OVER', 'DEMAND'])
  assert.equal(next, null)
  assert.deepEqual(await balances(api, caseId), {
    CLAIMS_OF_CLIENT: '-94930',
    RECEIVABLE_CAPITAL: '90000',
    RECEIVABLE_COSTS: '3400',
    RECEIVABLE_INTEREST: '1530',
  })
  assert.equal(balance['totalAmount'] ?? balance['openAmount'], 949.3, JSON.stringify(balance))
  const lived = timeline.filter(({ planned }) => !planned).map(({ date, kind }) => `${date} ${kind}`)
  for (const line of ['2026-01-29 REMINDER', '2026-02-12 REMINDER', '2026-02-26 DEMAND', '2026-03-02 PAYMENT'])
    assert.ok(lived.includes(line), `${line} in ${lived.join('; ')}`)
  assert.deepEqual(await unequalBalances(api.service.platform.pool), [])
})

test('interest runs from the day after the interest that was claimed, and the former periods are not computed again', async () => {
  const caseId = await opened()
  atNoon(api, '2026-03-26')
  const { balance, interest } = await caseOf(api, client, { caseId })
  // 900.00 × 9.5 % × 10 days ÷ 365 = 2.34
  assert.equal(balance['interestAmount'], 17.64, JSON.stringify(balance))
  assert.equal(interest[0]?.from, '2026-03-17')
  atNoon(api, '2026-03-16')
})

test('a dry run shows the same next step, and changes nothing', async () => {
  const row = caseRow()
  const tables = [
    'invoice',
    'collection_case',
    'case_event',
    'journal_transaction',
    'taken_over_case',
    'event',
    'audit_entry',
  ]
  const before = await Promise.all(tables.map(count))
  const foreseen = await importOne(row, true)
  assert.deepEqual(await Promise.all(tables.map(count)), before)
  assert.equal(foreseen.rows[0]?.outcome, 'TAKEN_OVER')
  assert.deepEqual(foreseen.rows[0]?.next, {
    ...{ step: 'DEMAND', date: '2026-03-16', fee: 12, rule: 'FI.CONSUMER.FURTHER_DEMAND_SHARE', note: '50 % of 24.00' },
  })
  const done = await importOne(row)
  assert.deepEqual(done.rows[0]?.next, foreseen.rows[0]?.next)
})

test('a file that comes twice changes nothing; a row that differs is a conflict', async () => {
  const rows = [caseRow(), caseRow()]
  const first = await importRows(api, client.clientIdentifier, rows)
  assert.equal(first.result.takenOver, 2)
  const events = await count('event')
  const again = await importRows(api, client.clientIdentifier, rows)
  assert.deepEqual(
    [again.result, again.rows.map(({ outcome, caseId }) => [outcome, caseId])],
    [{ ...first.result, takenOver: 0, already: 2 }, first.rows.map(({ caseId }) => ['ALREADY', caseId])],
  )
  const other = { ...(rows[0] as CaseRow), acknowledgedOn: '2026-03-01' }
  const {
    rows: [conflict],
  } = await importOne(other)
  assert.equal(conflict?.outcome, 'CONFLICT')
  assert.match(conflict?.faults?.[0]?.message ?? '', /was taken over as of 2026-03-16, as case \d+, with other data/)
  assert.equal(await count('event'), events)
})

test('a row that is wrong says what was received and what would be right; the others go on', async () => {
  const good = caseRow()
  const wrong: [unknown, string, RegExp][] = [
    ['{"agency": ', '', /must be one JSON object on one line/],
    [{ ...caseRow(), stage: 'LATE' }, '/stage', /OVERDUE/],
    [{ ...caseRow(), stagge: 'DEMAND' }, '/stagge', /stage/],
    [
      { ...caseRow(), balance: { capital: 950, interest: 15.3, costs: 34 } },
      '/balance/capital',
      /must be 900\.00: 1000\.00 of the invoice less 100\.00 paid/,
    ],
    [{ ...caseRow(), balance: { capital: 900, interest: 15.3, costs: 29 } }, '/balance/costs', /must be 34\.00/],
    [{ ...caseRow(), interest: {} }, '/interest/until', /until which day were the 15\.30 of interest claimed/],
    [{ ...caseRow(), payments: [{ date: '2026-04-02', capital: 100 }] }, '/payments/0/date', /the take-over day/],
    [
      { ...caseRow(), letters: [], balance: { capital: 900, interest: 15.3, costs: 0 } },
      '/letters',
      /must hold the demand/,
    ],
    [{ ...caseRow(), stage: 'ENFORCEMENT' }, '/legal/lastActOn', /names the day of the last act/],
    [
      { ...caseRow(), debtor: { ...good.debtor, address: { ...good.debtor.address, postalCode: '1' } } },
      '/debtor/address/postalCode',
      /./,
    ],
    [{ ...caseRow(), invoice: { ...good.invoice } }, '/invoice/number', /must be new|case/],
    [
      { ...caseRow(), debtor: { ...good.debtor, disableCollection: true } },
      '/invoice/number',
      /must come under payment control/,
    ],
  ]
  const { result, rows } = await importRows(api, client.clientIdentifier, [good, ...wrong.map(([row]) => row)])
  assert.deepEqual([result.takenOver, result.refused], [1, wrong.length], JSON.stringify(rows))
  for (const [i, [, pointer, message]] of wrong.entries()) {
    const [fault] = rows[i + 1]?.faults ?? []
    assert.equal(fault?.pointer, pointer, JSON.stringify(rows[i + 1]))
    assert.match(fault?.message ?? '', message)
  }
})

test('a file of CSV holds the same cases', async () => {
  const rows = [
    caseRow(),
    caseRow({ letters: [], stage: 'OVERDUE', balance: { capital: 900, interest: 15.3, costs: 0 } }),
  ]
  const text = stringify(rows.map(cellsOfRow), {
    header: true,
    columns: [...new Set(rows.flatMap((row) => Object.keys(cellsOfRow(row))))],
  })
  const { result } = await importRows(api, client.clientIdentifier, text, { format: 'csv' })
  assert.equal(result.takenOver, 2)
  const again = await importRows(api, client.clientIdentifier, rows)
  assert.equal(again.result.already, 2)
})

test('a run that is killed between two batches is repeated, and every case is there once', async () => {
  const rows = Array.from({ length: 250 }, () => caseRow())
  let seen = 0
  const killed = importRows(api, client.clientIdentifier, rows, {
    onRow() {
      if (++seen > 150) throw new Error('killed')
    },
  })
  await assert.rejects(killed, /killed/)
  const { result } = await importRows(api, client.clientIdentifier, rows)
  assert.deepEqual([result.rows, result.takenOver, result.already], [250, 50, 200])
  const { rows: cases } = await api.pool.query<{ count: number }>(
    `select count(*)::int as count from taken_over_case where case_number = any($1::text[])`,
    [rows.map(({ caseNumber }) => caseNumber)],
  )
  assert.equal(cases[0]?.count, 250)
})

test('nothing is dunned before the release, whatever the days; the creditor cannot resume it', async () => {
  const caseId = await opened()
  for (const date of ['2026-04-16', '2026-06-16']) {
    atNoon(api, date)
    await dayIsOver(api, caseId)
  }
  const refusal = refusalOf((await act(api, client, caseId, { code: 'RESUME' }))[0])
  assert.equal(refusal.code, 'CASE_ON_HOLD')
  // An objection comes and goes: the hold stays.
  await act(api, client, caseId, { code: 'OBJECTION', comment: 'I do not owe it' })
  assert.equal((await caseOf(api, client, { caseId })).summary.status, 'DISPUTED')
  await act(api, client, caseId, { code: 'RESUME' })
  const { summary } = await caseOf(api, client, { caseId })
  assert.deepEqual([summary.status, summary['statusReason']], ['PAUSED', 'TAKEN_OVER'])
  atNoon(api, '2026-08-16')
  await dayIsOver(api, caseId)
  assert.deepEqual(await stepsOf(caseId), [])
  atNoon(api, '2026-03-16')
})

test('after the release the law counts the former letters: waiting times, the second demand at half, the cap', async () => {
  const fresh = caseRow({
    letters: [
      { kind: 'REMINDER', date: '2026-02-26', by: 'AGENCY', fee: 5 },
      { kind: 'DEMAND', date: '2026-03-12', by: 'AGENCY', fee: 24 },
    ],
    balance: { capital: 900, interest: 15.3, costs: 29 },
  })
  const nearCap = caseRow({ creditorCosts: 85, balance: { capital: 900, interest: 15.3, costs: 119 } })
  const { rows } = await importRows(api, client.clientIdentifier, [fresh, nearCap])
  const [waits, capped] = rows.map(({ caseId }) => caseId ?? 0) as [number, number]
  assert.deepEqual(
    [rows[0]?.next?.date, rows[0]?.next?.fee, rows[1]?.next?.fee],
    ['2026-03-26', 12, 1],
    JSON.stringify(rows),
  )
  const released = await releaseCases(api.ctx(), { clientId: client.clientIdentifier, caseIds: [waits, capped] })
  assert.deepEqual(released.cases, [
    { caseId: waits, status: 'OPEN', nextDate: '2026-03-26' },
    { caseId: capped, status: 'OPEN', nextDate: '2026-03-16' },
  ])
  await dayIsOver(api, waits)
  await dayIsOver(api, capped)
  assert.deepEqual(await stepsOf(waits), [])
  assert.deepEqual(
    await stepsOf(capped),
    [{ kind: 'DEMAND', date: '2026-03-16', fee: 100 }],
    'the cap of 120.00 leaves 1.00',
  )
  atNoon(api, '2026-03-26')
  while ((await takeDueSteps(api.ctx())) > 0);
  await dayIsOver(api, waits)
  assert.deepEqual(
    await stepsOf(waits),
    [{ kind: 'DEMAND', date: '2026-03-26', fee: 1200 }],
    'the second demand costs half',
  )
  atNoon(api, '2026-03-16')
})

test('a payment plan goes on: a missed instalment breaks it after the release, and not before', async () => {
  const plan = {
    instalments: [
      { dueDate: '2026-03-20', amount: 500 },
      { dueDate: '2026-04-20', amount: 449.3 },
    ],
  }
  const caseId = await opened(caseRow({ plan }))
  atNoon(api, '2026-04-01')
  assert.equal((await caseOf(api, client, { caseId })).summary.status, 'PAYMENT_PLAN')
  const released = await releaseCases(api.ctx(), { clientId: client.clientIdentifier, caseIds: [caseId] })
  assert.equal(released.cases[0]?.status, 'PAYMENT_PLAN')
  await until(
    'the plan is broken',
    async () => (await caseOf(api, client, { caseId })).summary,
    ({ status, statusReason }) => status === 'OPEN' && statusReason === 'PLAN_BROKEN',
  )
  atNoon(api, '2026-03-16')
})

test('a case whose legal steps were offered waits for its creditor; one in enforcement goes on from the last act', async () => {
  const offered = caseRow({ stage: 'LEGAL' })
  const enforced = caseRow({ stage: 'ENFORCEMENT', legal: { approvedOn: '2026-03-03', lastActOn: '2026-03-10' } })
  const { rows } = await importRows(api, client.clientIdentifier, [offered, enforced])
  assert.deepEqual(
    rows.map(({ next }) => next?.step),
    ['APPROVAL', 'NONE'],
    JSON.stringify(rows),
  )
  const [waits = 0, goes = 0] = rows.map(({ caseId }) => caseId)
  await releaseCases(api.ctx(), { clientId: client.clientIdentifier, caseIds: [waits, goes] })
  assert.equal((await caseOf(api, client, { caseId: waits })).next?.date, '2026-03-30')
  assert.equal((await caseOf(api, client, { caseId: goes })).summary.stage, 'ENFORCEMENT')
})

test('more than a hundred cases are released by a second person', async () => {
  const other = await caseClient(api, 'QUIET')
  await importRows(
    api,
    other.clientIdentifier,
    Array.from({ length: 101 }, () => caseRow()),
  )
  const ctx = { ...api.ctx(), actor: 'user:Jane' as const }
  await setFourEyes(ctx, { isOn: true })
  const input = { clientId: other.clientIdentifier }
  const waits = await releaseCases(ctx, input).catch((error: unknown) => error)
  assert.ok(waits instanceof AppError && waits.code === 'WAITING', String(waits))
  await approve({ ...api.ctx(), actor: 'user:John' as const }, { approvalId: String(waits.extra['approvalId']) })
  const { rows } = await api.pool.query('select hold from collection_case where client_id = $1 and hold is not null', [
    other.clientIdentifier,
  ])
  assert.equal(rows.length, 0)
})
