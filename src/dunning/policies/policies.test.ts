import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW, lawFor } from '@saatava/law/law.ts'
import type { PolicyStep } from '../../claims/policy.ts'
import { READY_MADE } from './ready-made.ts'
import { policyViolations } from './violations.ts'

const DUE = '2026-03-02'
const SANDBOX = lawFor('sandbox')

test('there is a lawful ready-made policy for every country and kind of debtor', () => {
  assert.deepEqual(
    READY_MADE.map(({ policyId }) => policyId).sort(),
    ['FI', 'SE', 'NO', 'DK'].flatMap((country) => [`${country}-BUSINESS`, `${country}-CONSUMER`]).sort(),
  )
  for (const policy of READY_MADE) assert.deepEqual(policyViolations(policy, DUE, SANDBOX), [], policy.policyId)
})

test('too early, too dear and too many are refused, each with the step, the rule and its source', () => {
  const steps = (changes: object[]) =>
    changes.map((change) => ({
      kind: 'REMINDER' as const,
      afterDays: 14,
      fee: 'MOST' as const,
      payWithinDays: 14,
      ...change,
    }))
  const violationsOf = (changes: object[]) =>
    policyViolations({ country: 'FI', debtorType: 'CONSUMER', steps: steps(changes) }, DUE, LAW)
  const early = violationsOf([{ afterDays: 7 }])
  assert.equal(early[0]?.step, 0)
  assert.match(early[0]?.rule ?? '', /REMINDER/)
  assert.ok((early[0]?.source ?? '').length > 5)
  assert.equal(violationsOf([{}, { fee: 600 }])[0]?.step, 1, 'six euros for a reminder')
  assert.equal(violationsOf([{}, { fee: 500 }]).length, 0)
  const demands = (fee: object) =>
    violationsOf([{}, {}, { kind: 'DEMAND' }, { kind: 'DEMAND' }, { kind: 'DEMAND', ...fee }])
  assert.deepEqual(
    demands({}).map(({ step, rule }) => `${step} ${rule}`),
    ['4 FI.CONSUMER.DEMAND_COUNT'],
  )
  // One that costs nothing is free.
  assert.deepEqual(demands({ fee: 'NONE' }), [])
})

const letter = (kind: 'REMINDER' | 'DEMAND', afterDays: number, payWithinDays: number) =>
  ({ kind, afterDays, fee: 'MOST', payWithinDays }) as const
const court = (afterDays: number, fee: 'NONE' | number = 'NONE') =>
  ({ kind: 'OFFER_LEGAL', afterDays, fee, payWithinDays: 0 }) as const

/** Country, steps, and the step and rule that forbids them; none where they are lawful. */
const TERMS: ['FI' | 'SE' | 'NO' | 'DK', PolicyStep[], string[]][] = [
  ['SE', [letter('DEMAND', 10, 7)], ['0 SE.DEMAND_TERM']],
  ['SE', [letter('DEMAND', 10, 8), court(9)], []],
  ['SE', [letter('DEMAND', 10, 8), court(8)], ['1 SE.DEMAND_TERM']],
  ['NO', [letter('REMINDER', 14, 13), letter('DEMAND', 15, 14)], ['0 NO.NOTICE_TERM']],
  [
    'NO',
    [letter('REMINDER', 14, 1), letter('REMINDER', 14, 14), letter('DEMAND', 15, 13)],
    ['0 NO.REMINDER_TERM', '1 NO.REMINDER_TERM', '2 NO.DEMAND_TERM'],
  ],
  ['DK', [letter('REMINDER', 1, 0), letter('DEMAND', 10, 9)], ['1 DK.DEMAND_TERM']],
  ['FI', [letter('REMINDER', 14, 14), court(60)], ['1 FI.CONSUMER.COURT_AFTER_DEMAND']],
  ['DK', [letter('REMINDER', 10, 10), court(15)], ['1 DK.COURT_AFTER_DEMAND']],
  ['DK', [letter('DEMAND', 10, 10), court(10)], ['1 DK.DEMAND_TERM']],
  ['DK', [letter('DEMAND', 10, 10), court(11)], []],
  ['FI', [letter('DEMAND', 60, 14)], ['0 FI.CONSUMER.DEMAND_AFTER_REMINDER']],
  ['FI', [letter('REMINDER', 14, 14), letter('DEMAND', 13, 14)], ['1 FI.CONSUMER.DEMAND_AFTER_REMINDER']],
  // F14: the demand's own term, of 14 days here, must have ended
  ['FI', [letter('REMINDER', 14, 14), letter('DEMAND', 14, 14), court(14)], ['2 FI.CONSUMER.COURT_AFTER_DEMAND']],
  ['FI', [letter('REMINDER', 14, 14), letter('DEMAND', 14, 14), court(15)], []],
  ['FI', [letter('REMINDER', 14, 14), letter('DEMAND', 14, 14), court(15, 100)], ['2 FI.CONSUMER.COURT_AFTER_DEMAND']],
]

test('a time to pay that is shorter than the law’s, and court before its day, are refused', () => {
  for (const [country, steps, rules] of TERMS) {
    const found = policyViolations({ country, debtorType: 'CONSUMER', steps }, DUE, LAW)
    assert.deepEqual(
      found.map(({ step, rule }) => `${step} ${rule}`),
      rules,
      JSON.stringify(steps),
    )
  }
})
