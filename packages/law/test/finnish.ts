/** Claims, histories and answers of the Finnish tests. */
import assert from 'node:assert/strict'
import { totalCap } from '../src/fee-steps.ts'
import type { Allowed, Refused } from '../src/may-take.ts'
import type { Claim, StepName, StepTaken } from '../src/steps.ts'

export const CONSUMER: Claim = { country: 'FI', debtorType: 'CONSUMER', capital: 250_00n, due: '2026-01-15' }
export const BUSINESS: Claim = { ...CONSUMER, debtorType: 'BUSINESS' }
export const BOTH = [CONSUMER, BUSINESS]

export const done = (...steps: [StepName, string, bigint, payBy?: string | undefined][]): StepTaken[] =>
  steps.map(([step, date, charged, payBy]) => ({ step, date, charged, ...(payBy === undefined ? {} : { payBy }) }))

export function most(answer: Allowed | Refused): bigint {
  assert.ok(answer.allowed, answer.allowed ? '' : `${answer.rule}: ${answer.why}`)
  return answer.most
}
export function refused(answer: Allowed | Refused, rule: string, why: RegExp): Refused {
  assert.ok(!answer.allowed, `${answer.step} is allowed`)
  assert.equal(answer.rule, rule)
  assert.match(answer.why, why)
  return answer
}
export const cap = (capital: bigint, more: Partial<Claim> = {}, on = '2026-03-01') =>
  totalCap({ ...BUSINESS, capital, ...more }, on)?.most
