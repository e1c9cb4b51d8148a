/**
 * Reminders that the law counts over a whole debt relation: as long as a debtor is without a break late with some claim of the
 * same creditor, all reminders that were charged meanwhile count together.
 */
import { type CivilDate, civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import type { Law } from '@saatava/law/law.ts'
import { isCountry } from '@saatava/law/rule.ts'
import type { Queryable } from '../platform/database.ts'
import { selectCasesOfDebtors } from './arrears-queries.ts'
import type { Case } from '../claims/case.ts'

/** The time in which a claim was late, and the reminders that were charged on it. */
export interface Late {
  from: CivilDate
  /** Civil date of the closing; null: still open. */
  until: CivilDate | null
  reminders: number
}

/** How many reminders were charged on other claims in the same arrears, for each case whose law counts them. */
export async function remindersInArrears(
  db: Queryable,
  cases: readonly Case[],
  law: Law,
  today: (debt: Case) => string,
): Promise<Map<Case, number>> {
  const counted = cases.filter((debt) => isCountedOver(debt, law, today(debt)))
  if (counted.length === 0) return new Map()
  const others = Map.groupBy(await selectCasesOfDebtors(db, counted), ({ clientId, caseId }) => `${clientId} ${caseId}`)
  return new Map(
    counted.map((debt) => {
      const zone = timeZoneOf(debt.country)
      const late = (others.get(`${debt.clientId} ${debt.caseId}`) ?? []).map(
        ({ dueDate, closedAt, reminders }): Late => ({
          from: dueDate,
          until: closedAt === null ? null : civilDateAt(closedAt, zone),
          reminders,
        }),
      )
      return [debt, remindersOf(debt.dueDate, late)]
    }),
  )
}

function isCountedOver({ country, debtorType }: Case, law: Law, today: CivilDate): boolean {
  if (!isCountry(country)) return false
  return law.find({ country, debtorType }, 'REMINDER_COUNT_SPANS', today)?.value.word === 'DEBTOR_ARREARS'
}

/**
 * Counts the reminders on a debtor's claims whose arrears hang together with those of an open claim.
 * @param from the open claim's due date
 */
export function remindersOf(from: CivilDate, others: readonly Late[]): number {
  let begun = from
  const left = new Set(others)
  let reminders = 0
  for (let grew = true; grew; ) {
    grew = false
    for (const one of left) {
      // The open claim is late to this day: what ended before its arrears began is not of them.
      if (one.until !== null && one.until < begun) continue
      left.delete(one)
      reminders += one.reminders
      if (one.from < begun) begun = one.from
      grew = true
    }
  }
  return reminders
}
