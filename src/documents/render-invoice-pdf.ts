/**
 * An invoice as a PDF of A4 pages. Equal documents always give the same bytes, so a file can be made again at any time
 * and known by its hash: its date of making is the invoice's, and no chance goes into it.
 */
import type { InvoiceDocument, LetterSection } from '@saatava/einvoice/model/document.ts'
import { cleanDocument, cleanText } from './clean-text.ts'
import { drawFooter } from './layout/footer.ts'
import { drawContinuedHead, drawHead, drawParties, LOGO_BOX } from './layout/head.ts'
import { closing, drawNotes, introduction, notesHeight, paymentNote } from './layout/notes.ts'
import { BOTTOM, CONTINUED_TOP, STRONG, type Scene, need } from './layout/page.ts'
import { drawPayment, hasPayment, paymentHeight } from './layout/payment.ts'
import { drawRows } from './layout/rows.ts'
import { drawLetter } from './layout/letter.ts'
import { senderOf } from './layout/sender.ts'
import { drawSummary, summaryHeight } from './layout/summary.ts'
import { readLogo } from './pdf/logo.ts'
import { Sheet, mm } from './pdf/sheet.ts'
import { type Properties, writePdf } from './pdf/write-pdf.ts'
import { labelsOf } from './texts/labels.ts'
import { titleOf } from './texts/title.ts'

/** More rows than any invoice that the API takes; a page holds about forty. */
export const RENDERED_ROWS_MAX = 20_000

export const LANGUAGE_TAGS = { fi: 'fi', sv: 'sv', en: 'en', no: 'nb', da: 'da' } as const

/**
 * Renders an invoice, credit note or reminder.
 * @returns the file; throws a RangeError above RENDERED_ROWS_MAX rows
 */
export async function renderInvoicePdf(given: InvoiceDocument): Promise<Uint8Array> {
  return render(given, (scene, document) => {
    if (document.letter === undefined) drawInvoice(scene)
    else drawWholeLetter(scene, document.letter)
  })
}

/** The page that follows a seller's own print-out which does not say where to pay: the head, and how to pay. */
export async function renderPaymentPage(given: InvoiceDocument): Promise<Uint8Array> {
  return render({ ...given, rows: [] }, (scene) => {
    drawNotes(scene, [scene.labels.insteadOfPrintout], STRONG)
    drawPaymentEnd(scene)
  })
}

async function render(
  given: InvoiceDocument,
  drawBody: (scene: Scene, document: InvoiceDocument) => void,
): Promise<Uint8Array> {
  if (given.rows.length > RENDERED_ROWS_MAX)
    throw new RangeError(`An invoice of ${given.rows.length} rows; at most ${RENDERED_ROWS_MAX} can be rendered.`)
  const document = cleanDocument(given)
  const labels = labelsOf(document.language)
  const ofSeller = senderOf(document) === document.seller
  const logo = ofSeller ? document.logo && readLogo(document.logo) : undefined
  const scene = sceneOf(document, labels)
  drawHead(scene, logo)
  drawParties(scene)
  drawBody(scene, document)
  scene.sheet.pages.forEach((_, index) => {
    scene.sheet.turnTo(index)
    drawFooter(scene, index + 1)
  })
  return writePdf(
    scene.sheet,
    propertiesOf(document),
    logo && { image: logo, alt: document.seller.name, box: LOGO_BOX },
  )
}

function drawInvoice(scene: Scene): void {
  drawNotes(scene, introduction(scene))
  scene.y += mm(2)
  if (scene.document.rows.length > 0) drawRows(scene, endHeight(scene).together)
  drawEnd(scene)
}

function drawWholeLetter(scene: Scene, letter: LetterSection): void {
  drawLetter(scene, letter)
  if (!hasPayment(scene)) return
  const note = paymentNote(scene)
  const noteHeight = note === undefined ? 0 : notesHeight([note], STRONG)
  need(scene, noteHeight + paymentHeight(scene))
  if (note !== undefined) drawNotes(scene, [note], STRONG)
  drawPayment(scene)
}

/** Properties that the file states about itself. */
export function propertiesOf(document: InvoiceDocument): Properties {
  const title = cleanText(`${titleOf(document)} ${document.number}`)
  return {
    title,
    author: cleanText(senderOf(document).name),
    subject: title,
    language: LANGUAGE_TAGS[document.language],
    date: document.date,
  }
}

function sceneOf(document: InvoiceDocument, labels: Scene['labels']): Scene {
  const sheet = new Sheet()
  const credit = document.type === 'CREDIT_NOTE'
  const scene: Scene = {
    sheet,
    document,
    labels,
    signed: (minor) => (credit ? -minor : minor),
    y: 0,
    nextPage: () => {
      sheet.addPage()
      drawContinuedHead(scene)
      scene.y = CONTINUED_TOP
    },
  }
  sheet.addPage()
  return scene
}

interface EndHeight {
  /** The payment block with the note above it. */
  paying: number
  /** Totals, notes and payment where they fit one page; else the totals, and the rest flows. */
  together: number
}

function endHeight(scene: Scene): EndHeight {
  const note = paymentNote(scene)
  const noteHeight = note === undefined ? 0 : notesHeight([note], STRONG)
  const paying = noteHeight + (hasPayment(scene) ? paymentHeight(scene) : 0)
  const whole = summaryHeight(scene) + notesHeight(closing(scene)) + paying
  return { paying, together: whole <= BOTTOM - CONTINUED_TOP ? whole : summaryHeight(scene) }
}

function drawEnd(scene: Scene): void {
  need(scene, endHeight(scene).together)
  drawSummary(scene)
  drawNotes(scene, closing(scene))
  drawPaymentEnd(scene)
}

/** The note on who is paid, and how, at the foot of the page. */
function drawPaymentEnd(scene: Scene): void {
  const { paying } = endHeight(scene)
  const note = paymentNote(scene)
  need(scene, paying)
  if (note !== undefined) {
    if (hasPayment(scene)) scene.y = Math.max(scene.y, BOTTOM - paying)
    drawNotes(scene, [note], STRONG)
  }
  if (hasPayment(scene)) drawPayment(scene)
}
