import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { SEED } from '../../../test/support/seed.ts'
import { AppError } from '../errors.ts'
import { duplicateKeys, refuseDuplicateKeys } from './duplicate-keys.ts'

const CASES: [string, string[]][] = [
  ['{"a":1,"a":2}', ['/a']],
  ['{"a":{"b":1,"b":2},"b":3}', ['/a/b']],
  ['[{"a":1},{"a":1},{"x/~y":1,"x/~y":1}]', ['/2/x~1~0y']],
  ['{"a":"1","\\u0061" : "2"}', ['/a']],
  ['{"a":"\\":\\":","b":"a\\\\"}', []],
  ['{"__proto__":1,"__proto__":2}', ['/__proto__']],
  ['{"a":[{"b":1,"b":2},[{"c":1,"c":2}]]}', ['/a/0/b', '/a/1/0/c']],
  ['"a:a"', []],
  ['[]', []],
]

test('a key that is given twice in one object is named by its place', () => {
  for (const [text, pointers] of CASES) {
    assert.deepEqual(duplicateKeys(text), pointers, text)
    const check = () => refuseDuplicateKeys(text, JSON.parse(text))
    if (pointers.length === 0) assert.doesNotThrow(check, text)
    else assert.throws(check, (error) => error instanceof AppError && error.faults?.[0]?.pointer === pointers[0], text)
  }
})

test('no text that JSON.stringify makes is refused, and each is refused with one of its members twice', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), fc.boolean(), (object, spaced) => {
      const text = JSON.stringify(object, undefined, spaced ? 1 : undefined)
      refuseDuplicateKeys(text, JSON.parse(text))
      const [key = ''] = Object.keys(object)
      const twice = `${text.slice(0, -1)},${JSON.stringify(key)}:${JSON.stringify(object[key])}}`
      assert.throws(() => refuseDuplicateKeys(twice, JSON.parse(twice)), AppError)
    }),
    { seed: SEED },
  )
})

test('a text that nests a hundred thousand arrays deep is read', () => {
  const deep = `${'[{"a":'.repeat(50_000)}1${'}]'.repeat(50_000)}`
  let value: unknown
  try {
    value = JSON.parse(deep)
  } catch {
    return
  }
  refuseDuplicateKeys(deep, value)
})
