/**
 * The statement of a settlement as a PDF of A4 pages: what was paid, and of what it is made. Equal statements give equal
 * bytes, as for invoices.
 */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { Language } from '@saatava/einvoice/model/document.ts'
import { cleanText } from './clean-text.ts'
import { BODY, BOTTOM, CONTINUED_TOP, LABEL, LEFT, RIGHT, SMALL, STRONG, TOP, WIDTH, fitted } from './layout/page.ts'
import { INK, PAGE_HEIGHT, Sheet, type TextOptions, mm } from './pdf/sheet.ts'
import { writePdf } from './pdf/write-pdf.ts'
import { LANGUAGE_TAGS } from './render-invoice-pdf.ts'
import { formatAmount, formatDate, formatMoney } from './texts/formats.ts'
import { labelsOf } from './texts/labels.ts'
import { settlementWordsOf } from './texts/settlement-words.ts'

/** Amounts in minor units, with the sign that they have for the client. */
export interface SettlementStatement {
  language: Language
  agency: string
  client: string
  settlementId: number
  date: CivilDate
  reference: string
  account: string
  currency: string
  lines: {
    invoiceNumber: string
    reference: string
    date: CivilDate
    capital: bigint
    interest: bigint
    fees: bigint
    sum: bigint
  }[]
  total: bigint
  /** Debts of the client that were taken off, above zero. */
  deductions: { invoiceNumber: string; amount: bigint }[]
  paid: bigint
}

const ROW = mm(5)
const HEADING: TextOptions = { ...STRONG, size: 7.5 }
const FIGURES: TextOptions = { ...BODY, size: 8, tabular: true, align: 'right' }
const TEXT: TextOptions = { ...BODY, size: 8 }
/** Left edges of texts, right edges of figures. */
const INVOICE = LEFT
const REFERENCE = LEFT + mm(26)
const DATE = LEFT + mm(68)
const FIGURE_EDGES = [RIGHT - mm(63), RIGHT - mm(42), RIGHT - mm(22), RIGHT]
const REFERENCE_WIDTH = DATE - REFERENCE - mm(2)
const TEXT_SIZE_MIN = 5

export async function renderSettlement(given: SettlementStatement): Promise<Uint8Array> {
  const statement = clean(given)
  const page = new StatementPages(statement)
  page.draw()
  const { agency, language, date, settlementId } = statement
  const title = `${settlementWordsOf(language).title} ${settlementId}`
  return writePdf(page.sheet, { title, author: agency, subject: title, language: LANGUAGE_TAGS[language], date })
}

function clean(given: SettlementStatement): SettlementStatement {
  return {
    ...given,
    ...{ agency: cleanText(given.agency), client: cleanText(given.client), account: cleanText(given.account) },
    reference: cleanText(given.reference),
    lines: given.lines.map((line) => ({ ...line, reference: cleanText(line.reference) })),
  }
}

class StatementPages {
  readonly sheet = new Sheet()
  readonly #statement: SettlementStatement
  #y = 0

  constructor(statement: SettlementStatement) {
    this.#statement = statement
  }

  draw(): void {
    this.sheet.addPage()
    this.#drawHead()
    this.sheet.tagged('Table', () => {
      this.#drawHeadings()
      for (const line of this.#statement.lines) this.#drawLine(line)
    })
    this.#drawSums()
    this.sheet.pages.forEach((_, index) => {
      this.sheet.turnTo(index)
      this.sheet.artifact(() => {
        const text = labelsOf(this.#statement.language).page(index + 1, this.sheet.pages.length)
        this.sheet.text(this.#statement.agency, LEFT, PAGE_HEIGHT - mm(16), SMALL)
        this.sheet.text(text, RIGHT, PAGE_HEIGHT - mm(16), { ...SMALL, align: 'right' })
      })
    })
  }

  #drawHead(): void {
    const { sheet } = this
    const { language, client, settlementId, date, reference, account } = this.#statement
    const words = settlementWordsOf(language)
    sheet.tagged('H1', () => {
      sheet.text(`${words.title} ${settlementId}`, LEFT, TOP + mm(6), { ...STRONG, size: 15 })
    })
    this.#y = TOP + mm(18)
    const facts = [
      [words.client, client],
      [words.date, formatDate(date, language)],
      [words.reference, reference],
      [words.account, account],
    ] as const
    sheet.tagged('L', () => {
      for (const [label, value] of facts) {
        sheet.labelled(
          () => sheet.text(label, LEFT, this.#y, LABEL),
          () => sheet.text(value, REFERENCE, this.#y, BODY),
        )
        this.#y += ROW
      }
    })
    this.#y += mm(6)
  }

  #drawHeadings(): void {
    const { sheet } = this
    const { columns } = settlementWordsOf(this.#statement.language)
    const texts = [columns.invoice, columns.reference, columns.date]
    const figures = [columns.capital, columns.interest, columns.fees, columns.sum]
    sheet.row([...texts, ...figures], 'TH', (text, at) => {
      const edge = FIGURE_EDGES[at - texts.length]
      if (edge === undefined) sheet.text(text, [INVOICE, REFERENCE, DATE][at] ?? LEFT, this.#y, HEADING)
      else sheet.text(text, edge, this.#y, { ...HEADING, align: 'right' })
    })
    this.#y += mm(2)
    sheet.rule(LEFT, this.#y, WIDTH, 0.7, INK)
    this.#y += mm(4.2)
  }

  #drawLine({
    invoiceNumber,
    reference,
    date,
    capital,
    interest,
    fees,
    sum,
  }: SettlementStatement['lines'][number]): void {
    this.#need(ROW)
    const { sheet } = this
    const { language } = this.#statement
    const figures = [capital, interest, fees, sum].map((minor) => formatAmount(minor, language))
    const texts = [invoiceNumber, reference, formatDate(date, language)]
    sheet.row([...texts, ...figures], 'TD', (text, at) => {
      const edge = FIGURE_EDGES[at - texts.length]
      if (edge !== undefined) sheet.text(text, edge, this.#y, FIGURES)
      else if (at === 1) sheet.text(text, REFERENCE, this.#y, fitted(TEXT, text, REFERENCE_WIDTH, TEXT_SIZE_MIN))
      else sheet.text(text, at === 0 ? INVOICE : DATE, this.#y, TEXT)
    })
    this.#y += ROW
  }

  #drawSums(): void {
    const { language, currency, total, deductions, paid } = this.#statement
    const words = settlementWordsOf(language)
    this.#need(3 * ROW)
    this.sheet.rule(LEFT, this.#y - mm(3), WIDTH, 0.7, INK)
    this.#y += mm(1)
    this.#drawSum(words.total, formatMoney(total, currency, language))
    for (const { invoiceNumber, amount } of deductions)
      this.#drawSum(words.deducted(invoiceNumber), formatMoney(-amount, currency, language))
    this.#drawSum(words.paid, formatMoney(paid, currency, language), STRONG)
  }

  #drawSum(label: string, amount: string, style: TextOptions = BODY): void {
    this.#need(ROW)
    this.sheet.tagged('P', () => {
      this.sheet.text(`${label} `, LEFT, this.#y, style)
      this.sheet.text(amount, RIGHT, this.#y, { ...style, tabular: true, align: 'right' })
    })
    this.#y += ROW
  }

  /** Turns to a new page, with the headings again, unless `height` more points fit on this one. */
  #need(height: number): void {
    if (this.#y + height <= BOTTOM) return
    this.sheet.addPage()
    this.#y = CONTINUED_TOP
    this.sheet.artifact(() => {
      this.#drawHeadings()
    })
  }
}
