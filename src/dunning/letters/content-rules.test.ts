/** Every letter says what its country's law wants said, as a reader of the PDF finds it, in all five languages. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleLetter } from '../../../test/support/documents/example-letter.ts'
import { absent, pageCount, textOf } from '../../../test/support/documents/pdf-tools.ts'
import { renderInvoicePdf } from '../../documents/render-invoice-pdf.ts'
import { adviserOf } from '../../documents/texts/letters/advice.ts'
import { feeName } from '../../documents/texts/letters/fee-names.ts'
import { planLaw } from '../../documents/texts/letters/plan-law.ts'
import { addressLines } from '../../documents/texts/addresses.ts'
import { formatAmount, formatDate, formatMoney, formatPercent } from '../../documents/texts/formats.ts'
import { boardOf, letterTitle, letterWordsOf } from '../../documents/texts/letters/words.ts'
import {
  type InvoiceDocument,
  LANGUAGES,
  LETTER_KINDS,
  type LetterSection,
  type Party,
} from '@saatava/einvoice/model/document.ts'
import { CONTENT_RULES, ELEMENTS, type Element, elementsOf } from './content-rules.ts'

const COUNTRIES = ['FI', 'SE', 'NO', 'DK'] as const
const OWN = { FI: 'fi', SE: 'sv', NO: 'no', DK: 'da' } as const
const DEBTOR_TYPES = ['CONSUMER', 'BUSINESS'] as const
const CONSUMERS = ['CONSUMER'] as const
const skip = absent('pdftotext', 'pdfinfo')

/** Without what breaks lines: a sentence may go on in the next one. */
function plain(text: string): string {
  return text.replace(/[\s\u00a0]+/g, '')
}

function address(party: Party): string {
  return addressLines(party.address, party.address?.countryCode).join(', ')
}

/** The fixed words of a sentence whose first fact is given as "|". */
function before(sentence: string): string {
  return sentence.split('|')[0] ?? ''
}

type Expected = Record<Element, string[]>

/** The texts of a document for each element; all must be there. */
function expected(document: InvoiceDocument, letter: LetterSection): Expected {
  return { ...ofClaim(document, letter), ...ofRights(document, letter), ...ofEvents(document, letter) }
}

function ofClaim(document: InvoiceDocument, letter: LetterSection) {
  const { language, currency, seller, payment } = document
  const words = letterWordsOf(language)
  const { claim, collector, invoice, feesCharged = [], countryCode, interest } = letter
  const amount = (minor: bigint) => formatAmount(minor, language)
  const date = (day: string) => formatDate(day, language)
  const [period] = interest
  const { iban, bankgiro } = payment.accounts[0] ?? {}
  const total = claim.total + (letter.plan === undefined ? 0n : letter.fee)
  return {
    CREDITOR_NAME: [words.creditor, seller.name],
    CREDITOR_ADDRESS: [address(seller)],
    COLLECTOR_NAME: [words.collector, collector.name],
    COLLECTOR_ADDRESS: [address(collector)],
    GROUND: [invoice.number, date(invoice.date), date(invoice.dueDate), String(invoice.subject)],
    CAPITAL: [words.claim.capital, amount(claim.capital)],
    INTEREST_AMOUNT: [words.claim.interest, amount(claim.interest)],
    INTEREST_RATE: [formatPercent(period?.percentage ?? 0, language)],
    INTEREST_PERIOD: [`${date(period?.from ?? '')} – ${date(period?.to ?? '')}`],
    INTEREST_CAPITAL: [formatMoney(period?.capital ?? 0n, currency, language)],
    COSTS: [words.claim.costs, amount(claim.costs)],
    FEES: feesCharged.flatMap((fee) => [feeName(fee.step, countryCode, language), date(fee.date), amount(fee.amount)]),
    TOTAL: [words.claim.total, formatMoney(total, currency, language)],
    PAY_TO: [seller.name, iban ?? bankgiro?.replace(/^(\d{4})/, '$1-') ?? '?'],
    REFERENCE: [String(payment.reference?.printed)],
    PAY_BY: [words.facts.payBy, date(document.dueDate)],
  }
}

function ofRights(document: InvoiceDocument, letter: LetterSection) {
  const { language, seller } = document
  const words = letterWordsOf(language)
  const { collector, countryCode, kind } = letter
  const payBy = formatDate(document.dueDate, language)
  const consequence = kind in words.consequence ? words.consequence[kind as keyof typeof words.consequence] : undefined
  return {
    OBJECTION: [before(words.objection({ contact: '|', payBy }))],
    OBJECTION_CONTACT: [collector.name, String(collector.email), String(collector.phone)],
    INTEREST_EXPLANATION: [words.interestRight],
    CONSEQUENCE: [consequence?.({ payBy }) ?? '?'],
    BOARD: [words.board(boardOf(letter) ?? '?')],
    COLLECTOR_PHONE: [`${words.contact.phone} ${collector.phone}`],
    COLLECTOR_HOURS: [`${words.contact.hours} ${collector.hours}`],
    COLLECTOR_WEB: [`${words.contact.web} ${collector.website}`],
    STOP_COLLECTION: [words.stopCollection],
    NOTICE: [words.notice({ payBy, creditor: seller.name })],
    DEBT_ADVICE: [words.debtAdvice(adviserOf(countryCode, language) ?? '?')],
    PLAN_POSSIBLE: [words.planPossible],
  }
}

function ofEvents(document: InvoiceDocument, letter: LetterSection) {
  const { language, currency, payment } = document
  const words = letterWordsOf(language)
  const money = (minor: bigint) => formatMoney(minor, currency, language)
  const date = (day: string) => formatDate(day, language)
  const { plan, missed, formerDueDate, objection, claim } = letter
  const act = planLaw(letter, language)
  return {
    PLAN_SCHEDULE: (plan?.instalments ?? []).flatMap((one) => [date(one.dueDate), formatAmount(one.amount, language)]),
    PLAN_ACCEPTANCE: [words.plan.accept({ first: money(payment.payable), payBy: date(document.dueDate) })],
    PLAN_FEE: [words.plan.fee({ fee: money(letter.fee), law: act === undefined ? '' : ` (${act})` })],
    MISSED_INSTALMENT: [money(missed?.amount ?? 0n), date(missed?.dueDate ?? '')],
    DUE_DATES: [date(formerDueDate ?? ''), date(document.dueDate)],
    OBJECTION_DAY: [date(objection?.date ?? '')],
    DISPUTED_AMOUNT: [
      words.objectionReceived.part(money(objection?.amount ?? 0n)),
      words.objectionReceived.undisputed(money(claim.total - (objection?.amount ?? 0n))),
    ],
    NOTHING_LEFT: [words.lead.PAID(leadFacts(document))],
  }
}

function leadFacts({
  seller,
  number,
}: InvoiceDocument): Parameters<ReturnType<typeof letterWordsOf>['lead']['PAID']>[0] {
  const none = { collector: '', total: '', payBy: '', count: '', missed: '', missedOn: '', former: '', receivedOn: '' }
  return { ...none, creditor: seller.name, invoice: number }
}

for (const countryCode of COUNTRIES) {
  for (const kind of LETTER_KINDS) {
    test(`${kind} of ${countryCode} says everything that the law wants, in every language`, { skip }, async () => {
      for (const language of LANGUAGES) {
        // Businesses' letters say less: in one language of each country.
        for (const debtorType of language === OWN[countryCode] ? DEBTOR_TYPES : CONSUMERS) {
          const notice = kind === 'REMINDER' && countryCode === 'NO' ? ({ notice: true } as const) : {}
          const document = exampleLetter({ kind, language, countryCode, debtorType, letter: notice })
          const { letter } = document
          assert.ok(letter)
          const pdf = await renderInvoicePdf(document)
          const text = plain(textOf(pdf))
          const elements = [...elementsOf(countryCode, kind, debtorType)]
          assert.ok(elements.length >= 6)
          const wanted = expected(document, letter)
          for (const element of elements)
            for (const shown of wanted[element])
              assert.ok(text.includes(plain(shown)), `${countryCode} ${kind} ${language} ${element}: ${shown}`)
          assert.ok(text.includes(plain(letterTitle(letter, language))))
          // The schedule of a plan and a bar code may need a second sheet.
          const pages = kind === 'PLAN_OFFER' ? 2 : 1
          assert.ok(pageCount(pdf) <= pages, `${countryCode} ${kind} ${language} is ${pages} page`)
        }
      }
    })
  }
}

test('a letter to a business promises no consumer’s rights', { skip }, async () => {
  for (const language of LANGUAGES) {
    const words = letterWordsOf(language)
    const document = exampleLetter({ kind: 'DEMAND', language, debtorType: 'BUSINESS' })
    const text = plain(textOf(await renderInvoicePdf(document)))
    for (const said of [words.stopCollection, words.planPossible, words.debtAdvice('')])
      assert.ok(!text.includes(plain(said).slice(0, 20)), `${language}: ${said}`)
  }
})

test('fees bear the name of the country’s own law, in its language alone and in others behind a translation', () => {
  const named = Object.entries(OWN).map(([country, language]) => [
    ...['REMINDER', 'DEMAND', 'COMPENSATION'].map((step) => feeName(step, country, language)),
  ])
  assert.deepEqual(named, [
    ['Muistutusmaksu', 'Maksuvaatimuksen kulu', 'Vakiokorvaus'],
    ['Påminnelseavgift', 'Inkassokostnad', 'Förseningsersättning'],
    ['Purregebyr', 'Inkassosalær', 'Standardkompensasjon'],
    ['Rykkergebyr', 'Inkassoomkostninger', 'Kompensationsbeløb'],
  ])
  assert.equal(feeName('REMINDER', 'NO', 'en'), 'Reminder fee (purregebyr)')
  assert.equal(feeName('DEMAND', 'FI', 'sv'), 'Kostnad för betalningskrav')
})

test('a receivable that was sold names its buyer as creditor, and the seller as the original one', {
  skip,
}, async () => {
  for (const language of LANGUAGES) {
    const document = { ...exampleLetter({ kind: 'DEMAND', language }), factoring: { financierName: 'Financier Oy' } }
    const words = letterWordsOf(language)
    const text = plain(textOf(await renderInvoicePdf(document)))
    assert.ok(text.includes(plain(`${words.originalCreditor}: ${document.seller.name}`)), language)
    assert.ok(text.includes(plain(`Financier Oy`)), language)
  }
})

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
    for (const kind of ['PLAN_BROKEN', 'DUE_DATE_CHANGED'] as const)
      assert.ok(!court.test(consequence[kind]({ payBy: '' })), language)
    assert.ok(!court.test(consequence.REMINDER({ payBy: '' })), language)
    for (const sentence of Object.values(consequence)) assert.ok(!publicity.test(sentence({ payBy: '' })), language)
  }
})
