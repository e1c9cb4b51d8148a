import { type DueWork, timedWork } from '../platform/due-work.ts'

/** What cases wait for: actions to be performed, a look at those that are held up, and the steps of the others. */
export const CASES_DUE: DueWork[] = [
  timedWork('actions to perform', 'case_action', 'next_attempt_at', `state = 'pending'`),
  timedWork('held cases to look at', 'collection_case', 'next_at', `status in ('PAUSED', 'PAYMENT_PLAN')`),
  // As the engine looks for them: see lockDueCases.
  timedWork(
    'steps to take',
    'collection_case',
    'next_at',
    `(status = 'OPEN' or status = 'DISPUTED' and disputed_minor is not null)`,
  ),
]
