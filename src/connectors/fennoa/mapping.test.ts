/** Documents as Fennoa's statements and payments: the wire, the parts, and each document that cannot be said there. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { publishedPayment } from '../../../test/support/connectors/examples.ts'
import { publishedLedger, row } from '../../../test/support/connectors/procountor/examples.ts'
import { markerOf } from '../marker.ts'
import type { LedgerDocument, PaymentDocument } from '../port.ts'
import { paymentForm, statementForm } from './codec.ts'
import { type MappingContext, type PaymentBody, planLedger, planPayment, type StatementBody } from './mapping.ts'
import { type FennoaSettings, mappingsOf, settingsOf } from './settings.ts'

const NONE = { voucherTypes: {}, vatCodes: { KOMY: '1', '20': '20' }, dimensions: {}, paymentMethods: {} }

function context(settings: Partial<FennoaSettings> = {}, own: Partial<typeof NONE> = {}): MappingContext {
  return { clientId: 7, settings: settingsOf({ settings }), mappings: mappingsOf({ mappings: { ...NONE, ...own } }) }
}
const bodyOf = (planned: { body: unknown } | undefined) => planned?.body as StatementBody
const statementOf = (planned: { body: unknown } | undefined) => bodyOf(planned).statement
const voucherOf = (document: LedgerDocument, ...how: Parameters<typeof context>) =>
  statementOf(planLedger(document, context(...how))[0])
const paid = (changes: Partial<PaymentDocument>, ...how: Parameters<typeof context>) =>
  planPayment(publishedPayment(changes), context(...how))
const refusal = (code: string) => ({ name: 'ConnectorError', kind: 'refused', code })
const fields = (form: string) => [...new URLSearchParams(form)].map(([name, value]) => `${name}=${value}`)

test('writes the published example: rows from 1, positive sides, VAT handling on the base row', () => {
  const marker = markerOf(7, 'ledger', 'abc-123-def-456')
  const types = new Map([
    ['Kustannuspaikka', '1'],
    ['Projekti', '2'],
  ])
  assert.deepEqual(fields(statementForm(voucherOf(publishedLedger()), types)), [
    'entry_date=2025-12-12',
    'statement_series_code=CA',
    `description=${marker} 1001 Here comes the description, max 210 chars long`,
    ...['row[1][account]=1701', 'row[1][debit]=2990.00', `row[1][description]=${marker} 1763`],
    ...['row[1][dim_2]=PN12345', 'row[1][dim_1]=1000'],
    ...['row[2][account]=3000', 'row[2][credit]=2382.47', 'row[2][description]=1763', 'row[2][vatcode]=20'],
    'row[2][dim_2]=PN12345',
    ...['row[3][account]=2939', 'row[3][credit]=607.53', 'row[3][description]=1763', 'row[3][dim_2]=PN12345'],
  ])
})

test('VAT handlings stand on base rows, on VAT rows too, or nowhere', () => {
  const rows = [
    row('1701', 125n),
    row('3000', -100n, { vatCode: 'KOMY' }),
    row('2939', -25n, { isVatRow: true, vatCode: 'KOMY' }),
  ]
  const codes = (vatRows: FennoaSettings['vatRows'], vatCodes = NONE.vatCodes) =>
    voucherOf(publishedLedger({ rows }), { vatRows }, { vatCodes }).rows.map(({ vatCode }) => vatCode)
  assert.deepEqual(codes('BASE'), [undefined, '1', undefined])
  assert.deepEqual(codes('BASE_AND_VAT'), [undefined, '1', '1'])
  assert.deepEqual(codes('NONE', { KOMY: 'x', '20': '' }), [undefined, undefined, undefined])
  assert.deepEqual(codes('BASE', { KOMY: '', '20': '' }), [undefined, undefined, undefined])
})

test('a statement for each booking date in order of date, or one on the date of the document', () => {
  const later = { bookingDate: '2026-01-02' }
  const rows = [row('1701', 100n, later), row('3000', -100n, later), ...publishedLedger().rows]
  const document = publishedLedger({ rows })
  const planned = planLedger(document, context())
  assert.deepEqual(
    planned.map(({ date, marker, total }) => [date, marker, total]),
    [
      ['2025-12-12', markerOf(7, 'ledger', document.identifier, 1), 299_000n],
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

test('a document that cannot be said there is refused with a code', () => {
  const plan = (change: Parameters<typeof row>[2], ...how: Parameters<typeof context>) =>
    planLedger(publishedLedger({ rows: [row('1701', 100n, change), row('3000', -100n)] }), context(...how))
  assert.throws(() => plan({ accountNumber: 'K12' }), refusal('ACCOUNT_NOT_NUMERIC'))
  assert.throws(() => plan({ netAmount: 101n }), refusal('PART_NOT_BALANCED'))
  assert.throws(() => plan({ vatCode: 'KOOS' }), refusal('VAT_CODE_UNMAPPED'))
  assert.throws(() => plan({ vatCode: 'constructor' }), refusal('VAT_CODE_UNMAPPED'))
  const twice = { projectNumber: 'A', dimensions: [{ type: 'PROJECT' as const, value: 'B' }] }
  assert.throws(() => plan(twice), refusal('DIMENSION_TWICE'))
  assert.equal(plan(twice, {}, { dimensions: { PROJECT: '' } }).length, 1)
  assert.throws(() => paid({ currency: 'SEK' }), refusal('CURRENCY_MISMATCH'))
  assert.throws(() => paid({ invoiceNumber: ' ' }), refusal('TARGET_MISSING'))
  assert.throws(() => paid({}, {}, { paymentMethods: { 'cash-in': 'bank' } }), refusal('PAYMENT_METHOD_UNKNOWN'))
})

test('writes the published payment; its type by description, method and setting', () => {
  const form = (changes: Partial<PaymentDocument>, ...how: Parameters<typeof context>) => {
    const planned = paid(changes, ...how)
    return fields(paymentForm({ ...(planned.body as PaymentBody), date: planned.date }))
  }
  const marker = markerOf(7, 'payment', 'abc-123-def-456')
  const text = `description=${marker} 133720800 1337109 Matti Meikäläinen`
  const rest = ['is_factoring=0', text]
  const start = ['invoice_no=133720800', 'payment_date=2026-02-25', 'sum=110.00']
  assert.deepEqual(form({}), [...start, 'payment_type=2', ...rest])
  assert.equal(form({}, { paymentType: 4 })[3], 'payment_type=4')
  assert.equal(form({}, {}, { paymentMethods: { alternative: '5' } })[3], 'payment_type=5')
  assert.equal(form({}, {}, { paymentMethods: { 'cash-in': '6', alternative: '5' } })[3], 'payment_type=6')
  assert.equal(form({ bookingDate: '2026-02-26' }, { paymentDate: 'BOOKING_DATE' })[1], 'payment_date=2026-02-26')
})

test('a payment may become a statement: its rows, the accounts it names, or those of the settings', () => {
  const sides = (changes: Partial<PaymentDocument>, settings: Partial<FennoaSettings> = {}) =>
    statementOf(paid(changes, { payments: 'STATEMENT', ...settings })).rows.map(({ account, amount }) => [
      account,
      amount,
    ])
  assert.deepEqual(sides({}), [
    ['1910', 11_000n],
    ['1910', -1_000n],
    ['1601', -10_000n],
  ])
  const bare = { rows: [], accounts: { money: '1760', receivable: '1700' } }
  assert.deepEqual(sides(bare), [
    ['1760', 11_000n],
    ['1700', -11_000n],
  ])
  const accounts = { bankAccount: '1911', receivablesAccount: '1702' }
  assert.deepEqual(sides({ rows: [] }, accounts), [
    ['1911', 11_000n],
    ['1702', -11_000n],
  ])
  assert.throws(() => sides({ rows: [] }), refusal('BANK_ACCOUNT_MISSING'))
  const uneven = [{ accountNumber: '1910', amount: 1n }]
  assert.throws(() => sides({ rows: uneven }), refusal('PART_NOT_BALANCED'))
  const statement = statementOf(paid({ rows: [] }, { payments: 'STATEMENT', ...accounts }))
  assert.match(statement.description, /^SA-\w{13} 133720800 1337109 Matti Meikäläinen$/)
})

test('texts keep within their lengths, with the marker whole and no character in half', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      const { description, rows } = voucherOf(
        publishedLedger({
          ...{ documentName: text, documentDescription: text.repeat(2) },
          rows: [row('1701', 1n, { transactionDescription: text }), row('3000', -1n, { transactionDescription: text })],
        }),
        { descriptionLength: 60 },
      )
      const marker = markerOf(7, 'ledger', 'abc-123-def-456')
      const [first = '', second = ''] = rows.map((one) => one.description ?? '')
      assert.ok(description.length <= 60 && description.startsWith(marker))
      assert.ok(first === '' || (first.length <= 60 && first.startsWith(marker)))
      assert.ok(second.length <= 60)
      if (text.isWellFormed()) assert.ok([description, first, second].every((one) => one.isWellFormed()))
    }),
  )
})
