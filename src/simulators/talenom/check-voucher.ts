/** A voucher of a request, checked field by field as the API's document says, and made. */
import { randomUUID } from 'node:crypto'
import { isCivilDate } from '@saatava/core/dates.ts'
import { absolute, minorToText, netOfGross } from '@saatava/core/money.ts'
import { minorIn } from './answers.ts'
import type { Company, Posting, State, Voucher } from './books.ts'
import { hasAccount, isLedgerAccount, periodFault, type CompanySettings } from './settings.ts'

type Json = Record<string, unknown>

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const CATEGORIES =
  'PurchaseInvoice TravelExpense SalesInvoice Cash Salary OnBehalfPaidExpenses CreditCardVouchers Receipts Memo TaxSummary Other BankTransactions ReferenceTransactions IntegrationSales IntegrationPurchase IntegrationSalary IntegrationMemo'.split(
    ' ',
  )
const STATES: readonly State[] = ['Draft', 'Accepted', 'Locked']
/** Texts of a voucher and their greatest lengths; null has none. */
const TEXTS: Record<string, number | null> = {
  ...{ description: 100, voucherNumber: 100, invoiceNumber: 50, referenceNumber: 25, acceptor: 100 },
  ...{ customerComment: null, customerCommentToAccounting: 2_000, accountingComment: null },
  voucherImageBase64Str: null,
}
const OTHER = ['id', 'tryAccept', 'category', 'voucherState', 'voucherDate', 'vatIncludedAmount', 'vatAmount']
const MORE = ['postings', 'preventVatPeeling', 'voucherDetail']
const POSTING_TEXTS: Record<string, number | null> = {
  ...{ description: 100, matchKey: 15, costCenter: 8, costType: 8, project: 8, projectType: 8, accountNumber: null },
}
const POSTING_OTHER = ['id', 'vatPercentage', 'isReadOnly', 'vatIncludedAmount']

/** @returns the words of the refusal, or the voucher */
export function checkVoucher(company: Company, given: unknown, now: Date, raw: string): string | Voucher {
  const record = recordOf(given)
  const { settings } = company
  const fault =
    unknownOf(record, [...Object.keys(TEXTS), ...OTHER, ...MORE]) ?? lengthFault(record, TEXTS) ?? headerFault(record)
  if (fault !== undefined) return fault
  const postings = (record['postings'] as unknown[]).map(recordOf)
  for (const [i, posting] of postings.entries()) {
    const wrong = postingFault(posting)
    if (wrong !== undefined) return `Postings[${i}]: ${wrong}`
  }
  const accepted = acceptedFault(settings, record, postings)
  const state = record['voucherState'] as State
  if (state !== 'Draft' && accepted !== undefined) return accepted
  const text = (name: string) => (typeof record[name] === 'string' ? record[name] : null)
  const isPeeled = record['preventVatPeeling'] !== true
  return {
    id: (text('id') ?? randomUUID()).toLowerCase(),
    category: text('category') ?? '',
    // A draft is accepted where it can be, unless tryAccept is false.
    state: state === 'Draft' && record['tryAccept'] !== false && accepted === undefined ? 'Accepted' : state,
    date: text('voucherDate'),
    description: text('description') ?? '',
    voucherNumber: text('voucherNumber') ?? `${company.vouchers.size + 1}-1-${now.getUTCFullYear()}`,
    invoiceNumber: text('invoiceNumber'),
    referenceNumber: text('referenceNumber'),
    comment: text('customerCommentToAccounting'),
    acceptor: text('acceptor') ?? 'System integration',
    postings: postings.flatMap((posting) => postingsOf(posting, isPeeled, settings)),
    receivedAt: now.toISOString(),
    raw,
  }
}

function unknownOf(record: Json, known: string[]): string | undefined {
  const unknown = Object.keys(record).find((name) => !known.includes(name))
  return unknown === undefined ? undefined : `The field ${unknown} is not known.`
}

function lengthFault(record: Json, texts: Record<string, number | null>): string | undefined {
  for (const [name, max] of Object.entries(texts)) {
    const value = record[name] ?? null
    if (value === null) continue
    if (typeof value !== 'string') return `The JSON value of ${name} could not be converted to a text.`
    if (max !== null && value.length > max) return `The field ${name} must be a text with a maximum length of ${max}.`
  }
  return undefined
}

function headerFault(record: Json): string | undefined {
  const required = ['category', 'description', 'voucherState'].find((name) => !record[name])
  if (required !== undefined) return `The ${required} field is required.`
  if (!Array.isArray(record['postings'])) return 'The postings field is required.'
  if (!CATEGORIES.includes(String(record['category']))) return `Category ${String(record['category'])} is not valid.`
  if (!(STATES as readonly unknown[]).includes(record['voucherState'])) return 'The voucher state is not valid.'
  const { id, voucherDate: date } = record
  if ((id ?? null) !== null && !UUID.test(String(id))) return 'The JSON value of id could not be converted to a GUID.'
  if ((date ?? null) !== null && !isCivilDate(String(date))) return 'The JSON value of voucherDate is not a date.'
  return undefined
}

function postingFault(posting: Json): string | undefined {
  const fault =
    unknownOf(posting, [...Object.keys(POSTING_TEXTS), ...POSTING_OTHER]) ?? lengthFault(posting, POSTING_TEXTS)
  if (fault !== undefined) return fault
  if (typeof posting['isReadOnly'] !== 'boolean') return 'The isReadOnly field is required.'
  const amount = posting['vatIncludedAmount'] ?? null
  if (amount !== null && minorIn(amount) === undefined) return 'vatIncludedAmount must be a number with two decimals.'
  return undefined
}

/** The first requirement of an accepted voucher that is not met. */
function acceptedFault(settings: CompanySettings, record: Json, postings: Json[]): string | undefined {
  if (postings.length < 2) return 'An accepted voucher must have at least two postings.'
  if (typeof record['voucherDate'] !== 'string') return 'The voucher date of an accepted voucher is required.'
  const period = periodFault(settings, record['voucherDate'])
  if (period !== undefined) return `${period}.`
  let sum = 0
  for (const posting of postings) {
    const { accountNumber, matchKey, costCenter, project } = posting
    if (!hasAccount(settings, accountNumber)) {
      return `Account number ${String(accountNumber)} does not exist or is not enabled.`
    }
    if ((matchKey ?? null) !== null && !isLedgerAccount(settings, accountNumber)) {
      return `The matchKey of ${accountNumber} is not allowed: it is not a ledger account.`
    }
    if (!isThere(costCenter, settings.costCenters)) return `Cost center ${String(costCenter)} does not exist.`
    if (!isThere(project, settings.projects)) return `Project ${String(project)} does not exist.`
    sum += minorIn(posting['vatIncludedAmount']) ?? 0
  }
  return sum === 0 ? undefined : `The total of amounts must be zero, it is ${minorToText(BigInt(sum))}.`
}

function isThere(value: unknown, listed: string[] | undefined): boolean {
  return (value ?? null) === null || listed?.includes(String(value)) !== false
}

/** The posting, and the VAT that is peeled off it. */
function postingsOf(record: Json, isPeeled: boolean, settings: CompanySettings): Posting[] {
  const text = (name: string) => (typeof record[name] === 'string' ? record[name] : null)
  const percent = typeof record['vatPercentage'] === 'number' ? record['vatPercentage'] : null
  const gross = minorIn(record['vatIncludedAmount']) ?? 0
  const net = isPeeled && percent !== null ? netOf(gross, percent) : gross
  const posting: Posting = {
    id: text('id') ?? randomUUID(),
    generatedPosting: false,
    accountNumber: text('accountNumber'),
    vatPercentage: percent,
    description: text('description'),
    vatIncluded: gross,
    vatExcluded: net,
    matchKey: text('matchKey'),
    costCenter: text('costCenter'),
    costType: text('costType'),
    project: text('project'),
    projectType: text('projectType'),
  }
  if (net === gross) return [posting]
  const vat = gross - net
  const generated = { ...posting, id: randomUUID(), generatedPosting: true, vatPercentage: null, matchKey: null }
  return [posting, { ...generated, accountNumber: settings.vatAccount ?? '2939', vatIncluded: vat, vatExcluded: vat }]
}

function netOf(gross: number, percent: number): number {
  const net = Number(netOfGross(absolute(BigInt(gross)), percent))
  return gross < 0 ? -net : net
}

function recordOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}
