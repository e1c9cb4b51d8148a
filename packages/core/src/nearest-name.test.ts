import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nearestName } from './nearest-name.ts'

const KNOWN = ['fromDate', 'toDate', 'limit', 'cursor', 'vatPercentage', 'vatCode', 'settlement']

void test('finds the name that a slip of the finger meant', () => {
  const meant: [string, string][] = [
    ['fromdate', 'fromDate'],
    ['from_date', 'fromDate'],
    ['formDate', 'fromDate'],
    ['toDat', 'toDate'],
    ['limits', 'limit'],
    ['cusror', 'cursor'],
    ['vatPercent', 'vatPercentage'],
    ['settlment', 'settlement'],
  ]
  for (const [written, name] of meant) assert.equal(nearestName(written, KNOWN), name, written)
})

void test('guesses nothing when no known name is near', () => {
  for (const written of ['', 'x', 'page', 'pageSize', 'to', 'sort', 'z'.repeat(10_000)])
    assert.equal(nearestName(written, KNOWN), undefined, written)
})
