/** The checks of a voucher before it is stored, in Tripletex's words. */
import { isCivilDate } from '@saatava/core/dates.ts'
import { minorFromNumber } from '@saatava/core/money.ts'
import type { Answer } from '../kit/guard.ts'
import { invalid, shown, unknownField } from './answers.ts'
import type { Company } from './books.ts'
import { accountNumber, isClosed, itemNumber, ledgerOf, lockOf, voucherTypes } from './masters.ts'
import { VAT_TYPES } from './settings.ts'

export type Json = Record<string, unknown>

export const VOUCHER_FIELDS = ['date', 'description', 'externalVoucherNumber', 'voucherType', 'postings']
const POSTING_FIELDS = [
  ...['row', 'date', 'description', 'account', 'customer', 'supplier', 'department', 'project', 'vatType'],
  ...['amountGross', 'amountGrossCurrency', 'amount', 'amountCurrency', 'invoiceNumber', 'termOfPayment', 'currency'],
]
const NULL = 'Kan ikke være null.'
const TEXT_MAX = 255
const EXTERNAL_NUMBER_MAX = 70

export function postingsIn(record: Json): Json[] {
  return Array.isArray(record['postings']) ? (record['postings'] as Json[]) : []
}

export function idIn(value: unknown): unknown {
  return (value as Json | null | undefined)?.['id']
}

export function faultOfVoucher(company: Company, record: Json): Answer | undefined {
  const { date, description, externalVoucherNumber = '', voucherType } = record
  if (date === undefined || date === null) return invalid('date', NULL)
  if (typeof date !== 'string' || !isCivilDate(date)) return invalid('date', 'Ugyldig dato.')
  if (typeof description !== 'string' || description === '') return invalid('description', NULL)
  if (description.length > TEXT_MAX) return tooLong('description', TEXT_MAX)
  if (shown(externalVoucherNumber).length > EXTERNAL_NUMBER_MAX) {
    return tooLong('externalVoucherNumber', EXTERNAL_NUMBER_MAX)
  }
  if (isClosed(company.settings, date)) return invalid('date', 'Regnskapsperioden er lukket.')
  const type = idIn(voucherType)
  if (type !== undefined && !voucherTypes(company).some(({ id }) => id === type)) {
    return invalid('voucherType.id', 'Ugyldig bilagstype.')
  }
  const postings = postingsIn(record)
  if (postings.length === 0) {
    return invalid('postings', 'Bilag uten posteringer kan ikke bli sendt til hovedbok.')
  }
  let sum = 0n
  for (const posting of postings) {
    const fault = faultOfPosting(company, posting)
    if (fault !== undefined) return fault
    sum += minorOf(posting['amountGross'])
  }
  return sum === 0n ? undefined : invalid('postings', 'Summen av posteringene er ikke lik 0.')
}

function faultOfPosting(company: Company, posting: Json): Answer | undefined {
  const unknown = Object.keys(posting).find((name) => !POSTING_FIELDS.includes(name))
  if (unknown !== undefined) return unknownField(`postings.${unknown}`)
  if (!Number.isInteger(posting['row']) || Number(posting['row']) < 1) {
    return invalid(
      'postings',
      'Posteringene på rad 0 (guiRow 0) er systemgenererte og kan ikke opprettes eller endres på utsiden av Tripletex.',
    )
  }
  if (shown(posting['description'] ?? '').length > TEXT_MAX) return tooLong('postings.description', TEXT_MAX)
  const amount = posting['amountGross']
  if (typeof amount !== 'number' || typeof minorFromNumber(amount) !== 'bigint') {
    return invalid('postings.amountGross', amount === undefined ? NULL : 'Ugyldig beløp.')
  }
  if (posting['amountGrossCurrency'] !== amount) {
    return invalid('postings.amountGrossCurrency', 'Beløpet må være likt amountGross når valutaen er selskapets.')
  }
  return faultOfAccount(company, posting) ?? faultOfItems(company, posting)
}

function faultOfAccount(company: Company, posting: Json): Answer | undefined {
  const id = idIn(posting['account'])
  if (id === undefined) return invalid('postings.account.id', NULL)
  const number = accountNumber(company, id)
  if (number === undefined) {
    const own = Number(id) - company.base
    return invalid('postings.account.id', `Kontoen ${own} finnes ikke i kontoplanen.`)
  }
  const vat = idIn(posting['vatType']) ?? 0
  const type = VAT_TYPES.find((one) => one.id === vat)
  if (type === undefined) return invalid('postings.vatType.id', 'Ugyldig mva-kode.')
  const lock = lockOf(company.settings, number)
  if (lock !== undefined && lock.id !== type.id) {
    const words = `Kontoen ${number} Konto ${number} er låst til mva-kode ${lock.number}: ${lock.name}.`
    return invalid('postings.vatType.id', words)
  }
  const ledger = ledgerOf(number)
  if (ledger === 'CUSTOMER' && idIn(posting['customer']) === undefined) {
    return invalid('postings.customer.id', 'Kunde mangler.')
  }
  if (ledger === 'VENDOR' && idIn(posting['supplier']) === undefined) {
    return invalid('postings.supplier.id', 'Leverandør mangler.')
  }
  return undefined
}

function faultOfItems(company: Company, posting: Json): Answer | undefined {
  for (const kind of ['customer', 'department', 'project'] as const) {
    const id = idIn(posting[kind])
    if (id === undefined || itemNumber(company, kind, id) !== undefined) continue
    const words = { customer: 'Kunden', department: 'Avdelingen', project: 'Prosjektet' }[kind]
    return invalid(`postings.${kind}.id`, `${words} finnes ikke.`)
  }
  return undefined
}

function tooLong(field: string, max: number): Answer {
  return invalid(field, `Kan ikke være lengre enn ${max} tegn.`)
}

export function minorOf(value: unknown): bigint {
  const found = typeof value === 'number' ? minorFromNumber(value) : 0n
  return typeof found === 'bigint' ? found : 0n
}
