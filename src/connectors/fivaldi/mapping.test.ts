/** Documents as Fivaldi's vouchers: the wire, the parts, VAT, and what cannot be said there. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { publishedPayment } from '../../../test/support/connectors/examples.ts'
import { publishedLedger, row } from '../../../test/support/connectors/procountor/examples.ts'
import { markerOf } from '../marker.ts'
import type { LedgerDocument, PaymentDocument } from '../port.ts'
import { voucherJson } from './codec.ts'
import { fivaldi } from './index.ts'
import { type MappingContext, planLedger, planPayment, type VoucherBody } from './mapping.ts'
import { type FivaldiSettings, mappingsOf, settingsOf } from './settings.ts'

const NONE = { voucherTypes: {}, vatCodes: {}, dimensions: {}, paymentMethods: {} }
const CODES = { vatCodes: { KOMY: '1' } }

function context(settings: Partial<FivaldiSettings> = {}, own: Partial<typeof NONE> = {}): MappingContext {
  return { clientId: 7, settings: settingsOf({ settings }), mappings: mappingsOf({ mappings: { ...NONE, ...own } }) }
}
const bodyOf = (planned: { body: unknown } | undefined) => planned?.body as VoucherBody
const entriesOf = (document: LedgerDocument, ...how: Parameters<typeof context>) =>
  bodyOf(planLedger(document, context(...how))[0]).entries
const paid = (changes: Partial<PaymentDocument>, ...how: Parameters<typeof context>) =>
  planPayment(publishedPayment(changes), context(...how))
const refusal = (code: string) => ({ name: 'ConnectorError', kind: 'refused', code })
/** 1 000.00 with 25.5 % VAT. */
const sale = (changes: Parameters<typeof row>[2] = {}) => [
  row('1701', 125_500n),
  row('3000', -100_000n, {
    amount: -125_500n,
    vatPercentage: 25.5,
    vatCode: 'KOMY',
    vatAccountNumber: '2939',
    ...changes,
  }),
  row('2939', -25_500n, { isVatRow: true }),
]

test('writes a sale: every row as it is, the net row with its VAT', () => {
  const rows = sale({ projectNumber: 'P1', dimensions: [{ type: 'COST_CENTER', value: '100' }] })
  const document = publishedLedger({ rows: rows.map((one) => ({ ...one, transactionDescription: 'Rent' })) })
  const [planned] = planLedger(document, context({}, CODES))
  assert.ok(planned)
  const { entries, vatType } = bodyOf(planned)
  const text = `"description":"${planned.marker} 1001 Rent"`
  assert.equal(
    voucherJson({ typeId: 80, number: planned.marker, date: planned.date, vatType, entries }),
    `{"voucherTypeId":80,"originalVoucherNumber":"${planned.marker}","voucherDate":"2025-12-12","bookkeepingMonth":202512,` +
      '"vatType":"CALCULATED","validateEntrySum":true,"voucherEntries":[' +
      `{"amount":1255.00,"accountNumber":"1701",${text}},` +
      `{"amount":-1000.00,"accountNumber":"3000",${text},"dimensionValue1":"100","dimensionValue2":"P1",` +
      '"vat":{"vatCode":"1","vatAmount":-255.00,"account":"2939"}},' +
      `{"amount":-255.00,"accountNumber":"2939",${text}}]}`,
  )
  assert.equal(planned.total, 125_500n)
})

test('VAT: AUTO sends gross rows without VAT rows; codes are mapped, left out, or refused', () => {
  const document = publishedLedger({ rows: sale() })
  const plain = (settings: Partial<FivaldiSettings>, own: Partial<typeof NONE>) =>
    entriesOf(document, settings, own).map(({ account, amount, vat }) => [account, amount, vat])
  assert.deepEqual(plain({ vatType: 'AUTO' }, CODES), [
    ['1701', 125_500n, undefined],
    ['3000', -125_500n, { code: '1' }],
  ])
  assert.deepEqual(plain({}, { vatCodes: { KOMY: '' } })[1], ['3000', -100_000n, undefined])
  assert.throws(() => plain({}, {}), refusal('VAT_CODE_UNMAPPED'))
  const coded = (vatCode: string, own: Record<string, string>) =>
    entriesOf(publishedLedger({ rows: sale({ vatCode }) }), {}, { vatCodes: own })[1]?.vat
  assert.equal(coded('', {}), undefined)
  assert.equal(coded('', { '': '9' })?.code, '9')
  assert.equal(coded('20', {})?.code, '20')
  assert.equal(coded('20', { 20: '21' })?.code, '21')
  assert.throws(() => coded('toString', {}), refusal('VAT_CODE_UNMAPPED'))
  assert.deepEqual(fivaldi.unmappedVatCodes?.(['KOMY', 'KOOS'], { KOMY: '1' }), ['KOOS'])
})

test('a voucher for each booking date in order of date, or one on the date of the document', () => {
  const later = { bookingDate: '2026-01-02' }
  const rows = [row('1701', 100n, later), row('3000', -100n, later), ...sale()]
  const document = publishedLedger({ rows })
  const planned = planLedger(document, context({}, CODES))
  assert.deepEqual(
    planned.map(({ date, marker, total }) => [date, marker, total]),
    [
      ['2025-12-12', markerOf(7, 'ledger', document.identifier, 1), 125_500n],
      ['2026-01-02', markerOf(7, 'ledger', document.identifier, 2), 100n],
    ],
  )
  assert.deepEqual(bodyOf(planned[1]).dates, ['2025-12-12', '2026-01-02'])
  assert.equal(planLedger(document, context({ voucherDate: 'DOCUMENT_DATE' }, CODES))[0]?.date, '2025-12-13')
})

test('a document that has no form there is refused with a code', () => {
  const rows = (change: Parameters<typeof row>[2]) =>
    publishedLedger({ rows: [row('1701', 100n, change), row('3000', -100n)] })
  const custom = (name: string) => ({ dimensions: [{ type: 'CUSTOM' as const, name, value: 'x' }] })
  const plan = (document: LedgerDocument, ...how: Parameters<typeof context>) => planLedger(document, context(...how))
  assert.throws(() => plan(rows({ accountNumber: '123456789' })), refusal('ACCOUNT_NOT_NUMERIC'))
  assert.throws(() => plan(rows({ netAmount: 101n })), refusal('PART_NOT_BALANCED'))
  assert.throws(() => plan(rows(custom('Site'))), refusal('DIMENSION_UNMAPPED'))
  const twice = { projectNumber: 'A', dimensions: [{ type: 'PROJECT' as const, value: 'B' }] }
  assert.throws(() => plan(rows(twice)), refusal('DIMENSION_TWICE'))
  assert.equal(plan(rows(custom('Site')), {}, { dimensions: { Site: '' } }).length, 1)
  assert.deepEqual(entriesOf(rows(custom('Site')), {}, { dimensions: { Site: '4' } })[0]?.dimensions, { 4: 'x' })
  assert.throws(() => paid({ currency: 'SEK' }), refusal('CURRENCY_MISMATCH'))
  assert.throws(() => paid({ rows: [] }), refusal('BANK_ACCOUNT_MISSING'))
})

test('a payment is a voucher of its rows, or of money against receivables', () => {
  const lines = (changes: Partial<PaymentDocument>, ...how: Parameters<typeof context>) =>
    bodyOf(paid(changes, ...how)).entries.map(({ account, amount }) => [account, amount])
  const planned = paid({ bookingDate: '2026-02-26' }, { paymentDate: 'BOOKING_DATE' })
  assert.deepEqual([planned.date, planned.total, bodyOf(planned).kind], ['2026-02-26', 11_000n, 'payment'])
  assert.equal(bodyOf(planned).entries[0]?.description, `${planned.marker} 133720800 1337109 Matti Meikäläinen`)
  assert.deepEqual(lines({}), [
    ['1910', 11_000n],
    ['1910', -1_000n],
    ['1601', -10_000n],
  ])
  const two = (money: string) => [
    [money, 11_000n],
    ['1700', -11_000n],
  ]
  const accounts = { receivablesAccount: '1700' }
  assert.deepEqual(lines({ rows: [], accounts: { money: '1760', receivable: '1700' } }), two('1760'))
  assert.deepEqual(lines({ rows: [] }, { ...accounts, bankAccount: '1911' }), two('1911'))
  assert.deepEqual(lines({ rows: [] }, accounts, { paymentMethods: { FI7263812: '1912' } }), two('1912'))
})

test('texts keep within their length, with the marker whole and no character in half', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      const rows = [row('1701', 1n, { transactionDescription: text }), row('3000', -1n)]
      const document = publishedLedger({ documentName: text, documentDescription: text, rows })
      for (const { description } of entriesOf(document, { descriptionLength: 60 })) {
        assert.ok(description.length <= 60 && description.startsWith(markerOf(7, 'ledger', 'abc-123-def-456')))
        if (text.isWellFormed()) assert.ok(description.isWellFormed())
      }
    }),
  )
})
