import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { Value } from 'typebox/value'
import { grossOfNet, sum } from '@saatava/core/money.ts'
import { markerOf } from '../marker.ts'
import type { LedgerDocument } from '../port.ts'
import { markPaidJson, receiptJson } from './codec.ts'
import { publishedLedger, publishedPayment, row } from '../../../test/support/connectors/procountor/examples.ts'
import { type MappingContext, type PaymentBody, planLedger, planPayment, type ReceiptBody } from './mapping.ts'
import { DEFAULT_MAPPINGS, mappingsOf, type ProcountorSettings, Settings, settingsOf } from './settings.ts'
import { derivedSum } from './vat.ts'
import { thrown } from '../../../test/support/connectors/procountor/world.ts'

function context(
  settings: Partial<ProcountorSettings> = {},
  own: Partial<typeof DEFAULT_MAPPINGS> = {},
): MappingContext {
  const none = { voucherTypes: {}, vatCodes: {}, dimensions: {}, paymentMethods: {} }
  return { clientId: 7, settings: settingsOf({ settings }), mappings: mappingsOf({ mappings: { ...none, ...own } }) }
}
const bodyOf = (planned: { body: unknown } | undefined) => planned?.body as ReceiptBody
const plan = (document: LedgerDocument, ...how: Parameters<typeof context>) => planLedger(document, context(...how))

void test('writes the published example: net values, VAT rows left to Procountor', () => {
  const [planned, ...others] = plan(publishedLedger())
  assert.equal(others.length, 0)
  const marker = markerOf(7, 'ledger', 'abc-123-def-456')
  assert.equal(planned?.marker, marker)
  assert.equal(planned?.date, '2025-12-12')
  assert.equal(planned?.total, 299000n)
  const { receipt, items, reconcile } = bodyOf(planned)
  assert.equal(reconcile, true)
  assert.deepEqual(items, [
    [
      { dimension: 'Project', item: 'PN12345' },
      { dimension: 'Cost center', item: '1000' },
    ],
    [{ dimension: 'Project', item: 'PN12345' }],
  ])
  assert.equal(
    receiptJson(receipt, [
      [
        { dimensionId: 2, itemId: 21 },
        { dimensionId: 1, itemId: 11 },
      ],
      [{ dimensionId: 2, itemId: 21 }],
    ]),
    `{"type":"JOURNAL","name":"${marker} 1001","receiptDate":"2025-12-12","vatType":"SALES","vatStatus":1,` +
      '"transactionDescription":"Here comes the description, max 210 chars long","transactions":[' +
      '{"transactionType":"ENTRY","account":"1701","accountingValue":2990.00,"vatPercent":0,"vatStatus":12,"description":"1763",' +
      '"dimensionItemValues":[{"dimensionId":2,"itemId":21,"value":2990.00},{"dimensionId":1,"itemId":11,"value":2990.00}]},' +
      '{"transactionType":"ENTRY","account":"3000","accountingValue":-2382.47,"vatPercent":25.5,"vatStatus":1,"description":"1763",' +
      '"dimensionItemValues":[{"dimensionId":2,"itemId":21,"value":-2382.47}]}]}',
  )
})

void test('sends every row without VAT handling in VERBATIM', () => {
  const { receipt, reconcile } = bodyOf(plan(publishedLedger(), { vatMode: 'VERBATIM' })[0])
  assert.equal(reconcile, false)
  assert.deepEqual(
    receipt.entries.map(({ account, value, percent, vatStatus }) => [account, value, percent, vatStatus]),
    [
      ['1701', 299000n, 0, 12],
      ['3000', -238247n, 0, 12],
      ['2939', -60753n, 0, 12],
    ],
  )
  assert.equal(receipt.vatStatus, 12)
})

void test('sends VAT rows that no row with a percent would derive', () => {
  const document = publishedLedger({ rows: [row('2939', 5000n, { isVatRow: true }), row('1701', -5000n)] })
  const { receipt, reconcile } = bodyOf(plan(document)[0])
  assert.deepEqual(
    receipt.entries.map(({ account, value, percent, vatStatus }) => [account, value, percent, vatStatus]),
    [
      ['2939', 5000n, 0, 12],
      ['1701', -5000n, 0, 12],
    ],
  )
  assert.equal(reconcile, false)
})

void test('splits by booking date in order of date, each part with its own marker', () => {
  const later = { bookingDate: '2026-01-02' }
  const document = publishedLedger({
    rows: [row('1701', 100n, later), row('3000', -100n, later), ...publishedLedger().rows],
  })
  const planned = plan(document)
  assert.deepEqual(
    planned.map(({ date, marker, total }) => [date, marker, total]),
    [
      ['2025-12-12', markerOf(7, 'ledger', document.identifier, 1), 299000n],
      ['2026-01-02', markerOf(7, 'ledger', document.identifier, 2), 100n],
    ],
  )
  assert.equal(bodyOf(planned[0]).parts.length, 2)
  const [whole, ...others] = plan(document, { voucherDate: 'DOCUMENT_DATE' })
  assert.equal(others.length, 0)
  assert.equal(whole?.date, '2025-12-13')
})

void test('takes the VAT type of the document type, of the mapping, and of the row', () => {
  const purchase = publishedLedger({ documentType: 'OL' })
  assert.equal(bodyOf(plan(purchase)[0]).receipt.vatType, 'PURCHASE')
  assert.equal(bodyOf(plan(purchase, {}, { voucherTypes: { OL: 'sales' } })[0]).receipt.vatType, 'SALES')
  const mixed = publishedLedger()
  mixed.rows = mixed.rows.map((one) => (one.accountNumber === '3000' ? { ...one, vatType: 'purchase' } : one))
  const { receipt } = bodyOf(plan(mixed)[0])
  assert.match(receiptJson(receipt, []), /"account":"3000".*"vatType":"PURCHASE"/)
  assert.equal(receiptJson(receipt, []).match(/vatType/g)?.length, 2)
})

void test('keeps within the lengths Procountor allows, and never cuts a character in half', () => {
  const long = publishedLedger({ documentName: '🧾'.repeat(40), documentDescription: 'd'.repeat(300) })
  const { receipt } = bodyOf(plan(long)[0])
  assert.ok(receipt.name.length <= 80)
  assert.ok(receipt.name.isWellFormed())
  assert.equal(receipt.description?.length, 255)
})

const cases: [string, LedgerDocument, Partial<ProcountorSettings>, string, RegExp][] = [
  [
    'a part that does not balance',
    publishedLedger({ rows: [row('1701', 100n), row('3000', -100n, { bookingDate: '2025-12-13' })] }),
    {},
    'PART_NOT_BALANCED',
    /2025-12-12 sum to 1\.00/,
  ],
  [
    'an unmapped VAT code',
    publishedLedger({ rows: [row('1701', 100n), row('3000', -100n, { vatCode: 'XX9' })] }),
    {},
    'VAT_CODE_UNMAPPED',
    /Row 2 \(account 3000\).*“XX9”/,
  ],
  [
    'a VAT code with an inherited name',
    publishedLedger({ rows: [row('1701', 100n), row('3000', -100n, { vatCode: 'constructor' })] }),
    {},
    'VAT_CODE_UNMAPPED',
    /“constructor”, which is not mapped/,
  ],
  [
    'a percent without a VAT code',
    publishedLedger({ rows: [row('1701', 12550n), row('3000', -12550n, { vatPercentage: 25.5 })] }),
    {},
    'VAT_CODE_UNMAPPED',
    /25\.5 % VAT/,
  ],
  [
    'an unknown VAT type',
    publishedLedger({ rows: [row('1701', 100n), row('3000', -100n, { vatType: 'GROSS' })] }),
    {},
    'VAT_TYPE_UNKNOWN',
    /“GROSS”/,
  ],
  [
    'VAT rows that are not net × percent',
    publishedLedger({
      rows: [
        row('1701', 13000n),
        row('3000', -10000n, { vatPercentage: 25.5, vatCode: '20' }),
        row('2939', -3000n, { isVatRow: true }),
      ],
    }),
    {},
    'VAT_NOT_DERIVABLE',
    /sum to 4\.50/,
  ],
  [
    'cents of rounding that may not be reconciled',
    publishedLedger({
      rows: [
        row('1701', 299000n),
        row('3000', -238248n, { vatPercentage: 25.5, vatCode: '20' }),
        row('2939', -60752n, { isVatRow: true }),
      ],
    }),
    { createReconciliation: false },
    'VAT_ROUNDING',
    /miss 0\.00 by -0\.01/,
  ],
  [
    'two items of one dimension',
    publishedLedger({
      rows: [
        row('1701', 100n, { projectNumber: 'A', dimensions: [{ type: 'PROJECT', value: 'B' }] }),
        row('3000', -100n),
      ],
    }),
    {},
    'DIMENSION_TWICE',
    /Project.*“A” and “B”/,
  ],
]
for (const [name, document, settings, code, words] of cases) {
  void test(name, () => {
    const error = thrown(() => plan(document, settings))
    assert.equal(error.kind, 'refused')
    assert.equal(error.code, code)
    assert.match(error.message, words)
    assert.ok(error.advice.length > 20)
  })
}

void test('lets a mapping put it right', () => {
  const document = publishedLedger({ rows: [row('1701', 100n), row('3000', -100n, { vatCode: 'XX9' })] })
  const { receipt } = bodyOf(plan(document, {}, { vatCodes: { XX9: '47' } })[0])
  assert.equal(receipt.entries[1]?.vatStatus, 47)
})

void test('leaves a dimension out whose mapped name is empty, and takes a custom one by its name', () => {
  const document = publishedLedger({
    rows: [
      row('1701', 100n, { projectNumber: 'P', dimensions: [{ type: 'CUSTOM', name: 'constructor', value: 'x' }] }),
      row('3000', -100n, { dimensions: [{ type: 'CUSTOM', name: 'Site', value: 'Oulu' }] }),
    ],
  })
  const { items } = bodyOf(plan(document, {}, { dimensions: { PROJECT: '', Site: 'Toimipiste' } })[0])
  assert.deepEqual(items, [[{ dimension: 'constructor', item: 'x' }], [{ dimension: 'Toimipiste', item: 'Oulu' }]])
})

void test('writes the published example', () => {
  const planned = planPayment(publishedPayment(), context())
  assert.equal(planned.date, '2026-02-25')
  assert.equal(planned.total, 11000n)
  assert.equal(
    markPaidJson({ ...(planned.body as PaymentBody), paymentDate: planned.date }),
    `{"paymentDate":"2026-02-25","amount":110.00,"currency":"EUR","description":"cash-in ${planned.marker}","paymentMethodType":"CASH"}`,
  )
})

void test('chooses date and method by settings and mappings', () => {
  const method = (changes: object, ...how: Parameters<typeof context>) =>
    (planPayment(publishedPayment(changes), context(...how)).body as PaymentBody).paymentMethodType
  assert.equal(method({ paymentMethodType: 'bankaccount' }), 'EXTERNAL_BANK_TRANSFER')
  assert.equal(method({}, {}, { paymentMethods: { 'cash-in': 'SET_OFF' } }), 'SET_OFF')
  assert.equal(method({}, { paymentMethodType: 'CHARGE_CARD' }), 'CHARGE_CARD')
  assert.equal(thrown(() => method({}, {}, { paymentMethods: { alternative: 'Cash' } })).code, 'PAYMENT_METHOD_UNKNOWN')
  const booked = publishedPayment({ bookingDate: '2026-02-26' })
  assert.equal(planPayment(booked, context({ paymentDate: 'BOOKING_DATE' })).date, '2026-02-26')
  assert.equal(planPayment(booked, context()).date, '2026-02-25')
  assert.equal(planPayment(publishedPayment(), context({ paymentDate: 'BOOKING_DATE' })).date, '2026-02-25')
})

void test('keeps the marker whole whatever the description', () => {
  for (const description of ['', 'x'.repeat(140), '🧾'.repeat(70)]) {
    const planned = planPayment(publishedPayment({ description }), context())
    const text = (planned.body as PaymentBody).description
    assert.ok(text.length <= 140 && text.endsWith(planned.marker) && text.isWellFormed(), text)
  }
})

const amount = fc.bigInt({ min: 1n, max: 10_000_000n })
const sale = fc.record({
  net: amount,
  percent: fc.constantFrom(0, 10, 13.5, 14, 24, 25.5),
  day: fc.integer({ min: 1, max: 28 }),
})
const documents = fc.array(sale, { minLength: 1, maxLength: 12 }).map(
  (sales): LedgerDocument => ({
    ...publishedLedger(),
    rows: sales.flatMap(({ net, percent, day }) => {
      const bookingDate = `2026-01-${String(day).padStart(2, '0')}`
      const gross = grossOfNet(net, percent)
      const rows = [
        row('1701', gross, { bookingDate }),
        row('3000', -net, {
          bookingDate,
          amount: -gross,
          vatPercentage: percent,
          vatCode: percent === 0 ? '' : '20',
        }),
      ]
      if (gross !== net) rows.push(row('2939', net - gross, { bookingDate, isVatRow: true }))
      return rows
    }),
  }),
)

void test('every row but the VAT rows goes into the part of its date, and each part reconciles within its cents', () => {
  fc.assert(
    fc.property(documents, (document) => {
      const planned = plan(document)
      const dates = planned.map(({ date }) => date)
      assert.deepEqual(dates, [...new Set(document.rows.map(({ bookingDate }) => bookingDate))].sort())
      assert.equal(new Set(planned.map(({ marker }) => marker)).size, planned.length)
      for (const part of planned) {
        const { entries } = bodyOf(part).receipt
        const own = document.rows.filter(({ bookingDate }) => bookingDate === part.date)
        const derives = own.some(({ vatPercentage }) => (vatPercentage ?? 0) > 0)
        const sent = own.filter(({ isVatRow }) => !(derives && isVatRow))
        assert.deepEqual(
          entries.map(({ value }) => value),
          sent.map(({ netAmount }) => netAmount),
        )
        const off = derivedSum(entries)
        const withVat = BigInt(entries.filter(({ percent }) => percent !== 0).length)
        assert.ok(off <= withVat && -off <= withVat)
      }
    }),
  )
})

void test('amounts on the wire are exact decimals of the minor units', () => {
  fc.assert(
    fc.property(documents, (document) => {
      for (const part of plan(document, { vatMode: 'VERBATIM' })) {
        const json = receiptJson(bodyOf(part).receipt, [])
        const written = [...json.matchAll(/"accountingValue":(-?\d+\.\d\d),/g)].map(([, text]) =>
          BigInt((text ?? '').replace('.', '')),
        )
        assert.deepEqual(
          written,
          bodyOf(part).receipt.entries.map(({ value }) => value),
        )
        assert.equal(sum(written), 0n)
      }
    }),
  )
})

void test('settings are checked, and leave room for the engine’s own', () => {
  assert.ok(Value.Check(Settings, { vatMode: 'VERBATIM', referenceSearchDays: 30, attemptsMax: 5 }))
  for (const wrong of [
    { vatMode: 'NONE' },
    { approval: true },
    { referenceSearchDays: 0 },
    { paymentMethodType: 'x' },
  ]) {
    assert.equal(Value.Check(Settings, wrong), false, JSON.stringify(wrong))
  }
})
