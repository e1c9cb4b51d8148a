import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AppError } from '../platform/errors.ts'
import { type MoveInput, targetOf } from './target.ts'

const NOW = new Date('2026-03-20T10:00:00.000Z')
const target = (input: MoveInput) => targetOf(input, NOW).toISOString()

function refused(input: MoveInput, code: string, says: RegExp): void {
  assert.throws(
    () => targetOf(input, NOW),
    (error) =>
      error instanceof AppError && error.code === code && says.test(JSON.stringify([error.message, error.faults])),
    JSON.stringify(input),
  )
}

test('an instant, and a day once it has begun in every country', () => {
  assert.equal(target({ to: '2026-03-21T12:00:00+02:00' }), '2026-03-21T10:00:00.000Z')
  assert.equal(target({ to: '2026-12-01' }), '2026-11-30T23:00:00.000Z')
  assert.equal(target({ to: '2026-07-01' }), '2026-06-30T22:00:00.000Z')
})

test('days are civil days, seconds are seconds', () => {
  assert.equal(target({ advanceDays: 9 }), '2026-03-29T09:00:00.000Z')
  assert.equal(target({ advanceSeconds: 9 * 86_400 }), '2026-03-29T10:00:00.000Z')
  assert.equal(target({ advanceSeconds: 1 }), '2026-03-20T10:00:01.000Z')
})

test('a move never goes back, and has a limit', () => {
  refused({ to: '2026-03-20T10:00:00.000Z' }, 'RULE', /only moves forward/)
  refused({ to: '2026-03-20' }, 'RULE', /only moves forward.*2026-03-19T23:00/)
  refused({ to: '2199-01-01' }, 'RULE', /3660 days/)
})

test('a move names exactly one of to, advanceDays and advanceSeconds', () => {
  refused({}, 'INVALID', /one of to, advanceDays and advanceSeconds/)
  refused({ to: '2026-12-01', advanceDays: 3 }, 'INVALID', /advanceDays/)
  for (const to of ['tomorrow', '2026-02-30', '2026-12-01T25:00:00Z', '20261201', '2026-12-01 12:00'])
    refused({ to }, 'INVALID', /such as 2026-12-01/)
})
