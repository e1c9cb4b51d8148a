/** Letters that are longer than most: what goes over the page, and what stays together. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays } from '@saatava/core/dates.ts'
import { exampleLetter } from '../../test/support/documents/example-letter.ts'
import { exampleSeller } from '../../test/support/documents/example.ts'
import { absent, pageCount, scanned, textOf } from '../../test/support/documents/pdf-tools.ts'
import { renderInvoicePdf } from './render-invoice-pdf.ts'
import { formatDate } from './texts/formats.ts'

const skip = absent('pdftotext', 'pdfinfo', 'zbarimg')

test('interest of many parts goes over the page; none is lost, and the payment stands on the last one', {
  skip,
}, async () => {
  const interest = Array.from({ length: 120 }, (_, i) => ({
    ...{ from: addDays('2020-01-01', i * 10), to: addDays('2020-01-10', i * 10) },
    ...{ percentage: 7 + (i % 2), capital: 169_235n - BigInt(i) },
  }))
  const pdf = await renderInvoicePdf(exampleLetter({ kind: 'DEMAND', letter: { interest } }))
  const pages = pageCount(pdf)
  assert.ok(pages >= 2 && pages <= 4, `${pages}`)
  const text = textOf(pdf).replaceAll('\u00a0', ' ')
  for (const { from, to } of interest)
    assert.ok(text.includes(`${formatDate(from, 'fi')} – ${formatDate(to, 'fi')}`), from)
  assert.match(textOf(pdf, pages), /Virtuaaliviivakoodi/)
  assert.equal(scanned(pdf).length, 2)
})

test('long names and addresses stay within the letter', { skip }, async () => {
  const name = 'Ääkköstuotannon ja harvinaisten kirjainyhdistelmien kehittämisosuuskunta '.repeat(2).trim()
  const collector = {
    ...{ name, email: `${'a'.repeat(60)}@example.com`, phone: '+358 44 123 4567', businessId: '2262509-5' },
    address: {
      street: 'Pitkäkatu '.repeat(9).trim(),
      postalCode: '00100',
      postalDistrict: 'HELSINKI',
      countryCode: 'FI',
    },
  }
  const subject = 'Asiantuntijatyö '.repeat(8).trim()
  const { invoice } = exampleLetter().letter ?? assert.fail('no letter')
  const letter = { collector, invoice: { ...invoice, subject } }
  const pdf = await renderInvoicePdf({
    ...exampleLetter({ kind: 'DEMAND', letter }),
    seller: { ...exampleSeller, name },
  })
  assert.ok(pageCount(pdf) <= 2)
  assert.match(textOf(pdf, pageCount(pdf)), /1 752,50|1\u00a0752,50/)
})

test('a claim without interest says so; an assigned one says whom alone to pay', { skip }, async () => {
  const claim = { capital: 10_000n, interest: 0n, costs: 0n, fees: 0n, total: 10_000n }
  const plain = textOf(
    await renderInvoicePdf(exampleLetter({ language: 'en', letter: { claim, interest: [], fee: 0n } })),
  )
  assert.match(plain, /No late interest is claimed/)
  assert.ok(!/Creditor’s costs|Late interest  /.test(plain))
  const factoring = { financierName: 'Financier Oy' }
  const assigned = textOf(await renderInvoicePdf({ ...exampleLetter({ language: 'en' }), factoring }))
  assert.match(assigned, /assigned to Financier Oy/)
})

test('equal letters give equal bytes', async () => {
  const [one, other] = await Promise.all([renderInvoicePdf(exampleLetter()), renderInvoicePdf(exampleLetter())])
  assert.deepEqual(Buffer.from(one), Buffer.from(other))
})
