/** Documents as Talenom's vouchers: the wire, the parts, and each document that cannot be said there. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { publishedPayment } from '../../../test/support/connectors/examples.ts'
import { publishedLedger, row } from '../../../test/support/connectors/procountor/examples.ts'
import { markerOf } from '../marker.ts'
import type { LedgerDocument, PaymentDocument, PlannedVoucher } from '../port.ts'
import { type Voucher, voucherJson } from './codec.ts'
import { type MappingContext, planLedger, planPayment } from './mapping.ts'
import { mappingsOf, settingsOf, type TalenomSettings } from './settings.ts'

const NONE = { voucherTypes: {}, vatCodes: {}, dimensions: {}, paymentMethods: {} }

function context(settings: Partial<TalenomSettings> = {}, own: Partial<typeof NONE> = {}): MappingContext {
  return { clientId: 7, settings: settingsOf({ settings }), mappings: mappingsOf({ mappings: { ...NONE, ...own } }) }
}
const bodyOf = (planned: PlannedVoucher | undefined) => planned?.body as Voucher
const voucherOf = (document: LedgerDocument, ...how: Parameters<typeof context>) =>
  bodyOf(planLedger(document, context(...how))[0])
const paid = (changes: Partial<PaymentDocument>, ...how: Parameters<typeof context>) =>
  bodyOf(planPayment(publishedPayment(changes), context(...how)))
const refusal = (code: string) => ({ name: 'ConnectorError', kind: 'refused', code })

test('writes the published example: every row as it is, VAT row too, and nothing peeled', () => {
  const marker = markerOf(7, 'ledger', 'abc-123-def-456')
  assert.equal(
    voucherJson(voucherOf(publishedLedger()), '00000000-0000-8000-8000-000000000000'),
    '[{"id":"00000000-0000-8000-8000-000000000000","category":"IntegrationSales","voucherState":"Accepted",' +
      `"tryAccept":false,"voucherDate":"2025-12-12","description":"${marker} 1001","invoiceNumber":"1001",` +
      '"customerCommentToAccounting":"Here comes the description, max 210 chars long",' +
      '"acceptor":"System integration","preventVatPeeling":true,"postings":[' +
      '{"isReadOnly":false,"accountNumber":"1701","vatIncludedAmount":2990.00,"description":"1763","costCenter":"1000","project":"PN12345"},' +
      '{"isReadOnly":false,"accountNumber":"3000","vatIncludedAmount":-2382.47,"description":"1763","project":"PN12345"},' +
      '{"isReadOnly":false,"accountNumber":"2939","vatIncludedAmount":-607.53,"description":"1763","project":"PN12345"}]}]',
  )
})

test('with vatMode PEELED gross amounts and percents are sent, and VAT rows are left out', () => {
  const { postings, preventVatPeeling } = voucherOf(publishedLedger(), { vatMode: 'PEELED' })
  assert.equal(preventVatPeeling, false)
  assert.deepEqual(
    postings.map(({ account, amount, vatPercentage }) => [account, amount, vatPercentage]),
    [
      ['1701', 299_000n, 0],
      ['3000', -299_000n, 25.5],
    ],
  )
})

test('a voucher for each booking date in order of date, or one on the date of the document', () => {
  const later = { bookingDate: '2026-01-02' }
  const rows = [row('1701', 100n, later), row('3000', -100n, later), ...publishedLedger().rows]
  const document = publishedLedger({ rows })
  assert.deepEqual(
    planLedger(document, context()).map(({ date, marker, total }) => [date, marker, total]),
    [
      ['2025-12-12', markerOf(7, 'ledger', document.identifier, 1), 299_000n],
      ['2026-01-02', markerOf(7, 'ledger', document.identifier, 2), 100n],
    ],
  )
  const whole = planLedger(document, context({ voucherDate: 'DOCUMENT_DATE' }))
  assert.deepEqual(
    whole.map(({ date }) => date),
    ['2025-12-13'],
  )
})

test('category, state, number and acceptor are those of mapping and settings', () => {
  const settings = { voucherState: 'DRAFT', voucherNumbers: 'DOCUMENT_NAME', acceptor: 'Books Oy' } as const
  const drafted = voucherOf(publishedLedger(), settings, { voucherTypes: { ML: 'Memo' } })
  const { category, state, voucherNumber, acceptor } = drafted
  assert.deepEqual([category, state, voucherNumber, acceptor], ['Memo', 'Draft', '1001', 'Books Oy'])
  const other = voucherOf(publishedLedger({ documentType: 'MU' }), { voucherCategory: 'Other' })
  assert.deepEqual([other.category, other.invoiceNumber, other.voucherNumber], ['Other', undefined, undefined])
})

test('match keys stand on the receivables account of vouchers and payments, where they fit', () => {
  const settings = { matchKeys: 'INVOICE_NUMBER', receivablesAccount: '1701' } as const
  const keys = ({ postings }: Voucher) => postings.map(({ matchKey }) => matchKey)
  assert.deepEqual(keys(voucherOf(publishedLedger(), settings)), ['1001', undefined, undefined])
  assert.deepEqual(keys(voucherOf(publishedLedger())), [undefined, undefined, undefined])
  const bare = { rows: [], accounts: { money: '1910', receivable: '1701' } }
  assert.deepEqual(keys(paid({ ...bare, invoiceNumber: '1001' }, settings)), [undefined, '1001'])
  assert.deepEqual(keys(paid({ ...bare, invoiceNumber: '1'.repeat(16) }, settings)), [undefined, undefined])
})

test('a document that cannot be said there is refused with a code', () => {
  const plan = (change: Parameters<typeof row>[2], ...how: Parameters<typeof context>) =>
    planLedger(publishedLedger({ rows: [row('1701', 100n, change), row('3000', -100n)] }), context(...how))
  const custom = (name: string, value = 'x') => ({ dimensions: [{ type: 'CUSTOM' as const, name, value }] })
  assert.throws(() => plan({ accountNumber: 'K12' }), refusal('ACCOUNT_NOT_NUMERIC'))
  assert.throws(() => plan({ netAmount: 101n }), refusal('PART_NOT_BALANCED'))
  assert.throws(() => plan({ amount: 101n }, { vatMode: 'PEELED' }), refusal('PART_NOT_BALANCED'))
  assert.throws(() => plan(custom('Site')), refusal('DIMENSION_UNMAPPED'))
  assert.throws(() => plan(custom('constructor')), refusal('DIMENSION_UNMAPPED'))
  assert.throws(() => plan(custom('costType', '123456789')), refusal('DIMENSION_TOO_LONG'))
  const twice = { projectNumber: 'A', dimensions: [{ type: 'PROJECT' as const, value: 'B' }] }
  assert.throws(() => plan(twice), refusal('DIMENSION_TWICE'))
  assert.equal(plan(custom('Site'), {}, { dimensions: { Site: '' } }).length, 1)
  assert.equal(plan(custom('Site'), {}, { dimensions: { Site: 'projectType' } }).length, 1)
  assert.throws(() => plan({}, {}, { voucherTypes: { ML: 'Recurrent' } }), refusal('VOUCHER_TYPE_UNKNOWN'))
  assert.throws(() => plan({}, {}, { voucherTypes: { ML: 'ReferenceTransactions' } }), refusal('VOUCHER_TYPE_UNKNOWN'))
  assert.throws(() => paid({ currency: 'SEK' }), refusal('CURRENCY_MISMATCH'))
  assert.throws(() => paid({ rows: [] }), refusal('BANK_ACCOUNT_MISSING'))
  assert.throws(() => paid({ rows: [] }, { bankAccount: '1910' }), refusal('RECEIVABLES_ACCOUNT_MISSING'))
})

test('writes the published payment: its rows, with the numbers of the invoice', () => {
  const marker = markerOf(7, 'payment', 'abc-123-def-456')
  assert.equal(
    voucherJson(paid({}), undefined),
    '[{"category":"ReferenceTransactions","voucherState":"Accepted","tryAccept":false,"voucherDate":"2026-02-25",' +
      `"description":"${marker} 133720800 Matti Meikäläinen","invoiceNumber":"133720800","referenceNumber":"1337109",` +
      '"customerCommentToAccounting":"133720800 1337109 Matti Meikäläinen",' +
      '"acceptor":"System integration","preventVatPeeling":true,"postings":[' +
      '{"isReadOnly":false,"accountNumber":"1910","vatIncludedAmount":110.00,"description":"Payment"},' +
      '{"isReadOnly":false,"accountNumber":"1910","vatIncludedAmount":-10.00,"description":"Interest"},' +
      '{"isReadOnly":false,"accountNumber":"1601","vatIncludedAmount":-100.00,"description":"Counter Account"}]}]',
  )
})

test('the account of the money is that of the payment, the mapping or the setting', () => {
  const settings = { bankAccount: '1910', receivablesAccount: '1700' }
  const accounts = (changes: Partial<PaymentDocument>, paymentMethods = {}) =>
    paid({ rows: [], ...changes }, settings, { paymentMethods }).postings.map(({ account }) => account)
  assert.deepEqual(accounts({}), ['1910', '1700'])
  assert.deepEqual(accounts({}, { 'cash-in': '1911' }), ['1911', '1700'])
  assert.deepEqual(accounts({}, { alternative: '1912' }), ['1912', '1700'])
  assert.deepEqual(accounts({ bankAccountNumber: '1913' }, { 'cash-in': '1911' }), ['1913', '1700'])
  assert.deepEqual(accounts({ accounts: { money: '1760', receivable: '1701' } }), ['1760', '1701'])
})

test('texts keep within their lengths, with the marker whole and no character in half', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const { description, comment, postings } = voucherOf(
        publishedLedger({
          ...{ documentName: text, documentDescription: text.repeat(20) },
          rows: [row('1701', 1n, { transactionDescription: text }), row('3000', -1n)],
        }),
      )
      const own = postings[0]?.description ?? ''
      assert.ok(description.length <= 100 && description.startsWith(markerOf(7, 'ledger', 'abc-123-def-456')))
      assert.ok((comment ?? '').length <= 2_000 && own.length <= 100)
      if (text.isWellFormed()) assert.ok([description, own].every((one) => one.isWellFormed()))
    }),
  )
})
