/** Legal steps wait for the creditor: OFFER_LEGAL puts a case at LEGAL, where nothing goes on before it has approved. */
import { later } from './schedule.ts'
import type { Case } from './case.ts'
import type { Stage } from './states.ts'

/** Before court, where the creditor has had nothing to approve yet. */
const EARLY: readonly Stage[] = ['OVERDUE', 'REMINDER', 'DEMAND']

/**
 * May the creditor approve of legal steps? They were offered; or they are for court without that, because the debtor
 * denies the whole claim or wants it there, or because it is urgent. The caller asks the law afterwards.
 */
export function mayBeApproved(
  { stage, status, disputed, legalApprovedOn }: Pick<Case, 'stage' | 'status' | 'disputed' | 'legalApprovedOn'>,
  urgent: boolean,
): boolean {
  if (awaitsApproval({ stage, legalApprovedOn })) return true
  return EARLY.includes(stage) && (urgent || (status === 'DISPUTED' && disputed === null))
}

type Legal = Pick<Case, 'stage' | 'legalApprovedOn' | 'legalActOn'>

export function awaitsApproval({ stage, legalApprovedOn }: Pick<Legal, 'stage' | 'legalApprovedOn'>): boolean {
  return stage === 'LEGAL' && legalApprovedOn === null
}

/** The day from which the policy's next step is counted: of the step before, or of what happened in law since. */
export function countedFrom({ legalApprovedOn, legalActOn }: Legal, lastStep: string | undefined): string | undefined {
  return [legalApprovedOn, legalActOn].reduce<string | undefined>(
    (last, day) => (day === null || last === undefined ? (day ?? last) : later(day, last)),
    lastStep,
  )
}
