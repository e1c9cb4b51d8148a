/** Our documents → Fivaldi's vouchers. Pure: the ids of voucher types are looked up before sending. */
import { clip } from '../clip.ts'
import { mapped } from '../mapped.ts'
import { markerOf } from '../marker.ts'
import { checkBalanced, checkCurrency, dayOfPayment, debitOf, partsOf, paymentEntries } from '../parts.ts'
import type { LedgerDocument, LedgerRow, Mappings, PaymentDocument, PlannedVoucher } from '../port.ts'
import type { VoucherEntry } from './codec.ts'
import type { DocumentKind } from './company.ts'
import { refused } from './errors.ts'
import type { FivaldiSettings } from './settings.ts'

export interface VoucherBody {
  /** The document that decides the voucher type. */
  kind: DocumentKind
  vatType: FivaldiSettings['vatType']
  entries: VoucherEntry[]
  /** Dates of all parts of the document: all are looked at before the first is sent. */
  dates: string[]
}

export interface MappingContext {
  clientId: number
  settings: FivaldiSettings
  mappings: Mappings
}

/** The vouchers of a ledger document: one for each booking date in order of date, or one with voucherDate DOCUMENT_DATE. */
export function planLedger(document: LedgerDocument, context: MappingContext): PlannedVoucher[] {
  const { settings, clientId } = context
  const parts = partsOf(document, settings.voucherDate)
  const dates = parts.map(({ date }) => date)
  return parts.map(({ date, rows }, i) => {
    const marker = markerOf(clientId, document.kind, document.identifier, i + 1)
    const entries = entriesOf(rows, [marker, document.documentName, document.documentDescription], context)
    checkBalanced(entries, date, 'Fivaldi')
    const kind = { documentType: document.documentType }
    const body: VoucherBody = { kind, vatType: settings.vatType, entries, dates }
    return { marker, date, total: debitOf(entries), body }
  })
}

// With vatType AUTO Fivaldi books the VAT of a gross row itself: the document's VAT rows would book it twice.
function entriesOf(
  rows: [number, LedgerRow][],
  [marker, name, description]: [string, string, string | undefined],
  context: MappingContext,
): VoucherEntry[] {
  const { settings, mappings } = context
  const auto = settings.vatType === 'AUTO' && rows.some(([, row]) => !row.isVatRow && row.amount !== row.netAmount)
  return rows.flatMap(([index, row]) => {
    if (auto && row.isVatRow) return []
    const where = `Row ${index + 1}`
    const code = row.isVatRow ? undefined : vatCodeOf(row.vatCode, where, mappings)
    const vatAmount = row.amount - row.netAmount
    const dimensions = dimensionsOf(row, where, mappings)
    return {
      account: accountOf(row.accountNumber, where),
      amount: auto ? row.amount : row.netAmount,
      description: textOf(settings, marker, name, row.transactionDescription?.trim() || description),
      ...(code === undefined ? {} : { vat: vatOf(code, vatAmount, row, auto) }),
      ...(Object.keys(dimensions).length === 0 ? {} : { dimensions }),
    }
  })
}

function vatOf(
  code: string,
  amount: bigint,
  { vatAccountNumber }: LedgerRow,
  auto: boolean,
): NonNullable<VoucherEntry['vat']> {
  if (auto || amount === 0n) return { code }
  return { code, amount, ...(vatAccountNumber ? { account: vatAccountNumber } : {}) }
}

// Every entry has one text. The marker stands first in each, so that a long text never cuts it.
function textOf({ descriptionLength }: FivaldiSettings, ...parts: (string | undefined)[]): string {
  const words = parts.map((part) => part?.trim()).filter((part) => part !== undefined && part !== '')
  return clip([...new Set(words)].join(' '), descriptionLength)
}

function accountOf(account: string, where: string): string {
  if (/^[1-9]\d{0,7}$/.test(account)) return account
  throw refused(
    'ACCOUNT_NOT_NUMERIC',
    `${where} has the account “${account}”; an account of Fivaldi has up to eight digits.`,
    'Correct accountNumber; then submit it again.',
  )
}

/** A VAT code of Fivaldi; a code of digits needs no entry, and an empty entry leaves it out. */
export function vatCodeIn(code: string, vatCodes: Mappings['vatCodes']): string | undefined {
  const entry = mapped(vatCodes, code)?.trim()
  return entry ?? (/^\d{0,9}$/.test(code) ? code : undefined)
}

// VAT codes are each company's own: a guess would spoil the VAT return.
function vatCodeOf(given: string | undefined, where: string, { vatCodes }: Mappings): string | undefined {
  const code = given?.trim() ?? ''
  const found = vatCodeIn(code, vatCodes)
  if (found !== undefined) return found === '' ? undefined : found
  throw refused(
    'VAT_CODE_UNMAPPED',
    `${where} has the VAT code “${code}”, which has no VAT code of Fivaldi.`,
    `Add mappings.vatCodes["${code}"] with the code that the test of the connection lists; then retry.`,
  )
}

function dimensionsOf(row: LedgerRow, where: string, mappings: Mappings): Record<string, string> {
  const found: Record<string, string> = {}
  const add = (key: string, text: string) => {
    const value = text.trim()
    const to = (mapped(mappings.dimensions, key) ?? key).trim()
    if (value === '' || to === '') return
    if (!/^[1-4]$/.test(to)) {
      throw refused(
        'DIMENSION_UNMAPPED',
        `${where} has the dimension “${key}”; Fivaldi has the dimensions 1 to 4.`,
        'Map it to the number of a dimension in mappings.dimensions, or to an empty text, which leaves it out; then retry.',
      )
    }
    if (found[to] !== undefined && found[to] !== value) {
      throw refused(
        'DIMENSION_TWICE',
        `${where} has two values of dimension ${to}: “${found[to]}” and “${value}”.`,
        'Give a row one value of each dimension; then submit it again.',
      )
    }
    found[to] = value
  }
  if (row.projectNumber !== undefined) add('PROJECT', row.projectNumber)
  for (const { type, name, value } of row.dimensions) add(type === 'CUSTOM' ? (name ?? '') : type, value)
  return found
}

/**
 * The voucher that a payment becomes, because Fivaldi has no resource for it: its own rows, or money against receivables.
 * The sum stays open in Fivaldi's sales ledger.
 */
export function planPayment(document: PaymentDocument, context: MappingContext): PlannedVoucher {
  const { settings, mappings, clientId } = context
  checkCurrency(document, settings.companyCurrency)
  const marker = markerOf(clientId, document.kind, document.identifier)
  const date = dayOfPayment(document, settings)
  const { invoiceNumber, paymentReference, sourceName } = document
  const description = textOf(settings, marker, invoiceNumber, paymentReference, sourceName)
  const bankAccount = mappedMoney(document, mappings) ?? settings.bankAccount
  const accounts = { ...settings, ...(bankAccount === undefined ? {} : { bankAccount }) }
  const entries = paymentEntries(document, accounts).map(({ account, amount, vatCode }, index) => {
    const where = `Row ${index + 1} of the payment`
    const code = vatCodeOf(vatCode, where, mappings)
    const vat = code === undefined ? {} : { vat: { code } }
    return { account: accountOf(account, where), amount, description, ...vat }
  })
  const body: VoucherBody = { kind: 'payment', vatType: settings.vatType, entries, dates: [date] }
  return { marker, date, total: debitOf(entries), body }
}

function mappedMoney(document: PaymentDocument, { paymentMethods }: Mappings): string | undefined {
  const { bankAccountNumber, description, paymentMethodType } = document
  return [bankAccountNumber, description?.trim(), paymentMethodType]
    .map((key) => (key === undefined ? undefined : mapped(paymentMethods, key)))
    .find((account) => account !== undefined)
}
