import { civilDateAt, daysBetween, timeZoneOf } from '@saatava/core/dates.ts'
import type { Platform } from '../platform/context.ts'
import { selectLatestChecks } from './compare-queries.ts'

const TIME_ZONE = timeZoneOf('FI')

/** By account: what the last closing balance and the journal differed by, and how many days ago it was of. */
export function fundsMetrics(platform: Platform): () => Promise<void> {
  return async () => {
    const today = civilDateAt(platform.clock.now(), TIME_ZONE)
    const { fundsDifference, fundsProvenAgeDays } = platform.metrics
    for (const { account, currency, day, difference } of await selectLatestChecks(platform.pool)) {
      if (day === null || difference === null) continue
      fundsDifference.set({ account, currency }, Number(difference) / 100)
      fundsProvenAgeDays.set({ account, currency }, daysBetween(day, today))
    }
  }
}
