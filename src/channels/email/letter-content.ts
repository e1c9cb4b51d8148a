/** What the mail of a letter of payment control says; a client's own words are for its invoices, not for these. */
import type { InvoiceDocument, LetterSection, Party } from '../../invoices/document.ts'
import { cleanLine } from './clean.ts'
import { LINE_CHARACTERS_MAX, fill } from './fill.ts'
import type { Content } from './mail-content.ts'
import { paymentLines } from './payment-lines.ts'
import { amountText, dateText } from './format.ts'
import { WORDS, type Words } from './words.ts'

export function letterContent(document: InvoiceDocument, letter: LetterSection): Content {
  const { language, currency } = document
  const { kind, collector } = letter
  const words = WORDS[language]
  const own = words.letter
  const number = line(document.number)
  const fileName = `${own.file[kind]}-${number.replace(/[^A-Za-z0-9._-]+/g, '-')}.pdf`
  const title = titleOf(letter, words, language)
  const seller = line(document.seller.name)
  const total = amountText(letter.claim.total, currency, language)
  const dueDate = dateText(document.dueDate, language)
  const sender = kind === 'DEMAND' ? line(collector.name) : seller
  const values = { number, seller, total, dueDate, collector: line(collector.name), file: fileName, kind: title }
  const contact = contactOf(collector)
  return {
    language,
    subject: line(fill(words.subject, { ...values, seller: sender })),
    seller: sender,
    heading: `${title} ${number}`,
    paragraphs: [words.greeting, fill(own.lead[kind], values)],
    amounts: [
      { label: words.labels.toPay, value: total },
      { label: own.labels.payBy, value: dueDate },
    ],
    details: detailsOf(document, letter, words),
    notes: [own.notes.paid, fill(own.notes.objection, { contact }), fill(words.notes.attachment, values)],
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
    ...part(labels.fees, claim.fees),
    ...paymentLines(document, words),
    { label: labels.caseNumber, value: caseNumber },
    { label: labels.collector, value: collector.name },
  ].map(({ label, value }) => ({ label, value: line(value) }))
}

/** A Swedish demand by Finnish law is no "inkassokrav". */
function titleOf({ kind, countryCode }: LetterSection, words: Words, language: InvoiceDocument['language']): string {
  return kind === 'DEMAND' && language === 'sv' && countryCode !== 'SE' ? 'Betalningskrav' : words.letter.kind[kind]
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
