/** Reads an Accounting Receipt file as NetBaron's import is documented to: any separator of five, header names that
 * align the columns in any order and either language. */
import { parse } from 'csv-parse/sync'
import iconv from 'iconv-lite'

type Type = 'STRING' | 'INTEGER' | 'AMOUNT'

/** Name in Finnish and English, type, length: as on the import's help page. */
const COLUMNS = {
  series: ['Numerosarja', 'Number series', 'STRING', 35],
  number: ['Tositenumero', 'Receipt number', 'STRING', 35],
  date: ['Kirjauspäivä', 'Booking date', 'STRING', 10],
  description: ['Vientiselite', 'Entry description', 'STRING', 210],
  account: ['Tili', 'Account', 'INTEGER', 9],
  costCenter: ['Kustannuspaikka', 'Cost center', 'INTEGER', 9],
  jobNumber: ['Työnro', 'Job number', 'STRING', 35],
  vatCode: ['Alv-koodi', 'VAT code', 'INTEGER', 9],
  vatPercent: ['Alv-%', 'VAT-%', 'INTEGER', 9],
  vatAccount: ['Alv-tili', 'VAT account', 'INTEGER', 9],
  net: ['Veroton summa', 'Tax-free amount', 'AMOUNT', 22],
  gross: ['Verollinen summa', 'Taxable amount', 'AMOUNT', 22],
  vat: ['Alv summa', 'VAT amount', 'AMOUNT', 22],
  taxableVat: ['Käsiteltävä alv', 'Taxable VAT', 'AMOUNT', 22],
} as const satisfies Record<string, readonly [string, string, Type, number]>

type CellName = keyof typeof COLUMNS
const CELL_NAMES = Object.keys(COLUMNS) as CellName[]
const BY_HEADER = new Map<string, CellName>(
  CELL_NAMES.flatMap((cell) => [
    [COLUMNS[cell][0].toLowerCase(), cell],
    [COLUMNS[cell][1].toLowerCase(), cell],
  ]),
)
const SEPARATORS = [';', ',', ':', '\t', ' ']
const REQUIRED: CellName[] = ['number', 'date', 'account']
const ROWS_MAX = 100_000

export interface FileRow {
  /** 2 is the first row below the header. */
  line: number
  cells: Partial<Record<CellName, string>>
}

export interface ReceiptFile {
  rows: FileRow[]
  faults: string[]
}

/** Returns a person's name for the column, for messages. */
function columnName(cell: CellName): string {
  return COLUMNS[cell][0]
}

export function readReceiptFile(bytes: Uint8Array): ReceiptFile {
  const text = decoded(bytes)
  if (text.startsWith('sep=')) return { rows: [], faults: ['a line "sep=" is not allowed'] }
  const records = SEPARATORS.map((separator) => parsed(text, separator)).find((found) => found !== null)
  const header = records?.[0]
  if (records === undefined || header === undefined) {
    return { rows: [], faults: ['no header row with known column names, or broken quotes'] }
  }
  if (records.length - 1 > ROWS_MAX) return { rows: [], faults: [`more than ${ROWS_MAX} rows`] }
  const faults: string[] = []
  const cells = header.map((name) => {
    const cell = BY_HEADER.get(name.trim().toLowerCase())
    if (cell === undefined) faults.push(`unknown column "${name}"`)
    return cell
  })
  for (const cell of REQUIRED) if (!cells.includes(cell)) faults.push(`column ${columnName(cell)} is missing`)
  if (!cells.includes('net') && !cells.includes('gross')) faults.push('neither Veroton summa nor Verollinen summa')
  const rows = records.slice(1).map((record, index) => rowOf(record, cells, index + 2))
  if (rows.length === 0) faults.push('no row below the header')
  for (const row of rows) faults.push(...cellFaults(row))
  return { rows, faults }
}

// "Any charset": UTF-8 where the bytes are UTF-8, else the Western European one.
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return iconv.decode(Buffer.from(bytes), 'ISO-8859-15')
  }
}

function parsed(text: string, delimiter: string): string[][] | null {
  try {
    const records = parse(text, { delimiter, bom: true, skip_empty_lines: true })
    return records[0]?.some((name) => BY_HEADER.get(name.trim().toLowerCase()) === 'number') === true ? records : null
  } catch {
    return null
  }
}

function rowOf(record: string[], cells: (CellName | undefined)[], line: number): FileRow {
  const row: FileRow = { line, cells: {} }
  record.forEach((text, index) => {
    const cell = cells[index]
    if (cell !== undefined && text !== '') row.cells[cell] = text
  })
  return row
}

const INTEGER = /^\d+$/
// 25.5 is no Integer as documented; that the import takes it nevertheless is an assumption a company can switch off.
const PERCENT = /^\d+(\.\d+)?$/
const AMOUNT = /^-?\d+(\.\d{1,2})?$/

function cellFaults({ line, cells }: FileRow): string[] {
  const faults: string[] = []
  for (const cell of REQUIRED) if (cells[cell] === undefined) faults.push(`row ${line}: ${columnName(cell)} is empty`)
  if (cells.net === undefined && cells.gross === undefined) {
    faults.push(`row ${line}: neither Veroton summa nor Verollinen summa is given`)
  }
  for (const cell of CELL_NAMES) {
    const text = cells[cell]
    if (text === undefined) continue
    const [name, , type, lengthMax] = COLUMNS[cell]
    const pattern = cell === 'vatPercent' ? PERCENT : type === 'INTEGER' ? INTEGER : type === 'AMOUNT' ? AMOUNT : null
    if (pattern !== null && !pattern.test(text))
      faults.push(`row ${line}: ${name} "${text}" is not an ${type.toLowerCase()}`)
    if (text.length > lengthMax && Array.from(text).length > lengthMax) {
      faults.push(`row ${line}: ${name} is longer than ${lengthMax} characters`)
    }
  }
  return faults
}
