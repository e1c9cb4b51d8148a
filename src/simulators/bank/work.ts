/**
 * A bank's working: it fetches payment files, answers them, executes what is due, sends back what must come back, and
 * closes each day with a statement. It goes by the clock it is given, day by day, so that its books always add up.
 */
import { createHash } from 'node:crypto'
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type BankingCalendar, nextBankingDay } from '@saatava/core/banking-days.ts'
import { addDays, civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import type { Faults } from '../kit/faults.ts'
import { type Books, keyOf } from './books.ts'
import { checkFile } from './check-file.ts'
import type { BankAccount, Movement, Order, OrderFile, Return, Written } from './records.ts'
import { answerOf } from './write-answer.ts'
import { statementOf } from './write-statement.ts'

/** The customer of the bank, and how files come and go. */
export interface BankWorld {
  outbox: string
  inbox: string
  accounts(): Promise<BankAccount[]>
}

/** The data that a payment needs to be booked. */
export type Incoming = Pick<
  Movement,
  'account' | 'amount' | 'party' | 'partyAccount' | 'reference' | 'text' | 'endToEndId'
> & {
  /** The bank's id for it; default: the next one. */
  id?: string
  /** Default: today. */
  bookedOn?: string
}

const COUNTRIES: Record<string, string> = { EUR: 'FI', SEK: 'SE', NOK: 'NO', DKK: 'DK' }

function todayOf({ currency }: BankAccount, now: Date): string {
  return civilDateAt(now, timeZoneOf(COUNTRIES[currency] ?? 'FI'))
}

export class BankWork {
  readonly #books: Books
  readonly #faults: Faults
  readonly #now: () => Date

  constructor(books: Books, faults: Faults, now: () => Date) {
    this.#books = books
    this.#faults = faults
    this.#now = now
  }

  /** Does all that is due. @returns whether it did anything */
  async turn(world: BankWorld): Promise<boolean> {
    const before = this.#books.issued.length + this.#books.movements.length
    const accounts = await world.accounts()
    await this.#fetch(world, accounts)
    for (const account of this.#known(accounts)) this.#goOn(account)
    const put = await this.put(world.inbox)
    return put > 0 || this.#books.issued.length + this.#books.movements.length > before
  }

  /** Puts what was made and is not in the customer's folder yet. */
  async put(inbox: string): Promise<number> {
    const files = [...this.#books.waiting]
    if (files.length > 0) await mkdir(inbox, { recursive: true })
    for (const [name, text] of files) {
      await writeFile(join(inbox, `${name}.part`), text)
      await rename(join(inbox, `${name}.part`), join(inbox, name))
      this.#books.commit({ type: 'put', name })
    }
    return files.length
  }

  /**
   * Money comes into an account; below zero, the bank takes a debtor's payment back.
   * @returns the movement that bears the given id, where there is one already: it is booked once
   */
  receive({ id, bookedOn, ...payment }: Incoming): Movement {
    const before = id === undefined ? undefined : this.#books.movements.find((one) => one.id === id)
    if (before !== undefined) return before
    const movement: Movement = {
      ...payment,
      ...{ id: id ?? this.#reference(1), bookedOn: this.#bookingDay(payment.account, bookedOn) },
      kind: payment.amount.startsWith('-') ? 'REVERSAL' : 'PAYMENT',
      ...{ messageId: null, batchId: null, returnReason: null, count: 1 },
    }
    this.#book([movement], [], [])
    return movement
  }

  /** The day that was asked for, where the books of the account are still open on it; otherwise today. */
  #bookingDay(account: BankAccount, wanted: string | undefined): string {
    const today = todayOf(account, this.#now())
    return wanted !== undefined && wanted <= today && wanted > this.#books.closedUntil(account.iban) ? wanted : today
  }

  async #fetch({ outbox }: BankWorld, accounts: BankAccount[]): Promise<void> {
    const names = (await readdir(outbox).catch(() => [])).filter((name) => name.endsWith('.xml')).sort()
    for (const name of names) {
      const bytes = await readFile(join(outbox, name))
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      if (!this.#books.isFetched(name, sha256)) this.#answer(checkFile(name, bytes, this.#knownOf(accounts)))
      await mkdir(join(outbox, 'taken'), { recursive: true })
      await rename(join(outbox, name), join(outbox, 'taken', name))
    }
  }

  #knownOf(accounts: BankAccount[]) {
    const { settings, messageIds, batchIds } = this.#books
    return { settings, messageIds, batchIds, accounts, today: civilDateAt(this.#now(), 'UTC') }
  }

  #answer(file: OrderFile): void {
    const refuse = this.#faults.take('bank', 'bank', ['REJECT_FILE'])
    if (refuse !== undefined)
      file.refused ??= { code: refuse.code ?? 'AM04', text: refuse.text ?? 'Refused by an ordered fault' }
    for (const order of file.batches.flatMap((batch) => batch.orders)) {
      const one = this.#faults.take('bank', order.endToEndId, ['REJECT_TRANSACTION'])
      if (one !== undefined)
        order.refused ??= { code: one.code ?? 'AC04', text: one.text ?? 'Refused by an ordered fault' }
    }
    const number = this.#books.files.length + 1
    const name = `pain002-${file.messageId.replaceAll(/[^\w-]/g, '_')}-${number}`
    const make = (copy: string) => answerOf(file, this.#books.settings, `P2-${number}${copy}`, this.#now())
    const lost = this.#faults.take('bank', 'bank', ['LOSE_ANSWER']) !== undefined
    const twice = this.#faults.take('bank', 'bank', ['ANSWER_TWICE']) !== undefined
    const answers: Written[] = lost ? [] : [{ name: `${name}.xml`, text: make('') }]
    if (twice && !lost) answers.push({ name: `${name}-again.xml`, text: make('-2') })
    this.#books.commit({ type: 'file', file, answers })
  }

  /** Accounts of the customer, and those that it had once. */
  #known(accounts: BankAccount[]): BankAccount[] {
    const all = new Map(
      [...this.#books.movements.map(({ account }) => account), ...accounts].map((one) => [one.iban, one]),
    )
    return [...all.values()]
  }

  #goOn(account: BankAccount): void {
    const today = todayOf(account, this.#now())
    const first = this.#firstOpenDay(account, today)
    for (let day = first; day <= today; day = addDays(day, 1)) {
      this.#execute(account, day)
      this.#sendBack(account, day)
    }
    for (let day = first; day < today && this.#close(account, day, today); ) day = addDays(day, 1)
  }

  /** Days on which nothing happens are not looked at one by one. */
  #firstOpenDay(account: BankAccount, today: string): string {
    const { movements, orders, returns } = this.#books
    const closed = this.#books.closedUntil(account.iban)
    const days = [
      ...movements
        .filter((one) => one.account.iban === account.iban && one.bookedOn > closed)
        .map(({ bookedOn }) => bookedOn),
      ...[...orders.values()]
        .filter(({ account: debtorAccount }) => debtorAccount.iban === account.iban)
        .map((one) => one.executionDate),
      ...returns.filter(({ movement }) => movement.account.iban === account.iban).map(({ onDay }) => onDay),
    ].map((day) => (day > closed ? day : addDays(closed, 1)))
    return days.reduce((first, day) => (day < first ? day : first), today)
  }

  #execute(account: BankAccount, day: string): void {
    const due = [...this.#books.orders.values()].filter(
      (one) => one.account.iban === account.iban && one.executionDate <= day,
    )
    if (due.length === 0) return
    const movements = this.#books.settings.batchBooking
      ? [...Map.groupBy(due, ({ batchId }) => batchId).values()].map((orders) => this.#batch(orders, day))
      : due.map((order, i) => this.#payout(order, day, i))
    const returns = due.flatMap((order, i): Return[] => {
      const fault = this.#faults.take('bank', order.endToEndId, ['RETURN_PAYOUT'])
      if (fault === undefined) return []
      const onDay = this.#after(account, day)
      return [{ movement: this.#payout(order, onDay, i), onDay, code: fault.code ?? 'AC04' }]
    })
    this.#book(movements, due.map(keyOf), returns)
  }

  #sendBack(account: BankAccount, day: string): void {
    const due = this.#books.returns.filter(
      ({ movement, onDay }) => movement.account.iban === account.iban && onDay <= day,
    )
    const movements = due.map(
      ({ movement, code }, i): Movement => ({
        ...movement,
        ...{
          id: this.#reference(i + 1),
          kind: 'RETURN',
          amount: String(-BigInt(movement.amount)),
          bookedOn: day,
          returnReason: code,
        },
      }),
    )
    if (movements.length > 0) this.#book(movements, [], [])
  }

  #after({ currency }: BankAccount, day: string): string {
    const calendar: BankingCalendar = currency === 'EUR' ? 'TARGET' : ((COUNTRIES[currency] ?? 'FI') as BankingCalendar)
    let after = day
    for (let i = 0; i < this.#books.settings.returnAfterDays; i++) after = nextBankingDay(calendar, addDays(after, 1))
    return after
  }

  #book(movements: Movement[], executed: string[], returns: Return[]): void {
    const notices =
      this.#books.settings.files === 'CAMT_053' ? [] : Map.groupBy(movements, ({ account }) => account.iban).values()
    const files = [...notices].flatMap((group, i): Written[] => {
      const [first] = group
      if (first === undefined) return []
      const id = `N-${first.bookedOn.replaceAll('-', '')}-${first.id}-${i}`
      const statement = { id, at: this.#now(), account: first.account, day: first.bookedOn, movements: group }
      return [{ name: `camt054-${id}.xml`, text: statementOf(statement, this.#books.settings) }]
    })
    this.#books.commit({ type: 'booked', movements, executed, files, returns })
  }

  /** @returns false where the statement is late: the days after it wait */
  #close(account: BankAccount, day: string, today: string): boolean {
    const books = this.#books
    const until = books.lateUntil(account.iban)
    if (until !== null && today < until) return false
    const movements = books.ofDay(account, day)
    if (movements.length === 0) return true
    const late = until === null ? this.#faults.take('bank', account.iban, ['STATEMENT_LATE']) : undefined
    if (late !== undefined) {
      books.commit({ type: 'closed', account: account.iban, day, files: [], lateUntil: addDays(today, 1) })
      return false
    }
    const statement = { at: this.#now(), account, day, movements, opening: books.opening(account, day) }
    const id = `S-${day.replaceAll('-', '')}-${account.iban.slice(-16)}`
    const text = statementOf({ ...statement, id }, books.settings)
    const twice = this.#faults.take('bank', account.iban, ['DUPLICATE_STATEMENT']) !== undefined
    const files: Written[] = books.settings.files === 'CAMT_054' ? [] : [{ name: `camt053-${id}.xml`, text }]
    if (twice && files.length > 0)
      files.push({
        name: `camt053-${id}-again.xml`,
        text: statementOf({ ...statement, id: `${id}-2` }, books.settings),
      })
    books.commit({ type: 'closed', account: account.iban, day, files, lateUntil: null })
    return true
  }

  #payout(order: Order, day: string, i: number): Movement {
    const { account, amount, payee, payeeAccount, reference, text, endToEndId, messageId, batchId } = order
    return {
      ...{ id: this.#reference(i + 1), account, amount: `-${amount}`, bookedOn: day, kind: 'PAYOUT' },
      ...{ party: payee, partyAccount: payeeAccount, reference, text, endToEndId, messageId, batchId },
      ...{ returnReason: null, count: 1 },
    }
  }

  #batch(orders: Order[], day: string): Movement {
    const [first] = orders
    if (first === undefined) throw new Error('a batch has payments')
    const amount = orders.reduce((sum, one) => sum + BigInt(one.amount), 0n)
    return {
      ...this.#payout(first, day, 0),
      ...{ amount: `-${amount}`, kind: 'BATCH', count: orders.length },
      ...{ party: null, partyAccount: null, reference: null, text: null, endToEndId: null },
    }
  }

  #reference(i: number): string {
    return `SB${String(this.#books.movements.length + i).padStart(10, '0')}`
  }
}
