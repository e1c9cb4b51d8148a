/** Fivaldi's JSON. Written by hand, because amounts are exact decimals made from minor units, never a float. */
import { minorToText } from '@saatava/core/money.ts'

export interface VoucherEntry {
  account: string
  /** Minor units, + debit and − credit. */
  amount: bigint
  description: string
  vat?: { code: string; amount?: bigint; account?: string }
  /** Values by the number of their dimension, 1 to 4. */
  dimensions?: Record<string, string>
}

export interface Voucher {
  typeId: number
  /** Our number of the voucher. */
  number: string
  date: string
  vatType: 'CALCULATED' | 'AUTO'
  entries: VoucherEntry[]
}

export function voucherJson({ typeId, number, date, vatType, entries }: Voucher): string {
  return (
    `{"voucherTypeId":${typeId},"originalVoucherNumber":${JSON.stringify(number)},"voucherDate":"${date}",` +
    `"bookkeepingMonth":${monthOf(date)},"vatType":"${vatType}","validateEntrySum":true,` +
    `"voucherEntries":[${entries.map(entryJson).join(',')}]}`
  )
}

/** The month of a day as a number: 202601. */
export function monthOf(date: string): number {
  return Number(date.slice(0, 7).replace('-', ''))
}

function entryJson({ account, amount, description, vat, dimensions = {} }: VoucherEntry): string {
  const values = Object.entries(dimensions).map(([n, value]) => `,"dimensionValue${n}":${JSON.stringify(value)}`)
  return (
    `{"amount":${minorToText(amount)},"accountNumber":"${account}","description":${JSON.stringify(description)}` +
    `${values.join('')}${vat === undefined ? '' : `,"vat":${vatJson(vat)}`}}`
  )
}

function vatJson({ code, amount, account }: NonNullable<VoucherEntry['vat']>): string {
  return (
    `{"vatCode":${JSON.stringify(code)}` +
    (amount === undefined ? '' : `,"vatAmount":${minorToText(amount)}`) +
    `${account === undefined ? '' : `,"account":"${account}"`}}`
  )
}
