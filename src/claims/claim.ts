/**
 * Computes the claims of cases. Capital, costs and fees stand in the journal; interest is what the law gives from the day
 * after the due date, on the capital that was open on each day, less what has been posted of it before.
 */
import { lawOf } from '../agency/law-of.ts'
import { type CivilDate, addDays } from '@saatava/core/dates.ts'
import { sum } from '@saatava/core/money.ts'
import { type CaseAccounts, accountsOfCases } from '../journal/case-accounts.ts'
import type { JournalDetails } from '../journal/details.ts'
import type { JournalEntry } from '../journal/entry.ts'
import { postAll } from '../journal/post-all.ts'
import { type CapitalStep, type LateInterest, lateInterest } from '@saatava/law/late-interest.ts'
import { LawError } from '@saatava/law/errors.ts'
import type { Law } from '@saatava/law/law.ts'
import { isCountry } from '@saatava/law/rule.ts'
import type { Ctx } from '../platform/context.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import type { Case } from './case.ts'

/** Minor units of the case's currency. */
export interface Claim {
  capital: bigint
  interest: bigint
  /** Costs of the creditor. */
  costs: bigint
  /** Fees of the agency. */
  fees: bigint
}

export interface CaseOnDay {
  case: Case
  /** Civil date up to which interest counts, itself included. */
  onDate: CivilDate
}

export function totalOf({ capital, interest, costs, fees }: Claim): bigint {
  return capital + interest + costs + fees
}

/** Subtracts one claim from another, part by part. */
export function lessOf(claim: Claim, part: Claim): Claim {
  return {
    capital: claim.capital - part.capital,
    interest: claim.interest - part.interest,
    costs: claim.costs - part.costs,
    fees: claim.fees - part.fees,
  }
}

/** Returns the claim on a day and posts nothing. @throws LawError where the law gives no answer */
export async function claimOn(ctx: Ctx, db: Queryable, debt: Case, onDate: CivilDate): Promise<Claim> {
  const [statement] = await statementsOf(ctx, db, [{ case: debt, onDate }])
  return (statement as ClaimStatement).claim
}

/** Returns the claim as posted in the journal, without interest that runs: for callers that must not ask the law. */
export async function claimFromJournal(db: Queryable, debt: Case): Promise<Claim> {
  const { balance } = (await accountsOfCases(db, [debt]))(debt)
  return {
    capital: balance('RECEIVABLE_CAPITAL'),
    interest: balance('RECEIVABLE_INTEREST'),
    costs: balance('RECEIVABLE_COSTS'),
    fees: balance('RECEIVABLE_FEES'),
  }
}

/**
 * The claim on a day with the calculation of all interest that has run (undefined before it runs), and what of it is not
 * posted yet, minor units.
 */
export async function explainedClaimOn(
  ctx: Ctx,
  db: Queryable,
  debt: Case,
  onDate: CivilDate,
): Promise<{ claim: Claim; interest: LateInterest | undefined; running: bigint }> {
  const [statement] = await statementsOf(ctx, db, [{ case: debt, onDate }])
  const { claim, interest, difference } = statement as ClaimStatement
  return { claim, interest, running: difference }
}

/**
 * Posts the interest of a case up to a day and returns its claim. The case row is locked by the caller.
 * @throws LawError where the law gives no answer
 */
export async function bringUpToDate(ctx: Ctx, tx: Tx, debt: Case, onDate: CivilDate): Promise<Claim> {
  const [claim] = await bringAllUpToDate(ctx, tx, [{ case: debt, onDate }])
  return claim as Claim
}

/** Posts the interest of many cases. Each case is named once; the claims come back in the same order. */
async function bringAllUpToDate(ctx: Ctx, tx: Tx, owed: readonly CaseOnDay[]): Promise<Claim[]> {
  if (owed.length === 0) return []
  const statements = await statementsOf(ctx, tx, owed)
  await postInterest(ctx, tx, statements)
  return statements.map(({ claim }) => claim)
}

/** The claim on a day, and the interest that the journal lacks. */
export interface ClaimStatement extends CaseOnDay {
  claim: Claim
  /** Interest to be posted, minor units; below zero where interest was posted to a later day than this. */
  difference: bigint
  interest: LateInterest | undefined
}

/** Posts the interest of statements that were made under the lock of their cases. */
export async function postInterest(ctx: Ctx, tx: Tx, statements: readonly ClaimStatement[]): Promise<void> {
  const at = ctx.platform.clock.now()
  await postAll(
    tx,
    statements.map((one) => interestEntry(one, at)),
  )
}

/** Returns the statements without posting interest: the caller decides which to post. @throws LawError as claimOn */
export async function statementsOf(ctx: Ctx, db: Queryable, owed: readonly CaseOnDay[]): Promise<ClaimStatement[]> {
  const all = await statementsOrErrors(ctx, db, owed)
  return all.map((one) => {
    if ('error' in one) throw one.error
    return one
  })
}

/** Returns a statement or an error for each case, so that a case without an answer of the law does not stop the others. */
export async function statementsOrErrors(
  ctx: Ctx,
  db: Queryable,
  owed: readonly CaseOnDay[],
): Promise<(ClaimStatement | (CaseOnDay & { error: LawError }))[]> {
  const accountsOf = await accountsOfCases(
    db,
    owed.map((one) => one.case),
  )
  const law = await lawOf(ctx.platform, db)
  return owed.map((one) => {
    try {
      return statementOn(law, one, accountsOf(one.case))
    } catch (error) {
      if (!(error instanceof LawError)) throw error
      return { ...one, error }
    }
  })
}

function statementOn(law: Law, one: CaseOnDay, accounts: CaseAccounts): ClaimStatement {
  const interest = lawful(law, one, accounts)
  const posted = sum(accounts.movements.filter(isAccrual).map(({ amount }) => amount))
  const standing = accounts.balance('RECEIVABLE_INTEREST')
  const due = (interest?.amount ?? 0n) - posted
  // Interest that was paid too early is not paid back: it counts towards later interest.
  const difference = standing + due < 0n ? minOf(0n, -standing) : due
  const claim = {
    capital: accounts.balance('RECEIVABLE_CAPITAL'),
    interest: standing + difference,
    costs: accounts.balance('RECEIVABLE_COSTS'),
    fees: accounts.balance('RECEIVABLE_FEES'),
  }
  return { ...one, claim, difference, interest }
}

function isAccrual({ account, kind }: { account: string; kind: string }): boolean {
  return account === 'RECEIVABLE_INTEREST' && kind === 'INTEREST_ACCRUED'
}

function minOf(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

function lawful(law: Law, { case: debt, onDate }: CaseOnDay, accounts: CaseAccounts): LateInterest | undefined {
  const until = debt.interestUntil !== null && debt.interestUntil < onDate ? debt.interestUntil : onDate
  if (until < debt.interestFrom) return undefined
  if (!isCountry(debt.country)) throw new LawError('NO_RULE', `There is no law pack of ${debt.country}.`)
  return lateInterest(
    {
      country: debt.country,
      debtorType: debt.debtorType,
      currency: debt.currency,
      capital: stepsOf(debt, accounts),
      due: debt.dueDate,
      origin: debt.aroseOn,
      until,
      ...(debt.interestPercentage === null ? {} : { agreedPercentage: debt.interestPercentage }),
    },
    law,
  )
}

/** The capital from day to day: the day of a payment bears interest still on what was paid. */
function stepsOf(debt: Case, { movements }: CaseAccounts): CapitalStep[] {
  const steps: CapitalStep[] = []
  // The capital at the opening of the case was owed from the first day of interest, also where the case was opened later.
  let capital = debt.capital
  let first = capital
  for (const { account, kind, bookingDate, amount } of movements) {
    if (account !== 'RECEIVABLE_CAPITAL' || kind === 'CASE_OPENED') continue
    capital += amount
    const open = capital < 0n ? 0n : capital
    const from = addDays(bookingDate, 1)
    if (from <= debt.interestFrom) first = open
    else if (steps.at(-1)?.from === from) steps[steps.length - 1] = { from, capital: open }
    else steps.push({ from, capital: open })
  }
  // Interest up to that day stands in the journal where a former agency has claimed it.
  const before = addDays(debt.interestFrom, -1) > debt.dueDate ? [{ from: debt.dueDate, capital: 0n }] : []
  return [...before, { from: before.length === 0 ? debt.dueDate : debt.interestFrom, capital: first }, ...steps]
}

/** Returns the journal entry that posts the interest of a statement. */
export function interestEntry({ case: debt, onDate, difference, interest }: ClaimStatement, at: Date): JournalEntry {
  const { clientId, caseId, currency } = debt
  return {
    clientId,
    kind: 'INTEREST_ACCRUED',
    at,
    bookingDate: onDate,
    source: `case:${caseId}`,
    details: explained(interest),
    postings: [
      { account: 'RECEIVABLE_INTEREST', caseId, currency, amount: difference },
      { account: 'CLAIMS_OF_CLIENT', caseId, currency, amount: -difference },
    ],
  }
}

/** Amounts as text: JSON knows no bigint. */
function explained(interest: LateInterest | undefined): JournalDetails['INTEREST_ACCRUED'] {
  if (interest === undefined) return { periods: [] }
  const { start, periods, rules, amount } = interest
  return {
    total: `${amount}`,
    start,
    periods: periods.map((period) => ({ ...period, capital: `${period.capital}` })),
    rules,
  }
}
