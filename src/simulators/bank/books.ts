/**
 * The books of the simulated bank. Every change is an entry: journalled first, then applied; replayed at start. Files for
 * the customer are in the entry that makes them, and put into the folder after it: a kill in between puts them once more.
 */
import type { SimulatorKit } from '../kit/simulator.ts'
import {
  type BankAccount,
  type BankSettings,
  type Entry,
  type Movement,
  type Order,
  type OrderFile,
  type Return,
  SETTINGS,
  type Written,
} from './records.ts'

export interface Books {
  settings: BankSettings
  readonly files: OrderFile[]
  readonly movements: Movement[]
  /** Accepted, and not executed yet. */
  readonly orders: ReadonlyMap<string, Order>
  readonly returns: readonly Return[]
  readonly issued: { name: string; put: boolean }[]
  readonly messageIds: ReadonlySet<string>
  readonly batchIds: ReadonlySet<string>
  /** Made and not yet in the customer's folder. */
  readonly waiting: ReadonlyMap<string, string>
  commit(entry: Entry): void
  isFetched(name: string, sha256: string): boolean
  /** The last day of an account whose books are closed; "" before the first. */
  closedUntil(iban: string): string
  /** A statement that is late is not made before this day. */
  lateUntil(iban: string): string | null
  /** Minor units at the beginning of a day. */
  opening(account: BankAccount, day: string): bigint
  ofDay(account: BankAccount, day: string): Movement[]
}

export function createBooks({ journal }: SimulatorKit): Books {
  const orders = new Map<string, Order>()
  const fetched = new Map<string, string>()
  const closed = new Map<string, string>()
  const late = new Map<string, string | null>()
  const waiting = new Map<string, string>()
  const messageIds = new Set<string>()
  const batchIds = new Set<string>()
  let returns: Return[] = []
  const books: Books = {
    settings: SETTINGS,
    ...{ files: [], movements: [], issued: [], orders, waiting, messageIds, batchIds },
    get returns() {
      return returns
    },
    commit(entry) {
      journal.append(entry)
      apply(entry)
    },
    isFetched: (name, sha256) => fetched.get(name) === sha256,
    closedUntil: (iban) => closed.get(iban) ?? '',
    lateUntil: (iban) => late.get(iban) ?? null,
    opening: ({ iban }, day) =>
      books.movements
        .filter(({ account, bookedOn }) => account.iban === iban && bookedOn < day)
        .reduce((sum, { amount }) => sum + BigInt(amount), 0n),
    ofDay: ({ iban }, day) =>
      books.movements.filter(({ account, bookedOn }) => account.iban === iban && bookedOn === day),
  }
  const issue = (files: readonly Written[]) => {
    for (const { name, text } of files) {
      books.issued.push({ name, put: false })
      waiting.set(name, text)
    }
  }
  const takeFile = (file: OrderFile) => {
    books.files.push(file)
    fetched.set(file.name, file.sha256)
    if (file.refused !== null) return
    messageIds.add(file.messageId)
    for (const batch of file.batches) {
      batchIds.add(batch.id)
      if (batch.refused === null)
        for (const order of batch.orders) if (order.refused === null) orders.set(keyOf(order), order)
    }
  }
  const apply = (entry: Entry): void => {
    if (entry.type === 'settings') books.settings = entry.settings
    if (entry.type === 'file') {
      takeFile(entry.file)
      issue(entry.answers)
    }
    if (entry.type === 'booked') {
      for (const key of entry.executed) orders.delete(key)
      const back = new Set(entry.movements.flatMap(({ kind, endToEndId }) => (kind === 'RETURN' ? [endToEndId] : [])))
      returns = returns.filter(({ movement }) => !back.has(movement.endToEndId))
      returns.push(...entry.returns)
      books.movements.push(...entry.movements)
      issue(entry.files)
    }
    if (entry.type === 'closed') {
      if (entry.lateUntil === null) closed.set(entry.account, entry.day)
      late.set(entry.account, entry.lateUntil)
      issue(entry.files)
    }
    if (entry.type === 'put') {
      waiting.delete(entry.name)
      for (const one of books.issued) if (one.name === entry.name) one.put = true
    }
  }
  journal.replay((entry) => apply(entry as Entry))
  return books
}

export function keyOf({ messageId, endToEndId }: Pick<Order, 'messageId' | 'endToEndId'>): string {
  return `${messageId}/${endToEndId}`
}
