import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { minorToNumber, netOfGross, sum } from '@saatava/core/money.ts'
import { checkLedger } from './check-ledger.ts'
import { LEDGER_EXAMPLE } from './examples.ts'
import type { Ledger } from './schemas.ts'

/** Minor units. */
interface Row {
  gross: bigint
  net: bigint
  percent?: number
  isVatRow?: boolean
}

function ledger(rows: Row[]): Ledger {
  const { ledgers } = LEDGER_EXAMPLE
  return {
    ledgerIdentifier: ledgers.ledgerIdentifier,
    companyIdentifier: ledgers.companyIdentifier,
    documentType: 'ML',
    documentName: ledgers.documentName,
    documentDate: ledgers.documentDate,
    calculationMode: 'GROSS',
    ledgerRows: rows.map(({ gross, net, percent, isVatRow }) => ({
      bookingDate: '2026-01-31',
      accountNumber: '3000',
      amount: minorToNumber(gross),
      netAmount: minorToNumber(net),
      ...(percent === undefined ? {} : { vatPercentage: percent }),
      isVatRow: isVatRow ? 1 : 0,
    })),
  }
}

function codes(rows: Row[]): string[] {
  return checkLedger(ledger(rows), '/ledgers')
    .map(({ pointer, code }) => `${pointer.slice('/ledgers'.length)} ${code}`)
    .sort()
}

const sale = fc.record({
  gross: fc.bigInt({ min: -10_000_000n, max: 10_000_000n }),
  percent: fc.constantFrom(0, 10, 13.5, 14, 24, 25.5),
})

/** Sales at their rates, the VAT of all of them on one row, and the other side: what a billing system books. */
const vouchers = fc.array(sale, { minLength: 1, maxLength: 30 }).map((sales) => {
  const rows: Row[] = sales.map(({ gross, percent }) => ({ gross, net: netOfGross(gross, percent), percent }))
  const vat = sum(rows.map(({ gross, net }) => gross - net))
  const other = -sum(rows.map(({ gross }) => gross))
  return [...rows, { gross: vat, net: vat, isVatRow: true }, { gross: other, net: other, percent: 0 }]
})

test('every ledger that is booked right is accepted: many rows, many rates, either sign', () => {
  fc.assert(
    fc.property(vouchers, (rows) => assert.deepEqual(codes(rows), [])),
    { numRuns: 500 },
  )
})

test('a single cent too much or too little on any row is noticed', () => {
  fc.assert(
    fc.property(vouchers, fc.nat(), fc.constantFrom(1n, -1n, 100n, -12_345n), (rows, at, off) => {
      const i = at % rows.length
      const wrong = rows.map((row, j) => (i === j ? { ...row, net: row.net + off } : row))
      assert.ok(codes(wrong).includes('/ledgerRows SUM_NOT_ZERO'))
    }),
  )
})

test('a cent moved between two rows balances, and is noticed by its VAT where it is more than rounding', () => {
  fc.assert(
    fc.property(vouchers, fc.constantFrom(5n, -5n, 1_000n), (rows, off) => {
      const vatAt = rows.findIndex(({ isVatRow }) => isVatRow)
      const moved = rows.map((row, i) => {
        if (i === 0) return { ...row, net: row.net + off }
        return i === vatAt ? { ...row, gross: row.gross - off, net: row.net - off } : row
      })
      assert.deepEqual(codes(moved), ['/ledgerRows/0/netAmount VAT_MISMATCH'])
    }),
  )
})

test('net and gross may be a cent apart by rounding, from either side', () => {
  for (const off of [-1n, 0n, 1n]) {
    const net = -238_247n + off
    const rows = [
      { gross: 299_000n, net: 299_000n, percent: 0 },
      { gross: -299_000n, net, percent: 25.5 },
      { gross: -299_000n - net, net: -299_000n - net, isVatRow: true },
    ]
    assert.deepEqual(codes(rows), [], `${off}`)
  }
  // 1.01 gross is 0.80 net at 25.5 %; 0.01 net is 0.01 gross.
  assert.deepEqual(
    codes([
      { gross: 1n, net: 1n, percent: 25.5 },
      { gross: -1n, net: -1n },
    ]),
    [],
  )
})

test('a row without a percentage may book gross and net as it likes, but the VAT rows must say the difference', () => {
  assert.deepEqual(
    codes([
      { gross: 12_400n, net: 10_000n },
      { gross: 2_400n, net: 2_400n, isVatRow: true },
      { gross: -12_400n, net: -12_400n },
    ]),
    [],
  )
  assert.deepEqual(
    codes([
      { gross: 12_400n, net: 10_000n },
      { gross: 2_400n, net: 2_400n },
      { gross: -12_400n, net: -12_400n },
    ]),
    ['/ledgerRows VAT_ROWS_MISMATCH'],
  )
})

test('the largest amounts there are do not overflow', () => {
  const max = 99_999_999_999_999n
  const rows = Array.from({ length: 1_000 }, (_, i) => ({ gross: i % 2 ? max : -max, net: i % 2 ? max : -max }))
  assert.deepEqual(codes(rows), [])
  assert.deepEqual(codes([...rows, { gross: 1n, net: 1n }]), ['/ledgerRows SUM_NOT_ZERO'])
})

test('the answer lists every fault at once, each with both figures', () => {
  const faults = checkLedger(
    ledger([
      { gross: 12_400n, net: 9_000n, percent: 24 },
      { gross: -100n, net: -100n, isVatRow: true },
    ]),
    '/ledgers/7',
  )
  assert.deepEqual(
    faults.map(({ code }) => code),
    ['SUM_NOT_ZERO', 'VAT_MISMATCH', 'VAT_ROWS_MISMATCH'],
  )
  for (const { pointer } of faults) assert.match(pointer, /^\/ledgers\/7\/ledgerRows/)
  assert.match(faults[0]?.message ?? '', /89\.00/)
  assert.match(faults[1]?.message ?? '', /the net of 124\.00 gross at 24 % is 100\.00, not 90\.00/)
  assert.match(faults[2]?.message ?? '', /-1\.00.*34\.00/)
})

test('a custom dimension needs a name', () => {
  const voucher = ledger([
    { gross: 1n, net: 1n },
    { gross: -1n, net: -1n },
  ])
  const [row] = voucher.ledgerRows
  if (row)
    row.ledgerDimensions = [
      { dimensionType: 'PROJECT', dimensionValue: '1' },
      { dimensionType: 'CUSTOM', dimensionValue: '2' },
    ]
  assert.deepEqual(
    checkLedger(voucher, '/ledgers').map(({ pointer, code }) => `${pointer} ${code}`),
    ['/ledgers/ledgerRows/0/ledgerDimensions/1/dimensionName REQUIRED'],
  )
})
