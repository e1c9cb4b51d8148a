/** Published vectors, real files of banks where they lie beside the checkout, and properties against other programs' rules. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import { fikLine, fikTypeOf, makeFik, readFik } from './dk-fik.ts'
import { isFault, type Checked } from './fault.ts'
import { fiMachineForm, makeFi, readFi } from './fi.ts'
import { makeReference } from './make-reference.ts'
import { makeKid, readKid } from './no-kid.ts'
import { checkReference, readReference } from './read-reference.ts'
import type { Reference, ReferenceKind } from './reference.ts'
import { makeRf, nationalOfRf, readRf, rfCheckDigits, rfOfNational } from './rf.ts'
import { makeOcr, ocrFault, readOcr } from './se-ocr.ts'

const DATA = fileURLToPath(new URL('../../../../../shared/data/bank-files/', import.meta.url))
const absent = existsSync(DATA) ? false : "the banks' sample files do not lie beside this checkout (../shared/data)"

const SYSTEMS: {
  name: string
  kind: Exclude<ReferenceKind, 'FREE'>
  country: string
  max: number
  min: number
  options: { ocrLengthDigit: boolean; kidModulus: 10 | 11; fikType: '71' | '75' }
}[] = [
  { name: 'FI', kind: 'FI', country: 'FI', min: 3, max: 19, options: options() },
  { name: 'RF', kind: 'RF', country: 'FI', min: 1, max: 19, options: options() },
  { name: 'OCR', kind: 'SE_OCR', country: 'SE', min: 1, max: 24, options: options() },
  {
    name: 'OCR with length',
    kind: 'SE_OCR',
    country: 'SE',
    min: 1,
    max: 23,
    options: options({ ocrLengthDigit: true }),
  },
  { name: 'KID 10', kind: 'NO_KID', country: 'NO', min: 1, max: 24, options: options() },
  { name: 'KID 11', kind: 'NO_KID', country: 'NO', min: 1, max: 24, options: options({ kidModulus: 11 }) },
  { name: 'FIK 71', kind: 'DK_FIK', country: 'DK', min: 1, max: 14, options: options() },
  { name: 'FIK 75', kind: 'DK_FIK', country: 'DK', min: 1, max: 15, options: options({ fikType: '75' }) },
]

test('makes and reads Finnish national references', () => {
  for (const [base, value, printed] of [
    ['123456', '1234561', '12 34561'],
    ['123', '1232', '1232'],
    ['494', '4941', '4941'],
    ['1234567', '12345672', '123 45672'],
    ['2026000042', '20260000422', '2 02600 00422'],
    ['86851625961989', '868516259619897', '86851 62596 19897'],
    ['000123', '1232', '1232'],
  ] as const) {
    const made = { kind: 'FI', value, printed }
    assert.deepEqual(makeFi(base), made)
    for (const text of [
      value,
      printed,
      `000${value}`,
      fiMachineForm(value),
      ` ${value}\u00a0`,
      printed.replaceAll(' ', '-'),
    ])
      assert.deepEqual(readFi(text), made, text)
  }
  assert.equal(fiMachineForm('1234561'), '00000000000001234561')
  assert.match(faultOf(readFi('12 34562')), /is 2, it would be 1/)
  assert.match(faultOf(makeFi('12')), /3 to 19 digits, 12 has 2/)
  assert.match(faultOf(makeFi('1'.repeat(20))), /3 to 19 digits/)
  for (const not of ['', '123', '0000', '12345A', '1234561-', '1'.repeat(21)]) assert.ok(isFault(readFi(not)), not)
})

test('makes and reads RF references of ISO 11649, and the national ones in them', () => {
  for (const [national, value] of [
    ['1232', 'RF111232'],
    ['20260000422', 'RF2720260000422'],
    ['868516259619897', 'RF09868516259619897'],
    ['13', 'RF4113'],
  ] as const) {
    assert.equal(rfOfNational(national).value, value)
    assert.equal(nationalOfRf(value), national)
    assert.equal(valueOf(makeRf(national.slice(0, -1))), value)
    const zeros = `${value.slice(0, 4)}${value.slice(4).padStart(21, '0')}`
    for (const text of [value.toLowerCase(), rfOfNational(national).printed, zeros])
      assert.equal(valueOf(readRf(text)), value)
  }
  // The standard's own example holds digits that are no Finnish reference.
  assert.equal(rfOfNational('539007547034').printed, 'RF18 5390 0754 7034')
  assert.equal(nationalOfRf('RF18539007547034'), undefined)
  assert.match(faultOf(readRf('RF19 5390 0754 7034')), /are 19, they would be 18/)
  const lettered = `RF${rfCheckDigits('INV2026A')}INV2026A`
  assert.equal(valueOf(readRf(lettered.toLowerCase())), lettered)
  assert.equal(nationalOfRf(lettered), undefined)
  assert.match(faultOf(makeRf('0')), /not all zero/)
})

test('RF check digits agree with the rule in whole numbers; 97, 98 and 02 have one spelling', () => {
  const body = fc.stringMatching(/^[0-9A-Z]{1,21}$/)
  fc.assert(
    fc.property(body, (text) => {
      const number = BigInt(`${text}RF00`.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55)))
      assert.equal(rfCheckDigits(text), String(98n - (number % 97n)).padStart(2, '0'))
    }),
  )
  fc.assert(
    fc.property(body, (text) => {
      const right = Array.from({ length: 100 }, (_, i) => readRf(`RF${String(i).padStart(2, '0')}${text}`))
      assert.equal(right.filter((one) => !isFault(one)).length, 1)
    }),
    { numRuns: 50 },
  )
})

test('makes and reads Swedish OCR numbers', () => {
  assert.equal(valueOf(makeOcr('123', false)), '1230')
  assert.equal(valueOf(makeOcr('123', true)), '12351')
  assert.equal(valueOf(makeOcr('123', true, '0')), '123067')
  assert.equal(valueOf(readOcr('0001230')), '0001230')
  assert.match(faultOf(readOcr('1231')), /is 1, it would be 0/)
  assert.match(faultOf(readOcr('1230', true)), /length digit of 1230 is 3, for 4 digits it would be 4/)
  assert.match(faultOf(makeOcr('1'.repeat(24), true)), /1 to 23 digits/)
  const fixed = { control: 'HARD', lengthDigit: false, lengths: [4] } as const
  assert.equal(ocrFault('1230', fixed), undefined)
  assert.match(ocrFault('123067', fixed) ?? '', /agreed lengths are 4/)
  assert.equal(ocrFault('1231', { control: 'SOFT', lengthDigit: true }), undefined)
})

test('makes and reads Norwegian KIDs', () => {
  assert.equal(valueOf(makeKid('1234567', 10)), '12345674')
  assert.equal(valueOf(makeKid('1234567', 11)), '12345674')
  assert.equal(valueOf(makeKid('104', 10)), '1040')
  assert.equal(valueOf(readKid('1040', 10)), '1040')
  // 6·2 = 12 leaves 1, so the check is 10: written as a hyphen, and read back with it.
  assert.equal(valueOf(makeKid('006', 11)), '006-')
  assert.deepEqual(readKid(' 00 6-'), { kind: 'NO_KID', value: '006-', printed: '006-' })
  assert.ok(isFault(readKid('006-', 10)))
  assert.equal(valueOf(makeKid('1', 10)), '0018')
  assert.match(faultOf(readKid('12345675')), /by modulus 10 or 11 it would be 4 or 4/)
})

test('makes and reads Danish payment slips', () => {
  assert.equal(valueOf(makeFik('12345678901234', '71')), '123456789012347')
  const made = { kind: 'DK_FIK', value: '123456789012347', printed: '+71<123456789012347+12345678<' }
  assert.deepEqual(makeFik('12345678901234', '71', '12345678'), made)
  assert.deepEqual(readFik('+71< 123456789012347 + 12345678 <'), made)
  assert.deepEqual(readFik('71#123456789012347'), { ...made, printed: '+71<123456789012347' })
  assert.equal(valueOf(readFik('+71<004040400000669+12345678<')), '004040400000669')
  assert.equal(valueOf(readFik('404040 0000669', '71')), '004040400000669')
  assert.equal(fikLine('73', '', '12345678'), '+73<+12345678<')
  assert.equal(fikLine('04', valueOf(makeFik('1', '04')), '1234567'), '+04<0000000000000018+1234567<')
  for (const type of ['04', '15', '75'] as const)
    assert.equal(fikTypeOf(readFik(`+${type}<0000000000000018+12345678<`) as Reference), type)
  assert.match(faultOf(makeFik('1', '71', '1234567')), /creditor number of 8 digits/)
  assert.match(faultOf(readFik('+73<+12345678<')), /carries no payment id/)
  assert.match(faultOf(readFik('+71<123456789012348+12345678<')), /is 8, it would be 7/)
  assert.match(faultOf(readFik('+71<1234567890123456+12345678<')), /up to 15 digits/)
})

for (const { name, kind, country, min, max, options: agreed } of SYSTEMS)
  test(`${name}: what is made is read back, is found by its country, and one wrong digit is noticed`, () => {
    const prefix = fc.stringMatching(/^[1-9]\d{0,5}$/)
    const number = fc.bigInt({ min: 10n, max: 10n ** 8n - 1n })
    fc.assert(
      fc.property(prefix, number, fc.nat(), fc.integer({ min: 1, max: 9 }), (start, count, at, by) => {
        const made = makeReference(kind, { prefix: start, number: String(count) }, agreed)
        assert.ok(!isFault(made))
        assert.deepEqual(checkReference(kind, made.value, agreed), made)
        assert.deepEqual(checkReference(kind, made.printed, agreed), made)
        assert.deepEqual(readReference(made.value, country, agreed), { reference: made })

        const places = [...made.value.matchAll(/\d/g)].map((match) => match.index)
        const place = places[at % places.length] ?? 0
        const digit = (Number(made.value[place]) + by) % 10
        const wrong = made.value.slice(0, place) + digit + made.value.slice(place + 1)
        assert.ok(isFault(checkReference(kind, wrong, agreed)), wrong)
        const read = readReference(wrong, country, agreed)
        assert.equal(read.reference.kind, 'FREE')
        assert.ok(read.fault !== undefined)
      }),
    )
    const digits = (length: number) => makeReference(kind, { prefix: '', number: '7'.repeat(length) }, agreed)
    for (let length = min; length <= max; length++) assert.ok(!isFault(digits(length)), `${length}`)
    assert.match(faultOf(digits(max + 1)), new RegExp(`\\b${max} digits.* has ${max + 1}`))
    if (min > 1) assert.ok(isFault(digits(min - 1)))
  })

test('different numbers never make the same reference, and only digits make one', () => {
  for (const { kind, options: agreed } of SYSTEMS) {
    const values = Array.from({ length: 2_000 }, (_, i) =>
      valueOf(makeReference(kind, { prefix: '0012', number: String(i) }, agreed)),
    )
    assert.equal(new Set(values).size, values.length, kind)
    for (const number of ['', '12a', '1 2', '-1'])
      assert.ok(isFault(makeReference(kind, { prefix: '1', number }, agreed)))
    assert.ok(isFault(makeReference(kind, { prefix: '1A', number: '1' }, agreed)))
  }
})

test('the form and the country of a reference that a partner gives decide its kind', () => {
  for (const [text, country, kind] of [
    ['12 34561', 'FI', 'FI'],
    ['12 34561', 'AX', 'FI'],
    ['rf18 5390 0754 7034', 'FI', 'RF'],
    ['RF18539007547034', 'DE', 'RF'],
    ['12351', 'SE', 'SE_OCR'],
    ['1040', 'NO', 'NO_KID'],
    ['+71<123456789012347+12345678<', 'DK', 'DK_FIK'],
    ['123456789012347', 'DK', 'DK_FIK'],
    ['1234561', 'DE', 'FREE'],
    ['2026-117 / A', 'FI', 'FREE'],
    ['10042', 'DK', 'FREE'],
  ] as const)
    assert.deepEqual(
      [readReference(text, country).reference.kind, readReference(text, country).fault],
      [kind, undefined],
      text,
    )
  for (const [text, country] of [
    ['1234562', 'FI'],
    ['RF19539007547034', 'FI'],
    ['1231', 'SE'],
    ['12345675', 'NO'],
    ['123456789012348', 'DK'],
  ] as const) {
    const { reference, fault } = readReference(text, country)
    assert.deepEqual(reference, { kind: 'FREE', value: text, printed: text })
    assert.match(fault ?? '', /would be/)
  }
  assert.deepEqual(readReference('  Order   7 ', 'FI').reference.value, 'Order 7')
  assert.ok(isFault(checkReference('FREE', ' ')))
})

test('any text is read without throwing', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom('FI', 'SE', 'NO', 'DK', 'XX'),
      (text, country) => {
        assert.ok(readReference(text, country).reference.kind.length > 0)
      },
    ),
  )
})

test("references in a Swedish and a Norwegian bank's sample file hold", { skip: absent }, () => {
  const lines = (file: string) => readFileSync(DATA + file, 'latin1').split(/\r?\n/)
  const ocr = lines('bgmax-ocr-sample.txt').filter((line) => line.startsWith('20'))
  const numbers = ocr.map((line) => line.slice(12, 37).trim()).filter((text) => /^\d+$/.test(text))
  const kids = lines('no-ocr-giro-sample.txt')
    .filter((line) => /^NY09..30/.test(line))
    .map((line) => line.slice(49, 74).trim())
  assert.ok(numbers.length > 2 && kids.length > 10, `${numbers.length} OCR numbers, ${kids.length} KIDs`)
  for (const number of numbers) assert.equal(valueOf(readOcr(number, true)), number)
  for (const kid of kids) assert.equal(valueOf(readKid(kid)), kid)
})

function options(changed: { ocrLengthDigit?: boolean; kidModulus?: 10 | 11; fikType?: '71' | '75' } = {}) {
  return { ocrLengthDigit: false, kidModulus: 10, fikType: '71', ...changed } as const
}

function valueOf(checked: Checked): string {
  if (isFault(checked)) assert.fail(checked.fault)
  return checked.value
}

function faultOf(checked: Checked): string {
  if (!isFault(checked)) assert.fail(`${checked.value} should be refused`)
  return checked.fault
}
