/** Receipt files: RFC 4180, CRLF, a header row, quotes where a text holds the separator, a quote or a line break. */
import type { CivilDate } from '@saatava/core/dates.ts'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import iconv from 'iconv-lite'
import { minorFromText } from './amount-text.ts'
import { COLUMNS, type ColumnKey, type Columns } from './columns.ts'
import { refused } from './errors.ts'
import { type DropSettings, separatorOf } from './settings.ts'

/** The text of a file with these lines below its header row. */
export function receiptText(lines: readonly Columns[], settings: DropSettings): string {
  const records: string[][] = [COLUMNS.map((column) => column[settings.header])]
  for (const line of lines) records.push(COLUMNS.map((column) => line[column.key]))
  return stringify(records, {
    delimiter: separatorOf(settings),
    record_delimiter: 'windows',
    quote_record_delimiter: true,
  })
}

/** The file's bytes; throws refused where the charset has no such character, rather than write "?" into somebody's books. */
export function encode(written: string, charset: DropSettings['charset']): Uint8Array {
  if (charset === 'UTF-8') return iconv.encode(written, charset)
  // A letter written as base and accent becomes the one letter that the charset has.
  const text = written.normalize('NFC')
  const bytes = iconv.encode(text, charset)
  const back = iconv.decode(bytes, charset)
  if (back === text) return bytes
  const lost = Array.from(text).find(
    (character) => iconv.decode(iconv.encode(character, charset), charset) !== character,
  )
  throw refused(
    'CHARSET_CANNOT',
    `${charset} has no character ${JSON.stringify(lost)}.`,
    'Set the connection’s charset to UTF-8, or send the document with other texts.',
  )
}

/** The content of a receipt file for reconciliation, in our sign convention. Amounts are minor units. */
export interface ReadReceipt {
  receiptNumber: string
  /** The earliest booking date. */
  date: CivilDate
  lines: { account: string; net: bigint; vat: bigint }[]
}

/** The receipts in a file, in order. Null when the bytes are no receipt file of this connection's settings. */
export function readReceipts(bytes: Uint8Array, settings: DropSettings): ReadReceipt[] | null {
  const records = recordsOf(iconv.decode(Buffer.from(bytes), settings.charset), separatorOf(settings))
  const header = records?.[0]
  if (records === null || header === undefined) return null
  const at = (key: ColumnKey) =>
    header.findIndex((name) =>
      COLUMNS.some((column) => column.key === key && (column.FI === name || column.EN === name)),
    )
  const place = {
    ...{ number: at('receiptNumber'), date: at('bookingDate'), account: at('account') },
    ...{ net: at('net'), vat: at('vat') },
  }
  if (Math.min(...Object.values(place)) < 0) return null
  const receipts = new Map<string, ReadReceipt>()
  for (const record of records.slice(1)) {
    const receiptNumber = record[place.number] ?? ''
    const date = record[place.date] ?? ''
    const net = minorFromText(record[place.net] ?? '')
    const vat = minorFromText(record[place.vat] ?? '')
    if (net === null || vat === null) return null
    const sign = settings.signConvention === 'CREDIT_POSITIVE' ? -1n : 1n
    const receipt: ReadReceipt = receipts.get(receiptNumber) ?? { receiptNumber, date, lines: [] }
    receipts.set(receiptNumber, receipt)
    if (date < receipt.date) receipt.date = date
    receipt.lines.push({ account: record[place.account] ?? '', net: net * sign, vat: vat * sign })
  }
  return [...receipts.values()]
}

function recordsOf(text: string, delimiter: string): string[][] | null {
  try {
    return parse(text, { delimiter, bom: true, skip_empty_lines: true })
  } catch {
    return null
  }
}
