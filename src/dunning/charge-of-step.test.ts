import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Allowed, mayTake } from '@saatava/law/may-take.ts'
import type { Claim } from '@saatava/law/steps.ts'
import { chargeOfStep } from './charge-of-step.ts'

const CLAIM: Claim = { country: 'FI', debtorType: 'CONSUMER', capital: 25_000n, due: '2026-01-29' }
const REMINDED = [{ step: 'REMINDER', date: '2026-02-12', charged: 500n }] as const

function demand(capital: bigint): Allowed {
  const may = mayTake('DEMAND', REMINDED, '2026-02-26', { ...CLAIM, capital })
  assert.ok(may.allowed, may.allowed ? '' : may.why)
  return may
}

test('a step charges what the policy asks for, and at most what the law gives', () => {
  assert.deepEqual(chargeOfStep(demand(25_000n), 'MOST', CLAIM, 'EUR'), { fee: 2_400n })
  assert.deepEqual(chargeOfStep(demand(25_000n), 1_000, CLAIM, 'EUR'), { fee: 1_000n })
  assert.deepEqual(chargeOfStep(demand(25_000n), 9_900, CLAIM, 'EUR'), { fee: 2_400n })
})

test('a debt of which no capital is left grows no more by its collection', () => {
  const { fee, note } = chargeOfStep(demand(0n), 'MOST', { capital: 0n }, 'EUR')
  assert.equal(fee, 0n)
  assert.match(note ?? '', /no capital is left/)
})

test('the tables are in the country’s currency: in another one nothing is charged automatically', () => {
  const { fee, note } = chargeOfStep(demand(25_000n), 'MOST', CLAIM, 'SEK')
  assert.equal(fee, 0n)
  assert.match(note ?? '', /EUR.+SEK/)
})
