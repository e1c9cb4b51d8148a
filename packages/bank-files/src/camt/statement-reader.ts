import type { CivilDate } from '@saatava/core/dates.ts'
import type { AccountScheme } from '../account-scheme.ts'
import type { EntryFacts } from '../entry-facts.ts'
import { localDay, timeZoneOfAccount } from '../local-day.ts'
import type { Output } from '../output.ts'
import type { BankBalance, BankStatement, BankTotal } from '../statement.ts'
import type { Fields } from './fields.ts'

/** Balances that open and close a statement (ExternalBalanceType1Code). */
const OPENING = new Set(['OPBD', 'PRCD'])
const CLOSING = 'CLBD'
/** Kept; a statement has about six. */
const BALANCES_MAX = 100

type Total = Required<BankTotal>

/** One statement or notification: the account of its entries, and whether they add up to what it says of them. */
export class StatementReader {
  readonly fields: Fields
  readonly #header: Fields | undefined
  readonly #output: Output
  readonly #credits: Total = { count: 0, sum: 0n }
  readonly #debits: Total = { count: 0, sum: 0n }
  readonly #booked = { credits: { count: 0, sum: 0n }, debits: { count: 0, sum: 0n } }
  #currencies = new Set<string>()
  #entries = 0
  #balances: BankBalance[] = []
  #known: Known | undefined

  constructor(fields: Fields, header: Fields | undefined, output: Output) {
    this.fields = fields
    this.#header = header
    this.#output = output
  }

  get account(): { text: string; scheme: AccountScheme; aliases: string[] } | undefined {
    return this.#head.account
  }

  /** Names the statement where the bank gives its entries no reference. */
  get id(): string {
    return this.#head.id
  }

  get identity(): EntryFacts['statement'] {
    return this.#head.identity
  }

  /** Currency of the account, where the statement names it. */
  get currency(): string | undefined {
    const currency = this.fields.get('accountCurrency')
    return currency !== undefined && /^[A-Z]{3}$/.test(currency) ? currency : undefined
  }

  get timeZone(): string {
    return this.#head.timeZone
  }

  /** The day of entries that have none: a notification need not name one. */
  get createdOn(): string | undefined {
    return this.#head.createdOn
  }

  nextEntry(): number {
    this.#entries += 1
    return this.#entries
  }

  balance(fields: Fields): void {
    const [amount, currency, sign] = [fields.amount('amount'), fields.currency('amount'), fields.sign()]
    const type = fields.get('type') ?? ''
    if (amount === undefined || sign === undefined || currency === undefined) {
      this.#output.fault(
        'check',
        fields.position,
        'INVALID',
        `The balance ${type} has no amount, currency and sign (Amt, CdtDbtInd) that can be read; it is left out.`,
      )
      return
    }
    const text = fields.get('date')
    const date = text === undefined ? undefined : localDay(text, this.timeZone)
    if (this.#balances.length < BALANCES_MAX)
      this.#balances.push({ type, amount: sign * amount, currency, ...(date === undefined ? {} : { date }) })
  }

  /** Counts an entry as the statement's own totals do. @param amount signed */
  count(amount: bigint, currency: string, booked: boolean): void {
    const side = amount < 0n ? 'debits' : 'credits'
    const size = amount < 0n ? -amount : amount
    for (const total of [side === 'debits' ? this.#debits : this.#credits, ...(booked ? [this.#booked[side]] : [])]) {
      total.count += 1
      total.sum += size
    }
    this.#currencies.add(currency)
  }

  /** Ends the statement: reports what does not agree, and returns its facts about the account. */
  close(): void {
    const [credits, debits] = [this.#credits, this.#debits]
    this.#compare('all', 'entries', { count: this.#entries, sum: credits.sum + debits.sum })
    this.#compare('credits', 'credits', credits)
    this.#compare('debits', 'debits', debits)
    const net = this.#net
    if (net !== undefined && net !== credits.sum - debits.sum && this.#currencies.size < 2)
      this.#say(
        'SUM_MISMATCH',
        `The statement says its net is ${net} hundredths, but the entries read come to ${credits.sum - debits.sum}.`,
      )
    this.#compareBalances()
    this.#output.statement(this.#statement())
  }

  get #head(): Known {
    this.#known ??= knownOf(this.fields, this.#header, this.currency)
    return this.#known
  }

  get #net(): bigint | undefined {
    const net = this.fields.amount('net')
    if (net === undefined) return undefined
    return this.fields.get('netSign') === 'DBIT' ? -net : net
  }

  #compareBalances(): void {
    const currencies = new Set([...this.#balances.map(({ currency }) => currency), ...this.#currencies])
    const [, another] = currencies
    if (this.currency !== undefined) currencies.add(this.currency)
    if (currencies.size > 1 && this.#balances.length > 0)
      this.#say(
        'CURRENCY_MISMATCH',
        `The statement's account, balances and entries are in ${[...currencies].toSorted().join(' and ')}.`,
      )
    const opening = this.#balances.find(({ type }) => OPENING.has(type))
    const closings = this.#balances.filter(({ type }) => type === CLOSING)
    const closing = closings.at(-1)
    const differing = closings.find(({ amount }) => amount !== closing?.amount)
    if (differing !== undefined)
      this.#say(
        'BALANCE_MISMATCH',
        `The statement closes (CLBD) with ${differing.amount} and with ${closing?.amount} hundredths.`,
      )
    if (opening === undefined || closing === undefined || another !== undefined) return
    const expected = closing.amount - opening.amount
    const booked = this.#booked.credits.sum - this.#booked.debits.sum
    if (expected !== booked)
      this.#say(
        'BALANCE_MISMATCH',
        `Between the opening and the closing balance lie ${expected} hundredths, but the entries come to ${booked}.`,
      )
  }

  #statement(): BankStatement {
    const { account, from, to } = this.#head
    const { fields, currency } = this
    const [page, number, createdAt] = [
      fields.get('page') ?? this.#header?.get('page'),
      fields.get('number'),
      this.#created,
    ]
    const last = fields.get('lastPage') ?? this.#header?.get('lastPage')
    const ofBalance = this.#balances[0]?.currency ?? [...this.#currencies][0]
    return {
      kind: 'statement',
      position: fields.position,
      id: fields.get('id') ?? this.id,
      ...(number === undefined ? {} : { number }),
      ...(page === undefined ? {} : { page }),
      lastPage: last === undefined || last === 'true' || last === '1',
      ...(account === undefined ? {} : { account: account.text, accountScheme: account.scheme }),
      accountAliases: account?.aliases ?? [],
      ...(currency === undefined && ofBalance === undefined ? {} : { currency: currency ?? ofBalance ?? '' }),
      ...(createdAt === undefined ? {} : { createdAt }),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      balances: this.#balances,
      reported: this.#reported,
      read: this.#booked,
    }
  }

  get #created(): string | undefined {
    return this.fields.get('createdAt') ?? this.#header?.get('createdAt')
  }

  get #reported(): BankStatement['reported'] {
    const net = this.#net
    return {
      ...this.#reportedTotal('all'),
      ...this.#reportedTotal('credits'),
      ...this.#reportedTotal('debits'),
      ...(net === undefined ? {} : { net }),
    }
  }

  #reportedTotal(field: 'all' | 'credits' | 'debits'): Partial<Record<typeof field, BankTotal>> {
    const [count, sum] = [this.fields.get(`${field}Count`), this.fields.amount(`${field}Sum`)]
    if (count === undefined && sum === undefined) return {}
    return {
      [field]: { ...(count === undefined ? {} : { count: Number(count) }), ...(sum === undefined ? {} : { sum }) },
    }
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

  #say(code: 'COUNT_MISMATCH' | 'SUM_MISMATCH' | 'BALANCE_MISMATCH' | 'CURRENCY_MISMATCH', message: string): void {
    this.#output.fault('check', this.fields.position, code, message)
  }
}

/** Facts before the entries that each of them needs. */
interface Known {
  account: { text: string; scheme: AccountScheme; aliases: string[] } | undefined
  id: string
  identity: EntryFacts['statement']
  timeZone: string
  createdOn: CivilDate | undefined
  from: string | undefined
  to: string | undefined
}

function knownOf(fields: Fields, header: Fields | undefined, currency: string | undefined): Known {
  const account = accountOf(fields)
  const messageId = header?.get('messageId')
  const id = fields.get('id') ?? `${messageId ?? ''}:${fields.position}`
  // The pages of a statement have one id, and each its own first entry.
  const page = fields.get('page') ?? header?.get('page')
  const number = fields.get('number')
  const timeZone = timeZoneOfAccount(account?.text ?? '', currency)
  const day = (text: string | undefined) => (text === undefined ? undefined : localDay(text, timeZone))
  return {
    account,
    id: [id, number, page === undefined ? undefined : `p${page}`].filter((part) => part !== undefined).join(':'),
    identity: {
      id,
      ...(number === undefined ? {} : { number }),
      ...(page === undefined ? {} : { page }),
      ...(messageId === undefined ? {} : { messageId }),
    },
    timeZone,
    createdOn: day(fields.get('createdAt')) ?? day(header?.get('createdAt')),
    from: day(fields.get('from')),
    to: day(fields.get('to')),
  }
}

function accountOf(fields: Fields): Known['account'] {
  const iban = fields.get('accountIban')?.replaceAll(/\s/g, '').toUpperCase()
  const other = fields.get('accountOther')
  if (iban !== undefined) return { text: iban, scheme: 'IBAN', aliases: other === undefined ? [] : [other] }
  return other === undefined ? undefined : { text: other, scheme: 'OTHER', aliases: [] }
}
