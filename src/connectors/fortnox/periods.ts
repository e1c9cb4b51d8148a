/** Financial years and the locked period of a company, read once and kept for a while. */
import type { CivilDate } from '@saatava/core/dates.ts'
import { type Cached, cached, RECHECK_AFTER_MS } from '../cache.ts'
import { recordOf, textOf } from '../json.ts'
import type { Client } from './client.ts'
import { refused } from './errors.ts'

interface FinancialYear {
  id: string
  from: CivilDate
  to: CivilDate
}

interface Periods {
  years: FinancialYear[]
  /** The last day that is locked; undefined where nothing is. */
  lockedTo: string | undefined
}

export interface PeriodBook {
  all: Cached<Periods>
  /** The id of the financial year of a day that may be booked. Refuses a locked day, and one that no year covers. */
  yearOf(date: CivilDate, signal: AbortSignal): Promise<string>
}

export function createPeriodBook(client: Client): PeriodBook {
  const all = cached(async (signal): Promise<Periods> => {
    const years = await client.list('/financialyears', 'FinancialYears', {}, signal)
    const locked = await client.read('/settings/lockedperiod', signal)
    return { years: years.flatMap(yearIn), lockedTo: textOf(recordOf(locked['LockedPeriod'])['EndDate']) || undefined }
  }, client.now)
  return {
    all,
    async yearOf(date, signal) {
      let fault = faultOf(await all.get(signal), date)
      // People put things right and retry: a "no" is looked up again.
      if (fault !== undefined) fault = faultOf(await all.get(signal, RECHECK_AFTER_MS), date)
      if (fault !== undefined) throw refused('PERIOD_CLOSED', fault.message, fault.advice)
      return yearAt(await all.get(signal), date)?.id ?? ''
    },
  }
}

function faultOf({ years, lockedTo }: Periods, date: CivilDate): { message: string; advice: string } | undefined {
  if (lockedTo !== undefined && date <= lockedTo) {
    return {
      message: `${date} is in a locked period in Fortnox (locked to ${lockedTo}).`,
      advice: 'Unlock the period in Fortnox, or submit it with a date after it; then retry.',
    }
  }
  if (yearAt({ years }, date) !== undefined) return undefined
  return {
    message: `Fortnox has no financial year that holds ${date}.`,
    advice: 'Add the financial year in Fortnox, or submit it with a date in one that is there; then retry.',
  }
}

function yearAt({ years }: Pick<Periods, 'years'>, date: CivilDate): FinancialYear | undefined {
  return years.find(({ from, to }) => from <= date && date <= to)
}

function yearIn(record: Record<string, unknown>): FinancialYear[] {
  const [id, from, to] = [textOf(record['Id']), textOf(record['FromDate']), textOf(record['ToDate'])]
  return id === undefined || from === undefined || to === undefined ? [] : [{ id, from, to }]
}
