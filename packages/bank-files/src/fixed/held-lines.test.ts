import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HeldLines } from './held-lines.ts'

test('lines come out as they went in, over many blocks and again after clearing', () => {
  const held = new HeldLines()
  for (const times of [50_000, 3, 20_000]) {
    held.clear()
    const lines = Array.from({ length: times }, (_, i) => `${'å'.repeat(i % 80)}:${i}`)
    for (const [i, line] of lines.entries()) held.add(`${line}  `, i * 2 + 5)
    assert.equal(held.length, times)
    assert.equal(held.span, `5 to ${times * 2 + 3}`)
    assert.deepEqual(
      [...held.all()],
      lines.map((line, i) => [line, i * 2 + 5]),
    )
  }
  held.clear()
  assert.deepEqual([...held.all()], [])
})
