import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { type ReferenceAgreement, agreementFault, fittingReferences } from './agreement.ts'
import { isFault } from './fault.ts'
import { checkReference } from './read-reference.ts'
import { referenceKey } from './reference-key.ts'

const OPTIONS = { ocrLengthDigit: false, kidModulus: 10, fikType: '71' } as const
const DIGITS = { prefix: '20001', number: '1001' }

function read(kind: 'NO_KID' | 'SE_OCR' | 'DK_FIK', text: string) {
  const reference = checkReference(kind, text)
  if (isFault(reference)) assert.fail(reference.fault)
  return reference
}

void test('any reference with a right check digit fits when nothing is agreed', () => {
  for (const reference of [read('NO_KID', '2000110011'), read('SE_OCR', '2000110011')])
    assert.equal(agreementFault(reference, {}), undefined, reference.value)
  assert.equal(agreementFault({ kind: 'FREE', value: 'INV 7', printed: 'INV 7' }, {}), undefined)
})

void test('a reference of another length, modulus or card type does not fit, and the fault says what would', () => {
  const kid = read('NO_KID', '2000110029')
  assert.match(agreementFault(kid, { kidLengths: [12, 15] }) ?? '', /KID of 12 or 15 characters, and it has 10/)
  assert.match(agreementFault(kid, { kidModulus: 11 }) ?? '', /modulus 11, whose check digit would be/)
  assert.match(agreementFault(read('SE_OCR', '2000110011'), { ocrLengths: [8] }) ?? '', /agreed lengths are 8/)
  const free = { kind: 'FREE', value: 'INV 7', printed: 'INV 7' } as const
  assert.match(agreementFault(free, { kidLengths: [10] }) ?? '', /takes a KID/)
  const [line] = fittingReferences('DK_FIK', DIGITS, { ...OPTIONS, fikCreditor: '81234567' })
  assert.ok(line)
  assert.match(agreementFault(line, { fikType: '75' }) ?? '', /type 75/)
})

void test('made references reach an agreed length with zeros between prefix and number', () => {
  const [kid] = fittingReferences('NO_KID', DIGITS, OPTIONS, { kidLengths: [13], kidModulus: 11 })
  assert.match(kid?.value ?? '', /^200010001001[\d-]$/)
  const [ocr] = fittingReferences('SE_OCR', DIGITS, OPTIONS, { ocrLengths: [14], ocrLengthDigit: true })
  assert.match(ocr?.value ?? '', /^2000100010014\d$|^200010001001[4]\d$/)
  assert.deepEqual(fittingReferences('NO_KID', DIGITS, OPTIONS, { kidLengths: [5] }), [])
})

void test('every made reference fits the agreement, and no two of them are the same payment', () => {
  const agreement: fc.Arbitrary<ReferenceAgreement> = fc.record(
    {
      kidModulus: fc.constantFrom(10, 11),
      kidLengths: fc.uniqueArray(fc.integer({ min: 4, max: 25 }), { minLength: 1, maxLength: 3 }),
      ocrLengthDigit: fc.boolean(),
      ocrLengths: fc.uniqueArray(fc.integer({ min: 4, max: 25 }), { minLength: 1, maxLength: 3 }),
      fikType: fc.constantFrom('71' as const, '75' as const),
    },
    { requiredKeys: [] },
  )
  const kinds = fc.constantFrom('NO_KID' as const, 'SE_OCR' as const, 'DK_FIK' as const, 'FI' as const, 'RF' as const)
  fc.assert(
    fc.property(kinds, fc.integer({ min: 1, max: 9_999_999 }), agreement, (kind, number, agreed) => {
      const made = fittingReferences(kind, { prefix: '20001', number: String(number) }, OPTIONS, agreed)
      for (const reference of made) assert.equal(agreementFault(reference, agreed), undefined, reference.value)
      assert.equal(new Set(made.map(({ value }) => value)).size, made.length)
      assert.ok(made.every(({ value }) => referenceKey(value) !== ''))
    }),
    { seed: 20_261_129, numRuns: 500 },
  )
})
