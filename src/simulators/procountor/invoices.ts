/** /invoices: searched, read, marked paid. Sales invoices only; none is made here but those the settings call for. */
import { isCivilDate } from '@saatava/core/dates.ts'
import { minorFromNumber } from '@saatava/core/money.ts'
import type { Answer } from '../kit/guard.ts'
import { complain, complainAll, type Complaint, objectOf, ok, pageOf } from './answers.ts'
import { nextId, nextVersion } from './books.ts'
import type { Company, Invoice, PaymentEvent } from './records.ts'
import { checkText } from './check-receipt.ts'
import { isWithin, type Query } from './parameters.ts'
import type { Commit } from './receipts.ts'
import { type CompanySettings, isClosed } from './settings.ts'

const ORIGINAL_NUMBER_MAX = 40
const IDS_MAX = 200

/** paymentMethodType of markpaid → type of the payment event. */
const EVENT_TYPES: Record<string, string> = {
  ADJUSTMENT: 'ADJUSTMENT',
  BANK_STATEMENT: 'BANKSTATEMENT',
  CASH: 'CASH',
  CHARGE_CARD: 'CHARGECARD',
  CORRECTION: 'CORRECTION',
  CREDIT_LOSS: 'CREDITLOSS',
  CREDIT_NOTE: 'COMPENSATIONINVOICE',
  EXTERNAL_BANK_TRANSFER: 'BANKTRANSFERELSEWHERE',
  SET_OFF: 'SETOFF',
}

function eventTypeOf(method: unknown): string | undefined {
  return typeof method === 'string' && Object.hasOwn(EVENT_TYPES, method) ? EVENT_TYPES[method] : undefined
}

export function searchInvoices(company: Company, query: Query, now: Date, commit: Commit): Answer {
  const { types, originalInvoiceNumber: original, invoiceNumber: number } = query
  if (types !== undefined && !types.split(',').includes('SALES_INVOICE')) return pageOf([], query)
  if (original !== undefined) takeForOpen(company, original, now, commit)
  const byNumber = original === undefined ? company.byNumber.get(Number(number)) : company.byOriginal.get(original)
  const found =
    original === undefined && number === undefined ? [...company.invoices.values()] : byNumber ? [byNumber] : []
  const statuses = query['status']?.split(',')
  const matching = found.filter(
    (invoice) =>
      (statuses === undefined || statuses.includes(invoice.status)) &&
      (query['startDate'] === undefined || invoice.date >= query['startDate']) &&
      (query['endDate'] === undefined || invoice.date <= query['endDate']) &&
      isWithin(invoice.created, query, 'createdStartDate', 'createdEndDate') &&
      isWithin(invoice.version, query, 'versionStartDate', 'versionEndDate'),
  )
  return pageOf(matching.map(basicOf), query)
}

function basicOf({ id, status, invoiceNumber, originalInvoiceNumber, date, created, version }: Invoice) {
  return { id, type: 'SALES_INVOICE', status, invoiceNumber, originalInvoiceNumber, date, created, version }
}

/** GET /invoices/{id} or a comma-separated list; several are answered as an array. */
export function readInvoices(company: Company, ids: string): Answer {
  const wanted = ids.split(',')
  if (wanted.length > IDS_MAX) return complain(400, `At most ${IDS_MAX} ids`)
  const found = wanted
    .map((id) => company.invoices.get(Number(id)))
    .filter((invoice) => invoice !== undefined)
    .map((invoice) => ({
      ...basicOf(invoice),
      paymentInfo: {
        currency: invoice.currency,
        ...(invoice.bankReferenceCode === undefined ? {} : { bankReferenceCode: invoice.bankReferenceCode }),
      },
    }))
  if (found.length === 0) return complain(404, 'Invoice not found')
  return ok(wanted.length === 1 ? found[0] : found)
}

export function searchPaymentEvents(company: Company, invoiceId: number, query: Query): Answer {
  const invoice = company.invoices.get(invoiceId)
  if (invoice === undefined) return complain(404, 'Invoice not found')
  return pageOf(
    invoice.events.map((event) => answerOf(event)),
    query,
  )
}

export function markPaid(company: Company, invoiceId: number, body: unknown, now: Date, commit: Commit): Answer {
  const invoice = company.invoices.get(invoiceId)
  if (invoice === undefined) return complain(404, 'Invoice not found')
  const sent = objectOf(body)
  if (sent === undefined) return complain(400, 'Request body is not a JSON object')
  const { json, raw } = sent
  if (!['NOT_SENT', 'SENT', 'APPROVED', 'PARTLY_PAID'].includes(invoice.status)) {
    return complain(403, `Invoice is in a wrong status: ${invoice.status}`)
  }
  const complaints = checkPayment(company, invoice, json)
  if (complaints.length > 0) return complainAll(400, complaints)
  const paid = Math.round((json['amount'] as number) * 100)
  const whole = invoice.sum !== null && invoice.paid + paid >= invoice.sum
  const event: PaymentEvent = {
    id: nextId(company),
    invoiceId,
    type: eventTypeOf(json['paymentMethodType'] ?? 'CASH') ?? 'ELSEWHERE',
    paymentDate: json['paymentDate'] as string,
    status: 'MARKED_PAID',
    amount: json['amount'] as number,
    currency: invoice.currency,
    paidAmount: json['amount'] as number,
    paidCurrency: invoice.currency,
    ...(json['description'] === undefined ? {} : { description: json['description'] as string }),
    receivedAt: now.toISOString(),
  }
  const invoiceStatus = whole ? 'MARKED_PAID' : 'PARTLY_PAID'
  commit({ t: 'payment', company: company.id, event, invoiceStatus, version: nextVersion(company, now), raw })
  return ok(answerOf(event))
}

function answerOf(event: PaymentEvent): Omit<PaymentEvent, 'receivedAt'> {
  const { receivedAt: _ours, ...answer } = event
  return answer
}

function checkPayment(company: Company, invoice: Invoice, json: Record<string, unknown>): Complaint[] {
  const complaints: Complaint[] = []
  const say = (field: string, message: string) => complaints.push({ status: 400, field, message })
  const known = ['paymentDate', 'amount', 'currency', 'description', 'paymentMethodType']
  for (const field of Object.keys(json)) if (!known.includes(field)) say(field, 'Unknown property')
  const { paymentDate, amount, currency, paymentMethodType } = json
  if (typeof paymentDate !== 'string' || !isCivilDate(paymentDate)) say('paymentDate', 'Must be a date yyyy-MM-dd')
  else if (isClosed(company.settings, paymentDate)) say('paymentDate', 'Payment date is in a closed fiscal period')
  const minor = typeof amount === 'number' ? minorFromNumber(amount) : 'NOT_FINITE'
  if (typeof minor !== 'bigint' || minor === 0n) say('amount', 'Must be a number with at most two decimals, not zero')
  else if (invoice.sum !== null && Number(minor) > invoice.sum - invoice.paid) {
    say('amount', 'Amount is more than what is open on the invoice')
  }
  if (currency !== invoice.currency) say('currency', `Currency must be that of the invoice, ${invoice.currency}`)
  checkText(json['description'], 'description', 140, say)
  if (paymentMethodType !== undefined && eventTypeOf(paymentMethodType) === undefined) {
    say('paymentMethodType', 'Unknown payment method type')
  }
  return complaints
}

function takeForOpen(company: Company, number: string, now: Date, commit: Commit): void {
  if (company.settings.invoices === 'listed' || company.byOriginal.has(number)) return
  if (!/^\S/.test(number) || number.length > ORIGINAL_NUMBER_MAX) return
  commit({ t: 'invoice', company: company.id, invoice: newInvoice(company, number, null, now) })
}

/** The invoices that new settings list, each with that much open from now on. */
export function listInvoices(company: Company, settings: CompanySettings, now: Date, commit: Commit): void {
  for (const listed of settings.listedInvoices ?? []) {
    const known = company.byOriginal.get(listed.number)
    const open = Math.round(listed.openSum * 100)
    const { events: _, ...fields } = known ?? { ...newInvoice(company, listed.number, open, now), events: [] }
    const invoice = {
      ...fields,
      sum: fields.paid + open,
      status: listed.status ?? (fields.paid === 0 ? 'SENT' : 'PARTLY_PAID'),
      currency: listed.currency ?? fields.currency,
      date: listed.date ?? fields.date,
      version: nextVersion(company, now),
      ...(listed.reference === undefined ? {} : { bankReferenceCode: listed.reference }),
    }
    commit({ t: 'invoice', company: company.id, invoice })
  }
}

function newInvoice(company: Company, number: string, sum: number | null, now: Date): Omit<Invoice, 'events'> {
  const version = nextVersion(company, now)
  return {
    id: nextId(company),
    invoiceNumber: company.lastNumber + 1,
    originalInvoiceNumber: number,
    status: 'SENT',
    date: version.slice(0, 10),
    currency: 'EUR',
    sum,
    paid: 0,
    ...(/^\d{3,19}$/.test(number) ? { bankReferenceCode: referenceOf(number) } : {}),
    created: version,
    version,
  }
}

/** The Finnish bank reference of a number: check digit by weights 7, 3, 1 from the right. */
function referenceOf(number: string): string {
  const weights = [7, 3, 1]
  const sum = number
    .split('')
    .reverse()
    .reduce((total, digit, i) => total + Number(digit) * (weights[i % 3] ?? 1), 0)
  return `${number}${(10 - (sum % 10)) % 10}`
}
