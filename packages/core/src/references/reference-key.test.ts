import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { isFault } from './fault.ts'
import { makeFi } from './fi.ts'
import { referenceKey, sameReference } from './reference-key.ts'
import { readRf, rfOfNational } from './rf.ts'

test('all spellings of a reference have one key', () => {
  for (const [key, ...spellings] of [
    ['20260000422', '20260000422', '2 02600 00422', '00000000020260000422', 'RF2720260000422', 'rf27 2026 0000 422'],
    // The standard's own example: digits, but no Finnish reference, which would end in 7.
    ['RF18539007547034', 'RF18539007547034', 'rf18 5390 0754 7034', 'RF18-000-539007547034'],
    [
      '868516259619897',
      'RF09868516259619897',
      'RF09000000868516259619897',
      '86851-62596-19897',
      '86851\u00a062596 19897',
    ],
    ['13', 'RF4113', '13', '0013'],
    ['123456789012347', '+71<123456789012347+12345678<', '123456789012347', '71#123456789012347'],
    ['4040400000669', '+71<004040400000669+12345678<', '004040400000669'],
    ['6-', '006-', '00 6-', '006\u2212'],
    ['INV-2026-7', 'inv-2026-7', ' INV-2026- 7'],
    // Its check digits are wrong, so it is not known to be the national one.
    ['RF2820260000422', 'RF28 2026 0000 422'],
    ['0', '0', '000'],
    ['', '', '  '],
  ] as const)
    for (const text of spellings) assert.equal(referenceKey(text), key, text)
})

test('reference keys are equal for spellings of one reference, and differ for other references', () => {
  assert.ok(sameReference('RF27 2026 0000 422', '20260000422'))
  assert.ok(sameReference('12 34561', '000001234561'))
  for (const [a, b] of [
    ['1234561', '1234562'],
    ['RF2820260000422', '20260000422'],
    ['RF18539007547034', '539007547034'],
    ['', ' '],
    ['INV-12', 'INV-1-2'],
    ['006-', '006'],
  ] as const)
    assert.ok(!sameReference(a, b), `${a} ${b}`)
})

test('national and RF form always meet, however they are written', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 100n, max: 10n ** 19n - 1n }), fc.nat({ max: 5 }), (base, zeros) => {
      const national = makeFi(String(base))
      assert.ok(!isFault(national))
      const rf = rfOfNational(national.value)
      assert.ok(!isFault(readRf(rf.printed)))
      for (const text of [national.printed, '0'.repeat(zeros) + national.value, rf.value, rf.printed.toLowerCase()])
        assert.equal(referenceKey(text), national.value)
    }),
  )
})

test('the key of a key is the key, for any text', () => {
  const likely = fc.stringMatching(/^[ 0-9A-Frf+<#-]{0,30}$/)
  fc.assert(
    fc.property(fc.oneof(likely, fc.string({ unit: 'binary', maxLength: 40 })), (text) => {
      const key = referenceKey(text)
      assert.equal(referenceKey(key), key)
    }),
    { numRuns: 5_000 },
  )
})
