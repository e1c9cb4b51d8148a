import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW, lawFor } from '../../law/law.ts'
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
  const of = (changes: object[]) =>
    policyViolations({ country: 'FI', debtorType: 'CONSUMER', steps: steps(changes) }, DUE, LAW)
  const early = of([{ afterDays: 7 }])
  assert.equal(early[0]?.step, 0)
  assert.match(early[0]?.rule ?? '', /REMINDER/)
  assert.ok((early[0]?.source ?? '').length > 5)
  assert.equal(of([{}, { fee: 600 }])[0]?.step, 1, 'six euros for a reminder')
  assert.equal(of([{}, { fee: 500 }]).length, 0)
  assert.equal(
    of([{}, {}, { kind: 'DEMAND' }, { kind: 'DEMAND' }, { kind: 'DEMAND' }]).some(({ step }) => step === 4),
    true,
  )
})
