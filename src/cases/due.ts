import { type DueWork, timedWork } from '../platform/due-work.ts'

/** What cases wait for: actions to be performed, a look at those that are held up, and the steps of the others. */
export const CASES_DUE: DueWork[] = [
  {
    name: 'actions to perform',
    count: `select count(*) from case_action where submitted_at <= $1 and state = 'pending'`,
    next: `select min(submitted_at) from case_action where submitted_at > $1 and state = 'pending'`,
  },
  timedWork('held cases to look at', 'collection_case', 'next_at', `status in ('PAUSED', 'PAYMENT_PLAN')`),
  // As the engine looks for them: see lockDueCases.
  timedWork(
    'steps to take',
    'collection_case',
    'next_at',
    `(status = 'OPEN' or status = 'DISPUTED' and disputed_minor is not null)`,
  ),
]
