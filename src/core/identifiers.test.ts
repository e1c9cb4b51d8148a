/** Vectors that are published or were worked out by two independent programs; and that one wrong digit is noticed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import {
  hasLuhn,
  isBankgiro,
  isBic,
  isBusinessCode,
  isIban,
  isPlusgiro,
  isVatNumber,
  postalCodeFault,
} from './identifiers.ts'

const IBANS = ['FI2112345600000785', 'SE4550000000058398257466', 'NO9386011117947', 'DK5000400440116243']
const Y_TUNNUS = ['0112038-9', '2262509-5', '3323553-5', '0737546-2']

test('IBAN', () => {
  for (const iban of IBANS) {
    assert.ok(isIban(iban), iban)
    assert.ok(isIban(iban.replace(/(.{4})(?=.)/g, '$1 ')), `${iban} in groups of four`)
    assert.ok(!isIban(iban.slice(0, -1)), `${iban} without its last digit`)
  }
  // The published example, and one of 19 characters.
  for (const not of ['FI7263812', 'FI21123456000007855', '', 'XX00', '1701']) assert.ok(!isIban(not), not)
  noticesEveryWrongDigit(IBANS, isIban)
})

test('Y-tunnus', () => {
  for (const code of Y_TUNNUS) assert.ok(isBusinessCode('FI', code), code)
  for (const not of ['123456-7', '0112038-8', '1234567-8', '']) assert.ok(!isBusinessCode('FI', not), not)
  noticesEveryWrongDigit(Y_TUNNUS, (code) => isBusinessCode('FI', code))
})

test('Y-tunnus by the rule itself: weights 7, 9, 10, 5, 8, 4, 2 and modulus 11', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9_999_999 }), fc.integer({ min: 0, max: 9 }), (number, check) => {
      const digits = String(number).padStart(7, '0')
      const rest = [7, 9, 10, 5, 8, 4, 2].reduce((total, weight, i) => total + weight * Number(digits[i]), 0) % 11
      const expected = rest === 0 ? 0 : 11 - rest
      assert.equal(isBusinessCode('FI', `${digits}-${check}`), check === expected)
    }),
    { numRuns: 2_000 },
  )
})

test('organisation numbers of the neighbours', () => {
  for (const [country, code] of [
    ['SE', '556036-0793'],
    ['SE', '556703-7485'],
    ['NO', '974760673'],
    ['DK', '13585628'],
  ] as const) {
    assert.ok(isBusinessCode(country, code), code)
    noticesEveryWrongDigit([code], (changed) => isBusinessCode(country, changed))
  }
  assert.ok(isBusinessCode('DE', 'anything'), 'a country whose rule is not known takes anything')
})

test('VAT numbers', () => {
  for (const [country, code] of [
    ['FI', 'FI01120389'],
    ['SE', 'SE556036079301'],
    ['NO', 'NO974760673MVA'],
    ['DK', 'DK13585628'],
  ] as const)
    assert.ok(isVatNumber(country, code), code)
  for (const not of ['FI1234567', 'FI01120388', '']) assert.ok(!isVatNumber('FI', not), not)
})

test('bankgiro and plusgiro', () => {
  for (const number of ['5402-9681', '5050-1055', '50501055']) assert.ok(isBankgiro(number), number)
  for (const not of ['5402-9682', '5402968', '54-029681', '', '5402-96811']) assert.ok(!isBankgiro(not), not)
  for (const number of ['28 65 43-4', '2865434', '286543-4']) assert.ok(isPlusgiro(number), number)
  for (const not of ['28 65 43-5', '4', '', '123456789', '28 65 43-4a']) assert.ok(!isPlusgiro(not), not)
  noticesEveryWrongDigit(['5402-9681', '5050-1055'], isBankgiro)
  noticesEveryWrongDigit(['28 65 43-4'], isPlusgiro)
})

test('Luhn: one check digit for each number, and one wrong digit is always noticed', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{1,24}$/), (base) => {
      const right = Array.from({ length: 10 }, (_, check) => `${base}${check}`).filter(hasLuhn)
      assert.equal(right.length, 1)
    }),
  )
  for (const number of ['1230', '12351', '123067', '12345674', '1040']) assert.ok(hasLuhn(number), number)
})

test('BIC', () => {
  for (const bic of ['NDEAFIHH', 'DABAFIHHXXX']) assert.ok(isBic(bic), bic)
  for (const not of ['NDEAFIH', 'NDEA1IHH', '']) assert.ok(!isBic(not), not)
})

test('postal codes by country', () => {
  for (const [country, code] of [
    ['FI', '00100'],
    ['AX', '22100'],
    ['SE', '111 22'],
    ['SE', '11122'],
    ['NO', '0150'],
    ['DK', '1050'],
    ['DE', 'anything'],
  ] as const)
    assert.equal(postalCodeFault(country, code), undefined, `${country} ${code}`)
  for (const [country, code] of [
    ['FI', '0100'],
    ['AX', '00100'],
    ['SE', '1112'],
    ['NO', '01500'],
    ['DK', 'DK-1050'],
  ] as const)
    assert.match(postalCodeFault(country, code) ?? '', new RegExp(country), `${country} ${code}`)
})

/** Changes each digit to each other one: these rules promise to notice any single mistake. */
function noticesEveryWrongDigit(codes: string[], holds: (code: string) => boolean): void {
  for (const code of codes)
    for (const [i, char] of code.split('').entries()) {
      if (!/\d/.test(char)) continue
      for (let other = 0; other <= 9; other++) {
        const changed = code.slice(0, i) + other + code.slice(i + 1)
        if (changed !== code) assert.ok(!holds(changed), changed)
      }
    }
}
