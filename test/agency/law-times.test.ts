/** The start of a prepared act, and rules that end: rows, events and what the doctor says. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { lawOf } from '../../src/agency/law-of.ts'
import { noteEndingRules } from '../../src/agency/note-ending-rules.ts'
import { startRegime } from '../../src/agency/start-regime.ts'
import { checkLawTimes } from '../../src/doctor/check-law-times.ts'
import type { Ctx } from '../../src/platform/context.ts'
import { json, runCli } from '../support/cli/run.ts'
import { type TestService, testService } from '../support/service.ts'

let api: TestService
before(async () => {
  api = await testService()
})
after(() => api.stop())

const on = (day: string): Ctx => {
  const ctx = api.ctx()
  return {
    ...ctx,
    platform: { ...ctx.platform, clock: { now: () => new Date(`${day}T09:00:00Z`), real: () => new Date() } },
  }
}
const endings = async () => {
  const text = `select data->>'ruleId' as rule, data->>'validTo' as "validTo" from event
                where client_id = 0 and type = 'law.rule.ending' and data->>'validTo' = '2025-06-30' order by 1`
  return (await api.pool.query<{ rule: string; validTo: string }>(text)).rows
}
const START = { regimeId: 'NO.ACT_2026_19', person: 'user:N. N.', sourcesRead: 'Lovdata' }
const NO = { country: 'NO', debtorType: 'CONSUMER' } as const

test('N12: a person sets, moves and takes away the day on which the act begins; rows keep person and source', async () => {
  const notice = async (day: string) => (await lawOf(api.ctx().platform)).find(NO, 'NOTICE_BY', day)?.value.word
  await startRegime(api.ctx(), { ...START, startsOn: '2027-01-01' })
  assert.equal(await notice('2027-01-01'), 'COLLECTOR_ONLY')
  await startRegime(api.ctx(), { ...START, startsOn: '2027-07-01' })
  assert.deepEqual([await notice('2027-06-30'), await notice('2027-07-01')], ['ANYBODY', 'COLLECTOR_ONLY'])
  const { rows } = await api.pool.query(
    `select valid_from::text as day, confirmed_by as person, sources_read as source, ended_at is null as active
     from law_confirmation where rule_id = 'NO.ACT_2026_19' order by position`,
  )
  const row = { person: 'user:N. N.', source: 'Lovdata' }
  assert.deepEqual(rows, [
    { day: '2027-01-01', ...row, active: false },
    { day: '2027-07-01', ...row, active: true },
  ])
  const [check] = (await checkLawTimes(on('2027-06-01').platform)).filter(({ name }) => name === 'law NO.ACT_2026_19')
  assert.match(check?.says ?? '', /comes into force on 2027-07-01; \d+ of its rules are unconfirmed: .*NO\.FEE_UNIT/)
  await startRegime(api.ctx(), { ...START, startsOn: null })
  assert.equal(await notice('2027-07-01'), 'ANYBODY')
  await assert.rejects(startRegime(api.ctx(), { ...START, regimeId: 'NO.ACT_1999', startsOn: null }), {
    code: 'NOT_FOUND',
  })
  await assert.rejects(startRegime(api.ctx(), { ...START, sourcesRead: null, startsOn: '2027-01-01' }), {
    code: 'INVALID',
  })
})

test('the command shows the prepared act and what it changes, and wants a source for its day', async () => {
  const env = { DATABASE_URL: api.databaseUrl, DATA_DIR: api.config.dataDir }
  const shown = await runCli(['law', 'regime'], env)
  assert.match(shown.stdout, /NO\.ACT_2026_19: Norwegian.*\nNot in force: no day is set\.\n- Only a collector/)
  const refused = await runCli(['law', 'regime', 'NO.ACT_2026_19', '--starts', '2027-01-01', '--as', 'N. N.'], env)
  assert.equal(refused.code, 1, refused.stderr)
  assert.match(refused.stderr, /--sources/)
  const args = ['law', 'regime', 'no.act_2026_19', '--starts', '2027-01-01', '--sources', 'Lovdata', '--as', 'N. N.']
  const { regimes } = await json<{ regimes: { startsOn: string; unconfirmed: string[] }[] }>(args, env)
  assert.equal(regimes[0]?.startsOn, '2027-01-01')
  assert.ok(regimes[0]?.unconfirmed.includes('NO.FEE_UNIT'))
})

test('a rule that ends within 90 days without a successor causes one notice, and the doctor has a line', async () => {
  // A day on which every later rate is known, but those of the rules that this test ends.
  const { confirmLaw } = await import('../../src/agency/confirm-law.ts')
  const value = { type: 'COUNT', count: 2 }
  const entry = {
    ruleId: 'DK.BUSINESS.PLAN_COUNT',
    validFrom: '2025-01-01',
    validTo: '2025-06-30',
    value,
    source: 'Own',
  }
  await confirmLaw(api.ctx(), { rules: [entry], person: 'N. N.', sourcesRead: null })
  await noteEndingRules(on('2025-03-31'))
  assert.deepEqual(await endings(), [])
  await noteEndingRules(on('2025-04-01'))
  await noteEndingRules(on('2025-05-01'))
  assert.deepEqual(await endings(), [{ rule: 'DK.BUSINESS.PLAN_COUNT', validTo: '2025-06-30' }])
  const checks = await checkLawTimes(on('2025-04-01').platform)
  assert.match(checks.find(({ name }) => name === 'law DK ends')?.says ?? '', /DK\.BUSINESS\.PLAN_COUNT on 2025-06-30/)
})
