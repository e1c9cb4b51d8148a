import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Type } from 'typebox'
import { compileCleaner } from './shape.ts'
import { faultsOf, validatorOfBody } from './validation.ts'

const Rows = Type.Object({ rows: Type.Array(Type.Object({ name: Type.String() }), { maxItems: 1_000 }) })

void test('a list beyond its limit is one fault with its length, and is not gone through', () => {
  const body = { rows: Array.from({ length: 2_000_000 }, () => 1) }
  const started = process.cpuUsage()
  const { faults } = compileCleaner(Rows)(body, false)
  assert.deepEqual(faults, [
    { pointer: '/rows', code: 'TOO_MANY', message: 'must have at most 1000 items, has 2000000' },
  ])
  assert.equal(faultsOf(validatorOfBody(Rows)(body)).length, 200)
  const { user, system } = process.cpuUsage(started)
  assert.ok(user + system < 1_000_000, `${user + system} µs of work`)
})

void test('characters that cannot be stored are reported 200 times at most', () => {
  const body = { rows: Array.from({ length: 900 }, () => ({ name: 'a\0' })) }
  assert.equal(compileCleaner(Rows)(body, true).faults.length, 200)
})
