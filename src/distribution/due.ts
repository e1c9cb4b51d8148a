import { type DueWork, timedWork } from '../platform/due-work.ts'

/** Deliveries that are to leave now, or are leaving: a lease does not move `next_attempt_at`. */
export const DISTRIBUTION_DUE: DueWork[] = [
  timedWork('deliveries to send', 'delivery', 'next_attempt_at', `state in ('pending', 'sending')`),
]
