/** Every letter says what its country's law wants said, as a reader of the PDF finds it, in all five languages. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleLetter } from '../../documents/example-letter.testing.ts'
import { absent, pageCount, textOf } from '../../documents/pdf-tools.testing.ts'
import { renderInvoicePdf } from '../../documents/render-invoice-pdf.ts'
import { addressLines } from '../../documents/texts/addresses.ts'
import { formatAmount, formatDate, formatMoney, formatPercent } from '../../documents/texts/formats.ts'
import { boardOf, letterTitle, letterWordsOf } from '../../documents/texts/letters/words.ts'
import { type InvoiceDocument, LANGUAGES, type LetterSection, type Party } from '../../invoices/document.ts'
import { CONTENT_RULES, ELEMENTS, type Element, elementsOf } from './content-rules.ts'

const COUNTRIES = ['FI', 'SE', 'NO', 'DK'] as const
const KINDS = ['REMINDER', 'DEMAND'] as const
const skip = absent('pdftotext', 'pdfinfo')

/** Without what breaks lines: a sentence may go on in the next one. */
function plain(text: string): string {
  return text.replace(/[\s\u00a0]+/g, '')
}

function address(party: Party): string {
  return addressLines(party.address, party.address?.countryCode).join(', ')
}

/** What of a document stands for each element, as texts that must all be there. */
function expected(document: InvoiceDocument, letter: LetterSection): Record<Element, string[]> {
  const { language, currency, seller, payment } = document
  const words = letterWordsOf(language)
  const { claim, collector, invoice } = letter
  const amount = (minor: bigint) => formatAmount(minor, language)
  const date = (day: string) => formatDate(day, language)
  const payBy = date(document.dueDate)
  const [period] = letter.interest
  assert.ok(period)
  const { iban, bankgiro } = payment.accounts[0] ?? {}
  const contact = [collector.email, collector.phone].map(String)
  return {
    CREDITOR_NAME: [words.creditor, seller.name],
    CREDITOR_ADDRESS: [address(seller)],
    COLLECTOR_NAME: [words.collector, collector.name],
    COLLECTOR_ADDRESS: [address(collector)],
    GROUND: [invoice.number, date(invoice.date), date(invoice.dueDate), String(invoice.subject)],
    CAPITAL: [words.claim.capital, amount(claim.capital)],
    INTEREST_AMOUNT: [words.claim.interest, amount(claim.interest)],
    INTEREST_RATE: [formatPercent(period.percentage, language)],
    INTEREST_PERIOD: [`${date(period.from)} – ${date(period.to)}`],
    INTEREST_CAPITAL: [formatMoney(period.capital, currency, language)],
    COSTS: [words.claim.costs, amount(claim.costs)],
    FEES: [words.claim.fees, amount(claim.fees)],
    TOTAL: [words.claim.total, formatMoney(claim.total, currency, language)],
    PAY_TO: [seller.name, iban ?? bankgiro?.replace(/^(\d{4})/, '$1-') ?? '?'],
    REFERENCE: [String(payment.reference?.printed)],
    PAY_BY: [words.facts.payBy, payBy],
    OBJECTION: [words.objection({ contact: '|', payBy }).split('|')[0] ?? ''],
    OBJECTION_CONTACT: contact,
    INTEREST_EXPLANATION: [words.interestRight],
    CONSEQUENCE: [words.consequence[letter.kind]({ payBy })],
    BOARD: [words.board(boardOf(letter) ?? '')],
  }
}

for (const countryCode of COUNTRIES) {
  for (const kind of KINDS) {
    test(`${kind} of ${countryCode}: every element that the law wants, in every language`, { skip }, async () => {
      for (const language of LANGUAGES) {
        for (const debtorType of ['CONSUMER', 'BUSINESS'] as const) {
          const document = exampleLetter({ kind, language, countryCode, debtorType })
          const { letter } = document
          assert.ok(letter)
          const pdf = await renderInvoicePdf(document)
          const text = plain(textOf(pdf))
          const elements = [...elementsOf(countryCode, kind)]
          assert.ok(elements.length >= 10)
          const wanted = expected(document, letter)
          for (const element of elements)
            for (const shown of wanted[element])
              assert.ok(text.includes(plain(shown)), `${countryCode} ${kind} ${language} ${element}: ${shown}`)
          assert.ok(text.includes(plain(letterTitle(letter, language))))
          assert.equal(pageCount(pdf), 1, `${countryCode} ${kind} ${language} is one page`)
        }
      }
    })
  }
}

test('the checklist has a source for each rule, and each element is asked for by some law', () => {
  for (const { rule, source, elements } of CONTENT_RULES) assert.ok(rule !== '' && source !== '' && elements.length > 0)
  const used = new Set(CONTENT_RULES.flatMap(({ elements }) => elements))
  assert.deepEqual(
    [...ELEMENTS].filter((element) => !used.has(element)),
    [],
  )
  assert.equal(elementsOf('NO', 'DEMAND').has('BOARD'), true)
  assert.equal(elementsOf('FI', 'DEMAND').has('BOARD'), false)
})

test('letters do not threaten: no word of court in a reminder, none of publicity in any', () => {
  const court = /court|tuomioistuin|domstol|rättslig|rettslig|rettens/i
  const publicity = /publi[cs]|register|luottotie|betalningsanmärkning|betalingsanmerkning|RKI/i
  for (const language of LANGUAGES) {
    const { consequence } = letterWordsOf(language)
    assert.ok(!court.test(consequence.REMINDER({ payBy: '' })), language)
    for (const kind of KINDS) assert.ok(!publicity.test(consequence[kind]({ payBy: '' })), language)
  }
})
