import { oldestDue } from '../clock/queries.ts'
import { FEED_DUE } from '../feed/due.ts'
import type { Platform } from '../platform/context.ts'
import { type Check, ok, warn } from './check.ts'

const WAITING_SECONDS_MAX = 60

/** Checks that rows of the feeds get their number: without one, partners do not see them. */
export async function checkFeeds({ pool, clock }: Pick<Platform, 'pool' | 'clock'>): Promise<Check> {
  const now = clock.now().getTime()
  const times = (await oldestDue(pool, FEED_DUE, new Date(now))).flatMap((at) => at?.getTime() ?? [])
  const seconds = times.length === 0 ? 0 : Math.round((now - Math.min(...times)) / 1000)
  if (seconds <= WAITING_SECONDS_MAX) return ok('feeds', 'The feeds are up to date.')
  return warn(
    'feeds',
    `The oldest row has waited ${seconds} s for its number: partners do not see newer changes in the feeds.`,
    'Start the service: each of its processes numbers rows. If it is running, look in its log for the loop "feeds".',
  )
}
