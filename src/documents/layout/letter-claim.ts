/** The claim of a letter, part by part: what each is made of in words, and its amount. */
import type { LetterSection } from '../../invoices/document.ts'
import { wrap } from '../pdf/shape.ts'
import { INK, MUTED, TINT, mm } from '../pdf/sheet.ts'
import type { TextOptions } from '../pdf/sheet.ts'
import { formatAmount, formatDate, formatMoney, formatPercent } from '../texts/formats.ts'
import { oneLine } from '../texts/addresses.ts'
import { letterWordsOf } from '../texts/letters/words.ts'
import { BODY, BOTTOM, CONTINUED_TOP, LEFT, RIGHT, SMALL, STRONG, WIDTH, need } from './page.ts'
import type { Scene } from './page.ts'

const DETAIL_LEFT = LEFT + mm(46)
const DETAIL_WIDTH = RIGHT - mm(28) - DETAIL_LEFT
const DETAIL: TextOptions = { ...SMALL, size: 7.6 }
const DETAIL_LEADING = 10.2
const ROW_PADDING = mm(1.5)
const FIGURES: TextOptions = { ...BODY, tabular: true }
const HEADING: TextOptions = { weight: 'semibold', size: 7.2, grey: MUTED }
const BOX_LEFT = mm(118)
const BOX_HEIGHT = mm(9)

interface Part {
  label: string
  details: string[]
  amount: bigint
}

export function drawClaim(scene: Scene, letter: LetterSection): void {
  const { sheet, document } = scene
  const { language, currency } = document
  const words = letterWordsOf(language)
  const parts = partsOf(scene, letter)
  if (claimHeight(parts) <= BOTTOM - CONTINUED_TOP) need(scene, claimHeight(parts))
  const base = scene.y + mm(4.4)
  sheet.text(words.claim.title, LEFT, base, HEADING)
  sheet.text(`${words.claim.amount}, ${currency}`, RIGHT, base, { ...HEADING, align: 'right' })
  scene.y += mm(6.2)
  sheet.rule(LEFT, scene.y, WIDTH, 0.7, INK)
  parts.forEach((part, at) => {
    need(scene, partHeight({ ...part, details: [] }))
    if (at > 0) sheet.rule(LEFT, scene.y, WIDTH, 0.4)
    drawPart(scene, part)
  })
  sheet.rule(LEFT, scene.y, WIDTH, 0.7, INK)
  need(scene, mm(1.6) + BOX_HEIGHT)
  const box = { x: BOX_LEFT, y: scene.y + mm(1.6), width: RIGHT - BOX_LEFT, height: BOX_HEIGHT }
  sheet.fillBoxes([box], TINT)
  const total = box.y + BOX_HEIGHT / 2 + 3.8
  sheet.text(words.claim.total, BOX_LEFT + mm(3), total, { ...STRONG, size: 9 })
  const style: TextOptions = { ...STRONG, size: 11, tabular: true, align: 'right' }
  sheet.text(formatMoney(letter.claim.total, currency, language), RIGHT - mm(3), total, style)
  scene.y = box.y + BOX_HEIGHT + mm(3.5)
}

function drawPart(scene: Scene, part: Part): void {
  const { sheet, document } = scene
  const base = scene.y + ROW_PADDING + 7
  sheet.text(part.label, LEFT, base, BODY)
  sheet.text(formatAmount(part.amount, document.language), RIGHT, base, { ...FIGURES, align: 'right' })
  const [first = '', ...more] = part.details
  sheet.text(first, DETAIL_LEFT, base, DETAIL)
  scene.y += ROW_PADDING + 9
  // Interest of many parts may go on over the page.
  for (const line of more) {
    need(scene, DETAIL_LEADING)
    sheet.text(line, DETAIL_LEFT, scene.y + 8, DETAIL)
    scene.y += DETAIL_LEADING
  }
  scene.y += ROW_PADDING
}

function partHeight({ details }: Part): number {
  return 2 * ROW_PADDING + 9 + Math.max(0, details.length - 1) * DETAIL_LEADING
}

function claimHeight(parts: Part[]): number {
  return mm(6.2) + parts.reduce((sum, part) => sum + partHeight(part), 0) + mm(5.1) + BOX_HEIGHT
}

/** Capital and fees always stand there; interest and costs where there are any. */
function partsOf({ document }: Scene, { claim, fee, interest, invoice }: LetterSection): Part[] {
  const { language, currency } = document
  const words = letterWordsOf(language)
  const date = (value: string): string => formatDate(value, language)
  const money = (minor: bigint): string => formatMoney(minor, currency, language)
  const ground = words.ground({
    invoice: invoice.number,
    date: date(invoice.date),
    dueDate: date(invoice.dueDate),
    total: money(invoice.total),
  })
  const { subject } = invoice
  const basis = subject === undefined ? ground : `${ground}. ${words.concerns(oneLine(subject))}`
  const periods = interest.map(({ from, to, percentage, capital }) =>
    words.interestPeriod({
      from: date(from),
      to: date(to),
      rate: formatPercent(percentage, language),
      capital: money(capital),
    }),
  )
  const share = fee > 0n && fee !== claim.fees ? [words.ofThisLetter(money(fee))] : []
  const parts = [
    { label: words.claim.capital, details: [basis], amount: claim.capital },
    { label: words.claim.interest, details: periods, amount: claim.interest },
    { label: words.claim.costs, details: [], amount: claim.costs },
    { label: words.claim.fees, details: share, amount: claim.fees },
  ]
  const shown = parts.filter(({ amount }, at) => amount !== 0n || at === 0 || at === 3)
  return shown.map((part) => ({
    ...part,
    details: part.details.flatMap((text) => wrap(text, DETAIL, DETAIL_WIDTH)),
  }))
}
