/** Sums a dry run up: next steps, letters and money, over all cases and by creditor. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import { minorToNumber, sum } from '@saatava/core/money.ts'
import type { Case } from '../../claims/case.ts'
import type { Foreseen, ForeseenStep } from './foresee-steps.ts'

/** The steps ahead of a case. */
interface Side extends Foreseen {
  /** Minor units: on the claim on the day of the last step. Null: the law gives no answer yet. */
  interest: bigint | null
}

export interface CaseChange {
  case: Case
  before: Side
  after: Side
}

/** How the next step of a case differs. */
export const NEXT_CHANGES = ['SAME', 'EARLIER', 'LATER', 'OTHER_STEP', 'GONE', 'ADDED'] as const
type NextChange = (typeof NEXT_CHANGES)[number]

interface BeforeAfter {
  before: number
  after: number
}

export interface Totals {
  cases: number
  /** Cases of which some step, day or fee differs. */
  changed: number
  letters: BeforeAfter
  /** Major units. */
  fees: BeforeAfter
  /** On the claims on the days of their last steps, major units. */
  interest: BeforeAfter
}

interface OfCurrency extends Totals {
  currency: string
}

interface OfCreditor extends OfCurrency {
  clientId: ClientId
}

interface ChangedCase {
  clientId: ClientId
  caseId: CaseId
  next: NextChange
  currency: string
  /** The next step; null: none. */
  before: { kind: ForeseenStep['kind']; date: CivilDate } | null
  after: { kind: ForeseenStep['kind']; date: CivilDate } | null
  letters: BeforeAfter
  fees: BeforeAfter
}

export interface DryRun {
  /** Cases of which the engine takes the next step. */
  cases: number
  /** False: there are more cases than a dry run looks at. */
  isWhole: boolean
  /** Cases that a person, a pause, a plan or an objection holds up. They are not among the others. */
  held: number
  next: Record<NextChange, number>
  /** Cases that a person would have to see to, because the law forbids a step or gives no answer. */
  stopped: BeforeAfter
  /** Cases whose interest is not known yet for one of the days; the sums of interest leave them out. */
  interestUnknown: number
  totals: OfCurrency[]
  creditors: OfCreditor[]
  /** The first cases that differ. */
  examples: ChangedCase[]
}

const EXAMPLES_MAX = 25

export function tally(changes: readonly CaseChange[], found: { held: number; isWhole: boolean }): DryRun {
  const next = Object.fromEntries(NEXT_CHANGES.map((name) => [name, 0])) as Record<NextChange, number>
  for (const change of changes) next[nextChangeOf(change)] += 1
  const byCurrency = Map.groupBy(changes, (change) => change.case.currency)
  const byCreditor = Map.groupBy(changes, (change) => `${change.case.clientId} ${change.case.currency}`)
  return {
    ...{ cases: changes.length, ...found, next },
    stopped: countBoth(changes, ({ isStopped }) => (isStopped ? 1 : 0)),
    interestUnknown: changes.filter(hasNoInterest).length,
    totals: [...byCurrency].map(([currency, some]) => ({ currency, ...totalsOf(some) })).sort(byName),
    creditors: [...byCreditor.values()].flatMap((some) => {
      const [first] = some
      if (first === undefined) return []
      const { clientId, currency } = first.case
      return [{ clientId, currency, ...totalsOf(some) }]
    }),
    examples: changes.filter(isChanged).slice(0, EXAMPLES_MAX).map(exampleOf),
  }
}

function byName(a: OfCurrency, b: OfCurrency): number {
  return a.currency < b.currency ? -1 : 1
}

function totalsOf(changes: readonly CaseChange[]): Totals {
  return {
    cases: changes.length,
    changed: changes.filter(isChanged).length,
    letters: countBoth(changes, lettersOf),
    fees: moneyOf(changes, feesOf),
    interest: moneyOf(
      changes.filter((change) => !hasNoInterest(change)),
      ({ interest }) => interest ?? 0n,
    ),
  }
}

function isChanged({ before, after }: CaseChange): boolean {
  return (
    before.steps.length !== after.steps.length ||
    before.steps.some((step, i) => {
      const other = after.steps[i]
      return step.kind !== other?.kind || step.date !== other.date || step.fee !== other.fee
    })
  )
}

function hasNoInterest({ before, after }: CaseChange): boolean {
  return before.interest === null || after.interest === null
}

function nextChangeOf({ before, after }: CaseChange): NextChange {
  const [is, would] = [before.steps[0], after.steps[0]]
  if (is === undefined) return would === undefined ? 'SAME' : 'ADDED'
  if (would === undefined) return 'GONE'
  if (is.kind !== would.kind) return 'OTHER_STEP'
  if (is.date === would.date) return 'SAME'
  return would.date < is.date ? 'EARLIER' : 'LATER'
}

function exampleOf(change: CaseChange): ChangedCase {
  const { clientId, caseId, currency } = change.case
  const [is, would] = [change.before.steps[0], change.after.steps[0]]
  return {
    ...{ clientId, caseId, currency, next: nextChangeOf(change) },
    before: is === undefined ? null : { kind: is.kind, date: is.date },
    after: would === undefined ? null : { kind: would.kind, date: would.date },
    letters: countBoth([change], lettersOf),
    fees: moneyOf([change], feesOf),
  }
}

function lettersOf({ steps }: Side): number {
  return steps.filter(({ kind }) => kind === 'REMINDER' || kind === 'DEMAND').length
}

function feesOf({ steps }: Side): bigint {
  return sum(steps.map(({ fee }) => fee))
}

function countBoth(changes: readonly CaseChange[], countIn: (side: Side) => number): BeforeAfter {
  const total = (name: 'before' | 'after') => changes.reduce((count, change) => count + countIn(change[name]), 0)
  return { before: total('before'), after: total('after') }
}

function moneyOf(changes: readonly CaseChange[], amountIn: (side: Side) => bigint): BeforeAfter {
  const total = (name: 'before' | 'after') => minorToNumber(sum(changes.map((change) => amountIn(change[name]))))
  return { before: total('before'), after: total('after') }
}
