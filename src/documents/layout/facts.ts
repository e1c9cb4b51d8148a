/** The facts of an invoice that stand beside its address, each left out where it is not known. */
import type { Fact } from './fact.ts'
import { filled } from '../texts/addresses.ts'
import { customerIdLabel } from '../texts/business-id.ts'
import { formatDate, formatMoney, formatPercent } from '../texts/formats.ts'
import { referenceLabel } from '../texts/reference-label.ts'
import { supplyText } from '../texts/supply.ts'
import { letterFacts } from './letter-facts.ts'
import type { Scene } from './page.ts'

export function facts(scene: Scene): Fact[] {
  const { letter } = scene.document
  if (letter !== undefined) return letterFacts(scene, letter)
  const groups = [whatAndWhen(scene), howToPay(scene), whoAndWhy(scene)]
  return groups.flatMap((group, index) =>
    group.map((fact, at) => (index > 0 && at === 0 ? { ...fact, gap: true } : fact)),
  )
}

function whatAndWhen({ document, labels }: Scene): Fact[] {
  const { facts: names } = labels
  const { language, references } = document
  const date = (value: string): string => formatDate(value, language)
  return present([
    { label: names.number, value: document.number, strong: true },
    { label: names.date, value: date(document.date) },
    { label: names.supplied, value: supplyText(document.supply, language) },
    {
      label: names.credited,
      value: [references.creditedInvoiceNumber, references.creditedInvoiceDate && date(references.creditedInvoiceDate)]
        .filter(filled)
        .join(', '),
    },
  ])
}

function howToPay({ document, labels }: Scene): Fact[] {
  if (document.type === 'CREDIT_NOTE') return []
  const { facts: names } = labels
  const { language, payment, terms, currency } = document
  return present([
    { label: names.dueDate, value: formatDate(document.dueDate, language), strong: true },
    { label: names.payable, value: formatMoney(payment.payable, currency, language), strong: true },
    { label: referenceLabel(payment.reference, labels), value: payment.reference?.printed },
    { label: names.terms, value: termsOf({ document, labels }) },
    {
      label: names.interest,
      value:
        terms.interestPercentage === undefined
          ? labels.interestByLaw
          : formatPercent(terms.interestPercentage, language),
    },
  ])
}

function termsOf({ document, labels }: Pick<Scene, 'document' | 'labels'>): string {
  const { netDays, cashDiscount } = document.terms
  return [
    netDays === undefined ? '' : labels.netDays(String(netDays)),
    cashDiscount === undefined
      ? ''
      : labels.cashDiscount(formatPercent(cashDiscount.percentage, document.language), String(cashDiscount.days)),
  ]
    .filter(filled)
    .join(', ')
}

function whoAndWhy({ document, labels }: Scene): Fact[] {
  const { facts: names } = labels
  const { buyer, references, language } = document
  return present([
    { label: names.customer, value: buyer.customerAccountId },
    // The tax number says the same and more.
    {
      label: customerIdLabel(buyer.address?.countryCode, language),
      value: filled(buyer.vatCode) ? undefined : buyer.businessId,
    },
    { label: names.customerVatCode, value: buyer.vatCode },
    { label: names.yourReference, value: references.buyer },
    { label: names.ourReference, value: references.sales },
    { label: names.order, value: references.orderNumber },
    { label: names.orderDate, value: references.orderDate && formatDate(references.orderDate, language) },
    { label: names.agreement, value: references.agreement },
  ])
}

function present(list: (Omit<Fact, 'value'> & { value: string | undefined })[]): Fact[] {
  return list.flatMap(({ value, ...rest }) => (filled(value) ? [{ ...rest, value }] : []))
}
