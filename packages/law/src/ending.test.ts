import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endingRules } from './ending.ts'
import { PACKS } from './packs/index.ts'
import type { Rule } from './rule.ts'

const rule = (ruleId: string, validFrom: string, validTo: string | null): Rule => ({
  ...{ ruleId, country: 'NO', validFrom, validTo, source: 'A test’s own', status: 'verified' },
  debtorType: ruleId.includes('BUSINESS') ? 'BUSINESS' : ruleId.includes('CONSUMER') ? 'CONSUMER' : 'ANY',
  value: { type: 'COUNT', count: 1 },
})
const ending = (today: string, ...rules: Rule[]) => endingRules(rules, () => today).map(({ ruleId }) => ruleId)

test('a rule is spoken of from 90 days before its end until its end, where none follows', () => {
  const rate = rule('NO.LATE_INTEREST_RATE', '2026-07-01', '2026-12-31')
  assert.deepEqual(ending('2026-10-01', rate), [])
  assert.deepEqual(ending('2026-10-02', rate), ['NO.LATE_INTEREST_RATE'])
  assert.deepEqual(ending('2026-12-31', rate), ['NO.LATE_INTEREST_RATE'])
  assert.deepEqual(ending('2027-01-01', rate), [])
  assert.deepEqual(ending('2026-12-01', rate, rule('NO.LATE_INTEREST_RATE', '2027-01-01', null)), [])
  assert.deepEqual(ending('2026-12-01', rate, rule('NO.LATE_INTEREST_RATE', '2027-02-01', null)).length, 1, 'a gap')
})

test('a rule for all may follow one for some, and the other way round only by both', () => {
  const all = rule('NO.REMINDER_FEE', '2026-01-01', '2026-12-31')
  const some = (who: string, from = '2027-01-01') => rule(`NO.${who}.REMINDER_FEE`, from, null)
  assert.deepEqual(ending('2026-12-01', all, some('CONSUMER')), ['NO.REMINDER_FEE'])
  assert.deepEqual(ending('2026-12-01', all, some('CONSUMER'), some('BUSINESS')), [])
  const one = rule('NO.CONSUMER.REMINDER_FEE', '2026-01-01', '2026-12-31')
  assert.deepEqual(ending('2026-12-01', one, rule('NO.REMINDER_FEE', '2027-01-01', null)), [])
})

test('the packs know every rate of the second half of 2026 and speak of its end', () => {
  const named = endingRules(PACKS, () => '2026-11-01').map(({ ruleId, validTo }) => `${ruleId} ${validTo}`)
  for (const id of ['SE.REFERENCE_RATE', 'NO.LATE_INTEREST_RATE', 'NO.BUSINESS.COMPENSATION', 'DK.LATE_INTEREST_RATE'])
    assert.ok(named.includes(`${id} 2026-12-31`), named.join(', '))
})
