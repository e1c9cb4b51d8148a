/** Talenom's JSON. Written by hand, because amounts are exact decimals made from minor units, never a float. */
import { minorToText } from '@saatava/core/money.ts'

export const DESCRIPTION_MAX = 100
export const COMMENT_MAX = 2_000
export const VOUCHER_NUMBER_MAX = 100
export const INVOICE_NUMBER_MAX = 50
export const REFERENCE_NUMBER_MAX = 25
export const MATCH_KEY_MAX = 15
export const DIMENSION_MAX = 8

export const DIMENSION_FIELDS = ['costCenter', 'costType', 'project', 'projectType'] as const
export type DimensionField = (typeof DIMENSION_FIELDS)[number]

export interface Posting {
  account: string
  /** Minor units, + debit and − credit, VAT included where it is peeled. */
  amount: bigint
  vatPercentage?: number
  description?: string
  matchKey?: string
  dimensions: Partial<Record<DimensionField, string>>
}

export interface Voucher {
  category: string
  state: 'Accepted' | 'Draft'
  date: string
  description: string
  comment?: string
  voucherNumber?: string
  invoiceNumber?: string
  referenceNumber?: string
  acceptor: string
  preventVatPeeling: boolean
  postings: Posting[]
}

/** The list of one voucher that a request brings. @param id a UUID, or undefined where Talenom makes it */
export function voucherJson(voucher: Voucher, id: string | undefined): string {
  const { category, state, date, description, comment, postings, acceptor, preventVatPeeling } = voucher
  return (
    `[{${text('id', id, '')}"category":"${category}","voucherState":"${state}","tryAccept":false,` +
    `"voucherDate":"${date}","description":${JSON.stringify(description)},` +
    text('voucherNumber', voucher.voucherNumber, '') +
    text('invoiceNumber', voucher.invoiceNumber, '') +
    text('referenceNumber', voucher.referenceNumber, '') +
    text('customerCommentToAccounting', comment, '') +
    `"acceptor":${JSON.stringify(acceptor)},"preventVatPeeling":${preventVatPeeling},` +
    `"postings":[${postings.map(postingJson).join(',')}]}]`
  )
}

function postingJson({ account, amount, vatPercentage, description, matchKey, dimensions }: Posting): string {
  return (
    `{"isReadOnly":false,"accountNumber":"${account}","vatIncludedAmount":${minorToText(amount)}` +
    (vatPercentage === undefined ? '' : `,"vatPercentage":${vatPercentage}`) +
    `${text('description', description)}${text('matchKey', matchKey)}` +
    `${DIMENSION_FIELDS.map((field) => text(field, dimensions[field])).join('')}}`
  )
}

/** A member, after or before its comma; nothing where there is no value. */
function text(name: string, value: string | undefined, comma: ',' | '' = ','): string {
  if (value === undefined) return ''
  return `${comma}"${name}":${JSON.stringify(value)}${comma === '' ? ',' : ''}`
}
