/** Documents as e-conomic's vouchers: the wire, the parts, VAT, and what cannot be said there. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { publishedPayment } from '../../../test/support/connectors/examples.ts'
import { publishedLedger, row } from '../../../test/support/connectors/procountor/examples.ts'
import { markerOf } from '../marker.ts'
import type { LedgerDocument, PaymentDocument } from '../port.ts'
import { type FinanceEntry, voucherJson } from './codec.ts'
import { type MappingContext, type PaymentBody, planLedger, planPayment, type VoucherBody } from './mapping.ts'
import { type EconomicSettings, mappingsOf, settingsOf } from './settings.ts'

const NONE = { voucherTypes: {}, vatCodes: {}, dimensions: {}, paymentMethods: {} }

function context(settings: Partial<EconomicSettings> = {}, own: Partial<typeof NONE> = {}): MappingContext {
  return { clientId: 7, settings: settingsOf({ settings }), mappings: mappingsOf({ mappings: { ...NONE, ...own } }) }
}
const bodyOf = (planned: { body: unknown } | undefined) => planned?.body as VoucherBody
const entriesOf = (document: LedgerDocument, ...how: Parameters<typeof context>) =>
  bodyOf(planLedger(document, context(...how))[0]).entries
const paid = (changes: Partial<PaymentDocument>, ...how: Parameters<typeof context>) =>
  planPayment(publishedPayment({ currency: 'DKK', ...changes }), context(...how))
const refusal = (code: string) => ({ name: 'ConnectorError', kind: 'refused', code })
/** 1 000.00 with 25 % VAT. */
const sale = (changes: Parameters<typeof row>[2] = {}) => [
  row('6190', 125_000n),
  row('1010', -100_000n, { amount: -125_000n, vatPercentage: 25, vatCode: 'U25', ...changes }),
  row('7680', -25_000n, { isVatRow: true }),
]
const plain = (entries: FinanceEntry[]) => entries.map(({ account, amount, vat }) => [account, amount, vat])

test('writes a sale: gross with its VAT code and amount, without the VAT row', () => {
  const rows = sale({ projectNumber: '12', dimensions: [{ type: 'COST_CENTER', value: '3' }] })
  const document = publishedLedger({ rows: rows.map((one) => ({ ...one, transactionDescription: 'Rent' })) })
  const [planned] = planLedger(document, context())
  assert.ok(planned)
  const { journal, currency, entries } = bodyOf(planned)
  const shared = `"date":"${planned.date}","currency":{"code":"DKK"}`
  const text = `"text":"${planned.marker} 1001 Rent"`
  assert.equal(
    voucherJson({ year: '2025/2026', journal, date: planned.date, currency, finance: entries, payments: [] }),
    '{"accountingYear":{"year":"2025/2026"},"journal":{"journalNumber":1},"entries":{"financeVouchers":[' +
      `{"account":{"accountNumber":6190},"amount":1250.00,${text},${shared}},` +
      `{"account":{"accountNumber":1010},"amount":-1250.00,${text},"vatAccount":{"vatCode":"U25"},"vatAmount":-250.00,` +
      `"departmentalDistribution":{"departmentalDistributionNumber":3},"project":{"projectNumber":12},${shared}}]}}`,
  )
  assert.equal(planned.total, 125_000n)
})

test('VAT: codes by mapping; rows as they are by setting, and where no row separates gross from net', () => {
  const document = publishedLedger({ rows: sale() })
  const ROWS = [
    ['6190', 125_000n, undefined],
    ['1010', -100_000n, undefined],
    ['7680', -25_000n, undefined],
  ]
  assert.deepEqual(plain(entriesOf(document, { vat: 'ROWS' })), ROWS)
  const unseparated = sale({ amount: -100_000n })
  assert.deepEqual(plain(entriesOf(publishedLedger({ rows: unseparated }))), ROWS)
  const mapped = (vatCode: string, own: Record<string, string>) =>
    entriesOf(publishedLedger({ rows: sale({ vatCode }) }), {}, { vatCodes: own })[1]?.vat
  assert.deepEqual(mapped('KOMY', { KOMY: 'U25' }), { code: 'U25', amount: -25_000n })
  assert.deepEqual(mapped('', { '': 'U25' }), { code: 'U25', amount: -25_000n })
  assert.throws(() => mapped('', {}), refusal('VAT_CODE_UNMAPPED'))
  assert.throws(() => mapped('TOO-LONG', {}), refusal('VAT_CODE_UNMAPPED'))
  assert.throws(() => mapped('toString', {}), refusal('VAT_CODE_UNMAPPED'))
  // A code without VAT, such as that of sales abroad, is sent all the same.
  const abroad = [row('6190', 100n), row('1010', -100n, { vatCode: 'UEUV', vatPercentage: 0 })]
  assert.deepEqual(entriesOf(publishedLedger({ rows: abroad }))[1]?.vat, { code: 'UEUV', amount: 0n })
})

test('a voucher for each booking date in order of date, or one on the date of the document', () => {
  const later = { bookingDate: '2026-01-02' }
  const rows = [row('6190', 100n, later), row('1010', -100n, later), ...sale()]
  const document = publishedLedger({ rows })
  const planned = planLedger(document, context())
  assert.deepEqual(
    planned.map(({ date, marker, total }) => [date, marker, total]),
    [
      ['2025-12-12', markerOf(7, 'ledger', document.identifier, 1), 125_000n],
      ['2026-01-02', markerOf(7, 'ledger', document.identifier, 2), 100n],
    ],
  )
  assert.deepEqual(bodyOf(planned[1]).dates, ['2025-12-12', '2026-01-02'])
  const whole = planLedger(document, context({ voucherDate: 'DOCUMENT_DATE' }))
  assert.deepEqual(
    whole.map(({ date }) => date),
    ['2025-12-13'],
  )
})

test('the journal is that of the mapping, else that of the setting', () => {
  const journal = (document: LedgerDocument, ...how: Parameters<typeof context>) =>
    bodyOf(planLedger(document, context(...how))[0]).journal
  const own = { voucherTypes: { ML: '4' } }
  const rows = sale()
  assert.equal(journal(publishedLedger({ rows }), {}, own), '4')
  assert.equal(journal(publishedLedger({ rows, documentType: 'MS' }), { journalNumber: 2 }, own), '2')
  assert.throws(
    () => journal(publishedLedger({ rows }), {}, { voucherTypes: { ML: 'Daily' } }),
    refusal('VOUCHER_TYPE_UNKNOWN'),
  )
})

test('content that the system cannot hold is refused with a code', () => {
  const rows = (change: Parameters<typeof row>[2]) =>
    publishedLedger({ rows: [row('6190', 100n, change), row('1010', -100n)] })
  const custom = (name: string) => ({ dimensions: [{ type: 'CUSTOM' as const, name, value: '5' }] })
  const plan = (document: LedgerDocument, ...how: Parameters<typeof context>) => planLedger(document, context(...how))
  assert.throws(() => plan(rows({ accountNumber: 'K12' })), refusal('ACCOUNT_NOT_NUMERIC'))
  assert.throws(() => plan(rows({ netAmount: 101n, amount: 101n })), refusal('PART_NOT_BALANCED'))
  assert.throws(() => plan(rows(custom('Site'))), refusal('DIMENSION_UNMAPPED'))
  assert.throws(() => plan(rows({ projectNumber: 'PN1' })), refusal('DIMENSION_NOT_NUMERIC'))
  const twice = { projectNumber: '1', dimensions: [{ type: 'PROJECT' as const, value: '2' }] }
  assert.throws(() => plan(rows(twice)), refusal('DIMENSION_TWICE'))
  assert.equal(plan(rows(custom('Site')), {}, { dimensions: { Site: '' } }).length, 1)
  assert.equal(plan(rows(custom('Site')), {}, { dimensions: { Site: 'Project' } }).length, 1)
  assert.throws(() => paid({ currency: 'EUR' }), refusal('CURRENCY_MISMATCH'))
  assert.throws(() => paid({ rows: [] }), refusal('BANK_ACCOUNT_MISSING'))
  const voucher = { payments: 'FINANCE_VOUCHER' } as const
  assert.throws(() => paid({ rows: [] }, { ...voucher, bankAccount: '6480' }), refusal('RECEIVABLES_ACCOUNT_MISSING'))
  const withVat = [
    { accountNumber: '6480', amount: 100n, vatPercent: 25 },
    { accountNumber: '6190', amount: -100n },
  ]
  assert.throws(() => paid({ rows: withVat }, voucher), refusal('VAT_CODE_UNMAPPED'))
})

test('a customer payment credits the customer; the money account is the document’s, a mapping’s or the setting’s', () => {
  const money = (changes: Partial<PaymentDocument>, ...how: Parameters<typeof context>) =>
    (paid(changes, ...how).body as PaymentBody).money
  const planned = paid({ bookingDate: '2026-02-26' }, { paymentDate: 'BOOKING_DATE', paymentJournalNumber: 3 })
  const body = planned.body as PaymentBody
  assert.deepEqual([planned.date, planned.total, body.amount, body.journal], ['2026-02-26', 11_000n, -11_000n, '3'])
  assert.equal(body.text, `${planned.marker} 133720800 1337109 Matti Meikäläinen`)
  assert.equal((paid({}, { customerPaymentSign: 'PLUS' }).body as PaymentBody).amount, 11_000n)
  assert.equal(money({}), '1910')
  assert.equal(money({ bankAccountNumber: '6480' }), '6480')
  assert.equal(money({}, {}, { paymentMethods: { 'cash-in': '6481' } }), '6481')
  assert.equal(money({ accounts: { money: '6330', receivable: '6190' }, bankAccountNumber: '6480' }), '6330')
  assert.equal(money({ rows: [] }, { bankAccount: '6482' }), '6482')
})

test('a payment as a finance voucher: its rows, or money against receivables', () => {
  const voucher = { payments: 'FINANCE_VOUCHER' } as const
  const entries = (changes: Partial<PaymentDocument>, settings: Partial<EconomicSettings> = {}) =>
    plain((paid(changes, { ...voucher, ...settings }).body as VoucherBody).entries)
  assert.deepEqual(entries({}), [
    ['1910', 11_000n, undefined],
    ['1910', -1_000n, undefined],
    ['1601', -10_000n, undefined],
  ])
  const two = [
    ['6330', 11_000n, undefined],
    ['6190', -11_000n, undefined],
  ]
  assert.deepEqual(entries({ rows: [], accounts: { money: '6330', receivable: '6190' } }), two)
  assert.deepEqual(entries({ rows: [] }, { bankAccount: '6330', receivablesAccount: '6190' }), two)
})

test('texts keep within their length, with the marker whole and no character in half', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      const rows = [row('6190', 1n, { transactionDescription: text }), row('1010', -1n)]
      for (const entry of entriesOf(publishedLedger({ documentName: text, documentDescription: text, rows }))) {
        assert.ok(entry.text.length <= 250 && entry.text.startsWith(markerOf(7, 'ledger', 'abc-123-def-456')))
        if (text.isWellFormed()) assert.ok(entry.text.isWellFormed())
      }
    }),
  )
})
