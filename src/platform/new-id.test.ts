import assert from 'node:assert/strict'
import { test } from 'node:test'
import { validate, version } from 'uuid'
import { newId } from './new-id.ts'

test('ids are UUIDs of version 7, each its own and later than the one before', () => {
  const ids = Array.from({ length: 5_000 }, newId)
  for (const id of ids) assert.ok(validate(id) && version(id) === 7, id)
  assert.deepEqual(ids, ids.toSorted())
  assert.equal(new Set(ids).size, ids.length)
  const millisecond = Number.parseInt((ids[0] ?? '').replaceAll('-', '').slice(0, 12), 16)
  assert.ok(Math.abs(Date.now() - millisecond) < 60_000)
})
