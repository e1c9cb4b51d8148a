/** The instalments of an offered plan, in columns side by side: number, due date, amount. */
import type { PlanInstalment } from '@saatava/einvoice/model/document.ts'
import { INK, MUTED, type TextOptions, mm } from '../pdf/sheet.ts'
import { formatAmount, formatDate } from '../texts/formats.ts'
import { letterWordsOf } from '../texts/letters/words.ts'
import { BODY, LEFT, type Scene, WIDTH, need } from './page.ts'

const COLUMNS = 3
const GAP = mm(9)
const COLUMN_WIDTH = (WIDTH - (COLUMNS - 1) * GAP) / COLUMNS
const DATE_LEFT = mm(10)
const LEADING = 12.6
const HEADING_HEIGHT = mm(6.2)
const HEADING: TextOptions = { weight: 'semibold', size: 7.2, grey: MUTED }
const FIGURES: TextOptions = { ...BODY, tabular: true }
/** Lines of one column, so that a block of three fits a page. */
const LINES_MAX = 40

export function drawPlan(scene: Scene, instalments: readonly PlanInstalment[]): void {
  scene.sheet.tagged('Table', () => {
    const most = COLUMNS * LINES_MAX
    for (let at = 0; at < instalments.length; at += most) drawBlock(scene, instalments.slice(at, at + most), at > 0)
  })
}

function drawBlock(scene: Scene, instalments: readonly PlanInstalment[], repeated: boolean): void {
  const lines = Math.ceil(instalments.length / COLUMNS)
  need(scene, HEADING_HEIGHT + lines * LEADING)
  const top = scene.y
  for (let column = 0; column * lines < instalments.length; column++) {
    const part = instalments.slice(column * lines, (column + 1) * lines)
    drawColumn(scene, part, LEFT + column * (COLUMN_WIDTH + GAP), top, repeated || column > 0)
  }
  scene.y = top + HEADING_HEIGHT + lines * LEADING + mm(2.4)
}

/** @param repeated its headings were read already */
function drawColumn(
  { sheet, document }: Scene,
  instalments: readonly PlanInstalment[],
  x: number,
  top: number,
  repeated: boolean,
): void {
  const { language, currency } = document
  const { plan: words } = letterWordsOf(language)
  const cell = (text: string, at: number, y: number, style: TextOptions): void => {
    if (at < 2) sheet.text(text, x + (at === 0 ? 0 : DATE_LEFT), y, style)
    else sheet.text(text, x + COLUMN_WIDTH, y, { ...style, align: 'right' })
  }
  const headings = [words.number, words.dueDate, `${words.amount}, ${currency}`]
  const draw = (text: string, at: number): void => {
    cell(text, at, top + mm(4.4), HEADING)
  }
  if (repeated)
    sheet.artifact(() => {
      headings.forEach(draw)
    })
  else sheet.row(headings, 'TH', draw)
  sheet.rule(x, top + HEADING_HEIGHT, COLUMN_WIDTH, 0.7, INK)
  instalments.forEach(({ number, dueDate, amount }, line) => {
    const y = top + HEADING_HEIGHT + (line + 1) * LEADING - 2.6
    const texts = [String(number), formatDate(dueDate, language), formatAmount(amount, language)]
    sheet.row(texts, 'TD', (text, at) => {
      cell(text, at, y, FIGURES)
    })
  })
}
