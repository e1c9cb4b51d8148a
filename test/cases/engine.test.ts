/** The engine: steps on their days, by policy and law, each once, whoever takes them. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { takeDueSteps } from '../../src/dunning/engine/take-due-steps.ts'
import { unequalBalances } from '../../src/journal/balances.ts'
import { type InvoiceClient, invoiceClient } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'
import { atNoon, caseOf, someCase } from '../support/cases/cases.ts'
import { until } from '../support/until.ts'

let api: TestService
let client: InvoiceClient

before(async () => {
  api = await testService()
  atNoon(api, '2026-01-16')
  client = await invoiceClient(api)
})
after(() => api.stop())

/** Takes all that is due on a day; the service's own worker may be quicker, which is all the same. */
async function day(date: string): Promise<void> {
  atNoon(api, date)
  while ((await takeDueSteps(api.ctx())) > 0);
  const open = `select count(*)::int as count from collection_case where next_at <= $1 and status = 'OPEN'`
  await until(
    `nothing is due on ${date}`,
    async () => (await api.pool.query<{ count: number }>(open, [new Date(`${date}T12:00:00Z`)])).rows[0]?.count,
    (count) => count === 0,
  )
}

interface Step {
  kind: string
  date: string
  fee: number
  rule: string | null
  letter: boolean
}

async function stepsOf(caseId: number): Promise<Step[]> {
  const { rows } = await api.pool.query<Step>(
    `select kind, taken_on::text as date, fee_minor::int as fee, rule_id as rule, letter_id is not null as letter
     from case_step where case_id = $1 order by step_index`,
    [caseId],
  )
  return rows
}

const CONSUMER = { entityType: 'CONSUMER' }

test('a Finnish consumer: overdue, two reminders, two demands, then court is offered; fees and days are the law’s', async () => {
  const { caseId } = await someCase(api, client, { buyer: CONSUMER })
  assert.equal((await caseOf(api, client, { caseId })).summary.stage, 'INVOICED')
  await day('2026-01-29')
  assert.equal((await caseOf(api, client, { caseId })).summary.stage, 'INVOICED', 'the due date itself is not late')
  await day('2026-01-30')
  assert.equal((await caseOf(api, client, { caseId })).summary.stage, 'OVERDUE')
  for (const date of [
    '2026-02-11',
    '2026-02-12',
    '2026-02-25',
    '2026-02-26',
    '2026-03-12',
    '2026-03-26',
    '2026-04-15',
    '2026-04-16',
  ])
    await day(date)
  assert.deepEqual(
    (await stepsOf(caseId)).map(({ kind, date, fee, letter }) => [kind, date, fee, letter]),
    [
      ['REMINDER', '2026-02-12', 500, true],
      ['REMINDER', '2026-02-26', 500, true],
      ['DEMAND', '2026-03-12', 2400, true],
      ['DEMAND', '2026-03-26', 1200, true],
      ['OFFER_LEGAL', '2026-04-16', 0, false],
    ],
  )
  for (const { rule, fee } of await stepsOf(caseId)) assert.equal(rule !== null, fee > 0, 'each fee names its rule')
  const shown = await caseOf(api, client, { caseId })
  assert.equal(shown.summary.stage, 'LEGAL')
  assert.deepEqual(shown.next, { action: 'CREDITOR_APPROVAL', date: '2026-04-30' }, 'it waits for the creditor')
  // 125.50 at 9.5 % from 2026-01-30 to 2026-04-16, 77 days: 2.515…
  assert.equal(shown.balance['interestAmount'], 2.52)
  assert.equal(shown.balance['costsAmount'], 46)
  assert.deepEqual(await unequalBalances(api.service.platform.pool), [])
})

test('a worker that was away for months goes on where it stopped, one step a look, as far apart as the law wants', async () => {
  atNoon(api, '2026-04-16')
  const { caseId } = await someCase(api, client, { buyer: CONSUMER })
  for (const date of ['2026-04-16', '2026-07-01', '2026-07-14', '2026-07-15']) await day(date)
  assert.deepEqual(
    (await stepsOf(caseId)).map(({ kind, date }) => [kind, date]),
    [
      ['REMINDER', '2026-04-16'],
      ['REMINDER', '2026-07-01'],
      ['DEMAND', '2026-07-15'],
    ],
  )
})

test('many workers at once take each step once', async () => {
  atNoon(api, '2026-07-15')
  const cases = []
  for (let i = 0; i < 12; i++) cases.push(await someCase(api, client, { buyer: CONSUMER }))
  await day('2026-07-15')
  atNoon(api, '2026-09-01')
  await Promise.all(Array.from({ length: 8 }, () => takeDueSteps(api.ctx())))
  await day('2026-09-01')
  for (const { caseId } of cases) {
    // The first one was due as soon as the case was there.
    assert.deepEqual(
      (await stepsOf(caseId)).map(({ date }) => date),
      ['2026-07-15', '2026-09-01'],
    )
    const shown = await caseOf(api, client, { caseId })
    assert.equal(shown.balance['costsAmount'], 10, 'two reminders were charged')
  }
})
