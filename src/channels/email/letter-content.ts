/** Builds the mail of a letter of payment control; the client's texts are for its invoices, not for these. */
import {
  type InvoiceDocument,
  type LetterSection,
  type Party,
  isOfCollector,
} from '@saatava/einvoice/model/document.ts'
import { cleanLine } from './clean.ts'
import { LINE_CHARACTERS_MAX, fill } from './fill.ts'
import type { Content } from './mail-content.ts'
import { paymentLines } from './payment-lines.ts'
import { amountText, dateText } from './format.ts'
import { feeName } from '../../documents/texts/letters/fee-names.ts'
import { letterTitle } from '../../documents/texts/letters/words.ts'
import { sum } from '@saatava/core/money.ts'
import { WORDS } from './words.ts'
import type { Words } from './words/shape.ts'

export function letterContent(document: InvoiceDocument, letter: LetterSection): Content {
  const { language, currency } = document
  const { kind, collector } = letter
  const words = WORDS[language]
  const own = words.letter
  const number = line(document.number)
  const fileName = `${fileOf(letter, language)}-${number.replace(/[^A-Za-z0-9._-]+/g, '-')}.pdf`
  const title = letterTitle(letter, language)
  const seller = line(document.seller.name)
  const total = amountText(document.payment.payable, currency, language)
  const toPay = document.payment.payable > 0n
  const dueDate = dateText(document.dueDate, language)
  const sender = isOfCollector(kind) ? line(collector.name) : seller
  const values = { number, seller, total, dueDate, collector: line(collector.name), file: fileName, kind: title }
  const contact = contactOf(collector)
  return {
    language,
    subject: line(fill(words.subject, { ...values, seller: sender })),
    seller: sender,
    heading: `${title} ${number}`,
    paragraphs: [words.greeting, fill(own.lead[kind], values)],
    amounts: toPay
      ? [
          { label: words.labels.toPay, value: total },
          { label: own.labels.payBy, value: dueDate },
        ]
      : [],
    details: detailsOf(document, letter, words),
    notes: [
      ...(toPay ? [own.notes.paid, fill(own.notes.objection, { contact })] : []),
      fill(words.notes.attachment, values),
    ],
    fileName,
  }
}

function detailsOf(document: InvoiceDocument, letter: LetterSection, words: Words): Content['details'] {
  const { language, currency } = document
  const { labels } = words.letter
  const { claim, invoice, caseNumber, collector } = letter
  const part = (label: string, amount: bigint) =>
    amount === 0n ? [] : [{ label, value: amountText(amount, currency, language) }]
  return [
    { label: words.labels.date, value: dateText(invoice.date, language) },
    { label: labels.wasDue, value: dateText(invoice.dueDate, language) },
    ...part(labels.capital, claim.capital),
    ...part(labels.interest, claim.interest),
    ...part(labels.costs, claim.costs),
    ...feeLines(document, letter, words),
    ...(document.payment.payable > 0n ? paymentLines(document, words) : []),
    { label: labels.caseNumber, value: caseNumber },
    { label: labels.collector, value: collector.name },
  ].map(({ label, value }) => ({ label, value: line(value) }))
}

/** Each fee by its country's name and its day, where the letter itemises them. */
function feeLines(
  { currency, language }: InvoiceDocument,
  { claim, countryCode, feesCharged }: LetterSection,
  words: Words,
): Content['details'] {
  if (claim.fees === 0n) return []
  const value = (amount: bigint) => amountText(amount, currency, language)
  const whole = sum((feesCharged ?? []).map(({ amount }) => amount))
  // The letter explains which part of them was paid.
  if (feesCharged === undefined || whole !== claim.fees)
    return [{ label: words.letter.labels.fees, value: value(claim.fees) }]
  return feesCharged.map(({ step, date, amount }) => ({
    label: `${feeName(step, countryCode, language)}, ${dateText(date, language)}`,
    value: value(amount),
  }))
}

/** Without number and ending. A Swedish demand by Finnish law is no "inkassokrav". */
function fileOf({ kind, countryCode }: LetterSection, language: InvoiceDocument['language']): string {
  return kind === 'DEMAND' && language === 'sv' && countryCode === 'FI'
    ? 'betalningskrav'
    : WORDS[language].letter.file[kind]
}

function contactOf({ name, email, phone, address }: Party): string {
  const { street, postalCode, postalDistrict } = address ?? {}
  return line(
    [name, email, phone, street, [postalCode, postalDistrict].filter(Boolean).join(' ')].filter(Boolean).join(', '),
  )
}

function line(text: string): string {
  return cleanLine(text, LINE_CHARACTERS_MAX)
}
