import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { minor, sum } from '@saatava/core/money.ts'
import type { VatCategory } from '@saatava/einvoice/model/document.ts'
import { validatorOfBody } from '../platform/http/validation.ts'
import { accountingDefaults } from '../settings/accounting-defaults.ts'
import type { AccountMapping } from './account-mapping.ts'
import { checkLedger } from './check-ledger.ts'
import { type TestInvoice, invoiceDocument } from '../../test/support/accounting/invoice-documents.ts'
import { invoiceVoucher } from './invoice-voucher.ts'
import { documentOf, ledgerPayload } from './payloads.ts'
import { Ledger } from './schemas.ts'

const MAPPING: AccountMapping = {
  ...accountingDefaults('FI'),
  sales: [
    { vatCategory: 'AE', accountNumber: '3360', vatCode: 'RAMY' },
    { vatPercentage: 25.5, accountNumber: '3001', vatCode: 'KOMY' },
    { vatPercentage: 13.5, accountNumber: '3002' },
    { accountNumber: '3000' },
  ],
  vat: [{ vatPercentage: 25.5, accountNumber: '29391', vatCode: 'NONE' }, { accountNumber: '29392' }],
}

function voucher(invoice: TestInvoice, mapping = MAPPING): Ledger {
  const made = invoiceVoucher(invoiceDocument(invoice), mapping, '0112038-9')
  assert.ok(made)
  return made
}

/** Account, gross, net, and what else says where it belongs. */
function rowsOf(ledger: Ledger): unknown[] {
  return ledger.ledgerRows.map(({ accountNumber, amount, netAmount, vatPercentage, isVatRow }) =>
    isVatRow === 1
      ? [accountNumber, amount, netAmount, 'VAT']
      : [accountNumber, amount, netAmount, ...(vatPercentage === undefined ? [] : [vatPercentage])],
  )
}

test('the voucher books the receivable, the sales by account and rate, and the VAT by rate', () => {
  const ledger = voucher({
    rows: [
      { net: 100_000n, percentage: 25.5 },
      { net: 50_000n, percentage: 25.5 },
      { net: 20_000n, percentage: 13.5 },
      { net: 1_000n, percentage: 0, category: 'Z' },
    ],
  })
  assert.deepEqual(rowsOf(ledger), [
    ['1700', 2119.5, 2119.5],
    ['3001', -1882.5, -1500, 25.5],
    ['29391', -382.5, -382.5, 'VAT'],
    ['3002', -227, -200, 13.5],
    ['29392', -27, -27, 'VAT'],
    ['3000', -10, -10, 0],
  ])
  assert.equal(ledger.ledgerIdentifier, 'invoice:INVOICE:1001')
  assert.equal(ledger.documentName, '1001')
  assert.equal(ledger.documentType, 'ML')
  assert.equal(ledger.documentDescription, 'Matti Meikäläinen 10016')
  assert.ok(ledger.ledgerRows.every(({ bookingDate }) => bookingDate === '2026-02-01'))
  assert.equal(ledger.ledgerRows[1]?.vatCode, 'KOMY')
  assert.equal(ledger.ledgerRows[1]?.vatAccountNumber, '29391')
  assert.equal(ledger.ledgerRows[2]?.vatCode, 'NONE')
})

test('a row’s own account wins over the mapping, and dimensions keep sales apart', () => {
  const ledger = voucher({
    rows: [
      { net: 100n, percentage: 25.5, accounting: { accountNumber: '3100' } },
      { net: 200n, percentage: 25.5, accounting: { costCenter: 'Helsinki' } },
      { net: 300n, percentage: 25.5, accounting: { costCenter: 'Turku', projectNumber: 'P1' } },
      { net: 400n, percentage: 25.5, accounting: { costCenter: 'Helsinki' } },
    ],
  })
  assert.deepEqual(
    ledger.ledgerRows.slice(1, -1).map(({ accountNumber, netAmount, projectNumber, ledgerDimensions, vatCode }) => ({
      accountNumber,
      netAmount,
      projectNumber,
      costCenter: ledgerDimensions?.[0]?.dimensionValue,
      vatCode,
    })),
    [
      { accountNumber: '3100', netAmount: -1, projectNumber: undefined, costCenter: undefined, vatCode: 'KOMY' },
      { accountNumber: '3001', netAmount: -6, projectNumber: undefined, costCenter: 'Helsinki', vatCode: 'KOMY' },
      { accountNumber: '3001', netAmount: -3, projectNumber: 'P1', costCenter: 'Turku', vatCode: 'KOMY' },
    ],
  )
})

test('a credit note is the invoice the other way round', () => {
  const rows = [
    { net: 12_345n, percentage: 25.5 },
    { net: 678n, percentage: 10 },
  ]
  const invoice = voucher({ rows, roundedBy: 1n })
  const credit = voucher({ rows, roundedBy: 1n, type: 'CREDIT_NOTE' })
  assert.equal(credit.ledgerIdentifier, 'invoice:CREDIT_NOTE:1001')
  const turned = invoice.ledgerRows.map((row) => ({ ...row, amount: -row.amount, netAmount: -row.netAmount }))
  assert.deepEqual(credit.ledgerRows, turned)
})

test('reverse charge: no VAT is owed, whatever rate stands on the row', () => {
  const document = invoiceDocument({ rows: [{ net: 10_000n, percentage: 0, category: 'AE' }] })
  const stated = { percentage: 25.5, category: 'AE' as const }
  const odd = {
    ...document,
    rows: document.rows.map((row) => ({ ...row, vatPercentage: 25.5 })),
    vatLines: [{ ...stated, net: 10_000n, vat: 0n }],
  }
  for (const one of [document, odd]) {
    const ledger = invoiceVoucher(one, MAPPING, '')
    assert.ok(ledger)
    assert.deepEqual(rowsOf(ledger), [
      ['1700', 100, 100],
      ['3360', -100, -100, 0],
    ])
    assert.equal(ledger.ledgerRows[1]?.vatCode, 'RAMY')
    assert.deepEqual(checkLedger(ledger, ''), [])
  }
})

test('the rounding of a total is booked on the rounding account', () => {
  const ledger = voucher({ rows: [{ net: 1_001n, percentage: 25.5 }], roundedBy: -1n })
  assert.deepEqual(rowsOf(ledger).at(-1), ['3990', 0.01, 0.01])
  assert.deepEqual(checkLedger(ledger, ''), [])
})

test('VAT that was summed row by row is booked as the invoice states it', () => {
  const rows = Array.from({ length: 200 }, () => ({ net: 10n, percentage: 25.5 }))
  const ledger = voucher({ rows, vatByRow: true })
  // 200 × 0.03 is 6.00, and 25.5 % of 20.00 is 5.10: a cent is taken by the sale, 0.89 is left.
  assert.deepEqual(rowsOf(ledger), [
    ['1700', 26, 26],
    ['3001', -25.11, -20, 25.5],
    ['3990', -0.89, 0],
    ['29391', -6, -6, 'VAT'],
  ])
  assert.deepEqual(checkLedger(ledger, ''), [])
})

test('reminders, collections and invoices of nothing are not booked', () => {
  const rows = [{ net: 100n, percentage: 25.5 }]
  for (const type of ['REMINDER', 'COLLECTION'] as const)
    assert.equal(invoiceVoucher(invoiceDocument({ rows, type }), MAPPING, ''), undefined)
  for (const type of ['AUTO_PAYMENT_INVOICE', 'FACTORING'] as const)
    assert.ok(invoiceVoucher(invoiceDocument({ rows, type }), MAPPING, ''))
  for (const nothing of [[], [{ net: 0n, percentage: 25.5 }]])
    assert.equal(invoiceVoucher(invoiceDocument({ rows: nothing }), MAPPING, ''), undefined)
})

test('settings without a fitting entry are reported as wrong', () => {
  const mapping = { ...MAPPING, vat: [{ vatPercentage: 24, accountNumber: '1' }] }
  const document = invoiceDocument({ rows: [{ net: 100n, percentage: 25.5 }] })
  assert.throws(() => invoiceVoucher(document, mapping, ''), /accounting\.vat .* 25\.5 %/)
})

const row = fc.record(
  {
    net: fc.oneof(
      fc.bigInt({ min: -100_000_000n, max: 1_000_000_000n }),
      fc.bigInt({ min: -3n, max: 3n }),
      fc.constant(0n),
    ),
    percentage: fc.constantFrom(25.5, 25, 24, 15, 14, 13.5, 12, 10, 6, 0),
    category: fc.constantFrom<VatCategory>('S', 'S', 'S', 'Z', 'AE'),
    accounting: fc.record(
      { accountNumber: fc.constantFrom('3000', '3100'), costCenter: fc.constantFrom('A', 'B') },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['net', 'percentage'] },
)
const invoices: fc.Arbitrary<TestInvoice> = fc.record({
  type: fc.constantFrom('INVOICE' as const, 'CREDIT_NOTE' as const),
  rows: fc.array(row, { maxLength: 40 }),
  offBy: fc.bigInt({ min: -1n, max: 1n }),
  roundedBy: fc.bigInt({ min: -5n, max: 5n }),
  vatByRow: fc.boolean(),
})
const errorsOf = validatorOfBody(Ledger)

test('every invoice makes a voucher that the API would take, in both modes', () => {
  fc.assert(
    fc.property(invoices, fc.constantFrom('GROSS' as const, 'NET' as const), (invoice, calculationMode) => {
      const document = invoiceDocument(invoice)
      const ledger = invoiceVoucher(document, { ...MAPPING, calculationMode }, '0112038-9')
      if (ledger === undefined) return
      assert.deepEqual(errorsOf(JSON.parse(JSON.stringify(ledger))), [])
      assert.deepEqual(checkLedger(ledger, ''), [])
      const rows = ledger.ledgerRows.map((one) => ({ ...one, gross: minor(one.amount), net: minor(one.netAmount) }))
      const base = rows.filter(({ isVatRow }) => isVatRow !== 1)
      const sign = invoice.type === 'CREDIT_NOTE' ? -1n : 1n
      assert.equal(sum(base.map(({ gross }) => gross)), 0n, 'GROSS: without the VAT rows')
      assert.equal(sum(rows.map(({ net }) => net)), 0n, 'NET: with them')
      const ofReceivable = rows.filter(({ accountNumber }) => accountNumber === '1700')
      assert.equal(sum(ofReceivable.map(({ net }) => net)), sign * document.totals.total)
      const vat = sum(rows.filter(({ isVatRow }) => isVatRow === 1).map(({ net }) => net))
      assert.equal(vat, -sign * document.totals.vat)
      assert.ok(rows.every(({ gross, net }) => gross !== 0n || net !== 0n))
      // The document that is stored and read back equals the first.
      const payload: unknown = JSON.parse(JSON.stringify(ledgerPayload(ledger)))
      assert.equal(documentOf(1, { kind: 'invoice', identifier: ledger.ledgerIdentifier, payload }).kind, 'invoice')
    }),
    { numRuns: 2_000 },
  )
})

test('where VAT is its rate of the net amounts, no cent of it needs a separate row', () => {
  fc.assert(
    fc.property(invoices, (invoice) => {
      const ledger = invoiceVoucher(
        invoiceDocument({ ...invoice, roundedBy: 0n, vatByRow: false, offBy: 0n }),
        MAPPING,
        '',
      )
      const taxed = invoice.rows.filter(({ net, percentage }) => net !== 0n && percentage !== 0)
      const accounts = (ledger?.ledgerRows ?? []).map(({ accountNumber }) => accountNumber)
      // Sales that cancel each other out to nothing can bear no cent.
      if (taxed.every(({ net }) => net > 0n)) assert.ok(!accounts.includes('3990'), JSON.stringify(ledger))
    }),
    { numRuns: 1_000 },
  )
})
