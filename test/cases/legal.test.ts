/** Legal steps wait for the creditor; then a person records what courts and authorities do, and the policy goes on. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { takeDueSteps } from '../../src/dunning/engine/take-due-steps.ts'
import { previewLegalAct, recordLegalAct } from '../../src/dunning/legal/record-act.ts'
import { fails, json } from '../support/cli/run.ts'
import { type InvoiceClient, invoiceClient } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'
import { act, atNoon, caseOf, effectOf, refusalOf, send, settled, someCase } from '../support/cases/cases.ts'
import { until } from '../support/until.ts'

const REMINDER = { kind: 'REMINDER', afterDays: 14, fee: 'NONE', payWithinDays: 14 }
const DEMAND = { kind: 'DEMAND', afterDays: 14, fee: 'MOST', payWithinDays: 14 }
const FREE = { fee: 'NONE', payWithinDays: 0 }
const COURT = [
  REMINDER,
  DEMAND,
  { kind: 'OFFER_LEGAL', afterDays: 21, ...FREE },
  { kind: 'SURVEILLANCE', afterDays: 60, ...FREE },
  { kind: 'WRITE_OFF', afterDays: 100, ...FREE },
]
const CONSUMER = { entityType: 'CONSUMER' }

let api: TestService
before(async () => {
  api = await testService()
})
after(() => api.stop())

/** A client whose cases follow these steps. */
async function clientOf(name: string, steps: unknown[]): Promise<InvoiceClient> {
  const client = await invoiceClient(api)
  await api.pool.query(
    `insert into policy (policy_id, version, country, debtor_type, name, steps, created_at, created_by)
     values ($1, 1, 'FI', 'CONSUMER', 'Test', $2, now(), 'test')`,
    [name, JSON.stringify(steps)],
  )
  await api.pool.query('insert into client_contract values ($1, $2, 1, now())', [
    client.clientIdentifier,
    JSON.stringify({ policies: { CONSUMER: name } }),
  ])
  return client
}

/** An invoice due 2026-01-29 whose debtor never pays; the days that come after it, one look each. */
async function unpaid(client: InvoiceClient, ...days: string[]): Promise<{ caseId: number; invoiceNumber: number }> {
  atNoon(api, '2026-01-16')
  const found = await someCase(api, client, { buyer: CONSUMER })
  for (const day of days) await on(day, found.caseId)
  return found
}

async function on(day: string, caseId: number): Promise<void> {
  atNoon(api, day)
  while ((await takeDueSteps(api.ctx())) > 0);
  await settled(api, caseId)
}

async function feedOf(caseId: number, type: string): Promise<Record<string, unknown>[]> {
  const { rows } = await api.pool.query<{ data: Record<string, unknown> }>(
    'select data from event where subject = $1 and type = $2 order by event_id',
    [`case:${caseId}`, type],
  )
  return rows.map(({ data }) => data)
}

void test('the creditor approves of legal steps; until then nothing goes on, and it is reminded', async () => {
  const client = await clientOf('COURT', COURT)
  const { caseId, invoiceNumber } = await unpaid(client, '2026-01-30', '2026-02-12', '2026-02-26', '2026-03-19')
  const view = () => caseOf(api, client, { caseId })
  const offered = await view()
  assert.equal(offered.summary.stage, 'LEGAL')
  assert.deepEqual(offered.next, { action: 'CREDITOR_APPROVAL', date: '2026-04-02' })
  assert.ok(offered.allowedActions.includes('APPROVE'))
  assert.ok(!offered.timeline.some(({ planned }) => planned))

  await on('2026-04-02', caseId)
  assert.deepEqual((await view()).next, { action: 'CREDITOR_APPROVAL', date: '2026-04-16' })
  assert.deepEqual(await feedOf(caseId, 'case.approval.awaited'), [{ invoiceNumber, nextDate: '2026-04-16' }])
  // Resuming does not end an earlier reason for the hold.
  await act(api, client, caseId, { code: 'PAUSE' }, { code: 'RESUME' })
  assert.deepEqual((await view()).next, { action: 'CREDITOR_APPROVAL', date: '2026-04-16' })
  const toCourt = { caseId, stage: 'LEGAL', date: '2026-04-02', reference: 'L 26/1' } as const
  await assert.rejects(recordLegalAct(api.ctx(), toCourt), /wait for its creditor/)

  const approve = { actions: [{ code: 'APPROVE', comment: 'Go on', data: { invoiceNumber } }] }
  const { token } = client
  const preview = await api.call<{ actions: { outcome: string; effect: { nextDate: string } }[] }>(
    'POST',
    '/api/v1/partner/invoice/action/preview',
    { token, body: approve },
  )
  assert.deepEqual(
    preview.body.actions.map(({ outcome, effect }) => [outcome, effect.nextDate]),
    [['performed', '2026-06-01']],
  )
  assert.deepEqual((await view()).next?.action, 'CREDITOR_APPROVAL', 'a preview changes nothing')

  const [approved] = await act(api, client, caseId, { code: 'APPROVE', comment: 'Go on' })
  assert.equal(effectOf(approved)['approvedOn'], '2026-04-02')
  const shown = await view()
  assert.deepEqual(shown.next, { action: 'SURVEILLANCE', date: '2026-06-01' }, '60 days after the approval')
  assert.ok(!shown.allowedActions.includes('APPROVE'))
  assert.equal((await feedOf(caseId, 'case.task'))[0]?.['task'], 'BEGIN_LEGAL_STEPS')
  assert.equal(refusalOf((await act(api, client, caseId, { code: 'APPROVE' }))[0]).code, 'NOT_WAITING')
  const again = await send(api, client, [{ code: 'APPROVE', data: { invoiceNumber } }])
  assert.equal(again.status, 422, 'neither the invoice nor its case waits')
})

void test('APPROVE by the invoice’s number is about its case where that waits', async () => {
  const client = await clientOf('NUMBER', COURT)
  const { caseId, invoiceNumber } = await unpaid(client, '2026-01-30', '2026-02-12', '2026-02-26', '2026-03-19')
  const reply = await send(api, client, [{ code: 'APPROVE', data: { invoiceNumber } }])
  assert.equal(reply.status, 200, reply.text)
  const next = await until(
    'the next step is surveillance',
    async () => (await caseOf(api, client, { caseId })).next,
    (step) => step?.action === 'SURVEILLANCE',
  )
  assert.deepEqual(next, { action: 'SURVEILLANCE', date: '2026-05-18' })
})

void test('an act of a court or an authority is recorded; the policy’s steps are counted from it', async () => {
  const client = await clientOf('ENFORCED', COURT)
  const { caseId } = await unpaid(client, '2026-01-30', '2026-02-12', '2026-02-26', '2026-03-19')
  const view = () => caseOf(api, client, { caseId })
  await act(api, client, caseId, { code: 'APPROVE' })
  atNoon(api, '2026-04-30')
  const seized = { caseId, stage: 'ENFORCEMENT', date: '2026-04-28', reference: 'Protocol 26/1234' } as const
  assert.equal((await previewLegalAct(api.ctx(), seized)).nextDate, '2026-06-27')
  assert.equal((await view()).summary.stage, 'LEGAL', 'a preview changes nothing')
  await assert.rejects(recordLegalAct(api.ctx(), { ...seized, date: '2026-05-01' }), /after today/)
  await assert.rejects(recordLegalAct(api.ctx(), { ...seized, date: '2026-03-18' }), /before the creditor’s approval/)
  await assert.rejects(recordLegalAct(api.ctx(), { ...seized, caseId: 1 }), /no case 1/)
  assert.deepEqual(await recordLegalAct(api.ctx(), seized), { ...seized, was: 'LEGAL', nextDate: '2026-06-27' })
  const shown = await view()
  assert.equal(shown.summary.stage, 'ENFORCEMENT')
  assert.deepEqual(shown.next, { action: 'SURVEILLANCE', date: '2026-06-27' })
  assert.ok(shown.timeline.some(({ text }) => text === 'ENFORCEMENT on 2026-04-28: Protocol 26/1234'))
  await assert.rejects(recordLegalAct(api.ctx(), { ...seized, stage: 'LEGAL' }), /never goes back/)
  assert.equal((await feedOf(caseId, 'case.legal.recorded')).length, 1)
  await on('2026-06-27', caseId)
  assert.equal((await view()).summary.stage, 'SURVEILLANCE')
  await on('2026-10-05', caseId)
  assert.deepEqual([(await view()).summary.status, (await view()).summary['closingReason']], ['CLOSED', 'WRITTEN_OFF'])
  await assert.rejects(recordLegalAct(api.ctx(), seized), /is closed/)
})

void test('legal steps that the law does not allow yet are refused with its rule', async () => {
  const client = await clientOf('HASTY', [{ kind: 'OFFER_LEGAL', afterDays: 14, ...FREE }])
  const { caseId } = await unpaid(client, '2026-01-30', '2026-02-12')
  const refusal = refusalOf((await act(api, client, caseId, { code: 'APPROVE' }))[0])
  assert.deepEqual([refusal.code, refusal.ruleId], ['LEGAL_NOT_ALLOWED', 'FI.CONSUMER.COURT_AFTER_DEMAND'])
  await act(api, client, caseId, { code: 'WITHDRAW' })
})

void test('a person records by the command line, and may ask before', async () => {
  const client = await clientOf('BY-HAND', COURT)
  const { caseId } = await unpaid(client, '2026-01-30', '2026-02-12', '2026-02-26', '2026-03-19')
  const env = { DATABASE_URL: api.databaseUrl, SAATAVA_ENV: 'sandbox', DATA_DIR: api.config.dataDir }
  const command = ['case', 'record', String(caseId), '--stage', 'ENFORCEMENT', '--date', '2026-05-04']
  const whole = [...command, '--reference', 'Protocol 26/1234', '--comment', 'Half of the wages']
  await fails(1, /wait for its creditor/, whole, env)
  await act(api, client, caseId, { code: 'APPROVE' })
  await fails(2, /reference/, command, env)
  assert.equal((await json(['case', 'record', ...whole.slice(2), '--preview'], env))['was'], 'LEGAL')
  const recorded = await json(whole, env)
  assert.deepEqual([recorded['was'], recorded['preview']], ['LEGAL', false])
  assert.equal((await caseOf(api, client, { caseId })).summary.stage, 'ENFORCEMENT')
})
