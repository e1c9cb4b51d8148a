import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lawFor } from './law.ts'
import { mayTake } from './may-take.ts'
import { rulesWith } from './merge-rules.ts'
import { PACKS } from './packs/index.ts'
import { REGIMES } from './regimes.ts'
import type { Claim } from './steps.ts'

const NO: Claim = { country: 'NO', debtorType: 'CONSUMER', capital: 400_00n, due: '2026-12-15' }
const starting = (validFrom: string, ...more: object[]) => ({
  rules: [
    {
      ruleId: 'NO.ACT_2026_19',
      validFrom,
      value: { type: 'WORD', word: 'IN_FORCE' },
      source: 'Lovdata',
      status: 'verified',
    },
    ...more,
  ],
})
const staging = (overrides?: object) => lawFor('staging', rulesWith(overrides))

test('N12: no rule of an act holds before a person has set its day, and each from that day on', () => {
  for (const { country, rules } of REGIMES)
    for (const { ruleId, value } of rules) {
      const shipped = PACKS.filter((rule) => rule.ruleId === ruleId && rule.country === country)
      assert.ok(!shipped.some(({ source }) => source.includes('LOV-2026-05-22-19')), ruleId)
      const topic = ruleId.split('.').at(-1)
      const found = rulesWith(starting('2027-01-01')).filter((rule) => rule.ruleId.endsWith(`.${topic}`))
      assert.deepEqual(found.find(({ validFrom }) => validFrom === '2027-01-01')?.value, value)
    }
  const law = staging(starting('2027-01-01'))
  assert.equal(law.find(NO, 'NOTICE_BY', '2026-12-31')?.value.word, 'ANYBODY')
  assert.equal(law.find(NO, 'NOTICE_BY', '2027-01-01')?.value.word, 'COLLECTOR_ONLY')
  assert.equal(staging().find(NO, 'NOTICE_BY', '2027-01-01')?.value.word, 'ANYBODY')
  assert.equal(staging().find(NO, 'CONTACT_WEEKDAY', '2027-01-01'), undefined)
})

test('N12: a creditor charges nothing for its own notices and demands', () => {
  const own: Claim = { ...NO, professional: false }
  const most = (overrides?: object) => {
    const may = mayTake('REMINDER', [], '2027-01-05', own, staging(overrides))
    return may.allowed ? may.most : undefined
  }
  assert.equal(most(), 38_00n)
  assert.equal(most(starting('2027-01-05')), 0n)
  assert.equal(most(starting('2027-01-06')), 38_00n)
})

test('N12: production charges nothing by the old amount until the new regulation is confirmed', () => {
  const confirmedPacks = [...new Set(PACKS.filter(({ country }) => country === 'NO').map(({ ruleId }) => ruleId))].map(
    (ruleId) => ({ ruleId, status: 'verified' }),
  )
  const unit = { ruleId: 'NO.FEE_UNIT', validFrom: '2027-01-01', status: 'verified' }
  const before = confirmedPacks.filter(({ ruleId }) => ruleId !== 'NO.FEE_UNIT')
  const units = ['2017-01-01', '2026-01-01'].map((validFrom) => ({
    ruleId: 'NO.FEE_UNIT',
    validFrom,
    status: 'verified',
  }))
  const production = (...more: object[]) =>
    lawFor('production', rulesWith(starting('2027-01-01', ...before, ...units, ...more)))
  const ask = (date: string, ...more: object[]) => mayTake('REMINDER', [], date, NO, production(...more))
  assert.equal(ask('2026-12-31').allowed, true)
  assert.throws(() => ask('2027-01-05'), { code: 'UNVERIFIED_RULE', ruleId: 'NO.FEE_UNIT' })
  const confirmed = ask('2027-01-05', unit)
  assert.deepEqual(confirmed.allowed && confirmed.most, 38_00n)
})

test('a start that has an end gives way to the rules before it', () => {
  const entry = { ...starting('2027-01-01').rules[0], validTo: '2027-06-30' }
  const law = staging({ rules: [entry] })
  assert.equal(law.find(NO, 'NOTICE_BY', '2027-06-30')?.value.word, 'COLLECTOR_ONLY')
  assert.equal(law.find(NO, 'NOTICE_BY', '2027-07-01')?.value.word, 'ANYBODY')
})
