/** POST salespayment.nv: a payment on a sales invoice. */
import { nextKey } from './books.ts'
import { amountIn, checkAccount, readLine } from './lines.ts'
import type { Company, Invoice, Payment } from './records.ts'
import { invalid, Refusal } from './refusal.ts'
import { isLocked } from './settings.ts'
import { child, SALES_PAYMENT, shaped, textIn } from './shapes.ts'
import { dateIn, limited } from './vouchers.ts'
import type { Element } from './xml.ts'

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'))
const TARGETS = ['netvisor', 'invoicenumber', 'reference']

/** The payment as it will stand in the books. Throws a Refusal; nothing is stored yet. */
export function readPayment(company: Company, root: Element, now: Date): Payment {
  const payment = shaped(root, SALES_PAYMENT)
  const sumMinor = amountIn(textIn(payment, 'sum'), 'sum')
  const currency = child(payment, 'sum')?.attributes['currency'] ?? 'EUR'
  if (!CURRENCIES.has(currency)) throw invalid(`sum: currency ${currency} is not known`)
  const date = dateIn(payment, 'paymentdate')
  const aim = aimOf(company, payment)
  const method = methodOf(company, payment)
  const lines = (child(payment, 'salespaymentvoucherlines')?.children ?? []).map((line, i) => {
    const path = `salespaymentvoucherlines/voucherline[${i + 1}]`
    const attributes = { sum: child(line, 'linesum')?.attributes['type'], vat: child(line, 'vatpercent')?.attributes }
    if (attributes.sum === undefined) throw invalid(`${path}: linesum must have a type`)
    if (attributes.vat?.['vatcode'] === undefined) throw invalid(`${path}: vatpercent must have a vatcode`)
    return readLine(company, line, attributes.sum === 'net' ? 'net' : 'gross', date, path)
  })
  if (isLocked(company.settings, date)) throw new Refusal('PERIOD_LOCK', `The accounting period of ${date} is locked`)
  return {
    netvisorKey: nextKey(company),
    sumMinor,
    currency,
    date,
    ...aim,
    name: limited(payment, 'sourcename') ?? '',
    method,
    lines,
    voucherKey: nextKey(company),
    receivedAt: now.toISOString(),
  }
}

function aimOf(
  company: Company,
  payment: Element,
): Pick<Payment, 'target' | 'invoiceNumber' | 'targeted' | 'reference'> {
  const element = child(payment, 'targetidentifier')
  const type = element?.attributes['type'] ?? ''
  const value = element?.text ?? ''
  if (!TARGETS.includes(type)) throw invalid(`targetidentifier: type must be one of ${TARGETS.join(', ')}`)
  const targetType = element?.attributes['targettype'] ?? 'invoice'
  if (targetType !== 'invoice') throw invalid(`targetidentifier: there is no ${targetType} ${value}`)
  const invoice = invoiceOf(company, type, value)
  const number = invoice?.number ?? (type === 'invoicenumber' ? value : undefined)
  const reference = type === 'reference' ? value : invoice?.reference
  return {
    target: { type, value },
    // The real one imports a payment of a paid invoice too. Whether its list then names the invoice is not published.
    targeted: invoice === undefined || invoice.open > 0,
    ...(number === undefined ? {} : { invoiceNumber: number }),
    ...(reference === undefined ? {} : { reference }),
  }
}

// A key of Netvisor's own would be known only for an invoice made there, which a simulated company never has.
function invoiceOf(company: Company, type: string, value: string): Invoice | undefined {
  const known = type === 'reference' ? company.invoicesByReference.get(value) : company.invoices.get(value)
  if (known !== undefined && type !== 'netvisor') return known
  if (type === 'netvisor' || company.settings.invoices === 'listed') {
    throw invalid(`targetidentifier: there is no sales invoice with ${type} ${value}`)
  }
  return undefined
}

function methodOf(company: Company, payment: Element): Payment['method'] {
  const element = child(payment, 'paymentmethod')
  const type = element?.attributes['type'] ?? ''
  const value = element?.text ?? ''
  if (type !== 'alternative' && type !== 'bankaccount') {
    throw invalid('paymentmethod: type must be alternative or bankaccount')
  }
  if (type === 'alternative' && company.settings.paymentMethods?.includes(value) === false) {
    throw invalid(`paymentmethod: there is no payment method named ${value}`)
  }
  const account = element?.attributes['overrideaccountingaccountnumber']
  const receivablesAccount = element?.attributes['overridesalesreceivableaccountnumber']
  for (const one of [account, receivablesAccount]) if (one !== undefined) checkAccount(company, one, 'paymentmethod')
  return {
    type,
    value,
    ...(account === undefined ? {} : { account }),
    ...(receivablesAccount === undefined ? {} : { receivablesAccount }),
  }
}
