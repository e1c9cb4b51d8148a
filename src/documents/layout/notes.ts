/** Running text: what the seller wrote, and what the law wants said. */
import { VAT_CATEGORIES } from '@saatava/einvoice/model/document.ts'
import { wrap } from '../pdf/shape.ts'
import { type TextOptions, mm } from '../pdf/sheet.ts'
import { filled, oneLine } from '../texts/addresses.ts'
import { formatMoney } from '../texts/formats.ts'
import { BODY, LEFT, type Scene, WIDTH, need } from './page.ts'

/** Points. */
export interface NoteShape {
  leading: number
  between: number
  /** How long a line may be. */
  measure: number
}

/** A line of text is hard to follow when it is longer. */
const MEASURE = Math.min(WIDTH, mm(150))
const SHAPE: NoteShape = { leading: 11.6, between: mm(1.8), measure: MEASURE }

/** Returns the texts before the rows. */
export function introduction({ document, labels }: Scene): string[] {
  return [document.type === 'REMINDER' ? labels.reminder : undefined, document.description].filter(filled)
}

/** Returns the texts after the totals. */
export function closing({ document, labels }: Scene): string[] {
  const used = new Set(
    [...document.vatLines, ...document.rows.map((row) => ({ category: row.vatCategory }))].map(
      ({ category }) => category,
    ),
  )
  return [
    vatInOwnCurrency({ document, labels }),
    ...VAT_CATEGORIES.filter((category) => used.has(category)).map((category) => labels.vatNotes[category]),
    document.additionalInformation,
    document.terms.text,
  ].filter(filled)
}

/** The VAT in the seller's own currency, where the invoice is in another (VAT directive 2006/112/EC, art. 230). */
function vatInOwnCurrency({ document, labels }: Pick<Scene, 'document' | 'labels'>): string | undefined {
  const { taxCurrency: own, currency, language, type } = document
  if (own === undefined) return undefined
  const amount = formatMoney(type === 'CREDIT_NOTE' ? -own.vat : own.vat, own.code, language)
  const rate = language === 'en' ? own.exchangeRate : own.exchangeRate.replace('.', ',')
  return `${labels.totals.vat}: ${amount} (1 ${currency} = ${rate} ${own.code})`
}

/** Why nothing need be paid, or to whom alone; it stands above the payment block. */
export function paymentNote({ document, labels }: Pick<Scene, 'document' | 'labels'>): string | undefined {
  const { factoring, payment, type } = document
  if (type === 'CREDIT_NOTE') return undefined
  if (payment.payable <= 0n) return document.letter === undefined ? labels.nothingToPay : undefined
  if (payment.payee !== undefined && document.letter === undefined) return clientFundsNote({ document, labels })
  if (factoring === undefined) return undefined
  const agreement = filled(factoring.agreementNumber) ? labels.factoringAgreement(factoring.agreementNumber) : undefined
  return [labels.factoring(factoring.financierName), agreement].filter(filled).join(' ')
}

function clientFundsNote({ document, labels }: Pick<Scene, 'document' | 'labels'>): string {
  const { payment, seller } = document
  return labels.clientFunds({ payee: oneLine(payment.payee?.name ?? ''), seller: oneLine(seller.name) })
}

export function notesHeight(texts: string[], style: TextOptions = BODY): number {
  const { leading, between, measure } = SHAPE
  return texts.reduce((sum, text) => sum + wrap(text, style, measure).length * leading + between, 0)
}

/** Draws paragraphs line by line, over pages where need be. */
export function drawNotes(
  scene: Scene,
  texts: readonly string[],
  style: TextOptions = BODY,
  { leading, between, measure }: NoteShape = SHAPE,
): void {
  for (const text of texts) {
    const lines = wrap(text, style, measure)
    scene.sheet.tagged('P', () => {
      lines.forEach((line, at) => {
        need(scene, leading)
        const shown = at + 1 < lines.length ? `${line} ` : line
        scene.sheet.text(shown, LEFT, scene.y + leading * 0.8, style)
        scene.y += leading
      })
    })
    scene.y += between
  }
}
