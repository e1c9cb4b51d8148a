import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readParts } from './parts.ts'

test('reads a case a line, with an amount in either spelling or without', () => {
  assert.deepEqual(readParts('5000001 100.00\r\n 5000002: 1,5 \n\n5000003'), [
    { caseId: 5_000_001, amount: 10_000n },
    { caseId: 5_000_002, amount: 150n },
    { caseId: 5_000_003 },
  ])
})

test('names the line that it cannot read', () => {
  for (const wrong of ['', 'all', '5000001 -1', '5000001 1.005', '5000001 1 000,00'])
    assert.throws(() => readParts(wrong), { code: 'INVALID' }, wrong)
})
