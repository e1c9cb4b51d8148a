/** The columns of NetBaron's CSV "Accounting Receipt", in the order its help page lists them, with types and lengths. */
import type { CivilDate } from '@saatava/core/dates.ts'
import { refused } from './errors.ts'
import type { DropSettings } from './settings.ts'

export type ColumnKey = keyof Columns

/** One line of the file as text; an empty string is an empty cell. */
export interface Columns {
  series: string
  receiptNumber: string
  bookingDate: CivilDate
  description: string
  account: string
  costCenter: string
  jobNumber: string
  vatCode: string
  vatPercent: string
  vatAccount: string
  net: string
  gross: string
  vat: string
  taxableVat: string
}

interface Column {
  key: ColumnKey
  FI: string
  EN: string
  type: 'STRING' | 'INTEGER' | 'DECIMAL'
  lengthMax: number
}

export const COLUMNS: readonly Column[] = [
  { key: 'series', FI: 'Numerosarja', EN: 'Number series', type: 'STRING', lengthMax: 35 },
  { key: 'receiptNumber', FI: 'Tositenumero', EN: 'Receipt number', type: 'STRING', lengthMax: 35 },
  { key: 'bookingDate', FI: 'Kirjauspäivä', EN: 'Booking date', type: 'STRING', lengthMax: 10 },
  { key: 'description', FI: 'Vientiselite', EN: 'Entry description', type: 'STRING', lengthMax: 210 },
  { key: 'account', FI: 'Tili', EN: 'Account', type: 'INTEGER', lengthMax: 9 },
  { key: 'costCenter', FI: 'Kustannuspaikka', EN: 'Cost center', type: 'INTEGER', lengthMax: 9 },
  { key: 'jobNumber', FI: 'Työnro', EN: 'Job number', type: 'STRING', lengthMax: 35 },
  { key: 'vatCode', FI: 'Alv-koodi', EN: 'VAT code', type: 'INTEGER', lengthMax: 9 },
  // Documented as Integer, which 25.5 is not: setting vatPercentFormat says what is written.
  { key: 'vatPercent', FI: 'Alv-%', EN: 'VAT-%', type: 'DECIMAL', lengthMax: 9 },
  { key: 'vatAccount', FI: 'Alv-tili', EN: 'VAT account', type: 'INTEGER', lengthMax: 9 },
  { key: 'net', FI: 'Veroton summa', EN: 'Tax-free amount', type: 'DECIMAL', lengthMax: 22 },
  { key: 'gross', FI: 'Verollinen summa', EN: 'Taxable amount', type: 'DECIMAL', lengthMax: 22 },
  { key: 'vat', FI: 'Alv summa', EN: 'VAT amount', type: 'DECIMAL', lengthMax: 22 },
  { key: 'taxableVat', FI: 'Käsiteltävä alv', EN: 'Taxable VAT', type: 'DECIMAL', lengthMax: 22 },
]
export const DESCRIPTION_CHARACTERS_MAX = 210
export const RECEIPT_NUMBER_CHARACTERS_MAX = 35

// A number that begins with 0 would come out of an Integer column as another one (0100 as 100).
const INTEGER = /^(0|[1-9]\d*)$/
const DECIMAL = /^-?\d+(\.\d+)?$/

/** Throws refused, naming line (1 is the first), column, limit and value, for the first cell that its column cannot hold. */
export function checkColumns(cells: Columns, line: number): void {
  for (const column of COLUMNS) {
    const text = cells[column.key]
    if (text === '') continue
    if (column.type === 'INTEGER' && !INTEGER.test(text)) throw wrong(column, line, text, 'a whole number')
    if (column.type === 'DECIMAL' && !DECIMAL.test(text)) throw wrong(column, line, text, 'a number with a decimal dot')
    if (text.length > column.lengthMax && characters(text) > column.lengthMax) {
      throw wrong(
        column,
        line,
        text,
        `at most ${column.lengthMax} ${column.type === 'STRING' ? 'characters' : 'digits'}`,
      )
    }
  }
}

/** Characters as people count them: one for 😀, which is two in UTF-16. */
export function characters(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

/**
 * The first `max` characters, the last of them "…" where something was cut; "." in a charset that has no ellipsis, so
 * that cutting never makes a text that the file cannot hold.
 */
export function shortened(text: string, max: number, charset: DropSettings['charset']): string {
  const all = Array.from(text)
  if (all.length <= max) return text
  const mark = charset === 'UTF-8' || charset === 'WINDOWS-1252' ? '…' : '.'
  return `${all.slice(0, Math.max(max - 1, 0)).join('')}${max > 0 ? mark : ''}`
}

function wrong(column: Column, line: number, received: string, right: string): Error {
  const code = `${column.EN.toUpperCase()
    .replaceAll(/[^A-Z]+/g, '_')
    .replace(/_$/, '')}_INVALID`
  return refused(
    code,
    `Row ${line}: ${column.FI} (${column.EN}) must be ${right}, received ${JSON.stringify(received)}${
      column.type === 'STRING' ? ` (${characters(received)} characters)` : ''
    }.`,
    `NetBaron’s Accounting Receipt cannot hold it. ${ADVICE[column.key] ?? 'Send the document again with a value that fits.'}`,
  )
}

const ADVICE: Partial<Record<ColumnKey, string>> = {
  series: 'Map the document type to a shorter number series in mappings.voucherTypes.',
  receiptNumber: 'Map the document type to a shorter number series in mappings.voucherTypes.',
  description: 'Shorten the description, or choose another setting entryDescription.',
  costCenter:
    'NetBaron’s cost centres are whole numbers without leading zeros; or map the dimension to Työnro in mappings.dimensions.',
  vatCode: 'Map the VAT code to NetBaron’s own whole number in mappings.vatCodes.',
}
