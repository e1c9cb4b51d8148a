/** Our documents → Tripletex's vouchers and payments. Pure: ids are looked up before sending. */
import { clip } from '../clip.ts'
import { mapped } from '../mapped.ts'
import { markerOf } from '../marker.ts'
import { checkBalanced, checkCurrency, dayOfPayment, debitOf, partsOf, paymentEntries } from '../parts.ts'
import type { LedgerDocument, LedgerRow, Mappings, PaymentDocument, PlannedVoucher } from '../port.ts'
import { DESCRIPTION_MAX, POSTING_DESCRIPTION_MAX } from './codec.ts'
import { refused } from './errors.ts'
import type { TripletexSettings } from './settings.ts'
import { checkDerived } from './vat.ts'

/** A posting by the numbers people use. */
interface Posting {
  account: string
  /** Minor units, + debit and − credit; with VAT where it has a percentage. */
  amount: bigint
  percentage: number
  /** Number of a VAT type; undefined: what its account says. */
  vatCode?: string
  description: string
  department?: string
  project?: string
  invoiceNumber?: string
}

export interface VoucherBody {
  kind: 'voucher'
  date: string
  description: string
  marker: string
  /** Name of a voucher type; undefined: an ordinary voucher. */
  type?: string
  postings: Posting[]
  /** Number of the invoice that is booked; it stands on the rows of the customer ledger. */
  invoiceNumber?: string
  /** Dates of all parts of the document: all are looked at before the first is sent. */
  dates: string[]
}

export interface PaymentBody {
  kind: 'payment'
  target: 'invoicenumber' | 'reference'
  invoiceNumber?: string
  reference?: string
  amount: bigint
  /** Name of a payment type. */
  type?: string
  /** The account that the money came to. */
  account?: string
}

export interface MappingContext {
  clientId: number
  settings: TripletexSettings
  mappings: Mappings
}

/** The vouchers of a ledger document: one for each booking date in order of date, or one with voucherDate DOCUMENT_DATE. */
export function planLedger(document: LedgerDocument, context: MappingContext): PlannedVoucher[] {
  const { settings, mappings, clientId } = context
  const type = mapped(mappings.voucherTypes, document.documentType)
  const parts = partsOf(document, settings.voucherDate)
  const dates = parts.map(({ date }) => date)
  return parts.map(({ date, rows }, i) => {
    const marker = markerOf(clientId, document.kind, document.identifier, i + 1)
    checkBalanced(
      rows.map(([, { netAmount }]) => ({ amount: netAmount })),
      date,
      'Tripletex',
    )
    const derives =
      settings.vatMode === 'DERIVED' && rows.some(([, row]) => !row.isVatRow && (row.vatPercentage ?? 0) !== 0)
    const kept = rows.filter(([, row]) => !(derives && row.isVatRow))
    const postings = kept.map(([index, row]) => postingOf(document, row, index, derives, mappings))
    if (derives) checkDerived(postings, vatOf(rows), date)
    const body: VoucherBody = {
      ...{ kind: 'voucher', date, marker, dates },
      description: describe(document, marker),
      ...(type ? { type } : {}),
      postings: postings.filter(({ amount }) => amount !== 0n),
      ...(document.kind === 'invoice' ? { invoiceNumber: document.documentName } : {}),
    }
    return { marker, date, total: debitOf(body.postings), body }
  })
}

function describe({ documentName, documentDescription = '' }: LedgerDocument, marker: string): string {
  const text = [documentName.trim(), documentDescription.trim()].filter((part) => part !== '').join(', ')
  return clip(text === '' ? marker : text, DESCRIPTION_MAX)
}

function postingOf(
  document: LedgerDocument,
  row: LedgerRow,
  index: number,
  derives: boolean,
  mappings: Mappings,
): Posting {
  const code = (row.vatCode ?? '').trim()
  // With VERBATIM no row has a VAT type, whatever its code says.
  const vatCode = derives || row.isVatRow ? (mapped(mappings.vatCodes, code) ?? code) : ''
  const description = row.transactionDescription?.trim() || document.documentName.trim()
  return {
    account: accountOf(row.accountNumber, `Row ${index + 1}`),
    amount: derives ? row.amount : row.netAmount,
    percentage: derives ? (row.vatPercentage ?? 0) : 0,
    ...(vatCode === '' || row.isVatRow ? {} : { vatCode }),
    description: clip(description, POSTING_DESCRIPTION_MAX),
    ...dimensionsOf(row, index, mappings),
  }
}

function accountOf(account: string, where: string): string {
  if (/^\d{4,5}$/.test(account)) return account
  throw refused(
    'ACCOUNT_NOT_NUMERIC',
    `${where} has the account “${account}”; an account of Tripletex has four or five digits.`,
    'Correct accountNumber; then submit it again.',
  )
}

function dimensionsOf(row: LedgerRow, index: number, mappings: Mappings): { department?: string; project?: string } {
  const found: { department?: string; project?: string } = {}
  const add = (key: string, text: string) => {
    const value = text.trim()
    const to = (mapped(mappings.dimensions, key) ?? key).trim()
    if (value === '' || to === '') return
    const field = to === 'Department' ? 'department' : to === 'Project' ? 'project' : undefined
    if (field === undefined) {
      throw refused(
        'DIMENSION_UNMAPPED',
        `Row ${index + 1} has the dimension “${key}”; a posting in Tripletex has a department and a project alone.`,
        'Map it to Department or Project in mappings.dimensions, or to an empty text, which leaves it out; then retry.',
      )
    }
    if (found[field] !== undefined && found[field] !== value) {
      throw refused(
        'DIMENSION_TWICE',
        `Row ${index + 1} has two values of ${to}: “${found[field]}” and “${value}”.`,
        'Give a row one department and one project; then submit it again.',
      )
    }
    found[field] = value
  }
  if (row.projectNumber !== undefined) add('PROJECT', row.projectNumber)
  for (const { type, name, value } of row.dimensions) add(type === 'CUSTOM' ? (name ?? '') : type, value)
  return found
}

function vatOf(rows: readonly [number, LedgerRow][]): bigint {
  return rows.reduce((sum, [, row]) => (row.isVatRow ? sum + row.netAmount : sum), 0n)
}

/**
 * A payment is registered on its invoice in Tripletex. An invoice that is booked from here is not there: its receivable
 * stands on a voucher, so its payment is one too, money against the receivable.
 */
export function planPayment(document: PaymentDocument, context: MappingContext): PlannedVoucher {
  const { settings } = context
  checkCurrency(document, settings.companyCurrency)
  const date = dayOfPayment(document, settings)
  const marker = markerOf(context.clientId, document.kind, document.identifier)
  const asVoucher = document.accounts !== undefined || settings.payments === 'VOUCHER'
  const body = asVoucher ? voucherOf(document, date, marker, context) : registrationOf(document, context)
  const total = body.kind === 'voucher' ? debitOf(body.postings) : document.amount
  return { marker, date, total, body }
}

function registrationOf(document: PaymentDocument, { mappings }: MappingContext): PaymentBody {
  const type = methodOf(document, mappings)
  const account = document.bankAccountNumber
  return {
    kind: 'payment',
    target: document.targetIdentifier,
    ...(document.invoiceNumber === undefined ? {} : { invoiceNumber: document.invoiceNumber.trim() }),
    ...(document.paymentReference === undefined ? {} : { reference: document.paymentReference.trim() }),
    amount: document.amount,
    ...(type ? { type } : {}),
    ...(account !== undefined && /^\d{4}$/.test(account) ? { account } : {}),
  }
}

function methodOf(document: PaymentDocument, mappings: Mappings): string | undefined {
  return (
    mapped(mappings.paymentMethods, document.description?.trim() ?? '') ??
    mapped(mappings.paymentMethods, document.paymentMethodType)
  )
}

function voucherOf(
  document: PaymentDocument,
  date: string,
  marker: string,
  { settings, mappings }: MappingContext,
): VoucherBody {
  const { invoiceNumber = '', paymentReference = '', sourceName = '' } = document
  const named = [invoiceNumber === '' ? '' : `faktura ${invoiceNumber}`, paymentReference, sourceName.trim()]
  const description = `Innbetaling ${named.filter((part) => part !== '').join(', ')}`.trim()
  const type = methodOf(document, mappings)
  return {
    ...{ kind: 'voucher', date, marker, dates: [date] },
    description: clip(description, DESCRIPTION_MAX),
    ...(type ? { type } : {}),
    postings: paymentEntries(document, settings).map(({ account, amount, text }, i) => ({
      ...{ account: accountOf(account, `Row ${i + 1} of the payment`), amount, percentage: 0 },
      description: clip(text?.trim() || description, POSTING_DESCRIPTION_MAX),
      ...(invoiceNumber === '' ? {} : { invoiceNumber }),
    })),
  }
}
