/** When a case's next step comes, by its policy. */
import { type CivilDate, addDays, startOfDay, timeZoneOf } from '@saatava/core/dates.ts'
import type { Case } from './case.ts'
import type { Policy } from './policy.ts'
import { isHeld } from './states.ts'

/**
 * The day on which a case is looked at next: the day after its due date while it is INVOICED, when it becomes overdue;
 * then as long after the step before (of the first step: after the case's due date) as the policy says. Never today's
 * past, and never before a due date that was moved. Null: the policy has no further step.
 * @param lastStep the day on which the last step was taken
 */
export function nextStepDate(
  debt: Pick<Case, 'stage' | 'stepIndex' | 'caseDueDate'>,
  { steps }: Pick<Policy, 'steps'>,
  lastStep: string | undefined,
  today: CivilDate,
): string | null {
  if (debt.stage === 'INVOICED') return later(addDays(debt.caseDueDate, 1), today)
  const step = steps[debt.stepIndex]
  if (step === undefined) return null
  const planned = addDays(lastStep ?? debt.caseDueDate, step.afterDays)
  return later(later(planned, addDays(debt.caseDueDate, 1)), today)
}

/**
 * Returns when a worker looks at a case next: the start of its next day; now, where no step is left, to schedule the day on
 * which the claim expires; null while the case is held without an end.
 */
export function nextLook(
  debt: Pick<Case, 'country' | 'status' | 'disputed' | 'hold'>,
  nextDate: CivilDate | null,
  at: Date,
): Date | null {
  if (nextDate !== null) return startOfDay(nextDate, timeZoneOf(debt.country))
  return isHeld(debt) ? null : at
}

/** The later of two civil dates. */
export function later(a: string, b: string): string {
  return a > b ? a : b
}
