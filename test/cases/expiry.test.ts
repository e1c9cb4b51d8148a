/** A claim that has expired is not collected: the case is closed with the rule, and what was owed is given up. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { takeDueSteps } from '../../src/dunning/engine/take-due-steps.ts'
import { recordLegalAct } from '../../src/dunning/legal/record-act.ts'
import { unequalBalances } from '../../src/journal/balances.ts'
import { type InvoiceClient } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'
import {
  act,
  atNoon,
  balances,
  caseClient,
  caseOf,
  effectOf,
  settled,
  somePolicies,
  someCase,
} from '../support/cases/cases.ts'
import { until } from '../support/until.ts'

let api: TestService
let client: InvoiceClient

before(async () => {
  api = await testService({ tokenLifetimeDays: 36_500 })
  atNoon(api, '2026-01-16')
  await somePolicies(api)
  client = await caseClient(api)
})
after(() => api.stop())

/** Takes what is due on a day, beside the service's own worker. */
async function day(date: string): Promise<void> {
  atNoon(api, date)
  const open = `select count(*)::int as count from collection_case where next_at <= $1 and status = 'OPEN'`
  for (let i = 0; i < 200; i++) {
    await takeDueSteps(api.ctx())
    const { rows } = await api.pool.query<{ count: number }>(open, [new Date(`${date}T12:00:00Z`)])
    if (rows[0]?.count === 0) return
  }
  assert.fail(`on ${date} something is still due`)
}

/** The day on which a worker looks at a case next. */
async function lookedAtOn(caseId: number): Promise<string | undefined> {
  const { rows } = await api.pool.query<{ on: string }>(
    `select (next_at at time zone 'Europe/Helsinki')::date::text as on from collection_case where case_id = $1`,
    [caseId],
  )
  return rows[0]?.on
}

const CONSUMER = { buyer: { entityType: 'CONSUMER' }, header: { dueDate: '2026-01-29' } }

test('three years after the last letter; the case says so before, by which rule, and owes nothing after', async () => {
  const { caseId } = await someCase(api, client, CONSUMER)
  // Four letters, the last on 2026-03-26; then the creditor is asked whether legal steps shall begin.
  for (const date of ['2026-01-30', '2026-02-12', '2026-02-26', '2026-03-12', '2026-03-26', '2026-04-16'])
    await day(date)
  await until(
    'four letters are sent',
    async () =>
      (await caseOf(api, client, { caseId })).events.filter(({ kind }) => kind === 'LETTER_SENT').length === 4,
  )
  const { limitation } = await caseOf(api, client, { caseId })
  assert.equal(limitation?.expiresOn, '2029-03-26')
  assert.equal(limitation?.rule, 'FI.LIMITATION')
  await day('2029-03-25')
  assert.equal((await caseOf(api, client, { caseId })).summary.status, 'OPEN')
  // The creditor is reminded every 14 days: the first look on or after the day closes it.
  await day('2029-04-09')
  const after = await caseOf(api, client, { caseId })
  assert.deepEqual([after.summary.status, after.summary['closingReason']], ['CLOSED', 'EXPIRED'])
  assert.equal(after.balance['totalAmount'], 0)
  assert.equal(after.limitation, null)
  const expired = after.events.find(({ kind }) => kind === 'EXPIRED')
  assert.deepEqual([expired?.data['expiresOn'], expired?.data['rule']], ['2029-03-26', 'FI.LIMITATION'])
  assert.ok(
    Object.values(await balances(api, caseId)).some((amount) => amount !== '0'),
    'the loss stands in the journal',
  )
  assert.deepEqual(await unequalBalances(api.service.platform.pool), [])
})

test('a payment interrupts; without a further step the case is looked at on the day itself', async () => {
  atNoon(api, '2029-05-02')
  const { caseId } = await someCase(api, client, { ...CONSUMER, header: { dueDate: '2029-05-10', date: '2029-04-20' } })
  await api.pool.query('update collection_case set step_index = 99 where case_id = $1', [caseId])
  await day('2029-05-11')
  assert.equal(await lookedAtOn(caseId), '2032-05-10')
  atNoon(api, '2031-06-01')
  const [done] = await act(api, client, caseId, {
    code: 'DIRECTPAYMENT',
    data: { amount: 10, paymentDate: '2031-06-01' },
  })
  assert.equal(effectOf(done)['amount'], 10)
  const expiresOn = async () => (await caseOf(api, client, { caseId })).limitation?.expiresOn
  const takenBack = (at: string) =>
    api.pool.query(`update allocation set reversed_at = ${at} where case_id = $1`, [caseId])
  await takenBack('now()')
  assert.equal(await expiresOn(), '2032-05-10', 'a payment that was taken back interrupts nothing')
  await takenBack('null')
  await day('2032-05-10')
  const open = await caseOf(api, client, { caseId })
  assert.deepEqual([open.summary.status, open.limitation?.expiresOn], ['OPEN', '2034-06-01'])
  await day('2034-06-01')
  assert.equal((await caseOf(api, client, { caseId })).summary['closingReason'], 'EXPIRED')
})

test('neither a due date that is moved, nor an objection to a part, nor an act of a court takes that look away', async () => {
  atNoon(api, '2029-05-02')
  const { caseId } = await someCase(api, client, { ...CONSUMER, header: { dueDate: '2029-05-10', date: '2029-04-20' } })
  await api.pool.query('update collection_case set step_index = 99 where case_id = $1', [caseId])
  await day('2029-05-11')
  const [moved] = await act(api, client, caseId, { code: 'DUEDATE', data: { dueDate: '2029-06-01' } })
  assert.equal(effectOf(moved)['nextDate'], null)
  await settled(api, caseId)
  assert.equal(await lookedAtOn(caseId), '2032-05-10')
  const [objected] = await act(api, client, caseId, { code: 'OBJECTION', data: { amount: 5 } })
  assert.equal(effectOf(objected)['nextDate'], null)
  await settled(api, caseId)
  assert.equal(await lookedAtOn(caseId), '2032-05-10')
  await api.pool.query(
    `update collection_case set stage = 'LEGAL', legal_approved_on = '2029-05-11' where case_id = $1`,
    [caseId],
  )
  const acted = { caseId, stage: 'ENFORCEMENT' as const, date: '2029-05-11', reference: 'Protocol 26/1234' }
  assert.equal((await recordLegalAct(api.ctx(), acted)).nextDate, null)
  await settled(api, caseId)
  assert.equal(await lookedAtOn(caseId), '2032-05-10')
})

test('S1: in Sweden a claim’s time runs from the first day of supply that the invoice names', async () => {
  atNoon(api, '2034-06-02')
  const header = { dueDate: '2034-07-01', date: '2034-06-01' }
  const { caseId } = await someCase(api, client, { ...CONSUMER, header, delivery: { date: '2034-05-20' } })
  await api.pool.query(`update collection_case set country = 'SE' where case_id = $1`, [caseId])
  const { limitation } = await caseOf(api, client, { caseId })
  assert.deepEqual([limitation?.expiresOn, limitation?.rule], ['2037-05-20', 'SE.CONSUMER.LIMITATION'])
})
