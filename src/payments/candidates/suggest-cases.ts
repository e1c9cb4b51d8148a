/**
 * The cases that money may be for which waits, by the facts that speak for them. The searches find cases by one fact each,
 * all of them by an index and with a limit; then every fact is asked of every case that was found. Nothing is allocated.
 */
import { type CivilDate, addDays, civilDateAt, startOfDay, timeZoneOf } from '@saatava/core/dates.ts'
import type { ClientId, DebtorId } from '@saatava/core/ids.ts'
import type { Case } from '../../claims/case.ts'
import { selectCasesOfCapital, selectOpenCasesOfDebtors } from '../../claims/candidate-queries.ts'
import { type CaseOnDay, statementsOrErrors, totalOf } from '../../claims/claim.ts'
import { selectCases } from '../../claims/find-queries.ts'
import { selectCasesByReference } from '../../claims/queries.ts'
import { searchKeysOf } from '../../debtors/name-keys.ts'
import { selectDebtorsOfName } from '../../debtors/payer-queries.ts'
import { type Asked, selectLettersAsking } from '../../dunning/letters/asked-queries.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Queryable } from '../../platform/database.ts'
import type { WaitingRow } from '../list-queries.ts'
import { casesOfSum, CASES_OF_SUM_MAX } from './cases-of-sum.ts'
import { type Compared, type Fact, STRONG_MIN, factsOf, weightOf } from './facts.ts'
import { namedCases, namesGivenBy } from './named-cases.ts'
import { nearReferences } from './near-references.ts'
import { type PaidBefore, selectPaidFrom } from './queries.ts'

/** Cases that one search adds, and debtors. */
const FOUND_MAX = 10
/** A payer pays before the due date, and letters give more time. */
const DUE_DAYS_AHEAD = 45
const TIME_ZONE = timeZoneOf('FI')

interface SuggestedCase {
  case: Case
  /** Minor units on the day of payment; null: the law gives no answer. */
  owed: bigint | null
}

export interface Suggestion {
  /** Several: they belong to one debtor, and add up to the amount. */
  cases: SuggestedCase[]
  /** The loudest first. */
  facts: Fact[]
  /** Two facts speak, or a reference alone. */
  isStrong: boolean
}

/** Suggestions for money that came in, the best first. @param row what waits of it */
export async function suggestCases(ctx: Ctx, db: Queryable, row: WaitingRow, limit: number): Promise<Suggestion[]> {
  if (BigInt(row.waiting) <= 0n) return []
  const money = comparedOf(row)
  const found = await search(db, row, money)
  const cases = found.cases.filter(({ clientId }) => row.clientId === null || clientId === row.clientId)
  const owed = await owedOn(
    ctx,
    db,
    cases.map((one) => ({ case: one, onDate: row.paymentDate })),
  )
  const single = cases.map((one): Suggestion => {
    const known = { owed: owed(one), letter: found.letterOf(one), paidBefore: found.paidBeforeOf(one) }
    return suggestion([{ case: one, owed: owed(one) }], factsOf(money, one, known))
  })
  const all = [...single, ...sums(money, single)].filter(({ facts }) => facts.length > 0)
  return all.toSorted(compare(row)).slice(0, limit)
}

function suggestion(cases: SuggestedCase[], facts: Fact[]): Suggestion {
  return { cases, facts, isStrong: weightOf(facts) >= STRONG_MIN }
}

/** Cases that cannot be paid come last: they tell a person why. */
function compare({ currency }: WaitingRow) {
  const isPayable = ({ cases }: Suggestion) =>
    cases.every((one) => one.case.status !== 'CLOSED' && one.case.currency === currency)
  const due = ({ cases }: Suggestion) => cases[0]?.case.caseDueDate ?? ''
  const number = ({ cases }: Suggestion) => cases[0]?.case.caseId ?? 0
  return (a: Suggestion, b: Suggestion) =>
    Number(isPayable(b)) - Number(isPayable(a)) ||
    weightOf(b.facts) - weightOf(a.facts) ||
    due(a).localeCompare(due(b)) ||
    number(a) - number(b)
}

function comparedOf(row: WaitingRow): Compared {
  const { keys, numbers } = namesGivenBy(row)
  return {
    ...{ amount: BigInt(row.waiting), paymentDate: row.paymentDate, payerName: row.payerName },
    ...{ keys: new Set(keys), numbers: new Set(numbers) },
    nearKeys: new Set(row.reference === null ? [] : nearReferences(row.reference)),
  }
}

interface Found {
  cases: Case[]
  letterOf(debt: Case): { kind: string; on: CivilDate } | undefined
  paidBeforeOf(debt: Case): PaidBefore | undefined
}

async function search(db: Queryable, row: WaitingRow, money: Compared): Promise<Found> {
  const { clientId, currency, paymentDate, payerName, payerAccount } = row
  const { amount } = money
  const named = await namedCases(db, clientId, namesGivenBy(row))
  const near = money.nearKeys.size === 0 ? [] : await selectCasesByReference(db, [...money.nearKeys])
  const wanted = { clientId, currency, amount, dueUntil: addDays(paymentDate, DUE_DAYS_AHEAD) }
  const ofCapital = await selectCasesOfCapital(db, wanted, FOUND_MAX)
  const before = startOfDay(addDays(paymentDate, 1), TIME_ZONE)
  const letters = await selectLettersAsking(db, { clientId, amount, before }, FOUND_MAX)
  const asked = await selectCases(db, letters)
  const paidBefore = await selectPaidFrom(db, spellingsOf(payerAccount), clientId, FOUND_MAX)
  const sameName = await selectDebtorsOfName(db, searchKeysOf(payerName ?? ''), clientId, FOUND_MAX)
  const ofDebtors = await selectOpenCasesOfDebtors(db, [...paidBefore, ...sameName], CASES_OF_SUM_MAX)
  const cases = [
    ...named.slice(0, FOUND_MAX),
    ...near.slice(0, FOUND_MAX),
    ...ofCapital,
    ...asked.values(),
    ...ofDebtors,
  ]
  return {
    cases: [...new Map(cases.map((one) => [nameOf(one), one])).values()],
    letterOf: letterLookup(letters, currency),
    paidBeforeOf: (debt) => paidBefore.find((one) => isOf(debt, one)),
  }
}

function letterLookup(letters: readonly Asked[], currency: string): Found['letterOf'] {
  const byCase = Map.groupBy(letters, nameOf)
  return (debt) => {
    const [latest] = debt.currency === currency ? (byCase.get(nameOf(debt)) ?? []) : []
    return latest && { kind: latest.kind, on: civilDateAt(latest.createdAt, timeZoneOf(debt.country)) }
  }
}

/** An account is stored as its file wrote it: with spaces, or without. */
function spellingsOf(account: string | null): string[] {
  if (account === null || account === '') return []
  const bare = account.replaceAll(/\s/g, '')
  return [...new Set([account, bare, bare.replaceAll(/(.{4})(?=.)/g, '$1 ')])]
}

async function owedOn(ctx: Ctx, db: Queryable, cases: readonly CaseOnDay[]): Promise<(debt: Case) => bigint | null> {
  const statements = await statementsOrErrors(ctx, db, cases)
  const owed = new Map(statements.map((one) => [nameOf(one.case), 'error' in one ? null : totalOf(one.claim)]))
  return (debt) => owed.get(nameOf(debt)) ?? null
}

/** Several open cases of one debtor that owe exactly the amount together, with what speaks for the debtor. */
function sums(money: Compared, single: readonly Suggestion[]): Suggestion[] {
  const open = single.filter(({ cases: [one] }) => one !== undefined && one.case.status !== 'CLOSED')
  const byDebtor = Map.groupBy(
    open,
    ({ cases: [one] }) => `${one?.case.clientId} ${one?.case.debtorId} ${one?.case.currency}`,
  )
  return [...byDebtor.values()].flatMap((group) => {
    const chosen = casesOfSum(group, ({ cases: [one] }) => one?.owed ?? 0n, money.amount)
    if (chosen === undefined) return []
    const facts = chosen.flatMap((one) => one.facts).filter(({ kind }) => kind !== 'DATE')
    const each = [...new Map(facts.map((fact) => [JSON.stringify(fact), fact])).values()]
    const sum: Fact = { kind: 'SUM_OF_CASES', cases: chosen.length }
    return [
      suggestion(
        chosen.flatMap(({ cases }) => cases),
        [sum, ...each],
      ),
    ]
  })
}

function isOf(debt: Case, one: { clientId: ClientId; debtorId: DebtorId }): boolean {
  return debt.clientId === one.clientId && debt.debtorId === one.debtorId
}

function nameOf({ clientId, caseId }: Pick<Case, 'clientId' | 'caseId'>): string {
  return `${clientId} ${caseId}`
}
