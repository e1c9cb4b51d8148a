import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseId } from '@saatava/core/ids.ts'
import type { Fault } from '../platform/errors.ts'

/** The step that comes next on a case once it is released, when nothing comes between. */
export interface NextStep {
  /** A step of the policy, OVERDUE, APPROVAL of the creditor, INSTALMENT of a plan, or NONE. */
  step: string
  date: CivilDate | null
  /** The most that it may cost, major units; null: it costs nothing, or the law gives no answer. */
  fee: number | null
  rule: string | null
  note?: string
}

/**
 * The result of a row. TAKEN_OVER: the case is opened, on hold; of a dry run, it would be. ALREADY: the same row was taken
 * over before. CONFLICT: another row with this agency and case number was. REFUSED: `faults` says why.
 */
export interface RowResult {
  /** Place in the file: of a line, from 1. */
  row: number
  outcome: 'TAKEN_OVER' | 'ALREADY' | 'CONFLICT' | 'REFUSED'
  agency: string | null
  caseNumber: string | null
  /** The case here; of a dry run, where it was taken over before. */
  caseId?: CaseId
  faults?: Fault[]
  next?: NextStep
}
