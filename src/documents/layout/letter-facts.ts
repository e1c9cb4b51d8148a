import { formatDate, formatMoney } from '../texts/formats.ts'
import { letterWordsOf } from '../texts/letters/words.ts'
import { referenceLabel } from '../texts/reference-label.ts'
import type { LetterSection } from '@saatava/einvoice/model/document.ts'
import type { Fact } from './fact.ts'
import type { Scene } from './page.ts'

/** The facts of a letter that stand beside its address. */
export function letterFacts(scene: Scene, { invoice, caseNumber }: LetterSection): Fact[] {
  const { document } = scene
  const { language, payment } = document
  const { facts: names } = letterWordsOf(language)
  return [
    { label: names.date, value: formatDate(document.date, language) },
    { label: names.caseNumber, value: caseNumber },
    { label: names.invoice, value: invoice.number, strong: true, gap: true },
    { label: names.invoiceDate, value: formatDate(invoice.date, language) },
    { label: names.invoiceDueDate, value: formatDate(invoice.dueDate, language) },
    ...(payment.payable > 0n ? toPay(scene) : []),
  ]
}

function toPay({ document, labels }: Scene): Fact[] {
  const { language, payment, currency } = document
  const { facts: names } = letterWordsOf(language)
  const { reference } = payment
  return [
    { label: names.payBy, value: formatDate(document.dueDate, language), strong: true, gap: true },
    { label: names.payable, value: formatMoney(payment.payable, currency, language), strong: true },
    ...(reference === undefined
      ? []
      : [{ label: referenceLabel(reference, labels), value: reference.printed, strong: true }]),
  ]
}
