import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SeenReferences } from './seen-references.ts'

test('counts references within its window, and forgets those before', () => {
  const seen = new SeenReferences(100)
  assert.deepEqual([seen.add('a'), seen.add('b'), seen.add('a'), seen.add('a')], [1, 1, 2, 3])
  for (let i = 0; i < 90; i += 1) assert.equal(seen.add(`filler ${i}`), 1)
  assert.equal(seen.add('a'), 4)
  for (let i = 100; i < 200; i += 1) seen.add(`filler ${i}`)
  assert.equal(seen.add('a'), 5, 'the window before this one still counts')
  for (let i = 200; i < 500; i += 1) seen.add(`filler ${i}`)
  assert.equal(seen.add('a'), 1)
})

test('among many references none is taken for another', () => {
  const seen = new SeenReferences(1_000_000)
  for (let i = 0; i < 300_000; i += 1)
    assert.equal(seen.add(`FI2112345600000785/260105593497E${String(i).padStart(9, '0')}/${i % 7}`), 1)
})
