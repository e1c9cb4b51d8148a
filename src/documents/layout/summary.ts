/** The VAT breakdown at the left, the totals at the right: they are never parted. */
import { widthOf } from '../pdf/shape.ts'
import { TINT, type TextOptions, mm } from '../pdf/sheet.ts'
import type { VatLine } from '@saatava/einvoice/model/document.ts'
import { formatAmount, formatMoney, formatRate } from '../texts/formats.ts'
import { HEADING } from './columns.ts'
import { BODY, LEFT, RIGHT, STRONG, type Scene } from './page.ts'

const LEADING = 13.4
const BOX_HEIGHT = mm(9)
const FIGURES: TextOptions = { ...BODY, tabular: true }
const TOTALS_LEFT = mm(118)
const GAP = mm(4)
const ABOVE = mm(5)

interface Total {
  label: string
  amount: bigint
}

export function summaryHeight(scene: Scene): number {
  return ABOVE + Math.max(vatHeight(scene), totalsHeight(scene)) + mm(4)
}

export function drawSummary(scene: Scene): void {
  const top = scene.y + ABOVE
  drawVat(scene, top)
  drawTotals(scene, top)
  scene.y += summaryHeight(scene)
}

function vatHeight({ document }: Scene): number {
  return mm(5) + document.vatLines.length * LEADING
}

function drawVat({ sheet, document, labels, signed }: Scene, top: number): void {
  const { language, vatLines } = document
  const cells = (line: VatLine): string[] => [
    formatRate(line.percentage, language),
    ...[line.net, line.vat, line.net + line.vat].map((amount) => formatAmount(signed(amount), language)),
  ]
  const headings = [labels.vatTable.rate, labels.vatTable.net, labels.vatTable.vat, labels.vatTable.total]
  const rows = vatLines.map(cells)
  const measure = (figures: TextOptions): number[] =>
    headings.map((heading, at) =>
      Math.max(widthOf(heading, HEADING), ...rows.map((row) => widthOf(row[at] ?? '', figures))),
    )
  const room = TOTALS_LEFT - LEFT - GAP * (headings.length + 1)
  const natural = measure(FIGURES).reduce((sum, width) => sum + width, 0)
  const figures = { ...FIGURES, size: Math.min(FIGURES.size, (FIGURES.size * room) / natural) }
  const widths = measure(figures)
  const edges = widths.map((_, at) => LEFT + widths.slice(0, at + 1).reduce((sum, width) => sum + width + GAP, -GAP))
  let y = top + mm(2.6)
  sheet.tagged('Table', () => {
    sheet.row(headings, 'TH', (heading, at) =>
      sheet.text(heading, edges[at] ?? LEFT, y, { ...HEADING, align: 'right' }),
    )
    sheet.rule(LEFT, y + mm(1.7), (edges.at(-1) ?? LEFT) - LEFT, 0.4)
    y += mm(2.4)
    for (const row of rows) {
      y += LEADING
      sheet.row(row, 'TD', (text, at) => sheet.text(text, edges[at] ?? LEFT, y - 2, { ...figures, align: 'right' }))
    }
  })
}

function totalsOf({ document, labels }: Scene): Total[] {
  const { totals } = document
  const rounding = totals.total - totals.net - totals.vat
  return [
    { label: labels.totals.net, amount: totals.net },
    { label: labels.totals.vat, amount: totals.vat },
    ...(rounding === 0n ? [] : [{ label: labels.totals.rounding, amount: rounding }]),
    ...(totals.paid === 0n
      ? []
      : [
          { label: labels.totals.total, amount: totals.total },
          { label: labels.totals.paid, amount: -totals.paid },
        ]),
  ]
}

function totalsHeight(scene: Scene): number {
  return totalsOf(scene).length * LEADING + mm(1.5) + BOX_HEIGHT
}

function drawTotals(scene: Scene, top: number): void {
  const { sheet, document, labels, signed } = scene
  const { language, currency, type, totals, payment } = document
  const inset = mm(3)
  let y = top + mm(2.6)
  sheet.tagged('L', () => {
    for (const { label, amount } of totalsOf(scene)) {
      const text = formatAmount(signed(amount), language)
      sheet.labelled(
        () => sheet.text(label, TOTALS_LEFT + inset, y, BODY),
        () => sheet.text(text, RIGHT - inset, y, { ...FIGURES, align: 'right' }),
      )
      y += LEADING
    }
  })
  const box = { x: TOTALS_LEFT, y: y - mm(1.4), width: RIGHT - TOTALS_LEFT, height: BOX_HEIGHT }
  sheet.fillBoxes([box], TINT)
  const credit = type === 'CREDIT_NOTE'
  const base = box.y + BOX_HEIGHT / 2 + 3.8
  const label = credit ? labels.totals.credited : labels.totals.payable
  const amount = formatMoney(credit ? signed(totals.total) : payment.payable, currency, language)
  sheet.tagged('P', () => {
    sheet.text(`${label} `, TOTALS_LEFT + inset, base, { ...STRONG, size: 9 })
    sheet.text(amount, RIGHT - inset, base, { ...STRONG, size: 11, tabular: true, align: 'right' })
  })
}
