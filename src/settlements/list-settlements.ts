import { namedCases } from '../claims/named-cases.ts'
import { addDays, civilDateAt, timeZoneOf, type CivilDate } from '@saatava/core/dates.ts'
import type { ClientCtx } from '../platform/context.ts'
import { invalid } from '../platform/errors.ts'
import { type Queryable, withSnapshot } from '../platform/database.ts'
import { nextPage, placeIn } from '../platform/http/list.ts'
import type { Answer } from '../platform/http/route.ts'
import { clientSettings } from '../settings/client-settings.ts'
import { presentSettlements } from './present-settlements.ts'
import { acknowledgePage, noteHandedOut, pageOfSettlements } from './queries.ts'
import type { SettlementFilters } from './schemas.ts'
import { numbersOf } from './settle-client.ts'
import type { Settlement } from './settlement.ts'

const PATH = '/api/v1/partner/settlements'
const LIMIT_DEFAULT = 100
const DAYS_DEFAULT = 30
/** A page ends before it holds more lines than this, unless one settlement alone does. */
const LINES_MAX = 20_000
const NUMBER = /^\d{1,15}$/
const DATE_FIRST = '1900-01-01'
const DATE_LAST = '2199-12-31'

/** The page before: its ends, and when it was handed out. */
interface Page {
  first: number
  last: number
  at: Date
}

/**
 * Lists settlements by number, which is by date, as of one moment. A cursor says that the page it came with was received;
 * a page that did not reach its reader is handed out again to whoever asks for what is unfetched.
 */
export async function listSettlements(ctx: ClientCtx, query: SettlementFilters): Promise<Answer> {
  const { pool, clock } = ctx.platform
  const { clientId } = ctx
  const received = pageBefore(query)
  const now = clock.now()
  if (received !== undefined) await acknowledgePage(pool, clientId, received, now)
  const { page, hasMore, shown, dates } = await withSnapshot(pool, (db) =>
    readPage(ctx, db, query, received?.last ?? 0),
  )
  await noteHandedOut(
    pool,
    clientId,
    page.map(({ settlementId }) => settlementId),
    now,
  )
  const leadsOn = (hasMore || query.unfetchedOnly === true) && page.length > 0
  return {
    body: {
      createdAt: now.toISOString(),
      settlements: shown,
    },
    ...(leadsOn ? { headers: { link: nextPage(PATH, { ...query, ...dates }, partsOf(page, now)) } } : {}),
  }
}

interface Read {
  page: Settlement[]
  hasMore: boolean
  /** The page as the API shows it. */
  shown: Record<string, unknown>[]
  /** The dates of the next page. */
  dates: Pick<SettlementFilters, 'fromDate' | 'toDate'>
}

async function readPage(ctx: ClientCtx, db: Queryable, query: SettlementFilters, after: number): Promise<Read> {
  const { clientId } = ctx
  const { profile } = await clientSettings(db, clientId)
  const caseIds = await namedCases(db, clientId, query)
  const { from, to } = datesOf(ctx, query, profile.countryCode, caseIds !== undefined)
  const limit = query.limit ?? LIMIT_DEFAULT
  const unacknowledged = query.unfetchedOnly === true
  const found = await pageOfSettlements(db, clientId, {
    range: { from: numbersOf(from).from, to: numbersOf(to).to },
    ...{ unacknowledged, caseIds, after, limit: limit + 1 },
  })
  const page = withinLines(found.slice(0, limit))
  return {
    page,
    hasMore: found.length > page.length,
    shown: await presentSettlements(ctx, db, page, profile.countryCode),
    // Without dates in the request, the first day of the first page holds for all, on whatever day the next one is asked for.
    dates: query.fromDate === undefined && unacknowledged ? {} : { fromDate: from },
  }
}

function datesOf(
  ctx: ClientCtx,
  { fromDate, toDate, unfetchedOnly }: SettlementFilters,
  country: string,
  named: boolean,
): { from: CivilDate; to: CivilDate } {
  if (fromDate !== undefined && toDate !== undefined && fromDate > toDate)
    throw invalid([
      { pointer: '?toDate', code: 'INVALID', message: `must not be before fromDate (${fromDate})`, received: toDate },
    ])
  // Settlements that have not been fetched, or that a filter names, are shown whatever their age.
  if (unfetchedOnly === true || named) return { from: fromDate ?? DATE_FIRST, to: toDate ?? DATE_LAST }
  const to = toDate ?? civilDateAt(ctx.platform.clock.now(), timeZoneOf(country))
  const from = fromDate ?? addDays(to, -DAYS_DEFAULT)
  return { from, to: toDate === undefined ? DATE_LAST : to }
}

function pageBefore(query: SettlementFilters): Page | undefined {
  if (query.cursor === undefined) return undefined
  const [first = '', last = '', at = ''] = placeIn(query.cursor, query, NUMBER, NUMBER, NUMBER)
  return { first: Number(first), last: Number(last), at: new Date(Number(at)) }
}

function partsOf(page: readonly Settlement[], at: Date): string[] {
  return [page[0]?.settlementId ?? 0, page.at(-1)?.settlementId ?? 0, at.getTime()].map(String)
}

/** @param page settlements, at least one of which is kept */
function withinLines(page: readonly Settlement[]): Settlement[] {
  let lines = 0
  const over = page.findIndex(({ lineCount }, i) => (lines += lineCount) > LINES_MAX && i > 0)
  return over === -1 ? [...page] : page.slice(0, over)
}
