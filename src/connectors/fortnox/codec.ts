/** Fortnox's JSON. Written by hand, because amounts are exact decimals made from minor units, never a float. */
import type { CivilDate } from '@saatava/core/dates.ts'
import { absolute, minorToText } from '@saatava/core/money.ts'

export const DESCRIPTION_MAX = 200
export const COMMENTS_MAX = 1_000
export const TRANSACTION_INFORMATION_MAX = 100

export interface VoucherRow {
  account: string
  /** Minor units, + debit and − credit. */
  amount: bigint
  information?: string
  costCenter?: string
  project?: string
}

export interface Voucher {
  series: string
  date: CivilDate
  description: string
  comments?: string
  rows: VoucherRow[]
}

export function voucherJson({ series, date, description, comments, rows }: Voucher): string {
  return (
    `{"Voucher":{"VoucherSeries":${JSON.stringify(series)},"TransactionDate":"${date}",` +
    `"Description":${JSON.stringify(description)},` +
    (comments === undefined ? '' : `"Comments":${JSON.stringify(comments)},`) +
    `"VoucherRows":[${rows.map(rowJson).join(',')}]}}`
  )
}

function rowJson({ account, amount, information, costCenter, project }: VoucherRow): string {
  const side = amount < 0n ? 'Credit' : 'Debit'
  const text = (name: string, value: string | undefined) =>
    value === undefined ? '' : `,"${name}":${JSON.stringify(value)}`
  return (
    `{"Account":${account},"${side}":${minorToText(absolute(amount))}` +
    `${text('TransactionInformation', information)}${text('CostCenter', costCenter)}${text('Project', project)}}`
  )
}

export interface InvoicePayment {
  invoiceNumber: string
  /** Minor units. */
  amount: bigint
  date: CivilDate
  mode?: string
  account?: string
}

export function invoicePaymentJson({ invoiceNumber, amount, date, mode, account }: InvoicePayment): string {
  return (
    `{"InvoicePayment":{"InvoiceNumber":${invoiceNumber},"Amount":${minorToText(amount)},"PaymentDate":"${date}"` +
    (mode === undefined ? '' : `,"ModeOfPayment":${JSON.stringify(mode)}`) +
    (account === undefined ? '' : `,"ModeOfPaymentAccount":${account}`) +
    '}}'
  )
}
