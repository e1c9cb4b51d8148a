import { minorToText } from '@saatava/core/money.ts'
import { markerOf } from '../marker.ts'
import type { AccountingDocument, ConnectionConfig, Mappings, PlannedVoucher } from '../port.ts'
import { receiptText, encode } from './codec.ts'
import { RECEIPT_NUMBER_CHARACTERS_MAX, characters, checkColumns } from './columns.ts'
import { DEFAULT_DIMENSIONS } from './dimensions.ts'
import { refused } from './errors.ts'
import { type FileKind, firstPart } from './file-name.ts'
import { ledgerLines } from './ledger.ts'
import { balanceOf, columnsOf, debitOf, type Line } from './line.ts'
import { mapped } from '../mapped.ts'
import { paymentLines } from './payment.ts'
import { settingsOf } from './settings.ts'

/** The plan of a voucher carries text alone, so it may be stored and read back as JSON. */
export interface PlannedFile {
  /** The file's name without attempt and ending. */
  base: string
  receiptNumber: string
  text: string
}

/** VAT code 20 stands in both published examples (the ledger's and the CSV's); every other code is a company's own. */
export const DEFAULT_MAPPINGS: Mappings = {
  voucherTypes: {},
  vatCodes: { 20: '20' },
  dimensions: DEFAULT_DIMENSIONS,
  paymentMethods: {},
}

/**
 * The one receipt a document becomes: a booking date stands on each line, so nothing is split.
 * @returns total is the sum of the debit postings in minor units, for payments too: a file cannot tell a payment's amount
 */
export function planReceipt(document: AccountingDocument, config: ConnectionConfig): PlannedVoucher {
  const settings = settingsOf(config)
  const mappings = withDefaults(config.mappings)
  const lines =
    document.kind === 'payment' ? paymentLines(document, mappings, settings) : ledgerLines(document, mappings, settings)
  checkBalance(lines)
  const marker = markerOf(config.clientId, document.kind, document.identifier)
  const series =
    document.kind === 'payment'
      ? settings.paymentSeries
      : (mapped(mappings.voucherTypes, document.documentType) ?? document.documentType)
  const receiptNumber = receiptNumberOf(series, marker)
  const cells = lines.map((line, index) => {
    const columns = columnsOf(line, series, receiptNumber, settings)
    checkColumns(columns, index + 1)
    return columns
  })
  const text = receiptText(cells, settings)
  encode(text, settings.charset) // refuses now what could not be sent later
  const date = lines.reduce((earliest, line) => (line.date < earliest ? line.date : earliest), lines[0]?.date ?? '')
  const kind: FileKind = document.kind === 'payment' ? 'payment' : 'ledger'
  const body: PlannedFile = { base: firstPart(date, marker, kind), receiptNumber, text }
  return { marker, date, total: debitOf(lines), body }
}

function withDefaults(given: Mappings): Mappings {
  return {
    voucherTypes: given.voucherTypes,
    vatCodes: { ...DEFAULT_MAPPINGS.vatCodes, ...given.vatCodes },
    dimensions: { ...DEFAULT_MAPPINGS.dimensions, ...given.dimensions },
    paymentMethods: given.paymentMethods,
  }
}

function checkBalance(lines: Line[]): void {
  if (lines.length === 0) {
    throw refused('NO_ROWS', 'The document has no row to book.', 'Send it with at least two rows that balance.')
  }
  const balance = balanceOf(lines)
  if (balance === 0n) return
  throw refused(
    'PART_NOT_BALANCED',
    `The receipt’s lines add up to ${minorToText(balance)}, net and VAT together, and not to 0.00.`,
    'Send rows whose debits and credits are equal; VAT rows must equal the differences of gross and net on the base rows.',
  )
}

/** Tositenumero: NetBaron wants the full number, the series in front. Unique by its marker. */
function receiptNumberOf(series: string, marker: string): string {
  const number = `${series}-${marker}`
  if (characters(number) <= RECEIPT_NUMBER_CHARACTERS_MAX && series !== '') return number
  throw refused(
    'SERIES_INVALID',
    `Number series ${JSON.stringify(series)} makes the receipt number ${number}, ${characters(number)} characters of at most ${RECEIPT_NUMBER_CHARACTERS_MAX}.`,
    `Use a series of 1 to ${RECEIPT_NUMBER_CHARACTERS_MAX - marker.length - 1} characters in mappings.voucherTypes or paymentSeries.`,
  )
}
