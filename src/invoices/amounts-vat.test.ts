/** Tests the VAT of an invoice: rates that are missing, breakdowns, prices with VAT, rounded totals. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { minorToText } from '@saatava/core/money.ts'
import { invoiceAmounts } from './amounts.ts'
import type { RequestRow, SalesInvoiceRequest } from './schemas.ts'

type Invoice = SalesInvoiceRequest['invoice']

function amountsOf(
  invoice: Partial<Invoice> & { rows?: RequestRow[] },
  type?: 'CREDIT_NOTE' | 'COLLECTION',
  currency = 'EUR',
) {
  const request = {
    invoice: {
      header: { date: '2026-01-15', ...(type === undefined ? {} : { type }) },
      parties: { buyerParty: { name: 'Matti Meikäläinen' } },
      ...invoice,
    },
  }
  const { amounts, faults } = invoiceAmounts(request, currency)
  const { net, vat, total, paid } = amounts
  return {
    amounts,
    faults,
    figures: [net, vat, total].map((value) => minorToText(value)).join(' '),
    paid: minorToText(paid),
    codes: faults.map(({ pointer, code }) => `${code} ${pointer}`),
  }
}

const row = (quantity: number, unitPrice: number, vatPercentage = 25.5, more: RequestRow = {}): RequestRow => ({
  name: 'Consulting',
  quantity,
  unitPrice,
  vatPercentage,
  ...more,
})

test('a total without rows is allowed for a claim', () => {
  const { figures, codes } = amountsOf({ amounts: { totalAmount: 250 } }, 'COLLECTION')
  assert.deepEqual(codes, [])
  assert.equal(figures, '250.00 0.00 250.00')
})

describe('a row without a VAT rate', () => {
  const at = 'REQUIRED /invoice/rows/0/vatPercentage'
  const cases: [string, RequestRow, string[]][] = [
    ['with a price is refused', { name: 'x', unitPrice: 10 }, [at]],
    ['with a net amount is refused', { name: 'x', netAmount: 10 }, [at]],
    ['with a total alone is refused', { name: 'x', totalAmount: 10 }, [at]],
    ['with a category alone is refused', { name: 'x', unitPrice: 10, vatCode: 'AE' }, [at]],
    ['that is text is text', { name: 'Thank you' }, []],
    ['that is worth nothing is text', { name: 'Thank you', quantity: 1, unitPrice: 0, totalAmount: 0 }, []],
  ]
  for (const [name, given, expected] of cases)
    test(name, () => {
      const { codes, amounts } = amountsOf({ rows: [given, row(1, 100)] })
      assert.deepEqual(codes, expected)
      if (expected.length === 0)
        assert.deepEqual(
          amounts.vatLines.map(({ percentage }) => percentage),
          [25.5],
        )
    })
})

describe('a breakdown is compared with the rows and never makes any', () => {
  const group = (netAmount: number, vatCode?: 'E' | 'AE' | 'Z', vatPercentage = 0, vatAmount = 0) => ({
    ...{ vatPercentage, netAmount, vatAmount },
    ...(vatCode === undefined ? {} : { vatCode }),
  })
  const lines = (rows: RequestRow[], vatBreakdown: ReturnType<typeof group>[]) => {
    const { amounts, codes } = amountsOf({ rows, amounts: { vatBreakdown } })
    assert.deepEqual(codes, [])
    return amounts.vatLines.map(({ category, percentage, net, vat }) => `${category} ${percentage} ${net} ${vat}`)
  }
  test('the category comes from the side that names it', () => {
    assert.deepEqual(lines([row(1, 850, 0)], [group(850, 'E')]), ['E 0 85000 0'])
    assert.deepEqual(lines([row(1, 200, 0, { vatCode: 'AE' })], [group(200)]), ['AE 0 20000 0'])
    const rows = [row(1, 100, 0, { vatCode: 'AE' }), row(1, 50, 0)]
    assert.deepEqual(lines(rows, [group(100, 'AE'), group(50, 'E')]), ['AE 0 10000 0', 'E 0 5000 0'])
    assert.deepEqual(lines(rows, [group(150)]), ['AE 0 10000 0', 'Z 0 5000 0'])
  })
  test('the rows carry the category that the breakdown named', () => {
    const { amounts } = amountsOf({ rows: [row(1, 850, 0)], amounts: { vatBreakdown: [group(850, 'E')] } })
    assert.equal(amounts.rows[0]?.vatCategory, 'E')
  })
  test('one rate in several groups is one line', () => {
    const breakdown = [group(60, undefined, 25.5, 15.3), group(40, undefined, 25.5, 10.2)]
    assert.deepEqual(lines([row(1, 60), row(1, 40)], breakdown), ['S 25.5 10000 2550'])
    const { amounts } = amountsOf({ amounts: { vatBreakdown: breakdown } })
    assert.equal(amounts.vatLines.length, 1)
  })
  test('groups of nothing are left out', () => {
    const breakdown = [group(100, undefined, 25.5, 25.5), group(0, undefined, 13.5), group(0, undefined, 10), group(0)]
    assert.deepEqual(lines([row(1, 100)], breakdown), ['S 25.5 10000 2550'])
    assert.equal(amountsOf({ amounts: { vatBreakdown: breakdown } }).amounts.vatLines.length, 1)
  })
  test('another category than the rows name is refused with both figures', () => {
    const { faults, codes } = amountsOf({
      rows: [row(1, 100, 0, { vatCode: 'AE' })],
      amounts: { vatBreakdown: [group(100, 'E')] },
    })
    assert.deepEqual(codes, ['VAT_CODE_MISMATCH /invoice/amounts/vatBreakdown/0/vatCode'])
    assert.match(faults[0]?.message ?? '', /100\.00.*0\.00/)
  })
})

describe('rows with VAT in their price', () => {
  const coffee = (totalAmount: number): RequestRow => ({ name: 'Coffee', totalAmount, vatPercentage: 25.5 })
  test('ten of 1.00 come to 10.00, and the VAT is that of their sum', () => {
    const { figures, codes, amounts } = amountsOf({ rows: Array.from({ length: 10 }, () => coffee(1)) })
    assert.deepEqual(codes, [])
    assert.equal(figures, '7.97 2.03 10.00')
    assert.ok(amounts.rows.every(({ total }) => total === 100n))
    assert.equal(
      amounts.rows.reduce((all, { net }) => all + net, 0n),
      797n,
    )
  })
  test('rows that state net and total keep the totals', () => {
    const one = { name: 'x', netAmount: 0.1, totalAmount: 0.13, vatPercentage: 25.5 }
    assert.equal(amountsOf({ rows: [one, one, one] }).figures, '0.30 0.09 0.39')
  })
  test('totals too far from the VAT of their sum are refused with both figures', () => {
    const rows = Array.from({ length: 500 }, () => ({
      ...{ name: 'x', netAmount: 0.1, totalAmount: 0.13, vatPercentage: 25.5 },
    }))
    const { codes, faults } = amountsOf({ rows })
    assert.deepEqual(codes, ['VAT_MISMATCH /invoice/rows'])
    assert.match(faults[0]?.message ?? '', /15\.00.*12\.75/)
  })
})

describe('a total rounded to whole coins', () => {
  const rows = [row(1, 99.75, 25)]
  const given = (totalAmount: number) => ({ rows, amounts: { netAmount: 99.75, vatAmount: 24.94, totalAmount } })
  test('is taken in kronor and kept apart from net and VAT', () => {
    for (const currency of ['SEK', 'NOK', 'DKK']) {
      const { amounts, codes } = amountsOf(given(125), undefined, currency)
      assert.deepEqual(codes, [])
      assert.deepEqual([amounts.vat, amounts.rounding, amounts.total], [2494n, 31n, 12500n])
    }
  })
  test('is a mismatch in euros, by more than half a unit, and where it is no whole coin', () => {
    assert.deepEqual(amountsOf(given(125)).codes, ['TOTAL_MISMATCH /invoice/amounts/totalAmount'])
    for (const total of [126, 124, 124.8])
      assert.deepEqual(amountsOf(given(total), undefined, 'SEK').codes, ['TOTAL_MISMATCH /invoice/amounts/totalAmount'])
  })
  test('changes its sign with a credit note', () => {
    const { amounts } = amountsOf(
      { rows: [row(-1, 99.75, 25)], amounts: { netAmount: -99.75, vatAmount: -24.94, totalAmount: -125 } },
      'CREDIT_NOTE',
      'SEK',
    )
    assert.deepEqual([amounts.net, amounts.rounding, amounts.total], [9975n, 31n, 12500n])
  })
})
