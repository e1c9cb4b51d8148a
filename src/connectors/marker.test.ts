import assert from 'node:assert/strict'
import { test } from 'node:test'
import { idempotencyKeyOf, markerIn, markerOf } from './marker.ts'

test('a marker is found in any text, and is the same for the same document alone', () => {
  const marker = markerOf(7, 'ledger', 'abc')
  assert.equal(markerIn(`Rent ${marker}, January`), marker)
  assert.equal(markerOf(7, 'ledger', 'abc'), marker)
  const others = [markerOf(8, 'ledger', 'abc'), markerOf(7, 'payment', 'abc'), markerOf(7, 'ledger', 'abc', 2)]
  assert.equal(new Set([marker, ...others]).size, 4)
})

test('an idempotency key follows from marker and content', () => {
  const planned = { marker: 'SA-0123456789ABC', date: '2026-03-01', total: 100n, body: { rows: [{ amount: 100n }] } }
  const key = idempotencyKeyOf(planned)
  assert.match(key, /^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
  assert.equal(idempotencyKeyOf(structuredClone(planned)), key)
  const others = [
    { ...planned, marker: 'SA-0123456789ABD' },
    { ...planned, date: '2026-03-02' },
    { ...planned, total: 101n },
    { ...planned, body: { rows: [{ amount: 101n }] } },
  ]
  assert.equal(new Set([key, ...others.map(idempotencyKeyOf)]).size, 5)
})
