import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextStep } from './next-step.ts'

const at = (text: string) => new Date(text)
const step = (now: string, to: string, ...due: string[]) => nextStep(at(now), at(to), due.map(at)).toISOString()

test('a day on which nothing falls due is one step, to the next midnight of Helsinki', () => {
  assert.equal(step('2026-01-15T10:00:00Z', '2026-02-15T10:00:00Z'), '2026-01-15T22:00:00.000Z')
  assert.equal(step('2026-01-15T22:00:00.001Z', '2026-02-15T10:00:00Z'), '2026-01-16T22:00:00.000Z')
  assert.equal(step('2026-01-15T22:00:00Z', '2026-02-15T10:00:00Z'), '2026-01-16T22:00:00.000Z')
})

test('days on which clocks change are shorter or longer', () => {
  assert.equal(step('2026-03-28T22:00:00Z', '2026-05-01T00:00:00Z'), '2026-03-29T21:00:00.000Z')
  assert.equal(step('2026-10-24T21:00:00Z', '2026-12-01T00:00:00Z'), '2026-10-25T22:00:00.000Z')
})

test('the last step ends at the target', () => {
  assert.equal(step('2026-01-15T10:00:00Z', '2026-01-15T10:00:01Z'), '2026-01-15T10:00:01.000Z')
})

test('work that falls due within the day is done at the full hour after it', () => {
  const to = '2026-02-15T10:00:00Z'
  assert.equal(step('2026-01-15T10:00:00Z', to, '2026-01-15T12:34:56Z'), '2026-01-15T13:00:00.000Z')
  assert.equal(step('2026-01-15T10:00:00Z', to, '2026-01-15T13:00:00Z'), '2026-01-15T13:00:00.000Z')
  assert.equal(step('2026-01-15T10:00:00Z', to, '2026-01-18T13:00:00Z'), '2026-01-15T22:00:00.000Z')
  assert.equal(step('2026-01-15T10:00:00Z', '2026-01-15T12:40:00Z', '2026-01-15T12:34:56Z'), '2026-01-15T12:40:00.000Z')
  // The midnight of the other countries.
  assert.equal(step('2026-01-15T22:00:00.005Z', to, '2026-01-15T23:00:00Z'), '2026-01-15T23:00:00.000Z')
})
