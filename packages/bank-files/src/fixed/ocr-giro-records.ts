/**
 * Norwegian OCR giro, 80 columns, each line "NY", service, type and record: a transmission (10 … 89) of assignments
 * (20 … 88) of transactions (30, 31 and with text 32). Amounts in øre. Source: Nets, "OCR giro – System manual".
 */
import { type Output, ReadingStopped } from '../output.ts'
import type { BankStatement } from '../statement.ts'
import { columns, dateIn, integerIn, shownLine } from './columns.ts'
import { ibanOf } from './iban.ts'
import type { Records } from './line-reader.ts'
import { type Assignment, type Transaction, newAssignment, readTransaction } from './ocr-giro-transaction.ts'

const WIDTH = 80
/** Lines of one transaction. */
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
  #sums = { added: 0n, signed: 0n }
  #fileId = ''

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
      this.#sums = { added: 0n, signed: 0n }
      this.#fileId = `NO-OCR/${columns(line, 9, 16)}/${columns(line, 17, 23)}/${columns(line, 24, 31)}`
      if (!this.#headGiven) this.#output.head({ format: 'no-ocr-giro', fileId: this.#fileId })
      this.#headGiven = true
    } else if (record === '89' && this.#open) {
      this.#unfinished(position)
      this.#open = false
      this.#compare(line, position, 'transmission', this.#transactions, this.#records, this.#sums)
    } else this.#outOfPlace(line, position)
  }

  #begin(service: string, line: string, position: string): void {
    this.#give()
    this.#unfinished(position)
    this.#assignment = newAssignment(service, line, position, this.#fileId)
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
      this.#compare(line, position, 'assignment', assignment.transactions, assignment.records, assignment.sums)
      this.#output.statement(statementOf(assignment, line))
      this.#add(assignment.transactions, assignment.sums)
    } else {
      const sum = integerIn(line, 25, 41) ?? 0n
      this.#add(integerIn(line, 9, 16) ?? 0n, { added: sum, signed: sum })
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
    if (entry.amount === 0n) {
      const message = 'Its amount is zero: it moves no money, and is left out.'
      this.#output.fault('check', transaction.position, 'ZERO_AMOUNT', message)
      return
    }
    const total = entry.amount < 0n ? assignment.debits : assignment.credits
    total.count += 1
    total.sum += entry.amount < 0n ? -entry.amount : entry.amount
    this.#output.entry(transaction.position, entry)
  }

  #add(transactions: bigint, sums: Sums): void {
    this.#transactions += transactions
    this.#sums.added += sums.added
    this.#sums.signed += sums.signed
  }

  #unfinished(position: string): void {
    if (this.#assignment === undefined) return
    this.#output.fault('check', position, 'TRUNCATED', 'The assignment before has no end (record 88).')
    this.#add(this.#assignment.transactions, this.#assignment.sums)
    this.#assignment = undefined
  }

  #compare(line: string, position: string, what: string, transactions: bigint, records: bigint, sums: Sums): void {
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
    // The manual adds reversals to the sum; files that deduct them are about too.
    if (says.sum !== size(sums.added) && says.sum !== size(sums.signed))
      this.#output.fault(
        'check',
        position,
        'SUM_MISMATCH',
        `The end of the ${what} says ${says.sum ?? 'no'} øre, but its transactions read come to ${sums.added}.`,
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

interface Sums {
  added: bigint
  signed: bigint
}

function size(amount: bigint): bigint {
  return amount < 0n ? -amount : amount
}

/** @param line the end of the assignment (88): count and sum, its day of settlement, its first and its last day */
function statementOf(assignment: Assignment, line: string): BankStatement {
  const [settled, from, to] = [42, 48, 54].map((at) => dateIn(line, at, 'DDMMYY'))
  const [count, sum] = [integerIn(line, 9, 16), integerIn(line, 25, 41)]
  const { position, fileId, number, account, credits, debits } = assignment
  return {
    kind: 'statement',
    position,
    id: `${fileId}/${number}`,
    lastPage: true,
    ...(/^\d{11}$/.test(account)
      ? { account: ibanOf('NO', account), accountScheme: 'IBAN' as const, accountAliases: [account] }
      : { accountAliases: [] }),
    currency: 'NOK',
    ...(settled === undefined ? {} : { createdAt: settled }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    balances: [],
    reported: {
      all: { ...(count === undefined ? {} : { count: Number(count) }), ...(sum === undefined ? {} : { sum }) },
    },
    read: { credits, debits },
  }
}
