/** The first page down to the rows: who sends, what it is, the facts of it, to whom it goes. */
import type { PngLogo, JpegLogo } from '../pdf/logo.ts'
import { widthOf, wrap } from '../pdf/shape.ts'
import { type Box, MUTED, type Sheet, mm } from '../pdf/sheet.ts'
import { addressLines, envelopeLines, filled, oneLine } from '../texts/addresses.ts'
import { titleOf } from '../texts/title.ts'
import { facts } from './facts.ts'
import type { Fact } from './fact.ts'
import { BODY, LABEL, LEFT, MIDDLE, RIGHT, SMALL, STRONG, type Scene, TOP, WINDOW, fitted, inFigures } from './page.ts'
import { senderOf } from './sender.ts'

export const LOGO_BOX: Box = { x: LEFT, y: mm(12), width: mm(72), height: mm(22) }

const TITLE_SIZE = 20
const NAME_SIZE = 15
const ADDRESS = { weight: 'regular', size: 9.5 } as const
const ADDRESS_LEADING = 13
const FACT_LEADING = 12.6
const FACT_SIZE_MIN = 6.8

export function drawHead(scene: Scene, logo: PngLogo | JpegLogo | undefined): void {
  if (logo === undefined) drawSellerName(scene)
  drawTitle(scene)
  const factsEnd = drawFacts(scene)
  drawWindow(scene)
  // A letter says more than an invoice before its payment.
  scene.y = Math.max(WINDOW.bottom, factsEnd) + mm(scene.document.letter === undefined ? 5 : 0.8)
}

function drawSellerName({ sheet, document }: Scene): void {
  const width = MIDDLE - LEFT - mm(6)
  const name = oneLine(senderOf(document).name)
  let size = NAME_SIZE
  while (size > 9 && wrap(name, { weight: 'semibold', size }, width).length > 2) size--
  const lines = wrap(name, { weight: 'semibold', size }, width).slice(0, 3)
  sheet.tagged('P', () => {
    sheet.lines(lines, LEFT, TOP + mm(5), size * 1.25, { weight: 'semibold', size })
  })
}

function drawTitle({ sheet, document }: Scene): void {
  const title = titleOf(document)
  const style = { weight: 'semibold', size: TITLE_SIZE } as const
  const size = Math.min(TITLE_SIZE, (TITLE_SIZE * (RIGHT - MIDDLE)) / widthOf(title, style))
  sheet.tagged('H1', () => {
    sheet.text(title, MIDDLE, TOP + mm(5), { ...style, size })
  })
}

/** Labels and values side by side; gives where they end. */
function drawFacts(scene: Scene): number {
  const { sheet } = scene
  const list = facts(scene)
  const labelWidth = Math.max(...list.map(({ label }) => widthOf(label, LABEL))) + mm(5)
  const valueX = MIDDLE + Math.min(labelWidth, mm(46))
  let y = TOP + mm(15)
  sheet.tagged('L', () => {
    for (const fact of list) y = drawFact(sheet, fact, valueX, y)
  })
  return y
}

/** @returns where the next one begins */
function drawFact(sheet: Sheet, { label, value, strong, gap }: Fact, valueX: number, top: number): number {
  const y = gap === true ? top + FACT_LEADING * 0.45 : top
  const text = oneLine(value)
  const width = RIGHT - valueX
  const style = inFigures(strong === true ? STRONG : BODY, text)
  // A text that is a little too long for a line is set smaller, for numbers are read as a whole; a text that is far too
  // long is not.
  const smaller = fitted(style, text, width, FACT_SIZE_MIN)
  const shown = widthOf(text, smaller) > width ? style : smaller
  const lines = wrap(text, shown, width)
  sheet.labelled(
    () => sheet.text(label, MIDDLE, y, LABEL),
    () => sheet.lines(lines, valueX, y, FACT_LEADING, shown),
  )
  return y + lines.length * FACT_LEADING
}

/** Draws the text behind the window of the envelope: small, from whom; below it, to whom. */
function drawWindow({ sheet, document }: Scene): void {
  const { recipient } = document
  const seller = senderOf(document)
  const from = [oneLine(seller.name), ...addressLines(seller.address, seller.address?.countryCode)].join(', ')
  const style = fitted({ ...SMALL, size: 6.5 }, from, WINDOW.width, 5)
  const [sender = ''] = wrap(from, style, WINDOW.width)
  // The sender's name and address are read at the foot of the page.
  sheet.artifact(() => {
    sheet.text(sender.replace(/,$/, ''), LEFT, WINDOW.top + 7, style)
  })
  const lines = envelopeLines(recipient, seller.address?.countryCode)
  const y = WINDOW.top + mm(8)
  const wrapped = lines.flatMap((line) => wrap(line, ADDRESS, WINDOW.width))
  // A very long address is set closer, for the postman must see its last line.
  const leading = Math.min(ADDRESS_LEADING, (WINDOW.bottom - y) / wrapped.length)
  sheet.tagged('P', () => {
    sheet.lines(wrapped, LEFT, y, leading, { ...ADDRESS, size: Math.min(ADDRESS.size, leading * 0.8) })
  })
}

/** The buyer where somebody else takes the invoice, and where the goods went. */
export function drawParties(scene: Scene): void {
  const { sheet, document, labels } = scene
  const home = document.seller.address?.countryCode
  const { buyer, recipient, delivery } = document
  const buyerLines = [oneLine(buyer.name), ...addressLines(buyer.address, home)]
  const taken = [oneLine(recipient.name), ...addressLines(recipient.address, home)]
  const blocks = [
    ...(buyerLines.join('\n') === taken.join('\n') ? [] : [{ label: labels.buyer, lines: buyerLines }]),
    ...(delivery === undefined ? [] : [{ label: labels.delivery, lines: envelopeLines(delivery, home) }]),
  ].filter(({ lines }) => lines.some(filled))
  if (blocks.length === 0) return
  const heights = blocks.map(({ label, lines }, at) => {
    const x = at === 0 ? LEFT : MIDDLE
    const wrapped = lines.flatMap((line) => wrap(line, BODY, (at === 0 ? MIDDLE - LEFT : RIGHT - MIDDLE) - mm(6)))
    sheet.tagged('P', () => {
      sheet.text(`${label} `, x, scene.y, LABEL)
      sheet.lines(wrapped, x, scene.y + 12, 11.2, BODY)
    })
    return 12 + wrapped.length * 11.2
  })
  scene.y += Math.max(...heights) + mm(3)
}

/** The head of every page after the first: what it continues. */
export function drawContinuedHead({ sheet, document }: Scene): void {
  const what = `${titleOf(document)} ${oneLine(document.number)}`
  const name = wrap(oneLine(senderOf(document).name), STRONG, MIDDLE - LEFT - mm(6))[0] ?? ''
  const [shown = ''] = wrap(what, BODY, RIGHT - MIDDLE)
  sheet.artifact(() => {
    sheet.text(name, LEFT, TOP + 6, STRONG)
    sheet.text(shown, RIGHT, TOP + 6, { ...BODY, grey: MUTED, align: 'right' })
  })
  sheet.rule(LEFT, TOP + 14, RIGHT - LEFT)
}
