/** Legal steps wait for the creditor: OFFER_LEGAL puts a case at LEGAL, where nothing goes on before it has approved. */
import { later } from '../schedule.ts'
import type { Case } from '../case.ts'

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
