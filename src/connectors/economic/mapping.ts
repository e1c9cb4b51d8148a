/** Our documents → the entries of vouchers in a journal. Pure: what must be looked up there is looked up before sending. */
import type { ClientId } from '@saatava/core/ids.ts'
import { netOfGross } from '@saatava/core/money.ts'
import { clip } from '../clip.ts'
import { mapped } from '../mapped.ts'
import { markerOf } from '../marker.ts'
import {
  checkBalanced,
  checkCurrency,
  dayOfPayment,
  debitOf,
  partsOf,
  paymentEntries,
  type PaymentEntry,
} from '../parts.ts'
import type { VoucherDocument, LedgerRow, Mappings, PaymentDocument, PlannedVoucher } from '../port.ts'
import { type FinanceEntry, TEXT_MAX, VAT_CODE_MAX } from './codec.ts'
import { refused } from './errors.ts'
import type { EconomicSettings } from './settings.ts'

export interface VoucherBody {
  kind: 'voucher'
  journal: string
  currency: string
  entries: FinanceEntry[]
  /** Dates of all parts of the document: all are looked at before the first is sent. */
  dates: string[]
}

export interface PaymentBody {
  kind: 'payment'
  journal: string
  currency: string
  target: 'invoicenumber' | 'reference'
  invoiceNumber?: string
  reference?: string
  /** Minor units, with e-conomic's sign. */
  amount: bigint
  money: string
  text: string
}

export interface MappingContext {
  clientId: ClientId
  settings: EconomicSettings
  mappings: Mappings
}

const LEDGER_ACCOUNT = /^[1-9]\d{0,8}$/

/** The vouchers of a ledger document: one for each booking date in order of date, or one with voucherDate DOCUMENT_DATE. */
export function planLedger(document: VoucherDocument, context: MappingContext): PlannedVoucher[] {
  const { settings, clientId } = context
  const parts = partsOf(document, settings.voucherDate)
  const dates = parts.map(({ date }) => date)
  const journal = journalOf(document, context)
  return parts.map(({ date, rows }, i) => {
    const marker = markerOf(clientId, document.kind, document.identifier, i + 1)
    const entries = entriesOf(rows, textsOf(marker, document), context)
    checkBalanced(entries, date, 'e-conomic')
    const currency = settings.companyCurrency
    const body: VoucherBody = { kind: 'voucher', journal, currency, entries, dates }
    return { marker, date, total: debitOf(entries), body }
  })
}

function journalOf({ documentType }: VoucherDocument, { settings, mappings }: MappingContext): string {
  const journal = mapped(mappings.voucherTypes, documentType) ?? String(settings.journalNumber)
  if (LEDGER_ACCOUNT.test(journal)) return journal
  throw refused(
    'VOUCHER_TYPE_UNKNOWN',
    `mappings.voucherTypes gives “${journal}” for ${documentType}, which is not the number of a journal.`,
    'Give the number of a journal; then retry.',
  )
}

// Every entry has one text. The marker stands first in each, so that a long text never cuts it.
function textsOf(marker: string, document: VoucherDocument): (row: LedgerRow) => string {
  return (row) => {
    const own = row.transactionDescription?.trim() || document.documentDescription?.trim()
    return textOf(marker, document.documentName, own)
  }
}

function textOf(marker: string, ...parts: (string | undefined)[]): string {
  const words = parts.map((part) => part?.trim()).filter((part) => part !== undefined && part !== '')
  return clip([marker, ...new Set(words)].join(' '), TEXT_MAX)
}

// e-conomic splits the VAT from a gross amount by the VAT code. So a row with VAT is sent gross with its code, and the
// document's VAT rows, which would book it twice, are left out. Where no row separates gross from net, the VAT rows are
// all there is of VAT.
function entriesOf(
  rows: [index: number, row: LedgerRow][],
  text: (row: LedgerRow) => string,
  { settings, mappings }: MappingContext,
): FinanceEntry[] {
  const coded = settings.vat === 'CODES' && rows.some(([, row]) => !row.isVatRow && row.amount !== row.netAmount)
  return rows.flatMap(([index, row]) => {
    if (coded && row.isVatRow) return []
    const where = `Row ${index + 1}`
    const vat = settings.vat === 'CODES' ? vatOf(row, where, mappings) : undefined
    return {
      account: accountOf(row.accountNumber, where),
      amount: coded ? row.amount : row.netAmount,
      text: text(row),
      ...(vat === undefined ? {} : { vat }),
      ...dimensionsOf(row, where, mappings),
    }
  })
}

function vatOf(row: LedgerRow, where: string, mappings: Mappings): FinanceEntry['vat'] | undefined {
  const amount = row.amount - row.netAmount
  if (row.isVatRow || (amount === 0n && (row.vatPercentage ?? 0) !== 0)) return undefined
  const code = vatCodeOf(row.vatCode, mappings)
  if (amount !== 0n || code !== '')
    return { code: checkedCode(code, `${where} (account ${row.accountNumber})`), amount }
  return undefined
}

function vatCodeOf(code: string | undefined, mappings: Mappings): string {
  const given = (code ?? '').trim()
  return (mapped(mappings.vatCodes, given) ?? given).trim()
}

function checkedCode(code: string, where: string): string {
  if (code !== '' && code.length <= VAT_CODE_MAX) return code
  throw refused(
    'VAT_CODE_UNMAPPED',
    code === ''
      ? `${where} has VAT and no vatCode; e-conomic books VAT by its code.`
      : `${where} has the VAT code “${code}”; a code of e-conomic has at most ${VAT_CODE_MAX} characters.`,
    'Map the code in mappings.vatCodes to one of e-conomic such as U25, the empty code too; or set vat ROWS, which sends the VAT rows as they are; then retry.',
  )
}

function accountOf(account: string, where: string): string {
  if (LEDGER_ACCOUNT.test(account)) return account
  throw refused(
    'ACCOUNT_NOT_NUMERIC',
    `${where} has the account “${account}”; an account of e-conomic is a number of up to nine digits.`,
    'Correct accountNumber; then submit it again.',
  )
}

function dimensionsOf(row: LedgerRow, where: string, mappings: Mappings): { department?: string; project?: string } {
  const found: { department?: string; project?: string } = {}
  const add = (key: string, text: string) => {
    const value = text.trim()
    const to = (mapped(mappings.dimensions, key) ?? key).trim()
    if (value === '' || to === '') return
    const field = to === 'Department' ? 'department' : to === 'Project' ? 'project' : undefined
    if (field === undefined) {
      throw refused(
        'DIMENSION_UNMAPPED',
        `${where} has the dimension “${key}”; an entry in e-conomic has a department and a project alone.`,
        'Map it to Department or Project in mappings.dimensions, or to an empty text, which leaves it out; then retry.',
      )
    }
    if (!LEDGER_ACCOUNT.test(value)) {
      throw refused(
        'DIMENSION_NOT_NUMERIC',
        `${where} has “${value}” as its ${to}; e-conomic numbers its departments and projects.`,
        'Give the number that it has in e-conomic; then submit it again.',
      )
    }
    if (found[field] !== undefined && found[field] !== value) {
      throw refused(
        'DIMENSION_TWICE',
        `${where} has two values of ${to}: “${found[field]}” and “${value}”.`,
        'Give a row one department and one project; then submit it again.',
      )
    }
    found[field] = value
  }
  if (row.projectNumber !== undefined) add('PROJECT', row.projectNumber)
  for (const { type, name, value } of row.dimensions) add(type === 'CUSTOM' ? (name ?? '') : type, value)
  return found
}

/** The entry that pays an invoice, or by setting `payments` a voucher of money against receivables. */
export function planPayment(document: PaymentDocument, context: MappingContext): PlannedVoucher {
  const { settings, mappings, clientId } = context
  checkCurrency(document, settings.companyCurrency)
  const marker = markerOf(clientId, document.kind, document.identifier)
  const date = dayOfPayment(document, settings)
  const journal = String(settings.paymentJournalNumber ?? settings.journalNumber)
  const { invoiceNumber, paymentReference: reference, sourceName } = document
  const text = textOf(marker, invoiceNumber, reference, sourceName)
  const shared = { journal, currency: settings.companyCurrency }
  if (settings.payments === 'FINANCE_VOUCHER') {
    const bankAccount = mappedMoney(document, mappings) ?? settings.bankAccount
    const accounts = { ...settings, ...(bankAccount === undefined ? {} : { bankAccount }) }
    const entries = paymentEntries(document, accounts).map((entry, i) => financeEntry(entry, i, text, context))
    return {
      marker,
      date,
      total: debitOf(entries),
      body: { kind: 'voucher', ...shared, entries, dates: [date] } satisfies VoucherBody,
    }
  }
  const body: PaymentBody = {
    ...{ kind: 'payment', ...shared, target: document.targetIdentifier, text },
    ...(invoiceNumber === undefined ? {} : { invoiceNumber: invoiceNumber.trim() }),
    ...(reference === undefined ? {} : { reference: reference.trim() }),
    amount: settings.customerPaymentSign === 'MINUS' ? -document.amount : document.amount,
    money: moneyOf(document, context),
  }
  return { marker, date, total: document.amount, body }
}

function financeEntry(entry: PaymentEntry, i: number, text: string, context: MappingContext): FinanceEntry {
  const { amount, vatPercent = 0 } = entry
  const where = `Row ${i + 1} of the payment`
  const account = accountOf(entry.account, where)
  const vat = amount - netOfGross(amount, vatPercent)
  const code = vatCodeOf(entry.vatCode, context.mappings)
  if (context.settings.vat === 'ROWS' || (vat === 0n && code === '')) return { account, amount, text }
  return { account, amount, text, vat: { code: checkedCode(code, `${where} (account ${account})`), amount: vat } }
}

// Where the money came to: the document's own account, a mapping, the payment's first debit row, the connection's account.
function moneyOf(document: PaymentDocument, { settings, mappings }: MappingContext): string {
  const candidates = [
    document.accounts?.money,
    mappedMoney(document, mappings),
    document.bankAccountNumber,
    document.rows.find(({ amount }) => amount > 0n)?.accountNumber,
    settings.bankAccount,
  ]
  const account = candidates.find((candidate) => candidate !== undefined && LEDGER_ACCOUNT.test(candidate))
  if (account !== undefined) return account
  throw refused(
    'BANK_ACCOUNT_MISSING',
    'Neither the payment nor the connection says which ledger account the money came to.',
    'Set bankAccount on the connection, or map the bank account number, description or payment method in mappings.paymentMethods to a ledger account; then retry.',
  )
}

function mappedMoney(document: PaymentDocument, { paymentMethods }: Mappings): string | undefined {
  const { bankAccountNumber, description, paymentMethodType } = document
  return [bankAccountNumber, description?.trim(), paymentMethodType]
    .map((key) => (key === undefined ? undefined : mapped(paymentMethods, key)))
    .find((account) => account !== undefined)
}
