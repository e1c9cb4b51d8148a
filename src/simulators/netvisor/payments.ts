/** POST salespayment.nv: one payment of a sales invoice that must be there already. */
import { minor, minorToText } from '../../core/money.ts'
import type { Books, Company, Payment } from './books.ts'
import { Refusal } from './envelope.ts'
import { checkAccount, checkDay, checkLine } from './lines.ts'
import { amountOf, checkOrder, child, type Element, required } from './ordered-xml.ts'

const ROOT = [['salespayment', '1']] as const
const PAYMENT = [
  ['sum', '1'],
  ['paymentdate', '1'],
  ['targetidentifier', '1'],
  ['sourcename', '1'],
  ['paymentmethod', '1'],
  ['salespaymentvoucherlines', '?'],
] as const
const CURRENCIES = new Set(Intl.supportedValuesOf('currency'))

export function readPayment(root: Element, company: Company, books: Books, now: Date): Payment {
  checkOrder(root, ROOT)
  const payment = child(root, 'salespayment') as Element
  checkOrder(payment, PAYMENT)
  const currency = child(payment, 'sum')?.attributes['currency'] ?? 'EUR'
  if (!CURRENCIES.has(currency)) throw new Refusal('INVALID_DATA', `Currency ${currency} is not known`)
  const sum = amountOf(required(payment, 'sum'))
  const date = required(payment, 'paymentdate')
  checkDay(date, company)
  const target = targetOf(payment, company)
  const lines = (child(payment, 'salespaymentvoucherlines')?.children ?? []).map(
    (line) => checkLine(line, company, true).line,
  )
  return {
    netvisorKey: books.nextKey(),
    sum: minorToText(sum),
    currency,
    date,
    name: required(payment, 'sourcename'),
    ...target,
    method: methodOf(payment, company),
    lines,
    receivedAt: now.toISOString(),
  }
}

function methodOf(payment: Element, company: Company): string {
  const method = child(payment, 'paymentmethod')
  const type = method?.attributes['type']
  if (type !== 'alternative' && type !== 'bankaccount')
    throw new Refusal('INVALID_DATA', `paymentmethod type ${type} is neither alternative nor bankaccount`)
  const override = method?.attributes['overrideaccountingaccountnumber']
  if (override !== undefined) checkAccount(override, company)
  return required(payment, 'paymentmethod')
}

function targetOf(payment: Element, company: Company): Pick<Payment, 'invoiceNumber' | 'reference' | 'targeted'> {
  const type = child(payment, 'targetidentifier')?.attributes['type']
  const value = required(payment, 'targetidentifier')
  if (type !== 'netvisor' && type !== 'invoicenumber' && type !== 'reference') {
    throw new Refusal('INVALID_DATA', `targetidentifier type ${type} is not known`)
  }
  const { invoices = 'auto', listedInvoices = [] } = company.settings
  const listed = listedInvoices.find((invoice) =>
    type === 'reference' ? invoice.reference === value : invoice.number === value,
  )
  if (listed === undefined && invoices === 'listed')
    throw new Refusal('INVALID_DATA', `Sales invoice ${value} was not found`)
  const invoiceNumber = listed?.number ?? (type === 'reference' ? '' : value)
  const reference = type === 'reference' ? value : (listed?.reference ?? '')
  // A paid invoice takes no more: the payment is kept, without a target.
  const targeted = listed === undefined || (company.paid.get(listed.number) ?? 0n) < minor(listed.openSum)
  return { invoiceNumber, reference, targeted }
}
