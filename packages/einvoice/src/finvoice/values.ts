/** How Finvoice writes values: decimal comma, CCYYMMDD, amounts with their currency. */
import { Big } from 'big.js'
import { minorToText } from '@saatava/core/money.ts'
import { textElement } from '../xml.ts'

const ROUND_HALF_UP = 1
/** The pattern of a percentage: up to three digits, up to four decimals. */
const PERCENT_DECIMALS_MAX = 4
const PERCENT_MAX = 999

/** Writes an amount of minor units into an element, in the invoice's currency and with the sign of its type. */
export type AmountWriter = (name: string, minor: bigint) => string

/** Credit notes are negative in Finvoice, and positive in our documents. */
export function amountWriter(currency: string, credit: boolean): AmountWriter {
  return (name, minor) =>
    textElement(name, minorToText(credit ? -minor : minor, ','), { AmountCurrencyIdentifier: currency })
}

/** @param date YYYY-MM-DD */
export function dateElement(name: string, date: string | undefined): string {
  return textElement(name, date?.replaceAll('-', ''), { Format: 'CCYYMMDD' })
}

/** Nothing where the schema's pattern has no room for it: a negative percentage, or one of a thousand. */
export function percentElement(name: string, percent: number | undefined): string {
  if (percent === undefined || percent < 0 || percent > PERCENT_MAX) return ''
  return textElement(name, percentText(percent))
}

export function percentText(percent: number): string {
  return new Big(percent).round(PERCENT_DECIMALS_MAX, ROUND_HALF_UP).toFixed().replace('.', ',')
}

/** Decimal text with a comma and at least two decimals: "12.5" is "12,50". */
export function priceText(price: Big): string {
  const text = price.toFixed()
  const decimals = text.split('.')[1]?.length ?? 0
  return (decimals < 2 ? price.toFixed(2) : text).replace('.', ',')
}
