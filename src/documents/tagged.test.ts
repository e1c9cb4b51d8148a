/** Documents are tagged: title, language, and a structure that gives the reading order, also with attachments joined. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PDFDict, PDFDocument, PDFHexString, PDFName, PDFString } from '@cantoo/pdf-lib'
import { LANGUAGES } from '@saatava/einvoice/model/document.ts'
import { exampleLetter } from '../../test/support/documents/example-letter.ts'
import { exampleDocument, exampleRow } from '../../test/support/documents/example.ts'
import { mergeAttachments } from './merge-attachments.ts'
import { about, absent, pageCount } from '../../test/support/documents/pdf-tools.ts'
import { propertiesOf, renderInvoicePdf, renderPaymentPage } from './render-invoice-pdf.ts'

const skip = absent('pdfinfo')
const TAGS = { fi: 'fi', sv: 'sv', en: 'en', no: 'nb', da: 'da' }

function structureOf(pdf: Uint8Array): string {
  return about('pdfinfo', pdf, ['-struct-text']).replaceAll('\u00a0', ' ')
}

/** The texts of the structure in their order. */
function read(pdf: Uint8Array): string[] {
  return [...structureOf(pdf).matchAll(/^ *"(.*)"$/gm)]
    .map(([, text = '']) => text.trim())
    .filter((text) => text !== '')
}

function inOrder(texts: readonly string[], wanted: readonly string[]): void {
  let at = -1
  for (const text of wanted) {
    const next = texts.findIndex((one, index) => index > at && one.includes(text))
    assert.ok(next > at, `${text} follows ${wanted[wanted.indexOf(text) - 1] ?? 'the beginning'}: ${texts.join(' | ')}`)
    at = next
  }
}

async function alts(pdf: Uint8Array): Promise<string[]> {
  const { context } = await PDFDocument.load(pdf, { updateMetadata: false })
  return context.enumerateIndirectObjects().flatMap(([, object]) => {
    const alt = object instanceof PDFDict ? object.lookup(PDFName.of('Alt')) : undefined
    return alt instanceof PDFString || alt instanceof PDFHexString ? [alt.decodeText()] : []
  })
}

test('an invoice and a letter say their title and language and are tagged, in all five languages', {
  skip,
}, async () => {
  for (const language of LANGUAGES)
    for (const document of [exampleDocument({ language }), exampleLetter({ language, kind: 'DEMAND' })]) {
      const pdf = await renderInvoicePdf(document)
      const { title } = propertiesOf(document)
      const info = about('pdfinfo', pdf)
      assert.match(info, /^Tagged: +yes$/m)
      assert.ok(info.includes(title), title)
      const { catalog } = await PDFDocument.load(pdf, { updateMetadata: false })
      assert.equal(String(catalog.get(PDFName.of('Lang'))), `(${TAGS[language]})`)
      assert.match(structureOf(pdf), /^Document\n/)
      assert.match(structureOf(pdf), /H1/)
    }
})

test('an invoice is read from its title over its rows to its payment, cell by cell', { skip }, async () => {
  const pdf = await renderInvoicePdf(exampleDocument())
  inOrder(read(pdf), [
    'Lasku',
    'Laskun numero',
    '2026000042',
    'Example Buyer Oy Maija Meikäläinen Esimerkkitie 12 B 3 00100 HELSINKI',
    'Tuote tai palvelu',
    'Asiantuntijatyö Käyttöönotto ja koulutus',
    '12',
    '95,00',
    '1 140,00',
    'Ohjelmistolisenssi, kuukausi',
    'Maksettava 1 692,35 EUR',
    'Saaja',
    'FI58 1017 1000 0001 22',
    '2 02600 00422',
  ])
  const { barcode = '' } = exampleDocument().payment
  assert.deepEqual((await alts(pdf)).sort(), ['Skannaa ja maksa', `Virtuaaliviivakoodi ${barcode}`])
})

test('a heading that is repeated on further pages is read once', { skip }, async () => {
  const rows = Array.from({ length: 90 }, (_, at) => exampleRow({ rowNumber: at + 1, name: `Tuote ${at + 1}` }))
  const pdf = await renderInvoicePdf(exampleDocument({ rows }))
  assert.ok(pageCount(pdf) >= 3)
  const texts = read(pdf)
  assert.equal(texts.filter((text) => text === 'Tuote tai palvelu').length, 1)
  assert.equal(texts.filter((text) => text.startsWith('Y-tunnus')).length, 1)
  inOrder(
    texts,
    rows.map(({ name }) => name),
  )
})

test('joined with attachments, our document is read as before, and an attachment is never read in its place', {
  skip,
}, async () => {
  const own = await renderInvoicePdf(exampleDocument())
  const other = await renderInvoicePdf(exampleDocument({ number: '9999999999' }))
  const whole = await mergeAttachments(own, [{ bytes: other, mode: 'append' }], propertiesOf(exampleDocument()))
  assert.equal(pageCount(whole), 2)
  assert.match(about('pdfinfo', whole), /^Tagged: +yes$/m)
  assert.deepEqual(read(whole), read(own))
  const { catalog } = await PDFDocument.load(whole, { updateMetadata: false })
  assert.equal(String(catalog.get(PDFName.of('Lang'))), '(fi)')
})

test('the page on how to pay keeps its structure behind a seller’s print-out', { skip }, async () => {
  const page = await renderPaymentPage(exampleDocument())
  const printout = await renderInvoicePdf(exampleDocument({ number: '9999999999' }))
  const whole = await mergeAttachments(page, [{ bytes: printout, mode: 'printout' }], propertiesOf(exampleDocument()))
  assert.deepEqual(read(whole), read(page))
  const first = about('pdftotext', whole, ['-f', '1', '-l', '1'], ['-'])
  assert.match(first, /9999999999/, 'the print-out comes first')
})
