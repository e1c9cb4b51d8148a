/** Documents as Tripletex's vouchers and payments: the wire, VAT, the parts, and what cannot be said there. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { publishedPayment } from '../../../test/support/connectors/examples.ts'
import { publishedLedger, row } from '../../../test/support/connectors/procountor/examples.ts'
import { markerOf } from '../marker.ts'
import type { LedgerDocument, PaymentDocument } from '../port.ts'
import { voucherJson } from './codec.ts'
import type { Account, VatType } from './lookups.ts'
import { type MappingContext, type PaymentBody, planLedger, planPayment, type VoucherBody } from './mapping.ts'
import { mappingsOf, settingsOf, type TripletexSettings } from './settings.ts'
import { vatTypeOf } from './vat.ts'

const NONE = { voucherTypes: {}, vatCodes: {}, dimensions: {}, paymentMethods: {} }

function context(settings: Partial<TripletexSettings> = {}, own: Partial<typeof NONE> = {}): MappingContext {
  return { clientId: 7, settings: settingsOf({ settings }), mappings: mappingsOf({ mappings: { ...NONE, ...own } }) }
}
const plan = (document: LedgerDocument, ...how: Parameters<typeof context>) => planLedger(document, context(...how))
const bodyOf = (document: LedgerDocument, ...how: Parameters<typeof context>) =>
  plan(document, ...how)[0]?.body as VoucherBody
const paid = (changes: Partial<PaymentDocument>, ...how: Parameters<typeof context>) =>
  planPayment(publishedPayment({ currency: 'NOK', ...changes }), context(...how))
const refusal = (code: string) => ({ name: 'ConnectorError', kind: 'refused', code })

test('rows with VAT are gross with their code, and VAT rows are left out', () => {
  const [planned] = plan(publishedLedger(), {}, { vatCodes: { '20': '3' } })
  const marker = markerOf(7, 'ledger', 'abc-123-def-456')
  assert.equal(planned?.total, 299_000n)
  assert.deepEqual(planned?.body, {
    ...{ kind: 'voucher', date: '2025-12-12', marker, dates: ['2025-12-12'] },
    description: '1001, Here comes the description, max 210 chars long',
    postings: [
      {
        ...{ account: '1701', amount: 299_000n, percentage: 0, description: '1763' },
        ...{ department: '1000', project: 'PN12345' },
      },
      {
        ...{ account: '3000', amount: -299_000n, percentage: 25.5, vatCode: '3', description: '1763' },
        project: 'PN12345',
      },
    ],
  })
  const whole = bodyOf(publishedLedger(), { vatMode: 'VERBATIM' })
  assert.deepEqual(
    whole.postings.map(({ account, amount, percentage, vatCode }) => [account, amount, percentage, vatCode]),
    [
      ['1701', 299_000n, 0, undefined],
      ['3000', -238_247n, 0, undefined],
      ['2939', -60_753n, 0, undefined],
    ],
  )
})

test('writes postings from row 1 on, with the ids of what they name', () => {
  assert.equal(
    voucherJson({
      ...{ date: '2026-02-01', description: '"1001"', externalVoucherNumber: 'SA-1', voucherType: '8' },
      postings: [
        { account: '11', amount: 12_550n, vatType: '0', description: 'a', customer: '5', invoiceNumber: '1001' },
        { account: '12', amount: -12_550n, vatType: '3', description: 'b', department: '6', project: '7' },
      ],
    }),
    '{"date":"2026-02-01","description":"\\"1001\\"","externalVoucherNumber":"SA-1","voucherType":{"id":8},"postings":[' +
      '{"row":1,"date":"2026-02-01","description":"a","account":{"id":11},"amountGross":125.50,' +
      '"amountGrossCurrency":125.50,"vatType":{"id":0},"customer":{"id":5},"invoiceNumber":"1001"},' +
      '{"row":2,"date":"2026-02-01","description":"b","account":{"id":12},"amountGross":-125.50,' +
      '"amountGrossCurrency":-125.50,"vatType":{"id":3},"department":{"id":6},"project":{"id":7}}]}',
  )
})

test('a voucher for each booking date in order of date, or one on the date of the document', () => {
  const later = { bookingDate: '2026-01-02' }
  const rows = [row('1500', 100n, later), row('3000', -100n, later), ...publishedLedger().rows]
  const document = publishedLedger({ rows })
  const planned = plan(document)
  assert.deepEqual(
    planned.map(({ date, marker, total }) => [date, marker, total]),
    [
      ['2025-12-12', markerOf(7, 'ledger', document.identifier, 1), 299_000n],
      ['2026-01-02', markerOf(7, 'ledger', document.identifier, 2), 100n],
    ],
  )
  assert.deepEqual((planned[1]?.body as VoucherBody | undefined)?.dates, ['2025-12-12', '2026-01-02'])
  assert.deepEqual(
    plan(document, { voucherDate: 'DOCUMENT_DATE' }).map(({ date }) => date),
    ['2025-12-13'],
  )
})

test('a document that Tripletex cannot hold is refused with a code', () => {
  const rows = (change: Parameters<typeof row>[2]) =>
    publishedLedger({ rows: [row('1500', 100n, change), row('3000', -100n)] })
  const custom = (name: string) => ({ dimensions: [{ type: 'CUSTOM' as const, name, value: 'x' }] })
  assert.throws(() => plan(rows({ accountNumber: 'K12' })), refusal('ACCOUNT_NOT_NUMERIC'))
  assert.throws(() => plan(rows({ netAmount: 101n })), refusal('PART_NOT_BALANCED'))
  assert.throws(() => plan(rows(custom('Site'))), refusal('DIMENSION_UNMAPPED'))
  assert.throws(() => plan(rows(custom('constructor'))), refusal('DIMENSION_UNMAPPED'))
  const twice = { projectNumber: 'A', dimensions: [{ type: 'PROJECT' as const, value: 'B' }] }
  assert.throws(() => plan(rows(twice)), refusal('DIMENSION_TWICE'))
  assert.equal(plan(rows(custom('Site')), {}, { dimensions: { Site: 'Department' } }).length, 1)
  assert.throws(() => paid({ currency: 'EUR' }), refusal('CURRENCY_MISMATCH'))
  assert.throws(() => paid({ rows: [] }, { payments: 'VOUCHER' }), refusal('BANK_ACCOUNT_MISSING'))
})

test('VAT that Tripletex would book otherwise is refused, a cent of rounding is not', () => {
  const sale = (vat: bigint) =>
    publishedLedger({
      rows: [
        row('1500', 10_000n + vat),
        row('3000', -10_000n, { amount: -10_000n - vat, vatPercentage: 25, vatCode: '3' }),
        row('2700', -vat, { isVatRow: true }),
      ],
    })
  assert.equal(plan(sale(2_500n))[0]?.total, 12_500n)
  assert.equal(plan(sale(2_501n))[0]?.total, 12_501n)
  assert.throws(() => plan(sale(2_510n)), refusal('VAT_NOT_DERIVABLE'))
  assert.equal(plan(sale(2_510n), { vatMode: 'VERBATIM' })[0]?.total, 12_510n)
})

test('the VAT type is that of the code, else of the account that is locked to one; a percentage is never guessed', () => {
  const known: VatType[] = [
    { id: '0', number: '0', percentage: 0 },
    { id: '3', number: '3', percentage: 25 },
    { id: '32', number: '33', percentage: 12 },
  ]
  const account = (lockedTo?: VatType): Account => ({ id: '1', ledgerType: 'GENERAL', inactive: false, lockedTo })
  const type = (percentage: number, vatCode?: string, lockedTo?: VatType) => {
    const posting = { account: '3000', amount: 1n, description: '', percentage }
    return vatTypeOf(vatCode === undefined ? posting : { ...posting, vatCode }, account(lockedTo), known)
  }
  assert.deepEqual([type(0), type(25, '3'), type(12, '33'), type(25, undefined, known[1])], ['0', '3', '32', '3'])
  assert.throws(() => type(25), refusal('VAT_CODE_MISSING'))
  assert.throws(() => type(25, '99'), refusal('VAT_CODE_UNKNOWN'))
  assert.throws(() => type(15, '3'), refusal('VAT_PERCENT'))
})

test('a payment is registered on its invoice; one of an invoice that is booked from here is a voucher', () => {
  const registered = paid({ bankAccountNumber: '1920' }, {}, { paymentMethods: { 'cash-in': 'Kontant' } })
  const { kind, type, account, amount } = registered.body as PaymentBody
  assert.deepEqual([kind, type, account, amount], ['payment', 'Kontant', '1920', 11_000n])
  const own = paid({ accounts: { money: '1570', receivable: '1500' }, invoiceNumber: '501', rows: [] })
  const body = own.body as VoucherBody
  assert.match(body.description, /^Innbetaling faktura 501/)
  assert.deepEqual(
    body.postings.map((posting) => [posting.account, posting.amount, posting.invoiceNumber]),
    [
      ['1570', 11_000n, '501'],
      ['1500', -11_000n, '501'],
    ],
  )
  const back = paid({ accounts: { money: '1570', receivable: '1500' }, amount: -500n, rows: [] })
  assert.equal(back.total, 500n)
  assert.equal((paid({}, { payments: 'VOUCHER' }).body as VoucherBody).kind, 'voucher')
})

test('texts keep within their lengths, with no character in half', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      const rows = [row('1500', 1n, { transactionDescription: text }), row('3000', -1n)]
      const { description, postings } = bodyOf(publishedLedger({ documentName: text, rows }))
      assert.ok(description.length <= 255 && description !== '' && (postings[0]?.description ?? '').length <= 255)
      if (text.isWellFormed()) assert.ok(description.isWellFormed())
    }),
  )
})
