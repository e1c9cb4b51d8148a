/**
 * The rows of an e-invoice. Both formats ask for at least one row and for rows that sum to the net of each VAT rate,
 * to the cent; our invoices may have amounts alone, or figures of the seller's that are a cent beside.
 */
import { minorToText, sum } from '@saatava/core/money.ts'
import type { DocumentRow, InvoiceDocument, VatLine } from './model/document.ts'
import { TYPE_NAMES, WORDS } from './words.ts'

export interface EinvoiceRows {
  rows: { row: DocumentRow; isText: boolean }[]
  /** Net of rows with an amount alone: equals the document's net. */
  net: bigint
}

/** The document's rows in order; then, where they are needed, a row for each VAT rate that has none, and of rounding. */
export function einvoiceRows(document: InvoiceDocument): EinvoiceRows {
  const { rows, vatLines } = document
  const given = rows.map((row) => ({ row, isText: isText(row, vatLines) }))
  const priced = given.filter(({ isText: text }) => !text).map(({ row }) => row)
  let rowNumber = rows.reduce((highest, row) => Math.max(highest, row.rowNumber), 0)
  const made: DocumentRow[] = []
  for (const line of vatLines) {
    const own = priced.filter((row) => isOf(row, line))
    const missing = line.net - sum(own.map(({ net }) => net))
    if (own.length > 0 && missing === 0n) continue
    rowNumber += 1
    made.push(
      madeRow(line, missing, rowNumber, own.length === 0 ? summary(document) : WORDS[document.language].rounding),
    )
  }
  const all = [...given, ...made.map((row) => ({ row, isText: false }))]
  return { rows: all, net: sum(all.map(({ row, isText: text }) => (text ? 0n : row.net))) }
}

/** A row that says something and is worth nothing; one priced at 0 is a row of its VAT rate, where there is that rate. */
function isText(row: DocumentRow, vatLines: VatLine[]): boolean {
  if (row.net !== 0n || row.vat !== 0n || row.total !== 0n) return false
  return row.quantity === undefined || row.unitPrice === undefined || !vatLines.some((line) => isOf(row, line))
}

function isOf(row: DocumentRow, line: VatLine): boolean {
  return row.vatPercentage === line.percentage && row.vatCategory === line.category
}

function summary({ description, type, language }: InvoiceDocument): string {
  return description === undefined || description.trim() === '' ? TYPE_NAMES[language][type] : description
}

function madeRow(line: VatLine, net: bigint, rowNumber: number, name: string): DocumentRow {
  const vat = net === line.net ? line.vat : 0n
  return {
    rowNumber,
    name,
    quantity: '1',
    unitPrice: minorToText(net),
    vatPercentage: line.percentage,
    vatCategory: line.category,
    net,
    vat,
    total: net + vat,
    definitions: [],
  }
}
