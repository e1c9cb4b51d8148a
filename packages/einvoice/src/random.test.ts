/** Every random invoice gives valid files whose sums hold. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { XMLParser } from 'fast-xml-parser'
import { Big } from 'big.js'
import * as fc from 'fast-check'
import { sum } from '@saatava/core/money.ts'
import { type DocumentRow, type InvoiceDocument, LANGUAGES, type Supply } from './model/document.ts'
import { einvoiceAddressing } from './addressing.ts'
import { ADDRESSING, buyerIn, documentOf } from '../test/examples.ts'
import { finvoiceXml } from './finvoice/write.ts'
import { peppolFaults } from '../test/peppol-rules.ts'
import { finvoiceFaults, schemasAbsent } from '../test/schemas.ts'
import { en16931Faults } from '../test/schematron.ts'
import { ublXml } from './ubl/write.ts'

const FINVOICES = 400
const UBLS = 300
/** The Schematron takes a third of a second a file. */
const SCHEMATRONS = process.env['SAATAVA_TEST_LONG'] === '1' ? 200 : 10

/** Any sixteen bits: halves of pairs, control characters, what is not a character at all. */
const rubbish = fc
  .array(fc.integer({ min: 0, max: 0xff_ff }), { maxLength: 40 })
  .map((codes) => String.fromCharCode(...codes))
const text = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('Työ', 'Tuote ÅÄÖ', 'x', ' ', 'Pitkä nimi '.repeat(30), ']]>', '<a&b>', 'rivi\nrivi'),
  },
  { weight: 1, arbitrary: rubbish },
)
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })

function decimal(max: number, places: number): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.integer({ min: -max, max }),
      fc.integer({ min: 0, max: 10 ** places - 1 }),
      fc.integer({ min: 0, max: places }),
    )
    .map(([whole, part, kept]) =>
      kept === 0 ? String(whole) : `${whole}.${String(part).padStart(places, '0').slice(0, kept)}`,
    )
}

const day = fc.integer({ min: 1, max: 28 }).map((date) => `2026-02-${String(date).padStart(2, '0')}`)

/** A day, a period, half a period, both. */
const supply: fc.Arbitrary<Supply> = fc.tuple(maybe(day), maybe(day), maybe(day)).map(([date, one, other]) => {
  const [from, to] = one === undefined || other === undefined || one <= other ? [one, other] : [other, one]
  return {
    ...(date === undefined ? {} : { date }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  }
})

const RATES = { FI: [25.5, 13.5, 10], SE: [25, 12, 6], NO: [25, 15], DK: [25] } as const

/** Rows of which some contradict themselves by rounding, and some are texts. */
function rowInput(country: keyof typeof RATES) {
  return fc.record({
    row: fc.record({
      name: text,
      description: maybe(text),
      productCode: maybe(text),
      quantity: maybe(decimal(100_000, 4)),
      unit: maybe(fc.oneof(fc.constantFrom('kpl', 'h', 'kg', 'st.', 'XCT', 'H87'), text)),
      unitPrice: maybe(decimal(10_000, 6)),
      discountPercentage: maybe(fc.constantFrom(0, 2.5, 10, 33.33, 100)),
      definitions: fc.array(fc.record({ name: text, value: text }), { maxLength: 2 }),
      supply: maybe(supply),
    }),
    vat: fc.oneof(
      fc.constantFrom(...RATES[country]).map((vatPercentage) => ({ vatPercentage, vatCategory: 'S' as const })),
      fc.constant({ vatPercentage: 0, vatCategory: 'Z' as const }),
      fc.constant({ vatPercentage: 0, vatCategory: 'AE' as const }),
      fc.constant({ vatPercentage: 0, vatCategory: 'K' as const }),
    ),
    slip: fc.constantFrom(0n, 0n, 0n, 1n, -1n),
  })
}

const invoice: fc.Arbitrary<InvoiceDocument> = fc.constantFrom('FI', 'SE', 'NO', 'DK').chain((country) =>
  fc
    .record({
      rows: fc.array(rowInput(country), { maxLength: 8 }),
      type: fc.constantFrom('INVOICE', 'CREDIT_NOTE', 'FACTORING'),
      language: fc.constantFrom(...LANGUAGES),
      name: text,
      street: maybe(text),
      description: maybe(text),
      additionalInformation: maybe(text),
      references: fc.record({ sales: text, buyer: text, agreement: text, orderNumber: text }, { requiredKeys: [] }),
      paid: fc.constantFrom(0n, 1n, 100_000n),
      cent: fc.constantFrom(0n, 0n, 1n, -1n),
      reference: maybe(text),
      day: maybe(day),
      exchangeRate: maybe(fc.constantFrom('11.2345', '0.0866', '1')),
      coin: fc.constantFrom(0n, 0n, 31n, -49n),
    })
    .map(
      ({
        rows,
        name,
        street,
        cent,
        reference,
        type,
        language,
        description,
        additionalInformation,
        references,
        paid,
        day: supplied,
        exchangeRate,
        coin,
      }) => {
        const buyer = {
          ...buyerIn('SE'),
          name,
          address: { ...(street === undefined ? {} : { street }), countryCode: 'SE' },
        }
        const document = documentOf({
          country,
          to: 'SE',
          type,
          language,
          buyer,
          references,
          paid,
          // Days of rows lie within the invoice's period: its request is refused otherwise.
          ...(supplied === undefined ? {} : { supply: { date: supplied, from: '2026-02-01', to: '2026-02-28' } }),
          ...(description === undefined ? {} : { description }),
          ...(additionalInformation === undefined ? {} : { additionalInformation }),
          rows: rows.map(({ vat, row }) => ({ ...present(row), name: row.name, definitions: row.definitions, ...vat })),
          ...(reference === undefined
            ? {}
            : { payment: { reference: { kind: 'FREE', value: reference, printed: reference } } }),
        })
        const slips = rows.map(({ slip }) => slip)
        return rounded(inOwnCurrency(slipped(document, slips, cent), exchangeRate), coin)
      },
    ),
)

function present<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never
}

/** Sellers round in their own ways: rows a cent beside their price, VAT lines a cent beside their rows. */
function slipped(document: InvoiceDocument, slips: bigint[], cent: bigint): InvoiceDocument {
  const rows = document.rows.map((row, i): DocumentRow => {
    const slip = row.unitPrice === undefined || row.quantity === undefined ? 0n : (slips[i] ?? 0n)
    return { ...row, net: row.net + slip, total: row.total + slip }
  })
  const vatLines = document.vatLines.map((line, i) => {
    const own = rows.filter(
      (row) =>
        row.unitPrice !== undefined && row.vatPercentage === line.percentage && row.vatCategory === line.category,
    )
    return { ...line, net: sum(own.map(({ net }) => net)) + (i === 0 ? cent : 0n) }
  })
  const net = sum(vatLines.map((line) => line.net))
  const vat = sum(vatLines.map((line) => line.vat))
  return { ...document, rows, vatLines, totals: { ...document.totals, net, vat, total: net + vat } }
}

function inOwnCurrency(document: InvoiceDocument, exchangeRate: string | undefined): InvoiceDocument {
  if (exchangeRate === undefined) return document
  const vat = BigInt(new Big(document.totals.vat.toString()).times(exchangeRate).round(0, 1).toFixed())
  return { ...document, taxCurrency: { code: 'ISK', exchangeRate, vat } }
}

/** A total rounded to whole coins: what is to be paid goes with it. */
function rounded(document: InvoiceDocument, coin: bigint): InvoiceDocument {
  const { totals, payment } = document
  const total = totals.total + coin
  const left = document.type === 'CREDIT_NOTE' || total < totals.paid ? 0n : total - totals.paid
  return { ...document, totals: { ...totals, total }, payment: { ...payment, payable: left } }
}

const parser = new XMLParser({
  parseTagValue: false,
  removeNSPrefix: true,
  ignoreAttributes: true,
  isArray: (name) =>
    ['InvoiceRow', 'InvoiceLine', 'CreditNoteLine', 'VatSpecificationDetails', 'TaxSubtotal'].includes(name),
})

type Tree = { [name: string]: Tree & string & Tree[] }

/** Minor units of "-1,23" and of "1.23". */
function minorOf(amount: string | undefined): bigint {
  return amount === undefined ? 0n : BigInt(amount.replace(/[.,]/, ''))
}

test('any invoice is a valid Finvoice whose rows and VAT sum to its totals', { skip: schemasAbsent }, () => {
  fc.assert(
    fc.property(invoice, (document) => {
      const xml = finvoiceXml(document, ADDRESSING)
      assert.deepEqual(finvoiceFaults(xml), [], xml)
      assert.ok(xml.isWellFormed())
      const { InvoiceDetails: details, InvoiceRow: rows } = (parser.parse(xml) as Tree)['Finvoice'] as Tree
      const lines = details?.['VatSpecificationDetails'] ?? []
      const rowsNet = sum((rows ?? []).map((row) => minorOf(row['RowVatExcludedAmount'])))
      const net = minorOf(details?.['InvoiceTotalVatExcludedAmount'])
      const sign = document.type === 'CREDIT_NOTE' ? -1n : 1n
      assert.equal(net, sign * document.totals.net)
      assert.equal(rowsNet, net)
      assert.equal(minorOf(details?.['RowsTotalVatExcludedAmount']), net)
      assert.equal(sum(lines.map((line) => minorOf(line['VatBaseAmount']))), net)
      const vat = sum(lines.map((line) => minorOf(line['VatRateAmount'])))
      assert.equal(vat, minorOf(details?.['InvoiceTotalVatAmount']))
      assert.equal(minorOf(details?.['InvoiceTotalVatIncludedAmount']), net + vat)
      const roundoff = minorOf(details?.['InvoiceTotalRoundoffAmount'])
      assert.equal(net + vat + roundoff, sign * document.totals.total)
    }),
    { numRuns: FINVOICES },
  )
})

function ublOf(document: InvoiceDocument): string {
  const attachments = [{ fileName: 'liite.pdf', bytes: Buffer.from('%PDF-1.4') }]
  return ublXml(document, einvoiceAddressing(document, {}, ADDRESSING), document.totals.paid > 0n ? attachments : [])
}

test('any invoice is a UBL file that keeps the Peppol rules, whose lines and VAT sum to its totals', {
  skip: schemasAbsent,
}, () => {
  fc.assert(
    fc.property(invoice, (document) => {
      const xml = ublOf(document)
      assert.deepEqual(peppolFaults(xml), [], xml)
      const root = Object.values(parser.parse(xml) as Tree).at(-1) as Tree
      const totals = root['LegalMonetaryTotal']
      const lines = root['InvoiceLine'] ?? root['CreditNoteLine'] ?? []
      const net = minorOf(totals?.['TaxExclusiveAmount'])
      assert.equal(net, document.totals.net)
      assert.equal(sum(lines.map((line) => minorOf(line['LineExtensionAmount']))), net)
      assert.equal(minorOf(totals?.['LineExtensionAmount']), net)
      const vat = sum(([root['TaxTotal']].flat()[0]?.['TaxSubtotal'] ?? []).map((line) => minorOf(line['TaxAmount'])))
      assert.equal(minorOf(totals?.['TaxInclusiveAmount']), net + vat)
      const coin = minorOf(totals?.['PayableRoundingAmount'])
      assert.equal(minorOf(totals?.['PayableAmount']), net + vat + coin - minorOf(totals?.['PrepaidAmount']))
      assert.equal(net + vat + coin, document.totals.total)
    }),
    { numRuns: UBLS },
  )
})

test('any invoice keeps the rules of EN 16931', { skip: schemasAbsent }, () => {
  fc.assert(
    fc.property(invoice, (document) => {
      const xml = ublOf(document)
      const faults = en16931Faults(xml)
      assert.equal(faults.length, 0, `${faults.join('\n')}\n${xml}`)
    }),
    // Shrinking would take minutes: the seed and the file are enough.
    { numRuns: SCHEMATRONS, endOnFailure: true },
  )
})
