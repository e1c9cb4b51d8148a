import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkQuery, warningsHeader } from './unknown-query.ts'

const KNOWN = ['fromDate', 'toDate', 'limit', 'cursor']

void test('refuses a name that resembles a known one, on every endpoint', () => {
  for (const lenient of [true, false]) {
    const { faults, ignored } = checkQuery({ fromdate: '2026-01-01' }, KNOWN, lenient)
    assert.deepEqual(faults, [
      {
        pointer: '?fromdate',
        code: 'UNKNOWN_PARAMETER',
        message: 'is not known; did you mean "fromDate"? (known are fromDate, toDate, limit, cursor)',
      },
    ])
    assert.deepEqual(ignored, [])
  }
})

void test('answers any other unknown name on a published endpoint, and reports it', () => {
  const { faults, ignored } = checkQuery({ utm_source: 'x', 'a b': 'y' }, KNOWN, true)
  assert.deepEqual(faults, [])
  assert.equal(warningsHeader(ignored), 'UNKNOWN_PARAMETER utm_source, UNKNOWN_PARAMETER a%20b')
})

void test('refuses any unknown name on an endpoint of our own, and says where none is known', () => {
  const { faults } = checkQuery({ page: '2' }, [], false)
  assert.match(faults[0]?.message ?? '', /^is not known \(this endpoint takes no query parameters\)$/)
})

void test('reports at most 20 names, each cut to 60 characters', () => {
  const query = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`${i}${'x'.repeat(1_000)}`, '']))
  const { ignored } = checkQuery(query, KNOWN, true)
  assert.equal(ignored.length, 20)
  assert.ok(ignored.every((name) => name.length <= 61))
})
