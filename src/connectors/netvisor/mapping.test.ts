import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ledgerPayloadExample, paymentPayloadExample } from '../../../test/support/connectors/netvisor/examples.ts'
import { planLedger } from './ledger.ts'
import { planPayment } from './payment.ts'
import { DEFAULT_MAPPINGS, settingsOf } from './settings.ts'

const settings = settingsOf({
  clientId: 7,
  companyIdentifier: '123456-7',
  baseUrl: '',
  credentials: {},
  settings: {},
  mappings: DEFAULT_MAPPINGS,
})
const context = { clientId: 7, settings, mappings: DEFAULT_MAPPINGS, voucherClass: 'Myyntilasku' }
const xmlOf = (body: unknown) => (body as { xml: string }).xml

test('the published voucher: GROSS leaves the VAT row to Netvisor, and the marker leads the description', () => {
  const [voucher, ...more] = planLedger(ledgerPayloadExample, context)
  assert.equal(more.length, 0)
  assert.equal(voucher?.date, '2025-12-12')
  assert.equal(voucher?.total, 299_000n)
  assert.equal(
    xmlOf(voucher?.body),
    `<root><voucher><calculationmode>gross</calculationmode><voucherdate format="ansi">2025-12-12</voucherdate><description>${voucher?.marker} 1001 Here comes the description, max 210 chars long</description><voucherclass>Myyntilasku</voucherclass><voucherline><linesum type="gross">2990,00</linesum><description>1763</description><accountnumber>1701</accountnumber><vatpercent vatcode="NONE">0</vatpercent><dimension><dimensionname>Cost center</dimensionname><dimensionitem>1000</dimensionitem></dimension><dimension><dimensionname>Project</dimensionname><dimensionitem>PN12345</dimensionitem></dimension></voucherline><voucherline><linesum type="gross">-2990,00</linesum><description>1763</description><accountnumber>3000</accountnumber><vatpercent vatcode="KOMY">25,5</vatpercent><dimension><dimensionname>Project</dimensionname><dimensionitem>PN12345</dimensionitem></dimension></voucherline></voucher></root>`,
  )
})

test('NET sends every row, the VAT row with code NONE', () => {
  const [voucher] = planLedger({ ...ledgerPayloadExample, calculationMode: 'NET' }, context)
  const xml = xmlOf(voucher?.body)
  assert.match(xml, /<linesum type="net">-2382,47<\/linesum>/)
  assert.match(
    xml,
    /<linesum type="net">-607,53<\/linesum>.*<accountnumber>2939<\/accountnumber><vatpercent vatcode="NONE">0</,
  )
  assert.equal(voucher?.total, 299_000n)
})

test('rows of two booking dates become two vouchers with separate markers', () => {
  const [first] = ledgerPayloadExample.rows
  assert.ok(first)
  const plain = { ...first, dimensions: [], vatPercentage: 0 }
  const on = (bookingDate: string, amount: bigint) => ({ ...plain, bookingDate, amount, netAmount: amount })
  const rows = [on('2026-01-31', 100n), on('2026-02-01', -50n), on('2026-01-31', -100n), on('2026-02-01', 50n)]
  const vouchers = planLedger({ ...ledgerPayloadExample, rows }, context)
  assert.deepEqual(
    vouchers.map((voucher) => [voucher.date, voucher.total]),
    [
      ['2026-01-31', 100n],
      ['2026-02-01', 50n],
    ],
  )
  assert.notEqual(vouchers[0]?.marker, vouchers[1]?.marker)
  const odd = { ...ledgerPayloadExample, rows: [on('2026-01-31', 100n), on('2026-02-01', -100n)] }
  assert.throws(() => planLedger(odd, context), { code: 'PART_NOT_BALANCED', kind: 'refused' })
  const whole = planLedger(odd, { ...context, settings: { ...settings, voucherDate: 'DOCUMENT_DATE' } })
  assert.deepEqual(
    whole.map((voucher) => voucher.date),
    ['2025-12-13'],
  )
})

test('VAT codes: unknown ones and wrong percents are refused with what to do, text is escaped and cut', () => {
  const withVat = (vatCode: string, vatPercentage: number) => ({
    ...ledgerPayloadExample,
    documentDescription: `<&"> ${'x'.repeat(200)}`,
    rows: ledgerPayloadExample.rows.map((row) =>
      row.accountNumber === '3000' ? { ...row, vatCode, vatPercentage } : row,
    ),
  })
  assert.throws(() => planLedger(withVat('77', 25.5), context), { code: 'VAT_CODE_UNMAPPED' })
  assert.throws(() => planLedger(withVat('KOMY', 19), context), { code: 'VAT_PERCENT' })
  const xml = xmlOf(planLedger(withVat('KOMY', 25.5), context)[0]?.body)
  assert.match(xml, /&lt;&amp;&quot;&gt; x+<\/description><voucherclass>/)
  assert.match(xml, /<comment>SA-\w{13} 1001 &lt;/)
})

test('the published payment: cash-in by invoice number, an IBAN-like account overrides nothing', () => {
  const planned = planPayment(paymentPayloadExample, context)
  assert.equal(planned.total, 11_000n)
  assert.equal(
    xmlOf(planned.body),
    '<root><salespayment><sum currency="EUR">110,00</sum><paymentdate>2026-02-25</paymentdate><targetidentifier type="invoicenumber" targettype="invoice">133720800</targetidentifier><sourcename>Matti Meikäläinen</sourcename><paymentmethod type="alternative">cash-in</paymentmethod><salespaymentvoucherlines><voucherline><linesum type="gross">110,00</linesum><description>Payment</description><accountnumber>1910</accountnumber><vatpercent vatcode="NONE">0</vatpercent></voucherline><voucherline><linesum type="gross">-10,00</linesum><description>Interest</description><accountnumber>1910</accountnumber><vatpercent vatcode="NONE">0</vatpercent></voucherline><voucherline><linesum type="gross">-100,00</linesum><description>Counter Account</description><accountnumber>1601</accountnumber><vatpercent vatcode="NONE">0</vatpercent></voucherline></salespaymentvoucherlines></salespayment></root>',
  )
  const account = planPayment({ ...paymentPayloadExample, bankAccountNumber: '1910' }, context)
  assert.match(xmlOf(account.body), /type="alternative" overrideaccountingaccountnumber="1910"/)
  const byBank = planPayment({ ...paymentPayloadExample, paymentMethodType: 'bankaccount' }, context)
  assert.match(xmlOf(byBank.body), /<paymentmethod type="bankaccount">FI7263812</)
  const { invoiceNumber: _, ...noInvoice } = paymentPayloadExample
  assert.throws(() => planPayment(noInvoice, context), { code: 'TARGET_MISSING' })
})
