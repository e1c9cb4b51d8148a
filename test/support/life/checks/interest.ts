/**
 * Late interest computed a second time, day by day: capital × rate ÷ 365 (or by months of 30 days in Denmark) for each
 * day after the due date, the day of payment included, rounded half up once. The posted interest must equal that each
 * time.
 */
import { minorToText } from '@saatava/core/money.ts'
import { type Books, type CaseRow, type Transaction, keyOf } from '../books.ts'
import { minorOf } from '../requests.ts'
import type { Faults } from '../story.ts'
import type { LifeRates } from '../rates.ts'

const MILLION = 1_000_000n
const YEAR: Record<CaseRow['country'], bigint> = { FI: 365n, SE: 365n, NO: 365n, DK: 360n }

/** A change of the capital of a case, as it was known at a time: by the day from which it counts. */
interface CapitalChange {
  date: string
  amount: bigint
}

/** @param until civil date, counted itself  @returns minor units */
function interestUntil(debt: CaseRow, changes: CapitalChange[], until: string, rates: LifeRates): bigint {
  let parts = 0n
  let capital = 0n
  let rate = 0
  // Days on which neither has changed.
  let days = 0
  const add = () => {
    parts += capital * BigInt(Math.round(rate * Number(MILLION))) * BigInt(days)
    days = 0
  }
  const last = numberOf(until)
  for (let number = numberOf(debt.dueDate) + 1; number <= last; number += 1) {
    const day = dayOf(number)
    const open = openOn(debt, changes, day)
    const now = rateOf(debt, day, rates)
    if (open !== capital || now !== rate) add()
    capital = open
    rate = now
    days += weightOf(debt.country, number)
  }
  add()
  const whole = 100n * MILLION * YEAR[debt.country]
  return (2n * parts + whole) / (2n * whole)
}

/** The day of a payment bears interest still on what was paid. */
function openOn({ capital }: CaseRow, changes: CapitalChange[], day: string): bigint {
  let open = capital
  for (const { date, amount } of changes) if (date < day) open += amount
  return open > 0n ? open : 0n
}

const DAY_MS = 86_400_000
const DAYS = new Map<number, string>()

function numberOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS
}

function dayOf(number: number): string {
  const known = DAYS.get(number)
  if (known !== undefined) return known
  const day = new Date(number * DAY_MS).toISOString().slice(0, 10)
  DAYS.set(number, day)
  return day
}

/** An agreed rate holds between businesses; on consumers and where the law says nothing more, at most the law's. */
function rateOf({ country, debtorType, interestPercentage }: CaseRow, day: string, rates: LifeRates): number {
  const lawful = rates.on(country, debtorType, day)
  if (interestPercentage === null) return lawful
  if (country === 'FI' && debtorType === 'BUSINESS') return interestPercentage
  return Math.min(interestPercentage, lawful)
}

/**
 * Each day of a year of 365 days counts as one; in a year of 360, the 31st counts as none and the last of February as
 * more.
 */
function weightOf(country: CaseRow['country'], number: number): number {
  if (country !== 'DK') return 1
  return thirty(dayOf(number)) - thirty(dayOf(number - 1))
}

function thirty(date: string): number {
  return Number(date.slice(0, 4)) * 360 + Number(date.slice(5, 7)) * 30 + Math.min(Number(date.slice(8)), 30)
}

/** @param since looks only at cases to which something has been posted since */
export function checkInterest(books: Books, rates: LifeRates, since: string, faults: Faults): void {
  const byCase = transactionsByCase(books)
  for (const debt of books.cases) {
    const transactions = byCase.get(keyOf(debt)) ?? []
    if (transactions.some(({ at }) => at.toISOString() >= since)) checkPosted(debt, transactions, rates, faults)
  }
}

export function transactionsByCase({ transactions }: Books): Map<string, Transaction[]> {
  const byCase = new Map<string, Transaction[]>()
  for (const one of transactions)
    for (const caseId of new Set(one.postings.map((posting) => posting.caseId)))
      if (caseId !== 0) {
        const key = keyOf({ clientId: one.clientId, caseId })
        const list = byCase.get(key)
        if (list === undefined) byCase.set(key, [one])
        else list.push(one)
      }
  return byCase
}

export function amountTo({ postings }: Transaction, account: string, caseId: number): bigint {
  let amount = 0n
  for (const posting of postings) if (posting.account === account && posting.caseId === caseId) amount += posting.amount
  return amount
}

/** Each time interest was posted, all of it together is what it should be by what was known then. */
function checkPosted(debt: CaseRow, transactions: Transaction[], rates: LifeRates, faults: Faults): void {
  const changes: CapitalChange[] = []
  let posted = 0n
  let standing = 0n
  for (const one of transactions) {
    const { kind, bookingDate } = one
    const capital = amountTo(one, 'RECEIVABLE_CAPITAL', debt.caseId)
    const interest = amountTo(one, 'RECEIVABLE_INTEREST', debt.caseId)
    standing += interest
    if (capital !== 0n && kind !== 'CASE_OPENED') changes.push({ date: bookingDate, amount: capital })
    if (kind === 'CASE_OPENED')
      faults.amount('the capital it was opened with', capital, debt.capital, debt.currency, debt)
    if (kind !== 'INTEREST_ACCRUED') continue
    posted += interest
    const lawful = interestUntil(debt, changes, bookingDate, rates)
    // Interest that was paid and turned out to be too much stays with the creditor, until more has run.
    if (posted === lawful || (standing === 0n && posted > lawful)) continue
    faults.add(
      `interest of ${minorToText(posted)} ${debt.currency} was posted by ${bookingDate}; by the law it is ${minorToText(lawful)}`,
      debt,
    )
  }
}

/** Compares the interest in GET /invoice/case of today with the accrued interest less the paid and waived part. */
export function checkShownInterest(
  debt: CaseRow,
  transactions: Transaction[],
  { interestAmount, asOf }: { interestAmount: number; asOf: string },
  rates: LifeRates,
  faults: Faults,
): void {
  const changes = transactions.flatMap((one): CapitalChange[] => {
    const amount = one.kind === 'CASE_OPENED' ? 0n : amountTo(one, 'RECEIVABLE_CAPITAL', debt.caseId)
    return amount === 0n ? [] : [{ date: one.bookingDate, amount }]
  })
  let less = 0n
  for (const one of transactions)
    if (one.kind !== 'INTEREST_ACCRUED') less += amountTo(one, 'RECEIVABLE_INTEREST', debt.caseId)
  const owed = interestUntil(debt, changes, asOf, rates) + less
  faults.amount(`interest shown on ${asOf}`, minorOf(interestAmount), owed < 0n ? 0n : owed, debt.currency, debt)
}
