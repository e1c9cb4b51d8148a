/** Tests the texts of mails, in five languages, for every type of invoice, and that text and HTML say the same. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleLetter } from '../../../test/support/documents/example-letter.ts'
import { EVENT_LETTERS, INVOICE_TYPES, type InvoiceDocument, LANGUAGES } from '@saatava/einvoice/model/document.ts'
import { contentOf } from './content.ts'
import { cleanLine, cleanText } from './clean.ts'
import { invoice } from '../../../test/support/channels/email/examples.ts'
import { amountText, dateText } from './format.ts'
import { htmlOf } from './html.ts'
import { textOf } from './text.ts'
import { WORDS } from './words.ts'

const said = (changes: Partial<InvoiceDocument>) => textOf(contentOf(invoice(changes), {}))

test('amounts and dates as each language writes them', () => {
  const written = LANGUAGES.map((language) => [
    amountText(123_456_789n, 'EUR', language).replace(/\s/g, ' '),
    dateText('2026-04-05', language),
  ])
  assert.deepEqual(written, [
    ['1 234 567,89 EUR', '5.4.2026'],
    ['1 234 567,89 EUR', '2026-04-05'],
    ['EUR 1,234,567.89', '5 April 2026'],
    ['1 234 567,89 EUR', '5.4.2026'],
    ['1.234.567,89 EUR', '5.4.2026'],
  ])
  assert.equal(amountText(99_999_999_999_999n, 'SEK', 'en').replace(/\s/g, ' '), 'SEK 999,999,999,999.99')
})

test('every language and type: number, amount, attachment; nothing left unfilled; HTML closes what it opens', () => {
  for (const language of LANGUAGES) {
    for (const type of INVOICE_TYPES) {
      const content = contentOf(invoice({ language, type }), {})
      const text = textOf(content)
      const html = htmlOf(content)
      assert.match(content.subject, /1234.*Test Customer Oy/)
      assert.match(content.fileName, /^[a-z-]+-1234\.pdf$/)
      for (const body of [text, html]) {
        assert.ok(!/[{}]/.test(body.replace(/style="[^"]*"/g, '')), body)
        assert.ok(!/\b(undefined|null|NaN)\b/.test(body), body)
        for (const expected of [content.heading, content.fileName, ...content.details.map(({ value }) => value)])
          assert.ok(body.includes(expected), `${language} ${type}: ${expected}`)
      }
      const opened = [...html.matchAll(/<([a-z0-9]+)[^>]*>/g)].map(([, name]) => String(name))
      const closed = [...html.matchAll(/<\/([a-z0-9]+)>/g)].map(([, name]) => String(name))
      const open = opened.filter((name) => name !== 'meta' && name !== 'br')
      assert.deepEqual(open.sort(), closed.sort())
      assert.ok(!/<(script|img|link|a|iframe|form)\b|https?:|url\(/i.test(html), 'nothing is fetched or followed')
    }
  }
})

test('the languages say different things, and the same number of them', () => {
  const sentences = Object.values(WORDS).map((words) => JSON.stringify(words))
  assert.equal(new Set(sentences).size, LANGUAGES.length)
  const placeholders = sentences.map((words) => [...words.matchAll(/\{\w+\}/g)].map(([name]) => name).sort())
  for (const names of placeholders) assert.deepEqual(names, placeholders[0])
})

test('a credit note says that there is nothing to pay, what it credits, and no account', () => {
  const text = said({
    type: 'CREDIT_NOTE',
    language: 'en',
    references: { creditedInvoiceNumber: '1200' },
    payment: { ...invoice().payment, payable: 0n },
  })
  for (const expected of ['Credited: EUR 250.00', 'Credited invoice: 1200', 'there is nothing to pay'])
    assert.ok(text.includes(expected), text)
  assert.doesNotMatch(text, /IBAN|Due date|Amount due|Payment reference/)
})

test('mails differ for a reminder, a part-paid invoice, a paid one, one that is paid automatically, and one that was sold', () => {
  assert.match(said({ type: 'REMINDER', language: 'en' }), /already paid the invoice, please disregard/)
  const totals = { ...invoice().totals, paid: 10_000n }
  const part = said({ language: 'en', totals, payment: { ...invoice().payment, payable: 15_000n } })
  assert.match(part, /Amount due: EUR 150\.00[\s\S]*Total: EUR 250\.00\nPaid: EUR 100\.00/)
  const paid = said({ language: 'en', payment: { ...invoice().payment, payable: 0n } })
  assert.match(paid, /has been paid already: there is nothing to pay/)
  assert.doesNotMatch(paid, /IBAN/)
  assert.match(said({ language: 'en', type: 'AUTO_PAYMENT_INVOICE' }), /taken from your account on the due date/)
  const sold = said({ language: 'en', type: 'FACTORING', factoring: { financierName: 'The Financier' } })
  assert.match(sold, /Payee: The Financier/)
  assert.match(sold, /assigned to The Financier\. Only payment to the account above settles the debt/)
})

test('references are called what the payer’s bank calls them', () => {
  const lines = [
    ['FI', 'Payment reference: 1 23'],
    ['RF', 'Payment reference: 1 23'],
    ['SE_OCR', 'OCR: 1 23'],
    ['NO_KID', 'KID: 1 23'],
    ['DK_FIK', 'FIK: 1 23'],
    ['FREE', 'Payment message: 1 23'],
  ] as const
  for (const [kind, line] of lines) {
    const payment = { ...invoice().payment, reference: { kind, value: '123', printed: '1 23' } }
    assert.ok(said({ language: 'en', payment }).includes(line), line)
  }
  const accounts = [{ bankgiro: '5050-1055', plusgiro: '28 65 43-4' }]
  const swedish = said({ language: 'sv', payment: { ...invoice().payment, accounts } })
  assert.match(swedish, /Bankgiro: 5050-1055\nPlusgiro: 28 65 43-4\nOCR|Bankgiro: 5050-1055\nPlusgiro: 28 65 43-4\n/)
})

test('placeholders within values are not filled in again', () => {
  const { seller } = invoice()
  const content = contentOf(invoice({ seller: { ...seller, name: '{total} {number}' } }), { subject: '{seller}' })
  assert.equal(content.subject, '{total} {number}')
})

test('lines and texts are cleaned: no control characters, no half characters, no more than so many', () => {
  assert.equal(cleanLine(' a\r\nb\t\0c\u2028d\u202ee\u{e0001}f \ud800 ', 100), 'a b c def \ufffd')
  assert.equal(cleanLine('a😀b', 2), 'a')
  assert.equal(cleanLine('a😀b', 3), 'a😀')
  assert.equal(cleanText('a\r\n\r\nb\0\rc  \n\n', 100), 'a\n\nb\nc')
})

test('a letter: what is claimed, of which invoice, by when, and where to object; never a client’s own words', () => {
  for (const language of LANGUAGES) {
    for (const kind of ['REMINDER', 'DEMAND'] as const) {
      const document = exampleLetter({ language, kind })
      const content = contentOf(document, { subject: 'Hello {number}', message: 'Buy more' })
      const text = textOf(content)
      assert.ok(!/[{}]|undefined|Buy more|Hello 2026/.test(text + content.subject), text)
      for (const expected of ['2026000042', 'Test Customer Oy', 'Saatava', 'collection@example.com', '5000001'])
        assert.ok(text.includes(expected), `${language} ${kind}: ${expected}`)
      const { claim, feesCharged = [] } = document.letter ?? assert.fail('no letter')
      // Each fee is a separate amount.
      const fees = feesCharged.map(({ amount }) => amount)
      for (const amount of [claim.capital, claim.interest, claim.costs, ...fees, claim.total])
        assert.ok(text.includes(amountText(amount, 'EUR', language).replace(/\s/g, ' ')), `${language} ${amount}`)
      assert.equal(content.seller, kind === 'DEMAND' ? 'Saatava' : 'Test Customer Oy')
      assert.match(content.fileName, /^[a-z-]+-2026000042\.pdf$/)
      assert.ok(content.amounts.some(({ value }) => value === dateText('2026-04-16', language)))
    }
  }
  const inFinland = contentOf(exampleLetter({ language: 'sv', kind: 'DEMAND' }), {})
  const inSweden = contentOf(exampleLetter({ language: 'sv', kind: 'DEMAND', countryCode: 'SE' }), {})
  assert.deepEqual([inFinland.heading, inSweden.heading], ['Betalningskrav 2026000042', 'Inkassokrav 2026000042'])
  assert.deepEqual(
    [inFinland.fileName, inSweden.fileName],
    ['betalningskrav-2026000042.pdf', 'inkassokrav-2026000042.pdf'],
  )
})

test('the mail of an event letter describes the event and asks only for the amount of the letter', () => {
  for (const language of LANGUAGES)
    for (const kind of EVENT_LETTERS) {
      const document = exampleLetter({ language, kind })
      const content = contentOf(document, { subject: 'Hello {number}', message: 'Buy more' })
      const text = textOf(content)
      assert.ok(!/[{}]|undefined|Buy more|Hello 2026/.test(text + content.subject), text)
      for (const said of ['2026000042', 'Test Customer Oy', 'Saatava'])
        assert.ok(text.includes(said), `${kind}: ${said}`)
      const { payable } = document.payment
      const asked = content.amounts.map(({ value }) => value.replace(/\s/g, ' '))
      assert.deepEqual(
        asked,
        payable > 0n
          ? [amountText(payable, 'EUR', language), dateText('2026-04-16', language)].map((one) =>
              one.replace(/\s/g, ' '),
            )
          : [],
        `${language} ${kind}`,
      )
      assert.match(content.fileName, /^[a-z-]+-2026000042\.pdf$/)
      assert.equal(content.seller, 'Saatava')
    }
})
