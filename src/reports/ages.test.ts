import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AGE_BANDS, AGE_STARTS, dueDatesOf } from './ages.ts'

test('a day before and a day after a band leave the due dates of the band', () => {
  assert.equal(AGE_BANDS.length, AGE_STARTS.length + 1)
  assert.deepEqual(dueDatesOf(0, '2026-03-01'), { dueAfter: '2026-02-28' })
  assert.deepEqual(dueDatesOf(1, '2026-03-01'), { dueAfter: '2026-01-29', dueBefore: '2026-03-01' })
  assert.deepEqual(dueDatesOf(6, '2026-03-01'), { dueBefore: '2025-03-01' })
})
