/** Tripletex's JSON. Written by hand, because amounts are exact decimals made from minor units, never a float. */
import { minorToText } from '@saatava/core/money.ts'

export const DESCRIPTION_MAX = 255
export const POSTING_DESCRIPTION_MAX = 255

/** A posting with the ids of what it names. */
export interface WirePosting {
  account: string
  /** Minor units with VAT, + debit and − credit. */
  amount: bigint
  vatType: string
  description: string
  customer?: string
  department?: string
  project?: string
  invoiceNumber?: string
}

export interface WireVoucher {
  date: string
  description: string
  externalVoucherNumber: string
  voucherType?: string
  postings: WirePosting[]
}

export function voucherJson({ date, description, externalVoucherNumber, voucherType, postings }: WireVoucher): string {
  return (
    `{"date":"${date}","description":${JSON.stringify(description)},` +
    `"externalVoucherNumber":${JSON.stringify(externalVoucherNumber)}${reference('voucherType', voucherType)},` +
    `"postings":[${postings.map((posting, i) => postingJson(posting, date, i + 1)).join(',')}]}`
  )
}

// Row 0 is Tripletex's own: there it puts the VAT that it books itself.
function postingJson(posting: WirePosting, date: string, row: number): string {
  const amount = minorToText(posting.amount)
  return (
    `{"row":${row},"date":"${date}","description":${JSON.stringify(posting.description)},` +
    `"account":{"id":${posting.account}},"amountGross":${amount},"amountGrossCurrency":${amount}` +
    reference('vatType', posting.vatType) +
    reference('customer', posting.customer) +
    reference('department', posting.department) +
    reference('project', posting.project) +
    (posting.invoiceNumber === undefined ? '' : `,"invoiceNumber":${JSON.stringify(posting.invoiceNumber)}`) +
    '}'
  )
}

function reference(name: string, id: string | undefined): string {
  return id === undefined ? '' : `,"${name}":{"id":${id}}`
}
