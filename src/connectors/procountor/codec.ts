/**
 * Procountor's JSON. Written by hand, because amounts are exact decimals made from minor units (never a float), and
 * because it is the hot path; read with JSON.parse, whose numbers are taken by their shortest decimal text.
 */
import type { CivilDate } from '@saatava/core/dates.ts'
import { minorToText } from '@saatava/core/money.ts'
import type { Json } from '../json.ts'

export const NAME_MAX = 80
export const DESCRIPTION_MAX = 255
export const PAYMENT_DESCRIPTION_MAX = 140

export type VatType = 'SALES' | 'PURCHASE'

export interface DimensionValue {
  dimensionId: number
  itemId: number
}

/** One ENTRY of a receipt. */
export interface ReceiptEntry {
  account: string
  /** Net, minor units, + debit and − credit. */
  value: bigint
  /** For example 25.5. */
  percent: number
  vatStatus: number
  vatType: VatType
  description?: string
}

export interface Receipt {
  name: string
  receiptDate: string
  vatType: VatType
  vatStatus: number
  description?: string
  entries: ReceiptEntry[]
}

export interface MarkPaid {
  paymentDate: CivilDate
  /** Minor units. */
  amount: bigint
  currency: string
  description: string
  paymentMethodType: string
}

/** @param dimensions of each entry, by its index */
export function receiptJson(receipt: Receipt, dimensions: readonly DimensionValue[][]): string {
  let rows = ''
  for (let i = 0; i < receipt.entries.length; i++) {
    const entry = receipt.entries[i]
    if (entry !== undefined) rows += (i === 0 ? '' : ',') + entryJson(entry, receipt.vatType, dimensions[i] ?? [])
  }
  const description =
    receipt.description === undefined ? '' : `,"transactionDescription":${JSON.stringify(receipt.description)}`
  return (
    `{"type":"JOURNAL","name":${JSON.stringify(receipt.name)},"receiptDate":"${receipt.receiptDate}",` +
    `"vatType":"${receipt.vatType}","vatStatus":${receipt.vatStatus}${description},"transactions":[${rows}]}`
  )
}

function entryJson(entry: ReceiptEntry, receiptVatType: VatType, dimensions: readonly DimensionValue[]): string {
  const value = minorToText(entry.value)
  let json =
    `{"transactionType":"ENTRY","account":${JSON.stringify(entry.account)},"accountingValue":${value},` +
    `"vatPercent":${entry.percent},"vatStatus":${entry.vatStatus}`
  if (entry.vatType !== receiptVatType) json += `,"vatType":"${entry.vatType}"`
  if (entry.description !== undefined) json += `,"description":${JSON.stringify(entry.description)}`
  if (dimensions.length > 0) {
    const values = dimensions.map((d) => `{"dimensionId":${d.dimensionId},"itemId":${d.itemId},"value":${value}}`)
    json += `,"dimensionItemValues":[${values.join(',')}]`
  }
  return `${json}}`
}

export function markPaidJson(payment: MarkPaid): string {
  return (
    `{"paymentDate":"${payment.paymentDate}","amount":${minorToText(payment.amount)},` +
    `"currency":${JSON.stringify(payment.currency)},"description":${JSON.stringify(payment.description)},` +
    `"paymentMethodType":"${payment.paymentMethodType}"}`
  )
}

export function idOf(record: Json): number | undefined {
  return Number.isSafeInteger(record['id']) ? (record['id'] as number) : undefined
}
