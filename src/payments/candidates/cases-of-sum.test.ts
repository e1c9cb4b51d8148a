import assert from 'node:assert/strict'
import { test } from 'node:test'
import { casesOfSum } from './cases-of-sum.ts'

const found = (amounts: bigint[], wanted: bigint) => casesOfSum(amounts, (one) => one, wanted)

test('finds the fewest cases that add up to the sum', () => {
  assert.deepEqual(found([100n, 200n, 300n, 400n], 500n), [200n, 300n])
  assert.deepEqual(found([10n, 20n, 30n], 60n), [10n, 20n, 30n])
})

test('one case alone is no sum, and what does not add up gives nothing', () => {
  assert.equal(found([500n, 100n], 500n), undefined)
  assert.equal(found([100n, 200n], 301n), undefined)
  assert.equal(found([0n, 500n], 500n), undefined)
  assert.equal(found([], 500n), undefined)
})

test('looks at twelve cases at most', () => {
  const many = Array.from({ length: 40 }, (_, i) => 2n ** BigInt(i))
  assert.equal(found(many, 2n ** 12n + 1n), undefined)
  assert.deepEqual(found(many, 3n), [1n, 2n])
})
