/** Tests the totals of invoices: tables of cases that were worked out by hand. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { minorToText } from '@saatava/core/money.ts'
import { invoiceAmounts } from './amounts.ts'
import type { RequestRow, SalesInvoiceRequest } from './schemas.ts'

type Invoice = SalesInvoiceRequest['invoice']

function amountsOf(invoice: Partial<Invoice> & { rows?: RequestRow[] }, type?: 'CREDIT_NOTE') {
  const request = {
    invoice: {
      header: { date: '2026-01-15', ...(type === undefined ? {} : { type }) },
      parties: { buyerParty: { name: 'Matti Meikäläinen' } },
      ...invoice,
    },
  }
  const { amounts, faults } = invoiceAmounts(request, 'EUR')
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

describe('computed from rows', () => {
  const cases: [string, RequestRow[], string][] = [
    ['one row', [row(1, 100)], '100.00 25.50 125.50'],
    ['two rates', [row(10, 85), row(2, 30, 14)], '910.00 225.15 1135.15'],
    [
      'VAT is computed on the sum of a rate, not row by row',
      [row(1, 0.33), row(1, 0.33), row(1, 0.33)],
      '0.99 0.25 1.24',
    ],
    ['half a cent is rounded up', [row(1, 0.5, 25)], '0.50 0.13 0.63'],
    ['half a cent below zero is rounded away from zero', [row(1, 10, 25), row(-1, 0.5, 25)], '9.50 2.38 11.88'],
    ['quantities with decimals', [row(1.5, 33.33)], '50.00 12.75 62.75'],
    ['a unit price of four decimals', [row(1_000, 0.0333, 10)], '33.30 3.33 36.63'],
    ['binary fractions do not show', [row(3, 0.1, 0), row(1, 0.2, 0)], '0.50 0.00 0.50'],
    ['a discount', [row(3, 19.99, 25.5, { discountPercentage: 15 })], '50.97 13.00 63.97'],
    ['a discount of everything', [row(3, 19.99, 25.5, { discountPercentage: 100 })], '0.00 0.00 0.00'],
    ['a negative row', [row(1, 100), row(-1, 20)], '80.00 20.40 100.40'],
    ['a rate that comes out below zero', [row(1, 100), row(-1, 20, 10)], '80.00 23.50 103.50'],
    ['text rows count nothing', [row(1, 100), { name: 'Thank you' }], '100.00 25.50 125.50'],
    [
      'a text row that names a rate counts nothing',
      [row(1, 100), { name: 'x', vatPercentage: 10 }],
      '100.00 25.50 125.50',
    ],
    ['a unit price without a quantity is one', [{ name: 'x', unitPrice: 12.34, vatPercentage: 0 }], '12.34 0.00 12.34'],
    ['a net amount alone', [{ name: 'x', netAmount: 10, vatPercentage: 13.5 }], '10.00 1.35 11.35'],
    ['a total alone', [{ name: 'x', totalAmount: 125.5, vatPercentage: 25.5 }], '100.00 25.50 125.50'],
    [
      'a total and its VAT',
      [{ name: 'x', totalAmount: 125.5, vatAmount: 25.5, vatPercentage: 25.5 }],
      '100.00 25.50 125.50',
    ],
    [
      'the given net amount stands, where rounding explains it',
      [row(3, 33.33, 0, { netAmount: 100 })],
      '100.00 0.00 100.00',
    ],
    ['nothing', [], '0.00 0.00 0.00'],
  ]
  for (const [name, rows, expected] of cases)
    test(name, () => {
      const { figures, codes } = amountsOf({ rows })
      assert.deepEqual(codes, [])
      assert.equal(figures, expected)
    })

  test('1 000 rows of a cent add up', () => {
    const { figures, codes } = amountsOf({ rows: Array.from({ length: 1_000 }, () => row(1, 0.01, 10)) })
    assert.deepEqual(codes, [])
    assert.equal(figures, '10.00 1.00 11.00')
  })

  test('lines by rate, the highest first, and by category', () => {
    const rows = [row(1, 1, 0, { vatCode: 'E' }), row(1, 2, 10), row(1, 3), row(1, 4, 0), row(1, 5)]
    const { amounts } = amountsOf({ rows })
    assert.deepEqual(
      amounts.vatLines.map((line) => [line.percentage, line.category, line.net]),
      [
        [25.5, 'S', 800n],
        [10, 'S', 200n],
        [0, 'E', 100n],
        [0, 'Z', 400n],
      ],
    )
  })
})

describe('rows that contradict themselves', () => {
  const cases: [string, RequestRow, string, string[]][] = [
    ['net', row(2, 50, 25.5, { netAmount: 99 }), 'ROW_MISMATCH /invoice/rows/0/netAmount', ['100.00', '99.00']],
    ['VAT', row(1, 100, 25.5, { vatAmount: 24 }), 'ROW_MISMATCH /invoice/rows/0/vatAmount', ['25.50', '24.00']],
    [
      'total',
      row(1, 100, 25.5, { vatAmount: 25.5, totalAmount: 125 }),
      'ROW_MISMATCH /invoice/rows/0/totalAmount',
      ['100.00', '99.50'],
    ],
    [
      'category of a rate',
      row(1, 100, 25.5, { vatCode: 'E' }),
      'VAT_CODE_MISMATCH /invoice/rows/0/vatCode',
      ['E', '25.5'],
    ],
    [
      'category without a rate',
      row(1, 100, 0, { vatCode: 'S' }),
      'VAT_CODE_MISMATCH /invoice/rows/0/vatCode',
      ['S', '0'],
    ],
    ['decimals of a price', row(1, 10 / 3), 'TOO_MANY_DECIMALS /invoice/rows/0/unitPrice', ['6', 'round']],
    ['decimals of a quantity', row(0.1 + 0.2, 1), 'TOO_MANY_DECIMALS /invoice/rows/0/quantity', ['17']],
    ['size', row(1e9, 1e9, 0), 'AMOUNT_TOO_LARGE /invoice/rows/0', ['999999999999.99']],
  ]
  for (const [name, bad, code, figures] of cases)
    test(name, () => {
      const { codes, faults } = amountsOf({ rows: [bad] })
      assert.ok(codes.includes(code), codes.join())
      const message = faults[codes.indexOf(code)]?.message ?? ''
      for (const figure of figures) assert.ok(message.includes(figure), `${figure} stands in “${message}”`)
    })

  test('each contradicting row is reported', () => {
    const { codes } = amountsOf({
      rows: [row(1, 1, 25.5, { netAmount: 9 }), row(1, 1), row(1, 1, 10, { netAmount: 8 })],
    })
    assert.deepEqual(codes, ['ROW_MISMATCH /invoice/rows/0/netAmount', 'ROW_MISMATCH /invoice/rows/2/netAmount'])
  })

  test('large rows that cancel each other out are still too large', () => {
    const { codes } = amountsOf({ rows: [row(1e12, 1e12, 0), row(-1e12, 1e12, 0)] })
    assert.deepEqual(codes, ['AMOUNT_TOO_LARGE /invoice/rows/0', 'AMOUNT_TOO_LARGE /invoice/rows/1'])
  })
})

describe('given sums', () => {
  const rows = [row(1, 0.33), row(1, 0.33), row(1, 0.33)]
  const hundred = Array.from({ length: 100 }, () => row(1, 0.33))
  const cases: [string, Partial<Invoice>, string][] = [
    ['exactly', { rows, amounts: { netAmount: 0.99, vatAmount: 0.25, totalAmount: 1.24 } }, '0.99 0.25 1.24'],
    ['a cent of VAT less, kept', { rows, amounts: { vatAmount: 0.24, totalAmount: 1.23 } }, '0.99 0.24 1.23'],
    ['a cent less of the total alone, kept', { rows, amounts: { totalAmount: 1.23 } }, '0.99 0.24 1.23'],
    ['a cent more of the total alone, kept', { rows, amounts: { totalAmount: 1.25 } }, '0.99 0.26 1.25'],
    ['a cent more of net, kept', { rows, amounts: { netAmount: 1, totalAmount: 1.25 } }, '1.00 0.25 1.25'],
    [
      'VAT as the sum of the rows’ own, 42 cents away',
      { rows: hundred, amounts: { netAmount: 33, vatAmount: 8, totalAmount: 41 } },
      '33.00 8.00 41.00',
    ],
    ['the same by the total alone', { rows: hundred, amounts: { totalAmount: 41 } }, '33.00 8.00 41.00'],
    ['totals alone that state no VAT', { amounts: { totalAmount: 250, vatAmount: 0 } }, '250.00 0.00 250.00'],
    ['net alone', { amounts: { netAmount: 250, vatAmount: 0 } }, '250.00 0.00 250.00'],
    [
      'totals with a breakdown',
      { amounts: { totalAmount: 125.5, vatBreakdown: [{ vatPercentage: 25.5, netAmount: 100, vatAmount: 25.5 }] } },
      '100.00 25.50 125.50',
    ],
    [
      'a breakdown that is a cent beside',
      {
        rows: [row(1, 100)],
        amounts: { vatBreakdown: [{ vatPercentage: 25.5, netAmount: 100.01, vatAmount: 25.49 }] },
      },
      '100.01 25.49 125.50',
    ],
    [
      'one rate in two lines of the breakdown',
      {
        rows: [row(1, 100, 0, { vatCode: 'E' }), row(1, 50, 0)],
        amounts: { vatBreakdown: [{ vatPercentage: 0, netAmount: 150, vatAmount: 0 }] },
      },
      '150.00 0.00 150.00',
    ],
  ]
  for (const [name, invoice, expected] of cases)
    test(name, () => {
      const { figures, codes } = amountsOf(invoice)
      assert.deepEqual(codes, [])
      assert.equal(figures, expected)
    })

  const breakdown = (vatPercentage: number, netAmount: number, vatAmount: number) => ({
    vatBreakdown: [{ vatPercentage, netAmount, vatAmount }],
  })
  const AT = '/invoice/amounts'
  const bad: [string, Partial<Invoice>, string, string[]][] = [
    ['net', { rows, amounts: { netAmount: 1.01 } }, `NET_MISMATCH ${AT}/netAmount`, ['1.01', '0.99']],
    ['VAT', { rows, amounts: { vatAmount: 0.22 } }, `VAT_MISMATCH ${AT}/vatAmount`, ['0.22', '0.25']],
    ['total', { rows, amounts: { totalAmount: 1.3 } }, `TOTAL_MISMATCH ${AT}/totalAmount`, ['1.30', '1.24']],
    [
      'sums that contradict each other',
      { rows, amounts: { netAmount: 0.99, vatAmount: 0.25, totalAmount: 1.23 } },
      `TOTAL_MISMATCH ${AT}/totalAmount`,
      ['1.23', '1.24'],
    ],
    [
      'net of a rate',
      { rows: [row(1, 100)], amounts: breakdown(25.5, 100.02, 25.5) },
      `NET_MISMATCH ${AT}/vatBreakdown/0`,
      ['25.5 %', '100.02', '100.00'],
    ],
    [
      'VAT of a rate',
      { rows: [row(1, 100)], amounts: breakdown(25.5, 100, 25.52) },
      `VAT_MISMATCH ${AT}/vatBreakdown/0`,
      ['25.52', '25.50'],
    ],
    [
      'a rate that the rows do not have',
      {
        rows: [row(1, 100)],
        amounts: { vatBreakdown: [...breakdown(25.5, 100, 25.5).vatBreakdown, ...breakdown(14, 10, 1.4).vatBreakdown] },
      },
      `NET_MISMATCH ${AT}/vatBreakdown/1`,
      ['14 %', '10.00', '0.00'],
    ],
    [
      'a rate that the breakdown leaves out',
      { rows: [row(1, 100), row(1, 10, 14)], amounts: breakdown(25.5, 100, 25.5) },
      `NET_MISMATCH ${AT}/vatBreakdown`,
      ['14 %', '0.00', '10.00'],
    ],
    [
      'VAT of a breakdown alone',
      { amounts: breakdown(25.5, 100, 24) },
      `VAT_MISMATCH ${AT}/vatBreakdown/0/vatAmount`,
      ['25.50', '24.00'],
    ],
    [
      'a breakdown and its sum',
      { amounts: { vatAmount: 20, ...breakdown(25.5, 100, 25.5) } },
      `VAT_MISMATCH ${AT}/vatAmount`,
      ['20.00', '25.50'],
    ],
    [
      'VAT without a rate',
      { amounts: { netAmount: 100, vatAmount: 25.5 } },
      `VAT_BREAKDOWN_MISSING ${AT}/vatBreakdown`,
      ['25.50'],
    ],
    [
      'a total that says nothing of VAT',
      { amounts: { totalAmount: 250 } },
      `VAT_BREAKDOWN_MISSING ${AT}/vatBreakdown`,
      ['vatAmount 0'],
    ],
    [
      'totals that contradict each other',
      { amounts: { netAmount: 90, vatAmount: 0, totalAmount: 100 } },
      `NET_MISMATCH ${AT}/netAmount`,
      ['90.00', '100.00'],
    ],
    [
      'a category against its rate',
      { amounts: { vatBreakdown: [{ vatPercentage: 25.5, vatCode: 'AE', netAmount: 100, vatAmount: 25.5 }] } },
      `VAT_CODE_MISMATCH ${AT}/vatBreakdown/0/vatCode`,
      ['AE'],
    ],
    ['below zero', { rows: [row(-1, 100)] }, `NEGATIVE_TOTAL ${AT}/totalAmount`, ['-125.50', 'CREDIT_NOTE']],
    ['too large', { rows: [row(1, 999_999_999_999.99)] }, 'AMOUNT_TOO_LARGE /invoice/rows', ['999999999999.99']],
    [
      'paid',
      { rows, amounts: { paidAmount: 5 }, payments: [{ date: '2026-01-16', amount: 4 }] },
      `PAID_MISMATCH ${AT}/paidAmount`,
      ['5.00', '4.00'],
    ],
    ['paid less than nothing', { rows, amounts: { paidAmount: -5 } }, `NEGATIVE_PAYMENT ${AT}/paidAmount`, ['-5.00']],
  ]
  for (const [name, invoice, code, figures] of bad)
    test(`refused, with both figures: ${name}`, () => {
      const { codes, faults } = amountsOf(invoice)
      assert.ok(codes.includes(code), codes.join())
      const message = faults[codes.indexOf(code)]?.message ?? ''
      for (const figure of figures) assert.ok(message.includes(figure), `${figure} stands in “${message}”`)
    })

  test('payments are summed', () => {
    const payments = [
      { date: '2026-01-16', amount: 0.1 },
      { date: '2026-01-17', amount: 0.2 },
    ]
    assert.equal(amountsOf({ rows, payments }).paid, '0.30')
    assert.deepEqual(amountsOf({ rows, payments, amounts: { paidAmount: 0.3 } }).codes, [])
  })
})

describe('credit notes', () => {
  const positive = [row(2, 50), row(1, 10, 14), { name: 'Sorry' }]
  const negative = [row(-2, 50), row(-1, 10, 14), { name: 'Sorry' }]
  test('are the same, given positive or negative', () => {
    const one = amountsOf({ rows: positive }, 'CREDIT_NOTE')
    const other = amountsOf({ rows: negative }, 'CREDIT_NOTE')
    assert.deepEqual(one.codes, [])
    assert.deepEqual(other.amounts, one.amounts)
    assert.equal(one.figures, '110.00 26.90 136.90')
    assert.deepEqual(
      one.amounts.rows.map(({ quantity, net, total }) => [quantity, net, total]),
      [
        ['2', 10_000n, 12_550n],
        ['1', 1_000n, 1_140n],
        [undefined, 0n, 0n],
      ],
    )
  })

  test('with a negative price and a positive quantity', () => {
    const { figures, amounts } = amountsOf({ rows: [row(2, -50)] }, 'CREDIT_NOTE')
    assert.equal(figures, '100.00 25.50 125.50')
    const [first] = amounts.rows
    assert.ok(first)
    assert.equal(Number(first.quantity) * Number(first.unitPrice) * 100, Number(first.net), 'the row still multiplies')
  })

  test('with given negative sums and a breakdown', () => {
    const amounts = {
      netAmount: -100,
      vatAmount: -25.5,
      totalAmount: -125.5,
      vatBreakdown: [{ vatPercentage: 25.5, netAmount: -100, vatAmount: -25.5 }],
    }
    for (const rows of [undefined, [row(-1, 100)]]) {
      const result = amountsOf({ ...(rows ? { rows } : {}), amounts }, 'CREDIT_NOTE')
      assert.deepEqual(result.codes, [])
      assert.equal(result.figures, '100.00 25.50 125.50')
    }
  })

  test('with opposite signs of rows and sums are refused', () => {
    const { codes } = amountsOf({ rows: [row(1, 100)], amounts: { totalAmount: -125.5 } }, 'CREDIT_NOTE')
    assert.deepEqual(codes, ['TOTAL_MISMATCH /invoice/amounts/totalAmount'])
  })
})
