import { type CivilDate, startOfDay, timeZoneOf } from '@saatava/core/dates.ts'
import type { Tx } from '../../platform/database.ts'
import type { Case } from '../../claims/case.ts'
import type { Decided } from './decide-all.ts'
import type { Decision } from './decide-step.ts'
import { advanceCases } from '../../claims/update-queries.ts'

/** Writes the new position of each decided case: its stage, the step that comes next, and the time of the next check. */
export async function advanceDecided(tx: Tx, decided: Decided[], at: Date): Promise<void> {
  const startOf = startsOfDays()
  await advanceCases(
    tx,
    decided.flatMap(({ case: debt, decision, expiresOn }) => {
      const next = stepped(debt, decision)
      if (next === undefined) return []
      const nextAt = startOf(next.nextDate ?? expiresOn ?? null, debt.country)
      return [{ clientId: debt.clientId, caseId: debt.caseId, ...next, nextAt }]
    }),
    at,
  )
}

function stepped(
  debt: Case,
  decision: Decision,
): { stage: string; stepIndex: number; nextDate: CivilDate | null } | undefined {
  const { stage, stepIndex } = debt
  switch (decision.kind) {
    case 'OVERDUE':
      return { stage: 'OVERDUE', stepIndex, nextDate: decision.nextDate }
    case 'WAIT':
    case 'AWAITS_APPROVAL':
      return { stage, stepIndex, nextDate: decision.nextDate }
    case 'DONE':
      return { stage, stepIndex, nextDate: null }
    case 'TAKE':
      // A case that is written off is closed: end-or-hold.ts.
      return decision.stage === 'CLOSED'
        ? undefined
        : { stage: decision.stage, stepIndex: stepIndex + 1, nextDate: decision.nextDate }
    case 'NOTHING_OWED':
    case 'EXPIRED':
    case 'FORBIDDEN':
    case 'MARKED':
    case 'STUCK':
      return undefined
    default:
      return decision satisfies never
  }
}

/** When civil dates begin, remembered: cases of a batch share most of theirs. */
function startsOfDays(): (date: CivilDate | null, country: string) => Date | null {
  const known = new Map<string, Date>()
  return (date, country) => {
    if (date === null) return null
    const key = `${date} ${country}`
    const start = known.get(key) ?? startOfDay(date, timeZoneOf(country))
    known.set(key, start)
    return start
  }
}
