import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { cleanText } from './clean-text.ts'
import { exampleBuyer, exampleDocument, exampleRow, exampleSeller } from '../../test/support/documents/example.ts'
import { renderInvoicePdf } from './render-invoice-pdf.ts'

test('characters without a shape go, all others stay', () => {
  assert.equal(cleanText('Työ ÅÄÖ – 5 €'), 'Työ ÅÄÖ – 5 €')
  assert.equal(cleanText('a\u0000b\u202ec\u200bd\ufe0fe\u00adf'), 'abcdef')
  assert.equal(cleanText('a\r\nb\rc\u2028d\te'), 'a\nb\nc\nd e')
  assert.equal(cleanText('A\u030angstro\u0308m'), 'Ångström')
  assert.equal(cleanText('x\ud800y\udc00z'), 'x□y□z')
  assert.equal(cleanText('🚀'), '🚀')
})

test('any text at all can stand anywhere on an invoice', async () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.string({ unit: 'grapheme', maxLength: 80 }))
  const raw = fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
    .map((units) => String.fromCharCode(...units))
  await fc.assert(
    fc.asyncProperty(fc.oneof(text, raw), async (any) => {
      const pdf = await renderInvoicePdf(
        exampleDocument({
          number: any,
          description: any,
          additionalInformation: any,
          references: { sales: any, buyer: any, orderNumber: any },
          seller: { ...exampleSeller, name: any, phone: any },
          buyer: { ...exampleBuyer, name: any, address: { street: any, countryCode: any } },
          rows: [
            exampleRow({ name: any, description: any, productCode: any, unit: any, quantity: any, unitPrice: any }),
          ],
          terms: { text: any },
        }),
      )
      assert.equal(Buffer.from(pdf.subarray(0, 5)).toString(), '%PDF-')
    }),
    { numRuns: 150 },
  )
})
