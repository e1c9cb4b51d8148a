import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { addDays } from '@saatava/core/dates.ts'
import { LawError } from './errors.ts'
import { createLaw, lawFor, requireVerified } from './law.ts'
import { mergeRules, rulesWith } from './merge-rules.ts'
import { PACKS } from './packs/index.ts'
import { valueJson } from './value-json.ts'

const FI = { country: 'FI', debtorType: 'CONSUMER' } as const
const FI_B2B = { country: 'FI', debtorType: 'BUSINESS' } as const
const rate = (percent: number, validFrom: string, validTo: string | null = null) => ({
  ruleId: 'FI.REFERENCE_RATE',
  validFrom,
  validTo,
  value: { type: 'PERCENT', percent },
  source: 'the notice of June 2026',
})
const merged = (...rules: unknown[]) =>
  createLaw(mergeRules(PACKS, { rules }), { unverified: 'ALLOW', missing: 'REFUSE' })

test('the agency gives a rule that is missing, verified unless it says otherwise', () => {
  const law = merged(rate(3, '2026-07-01', '2026-12-31'), {
    ruleId: 'FI.BUSINESS.TOTAL_CAP',
    validFrom: '2022-05-01',
    value: { type: 'TIERS', currency: 'EUR', tiers: [{ over: '0', upTo: null, amount: '500.00' }] },
    source: 'our counsel',
    status: 'unverified',
  })
  const found = law.need(FI, 'REFERENCE_RATE', '2026-12-31')
  assert.deepEqual([found.value.percent, found.status], [3, 'verified'])
  assert.throws(() => law.need(FI, 'REFERENCE_RATE', '2027-01-01'), { code: 'NO_RULE' })
  assert.equal(law.need(FI_B2B, 'TOTAL_CAP', '2026-01-01').status, 'unverified')
  assert.equal(law.need(FI_B2B, 'TOTAL_CAP', '2021-03-01').value.tiers.length, 2)
})

test('a new version ends the one before it, and one of the same day replaces it', () => {
  const fee = (amount: string, validFrom: string) => ({
    ruleId: 'FI.CONSUMER.REMINDER_FEE',
    validFrom,
    value: { type: 'AMOUNT', amount, currency: 'EUR' },
    source: 'act of 2027',
  })
  const law = merged(fee('6.00', '2027-01-01'))
  assert.equal(law.need(FI, 'REMINDER_FEE', '2026-12-31').value.minor, 500n)
  assert.equal(law.need(FI, 'REMINDER_FEE', '2026-12-31').validTo, '2026-12-31')
  assert.equal(law.need(FI, 'REMINDER_FEE', '2027-01-01').value.minor, 600n)
  assert.equal(merged(fee('4.50', '2013-03-16')).need(FI, 'REMINDER_FEE', '2026-01-01').value.minor, 450n)
  assert.equal(
    PACKS.find(({ ruleId }) => ruleId === 'FI.CONSUMER.REMINDER_FEE')?.validTo,
    null,
    'the packs stay as they are',
  )
})

test('an exception with an end leaves what was before it in force after it', () => {
  const cap = (amount: string, validFrom: string, validTo: string | null) => ({
    ruleId: 'FI.CONSUMER.EXTENSION_FEE',
    validFrom,
    validTo,
    value: { type: 'AMOUNT', amount, currency: 'EUR' },
    source: 'temporary act',
  })
  const at = (law: ReturnType<typeof merged>, date: string) => law.find(FI, 'EXTENSION_FEE', date)?.value.minor
  const year = merged(cap('7.00', '2027-01-01', '2027-12-31'))
  assert.deepEqual([at(year, '2026-12-31'), at(year, '2027-06-01'), at(year, '2028-01-01')], [500n, 700n, 500n])
  const both = merged(cap('8.00', '2027-07-01', '2027-12-31'), cap('7.00', '2027-01-01', null))
  const days = ['2026-12-31', '2027-06-30', '2027-07-01', '2028-01-01']
  assert.deepEqual(
    days.map((day) => at(both, day)),
    [500n, 700n, 800n, 700n],
  )
})

test('an own version without an end does not hide the later ones that ship', () => {
  const law = merged(rate(9, '2018-01-01'), rate(8, '2020-01-01', '2020-06-30'))
  const days = ['2017-12-31', '2018-01-01', '2020-03-01', '2020-07-01', '2022-12-31', '2023-01-01', '2026-01-01']
  const rates = days.map((day) => law.need(FI, 'REFERENCE_RATE', day).value.percent)
  assert.deepEqual(rates, [0, 9, 8, 9, 9, 2.5, 2.5])
})

test('with any overrides of the packs, at most one version of a rule holds on each day', () => {
  const day = fc.integer({ min: 0, max: 3_000 }).map((days) => addDays('2015-01-01', days))
  const own = fc.array(fc.tuple(fc.integer({ min: 1, max: 20 }), day, fc.option(fc.integer({ min: 0, max: 900 }))), {
    maxLength: 6,
  })
  fc.assert(
    fc.property(own, day, (entries, asked) => {
      const apart = [...new Map(entries.map((entry) => [entry[1], entry])).values()]
      const own = apart.map(([percent, from, length]) =>
        rate(percent, from, length === null ? null : addDays(from, length)),
      )
      const rules = mergeRules(PACKS, { rules: own })
      const holds = rules.filter(
        ({ ruleId, validFrom, validTo }) =>
          ruleId === 'FI.REFERENCE_RATE' && validFrom <= asked && (validTo ?? asked) >= asked,
      )
      assert.equal(holds.length, 1)
      const last = own
        .filter(({ validFrom, validTo }) => validFrom <= asked && (validTo ?? '') >= asked)
        .toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0]
      const open = own.some(
        ({ validTo, validFrom }) => validTo === null && validFrom <= asked && validFrom > (last?.validFrom ?? ''),
      )
      const [held] = holds
      if (last !== undefined && !open) assert.deepEqual(held?.value, last.value)
    }),
  )
})

test('the agency confirms one version, or all of a rule, and its own source is kept', () => {
  const one = merged({ ruleId: 'FI.REFERENCE_RATE', validFrom: '2025-07-01', status: 'verified', source: 'the notice' })
  const confirmed = one.need(FI, 'REFERENCE_RATE', '2025-12-31')
  assert.equal(confirmed.status, 'verified')
  assert.match(confirmed.source, /derived.*; confirmed: the notice$/)
  const all = merged({ ruleId: 'NO.LATE_INTEREST_RATE', status: 'verified' })
  assert.ok(
    all.rules.filter(({ ruleId }) => ruleId === 'NO.LATE_INTEREST_RATE').every(({ status }) => status === 'verified'),
  )
  const doubt = merged({ ruleId: 'FI.CONSUMER.DEMAND_COUNT', status: 'unverified' })
  assert.equal(doubt.need(FI, 'DEMAND_COUNT', '2026-01-01').status, 'unverified')
})

test('the output of the command may be given back unchanged', () => {
  const printed = JSON.parse(
    JSON.stringify(PACKS.map((rule) => ({ ...rule, value: valueJson(rule.value) }))),
  ) as unknown[]
  const same = mergeRules(PACKS, { rules: printed })
  const byVersion = (a: { ruleId: string; validFrom: string }, b: { ruleId: string; validFrom: string }) =>
    `${a.ruleId} ${a.validFrom}` < `${b.ruleId} ${b.validFrom}` ? -1 : 1
  assert.deepEqual(same.toSorted(byVersion), PACKS.toSorted(byVersion))
  assert.equal(rulesWith(undefined), PACKS)
})

const WRONG: [unknown, string, RegExp][] = [
  [{}, '/rules', /an array/],
  [null, '/rules', /an array/],
  [{ rules: ['x'] }, '/rules/0/ruleId', /"saatava law rules" lists them/],
  [{ rules: [{ ruleId: 'EE.REFERENCE_RATE' }] }, '/rules/0/ruleId', /is the id of a rule/],
  [{ rules: [{ ruleId: 'FI.PUBLIC.REFERENCE_RATE' }] }, '/rules/0/ruleId', /is the id of a rule/],
  [{ rules: [{ ruleId: 'FI.toString', status: 'verified' }] }, '/rules/0/ruleId', /is the id of a rule/],
  [{ rules: [{ ruleId: 'FI.REFERENCE_RATE' }] }, '/rules/0', /a value, or a status/],
  [{ rules: [{ ruleId: 'FI.REFERENCE_RATE', status: 'sure' }] }, '/rules/0/status', /verified or unverified/],
  [
    { rules: [{ ruleId: 'FI.REFERENCE_RATE', validFrom: '2027-07-01', status: 'verified' }] },
    '/rules/0',
    /not there: FI.REFERENCE_RATE begins on 2007-01-01/,
  ],
  [{ rules: [{ ruleId: 'NO.TRATTA', status: 'verified' }] }, '/rules/0', /no value here, so give it one/],
  [{ rules: [{ ...rate(3, '2026-07-01'), validFrom: undefined }] }, '/rules/0/validFrom', /a date such as/],
  [{ rules: [rate(3, '2026-06-31')] }, '/rules/0/validFrom', /a date such as/],
  [{ rules: [rate(3, '2026-07-01', '2026-06-30')] }, '/rules/0/validTo', /not before validFrom/],
  [{ rules: [{ ...rate(3, '2026-07-01'), source: ' ' }] }, '/rules/0/source', /where the value stands/],
  [{ rules: [{ ...rate(3, '2026-07-01'), source: undefined }] }, '/rules/0/source', /where the value stands/],
  [{ rules: [rate(Number.NaN, '2026-07-01')] }, '/rules/0/value', /"percent":2.5/],
  [{ rules: [rate(1e-7, '2026-07-01')] }, '/rules/0/value', /"percent":2.5/],
  [
    {
      rules: [
        {
          ...rate(3, '2026-07-01'),
          ruleId: 'SE.REMINDER_FEE',
          value: { type: 'AMOUNT', amount: '60', currency: 'EUR' },
        },
      ],
    },
    '/rules/0/value/currency',
    /is SEK/,
  ],
  [{ rules: [{ ...rate(3, '2026-07-01'), value: { type: 'DAYS', days: 3 } }] }, '/rules/0/value', /type PERCENT/],
  [{ rules: [rate(3, '2026-07-01'), rate(4, '2026-07-01')] }, '/rules/1', /a second time/],
  [
    { rules: [{ ...rate(3, '2026-07-01'), ruleId: 'FI.DAY_COUNT', value: { type: 'WORD', word: 'LUNAR' } }] },
    '/rules/0/value',
    /one of ACT_365/,
  ],
  [
    {
      rules: [
        {
          ...rate(3, '2026-07-01'),
          ruleId: 'FI.CONSUMER.REMINDER_FEE',
          value: { type: 'AMOUNT', amount: 5, currency: 'EUR' },
        },
      ],
    },
    '/rules/0/value',
    /"amount":"5.00"/,
  ],
  [
    {
      rules: [
        {
          ...rate(3, '2026-07-01'),
          ruleId: 'FI.CONSUMER.DEMAND_FEE',
          value: {
            type: 'TIERS',
            currency: 'EUR',
            tiers: [
              { over: '0', upTo: '100', amount: '1' },
              { over: '50', upTo: null, amount: '2' },
            ],
          },
        },
      ],
    },
    '/rules/0/value',
    /do not overlap/,
  ],
  [
    {
      rules: [
        {
          ...rate(3, '2026-07-01'),
          ruleId: 'FI.CONSUMER.ALLOCATION_ORDER',
          value: { type: 'ORDER', order: ['COSTS', 'COSTS', 'CAPITAL'] },
        },
      ],
    },
    '/rules/0/value',
    /"order"/,
  ],
]

for (const [overrides, pointer, message] of WRONG) {
  test(`a mistake is named: ${pointer} ${message}`, () => {
    assert.throws(
      () => mergeRules(PACKS, overrides),
      (error) => {
        assert.ok(error instanceof LawError && error.code === 'RULES')
        assert.equal(error.faults[0]?.pointer, pointer)
        assert.match(error.faults[0]?.message ?? '', message)
        return true
      },
    )
  })
}

test('every mistake is named at once', () => {
  const wrong = { rules: [rate(3, 'soon'), rate(4, '2026-07-01', 'late'), { ruleId: 'x' }] }
  assert.throws(
    () => mergeRules(PACKS, wrong),
    (error) => error instanceof LawError && error.faults.length === 3,
  )
})

test('production uses only confirmed rules, and says which are not', () => {
  const rules = PACKS.filter(({ ruleId }) => /^FI\.(INTEREST_START|NO_DUE_DATE_DAYS|DAY_COUNT)$/.test(ruleId))
  requireVerified(rules, 'sandbox')
  requireVerified(
    rules.filter(({ status }) => status === 'verified'),
    'production',
  )
  assert.throws(() => requireVerified(rules, 'production'), {
    code: 'UNVERIFIED_RULE',
    ruleId: 'FI.INTEREST_START',
    message: /FI.INTEREST_START of 2007-01-01, FI.DAY_COUNT .*"status":"verified"/,
  })
  const production = lawFor('production')
  assert.equal(production.need(FI, 'REMINDER_FEE', '2026-01-01').value.minor, 500n)
  assert.throws(() => production.find(FI, 'DAY_COUNT', '2026-01-01'), { code: 'UNVERIFIED_RULE' })
  assert.throws(() => production.need(FI, 'REFERENCE_RATE', '2027-01-01'), { code: 'NO_RULE' })
  assert.equal(lawFor('staging').need(FI, 'DEMAND_COUNT', '2026-01-01').value.count, 2)
  assert.throws(() => lawFor('staging').need(FI, 'REFERENCE_RATE', '2027-01-01'), { code: 'NO_RULE' })
})

test('the last known rule fills a gap until the next one, and never stands in for a rule that is optional', () => {
  const law = lawFor('sandbox')
  const gap = PACKS.filter(
    ({ ruleId, validFrom }) => ruleId !== 'FI.BUSINESS.REMINDER_FEE' || validFrom !== '2021-01-01',
  )
  const half = { ruleId: 'FI.BUSINESS.REMINDER_FEE', validFrom: '2021-01-01', validTo: '2021-06-30', source: 'counsel' }
  const value = { type: 'AMOUNT', amount: '10.00', currency: 'EUR' }
  const carried = lawFor('sandbox', mergeRules(gap, { rules: [{ ...half, value }] })).need(
    FI_B2B,
    'REMINDER_FEE',
    '2021-08-01',
  )
  assert.deepEqual([carried.value.minor, carried.validTo, carried.carriedOn], [1000n, '2022-04-30', true])
  assert.equal(law.find(FI_B2B, 'DEMAND_AFTER_DUE', '2026-01-01'), undefined)
  assert.throws(() => law.need(FI, 'REFERENCE_RATE', '2006-12-31'), { code: 'NO_RULE' })
})
