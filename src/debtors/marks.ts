/** Facts about a debtor that stop collection, or change how it is reached. */
import { type Static, Type } from 'typebox'
import type { CivilDate } from '@saatava/core/dates.ts'
import type { DebtorMark } from '@saatava/law/debtor-marks.ts'
import { optional } from '../platform/http/schema.ts'
import { stored } from '../platform/stored.ts'
import { DebtorAddress } from './contact.ts'

/** The person who receives the letters of a debtor. */
export const StoredGuardian = Type.Object({
  name: Type.String(),
  address: optional(DebtorAddress),
  email: optional(Type.String()),
})
export type Guardian = Static<typeof StoredGuardian>

export const readGuardian = stored(StoredGuardian, 'debtor_mark.guardian')

export interface StandingMark {
  mark: DebtorMark
  fromDay: CivilDate
  guardian: Guardian | null
}

/** The effect of the marks of a debtor on its cases. */
export interface CaseTerms {
  guardian: Guardian | undefined
  /** The last day that bears interest; null: interest runs on. */
  interestUntil: CivilDate | null
}

export function caseTermsOf(marks: readonly StandingMark[]): CaseTerms {
  const guardian = marks.find(({ mark }) => mark === 'GUARDIAN')?.guardian ?? undefined
  return { guardian, interestUntil: marks.find(({ mark }) => mark === 'BANKRUPT')?.fromDay ?? null }
}

export function isProtected(marks: readonly { mark: DebtorMark }[]): boolean {
  return marks.some(({ mark }) => mark === 'PROTECTED_ADDRESS')
}
