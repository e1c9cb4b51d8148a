import type { BankFileFormat } from '../bank-file.ts'
import { type Output, ReadingStopped } from '../output.ts'
import { EntryReader } from './entry-reader.ts'
import { Fields } from './fields.ts'
import type { Part } from './places.ts'
import { StatementReader } from './statement-reader.ts'

/** Puts the parts of one message together, in the order in which they close. */
export class MessageReader {
  readonly #format: BankFileFormat
  readonly #output: Output
  #header: Fields | undefined
  #headGiven = false
  #statements = 0
  #statement: StatementReader | undefined
  #entry: EntryReader | undefined

  constructor(format: BankFileFormat, output: Output) {
    this.#format = format
    this.#output = output
  }

  /** A part begins. @param name of its element, without prefix */
  open(part: Part, name: string, parent: Fields | undefined): Fields {
    if (part === 'statement') {
      this.#statements += 1
      const fields = new Fields(part, `${name}[${this.#statements}]`)
      this.#statement = new StatementReader(fields, this.#header, this.#output)
      return fields
    }
    const number =
      part === 'entry' ? this.#statement?.nextEntry() : part === 'transaction' ? this.#entry?.next() : undefined
    const path = parent === undefined ? name : `${parent.position}/${name}`
    const fields = new Fields(part, number === undefined ? path : `${path}[${number}]`)
    if (part !== 'entry' || this.#statement === undefined) return fields
    this.#giveHead(this.#statement.account)
    this.#entry = new EntryReader(fields, this.#statement, this.#output)
    return fields
  }

  close(fields: Fields, parent: Fields | undefined): void {
    if (fields.part === 'header') this.#header = fields
    else if (fields.part === 'balance') this.#statement?.balance(fields)
    else if (fields.part === 'remittance') this.#keepRemittance(fields, parent)
    else if (fields.part === 'document') this.#keepPart(fields, parent?.documents)
    else if (fields.part === 'charge') this.#keepPart(fields, parent?.charges)
    else if (fields.part === 'batch') this.#entry?.batch(fields)
    else if (fields.part === 'transaction') this.#entry?.transaction(fields)
    else if (fields.part === 'entry') this.#entry?.close()
    else {
      this.#giveHead(this.#statement?.account)
      this.#statement?.close()
    }
  }

  end(): void {
    if (this.#header === undefined && this.#statements === 0)
      throw new ReadingStopped(
        'MALFORMED',
        'Document',
        `The message has neither group header nor statement where ${this.#format} has them.`,
      )
    this.#giveHead(undefined)
  }

  #keepPart(fields: Fields, kept: Fields[] | undefined): void {
    if (kept !== undefined && kept.length < this.#output.limits.detailsMax) kept.push(fields)
  }

  #keepRemittance(fields: Fields, parent: Fields | undefined): void {
    const { detailsMax } = this.#output.limits
    const kept = parent?.remittances
    if (kept === undefined) return
    if (kept.length < detailsMax) kept.push(fields)
    else if (kept.length === detailsMax) {
      kept.push(fields)
      this.#output.fault(
        'check',
        fields.position,
        'TOO_LONG',
        `More than ${detailsMax} remittances in one transaction; the rest are left out.`,
      )
    }
  }

  #giveHead(account: { text: string } | undefined): void {
    if (this.#headGiven) return
    this.#headGiven = true
    const createdAt = this.#header?.get('createdAt')
    this.#output.head({
      format: this.#format,
      fileId: this.#header?.get('messageId') ?? this.#statement?.id ?? 'unnamed',
      ...(createdAt === undefined ? {} : { createdAt }),
      ...(account === undefined ? {} : { account: account.text }),
    })
  }
}
