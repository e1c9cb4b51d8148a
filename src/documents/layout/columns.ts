/**
 * The columns of the rows: only those that this invoice has something in, each of figures as wide as its widest, and the
 * description takes what is left.
 */
import { widthOf } from '../pdf/shape.ts'
import { filled, oneLine } from '../texts/addresses.ts'
import { formatAmount, formatNumber, formatRate } from '../texts/formats.ts'
import { supplyText } from '../texts/supply.ts'
import type { DocumentRow, Language } from '@saatava/einvoice/model/document.ts'
import { MUTED, type TextOptions, mm } from '../pdf/sheet.ts'
import { LEFT, RIGHT, type Scene, WIDTH } from './page.ts'

export interface Column {
  id: 'code' | 'name' | 'quantity' | 'unit' | 'unitPrice' | 'discount' | 'vat' | 'net' | 'total'
  heading: string
  align: 'left' | 'right'
  /** Left edge and width, points. */
  x: number
  width: number
}

export interface Columns {
  list: Column[]
  figures: TextOptions
  name: TextOptions
  /** False where the codes are so long that they stand under the names instead. */
  codeColumn: boolean
}

const GAP = mm(4.2)
/** The unit belongs to the quantity before it. */
const UNIT_GAP = mm(1.3)
const NAME_MIN = mm(46)
const CODE_MAX = mm(28)
const UNIT_MAX = mm(18)
/** The sizes tried until the description is wide enough. */
const SIZES = [8.5, 8, 7.5, 7, 6.5]

export const HEADING: TextOptions = { weight: 'semibold', size: 7.2, grey: MUTED }

type Figures = Exclude<Column['id'], 'name' | 'code'>
const FIGURES: Figures[] = ['quantity', 'unit', 'unitPrice', 'discount', 'vat', 'net', 'total']

/** Text of a row in a column of figures; '' where it has nothing. */
export function cellText(scene: Scene, row: DocumentRow, column: Figures): string {
  const { language, type } = scene.document
  const textOnly = row.quantity === undefined && row.net === 0n && row.total === 0n
  switch (column) {
    case 'quantity':
      return row.quantity === undefined ? '' : formatNumber(turned(row.quantity, type === 'CREDIT_NOTE'), language)
    case 'unit':
      return oneLine(row.unit ?? '')
    case 'unitPrice':
      return row.unitPrice === undefined ? '' : formatNumber(row.unitPrice, language, 2)
    case 'discount':
      return row.discountPercentage ? formatRate(row.discountPercentage, language) : ''
    case 'vat':
      return textOnly ? '' : formatRate(row.vatPercentage, language)
    case 'net':
      return textOnly ? '' : formatAmount(scene.signed(row.net), language)
    case 'total':
      return textOnly ? '' : formatAmount(scene.signed(row.total), language)
  }
}

/** A credit note's quantities are turned with its amounts, so that quantity times price is the amount on paper too. */
function turned(quantity: string, turn: boolean): string {
  if (!turn || /^-?0*(\.0*)?$/.test(quantity)) return quantity
  return quantity.startsWith('-') ? quantity.slice(1) : `-${quantity}`
}

export function columnsOf(scene: Scene): Columns {
  let made = columnsAt(scene, SIZES[0] ?? 8)
  for (const size of SIZES) {
    made = columnsAt(scene, size)
    if ((made.list.find(({ id }) => id === 'name')?.width ?? 0) >= NAME_MIN) break
  }
  return made
}

function columnsAt(scene: Scene, size: number): Columns {
  const { document, labels } = scene
  const figures: TextOptions = { weight: 'regular', size, tabular: true }
  const name: TextOptions = { weight: 'regular', size }
  const widths = new Map(FIGURES.map((id) => [id, figuresWidth(scene, id, figures)]))
  const codes = document.showProductCode ? document.rows.map(({ productCode }) => oneLine(productCode ?? '')) : []
  const code = Math.max(0, ...codes.map((text) => widthOf(text, name)))
  const codeColumn = code > 0 && code <= CODE_MAX
  const headings = { ...labels.columns, unit: '' }
  const shown: Omit<Column, 'x'>[] = [
    ...(codeColumn
      ? [{ id: 'code', heading: headings.code, align: 'left', width: Math.max(code, widthOf(headings.code, HEADING)) }]
      : []),
    { id: 'name', heading: headings.name, align: 'left', width: 0 },
    ...FIGURES.filter((id) => (widths.get(id) ?? 0) > 0).map((id) => ({
      id,
      heading: headings[id],
      align: id === 'unit' ? 'left' : 'right',
      width: Math.max(widths.get(id) ?? 0, widthOf(headings[id], HEADING)),
    })),
  ] as Omit<Column, 'x'>[]
  return { list: placed(shown), figures, name, codeColumn }
}

function figuresWidth(scene: Scene, id: Figures, style: TextOptions): number {
  const widest = Math.max(0, ...scene.document.rows.map((row) => widthOf(cellText(scene, row, id), style)))
  return id === 'unit' ? Math.min(widest, UNIT_MAX) : widest
}

function gapBefore(column: Omit<Column, 'x'>): number {
  return column.id === 'unit' ? UNIT_GAP : GAP
}

function placed(columns: Omit<Column, 'x'>[]): Column[] {
  const taken = columns.reduce((sum, column, at) => sum + column.width + (at === 0 ? 0 : gapBefore(column)), 0)
  let x = LEFT
  return columns.map((column, at) => {
    const width = column.id === 'name' ? Math.max(WIDTH - taken, mm(20)) : column.width
    x += at === 0 ? 0 : gapBefore(column)
    const made = { ...column, x, width }
    x += width
    return made
  })
}

/** Returns the x position to which a cell's text is anchored. */
export function anchor(column: Column): number {
  return column.align === 'right' ? Math.min(column.x + column.width, RIGHT) : column.x
}

/** The lines under a row's name. */
export function detailTexts(row: DocumentRow, code: boolean, language: Language): string[] {
  return [
    ...(code && filled(row.productCode) ? [oneLine(row.productCode)] : []),
    ...(filled(row.description) ? [row.description] : []),
    ...row.definitions.map(({ name, value }) => (filled(name) ? `${oneLine(name)}: ${oneLine(value)}` : value)),
    supplyText(row.supply, language),
  ].filter(filled)
}
