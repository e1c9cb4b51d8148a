/**
 * Norwegian OCR giro, 80 columns, each line "NY", service, type and record: a transmission (10 … 89) of assignments
 * (20 … 88) of transactions (30, 31 and with text 32). Amounts in øre. Source: Nets, "OCR giro – System manual".
 */
import { type Output, ReadingStopped } from '../output.ts'
import { columns, integerIn, shownLine } from './columns.ts'
import type { Records } from './line-reader.ts'
import { type Assignment, type Transaction, newAssignment, readTransaction } from './ocr-giro-transaction.ts'

const WIDTH = 80
/** Of one transaction. */
const LINES_MAX = 3
/** OCR giro; other services (AvtaleGiro's mandates, 21) share its files. */
const OCR_GIRO = '09'

export class OcrGiroRecords implements Records {
  readonly lastBegins = 'NY000089'
  readonly #output: Output
  #headGiven = false
  #open = false
  #assignment: Assignment | undefined
  #transaction: Transaction | undefined
  #records = 0n
  #transactions = 0n
  #sum = 0n

  constructor(output: Output) {
    this.#output = output
  }

  line(text: string, number: number): undefined {
    const position = `line ${number}`
    const kind = /^NY(\d\d)\d\d(\d\d)/.exec(text)
    if (kind === null || text.trimEnd().length > WIDTH) {
      this.#output.fault('entry', position, 'OUT_OF_PLACE', `Not a record of OCR giro: ${shownLine(text)}`)
      return
    }
    const line = text.padEnd(WIDTH)
    const [, service = '', record = ''] = kind
    this.#records += 1n
    if (this.#assignment !== undefined) this.#assignment.records += 1n
    if (service === '00') this.#transmission(record, line, position)
    else if (record === '20') this.#begin(service, line, position)
    else if (record === '88') this.#finish(line, position)
    else if (this.#assignment?.service === OCR_GIRO) this.#item(record, line, position)
    else if (this.#assignment === undefined) this.#outOfPlace(line, position)
  }

  /** A transaction that may want its second or third line is not given. */
  end(): void {
    if (this.#open)
      throw new ReadingStopped('TRUNCATED', 'end', 'The file ends without the end of its transmission (NY000089).')
  }

  #transmission(record: string, line: string, position: string): void {
    this.#give()
    if (record === '10') {
      this.#open = true
      this.#records = 1n
      this.#transactions = 0n
      this.#sum = 0n
      if (!this.#headGiven)
        this.#output.head({
          format: 'no-ocr-giro',
          fileId: `NO-OCR/${columns(line, 9, 16)}/${columns(line, 17, 23)}/${columns(line, 24, 31)}`,
        })
      this.#headGiven = true
    } else if (record === '89' && this.#open) {
      this.#unfinished(position)
      this.#open = false
      this.#compare(line, position, 'transmission', this.#transactions, this.#records, this.#sum)
    } else this.#outOfPlace(line, position)
  }

  #begin(service: string, line: string, position: string): void {
    this.#give()
    this.#unfinished(position)
    this.#assignment = newAssignment(service, line)
    if (service !== OCR_GIRO)
      this.#output.fault(
        'check',
        position,
        'NOT_PAYMENTS',
        `An assignment of service ${service}, which is not OCR giro (09); it is left out.`,
      )
  }

  #finish(line: string, position: string): void {
    this.#give()
    const assignment = this.#assignment
    if (assignment === undefined) return this.#outOfPlace(line, position)
    this.#assignment = undefined
    if (assignment.service === OCR_GIRO) {
      this.#compare(line, position, 'assignment', assignment.transactions, assignment.records, assignment.sum)
      this.#transactions += assignment.transactions
      this.#sum += assignment.sum
    } else {
      this.#transactions += integerIn(line, 9, 16) ?? 0n
      this.#sum += integerIn(line, 25, 41) ?? 0n
    }
  }

  #item(record: string, line: string, position: string): void {
    const number = columns(line, 9, 15)
    if (record === '30') {
      this.#give()
      this.#transaction = { number, position, lines: [line] }
    } else if (
      (record === '31' || record === '32') &&
      this.#transaction?.number === number &&
      this.#transaction.lines.length < LINES_MAX
    )
      this.#transaction.lines.push(line)
    else this.#outOfPlace(line, position)
  }

  /** The transaction so far is whole. */
  #give(): void {
    const transaction = this.#transaction
    const assignment = this.#assignment
    this.#transaction = undefined
    if (transaction === undefined || assignment === undefined) return
    const entry = readTransaction(transaction, assignment, this.#output)
    if (entry === undefined) return
    assignment.transactions += 1n
    assignment.sum += entry.amount
    this.#output.entry(transaction.position, entry)
  }

  #unfinished(position: string): void {
    if (this.#assignment === undefined) return
    this.#output.fault('check', position, 'TRUNCATED', 'The assignment before has no end (record 88).')
    this.#transactions += this.#assignment.transactions
    this.#sum += this.#assignment.sum
    this.#assignment = undefined
  }

  #compare(line: string, position: string, what: string, transactions: bigint, records: bigint, sum: bigint): void {
    const says = {
      transactions: integerIn(line, 9, 16),
      records: integerIn(line, 17, 24),
      sum: integerIn(line, 25, 41),
    }
    if (says.transactions !== transactions || says.records !== records)
      this.#output.fault(
        'check',
        position,
        'COUNT_MISMATCH',
        `The end of the ${what} counts ${says.transactions ?? 'no'} transactions in ${says.records ?? 'no'} records, but ${transactions} in ${records} could be read.`,
      )
    if (says.sum !== (sum < 0n ? -sum : sum))
      this.#output.fault(
        'check',
        position,
        'SUM_MISMATCH',
        `The end of the ${what} says ${says.sum ?? 'no'} øre, but its transactions read come to ${sum}.`,
      )
  }

  #outOfPlace(line: string, position: string): void {
    this.#output.fault(
      'entry',
      position,
      'OUT_OF_PLACE',
      `A record that is not known, or does not belong here: ${shownLine(line)}`,
    )
  }
}
