import { type DueWork, timedWork } from '../platform/due-work.ts'

/** What is to leave now, or is leaving: a lease does not move `next_attempt_at`. */
export const DISTRIBUTION_DUE: DueWork[] = [
  timedWork('deliveries to send', 'delivery', 'next_attempt_at', `state in ('pending', 'sending')`),
]
