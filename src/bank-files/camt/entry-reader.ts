/**
 * One booked entry and its transactions. Many payments are often booked as one entry whose transactions name them; then
 * each transaction is given, as soon as it is known not to be the only one (an only one may leave its amount to the
 * entry). What the transactions given do not account for, whether they do not agree with the entry's amount or one of
 * them cannot be read, is given as an entry of its own without reference, "DIFFERENCE": the account moved by the
 * entry's amount, and what is given moves by the same.
 */
import { bankReference } from '../bank-reference.ts'
import type { BankEntry } from '../bank-file.ts'
import type { Output } from '../output.ts'
import { type EntryHead, readEntryHead } from './entry-head.ts'
import type { Fields } from './fields.ts'
import { joinedMessage } from '../messages.ts'
import type { StatementReader } from './statement-reader.ts'
import { readTransaction } from './transaction.ts'

export class EntryReader {
  readonly #fields: Fields
  readonly #statement: StatementReader
  readonly #output: Output
  /** null: it cannot be read or is not booked, and a fault has said so. */
  #head: EntryHead | null | undefined
  #transactions = 0
  #first: Fields | undefined
  #given = 0n

  constructor(fields: Fields, statement: StatementReader, output: Output) {
    this.#fields = fields
    this.#statement = statement
    this.#output = output
  }

  /** The number of the transaction that begins now. */
  next(): number {
    this.#transactions += 1
    return this.#transactions
  }

  /** A transaction has been read. The entry's own amount, sign, status and dates stand before it. */
  transaction(fields: Fields): void {
    if (this.#transactions === 1) {
      this.#first = fields
      return
    }
    const first = this.#first
    this.#first = undefined
    if (first !== undefined) this.#give(first, 1)
    this.#give(fields, this.#transactions)
  }

  close(): void {
    const head = this.#ownHead()
    if (head === null) return
    if (this.#transactions === 0) this.#giveItself(head)
    else if (this.#first !== undefined) this.#give(this.#first, undefined)
    const missing = head.amount - this.#given
    if (missing !== 0n) this.#giveDifference(head, missing)
  }

  #ownHead(): EntryHead | null {
    if (this.#head === undefined) this.#head = readEntryHead(this.#fields, this.#statement, this.#output)
    return this.#head
  }

  /** @param number among several; undefined for the only one */
  #give(fields: Fields, number: number | undefined): void {
    const head = this.#ownHead()
    if (head === null) return
    const entry = readTransaction(fields, number, head, this.#output)
    if (entry === undefined) return
    this.#given += entry.amount
    this.#output.entry(fields.position, entry)
  }

  #giveItself(head: EntryHead): void {
    const message = joinedMessage([this.#fields.get('additional')], this.#output.limits.messageCharsMax)
    this.#given = head.amount
    this.#output.entry(this.#fields.position, {
      ...this.#base(head, head.amount, head.servicerReference ?? head.place),
      ...(message === undefined ? {} : { message }),
      paymentType: head.type,
      raw: head.raw,
    })
  }

  #giveDifference(head: EntryHead, missing: bigint): void {
    this.#output.fault(
      'check',
      this.#fields.position,
      'SUM_MISMATCH',
      `The entry is of ${head.amount} hundredths, but its transactions given come to ${this.#given}. The difference, ${missing}, is given without a reference.`,
    )
    this.#output.entry(`${this.#fields.position}/difference`, {
      ...this.#base(head, missing, `${head.servicerReference ?? head.place}#difference`),
      entryReference: head.entryReference,
      message: 'What the entry is more (or less) than its transactions',
      paymentType: 'DIFFERENCE',
      raw: head.raw,
    })
  }

  #base(head: EntryHead, amount: bigint, reference: string): Omit<BankEntry, 'paymentType' | 'raw'> {
    return {
      bankReference: bankReference(head.account.text, reference, amount),
      account: head.account.text,
      accountScheme: head.account.scheme,
      currency: head.currency,
      amount,
      bookingDate: head.bookingDate,
      ...(head.valueDate === undefined ? {} : { valueDate: head.valueDate }),
      reversal: head.reversal,
      ...head.order,
    }
  }
}
