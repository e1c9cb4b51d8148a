import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lawFor } from './law.ts'
import { type PolicyFor, type PolicyStep, lawfulPolicy } from './lawful-policy.ts'

const FI: PolicyFor = { country: 'FI', debtorType: 'CONSUMER', due: '2026-01-15' }
const step = (step: PolicyStep['step'], offsetDays: number, fee?: PolicyStep['fee']): PolicyStep =>
  fee === undefined ? { step, offsetDays } : { step, offsetDays, fee }
const broken = (steps: PolicyStep[], policyFor: PolicyFor) =>
  lawfulPolicy(steps, policyFor).map(({ step, rule }) => `${step} ${rule}`)

const USUAL = [step('REMINDER', 14), step('REMINDER', 14), step('DEMAND', 14), step('DEMAND', 14), step('LEGAL', 21)]

test('the usual life of a Finnish consumer’s invoice is lawful', () => {
  assert.deepEqual(lawfulPolicy(USUAL, FI), [])
  assert.deepEqual(lawfulPolicy(USUAL, { ...FI, directlyEnforceable: true }), [])
})

/** Policies that the law forbids, and which rule of it. */
const FORBIDDEN: [string, PolicyStep[], PolicyFor, string[]][] = [
  ['a day too early', [step('REMINDER', 13)], FI, ['0 FI.CONSUMER.REMINDER_AFTER_DUE']],
  ['two reminders too close', [step('REMINDER', 14), step('REMINDER', 13)], FI, ['1 FI.CONSUMER.REMINDER_SPACING']],
  ['a demand without a reminder', [step('DEMAND', 60)], FI, ['0 FI.CONSUMER.DEMAND_AFTER_REMINDER']],
  [
    'a demand 13 days after a reminder, also one that is free',
    [step('REMINDER', 1, 0n), step('DEMAND', 13, 0n)],
    FI,
    ['1 FI.CONSUMER.DEMAND_AFTER_REMINDER'],
  ],
  [
    'a third demand that is charged',
    [step('REMINDER', 14), step('DEMAND', 14), step('DEMAND', 14), step('DEMAND', 14)],
    FI,
    ['3 FI.CONSUMER.DEMAND_COUNT'],
  ],
  ['a cent too dear', [step('REMINDER', 14, 501n)], FI, ['0 FI.CONSUMER.REMINDER_FEE']],
  [
    '24 also where the capital is small',
    [step('REMINDER', 14), step('DEMAND', 14, 2400n)],
    FI,
    ['1 FI.CONSUMER.DEMAND_FEE'],
  ],
  [
    'the second demand as dear as the first',
    [step('REMINDER', 14), step('DEMAND', 14, 1400n), step('DEMAND', 14, 1400n)],
    FI,
    ['2 FI.CONSUMER.FURTHER_DEMAND_SHARE'],
  ],
  ['publicity for a consumer', [step('REMINDER', 14), step('TRATTA', 14)], FI, ['1 FI.CONSUMER.TRATTA']],
  ['court without a demand', [step('REMINDER', 14), step('LEGAL', 60)], FI, ['1 FI.CONSUMER.COURT_AFTER_DEMAND']],
  ['a step that a country does not know', [step('DEMAND_HEAVY', 60)], FI, ['0 FI.CONSUMER.DEMAND_HEAVY_AFTER']],
  [
    'businesses nine days apart',
    [step('REMINDER', 1), step('DEMAND', 9)],
    { ...FI, debtorType: 'BUSINESS' },
    ['1 FI.BUSINESS.DEMAND_SPACING'],
  ],
  [
    'a second reminder in Sweden',
    [step('REMINDER', 5), step('REMINDER', 15)],
    { ...FI, country: 'SE' },
    ['1 SE.REMINDER_FEE'],
  ],
  [
    'a second reminder before the first one’s term has ended in Norway',
    [step('REMINDER', 14), step('REMINDER', 14)],
    { ...FI, country: 'NO' },
    ['1 NO.REMINDER_TERM'],
  ],
  ['a demand without a notice in Norway', [step('DEMAND', 60)], { ...FI, country: 'NO' }, ['0 NO.NOTICE_TERM']],
  [
    'four reminders in Denmark',
    [1, 10, 10, 10].map((days) => step('REMINDER', days)),
    { ...FI, country: 'DK' },
    ['3 DK.REMINDER_COUNT'],
  ],
  [
    'compensation beside costs in Sweden',
    [step('COMPENSATION', 1, 45000n), step('REMINDER', 5, 6000n)],
    { ...FI, country: 'SE', debtorType: 'BUSINESS' },
    ['1 SE.BUSINESS.COMPENSATION_RELATION'],
  ],
  [
    'two things at once',
    [step('REMINDER', 13), step('REMINDER', 14, 900n)],
    FI,
    ['0 FI.CONSUMER.REMINDER_AFTER_DUE', '1 FI.CONSUMER.REMINDER_FEE'],
  ],
]

for (const [name, steps, policyFor, rules] of FORBIDDEN)
  test(`forbidden: ${name}`, () => assert.deepEqual(broken(steps, policyFor), rules))

test('a violation says what is wrong, where, and where that stands', () => {
  const [violation] = lawfulPolicy([step('REMINDER', 13)], FI)
  assert.match(
    violation?.why ?? '',
    /REMINDER: not before 2026-01-29, and 13 days after the step before it is 2026-01-28/,
  )
  assert.match(violation?.source ?? '', /Debt Collection Act 513\/1999 § 10 b/)
  const [dear] = lawfulPolicy([step('REMINDER', 14), step('DEMAND', 14, 2400n)], FI)
  assert.match(dear?.why ?? '', /24.00 is more than 14.00, the most at a capital of 0.01/)
})

test('a fee by capital is compared with the law’s table at every bound', () => {
  const table = [
    { over: 0n, upTo: 100_00n, amount: 14_00n },
    { over: 100_00n, upTo: 1_000_00n, amount: 24_00n },
    { over: 1_000_00n, upTo: null, amount: 50_00n },
  ]
  assert.deepEqual(lawfulPolicy([step('REMINDER', 14), step('DEMAND', 14, table)], FI), [])
  const shifted = table.map((tier, i) =>
    i === 1 ? { ...tier, over: 99_99n } : i === 0 ? { ...tier, upTo: 99_99n } : tier,
  )
  const [violation] = lawfulPolicy([step('REMINDER', 14), step('DEMAND', 14, shifted)], FI)
  assert.match(violation?.why ?? '', /24.00 is more than 14.00, the most at a capital of 100.00/)
})

test('accepts lawful policies of the other countries', () => {
  const lawful: [PolicyStep[], PolicyFor][] = [
    [
      [step('REMINDER', 1), step('DEMAND', 10), step('DEMAND', 10), step('DEMAND', 10, 0n)],
      { ...FI, debtorType: 'BUSINESS' },
    ],
    [[step('REMINDER', 5), step('DEMAND', 10), step('LEGAL', 9)], { ...FI, country: 'SE' }],
    [
      [step('COMPENSATION', 1), step('REMINDER', 5, 0n), step('DEMAND', 10, 0n)],
      { ...FI, country: 'SE', debtorType: 'BUSINESS' },
    ],
    [
      [step('REMINDER', 14), step('REMINDER', 15), step('DEMAND', 15), step('DEMAND_HEAVY', 43)],
      { ...FI, country: 'NO' },
    ],
    [[step('REMINDER', 1), step('REMINDER', 10), step('REMINDER', 10), step('DEMAND', 10)], { ...FI, country: 'DK' }],
  ]
  for (const [steps, policyFor] of lawful)
    assert.deepEqual(lawfulPolicy(steps, policyFor), [], JSON.stringify(policyFor))
})

test('a missing step is a violation, and an unconfirmed rule stops production', () => {
  const [missing] = lawfulPolicy([step('EXTENSION', 14)], { ...FI, country: 'NO' })
  assert.deepEqual([missing?.status, missing?.rule], ['missing', 'NO.CONSUMER.EXTENSION_FEE'])
  assert.throws(() => lawfulPolicy(USUAL, { ...FI, country: 'NO' }, lawFor('production')), { code: 'UNVERIFIED_RULE' })
  assert.throws(() => lawfulPolicy([step('REMINDER', -1)], FI), { code: 'INPUT' })
  assert.throws(
    () =>
      lawfulPolicy(
        Array.from({ length: 51 }, () => step('REMINDER', 14)),
        FI,
      ),
    { code: 'INPUT' },
  )
})
