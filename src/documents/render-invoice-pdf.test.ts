import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { type InvoiceDocument, LANGUAGES } from '@saatava/einvoice/model/document.ts'
import { exampleBuyer, exampleDocument, exampleRow, exampleSeller } from '../../test/support/documents/example.ts'
import { about, absent, pageCount, scanned, textOf } from '../../test/support/documents/pdf-tools.ts'
import { renderInvoicePdf } from './render-invoice-pdf.ts'

const noText = absent('pdftotext')
const noInfo = absent('pdfinfo')

/** Text as people read it: one kind of space. */
function plain(text: string): string {
  return text.replace(/[\s\u00a0]+/g, ' ')
}

function rowsOf(count: number): InvoiceDocument['rows'] {
  return Array.from({ length: count }, (_, at) =>
    exampleRow({ rowNumber: at + 1, productCode: `P-${at + 1}`, name: `Tuote ${at + 1}`, price: BigInt(100 + at) }),
  )
}

test('equal documents give equal bytes, in another process too', async () => {
  const [first, second] = await Promise.all([renderInvoicePdf(exampleDocument()), renderInvoicePdf(exampleDocument())])
  const here = createHash('sha256').update(first).digest('hex')
  assert.equal(createHash('sha256').update(second).digest('hex'), here)
  const program = `
    const { renderInvoicePdf } = await import(${JSON.stringify(new URL('./render-invoice-pdf.ts', import.meta.url).href)})
    const { exampleDocument } = await import(${JSON.stringify(new URL('../../test/support/documents/example.ts', import.meta.url).href)})
    const bytes = await renderInvoicePdf(exampleDocument())
    process.stdout.write((await import('node:crypto')).createHash('sha256').update(bytes).digest('hex'))`
  const there = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
    env: { ...process.env, TZ: 'Pacific/Auckland', LANG: 'sv_SE.UTF-8' },
  })
  assert.equal(there, here)
})

test('another document gives other bytes', async () => {
  const one = await renderInvoicePdf(exampleDocument())
  const other = await renderInvoicePdf(exampleDocument({ number: '2026000043' }))
  assert.notDeepEqual(Buffer.from(one), Buffer.from(other))
})

test('a Finnish invoice shows what the law and the payer want', { skip: noText }, async () => {
  const text = plain(textOf(await renderInvoicePdf(exampleDocument())))
  for (const shown of [
    'Lasku',
    '2026000042',
    '31.1.2026',
    '14.2.2026',
    '2 02600 00422',
    'FI58 1017 1000 0001 22',
    'NDEAFIHH',
    'Asiantuntijatyö',
    'Maija Meikäläinen',
    '00100 HELSINKI',
    'Y-tunnus 2262509-5',
    'ALV-tunnus FI22625095',
    'FI01120389',
    '1 140,00',
    '1 354,70',
    '337,65',
    '1 692,35 EUR',
    '458101710000001220016923500000000000020260000422260214',
    'Sivu 1/1',
  ])
    assert.ok(text.includes(shown), `${shown} is in: ${text}`)
})

const SHOWN_IN: Record<(typeof LANGUAGES)[number], string[]> = {
  fi: ['Lasku', '14.2.2026', '1 692,35 EUR', 'Maksettava'],
  sv: ['Faktura', '2026-02-14', '1 692,35 EUR', 'Att betala', 'FO-nummer 2262509-5'],
  en: ['Invoice', '14 Feb 2026', 'EUR 1,692.35', 'Amount due', 'Page 1 of 1'],
  no: ['Faktura', '14.02.2026', '1 692,35 EUR', 'Å betale'],
  da: ['Faktura', '14.02.2026', '1.692,35 EUR', 'At betale'],
}

test('each language has its words, numbers and dates', { skip: noText }, async () => {
  for (const language of LANGUAGES) {
    const text = plain(textOf(await renderInvoicePdf(exampleDocument({ language }))))
    for (const shown of SHOWN_IN[language]) assert.ok(text.includes(shown), `${language}: ${shown} is in ${text}`)
  }
})

test('the codes on the paper say what the document says', { skip: absent('pdftoppm', 'zbarimg') }, async () => {
  const document = exampleDocument({ seller: { ...exampleSeller, name: 'Åbo Örebro Æther Oy' } })
  const { barcode, epcQr } = document.payment
  const codes = scanned(await renderInvoicePdf(document))
  assert.deepEqual(
    codes.filter(({ kind }) => kind === 'CODE-128').map(({ text }) => text),
    [barcode],
  )
  assert.deepEqual(
    codes.filter(({ kind }) => kind === 'QR-Code').map(({ text }) => text.trimEnd()),
    [epcQr?.trimEnd()],
  )
})

test('a credit note is negative, names what it credits, and asks for no payment', { skip: noText }, async () => {
  const { barcode, epcQr, ...payment } = exampleDocument().payment
  assert.ok(barcode !== undefined && epcQr !== undefined)
  const document = exampleDocument({
    type: 'CREDIT_NOTE',
    references: { creditedInvoiceNumber: '2026000001' },
    payment: { ...payment, payable: 0n },
  })
  const text = plain(textOf(await renderInvoicePdf(document)))
  for (const shown of ['Hyvityslasku', 'Hyvitettävä lasku 2026000001', '−12 h', '−1 140,00', '−1 692,35 EUR'])
    assert.ok(text.includes(shown), `${shown} is in: ${text}`)
  for (const hidden of ['IBAN', 'Viitenumero', 'Eräpäivä', 'Maksettava'])
    assert.ok(!text.includes(hidden), `${hidden} is not in: ${text}`)
})

test('a reminder says so; what is paid is taken off; nothing to pay asks for nothing', { skip: noText }, async () => {
  const { totals } = exampleDocument()
  const reminder = plain(textOf(await renderInvoicePdf(exampleDocument({ type: 'REMINDER', language: 'en' }))))
  assert.match(reminder, /Payment reminder/)
  assert.match(reminder, /has not been paid/)
  const partly = plain(textOf(await renderInvoicePdf(exampleDocument({ totals: { ...totals, paid: 69_235n } }))))
  assert.match(partly, /Jo maksettu −692,35/)
  assert.match(partly, /Maksettava 1 000,00 EUR/)
  const paid = plain(textOf(await renderInvoicePdf(exampleDocument({ totals: { ...totals, paid: totals.total } }))))
  assert.match(paid, /Maksettavaa ei ole/)
  assert.doesNotMatch(paid, /IBAN/)
})

test('a sold receivable names its new owner as the one to be paid', { skip: noText }, async () => {
  const factoring = { financierName: 'Example Finance Oyj', agreementNumber: 'R-77' }
  const text = plain(textOf(await renderInvoicePdf(exampleDocument({ type: 'FACTORING', factoring }))))
  assert.match(text, /siirretty: Example Finance Oyj/)
  assert.match(text, /Sopimus R-77/)
  assert.match(text, /Saaja (Viitenumero )?Example Finance Oyj/)
})

test('rows without tax say why', { skip: noText }, async () => {
  const rows = [exampleRow({ vatPercentage: 0, vatCategory: 'AE', vat: 0n })]
  assert.match(plain(textOf(await renderInvoicePdf(exampleDocument({ rows, language: 'en' })))), /Reverse charge/)
})

test('200 rows go over pages, each with its heading and number; the end is on the last', { skip: noInfo }, async () => {
  const pdf = await renderInvoicePdf(exampleDocument({ rows: rowsOf(200) }))
  const pages = pageCount(pdf)
  assert.ok(pages >= 5 && pages <= 10, `${pages} pages`)
  const texts = Array.from({ length: pages }, (_, at) => plain(textOf(pdf, at + 1)))
  texts.forEach((text, at) => {
    assert.ok(text.includes('Tuote tai palvelu'), `heading on page ${at + 1}`)
    assert.ok(text.includes(`Sivu ${at + 1}/${pages}`), `number of page ${at + 1}`)
  })
  const all = texts.join(' ')
  for (let at = 1; at <= 200; at++) assert.ok(all.includes(`P-${at} Tuote ${at} `), `row ${at}`)
  assert.match(texts.at(-1) ?? '', /IBAN/)
  for (const text of texts.slice(0, -1)) assert.doesNotMatch(text, /IBAN/)
})

test('an invoice of 1 000 rows is rendered; one beyond the limit is refused', { skip: noInfo }, async () => {
  assert.ok(pageCount(await renderInvoicePdf(exampleDocument({ rows: rowsOf(1000) }))) > 20)
  await assert.rejects(renderInvoicePdf(exampleDocument({ rows: rowsOf(20_001) })), RangeError)
})

test('the typefaces are in the file, only what is used of them', { skip: absent('pdffonts') }, async () => {
  const fonts = about('pdffonts', await renderInvoicePdf(exampleDocument()))
    .split('\n')
    .filter((line) => line.includes('Inter'))
  assert.equal(fonts.length, 2)
  for (const line of fonts) assert.match(line, /CID TrueType\s+Identity-H\s+yes yes yes/)
})

test('texts that nobody should write are drawn all the same', { skip: noText }, async () => {
  const long = 'Pneumonoultramicroscopicsilicovolcanoconiosis'.repeat(5).slice(0, 200)
  const rows = [
    exampleRow({ name: long, productCode: long, unit: long }),
    exampleRow({ name: 'nul\u0000 bell\u0007 half \ud800 rtl\u202e end' }),
    exampleRow({ name: '漢字 🚀 שלום', description: 'a\r\nb\tc\u2028d' }),
    exampleRow({ name: '', definitions: [{ name: '', value: '' }] }),
    exampleRow({ name: 'Ελληνικά кириллица', description: 'Työ '.repeat(3000) }),
  ]
  const seller = { ...exampleSeller, name: long }
  const buyer = { ...exampleBuyer, name: long, contactName: long }
  const pdf = await renderInvoicePdf(exampleDocument({ rows, seller, buyer, number: long, description: long }))
  const text = textOf(pdf)
  assert.match(text, /nul bell half □ rtl end/)
  assert.match(text, /□□ □ □□□□/)
  assert.match(text, /Ελληνικά кириллица/)
  assert.equal(text.match(/Työ/g)?.length, 3000)
})
