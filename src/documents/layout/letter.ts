/** The body of a letter of payment control: what is owed, to whom, why, how it was reckoned, and what the debtor may do. */
import type { LetterSection } from '../../invoices/document.ts'
import { wrap } from '../pdf/shape.ts'
import { mm } from '../pdf/sheet.ts'
import { formatDate, formatMoney } from '../texts/formats.ts'
import { contactOf } from '../texts/letters/contact.ts'
import { type LetterWords, boardOf, letterWordsOf } from '../texts/letters/words.ts'
import { drawClaim } from './letter-claim.ts'
import { drawNotes } from './notes.ts'
import { BODY, LABEL, LEFT, MIDDLE, RIGHT, need } from './page.ts'
import type { Scene } from './page.ts'
import { addressLines, oneLine } from '../texts/addresses.ts'
import { businessIdLabel } from '../texts/business-id.ts'
import type { Party } from '../../invoices/document.ts'

const PARTY_LEADING = 11.2

export function drawLetter(scene: Scene, letter: LetterSection): void {
  const { document } = scene
  const { language, currency } = document
  const words = letterWordsOf(language)
  const payBy = formatDate(document.dueDate, language)
  const total = formatMoney(letter.claim.total, currency, language)
  const parties = { creditor: oneLine(document.seller.name), collector: oneLine(letter.collector.name) }
  drawNotes(scene, [`${words.lead[letter.kind]({ ...parties, total, payBy })} ${words.alreadyPaid}`])
  scene.y += mm(1)
  drawClaim(scene, letter)
  drawNotes(scene, [
    interestNote(letter, words),
    ...rightsOf(letter, words, { contact: contactOf(letter.collector), payBy }),
  ])
  drawParties(scene, letter, words)
}

function interestNote({ interest, claim }: LetterSection, words: LetterWords): string {
  const runs = interest.length === 0 && claim.interest === 0n ? words.noInterest : words.interestRunsOn
  return `${runs} ${words.interestRight}`
}

function rightsOf(letter: LetterSection, words: LetterWords, of: { contact: string; payBy: string }): string[] {
  const board = boardOf(letter)
  const objection = [words.objection(of), ...(board === undefined ? [] : [words.board(board)])].join(' ')
  return [objection, words.consequence[letter.kind](of)]
}

/** Creditor and collector side by side, each with name, number and address. */
function drawParties(scene: Scene, { collector }: LetterSection, words: LetterWords): void {
  const { sheet, document } = scene
  const home = document.seller.address?.countryCode
  const columns = [
    { label: words.creditor, lines: partyLines(document.seller, scene, home), x: LEFT, width: MIDDLE - LEFT - mm(6) },
    { label: words.collector, lines: partyLines(collector, scene, home), x: MIDDLE, width: RIGHT - MIDDLE },
  ].map((column) => ({ ...column, lines: column.lines.flatMap((line) => wrap(line, BODY, column.width)) }))
  const height = 12 + Math.max(...columns.map(({ lines }) => lines.length)) * PARTY_LEADING
  need(scene, mm(2) + height)
  scene.y += mm(2)
  for (const { label, lines, x } of columns) {
    sheet.tagged('P', () => {
      sheet.text(`${label} `, x, scene.y + 6, LABEL)
      sheet.lines(lines, x, scene.y + 18, PARTY_LEADING, BODY)
    })
  }
  scene.y += height + mm(2)
}

function partyLines(party: Party, { document: { language } }: Scene, home: string | undefined): string[] {
  const { businessId, address } = party
  const number =
    businessId === undefined ? '' : `, ${businessIdLabel(address?.countryCode, language)} ${oneLine(businessId)}`
  return [`${oneLine(party.name)}${number}`, addressLines(address, home).join(', ')].filter((line) => line !== '')
}
