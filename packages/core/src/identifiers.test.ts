/** Vectors that are published or were worked out by two independent programs; and that one wrong digit is noticed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { stdnum } from 'stdnum'
import {
  hasLuhn,
  isBankgiro,
  isBic,
  isBusinessCode,
  isGln,
  isHetu,
  isIban,
  isNorwegianAccount,
  isOvt,
  isPersonnummer,
  isPlusgiro,
  isVatNumber,
  luhnDigit,
  postalCodeFault,
  printBankgiro,
  printPlusgiro,
} from './identifiers.ts'

const IBANS = ['FI2112345600000785', 'SE4550000000058398257466', 'NO9386011117947', 'DK5000400440116243']
const Y_TUNNUS = ['0112038-9', '2262509-5', '3323553-5', '0737546-2']

test('checks an IBAN', () => {
  for (const iban of IBANS) {
    assert.ok(isIban(iban), iban)
    assert.ok(isIban(iban.replace(/(.{4})(?=.)/g, '$1 ')), `${iban} in groups of four`)
    assert.ok(!isIban(iban.slice(0, -1)), `${iban} without its last digit`)
  }
  // The published example, and one of 19 characters.
  for (const not of ['FI7263812', 'FI21123456000007855', '', 'XX00', '1701']) assert.ok(!isIban(not), not)
  noticesEveryWrongDigit(IBANS, isIban)
})

test('checks a Y-tunnus', () => {
  for (const code of Y_TUNNUS) assert.ok(isBusinessCode('FI', code), code)
  for (const not of ['123456-7', '0112038-8', '1234567-8', '']) assert.ok(!isBusinessCode('FI', not), not)
  noticesEveryWrongDigit(Y_TUNNUS, (code) => isBusinessCode('FI', code))
})

test('agrees with the rule of the Y-tunnus: weights 7, 9, 10, 5, 8, 4, 2 and modulus 11', () => {
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

test('checks organisation numbers of the neighbours', () => {
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

test('agrees with the rules of the neighbours', () => {
  const byWeights = (digits: string, weights: number[]) =>
    weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0) % 11 === 0
  fc.assert(
    fc.property(fc.stringMatching(/^[1-9]\d{9}$/), (digits) => {
      const [nine, eight] = [digits.slice(1), digits.slice(0, 8)]
      assert.equal(isBusinessCode('NO', nine), byWeights(nine, [3, 2, 7, 6, 5, 4, 3, 2, 1]), nine)
      assert.equal(isVatNumber('NO', `NO${nine}MVA`), isBusinessCode('NO', nine))
      assert.equal(isBusinessCode('DK', eight), byWeights(eight, [2, 7, 6, 5, 4, 3, 2, 1]), eight)
      assert.equal(isVatNumber('DK', `DK${eight}`), isBusinessCode('DK', eight))
      assert.equal(isBusinessCode('SE', digits), hasLuhn(digits), digits)
      assert.equal(isVatNumber('SE', `SE${digits}01`), hasLuhn(digits))
    }),
    { numRuns: 5_000 },
  )
})

test('checks VAT numbers', () => {
  for (const [country, code] of [
    ['FI', 'FI01120389'],
    ['SE', 'SE556036079301'],
    ['NO', 'NO974760673MVA'],
    ['DK', 'DK13585628'],
    ['DK', '13585628'],
  ] as const) {
    assert.ok(isVatNumber(country, code), code)
    // The last two of a Swedish one count a company's registrations and are always 01.
    noticesEveryWrongDigit([code], (changed) => isVatNumber(country, changed))
  }
  for (const not of ['FI1234567', 'FI01120388', '']) assert.ok(!isVatNumber('FI', not), not)
})

test('checks bankgiro and plusgiro numbers', () => {
  for (const number of ['5402-9681', '5050-1055', '50501055']) assert.ok(isBankgiro(number), number)
  for (const not of ['5402-9682', '5402968', '54-029681', '', '5402-96811']) assert.ok(!isBankgiro(not), not)
  for (const number of ['28 65 43-4', '2865434', '286543-4']) assert.ok(isPlusgiro(number), number)
  for (const not of ['28 65 43-5', '4', '', '123456789', '28 65 43-4a']) assert.ok(!isPlusgiro(not), not)
  noticesEveryWrongDigit(['5402-9681', '5050-1055'], isBankgiro)
  noticesEveryWrongDigit(['28 65 43-4'], isPlusgiro)
})

test('bankgiro and plusgiro as they are printed', () => {
  for (const number of ['5402-9681', '5050-1055', '991-2346', '28 65 43-4', '4-2', '1 23-4', '1 23 45 67-8']) {
    const print = /^\d{3,4}-\d{4}$/.test(number) ? printBankgiro : printPlusgiro
    assert.equal(print(number), number)
    assert.equal(print(number.replace(/\D/g, '')), number)
  }
})

test('checks Norwegian accounts', () => {
  for (const account of ['8601 11 17947', '86011117947', '8601.11.17947'])
    assert.ok(isNorwegianAccount(account), account)
  for (const not of ['86011117948', '8601111794', '', '8601-11-17947', '5402968'])
    assert.ok(!isNorwegianAccount(not), not)
  noticesEveryWrongDigit(['86011117947'], isNorwegianAccount)
  // The library writes the same rule with other weights; it reads 0000… as something else.
  fc.assert(
    fc.property(fc.stringMatching(/^[1-9]\d{9}$/), fc.integer({ min: 0, max: 9 }), (digits, check) => {
      assert.equal(isNorwegianAccount(`${digits}${check}`), stdnum.NO?.kontonr?.validate(`${digits}${check}`).isValid)
    }),
    { numRuns: 2_000 },
  )
})

test('checks an OVT', () => {
  for (const ovt of ['003712345671', '003721291126', '00371234567112345', '003712345671AB']) assert.ok(isOvt(ovt), ovt)
  for (const not of ['003712345672', '003812345671', '00371234567', '003712345671123456', '0037 12345671', ''])
    assert.ok(!isOvt(not), not)
  noticesEveryWrongDigit(['003712345671'], isOvt)
})

test('checks a GLN', () => {
  for (const gln of ['6430001234560', '7300010000001', '5790000000005'].map(withGs1Digit)) {
    assert.ok(isGln(gln), gln)
    noticesEveryWrongDigit([gln], isGln)
  }
  // The published example of GS1's general specifications.
  assert.ok(isGln('9506000134352'))
  for (const not of ['', '950600013435', '95060001343522', '950600013435A']) assert.ok(!isGln(not), not)
})

test('checks personal codes of Finland and Sweden', () => {
  for (const hetu of ['131052-308T', '131052Y308T']) {
    assert.ok(isHetu(hetu), hetu)
    noticesEveryWrongDigit([hetu], isHetu)
  }
  for (const not of ['131052-308U', '320152-308T', '131052G308T', '131052308T', ' 131052-308T', ''])
    assert.ok(!isHetu(not), not)
  assert.ok(isPersonnummer('811228-9874'))
  for (const not of ['811228-9875', '8112289874', '811328-9874', '']) assert.ok(!isPersonnummer(not), not)
})

test('agrees with the rule of the HETU: the nine digits modulo 31', () => {
  const sign = fc.constantFrom('+', '-', 'Y', 'X', 'W', 'V', 'U', 'A', 'B', 'C', 'D', 'E', 'F')
  fc.assert(
    fc.property(
      // Years up to 25: a day of birth that is still to come is refused.
      fc.integer({ min: 0, max: 28 * 12 * 26 - 1 }),
      fc.integer({ min: 2, max: 899 }),
      sign,
      (at, person, century) => {
        const two = (number: number) => String(number).padStart(2, '0')
        const day = two(1 + (at % 28)) + two(1 + (Math.floor(at / 28) % 12)) + two(Math.floor(at / 28 / 12))
        const number = String(person).padStart(3, '0')
        const right = '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(day + number) % 31]
        for (const check of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ')
          assert.equal(
            isHetu(`${day}${century}${number}${check}`),
            check === right,
            `${day}${century}${number}${check}`,
          )
      },
    ),
  )
})

test('Luhn: one check digit for each number, and one wrong digit is always noticed', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{1,24}$/), (base) => {
      const right = Array.from({ length: 10 }, (_, check) => `${base}${check}`).filter(hasLuhn)
      assert.deepEqual(right, [`${base}${luhnDigit(base)}`])
    }),
  )
  for (const number of ['1230', '12351', '123067', '12345674', '1040']) assert.ok(hasLuhn(number), number)
})

test('checks a BIC', () => {
  for (const bic of ['NDEAFIHH', 'DABAFIHHXXX']) assert.ok(isBic(bic), bic)
  for (const not of ['NDEAFIH', 'NDEA1IHH', '']) assert.ok(!isBic(not), not)
})

test('checks postal codes by country', () => {
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

/** Twelve digits and the check that brings their sum, weighted 1 and 3, to the next ten. */
function withGs1Digit(digits: string): string {
  const base = digits.slice(0, 12)
  const sum = base.split('').reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 3), 0)
  return base + ((10 - (sum % 10)) % 10)
}

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
