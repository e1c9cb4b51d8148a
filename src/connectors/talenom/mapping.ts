/** Our documents → Talenom's vouchers. Pure. A payment becomes a voucher, because Talenom has no resource for payments. */
import { clip } from '../clip.ts'
import { mapped } from '../mapped.ts'
import { markerOf } from '../marker.ts'
import { checkBalanced, checkCurrency, dayOfPayment, debitOf, partsOf, paymentEntries } from '../parts.ts'
import type { LedgerDocument, LedgerRow, Mappings, PaymentDocument, PlannedVoucher } from '../port.ts'
import {
  COMMENT_MAX,
  DESCRIPTION_MAX,
  DIMENSION_FIELDS,
  DIMENSION_MAX,
  type DimensionField,
  INVOICE_NUMBER_MAX,
  MATCH_KEY_MAX,
  type Posting,
  REFERENCE_NUMBER_MAX,
  type Voucher,
  VOUCHER_NUMBER_MAX,
} from './codec.ts'
import { refused } from './errors.ts'
import { CATEGORIES, type TalenomSettings } from './settings.ts'

export interface MappingContext {
  clientId: number
  settings: TalenomSettings
  mappings: Mappings
}

/** The vouchers of a ledger document: one for each booking date in order of date, or one with DOCUMENT_DATE. */
export function planLedger(document: LedgerDocument, context: MappingContext): PlannedVoucher[] {
  const { settings, mappings, clientId } = context
  const name = document.documentName.trim()
  const invoiceNumber = document.documentType === 'ML' ? name : ''
  const category = categoryOf(
    mapped(mappings.voucherTypes, document.documentType) ?? settings.voucherCategory,
    settings,
  )
  return partsOf(document, settings.voucherDate).map(({ date, rows }, i) => {
    const marker = markerOf(clientId, document.kind, document.identifier, i + 1)
    const sent = settings.vatMode === 'PEELED' ? rows.filter(([, row]) => !row.isVatRow) : rows
    const postings = sent.map(([index, row]) => postingOf(row, index, invoiceNumber, context))
    checkBalanced(postings, date, 'Talenom')
    const voucher: Voucher = {
      ...frame(settings, date, `${marker} ${name}`),
      ...{ category, preventVatPeeling: settings.vatMode === 'VERBATIM', postings },
      ...within('comment', document.documentDescription?.trim(), COMMENT_MAX, 'cut'),
      ...within('invoiceNumber', invoiceNumber, INVOICE_NUMBER_MAX),
      ...(settings.voucherNumbers === 'SYSTEM' ? {} : within('voucherNumber', name, VOUCHER_NUMBER_MAX, 'cut')),
    }
    return { marker, date, total: debitOf(postings), body: voucher }
  })
}

export function planPayment(document: PaymentDocument, context: MappingContext): PlannedVoucher {
  const { settings, mappings, clientId } = context
  checkCurrency(document, settings.companyCurrency)
  const marker = markerOf(clientId, document.kind, document.identifier)
  const date = dayOfPayment(document, settings)
  const invoiceNumber = document.invoiceNumber?.trim() ?? ''
  const money =
    mapped(mappings.paymentMethods, document.description?.trim() ?? '') ??
    mapped(mappings.paymentMethods, document.paymentMethodType) ??
    settings.bankAccount
  const entries = paymentEntries(document, { ...settings, ...(money === undefined ? {} : { bankAccount: money }) })
  const postings = entries.map(({ account, amount, vatPercent, text }, index): Posting => {
    const where = `Row ${index + 1} of the payment`
    return {
      ...{ account: accountOf(account, where), amount, dimensions: {} },
      ...(vatPercent === undefined || settings.vatMode === 'VERBATIM' ? {} : { vatPercentage: vatPercent }),
      ...within('description', text?.trim(), DESCRIPTION_MAX, 'cut'),
      ...matchKeyOf(account, invoiceNumber, settings),
    }
  })
  const payer = document.sourceName?.trim() ?? ''
  const reference = document.paymentReference?.trim() ?? ''
  const comment = [invoiceNumber, reference, payer].filter((part) => part !== '').join(' ')
  const voucher: Voucher = {
    ...frame(settings, date, [marker, invoiceNumber || reference, payer].filter((part) => part !== '').join(' ')),
    ...{ category: categoryOf(settings.paymentCategory), preventVatPeeling: settings.vatMode === 'VERBATIM', postings },
    ...within('comment', comment, COMMENT_MAX, 'cut'),
    ...within('invoiceNumber', invoiceNumber, INVOICE_NUMBER_MAX),
    ...within('referenceNumber', reference, REFERENCE_NUMBER_MAX),
  }
  return { marker, date, total: debitOf(postings), body: voucher }
}

function frame({ voucherState, acceptor }: TalenomSettings, date: string, description: string) {
  const state = voucherState === 'ACCEPTED' ? ('Accepted' as const) : ('Draft' as const)
  return { state, date, description: clip(description.trim(), DESCRIPTION_MAX), acceptor }
}

/** A member that fits. A longer text is cut; a longer number would be another one, so it is left out. */
function within<Name extends string>(
  name: Name,
  value: string | undefined,
  max: number,
  longer: 'cut' | 'left out' = 'left out',
): { [name in Name]?: string } {
  if (value === undefined || value === '' || (longer === 'left out' && value.length > max)) return {}
  return { [name]: clip(value, max) } as { [name in Name]?: string }
}

/** The category says which vouchers are payments. */
function categoryOf(category: string, settings?: TalenomSettings): string {
  if ((CATEGORIES as readonly string[]).includes(category) && category !== settings?.paymentCategory) return category
  const taken = category === settings?.paymentCategory
  throw refused(
    'VOUCHER_TYPE_UNKNOWN',
    `The category “${category}” ${taken ? 'is that of payments' : 'is none of Talenom’s for new vouchers'}.`,
    'Correct mappings.voucherTypes, voucherCategory or paymentCategory; then retry.',
  )
}

function postingOf(row: LedgerRow, index: number, invoiceNumber: string, context: MappingContext): Posting {
  const { settings, mappings } = context
  const where = `Row ${index + 1}`
  const isPeeled = settings.vatMode === 'PEELED'
  return {
    account: accountOf(row.accountNumber, where),
    amount: isPeeled ? row.amount : row.netAmount,
    ...(isPeeled && row.vatPercentage !== undefined ? { vatPercentage: row.vatPercentage } : {}),
    ...within('description', row.transactionDescription?.trim(), DESCRIPTION_MAX, 'cut'),
    ...matchKeyOf(row.accountNumber, invoiceNumber, settings),
    dimensions: dimensionsOf(row, where, mappings),
  }
}

function accountOf(account: string, where: string): string {
  if (/^[1-9]\d{0,9}$/.test(account)) return account
  throw refused(
    'ACCOUNT_NOT_NUMERIC',
    `${where} has the account “${account}”; an account of Talenom is a whole number.`,
    'Correct accountNumber; then submit it again.',
  )
}

function matchKeyOf(account: string, key: string, { matchKeys, receivablesAccount }: TalenomSettings) {
  return matchKeys === 'NONE' || account !== receivablesAccount ? {} : within('matchKey', key, MATCH_KEY_MAX)
}

function dimensionsOf(row: LedgerRow, where: string, mappings: Mappings): Posting['dimensions'] {
  const found: Posting['dimensions'] = {}
  const add = (key: string, given: string) => {
    const value = given.trim()
    const to = (mapped(mappings.dimensions, key) ?? key).trim()
    if (value === '' || to === '') return
    const field = fieldOf(to, key, where)
    if (value.length > DIMENSION_MAX) {
      throw refused(
        'DIMENSION_TOO_LONG',
        `${where} has ${value.length} characters in “${value}”; a ${field} of Talenom has at most ${DIMENSION_MAX}.`,
        'Use a shorter code, or leave the dimension out by mapping it to an empty text; then submit it again.',
      )
    }
    if ((found[field] ?? value) !== value) {
      throw refused(
        'DIMENSION_TWICE',
        `${where} has two values of ${field}: “${found[field]}” and “${value}”.`,
        'Give a row one value of each dimension; then submit it again.',
      )
    }
    found[field] = value
  }
  if (row.projectNumber !== undefined) add('PROJECT', row.projectNumber)
  for (const { type, name, value } of row.dimensions) add(type === 'CUSTOM' ? (name ?? '') : type, value)
  return found
}

function fieldOf(to: string, key: string, where: string): DimensionField {
  const field = DIMENSION_FIELDS.find((one) => one === to)
  if (field !== undefined) return field
  throw refused(
    'DIMENSION_UNMAPPED',
    `${where} has the dimension “${key}”; a posting of Talenom has ${DIMENSION_FIELDS.join(', ')} alone.`,
    'Map it to one of these in mappings.dimensions, or to an empty text, which leaves it out; then retry.',
  )
}
