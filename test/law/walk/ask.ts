/** The law's verbs, asked in the model's words. The law's answer is put into a form that can be compared. */
import { LawError } from '@saatava/law/errors.ts'
import type { Law } from '@saatava/law/law.ts'
import { mayTake, mayTakeFree } from '@saatava/law/may-take.ts'
import type { Claim, StepName, StepTaken } from '@saatava/law/steps.ts'
import type { Act, ActKind, Day, Debt, Minor } from '../model/shape.ts'

export type Answer =
  | { kind: 'REFUSED'; why: string; earliest: Day | undefined; rule: string }
  | { kind: 'ALLOWED'; most: Minor; why: string; rule: string; verified: boolean }
  | { kind: 'NO_RULE'; why: string }

export function claimOf(debt: Debt): Claim {
  const { instalments, sent, arose, reminderAgreed, stopped, barredFrom } = debt
  return {
    country: debt.land,
    debtorType: debt.debtor,
    capital: debt.capital,
    due: debt.due,
    invoiceDue: debt.firstDue,
    directlyEnforceable: debt.enforceable,
    professional: debt.collector,
    creditorVatLiable: debt.deductsVat,
    creditorCosts: debt.creditorCosts,
    otherReminders: debt.otherReminders,
    limitedCompany: debt.limited,
    rightMayBeLost: debt.rightMayBeLost,
    ...(sent === undefined ? {} : { invoiceSent: sent }),
    ...(arose === undefined ? {} : { origin: arose }),
    ...(reminderAgreed === undefined ? {} : { reminderFeeAgreed: reminderAgreed }),
    ...(instalments === undefined ? {} : { instalments }),
    ...(stopped === undefined ? {} : { stopped }),
    ...(barredFrom === undefined ? {} : { expiresOn: barredFrom }),
  }
}

function historyOf(acts: readonly Act[]): StepTaken[] {
  return acts.map(({ kind, day, charged, payBy, byCreditor }) => ({
    step: kind as StepName,
    date: day,
    charged,
    ...(payBy === undefined ? {} : { payBy }),
    ...(byCreditor ? { byCreditor } : {}),
  }))
}

export function askStep(law: Law, debt: Debt, acts: readonly Act[], kind: ActKind, day: Day): Answer {
  try {
    const may = mayTake(kind, historyOf(acts), day, claimOf(debt), law)
    if (!may.allowed) return { kind: 'REFUSED', why: may.why, earliest: may.earliest, rule: may.rule }
    return { kind: 'ALLOWED', most: may.most, why: may.note ?? '', rule: may.rule, verified: may.status === 'verified' }
  } catch (error) {
    return { kind: 'NO_RULE', why: noRule(error) }
  }
}

/** May it be taken where it costs nothing? Undefined: no rule. */
export function askFree(law: Law, debt: Debt, acts: readonly Act[], kind: ActKind, day: Day): boolean | undefined {
  try {
    return mayTakeFree(kind, historyOf(acts), day, claimOf(debt), law).allowed
  } catch (error) {
    noRule(error)
    return undefined
  }
}

/** Any other thrown error is a fault of the walk. */
export function noRule(error: unknown): string {
  if (error instanceof LawError && error.code === 'NO_RULE') return error.message
  throw error
}
