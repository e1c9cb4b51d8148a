/**
 * The most that the law lets collection cost, written down a second time in small tables, and every fee of every case held
 * against them: each by itself, how many, how far apart, and all together.
 */
import { daysBetween } from '../../../src/core/dates.ts'
import { minorToText } from '../../../src/core/money.ts'
import { type Books, type CaseRow, type Transaction, keyOf } from '../books.ts'
import type { Faults } from '../story.ts'
import { amountTo, transactionsByCase } from './interest.ts'

/** "Capital up to" (null: without end) and the fee, major units. */
type Tiers = readonly (readonly [upTo: number | null, fee: number])[]

interface Table {
  reminder: number
  reminders: number
  reminderAfterDue: number
  /** Days after the letter before. */
  spacing: number
  demand: Tiers
  demands: number
  /** Of the first one, for the second and later ones. */
  further: number
  plan: Tiers | null
  /** Of a plan with few instalments. */
  total: Tiers | null
}

const NO_DEMAND: Tiers = [
  [500, 175],
  [1_000, 245],
  [2_500, 280],
  [10_000, 560],
  [50_000, 1_120],
  [250_000, 2_520],
  [null, 5_040],
]
const NORWAY: Table = {
  ...{ reminder: 35, reminders: 2, reminderAfterDue: 14, spacing: 14, demands: 9, further: 1, plan: null, total: null },
  demand: NO_DEMAND,
}
const SWEDEN: Table = {
  ...{ reminder: 60, reminders: 9, reminderAfterDue: 0, spacing: 0, demands: 9, further: 1, total: null },
  demand: [[null, 180]],
  plan: [[null, 170]],
}
const DENMARK: Table = {
  ...{ reminder: 100, reminders: 3, reminderAfterDue: 0, spacing: 10, demands: 9, further: 1, plan: null, total: null },
  demand: [[null, 100]],
}

const TABLES: Record<CaseRow['country'], Record<CaseRow['debtorType'], Table>> = {
  FI: {
    CONSUMER: {
      ...{ reminder: 5, reminders: 9, reminderAfterDue: 14, spacing: 14, demands: 2, further: 0.5 },
      demand: [
        [100, 14],
        [1_000, 24],
        [null, 50],
      ],
      plan: [
        [100, 20],
        [1_000, 30],
        [null, 50],
      ],
      total: [
        [100, 60],
        [1_000, 120],
        [null, 210],
      ],
    },
    BUSINESS: {
      ...{ reminder: 12, reminders: 9, reminderAfterDue: 0, spacing: 10, demands: 9, further: 0.5, total: null },
      demand: [
        [500, 50],
        [2_500, 70],
        [10_000, 90],
        [null, 110],
      ],
      // A fee for plans exists, its amount is not known: none may be taken.
      plan: null,
    },
  },
  SE: { CONSUMER: SWEDEN, BUSINESS: SWEDEN },
  NO: { CONSUMER: NORWAY, BUSINESS: { ...NORWAY, demand: NO_DEMAND.map(([upTo, fee]) => [upTo, fee * 1.5] as const) } },
  DK: { CONSUMER: DENMARK, BUSINESS: DENMARK },
}

export function checkFees(books: Books, faults: Faults): void {
  const byCase = transactionsByCase(books)
  const steps = Map.groupBy(books.steps, keyOf)
  for (const of of books.cases) {
    const charged = chargesOf(of, byCase.get(keyOf(of)) ?? [])
    checkCharges(of, charged, faults)
    const bySteps = (steps.get(keyOf(of)) ?? []).reduce((sum, { fee }) => sum + fee, 0n)
    const byJournal = charged.filter(({ step }) => step !== 'PLAN').reduce((sum, { fee }) => sum + fee, 0n)
    faults.amount('fees of its steps, beside those in the journal', bySteps, byJournal, of.currency, of)
  }
}

interface Charge {
  step: string
  date: string
  fee: bigint
  /** Open on the day. */
  capital: bigint
}

function chargesOf(of: CaseRow, transactions: Transaction[]): Charge[] {
  let capital = 0n
  return transactions.flatMap((one): Charge[] => {
    capital += amountTo(one, 'RECEIVABLE_CAPITAL', of.caseId)
    if (one.kind !== 'FEE_CHARGED') return []
    const fee = amountTo(one, 'RECEIVABLE_FEES', of.caseId)
    return [{ step: String(one.details['step']), date: one.bookingDate, fee, capital }]
  })
}

function checkCharges(of: CaseRow, charges: Charge[], faults: Faults): void {
  const table = TABLES[of.country][of.debtorType]
  const counts = { REMINDER: 0, DEMAND: 0, PLAN: 0 }
  let before: Charge | undefined
  let sum = 0n
  let largest = 0n
  for (const charge of charges) {
    const { step, date, fee, capital } = charge
    const tell = (why: string) => faults.add(`${step} of ${date} costs ${minorToText(fee)} ${of.currency}: ${why}`, of)
    sum += fee
    if (capital > largest) largest = capital
    if (step !== 'REMINDER' && step !== 'DEMAND' && step !== 'PLAN') {
      tell('no such step is known')
      continue
    }
    counts[step] += 1
    const most = mostOf(table, step, counts[step], capital)
    if (fee > most) tell(`at most ${minorToText(most)} on a capital of ${minorToText(capital)}`)
    if (step === 'PLAN') continue
    if (step === 'REMINDER' && daysBetween(of.dueDate, date) < table.reminderAfterDue) tell(`due only on ${of.dueDate}`)
    if (counts.REMINDER > table.reminders || counts.DEMAND > table.demands) tell('one too many')
    if (before !== undefined && daysBetween(before.date, date) < table.spacing) tell(`too soon after ${before.date}`)
    before = charge
  }
  if (table.total !== null && sum > tierOf(table.total, largest))
    faults.add(`all fees come to ${minorToText(sum)}, at most ${minorToText(tierOf(table.total, largest))}`, of)
}

function mostOf(table: Table, step: 'REMINDER' | 'DEMAND' | 'PLAN', ordinal: number, capital: bigint): bigint {
  if (step === 'REMINDER') return BigInt(table.reminder) * 100n
  if (step === 'PLAN') return table.plan === null ? 0n : tierOf(table.plan, capital)
  const first = tierOf(table.demand, capital)
  return ordinal === 1 ? first : BigInt(Math.floor(Number(first) * table.further))
}

function tierOf(tiers: Tiers, capital: bigint): bigint {
  const [, fee = 0] = tiers.find(([upTo]) => upTo === null || capital <= BigInt(upTo) * 100n) ?? []
  return BigInt(Math.round(fee * 100))
}
