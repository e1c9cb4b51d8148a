/**
 * The table of rows. Its heading is repeated on every page; a row stays whole unless it is so long that a page would be
 * left half empty, and then both parts keep at least three lines.
 */
import type { DocumentRow } from '@saatava/einvoice/model/document.ts'
import { wrap } from '../pdf/shape.ts'
import { INK, type TextOptions, mm } from '../pdf/sheet.ts'
import { filled, oneLine } from '../texts/addresses.ts'
import { type Column, type Columns, HEADING, anchor, cellText, columnsOf, detailTexts } from './columns.ts'
import { BOTTOM, CONTINUED_TOP, LEFT, SMALL, type Scene, WIDTH, fits } from './page.ts'

const HEADING_HEIGHT = mm(6.6)
const PADDING = mm(1.55)
const LINE_HEIGHT = 1.34
const LINES_TOGETHER_MAX = 12
const LINES_KEPT = 3
/** The cells of larger tables are no structure elements: a file would be mostly made of them. */
const CELLWISE_ROWS_MAX = 200
/** Totals on a page without a row would look like somebody else's. */
const ROWS_WITH_TOTALS = 2
const LINES_OF_SHORT_ROW = 3

interface Line {
  text: string
  style: TextOptions
  height: number
}

/**
 * Draws the table.
 * @param after height of what follows it and stays together with its last rows, points
 */
export function drawRows(scene: Scene, after: number): void {
  const columns = columnsOf(scene)
  const rows = scene.document.rows.map((row) => ({ row, lines: linesOf(scene, row, columns) }))
  const [first] = rows
  // A heading alone at the foot of a page says nothing.
  if (!fits(scene, HEADING_HEIGHT + heightOf(first?.lines.slice(0, LINES_TOGETHER_MAX) ?? []))) scene.nextPage()
  scene.sheet.tagged('Table', () => {
    drawHeading(scene, columns, false)
    drawAll(scene, columns, rows, after)
  })
  scene.sheet.rule(LEFT, scene.y, WIDTH, 0.7, INK)
}

function drawAll(scene: Scene, columns: Columns, rows: { row: DocumentRow; lines: Line[] }[], after: number): void {
  const short = rows.slice(-ROWS_WITH_TOTALS).every(({ lines }) => lines.length <= LINES_OF_SHORT_ROW)
  const last = rows.slice(short ? -ROWS_WITH_TOTALS : -1)
  const lastHeight = last.reduce((sum, { lines }) => sum + heightOf(lines), 0) + after
  rows.forEach(({ row, lines }, index) => {
    const together = index > 0 && index === rows.length - last.length
    if (together && !fits(scene, lastHeight) && lastHeight < BOTTOM - CONTINUED_TOP - HEADING_HEIGHT)
      turn(scene, columns)
    scene.sheet.tagged('TR', () => {
      drawRow(scene, columns, row, lines)
    })
  })
}

/** @param repeated at the top of a further page: it was read already */
function drawHeading(scene: Scene, columns: Columns, repeated: boolean): void {
  const { sheet } = scene
  const base = scene.y + HEADING_HEIGHT - mm(2.2)
  const draw = (column: Column): void => {
    sheet.text(column.heading, anchor(column), base, { ...HEADING, align: column.align })
  }
  if (repeated)
    sheet.artifact(() => {
      columns.list.forEach(draw)
    })
  else sheet.row(columns.list, 'TH', draw)
  scene.y += HEADING_HEIGHT
  sheet.rule(LEFT, scene.y, WIDTH, 0.7, INK)
}

function linesOf(scene: Scene, row: DocumentRow, columns: Columns): Line[] {
  const column = columns.list.find(({ id }) => id === 'name')
  const width = column?.width ?? WIDTH
  const line = (text: string, style: TextOptions): Line => ({ text, style, height: style.size * LINE_HEIGHT })
  const detail = { ...SMALL, size: Math.min(7.4, columns.name.size) }
  const codeBelow = scene.document.showProductCode && !columns.codeColumn
  const names = filled(row.name) ? wrap(oneLine(row.name), columns.name, width) : []
  const lines = [
    ...names.map((text) => line(text, columns.name)),
    ...detailTexts(row, codeBelow, scene.document.language)
      .flatMap((text) => wrap(text, detail, width))
      .map((text) => line(text, detail)),
  ]
  // A long unit may need more lines than the name.
  const missing = Math.max(0, unitLines(row, columns).length - lines.length)
  return [...lines, ...Array.from({ length: missing }, () => line('', columns.name))]
}

function unitLines(row: DocumentRow, columns: Columns): string[] {
  const column = columns.list.find(({ id }) => id === 'unit')
  if (column === undefined || !filled(row.unit)) return []
  // A hair more than was measured, so that what just fits does.
  return wrap(oneLine(row.unit), columns.name, column.width + 0.01)
}

function heightOf(lines: Line[]): number {
  // A row without words still shows its figures.
  const text = lines.length === 0 ? 11 : lines.reduce((sum, { height }) => sum + height, 0)
  return text + 2 * PADDING
}

function drawRow(scene: Scene, columns: Columns, row: DocumentRow, lines: Line[]): void {
  if (!fits(scene, heightOf(lines)) && lines.length <= LINES_TOGETHER_MAX) turn(scene, columns)
  let rest = lines
  let first = true
  do {
    if (!fits(scene, heightOf(rest.slice(0, LINES_KEPT)))) turn(scene, columns)
    const count = linesThatFit(scene, rest)
    drawPart(scene, columns, rest.slice(0, count), first ? row : undefined)
    rest = rest.slice(count)
    first = false
    if (rest.length > 0) turn(scene, columns)
  } while (rest.length > 0)
}

function linesThatFit(scene: Scene, lines: Line[]): number {
  let count = 0
  let height = 2 * PADDING
  for (const line of lines) {
    height += line.height
    if (scene.y + height > BOTTOM) break
    count++
  }
  const left = lines.length - count
  // The last part, too, is more than a line or two.
  return left > 0 && left < LINES_KEPT ? Math.max(1, count - (LINES_KEPT - left)) : Math.max(1, count)
}

function turn(scene: Scene, columns: Columns): void {
  scene.nextPage()
  drawHeading(scene, columns, true)
}

function drawPart(scene: Scene, columns: Columns, lines: Line[], row: DocumentRow | undefined): void {
  const { sheet } = scene
  const top = scene.y
  const base = top + PADDING + columns.figures.size * 0.98
  const drawName = (column: Column): void => {
    let y = base
    lines.forEach((line, at) => {
      if (at > 0) y += line.height
      sheet.text(at + 1 < lines.length ? `${line.text} ` : line.text, column.x, y, line.style)
    })
  }
  // A row that goes on over the page shows the name alone.
  const drawn = row === undefined ? columns.list.filter(({ id }) => id === 'name') : columns.list
  const draw = (column: Column): void => {
    if (column.id === 'name') drawName(column)
    else if (row !== undefined) drawCell(scene, columns, row, column, base)
  }
  for (const column of drawn)
    if (cellwise(scene))
      sheet.tagged('TD', () => {
        draw(column)
      })
    else draw(column)
  scene.y = top + heightOf(lines)
  sheet.rule(LEFT, scene.y, WIDTH, 0.4)
}

function cellwise({ document }: Scene): boolean {
  return document.rows.length <= CELLWISE_ROWS_MAX
}

function drawCell(scene: Scene, columns: Columns, row: DocumentRow, column: Column, base: number): void {
  if (column.id === 'name') return
  if (column.id === 'code') {
    scene.sheet.text(oneLine(row.productCode ?? ''), column.x, base, columns.name)
    return
  }
  if (column.id === 'unit') {
    unitLines(row, columns).forEach((line, at) =>
      scene.sheet.text(line, column.x, base + at * columns.name.size * LINE_HEIGHT, columns.name),
    )
    return
  }
  const text = cellText(scene, row, column.id)
  scene.sheet.text(text, anchor(column), base, { ...columns.figures, align: column.align })
}
