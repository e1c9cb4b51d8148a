import assert from 'node:assert/strict'
import { test } from 'node:test'
import { VAT_RATES, vatRateFault } from './vat-rates.ts'

const GOOD: [string, number, string][] = [
  ['FI', 25.5, '2026-02-01'],
  ['FI', 14, '2025-12-31'],
  ['FI', 13.5, '2026-01-01'],
  // supplied before the change, invoiced after
  ['FI', 14, '2026-01-31'],
  ['FI', 10, '2026-01-01'],
  ['FI', 0, '2026-01-01'],
  ['SE', 6, '2026-01-01'],
  ['NO', 15, '2026-01-01'],
  ['DK', 25, '2026-01-01'],
  // whose rates we do not know
  ['EE', 24, '2026-01-01'],
]
const BAD: [string, number, string][] = [
  ['FI', 13.5, '2025-12-31'],
  ['FI', 14, '2027-06-01'],
  ['FI', 24, '2026-01-01'],
  ['FI', 25.5, '2024-08-31'],
  ['SE', 25.5, '2026-01-01'],
  ['DK', 12, '2026-01-01'],
]

test('rates hold in their time and country', () => {
  for (const [country, percentage, date] of GOOD) assert.equal(vatRateFault(country, percentage, date), undefined)
  for (const [country, percentage, date] of BAD) {
    const fault = vatRateFault(country, percentage, date)
    assert.ok(fault?.includes(`${percentage} % is not a VAT rate of ${country}`), `${country} ${percentage} ${date}`)
  }
})

test('an error lists the allowed rates', () => {
  assert.match(vatRateFault('FI', 20, '2026-03-01') ?? '', /25.5, 13.5, 10, 0$/)
  assert.match(vatRateFault('FI', 20, '2025-03-01') ?? '', /25.5, 14, 10, 0$/)
})

test('a credit note carries the rate of what it credits', () => {
  assert.equal(vatRateFault('FI', 24, '2026-11-01', { credit: true }), undefined)
  assert.ok(vatRateFault('FI', 13, '2026-11-01', { credit: true }))
})

test('the table is dated and sourced', () => {
  for (const { validFrom, validTo, source } of VAT_RATES) {
    assert.ok(validTo === null || validFrom < validTo)
    assert.ok(source.length > 10)
  }
})
