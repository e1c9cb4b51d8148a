import { nameOf, type StepTaken } from '../law/steps.ts'
import type { Queryable } from '../platform/database.ts'
import { selectFeeHistory } from './history-queries.ts'
import type { CaseKey } from './queries.ts'

/** What has been charged on a case, as the law wants to know it before more is charged. */
export async function feeHistory(db: Queryable, key: CaseKey): Promise<StepTaken[]> {
  const counts = new Map<string, number>()
  return (await selectFeeHistory(db, key)).map(({ kind, date, charged }) => {
    const ordinal = (counts.get(kind) ?? 0) + 1
    counts.set(kind, ordinal)
    return { step: nameOf(kind, ordinal), date, charged: BigInt(charged) }
  })
}
