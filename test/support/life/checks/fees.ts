/** Compares every fee of every case with the law, by small tables that do not share the code's way of thinking. */
import { type Charge, excesses } from '../../fee-law.ts'
import { type Books, type CaseRow, type StepRow, type Transaction, keyOf } from '../books.ts'
import type { Faults } from '../story.ts'
import { amountTo, transactionsByCase } from './interest.ts'

export function checkFees(books: Books, faults: Faults): void {
  const byCase = transactionsByCase(books)
  const steps = Map.groupBy(books.steps, keyOf)
  for (const debt of books.cases) {
    const charged = chargesOf(debt, byCase.get(keyOf(debt)) ?? [])
    const taken = steps.get(keyOf(debt)) ?? []
    const all = [...charged, ...taken.flatMap(freeLetter)].toSorted((a, b) => (a.date < b.date ? -1 : 1))
    for (const why of excesses(debt, all)) faults.add(why, debt)
    const bySteps = taken.reduce((sum, { fee }) => sum + fee, 0n)
    const byJournal = charged.filter(({ step }) => step !== 'PLAN').reduce((sum, { fee }) => sum + fee, 0n)
    faults.amount('fees of its steps, beside those in the journal', bySteps, byJournal, debt.currency, debt)
  }
}

/** A reminder that costs nothing is one all the same: what comes after it may rest on it. */
function freeLetter({ kind, takenOn, fee }: StepRow): Charge[] {
  return fee === 0n && (kind === 'REMINDER' || kind === 'DEMAND')
    ? [{ step: kind, date: takenOn, fee, capital: 0n }]
    : []
}

function chargesOf(debt: CaseRow, transactions: Transaction[]): Charge[] {
  let capital = 0n
  return transactions.flatMap((one): Charge[] => {
    capital += amountTo(one, 'RECEIVABLE_CAPITAL', debt.caseId)
    if (one.kind !== 'FEE_CHARGED') return []
    const fee = amountTo(one, 'RECEIVABLE_FEES', debt.caseId)
    return [{ step: String(one.details['step']), date: one.bookingDate, fee, capital }]
  })
}
