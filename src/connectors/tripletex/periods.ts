/** The accounting periods of a company that are closed, read once and kept for a while. */
import { type Cached, cached, RECHECK_AFTER_MS } from '../cache.ts'
import { textOf } from '../json.ts'
import type { Client } from './client.ts'
import { refused } from './errors.ts'

interface Period {
  from: string
  /** The day after its last. */
  to: string
}

export interface PeriodBook {
  closed: Cached<Period[]>
  /** Refuses a day in a closed period. */
  check(date: string, signal: AbortSignal): Promise<void>
}

export function createPeriodBook(client: Client): PeriodBook {
  const closed = cached(async (signal): Promise<Period[]> => {
    const periods = await client.list('/ledger/accountingPeriod', { fields: 'start,end,isClosed' }, signal)
    return periods.flatMap(({ start, end, isClosed }) =>
      isClosed === true ? [{ from: textOf(start) ?? '', to: textOf(end) ?? '' }] : [],
    )
  }, client.now)
  const within = (periods: Period[], date: string) => periods.some(({ from, to }) => from <= date && date < to)
  return {
    closed,
    async check(date, signal) {
      if (!within(await closed.get(signal), date)) return
      // People put things right and retry: a "no" is looked up again.
      if (!within(await closed.get(signal, RECHECK_AFTER_MS), date)) return
      throw refused(
        'PERIOD_CLOSED',
        `${date} is in an accounting period that is closed in Tripletex.`,
        'Open the period in Tripletex, or submit it with a date in an open one; then retry.',
      )
    },
  }
}
