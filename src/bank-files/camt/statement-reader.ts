import { isCivilDate } from '../../core/dates.ts'
import type { AccountScheme } from '../bank-file.ts'
import type { Output } from '../output.ts'
import type { Fields } from './fields.ts'

/** Balances that open and close a statement (ExternalBalanceType1Code). */
const OPENING = new Set(['OPBD', 'PRCD'])
const CLOSING = 'CLBD'

interface Total {
  count: number
  sum: bigint
}

/** One statement or notification: the account of its entries, and whether they add up to what it says of them. */
export class StatementReader {
  readonly fields: Fields
  readonly #header: Fields | undefined
  readonly #output: Output
  readonly #credits: Total = { count: 0, sum: 0n }
  readonly #debits: Total = { count: 0, sum: 0n }
  #booked = 0n
  #currencies = new Set<string>()
  #entries = 0
  #opening: bigint | undefined
  #closing: bigint | undefined

  constructor(fields: Fields, header: Fields | undefined, output: Output) {
    this.fields = fields
    this.#header = header
    this.#output = output
  }

  get account(): { text: string; scheme: AccountScheme } | undefined {
    const iban = this.fields.get('accountIban')
    if (iban !== undefined) return { text: iban.replaceAll(/\s/g, '').toUpperCase(), scheme: 'IBAN' }
    const other = this.fields.get('accountOther')
    return other === undefined ? undefined : { text: other, scheme: 'OTHER' }
  }

  /** Names the statement where the bank gives its entries no reference. */
  get id(): string {
    const id = this.fields.get('id') ?? `${this.#header?.get('messageId') ?? ''}:${this.fields.position}`
    // The pages of a statement have one id, and each its own first entry.
    const page = this.fields.get('page') ?? this.#header?.get('page')
    return [id, this.fields.get('number'), page === undefined ? undefined : `p${page}`]
      .filter((part) => part !== undefined)
      .join(':')
  }

  /** The day of entries that have none: a notification need not name one. */
  get createdOn(): string | undefined {
    const day = (this.fields.get('createdAt') ?? this.#header?.get('createdAt'))?.slice(0, 10)
    return day !== undefined && isCivilDate(day) ? day : undefined
  }

  nextEntry(): number {
    this.#entries += 1
    return this.#entries
  }

  balance(fields: Fields): void {
    const amount = fields.amount('amount')
    const sign = fields.sign()
    if (amount === undefined || sign === undefined) return
    const type = fields.get('type') ?? ''
    if (OPENING.has(type)) this.#opening ??= sign * amount
    if (type === CLOSING) this.#closing = sign * amount
  }

  /** Counts an entry as the statement's own totals do. @param amount signed */
  count(amount: bigint, currency: string, booked: boolean): void {
    const total = amount < 0n ? this.#debits : this.#credits
    total.count += 1
    total.sum += amount < 0n ? -amount : amount
    if (booked) this.#booked += amount
    this.#currencies.add(currency)
  }

  /** The statement ends: says what does not agree. */
  close(): void {
    const [credits, debits] = [this.#credits, this.#debits]
    this.#compare('all', 'entries', { count: this.#entries, sum: credits.sum + debits.sum })
    this.#compare('credits', 'credits', credits)
    this.#compare('debits', 'debits', debits)
    if (this.#opening === undefined || this.#closing === undefined || this.#currencies.size > 1) return
    const expected = this.#closing - this.#opening
    if (expected !== this.#booked)
      this.#say(
        'BALANCE_MISMATCH',
        `Between the opening and the closing balance lie ${expected} hundredths, but the entries come to ${this.#booked}.`,
      )
  }

  #compare(field: string, what: string, read: Total): void {
    const count = this.fields.get(`${field}Count`)
    if (count !== undefined && Number(count) !== read.count)
      this.#say('COUNT_MISMATCH', `The statement counts ${count} ${what}, but ${read.count} could be read.`)
    const sum = this.fields.amount(`${field}Sum`)
    if (sum !== undefined && sum !== read.sum && this.#currencies.size < 2)
      this.#say(
        'SUM_MISMATCH',
        `The statement says its ${what} are ${sum} hundredths, but those read come to ${read.sum}.`,
      )
  }

  #say(code: 'COUNT_MISMATCH' | 'SUM_MISMATCH' | 'BALANCE_MISMATCH', message: string): void {
    this.#output.fault('check', this.fields.position, code, message)
  }
}
