/** The foot of every page: who the sender is, by name, number and address; which page this is. */
import { widthOf, wrap } from '../pdf/shape.ts'
import { PAGE_HEIGHT, type TextOptions, mm } from '../pdf/sheet.ts'
import { addressLines, filled, oneLine } from '../texts/addresses.ts'
import { businessIdLabel } from '../texts/business-id.ts'
import { LEFT, RIGHT, SMALL, type Scene, WIDTH } from './page.ts'
import { senderOf } from './sender.ts'

const TOP = PAGE_HEIGHT - mm(21)
const LEADING = 9.4
const LINES_MAX = 4
const COLUMN_GAP = mm(5)

export function drawFooter(scene: Scene, page: number): void {
  const { sheet } = scene
  sheet.rule(LEFT, TOP, WIDTH, 0.4)
  if (page > 1) {
    sheet.artifact(() => {
      drawLines(scene, page)
    })
    return
  }
  drawLines(scene, page)
}

/** The first page says it; the others repeat it. */
function drawLines(scene: Scene, page: number): void {
  const { sheet, labels } = scene
  const pageText = labels.page(page, sheet.pages.length)
  const base = TOP + mm(4.2)
  const style: TextOptions = { ...SMALL, align: 'right' }
  const pageWidth = widthOf(pageText, style)
  sheet.artifact(() => {
    sheet.text(pageText, RIGHT, base, style)
  })
  const width = (WIDTH - pageWidth - 3 * COLUMN_GAP) / 3
  columnsOf(scene).forEach((lines, at) => {
    const shown = lines.flatMap((line) => wrap(line, SMALL, width)).slice(0, LINES_MAX)
    sheet.tagged('P', () => {
      sheet.lines(shown, LEFT + at * (width + COLUMN_GAP), base, LEADING, SMALL)
    })
  })
}

function columnsOf({ document, labels }: Scene): string[][] {
  const { language } = document
  const seller = senderOf(document)
  const country = seller.address?.countryCode
  const labelled = (label: string, value: string | undefined): string | undefined =>
    filled(value) ? `${label} ${value}` : undefined
  return [
    [seller.name, ...addressLines(seller.address, country)],
    [
      labelled(businessIdLabel(country, language), seller.businessId),
      labelled(labels.footer.vatCode, seller.vatCode),
      seller.website,
    ],
    [seller.contactName, labelled(labels.footer.phone, seller.phone), seller.email],
  ].map((column) => column.filter(filled).map(oneLine))
}
