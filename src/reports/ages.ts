/** Ages of claims: days since the due date, in the bands that reports have. */
import { type CivilDate, addDays } from '@saatava/core/dates.ts'

/** The first day of each band but the first one, which holds what is not overdue. */
export const AGE_STARTS = [1, 31, 61, 91, 181, 366] as const

export const AGE_BANDS = ['not due', '1–30 days', '31–60 days', '61–90 days', '91–180 days', '181–365 days', 'older']

/** The due dates of a band: after one day and before another, both excluded. */
export function dueDatesOf(band: number, today: CivilDate): { dueAfter?: CivilDate; dueBefore?: CivilDate } {
  const first = AGE_STARTS[band - 1]
  const next = AGE_STARTS[band]
  return {
    ...(next === undefined ? {} : { dueAfter: addDays(today, -next) }),
    ...(first === undefined ? {} : { dueBefore: addDays(today, 1 - first) }),
  }
}
