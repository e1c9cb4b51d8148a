/**
 * Bankgirot's BgMax, 80 columns: start (01), per receiver and day an opening (05), its payments and deductions and
 * their deposit (15), end (70). The deposit comes last and has the date and the number that payments are known by, so
 * their lines are held until then. Source: Bankgirot, "Bankgiro Inbetalningar – Technical manual".
 */
import { type Output, ReadingStopped } from '../output.ts'
import { giveDeposit } from './bgmax-deposit.ts'
import type { BgMaxOpening } from './bgmax-opening.ts'
import { columns, dateIn, integerIn, numberIn, shownLine } from './columns.ts'
import { HeldLines } from './held-lines.ts'
import type { Records } from './line-reader.ts'

const WIDTH = 80
const TAB_STOP = 8

export class BgMaxRecords implements Records {
  readonly lastBegins = '70'
  readonly #output: Output
  #fileId = ''
  /** Civil date of the file. */
  #created: string | undefined
  #headGiven = false
  #open = false
  #opening: BgMaxOpening | undefined
  /** Lines of the opening. */
  readonly #lines = new HeldLines()
  #counts = { payments: 0n, deductions: 0n, references: 0n, deposits: 0n }

  constructor(output: Output) {
    this.#output = output
  }

  line(text: string, number: number): Iterable<void> | undefined {
    const position = `line ${number}`
    const line = withoutTabs(text).padEnd(WIDTH)
    const code = columns(line, 1, 2)
    if (line.trimEnd().length > WIDTH) this.#outOfPlace(line, position)
    else if (code === '01') this.#start(line, position)
    else if (!this.#open) this.#outOfPlace(line, position)
    else if (code === '05') this.#begin(line, position)
    else if (code === '15') return this.#deposit(line, position)
    else if (code === '70') this.#finish(line, position)
    else this.#hold(line, number, code)
    return undefined
  }

  end(): void {
    if (!this.#open) return
    this.#unfinished('end')
    throw new ReadingStopped('TRUNCATED', 'end', 'The file ends without its end record (70).')
  }

  #start(line: string, position: string): void {
    if (this.#open) this.#output.fault('check', position, 'TRUNCATED', 'The file before has no end record (70).')
    this.#unfinished(position)
    this.#open = true
    this.#counts = { payments: 0n, deductions: 0n, references: 0n, deposits: 0n }
    this.#fileId = `BGMAX/${columns(line, 25, 44).trim()}`
    this.#created = dateIn(line, 25, 'YYYYMMDD')
    if (!this.#headGiven)
      this.#output.head({ format: 'bgmax', fileId: this.#fileId, createdAt: columns(line, 25, 44).trim() })
    this.#headGiven = true
    if (columns(line, 45, 45) === 'T')
      throw new ReadingStopped(
        'NOT_PAYMENTS',
        position,
        'The start record marks the file as a test (T in column 45): nothing in it is money.',
      )
  }

  #begin(line: string, position: string): void {
    this.#unfinished(position)
    const bankgiro = numberIn(line, 3, 12)
    this.#lines.clear()
    this.#opening = {
      position,
      days: { file: this.#created, today: this.#output.days.today },
      fileId: this.#fileId,
      account: bankgiro ?? numberIn(line, 13, 22) ?? '',
      accountScheme: bankgiro === undefined ? 'PLUSGIRO' : 'BANKGIRO',
      currency: columns(line, 23, 25).trim() || 'SEK',
      lines: this.#lines,
    }
  }

  #hold(line: string, number: number, code: string): void {
    const opening = this.#opening
    if (opening === undefined) return this.#outOfPlace(line, `line ${number}`)
    if (code === '20') this.#counts.payments += 1n
    else if (code === '21') this.#counts.deductions += 1n
    else if (code === '22' || code === '23') this.#counts.references += 1n
    const { depositLinesMax } = this.#output.limits
    if (opening.lines.length >= depositLinesMax)
      throw new ReadingStopped('TOO_LONG', `line ${number}`, `A deposit of more than ${depositLinesMax} lines.`)
    opening.lines.add(line, number)
  }

  #deposit(line: string, position: string): Iterable<void> | undefined {
    const opening = this.#opening
    this.#opening = undefined
    if (opening === undefined) {
      this.#outOfPlace(line, position)
      return undefined
    }
    this.#counts.deposits += 1n
    return giveDeposit(opening, line, position, this.#output)
  }

  #finish(line: string, position: string): void {
    this.#unfinished(position)
    this.#open = false
    const { payments, deductions, references, deposits } = this.#counts
    const read = [payments, deductions, references, deposits]
    const says = [integerIn(line, 3, 10), integerIn(line, 11, 18), integerIn(line, 19, 26), integerIn(line, 27, 34)]
    if (says.some((count, i) => count !== read[i]))
      this.#output.fault(
        'check',
        position,
        'COUNT_MISMATCH',
        `The end record counts ${says.map((count) => count ?? 'no').join(', ')} payments, deductions, extra references and deposits, but ${read.join(', ')} could be read.`,
      )
  }

  #unfinished(position: string): void {
    const opening = this.#opening
    this.#opening = undefined
    if (opening === undefined || opening.lines.length === 0) return
    this.#output.fault(
      'entry',
      position,
      'TRUNCATED',
      `Lines ${opening.lines.span} have no deposit record (15), so neither date nor number: their payments are not given.`,
    )
  }

  #outOfPlace(line: string, position: string): void {
    this.#output.fault(
      'entry',
      position,
      'OUT_OF_PLACE',
      `Not a record of BgMax, or not in its place: ${shownLine(line)}`,
    )
  }
}

/** Bankgirot's own sample has tabs where an editor put them: eight columns each. */
function withoutTabs(text: string): string {
  if (!text.includes('\t')) return text
  const [first = '', ...others] = text.split('\t')
  let line = first
  for (const part of others) line = line.padEnd((Math.floor(line.length / TAB_STOP) + 1) * TAB_STOP) + part
  return line
}
