/** The claim of a letter, part by part: what each is made of in words, and its amount. */
import { sum } from '@saatava/core/money.ts'
import type { InvoiceDocument, LetterSection } from '@saatava/einvoice/model/document.ts'
import { widthOf, wrap } from '../pdf/shape.ts'
import { INK, MUTED, TINT, type TextOptions, mm } from '../pdf/sheet.ts'
import { formatAmount, formatDate, formatMoney, formatPercent } from '../texts/formats.ts'
import { oneLine } from '../texts/addresses.ts'
import { feeName } from '../texts/letters/fee-names.ts'
import { letterWordsOf } from '../texts/letters/words.ts'
import type { LetterWords } from '../texts/letters/letter-words.ts'
import { BODY, BOTTOM, CONTINUED_TOP, LEFT, RIGHT, SMALL, STRONG, type Scene, WIDTH, need } from './page.ts'

const DETAIL_LEFT = LEFT + mm(46)
const DETAIL_WIDTH = RIGHT - mm(28) - DETAIL_LEFT
const DETAIL: TextOptions = { ...SMALL, size: 7.6 }
const DETAIL_LEADING = 10.2
const ROW_PADDING = mm(1)
const FIGURES: TextOptions = { ...BODY, tabular: true }
const HEADING: TextOptions = { weight: 'semibold', size: 7.2, grey: MUTED }
const BOX_LEFT = mm(118)
const BOX_HEIGHT = mm(8)

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
  const total = letter.claim.total + (letter.plan === undefined ? 0n : letter.fee)
  if (claimHeight(parts) <= BOTTOM - CONTINUED_TOP) need(scene, claimHeight(parts))
  sheet.tagged('Table', () => {
    const base = scene.y + mm(4.4)
    const headings = [words.claim.title, `${words.claim.amount}, ${currency}`, '']
    sheet.row(headings, 'TH', (text, at) => {
      sheet.text(text, at === 0 ? LEFT : RIGHT, base, at === 0 ? HEADING : { ...HEADING, align: 'right' })
    })
    scene.y += mm(6.2)
    sheet.rule(LEFT, scene.y, WIDTH, 0.7, INK)
    parts.forEach((part, at) => {
      need(scene, partHeight({ ...part, details: [] }))
      if (at > 0) sheet.rule(LEFT, scene.y, WIDTH, 0.4)
      sheet.tagged('TR', () => {
        drawPart(scene, part)
      })
    })
  })
  sheet.rule(LEFT, scene.y, WIDTH, 0.7, INK)
  drawTotal(scene, words.claim.total, formatMoney(total, currency, language))
}

function drawTotal(scene: Scene, label: string, amount: string): void {
  const { sheet } = scene
  need(scene, mm(1.6) + BOX_HEIGHT)
  const box = { x: BOX_LEFT, y: scene.y + mm(1.6), width: RIGHT - BOX_LEFT, height: BOX_HEIGHT }
  sheet.fillBoxes([box], TINT)
  const base = box.y + BOX_HEIGHT / 2 + 3.8
  const style: TextOptions = { ...STRONG, size: 11, tabular: true, align: 'right' }
  sheet.tagged('P', () => {
    sheet.text(`${label} `, BOX_LEFT + mm(3), base, { ...STRONG, size: 9 })
    sheet.text(amount, RIGHT - mm(3), base, style)
  })
  scene.y = box.y + BOX_HEIGHT + mm(2.6)
}

/** Read as: what it is, how much, and why. */
function drawPart(scene: Scene, { label, details, amount }: Part): void {
  const { sheet, document } = scene
  const base = scene.y + ROW_PADDING + 7
  const left = Math.max(DETAIL_LEFT, LEFT + widthOf(label, BODY) + mm(3))
  sheet.tagged('TD', () => {
    sheet.text(label, LEFT, base, BODY)
  })
  sheet.tagged('TD', () => {
    sheet.text(formatAmount(amount, document.language), RIGHT, base, { ...FIGURES, align: 'right' })
  })
  scene.y += ROW_PADDING + 9
  sheet.tagged('TD', () => {
    details.forEach((line, at) => {
      const shown = at + 1 < details.length ? `${line} ` : line
      // Interest of many parts may go on over the page.
      if (at > 0) need(scene, DETAIL_LEADING)
      sheet.text(shown, left, at === 0 ? base : scene.y + 8, DETAIL)
      if (at > 0) scene.y += DETAIL_LEADING
    })
  })
  scene.y += ROW_PADDING
}

function partHeight({ details }: Part): number {
  return 2 * ROW_PADDING + 9 + Math.max(0, details.length - 1) * DETAIL_LEADING
}

function claimHeight(parts: Part[]): number {
  return mm(6.2) + parts.reduce((sum, part) => sum + partHeight(part), 0) + mm(5.1) + BOX_HEIGHT
}

/** Capital and fees always stand there; interest and costs where there are any. */
function partsOf({ document }: Scene, letter: LetterSection): Part[] {
  const { claim, interest, invoice } = letter
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
  const parts = [
    { label: words.claim.capital, details: [basis], amount: claim.capital },
    ...present({ label: words.claim.interest, details: periods, amount: claim.interest }),
    ...present({ label: words.claim.costs, details: [], amount: claim.costs }),
    ...feeParts(letter, words, document),
  ]
  return parts.map((part) => ({
    ...part,
    details: part.details.flatMap((text) => wrap(text, DETAIL, DETAIL_WIDTH)),
  }))
}

function present(part: Part): Part[] {
  return part.amount === 0n ? [] : [part]
}

/** Each fee by its country's name and its day, and what was paid of them; in one sum on letters from before that. */
function feeParts(
  { countryCode, kind, claim, fee, feesCharged, plan }: LetterSection,
  words: LetterWords,
  { language, currency, date: today }: InvoiceDocument,
): Part[] {
  const money = (minor: bigint): string => formatMoney(minor, currency, language)
  if (feesCharged === undefined) {
    const share = fee > 0n && fee !== claim.fees ? [words.ofThisLetter(money(fee))] : []
    return [{ label: words.claim.fees, details: share, amount: claim.fees }]
  }
  const parts = feesCharged.map(({ step, date, amount }) => {
    const own = step === kind && date === today ? `, ${words.thisLetter}` : ''
    return { label: feeName(step, countryCode, language), details: [`${formatDate(date, language)}${own}`], amount }
  })
  const paid = sum(feesCharged.map(({ amount }) => amount)) - claim.fees
  const offered =
    plan === undefined ? [] : present({ label: feeName('PLAN', countryCode, language), details: [], amount: fee })
  const all = [...parts, ...present({ label: words.claim.feesPaid, details: [], amount: -paid }), ...offered]
  return all.length > 0 ? all : [{ label: words.claim.fees, details: [], amount: 0n }]
}
