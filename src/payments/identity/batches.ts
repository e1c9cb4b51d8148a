/**
 * Lines that a bank books together. National files list payments line by line, and the statement books their sum: of a
 * batch, of a file, or of all that came on the day, with reversals in it or beside it.
 */
import type { CivilDate } from '@saatava/core/dates.ts'
import { addBankingDays, calendarOfCurrency } from '@saatava/core/banking-days.ts'
import { sum } from '@saatava/core/money.ts'
import { type Movement, isNameless } from './movement.ts'

/** Lines of one batch of a file, of one account and booking day, that all are money in or all are money out. */
export interface Batch {
  /** bookedAt of its lines. */
  batch: string
  accountKey: string
  currency: string
  day: CivilDate
  incoming: boolean
  /** Signed minor units. */
  amount: bigint
  lines: number
}

export interface StoredBatch extends Batch {
  fileId: string
  /** An entry that stands for it; null: none of its lines is stored yet. */
  firstEntryId: string | null
  /** The entry of another file that is perhaps its sum. */
  sumEntryId: string | null
  linesWait: boolean
}

/** Batches of one account and day that a bank may book as one sum. */
export interface Summed {
  batches: StoredBatch[]
  day: CivilDate
  amount: bigint
}

/** Lines that a bank may book as one sum; the narrowest group comes first. */
const TOGETHER: ((one: StoredBatch) => string)[] = [
  ({ fileId, batch, incoming }) => `${fileId} ${batch} ${incoming}`,
  ({ fileId, batch }) => `${fileId} ${batch}`,
  ({ fileId, incoming }) => `${fileId} ${incoming}`,
  ({ fileId }) => fileId,
  ({ incoming }) => `${incoming}`,
  () => '',
]

/** The sums of several lines that a bank may have booked, of batches that have none yet. One line alone is compared as such. */
export function sumsOf(batches: readonly StoredBatch[]): Summed[] {
  const free = batches.filter(({ sumEntryId }) => sumEntryId === null)
  const days = Map.groupBy(free, ({ accountKey, currency, day }) => `${accountKey} ${currency} ${day}`)
  const seen = new Set<string>()
  return [...days.values()].flatMap((ofDay) =>
    TOGETHER.flatMap((together) => [...Map.groupBy(ofDay, together).values()]).flatMap((some) => {
      const [first] = some
      const key = some.map(keyOfBatch).toSorted().join('\n')
      const amount = sum(some.map((one) => one.amount))
      const lines = some.reduce((count, one) => count + one.lines, 0)
      if (first === undefined || lines < 2 || amount === 0n || seen.has(key)) return []
      seen.add(key)
      return [{ batches: some, day: first.day, amount }]
    }),
  )
}

export function keyOfBatch({ fileId, ...line }: Batch & { fileId: string }): string {
  return `${fileId} ${lineKeyOf(line)}`
}

/** Within its file. */
export function lineKeyOf({ batch, accountKey, currency, day, incoming }: Omit<Batch, 'amount' | 'lines'>): string {
  return [batch, accountKey, currency, day, incoming].join('\n')
}

/** An entry of another file that may be a sum: it names no debt and no payer's account. */
export type MaybeSum = Pick<
  Movement,
  | 'accountKey'
  | 'currency'
  | 'bookingDate'
  | 'amount'
  | 'bookedAmount'
  | 'referenceKeys'
  | 'documentKeys'
  | 'payerKeys'
  | 'payerName'
  | 'payerText'
  | 'endToEndId'
>

export function maybeSum(one: MaybeSum): boolean {
  const { bookedAmount, referenceKeys, documentKeys, payerKeys } = one
  return bookedAmount === null && [referenceKeys, documentKeys, payerKeys].every((keys) => keys.length === 0)
}

/** Returns whether an entry may be the sum: the days are equal, or near where the entry names nothing but the amount. */
function fits(one: MaybeSum, { batches, amount, day }: Summed): boolean {
  const [first] = batches
  if (first === undefined || one.amount !== amount) return false
  if (one.accountKey !== first.accountKey || one.currency !== first.currency) return false
  if (one.bookingDate === day) return true
  const [from, to] = daysNear(day, one.currency)
  return isNameless(one) && one.bookingDate >= from && one.bookingDate <= to
}

/** Several sums may fit an entry: the sum of the same day wins, then the narrowest. */
export function bestOf(one: MaybeSum, summed: readonly Summed[]): Summed | undefined {
  const fitting = summed.filter((summed) => fits(one, summed))
  return fitting.find(({ day }) => day === one.bookingDate) ?? fitting[0]
}

/** From the banking day before to the one after: files and statements may differ by as much. */
export function daysNear(day: CivilDate, currency: string): [from: CivilDate, to: CivilDate] {
  const calendar = calendarOfCurrency(currency)
  return [addBankingDays(calendar, day, -1), addBankingDays(calendar, day, 1)]
}
