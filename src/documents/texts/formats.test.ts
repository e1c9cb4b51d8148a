import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { LANGUAGES } from '@saatava/einvoice/model/document.ts'
import { printedBankgiro, printedIban, printedPlusgiro } from './account-numbers.ts'
import { formatAmount, formatDate, formatMoney, formatNumber, formatPercent } from './formats.ts'

/** Spaces that do not break, made visible. */
function seen(text: string): string {
  return text.replaceAll('\u00a0', '_')
}

test('amounts, as each language writes them', () => {
  const written = LANGUAGES.map((language) => seen(formatMoney(-123_456_789n, 'EUR', language)))
  assert.deepEqual(written, [
    '−1_234_567,89_EUR',
    '−1_234_567,89_EUR',
    'EUR_−1,234,567.89',
    '−1_234_567,89_EUR',
    '−1.234.567,89_EUR',
  ])
  assert.equal(formatAmount(5n, 'fi'), '0,05')
})

test('an amount can be read back from what is written', () => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 18n), 10n ** 18n), fc.constantFrom(...LANGUAGES), (minor, language) => {
      const digits = formatAmount(minor, language)
        .replace('−', '-')
        .replace(/[^\d-]/g, '')
      assert.equal(BigInt(digits), minor)
    }),
  )
})

test('numbers keep their decimals and lose only empty ones', () => {
  assert.equal(formatNumber('1234.500', 'da'), '1.234,5')
  assert.equal(formatNumber('0.123456', 'fi', 2), '0,123456')
  assert.equal(formatNumber('12', 'en', 2), '12.00')
  assert.equal(formatNumber('-3', 'sv'), '−3')
  assert.equal(formatNumber('0007', 'sv'), '7')
  assert.equal(formatNumber('noin 5', 'fi'), 'noin 5')
  assert.equal(seen(formatPercent(25.5, 'fi')), '25,5_%')
  assert.equal(formatPercent(25.5, 'en'), '25.5%')
})

test('dates, as each language writes them', () => {
  const written = LANGUAGES.map((language) => seen(formatDate('2026-01-05', language)))
  assert.deepEqual(written, ['5.1.2026', '2026-01-05', '5_Jan_2026', '05.01.2026', '05.01.2026'])
})

test('prints account numbers in their groups', () => {
  assert.equal(printedIban('FI2112345600000785'), 'FI21 1234 5600 0007 85')
  assert.equal(printedBankgiro('50501055'), '5050-1055')
  assert.equal(printedBankgiro('5402-9681'), '5402-9681')
  assert.equal(printedBankgiro('1234567'), '123-4567')
  assert.equal(printedPlusgiro('2865434'), '28 65 43-4')
  assert.equal(printedPlusgiro('what'), 'what')
})
