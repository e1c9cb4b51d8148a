/** The content of a mail before it is plain text or HTML: one content, so that the two never differ. */
import type { InvoiceDocument, InvoiceType } from '@saatava/einvoice/model/document.ts'
import type { ChannelSettings } from '@saatava/einvoice/model/channels.ts'
import { cleanLine, cleanText } from './clean.ts'
import type { Content } from './mail-content.ts'
import { amountText, dateText } from './format.ts'
import { LINE_CHARACTERS_MAX, fill } from './fill.ts'
import { letterContent } from './letter-content.ts'
import { paymentLines } from './payment-lines.ts'
import { WORDS } from './words.ts'
import type { MailKind, Words } from './words/shape.ts'

const MESSAGE_CHARACTERS_MAX = 10_000

const KINDS: Record<InvoiceType, MailKind> = {
  INVOICE: 'invoice',
  CREDIT_NOTE: 'creditNote',
  REMINDER: 'reminder',
  AUTO_PAYMENT_INVOICE: 'autoPayment',
  COLLECTION: 'invoice',
  FACTORING: 'invoice',
}

/** @param settings the client's own subject and message, for invoices alone, with {number} {seller} {total} {dueDate} in them */
export function contentOf(document: InvoiceDocument, settings: ChannelSettings['email']): Content {
  if (document.letter !== undefined) return letterContent(document, document.letter)
  const { language } = document
  const words = WORDS[language]
  const kind = KINDS[document.type]
  const number = cleanLine(document.number, LINE_CHARACTERS_MAX)
  const seller = cleanLine(document.seller.name, LINE_CHARACTERS_MAX)
  const fileName = `${words.file[kind]}-${number.replace(/[^A-Za-z0-9._-]+/g, '-')}.pdf`
  const values = {
    number,
    seller,
    total: amountText(document.totals.total, document.currency, language),
    dueDate: dateText(document.dueDate, language),
    kind: words.kind[kind],
    file: fileName,
    financier: cleanLine(document.factoring?.financierName ?? '', LINE_CHARACTERS_MAX),
    contact: contactOf(document),
  }
  const ours = settings.message === undefined ? '' : cleanText(fill(settings.message, values), MESSAGE_CHARACTERS_MAX)
  const lead = ours === '' ? [words.greeting, fill(words.lead[kind], values)] : ours.split(/\n{2,}/)
  const subject = cleanLine(fill(settings.subject ?? '', values), LINE_CHARACTERS_MAX)
  return {
    language,
    subject: subject === '' ? cleanLine(fill(words.subject, values), LINE_CHARACTERS_MAX) : subject,
    seller,
    heading: `${words.kind[kind]} ${number}`,
    paragraphs: lead,
    amounts: amountsOf(document, words),
    details: detailsOf(document, words, kind).map(({ label, value }) => ({
      label,
      value: cleanLine(value, LINE_CHARACTERS_MAX),
    })),
    notes: notesOf(document, words, kind).map((note) => fill(note, values)),
    fileName,
  }
}

function amountsOf(document: InvoiceDocument, { labels }: Words): Content['amounts'] {
  const { type, language, currency, totals, payment } = document
  const amount = (value: bigint) => amountText(value, currency, language)
  if (type === 'CREDIT_NOTE') return [{ label: labels.credited, value: amount(totals.total) }]
  const due = { label: labels.dueDate, value: dateText(document.dueDate, language) }
  return [{ label: labels.toPay, value: amount(payment.payable) }, ...(payment.payable > 0n ? [due] : [])]
}

function detailsOf(document: InvoiceDocument, words: Words, kind: MailKind): Content['details'] {
  const { labels } = words
  const { totals, payment, references, language, currency } = document
  const details = [{ label: labels.date, value: dateText(document.date, language) }]
  const add = (label: string, value: string | undefined) => {
    if (value !== undefined && value !== '') details.push({ label, value })
  }
  if (totals.paid > 0n && kind !== 'creditNote') {
    add(labels.total, amountText(totals.total, currency, language))
    add(labels.paid, amountText(totals.paid, currency, language))
  }
  if (kind === 'creditNote') add(labels.creditedInvoice, references.creditedInvoiceNumber)
  add(labels.orderNumber, references.orderNumber)
  add(labels.buyerReference, references.buyer)
  if (kind === 'creditNote' || payment.payable <= 0n) return details
  return [...details, ...paymentLines(document, words)]
}

function notesOf(document: InvoiceDocument, { notes }: Words, kind: MailKind): string[] {
  const payable = document.payment.payable > 0n
  const said: string[] = []
  if (kind === 'creditNote') said.push(notes.nothingToPay)
  else if (!payable) said.push(notes.paidAlready)
  if (kind === 'autoPayment' && payable) said.push(notes.automatic)
  if (kind === 'reminder') said.push(notes.reminder)
  if (document.factoring !== undefined && payable && kind !== 'creditNote') said.push(notes.factoring)
  said.push(notes.attachment)
  if (contactOf(document) !== '') said.push(notes.questions)
  return said
}

function contactOf({ seller }: InvoiceDocument): string {
  const ways = [seller.contactName, seller.email, seller.phone].filter((way) => way !== undefined && way !== '')
  return cleanLine(ways.length === 0 ? '' : ways.join(', '), LINE_CHARACTERS_MAX)
}
