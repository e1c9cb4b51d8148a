import { isCivilDate } from '@saatava/core/dates.ts'
import { AMOUNT_MINOR_MAX } from '@saatava/core/money.ts'
import { isPlaceholder } from '../placeholders.ts'

/** Two-digit years from here on are of the last century: the samples in use are of the nineties. */
const CENTURY_PIVOT = 70

/** Characters of a line by the numbers of its columns, from 1, both included, as the manuals count them. */
export function columns(line: string, from: number, to: number): string {
  return line.slice(from - 1, to)
}

/** Trimmed, or undefined where there is nothing, or a word that says so. */
export function textIn(line: string, from: number, to: number): string | undefined {
  const text = columns(line, from, to).trim()
  return text === '' || isPlaceholder(text) ? undefined : text
}

/** Digits without their leading zeros, or undefined where there are only zeros or spaces. */
export function numberIn(line: string, from: number, to: number): string | undefined {
  const text = columns(line, from, to).trim().replace(/^0+/, '')
  return text === '' ? undefined : text
}

/** A whole number, or undefined where the columns are not all digits. */
export function integerIn(line: string, from: number, to: number): bigint | undefined {
  const text = columns(line, from, to)
  return text.length === to - from + 1 && /^\d+$/.test(text) ? BigInt(text) : undefined
}

/** An amount in hundredths; undefined also where it exceeds every possible amount. */
export function amountIn(line: string, from: number, to: number): bigint | undefined {
  const amount = integerIn(line, from, to)
  return amount === undefined || amount > AMOUNT_MINOR_MAX ? undefined : amount
}

/** A civil date of "YYYYMMDD", "YYMMDD" or "DDMMYY"; undefined where it is none, or zeros. */
export function dateIn(line: string, from: number, order: 'YYYYMMDD' | 'YYMMDD' | 'DDMMYY'): string | undefined {
  const text = columns(line, from, from + order.length - 1)
  if (!/^\d+$/.test(text) || text.length !== order.length) return undefined
  const at = (letter: string) => text.slice(order.indexOf(letter), order.lastIndexOf(letter) + 1)
  const year = at('Y')
  const full = year.length === 4 ? year : `${Number(year) >= CENTURY_PIVOT ? '19' : '20'}${year}`
  const date = `${full}-${at('M')}-${at('D')}`
  return isCivilDate(date) ? date : undefined
}

/** A line as a fault shows it to people. */
export function shownLine(line: string): string {
  return JSON.stringify(line.slice(0, 100).trimEnd())
}
