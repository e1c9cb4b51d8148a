import { type DueWork, timedWork } from '../platform/due-work.ts'

/** Work that cases wait for: actions to be performed, held cases to be checked, and the steps of the others. */
export const CASES_DUE: DueWork[] = [
  timedWork('actions to perform', 'case_action', 'next_attempt_at', `state = 'pending'`),
  timedWork('held cases to look at', 'collection_case', 'next_at', `status in ('PAUSED', 'PAYMENT_PLAN')`),
  // The engine uses the same condition: see lockDueCases.
  timedWork(
    'steps to take',
    'collection_case',
    'next_at',
    `hold is null and (status = 'OPEN' or status = 'DISPUTED' and disputed_minor is not null)`,
  ),
]
