import { type DueWork, timedWork } from '../platform/due-work.ts'

/** What cases wait for: actions to be performed, and a look at those that are held up. Steps of open ones are the engine's. */
export const CASES_DUE: DueWork[] = [
  {
    name: 'actions to perform',
    count: `select count(*) from case_action where submitted_at <= $1 and state = 'pending'`,
    next: `select min(submitted_at) from case_action where submitted_at > $1 and state = 'pending'`,
  },
  timedWork('held cases to look at', 'collection_case', 'next_at', `status in ('PAUSED', 'PAYMENT_PLAN')`),
]
