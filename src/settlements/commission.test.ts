import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ClientContract } from '../claims/contract.ts'
import type { SettleLine } from '../payments/settle-queries.ts'
import { commissionOf } from './commission.ts'
import { amountOf, breakdownOf } from './lines.ts'

const line = (more: Partial<SettleLine> = {}): SettleLine => ({
  ...{ allocationId: 1, takenBack: false, paymentKind: 'BANK', caseId: 1, stage: 'DEMAND', allocatedOn: '2026-03-01' },
  ...{ reversedAt: null, originalReference: null, commission: 0n },
  ...{ capital: 10_000n, interest: 155n, costs: 500n, fees: 1_400n, owed: 10_655n },
  ...more,
})

const BOTH: ClientContract['commission'] = [
  { fromStage: 'LEGAL', percent: 20, of: ['CAPITAL', 'INTEREST'] },
  { fromStage: 'REMINDER', percent: 2.5, of: ['CAPITAL', 'INTEREST', 'COSTS', 'FEES'] },
]

void test('a commission counts from its stage on; the latest that was reached, of each component', () => {
  assert.equal(commissionOf(line({ stage: 'OVERDUE' }), BOTH), 0n)
  // 2.5 % of 106.55 is 2.66375.
  assert.equal(commissionOf(line({ stage: 'REMINDER' }), BOTH), 266n)
  assert.equal(commissionOf(line(), BOTH), 266n)
  // 20 % of 101.55 and 2.5 % of 5.00: 20.31 + 0.125.
  assert.equal(commissionOf(line({ stage: 'LEGAL' }), BOTH), 2_044n)
  assert.equal(commissionOf(line({ stage: 'ENFORCEMENT' }), BOTH), 2_044n)
  assert.equal(commissionOf(line({ paymentKind: 'DIRECT' }), BOTH), 0n)
})

void test('a line’s parts are its amount; taken back, all of it turns round', () => {
  const paid = line({ commission: 266n })
  assert.equal(amountOf(paid), 10_389n)
  assert.deepEqual(breakdownOf(paid), [
    { type: 'CAPITAL', amount: 10_000n },
    { type: 'INTEREST', amount: 155n },
    { type: 'FEES', amount: 500n },
    { type: 'FEES', amount: -266n },
  ])
  const back = { ...paid, takenBack: true }
  assert.equal(amountOf(back), -10_389n)
  assert.deepEqual(
    breakdownOf(back).map(({ amount }) => amount),
    [-10_000n, -155n, -500n, 266n],
  )
  const direct = line({ paymentKind: 'DIRECT', owed: -1_400n })
  assert.deepEqual([amountOf(direct), breakdownOf(direct)], [-1_400n, [{ type: 'FEES', amount: -1_400n }]])
})
