/** Accounting periods, locks and dimension types of a company, read once and kept for a while. */
import { type Cached, cached, RECHECK_AFTER_MS } from '../cache.ts'
import { type Json, listOf, recordOf, textOf } from '../json.ts'
import type { Client } from './client.ts'
import type { StatementRow } from './codec.ts'
import { refused } from './errors.ts'

interface Periods {
  periods: { from: string; to: string }[]
  /** The last day that is locked; undefined where nothing is. */
  lockedTo: string | undefined
}

export interface Lookups {
  periods: Cached<Periods>
  /** Refuses a day that is locked, and one that no accounting period covers. */
  checkOpen(date: string, signal: AbortSignal): Promise<void>
  /** Numbers of the dimension types that rows name. Refuses a name that Fennoa does not have. */
  typeIdsOf(rows: readonly StatementRow[], signal: AbortSignal): Promise<Map<string, string>>
}

export function createLookups(client: Client): Lookups {
  const periods = cached(async (signal): Promise<Periods> => {
    const found = listOf(await client.read('/accounting_api/get/periods', signal))
    const locks = listOf(await client.read('/accounting_api/get/locking_periods', signal))
    const lock = locks.find(({ code }) => code === 'accounting_locked')
    return {
      periods: found.flatMap(periodIn).toSorted((a, b) => (a.from < b.from ? -1 : 1)),
      lockedTo: textOf(lock?.['value'])?.slice(0, 10) || undefined,
    }
  }, client.now)
  const types = cached(async (signal) => {
    const found = listOf(await client.read('/dimension_api/get/types', signal))
    return found.map((one) => recordOf(one['DimensionType'] ?? one))
  }, client.now)

  async function typeIdOf(name: string, signal: AbortSignal): Promise<string> {
    const known = idOf(await types.get(signal), name) ?? idOf(await types.get(signal, RECHECK_AFTER_MS), name)
    if (known !== undefined) return known
    const names = (await types.get(signal)).map((type) => `${textOf(type['name_fi'])} (${textOf(type['id'])})`)
    throw refused(
      'DIMENSION_UNKNOWN',
      `Fennoa has no dimension type “${name}”; it has ${names.length === 0 ? 'none' : names.join(', ')}.`,
      'Map it to one of these in mappings.dimensions (an empty name leaves it out), or add it in Fennoa; then retry.',
    )
  }

  return {
    periods,
    async checkOpen(date, signal) {
      let fault = faultOf(await periods.get(signal), date)
      // People put things right and retry: a "no" is looked up again.
      if (fault !== undefined) fault = faultOf(await periods.get(signal, RECHECK_AFTER_MS), date)
      if (fault !== undefined) throw refused('PERIOD_CLOSED', fault.message, fault.advice)
    },
    async typeIdsOf(rows, signal) {
      const ids = new Map<string, string>()
      for (const { type } of rows.flatMap(({ dimensions }) => dimensions)) {
        if (!ids.has(type)) ids.set(type, /^\d{1,9}$/.test(type) ? type : await typeIdOf(type, signal))
      }
      return ids
    },
  }
}

function faultOf({ periods, lockedTo }: Periods, date: string): { message: string; advice: string } | undefined {
  if (lockedTo !== undefined && date <= lockedTo) {
    return {
      message: `${date} is locked in Fennoa (accounting is locked until ${lockedTo}).`,
      advice: 'Ask the accounting office to open the period in Fennoa, or submit it with a later date; then retry.',
    }
  }
  if (periods.some(({ from, to }) => from <= date && date <= to)) return undefined
  return {
    message: `Fennoa has no accounting period that holds ${date}.`,
    advice: 'Add the accounting period in Fennoa, or submit it with a date in one that is there; then retry.',
  }
}

function periodIn(record: Json): { from: string; to: string }[] {
  const [from, to] = [record['start_date'], record['end_date']].map(textOf)
  return from === undefined || to === undefined ? [] : [{ from, to }]
}

function idOf(types: Json[], name: string): string | undefined {
  const wanted = name.toLowerCase()
  const found = types.find((type) =>
    ['name_fi', 'name_en', 'name_sv'].some((field) => textOf(type[field])?.toLowerCase() === wanted),
  )
  return textOf(found?.['id'])
}
