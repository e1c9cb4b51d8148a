/** Documents as Fortnox's vouchers and payments: the wire, the parts, and what cannot be said there. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { publishedPayment } from '../../../test/support/connectors/examples.ts'
import { publishedLedger, row } from '../../../test/support/connectors/procountor/examples.ts'
import { markerOf } from '../marker.ts'
import type { LedgerDocument, PaymentDocument } from '../port.ts'
import { invoicePaymentJson, voucherJson } from './codec.ts'
import { type MappingContext, type PaymentBody, planLedger, planPayment, type VoucherBody } from './mapping.ts'
import { type FortnoxSettings, mappingsOf, settingsOf } from './settings.ts'

const NONE = { voucherTypes: {}, vatCodes: {}, dimensions: {}, paymentMethods: {} }

function context(settings: Partial<FortnoxSettings> = {}, own: Partial<typeof NONE> = {}): MappingContext {
  return { clientId: 7, settings: settingsOf({ settings }), mappings: mappingsOf({ mappings: { ...NONE, ...own } }) }
}
const bodyOf = (planned: { body: unknown } | undefined) => planned?.body as VoucherBody
const voucherOf = (document: LedgerDocument, ...how: Parameters<typeof context>) =>
  bodyOf(planLedger(document, context(...how))[0]).voucher
const paid = (changes: Partial<PaymentDocument>, ...how: Parameters<typeof context>) =>
  planPayment(publishedPayment({ currency: 'SEK', ...changes }), context(...how))
const refusal = (code: string) => ({ name: 'ConnectorError', kind: 'refused', code })

test('writes the published example: every row as it is, VAT row too', () => {
  const marker = markerOf(7, 'ledger', 'abc-123-def-456')
  assert.equal(
    voucherJson(voucherOf(publishedLedger())),
    `{"Voucher":{"VoucherSeries":"A","TransactionDate":"2025-12-12","Description":"${marker} 1001",` +
      '"Comments":"Here comes the description, max 210 chars long","VoucherRows":[' +
      '{"Account":1701,"Debit":2990.00,"TransactionInformation":"1763","CostCenter":"1000","Project":"PN12345"},' +
      '{"Account":3000,"Credit":2382.47,"TransactionInformation":"1763","Project":"PN12345"},' +
      '{"Account":2939,"Credit":607.53,"TransactionInformation":"1763","Project":"PN12345"}]}}',
  )
})

test('a voucher for each booking date in order of date, or one on the date of the document', () => {
  const later = { bookingDate: '2026-01-02' }
  const rows = [row('1510', 100n, later), row('3001', -100n, later), ...publishedLedger().rows]
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

test('the series is that of the mapping, else that of the setting', () => {
  const own = { voucherTypes: { ML: 'K' } }
  assert.equal(voucherOf(publishedLedger(), {}, own).series, 'K')
  assert.equal(voucherOf(publishedLedger({ documentType: 'MS' }), { voucherSeries: 'B' }, own).series, 'B')
})

test('content that Fortnox cannot hold is refused with a code', () => {
  const rows = (...changes: Parameters<typeof row>[2][]) =>
    publishedLedger({ rows: changes.flatMap((change) => [row('1510', 100n, change), row('3001', -100n)]) })
  const custom = (name: string) => ({ dimensions: [{ type: 'CUSTOM' as const, name, value: 'x' }] })
  const plan = (document: LedgerDocument, ...how: Parameters<typeof context>) => planLedger(document, context(...how))
  assert.throws(() => plan(rows({ accountNumber: 'K12' })), refusal('ACCOUNT_NOT_NUMERIC'))
  assert.throws(() => plan(rows({ netAmount: 101n })), refusal('PART_NOT_BALANCED'))
  assert.throws(() => plan(rows(custom('Site'))), refusal('DIMENSION_UNMAPPED'))
  assert.throws(() => plan(rows(custom('constructor'))), refusal('DIMENSION_UNMAPPED'))
  const twice = { projectNumber: 'A', dimensions: [{ type: 'PROJECT' as const, value: 'B' }] }
  assert.throws(() => plan(rows(twice)), refusal('DIMENSION_TWICE'))
  assert.equal(plan(rows(custom('Site')), {}, { dimensions: { Site: '' } }).length, 1)
  assert.equal(plan(rows(custom('Site')), {}, { dimensions: { Site: 'Project' } }).length, 1)
  assert.throws(() => paid({ currency: 'EUR' }), refusal('CURRENCY_MISMATCH'))
  assert.equal(paid({ currency: 'EUR' }, { companyCurrency: 'EUR' }).total, 11_000n)
})

test('writes the published payment; mode and account by mapping, account and setting', () => {
  const json = (changes: Partial<PaymentDocument>, ...how: Parameters<typeof context>) => {
    const planned = paid(changes, ...how)
    const { amount, mode, account } = planned.body as PaymentBody
    return invoicePaymentJson({
      ...{ invoiceNumber: '501', amount, date: planned.date },
      ...(mode === undefined ? {} : { mode }),
      ...(account === undefined ? {} : { account }),
    })
  }
  const start = '{"InvoicePayment":{"InvoiceNumber":501,"Amount":110.00,"PaymentDate":"2026-02-25"'
  assert.equal(json({}), `${start}}}`)
  assert.equal(json({}, {}, { paymentMethods: { 'cash-in': 'BG' } }), `${start},"ModeOfPayment":"BG"}}`)
  assert.equal(json({ bankAccountNumber: '1930' }), `${start},"ModeOfPaymentAccount":1930}}`)
  const accounts = { money: '1680', receivable: '1510' }
  assert.equal(json({ accounts, bankAccountNumber: '1930' }), `${start},"ModeOfPaymentAccount":1680}}`)
  const booked = { bookingDate: '2026-02-26' }
  assert.match(json(booked, { paymentDate: 'BOOKING_DATE' }), /"2026-02-26"/)
})

test('texts keep within their lengths, with the marker whole and no character in half', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      const { description, comments, rows } = voucherOf(
        publishedLedger({
          documentName: text,
          documentDescription: text.repeat(4),
          rows: [row('1510', 1n, { transactionDescription: text }), row('3001', -1n)],
        }),
      )
      assert.ok(description.length <= 200 && description.startsWith(markerOf(7, 'ledger', 'abc-123-def-456')))
      assert.ok((comments ?? '').length <= 1_000 && (rows[0]?.information ?? '').length <= 100)
      if (text.isWellFormed()) assert.ok(description.isWellFormed() && (rows[0]?.information ?? '').isWellFormed())
    }),
  )
})
