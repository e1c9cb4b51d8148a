/** The body of a letter of payment control: what is owed, to whom, why, how it was reckoned, and what the debtor may do. */
import type { LetterSection, Party } from '@saatava/einvoice/model/document.ts'
import { wrap } from '../pdf/shape.ts'
import { type TextOptions, mm } from '../pdf/sheet.ts'
import { addressLines, oneLine } from '../texts/addresses.ts'
import { businessIdLabel } from '../texts/business-id.ts'
import { contactLines } from '../texts/letters/contact.ts'
import { letterWordsOf } from '../texts/letters/words.ts'
import { drawClaim } from './letter-claim.ts'
import { creditorName, leadOf, rightsOf, statesClaim } from './letter-paragraphs.ts'
import { drawPlan } from './letter-plan.ts'
import { type NoteShape, drawNotes } from './notes.ts'
import { BODY, LABEL, LEFT, MIDDLE, RIGHT, type Scene, WIDTH, need } from './page.ts'

const PARTY: TextOptions = { ...BODY, size: 8 }
const PARTY_LEADING = 10
/**
 * A letter that states a claim says much, and is one sheet where it can be: the text after the claim is set a little
 * smaller.
 */
const RIGHTS: TextOptions = { ...BODY, size: 8 }
const LEAD_SHAPE: NoteShape = { leading: 11.6, between: mm(1), measure: WIDTH }
const RIGHTS_SHAPE: NoteShape = { leading: 10, between: mm(1), measure: WIDTH }

export function drawLetter(scene: Scene, letter: LetterSection): void {
  const { document } = scene
  drawNotes(scene, [leadOf(document, letter)], BODY, LEAD_SHAPE)
  if (statesClaim(letter)) {
    drawClaim(scene, letter)
    if (letter.plan !== undefined) drawPlan(scene, letter.plan.instalments)
  }
  const rights = rightsOf(document, letter)
  if (statesClaim(letter)) drawNotes(scene, rights, RIGHTS, RIGHTS_SHAPE)
  else drawNotes(scene, rights)
  drawParties(scene, letter)
}

/** Creditor and collector side by side, each with name, number and address, and how the collector is reached. */
function drawParties(scene: Scene, letter: LetterSection): void {
  const { sheet } = scene
  const words = letterWordsOf(scene.document.language)
  const columns = [
    { label: words.creditor, lines: creditorLines(scene), x: LEFT, width: MIDDLE - LEFT - mm(6) },
    { label: words.collector, lines: collectorLines(scene, letter), x: MIDDLE, width: RIGHT - MIDDLE },
  ].map((column) => ({ ...column, lines: column.lines.flatMap((line) => wrap(line, PARTY, column.width)) }))
  const height = 11 + Math.max(...columns.map(({ lines }) => lines.length)) * PARTY_LEADING
  need(scene, mm(1) + height)
  scene.y += mm(1)
  for (const { label, lines, x } of columns) {
    sheet.tagged('P', () => {
      sheet.text(`${label} `, x, scene.y + 6, LABEL)
      sheet.lines(lines, x, scene.y + 17, PARTY_LEADING, PARTY)
    })
  }
  scene.y += height + mm(1)
}

/** Where the receivable was sold, its buyer is the creditor, and the seller the original one. */
function creditorLines(scene: Scene): string[] {
  const { document } = scene
  const seller = partyLines(document.seller, scene)
  if (document.factoring === undefined) return seller
  const { originalCreditor } = letterWordsOf(document.language)
  return [creditorName(document), `${originalCreditor}: ${seller.join(', ')}`]
}

function collectorLines(scene: Scene, { collector }: LetterSection): string[] {
  const { contact } = letterWordsOf(scene.document.language)
  return [...partyLines(collector, scene), ...contactLines(collector, contact)]
}

function partyLines(party: Party, { document: { language, seller } }: Scene): string[] {
  const { businessId, address } = party
  const home = seller.address?.countryCode
  const number =
    businessId === undefined ? '' : `, ${businessIdLabel(address?.countryCode, language)} ${oneLine(businessId)}`
  return [`${oneLine(party.name)}${number}`, addressLines(address, home).join(', ')].filter((line) => line !== '')
}
