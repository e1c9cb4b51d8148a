/** Finvoice files against the official schema, and what the schema cannot see. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { XMLParser } from 'fast-xml-parser'
import { INVOICE_TYPES, type InvoiceType, LANGUAGES, VAT_CATEGORIES } from '../model/document.ts'
import { ADDRESSING, buyerIn, documentOf, exempt } from '../../test/examples.ts'
import { finvoiceFaults, schemasAbsent } from '../../test/schemas.ts'
import { finvoiceSoapFrame, finvoiceWithSoap, finvoiceXml } from './write.ts'

const skip = schemasAbsent

function valid(document: Parameters<typeof finvoiceXml>[0], addressing = ADDRESSING): string {
  const xml = finvoiceXml(document, addressing)
  assert.deepEqual(finvoiceFaults(xml), [], xml)
  return xml
}

function all(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`, 'g'))].map(([, text]) => text ?? '')
}

test('the schema refuses what is not a Finvoice', { skip }, () => {
  const xml = finvoiceXml(documentOf(), ADDRESSING)
  assert.notDeepEqual(
    finvoiceFaults(xml.replace('<EpiCharge ', '<EpiCharges ').replace('</EpiCharge>', '</EpiCharges>')),
    [],
  )
  assert.notDeepEqual(finvoiceFaults(xml.replaceAll('251,00', '251.00')), [])
  assert.notDeepEqual(finvoiceFaults('<Finvoice'), [])
})

test('an invoice is valid, and says its amounts with commas, its dates without hyphens', { skip }, () => {
  const xml = valid(documentOf())
  assert.deepEqual(all(xml, 'InvoiceTypeCode'), ['INV01'])
  assert.deepEqual(all(xml, 'InvoiceTotalVatIncludedAmount'), ['251,00'])
  assert.deepEqual(all(xml, 'VatBaseAmount'), ['200,00'])
  assert.deepEqual(all(xml, 'VatRatePercent'), ['25,5'])
  assert.deepEqual(all(xml, 'VatCode'), ['S'])
  assert.deepEqual(all(xml, 'EpiInstructedAmount'), ['251,00'])
  assert.deepEqual(all(xml, 'EpiRemittanceInfoIdentifier'), ['1234561'])
  assert.match(xml, /<EpiRemittanceInfoIdentifier IdentificationSchemeName="SPY">/)
  assert.match(xml, /<InvoiceDate Format="CCYYMMDD">20260227<\/InvoiceDate>/)
  assert.match(xml, /<InvoicedQuantity QuantityUnitCode="h" QuantityUnitCodeUN="HUR">2<\/InvoicedQuantity>/)
  assert.deepEqual(all(xml, 'UnitPriceAmount'), ['100,00'])
  assert.deepEqual(all(xml, 'MessageTimeStamp'), ['2026-02-27T09:15:00+02:00'])
  assert.deepEqual(all(xml, 'PaymentStatusCode'), ['NOTPAID'])
  assert.equal(all(xml, 'VirtualBankBarcode')[0]?.length, 54)
  assert.ok(xml.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n<Finvoice Version="3.0">'))
})

test('a credit note is negative, names its original, and has EpiDetails', { skip }, () => {
  const xml = valid(
    documentOf({
      type: 'CREDIT_NOTE',
      references: { creditedInvoiceNumber: '20250009', creditedInvoiceDate: '2025-12-31' },
      rows: [
        { name: 'Palautus', quantity: '2', unit: 'kpl', unitPrice: '12.345' },
        { name: 'Käsittelykulu', quantity: '-1', unit: 'kpl', unitPrice: '1', vatPercentage: 0 },
      ],
    }),
  )
  assert.deepEqual(all(xml, 'InvoiceTypeCode'), ['INV02'])
  assert.deepEqual(all(xml, 'InvoiceTypeCodeUN'), ['381'])
  assert.deepEqual(all(xml, 'RowVatExcludedAmount'), ['-24,69', '1,00'])
  assert.deepEqual(all(xml, 'InvoicedQuantity'), ['-2', '1'])
  assert.deepEqual(all(xml, 'UnitPriceAmount'), ['12,345', '1,00'])
  assert.deepEqual(all(xml, 'InvoiceTotalVatIncludedAmount'), ['-29,99'])
  assert.deepEqual(all(xml, 'EpiInstructedAmount'), ['-29,99'])
  assert.deepEqual(all(xml, 'OriginalInvoiceNumber'), ['20250009'])
  assert.deepEqual(all(xml, 'OriginalInvoiceDate'), ['20251231'])
  assert.deepEqual([...all(xml, 'PaymentStatusCode'), ...all(xml, 'VirtualBankBarcode')], [])
})

test('every type, language and VAT category is valid', { skip }, () => {
  const codes: Record<InvoiceType, string> = {
    INVOICE: 'INV01',
    CREDIT_NOTE: 'INV02',
    REMINDER: 'INV08',
    AUTO_PAYMENT_INVOICE: 'INV09',
    COLLECTION: 'INV05',
    FACTORING: 'INV01',
  }
  for (const type of INVOICE_TYPES)
    for (const language of LANGUAGES)
      assert.deepEqual(all(valid(documentOf({ type, language })), 'InvoiceTypeCode'), [codes[type]])
  for (const category of VAT_CATEGORIES.filter((code) => code !== 'S')) {
    const xml = valid(documentOf({ rows: [exempt(category)] }))
    assert.deepEqual(all(xml, 'VatCode'), [category])
    assert.equal(all(xml, 'VatFreeText').length, category === 'Z' ? 0 : 1)
  }
})

test('terms, discounts, payments, factoring, delivery and another recipient have their elements', { skip }, () => {
  const recipient = { ...buyerIn('FI'), name: 'Test Invoices Oy', glnNumber: '6429810000013' }
  const xml = valid(
    documentOf({
      type: 'FACTORING',
      recipient,
      paid: 5_000n,
      delivery: {
        name: 'Test Customer Oy, varasto',
        ...(buyerIn('FI').address ? { address: buyerIn('FI').address! } : {}),
      },
      references: {
        invoiceCopyUrl: 'https://example.com/i?a=1&b=2',
        agreement: 'SOP-1',
        orderNumber: 'T-1',
        orderDate: '2026-01-31',
      },
      terms: { text: '14 pv netto', cashDiscount: { percentage: 2, days: 7 } },
      factoring: { financierName: 'Test Rahoitus Oyj, jonka nimi on pidempi kuin 35 merkkiä', agreementNumber: 'F-1' },
      rows: [
        { name: 'Otsikko' },
        { name: 'Tuote', quantity: '3', unit: 'laatikko', unitPrice: '0.123456', discountPercentage: 10 },
        {
          name: 'Tuote 2',
          quantity: '1000',
          unit: 'kpl',
          unitPrice: '1',
          definitions: [{ name: 'Väri', value: 'sininen' }],
        },
      ],
    }),
  )
  assert.deepEqual(all(xml, 'PaymentStatusCode'), ['PARTLYPAID'])
  assert.deepEqual(all(xml, 'InvoicePaidAmount'), ['50,00'])
  assert.deepEqual(all(xml, 'CashDiscountDate'), ['20260306'])
  assert.deepEqual(all(xml, 'CashDiscountAmount'), ['25,11'])
  assert.deepEqual(all(xml, 'FactoringAgreementIdentifier'), ['F-1'])
  assert.deepEqual(all(xml, 'EpiNameAddressDetails'), ['Test Rahoitus Oyj, jonka nimi on'])
  assert.match(all(xml, 'FactoringFreeText').join(' '), /jonka nimi on pidempi kuin 35 merkkiä/)
  assert.deepEqual(all(xml, 'InvoiceUrlText'), ['https://example.com/i?a=1&amp;b=2'])
  assert.deepEqual(all(xml, 'InvoiceRecipientOrganisationName'), ['Test Invoices Oy'])
  assert.deepEqual(all(xml, 'DeliveryOrganisationName'), ['Test Customer Oy, varasto'])
  assert.deepEqual(all(xml, 'RowFreeText'), ['Otsikko'])
  assert.deepEqual(all(xml, 'UnitPriceAmount'), ['1,23456', '1,00'])
  assert.deepEqual(all(xml, 'UnitPriceBaseQuantity'), ['10'])
  assert.deepEqual(all(xml, 'RowDiscountPercent'), ['10'])
  assert.match(xml, /QuantityUnitCode="laatikko" QuantityUnitCodeUN="C62"/)
  assert.deepEqual(all(xml, 'PaymentOverDueFineFreeText'), ['Viivästyskorko korkolain mukaan'])
  assert.deepEqual(all(xml, 'RowDefinitionValue'), ['sininen'])
})

test('an invoice of amounts alone gets a row a VAT rate; a cent beside gets a row of rounding', { skip }, () => {
  const line = { percentage: 25.5, category: 'S' as const, net: 10_000n, vat: 2_550n }
  assert.deepEqual(all(valid(documentOf({ rows: [], vatLines: [line] })), 'RowVatExcludedAmount'), ['100,00'])
  const beside = documentOf({ rows: [{ name: 'Työ', quantity: '1', unitPrice: '99.99' }], vatLines: [line] })
  const xml = valid(beside)
  assert.deepEqual(all(xml, 'RowVatExcludedAmount'), ['99,99', '0,01'])
  assert.deepEqual(all(xml, 'RowsTotalVatExcludedAmount'), ['100,00'])
})

test('hostile and long texts stay texts, and fit', { skip }, () => {
  const hostile = `]]><x a="1">&amp;'"\u0000\u0008\uD800 \uDC00x\uFFFE ÅÄÖåäö €`
  const buyer = {
    ...buyerIn('FI'),
    name: `${hostile} ${'pitkä '.repeat(60)}`,
    email: `${'a'.repeat(80)}@example.com`,
    businessId: '9'.repeat(60),
    address: { street: 'x', street2: 'Katu '.repeat(30), postalCode: '1', postalDistrict: hostile, countryCode: 'FI' },
  }
  const document = documentOf({
    buyer,
    recipient: { ...buyer, name: `\uD83D\uDE00${'😀'.repeat(100)}` },
    description: hostile.repeat(100),
    additionalInformation: 'rivi 1\nrivi 2\r\n\nrivi 3',
    references: { buyer: hostile, sales: 'y'.repeat(200), invoiceCopyUrl: `https://example.com/${'z'.repeat(600)}` },
    rows: [
      {
        name: hostile.repeat(10),
        description: 'sana '.repeat(500),
        quantity: '123456789.123456',
        unit: hostile,
        unitPrice: '1',
      },
      { name: '\u0001', quantity: '1', unitPrice: '1', definitions: [{ name: 'n'.repeat(90), value: hostile }] },
      { name: '\u0001' },
    ],
    payment: { reference: { kind: 'FREE', value: 'lasku 1/2 <&>', printed: 'lasku 1/2 <&>' } },
  })
  const xml = valid(document)
  const parsed = new XMLParser({ parseTagValue: false }).parse(xml) as { Finvoice: Record<string, unknown> }
  const text = JSON.stringify(parsed)
  assert.match(text, /ÅÄÖåäö €/)
  assert.ok(!xml.includes('\u0000') && xml.isWellFormed())
  assert.deepEqual(all(xml, 'InvoiceFreeText').slice(-4), ['rivi 1', 'rivi 2', 'rivi 3', 'y'.repeat(200)])
  assert.deepEqual(all(xml, 'EpiReference'), [])
  assert.deepEqual(all(xml, 'EpiOrderInfo'), ['Maksun viite: lasku 1/2 &lt;&amp;&gt;'])
  assert.deepEqual(all(xml, 'InvoiceUrlText'), [])
})

test('writes 200 rows, and rows of nothing but text', { skip }, () => {
  const rows = Array.from({ length: 200 }, (_, i) => ({ name: `Rivi ${i}`, quantity: '1', unitPrice: '0.335' }))
  assert.equal(all(valid(documentOf({ rows })), 'RowVatExcludedAmount').length, 200)
  valid(documentOf({ rows: [{ name: 'Vain tekstiä' }] }))
  valid(documentOf({ rows: [] }))
})

test('an account is asked for; one without an IBAN is a national number', { skip }, () => {
  assert.throws(() => finvoiceXml(documentOf({ payment: { accounts: [] } }), ADDRESSING), /needs one \(EpiAccountID\)/)
  const xml = valid(documentOf({ country: 'SE', to: 'FI' }))
  assert.match(xml, /<EpiAccountID IdentificationSchemeName="BBAN">50501055</)
  assert.match(xml, /<EpiPaymentMeansCode>30</)
})

test('an invoice without addresses is not written', () => {
  const to = { ...ADDRESSING.to, intermediatorId: '' }
  assert.throws(() => finvoiceXml(documentOf(), { ...ADDRESSING, to }), /the receiver’s operator is “”/)
  const long = { ...ADDRESSING, messageId: 'm'.repeat(49) }
  assert.throws(() => finvoiceXml(documentOf(), long), /of 2 to 48 characters/)
  assert.throws(() => finvoiceSoapFrame(documentOf(), long), /of 2 to 48 characters/)
})

test('the SOAP frame is XML, routes by both ends, and stands in front of the Finvoice', { skip }, () => {
  const frame = finvoiceSoapFrame(documentOf(), ADDRESSING)
  const parsed = new XMLParser({ parseTagValue: false, removeNSPrefix: true }).parse(frame) as {
    Envelope: { Header: { MessageHeader: Record<string, unknown> } }
  }
  assert.deepEqual(parsed.Envelope.Header.MessageHeader, {
    From: [
      { PartyId: '003701120389', Role: 'Sender' },
      { PartyId: '003721291126', Role: 'Intermediator' },
    ],
    To: [
      { PartyId: '003701120389', Role: 'Receiver' },
      { PartyId: 'NDEAFIHH', Role: 'Intermediator' },
    ],
    CPAId: 'yoursandmycpa',
    Service: 'Routing',
    Action: 'ProcessInvoice',
    MessageData: { MessageId: ADDRESSING.messageId, Timestamp: '2026-02-27T09:15:00+02:00' },
  })
  assert.equal(finvoiceWithSoap(documentOf(), ADDRESSING), frame + finvoiceXml(documentOf(), ADDRESSING))
})

test('equal documents give equal bytes', () => {
  assert.equal(finvoiceXml(documentOf(), ADDRESSING), finvoiceXml(documentOf(), ADDRESSING))
})
