import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PDFArray, PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib'
import { BrokenAttachment } from './broken-attachment.ts'
import { exampleDocument } from '../../test/support/documents/example.ts'
import { mergeAttachments } from './merge-attachments.ts'
import { propertiesOf, renderInvoicePdf } from './render-invoice-pdf.ts'

const PROPERTIES = propertiesOf(exampleDocument())

/** A file of objects as they are written, with a trailer that names the first as its root. */
function file(...objects: string[]): Uint8Array {
  const bodies = objects.map((body, at) => `${at + 1} 0 obj\n${body}\nendobj`)
  return Buffer.from(`%PDF-1.4\n${bodies.join('\n')}\ntrailer << /Root 1 0 R /Size ${objects.length + 1} >>\n%%EOF\n`)
}

const CATALOG = '<< /Type /Catalog /Pages 2 0 R >>'

test('actions on opening a page are removed; links stay', async () => {
  const active = file(
    '<< /Type /Catalog /Pages 2 0 R /OpenAction 6 0 R /Names << /JavaScript << /Names [(x) 6 0 R] >> >> >>',
    '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 300] /AA << /O 6 0 R >> /Annots [4 0 R 5 0 R] >>',
    '<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://example.com) /Next 6 0 R >> >>',
    '<< /Type /Annot /Subtype /Widget /Rect [0 0 9 9] /A 6 0 R /AA << /E 6 0 R >> >>',
    '<< /S /JavaScript /JS (app.alert\\(1\\)) >>',
  )
  const merged = await mergeAttachments(undefined, [{ bytes: active, mode: 'printout' }], PROPERTIES)
  const whole = await PDFDocument.load(merged, { updateMetadata: false })
  const page = whole.getPages()[0]?.node
  const annotations = page?.lookup(PDFName.of('Annots'), PDFArray)
  const link = annotations?.lookup(0, PDFDict).lookup(PDFName.of('A'), PDFDict)
  assert.equal(String(link?.get(PDFName.of('URI'))), '(https://example.com)')
  assert.equal(annotations?.lookup(1, PDFDict).get(PDFName.of('A')), undefined)
  const everything = whole.context.enumerateIndirectObjects().map(([, object]) => String(object))
  for (const text of everything) assert.doesNotMatch(text, /JavaScript|OpenAction|\/AA/)
})

test('page trees that never end are refused, soon', { timeout: 60_000 }, async () => {
  const invoice = await renderInvoicePdf(exampleDocument())
  const endless = [
    file(CATALOG, '<< /Type /Pages /Count 1 /Kids [2 0 R] >>'),
    file(CATALOG, '<< /Type /Pages /Count 1 /Kids [3 0 R] >>', '<< /Type /Pages /Count 1 /Kids [2 0 R] >>'),
    file(CATALOG, '<< /Type /Pages /Count 1 /Parent 2 0 R /Kids [3 0 R] >>', '<< /Type /Page /Parent 3 0 R >>'),
    file('<< /Type /Catalog /Pages 1 0 R >>'),
    file('<< /Type /Catalog /Pages 2 0 R >>', '2 0 R'),
  ]
  for (const [at, bytes] of endless.entries())
    await assert.rejects(
      mergeAttachments(invoice, [{ bytes, mode: 'append' }], PROPERTIES),
      (error) => error instanceof BrokenAttachment && error.position === 0,
      `file ${at}`,
    )
})

test('bytes that were changed at random give pages or a BrokenAttachment, nothing else', async () => {
  const whole = Buffer.from(await renderInvoicePdf(exampleDocument()))
  let refused = 0
  for (let round = 0; round < 60; round++) {
    const bytes = Buffer.from(whole)
    // A fixed sequence, so that a failure can be seen again.
    for (let at = 0; at < 20; at++) bytes[(round * 7919 + at * 104_729) % bytes.length] = (round * 31 + at * 17) % 256
    try {
      await mergeAttachments(undefined, [{ bytes, mode: 'printout' }], PROPERTIES)
    } catch (error) {
      assert.ok(error instanceof BrokenAttachment, String(error))
      refused++
    }
  }
  assert.ok(refused < 60, `${refused} of 60 refused`)
})
