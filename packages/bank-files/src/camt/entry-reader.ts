/**
 * One booked entry and its transactions. Many payments are often booked as one entry whose transactions name them; then
 * each transaction is given, as soon as it is known not to be the only one. An only transaction is the entry itself: its
 * amount is the entry's, by which the account moved. Transactions may not account for the whole amount, because their sum
 * differs or one of them cannot be read: then the rest is given as a separate entry without reference, "DIFFERENCE", so
 * that the given entries move by as much as the account.
 */
import { bankReference } from '../bank-reference.ts'
import type { BankEntry } from '../bank-file.ts'
import type { EntryFacts } from '../entry-facts.ts'
import { joinedMessage } from '../messages.ts'
import type { Output } from '../output.ts'
import { searchTextOf } from '../search-text.ts'
import { type EntryHead, batchCountOf, readEntryHead } from './entry-head.ts'
import { partyOf, textsOf } from './facts.ts'
import type { Fields } from './fields.ts'
import { natureOf, takesBack } from './nature.ts'
import type { StatementReader } from './statement-reader.ts'
import { readTransaction } from './transaction.ts'

export class EntryReader {
  readonly #fields: Fields
  readonly #statement: StatementReader
  readonly #output: Output
  /** null: it cannot be read or is not booked, and a fault has said so. */
  #head: EntryHead | null | undefined
  #batches: Fields[] = []
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

  /** Reads the bank's statements about the transactions that follow. */
  batch(fields: Fields): void {
    if (this.#batches.length < this.#output.limits.detailsMax) this.#batches.push(fields)
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
    this.#compareBatches(head)
    if (this.#transactions === 0) this.#giveItself(head)
    // A batch of several of which the bank details one: that one is not all of the entry.
    else if (this.#first !== undefined) this.#give(this.#first, (batchCountOf(this.#batches) ?? 1) > 1 ? 1 : undefined)
    const missing = head.amount - this.#given
    if (missing !== 0n) this.#giveDifference(head, missing)
  }

  #ownHead(): EntryHead | null {
    if (this.#head === undefined) this.#head = readEntryHead(this.#fields, this.#batches, this.#statement, this.#output)
    return this.#head
  }

  /** @param number among several; undefined for the only one */
  #give(fields: Fields, number: number | undefined): void {
    const head = this.#ownHead()
    if (head === null) return
    const entry = readTransaction(fields, number, head, this.#output)
    if (entry === undefined) return
    this.#given += entry.amount
    if (entry.amount === 0n) this.#sayZero(fields)
    else this.#output.entry(fields.position, entry)
  }

  #giveItself(head: EntryHead): void {
    this.#given = head.amount
    if (head.amount === 0n) return this.#sayZero(this.#fields)
    const { limits } = this.#output
    const texts = textsOf(undefined, this.#fields)
    const message = joinedMessage(
      texts.map(({ text }) => text),
      limits.messageCharsMax,
    )
    const searchText = searchTextOf(texts, limits.searchCharsMax)
    const nature = natureOf({ entry: this.#fields, entrySign: head.sign, sign: head.sign })
    this.#output.entry(this.#fields.position, {
      ...this.#base(head, head.amount, head.servicerReference ?? head.place, takesBack(nature)),
      ...(message === undefined ? {} : { message }),
      paymentType: head.type,
      facts: {
        ...this.#facts(head, nature, 'WHOLE'),
        texts,
        ...(searchText === undefined ? {} : { searchText }),
      },
    })
  }

  #giveDifference(head: EntryHead, missing: bigint): void {
    this.#output.fault(
      'check',
      this.#fields.position,
      'SUM_MISMATCH',
      `The entry is of ${head.amount} hundredths, but its transactions given come to ${this.#given}. The difference, ${missing}, is given without a reference.`,
    )
    const reversal = natureOf({ entry: this.#fields, entrySign: head.sign, sign: head.sign }) === 'REVERSAL'
    this.#output.entry(`${this.#fields.position}/difference`, {
      ...this.#base(head, missing, `${head.servicerReference ?? head.place}#difference`, reversal),
      entryReference: head.entryReference,
      message: 'Difference between the entry and its transactions',
      paymentType: 'DIFFERENCE',
      facts: this.#facts(head, 'DIFFERENCE', 'DIFFERENCE'),
    })
  }

  /** Compares the bank's figures of the batches with the entry and the transactions that it gives. */
  #compareBatches(head: EntryHead): void {
    const { position } = this.#fields
    const count = batchCountOf(this.#batches)
    if (count !== undefined && this.#transactions > 0 && count !== this.#transactions)
      this.#output.fault(
        'check',
        position,
        'COUNT_MISMATCH',
        `The entry counts ${count} transactions (Btch/NbOfTxs), but gives ${this.#transactions}.`,
      )
    const totals = this.#batches.map((batch) => (batch.currency('amount') === head.currency ? batch : undefined))
    let total = 0n
    for (const batch of totals) {
      const amount = batch?.amount('amount')
      if (batch === undefined || amount === undefined) return
      total += (batch.sign() ?? head.sign) * amount
    }
    if (totals.length > 0 && total !== head.amount)
      this.#output.fault(
        'check',
        position,
        'SUM_MISMATCH',
        `The entry is of ${head.amount} hundredths, but its batches come to ${total} (Btch/TtlAmt).`,
      )
  }

  #sayZero({ position }: Fields): void {
    this.#output.fault('check', position, 'ZERO_AMOUNT', 'Its amount is zero: it moves no money, and is left out.')
  }

  #facts(head: EntryHead, nature: EntryFacts['nature'], level: EntryFacts['level']): EntryFacts {
    return {
      nature,
      level,
      ids: head.ids,
      statement: head.statement,
      entryPosition: head.fields.position,
      entryAmount: head.amount,
      ...(head.batchCount === undefined ? {} : { batchCount: head.batchCount }),
      amounts: head.amounts,
      dates: head.reported,
      debtor: partyOf(undefined, 'debtor'),
      creditor: partyOf(undefined, 'creditor'),
      accountAliases: head.account.aliases,
      references: [],
      texts: [],
      doubts: head.doubts,
    }
  }

  #base(
    head: EntryHead,
    amount: bigint,
    reference: string,
    reversal: boolean,
  ): Omit<BankEntry, 'paymentType' | 'facts'> {
    return {
      bankReference: bankReference(head.account.text, reference, amount),
      account: head.account.text,
      accountScheme: head.account.scheme,
      currency: head.currency,
      amount,
      bookingDate: head.bookingDate,
      ...(head.valueDate === undefined ? {} : { valueDate: head.valueDate }),
      paymentDate: head.paymentDate,
      reversal,
      ...head.order,
      raw: head.raw,
    }
  }
}
