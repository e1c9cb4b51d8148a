/** The plan of every document balances, loses nothing, and is the same each time. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { sum } from '@saatava/core/money.ts'
import type { LedgerRow } from '../port.ts'
import {
  ledgerPayloadExample as ledger,
  paymentPayloadExample as payment,
} from '../../../test/support/connectors/netvisor/examples.ts'
import { planLedger } from './ledger.ts'
import { planPayment } from './payment.ts'
import { DEFAULT_MAPPINGS, settingsOf } from './settings.ts'
import { amountOf } from './values.ts'

const config = {
  clientId: 7,
  companyIdentifier: '123456-7',
  baseUrl: '',
  credentials: {},
  mappings: DEFAULT_MAPPINGS,
}
const settings = settingsOf({ ...config, settings: {} })
const context = { clientId: 7, settings, mappings: DEFAULT_MAPPINGS, voucherClass: 'Myyntilasku' }
const xmlOf = (planned: { body: unknown } | undefined) => (planned?.body as { xml: string } | undefined)?.xml ?? ''
const [example] = ledger.rows
assert.ok(example)
const plain: LedgerRow = { ...example, dimensions: [] }

const amounts = fc.bigInt({ min: 1n, max: 99_999_999_999_999n })
const pairs = fc.array(fc.tuple(fc.integer({ min: 1, max: 28 }), amounts), { minLength: 1, maxLength: 40 })

test('rows that balance by day become one balanced voucher a day, in order of days, with all their cents', () => {
  fc.assert(
    fc.property(pairs, fc.constantFrom('GROSS' as const, 'NET' as const), (days, calculationMode) => {
      const rows = days.flatMap(([day, value]) =>
        [value, -value].map((amount) => ({
          ...plain,
          bookingDate: `2026-02-${String(day).padStart(2, '0')}`,
          amount,
          netAmount: amount,
        })),
      )
      const plans = planLedger({ ...ledger, calculationMode, rows }, context)
      const dates = plans.map((planned) => planned.date)
      assert.deepEqual(dates, [...new Set(dates)].toSorted())
      assert.equal(new Set(plans.map((planned) => planned.marker)).size, plans.length)
      const sums = plans.map((planned) =>
        [...xmlOf(planned).matchAll(/<linesum type="\w+">([^<]+)</g)].map(([, text]) => amountOf(text)),
      )
      for (const [i, lines] of sums.entries()) {
        assert.equal(sum(lines), 0n)
        assert.equal(sum(lines.filter((value) => value > 0n)), plans[i]?.total)
      }
      assert.equal(sum(plans.map((planned) => planned.total)), sum(days.map(([, value]) => value)))
      assert.deepEqual(planLedger({ ...ledger, calculationMode, rows }, context), plans)
    }),
  )
})

test('no text breaks the XML, and the marker always stands whole in the description', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 210 }), (text) => {
      const [planned] = planLedger({ ...ledger, documentName: text, documentDescription: text }, context)
      const [, description = ''] = /<description>([^<]*)<\/description><voucherclass>/.exec(xmlOf(planned)) ?? []
      assert.ok(description.startsWith(planned?.marker ?? '-'))
      assert.doesNotMatch(description, /[<>]|&(?!amp;|lt;|gt;|quot;)/)
    }),
  )
})

const refusedWith = (code: string) => ({ name: 'ConnectorError', kind: 'refused', code })
const withRows = (...rows: Partial<LedgerRow>[]) => ({ ...ledger, rows: rows.map((row) => ({ ...plain, ...row })) })

test('a document is refused before it is sent if it would be booked as rounding, as nothing, or nowhere', () => {
  const debit = { amount: 100n, netAmount: 100n }
  const credit = { amount: -100n, netAmount: -100n }
  const cases = [
    [withRows(debit, { ...credit, amount: -99n }), 'PART_NOT_BALANCED'],
    [withRows({ ...debit, isVatRow: true }, { ...credit, isVatRow: true }), 'PART_EMPTY'],
    [withRows(debit, { ...credit, accountNumber: '30 A' }), 'ACCOUNT_NOT_NUMERIC'],
    [withRows(debit, { ...credit, vatCode: 'constructor' }), 'VAT_CODE_UNMAPPED'],
  ] as const
  for (const [document, code] of cases) assert.throws(() => planLedger(document, context), refusedWith(code))
})

test('a VAT code that only a mapping knows goes through; no code with a percentage is left to the account', () => {
  const document = withRows(
    { amount: 100n, netAmount: 100n, vatCode: '9', vatPercentage: 12 },
    { amount: -100n, netAmount: -100n, vatPercentage: 24 },
  )
  const mappings = { ...DEFAULT_MAPPINGS, vatCodes: { '9': 'NEW' } }
  const xml = xmlOf(planLedger(document, { ...context, mappings })[0])
  assert.match(xml, /<vatpercent vatcode="NEW">12</)
  assert.match(xml, /<vatpercent>24</)
})

test('a payment whose rows do not balance, or have VAT and no code, is refused', () => {
  const [first, ...rest] = payment.rows
  assert.ok(first)
  const plan = (rows: typeof payment.rows) => () => planPayment({ ...payment, rows }, context)
  assert.throws(plan([{ ...first, amount: 1n }, ...rest]), refusedWith('ROWS_NOT_BALANCED'))
  assert.throws(plan([{ ...first, vatPercent: 24 }, ...rest]), refusedWith('VAT_CODE_MISSING'))
})

test('the date and the method of a payment follow the settings and mappings', () => {
  const booked = { ...context, settings: { ...settings, paymentDate: 'BOOKING_DATE' as const } }
  assert.equal(planPayment({ ...payment, bookingDate: '2026-02-27' }, booked).date, '2026-02-27')
  assert.equal(planPayment(payment, booked).date, '2026-02-25')
  assert.equal(planPayment({ ...payment, bookingDate: '2026-02-27' }, context).date, '2026-02-25')
  const mappings = { ...DEFAULT_MAPPINGS, paymentMethods: { 'cash-in': 'Käteinen' } }
  assert.match(xmlOf(planPayment(payment, { ...context, mappings })), /type="alternative">Käteinen</)
})
