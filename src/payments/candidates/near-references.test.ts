import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nearReferences } from './near-references.ts'

test('finds a reference with one slip, and not one with two', () => {
  const near = new Set(nearReferences('1002000145'))
  for (const one of ['1002000155', '1002001045', '100200145', '10020001456', '1012000145'])
    assert.ok(near.has(one), one)
  for (const two of ['1002000145', '1012000155', '10020014', '100200014567']) assert.ok(!near.has(two), two)
})

test('finds the same in another spelling, and nothing for a short or a strange text', () => {
  assert.deepEqual(nearReferences('10020 00145'), nearReferences('1002000145'))
  assert.deepEqual(nearReferences('12345'), [])
  assert.deepEqual(nearReferences('invoice 1002000145'), [])
})

test('is bounded: the longest reference has fewer than 600 others', () => {
  assert.ok(nearReferences('1234567890123456789012345').length < 600)
})
