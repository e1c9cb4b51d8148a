import { namedCases } from '../claims/named-cases.ts'
import { addDays, civilDateAt, timeZoneOf, type CivilDate } from '@saatava/core/dates.ts'
import type { ClientCtx } from '../platform/context.ts'
import { invalid } from '../platform/errors.ts'
import { readCursor, writeCursor } from '../platform/http/cursor.ts'
import type { Answer } from '../platform/http/route.ts'
import { type SettingsInForce, clientSettings } from '../settings/client-settings.ts'
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
 * Settlements by number, which is by date. A cursor says that the page it came with was received; a page that did not
 * reach its reader is handed out again to whoever asks for what is unfetched.
 */
export async function listSettlements(ctx: ClientCtx, query: SettlementFilters): Promise<Answer> {
  const { pool, clock } = ctx.platform
  const { clientId } = ctx
  const inForce = await clientSettings(pool, clientId)
  const caseIds = await namedCases(pool, clientId, query)
  const dates = datesOf(ctx, query, inForce, caseIds !== undefined)
  const received = query.cursor === undefined ? undefined : pageOf(query.cursor)
  const now = clock.now()
  if (received !== undefined) await acknowledgePage(pool, clientId, received, now)
  const limit = query.limit ?? LIMIT_DEFAULT
  const unacknowledged = query.unfetchedOnly === true
  const found = await pageOfSettlements(pool, clientId, {
    range: { from: numbersOf(dates.from).from, to: numbersOf(dates.to).to },
    ...{ unacknowledged, caseIds, after: received?.last ?? 0, limit: limit + 1 },
  })
  const page = withinLines(found.slice(0, limit))
  const shown = await presentSettlements(ctx, page, inForce.profile.countryCode)
  await noteHandedOut(
    pool,
    clientId,
    page.map(({ settlementId }) => settlementId),
    now,
  )
  const leadsOn = found.length > page.length || unacknowledged
  return {
    body: {
      createdAt: now.toISOString(),
      settlements: shown,
    },
    ...(leadsOn && page.length > 0 ? { headers: { link: nextLink(query, dates, page, now) } } : {}),
  }
}

function datesOf(
  ctx: ClientCtx,
  { fromDate, toDate, unfetchedOnly }: SettlementFilters,
  { profile }: SettingsInForce,
  named: boolean,
): { from: CivilDate; to: CivilDate } {
  if (fromDate !== undefined && toDate !== undefined && fromDate > toDate)
    throw invalid([
      { pointer: '?toDate', code: 'INVALID', message: `must not be before fromDate (${fromDate})`, received: toDate },
    ])
  // Settlements that have not been fetched, or that a filter names, are shown whatever their age.
  if (unfetchedOnly === true || named) return { from: fromDate ?? DATE_FIRST, to: toDate ?? DATE_LAST }
  const to = toDate ?? civilDateAt(ctx.platform.clock.now(), timeZoneOf(profile.countryCode))
  const from = fromDate ?? addDays(to, -DAYS_DEFAULT)
  return { from, to: toDate === undefined ? DATE_LAST : to }
}

function pageOf(cursor: string): Page {
  const [first = '', last = '', at = ''] = readCursor(cursor, NUMBER, NUMBER, NUMBER)
  return { first: Number(first), last: Number(last), at: new Date(Number(at)) }
}

/** @param page settlements, at least one of which is kept */
function withinLines(page: readonly Settlement[]): Settlement[] {
  let lines = 0
  const over = page.findIndex(({ lineCount }, i) => (lines += lineCount) > LINES_MAX && i > 0)
  return over === -1 ? [...page] : page.slice(0, over)
}

function nextLink(
  { limit, unfetchedOnly, fromDate, toDate, invoiceNumber, caseId, paymentReference }: SettlementFilters,
  dates: { from: CivilDate; to: CivilDate },
  page: readonly Settlement[],
  at: Date,
): string {
  const query = new URLSearchParams()
  // Without dates in the request, those of the first page hold for all, on whatever day the next one is asked for.
  if (fromDate !== undefined || unfetchedOnly !== true) query.set('fromDate', dates.from)
  if (toDate !== undefined) query.set('toDate', dates.to)
  if (unfetchedOnly !== undefined) query.set('unfetchedOnly', String(unfetchedOnly))
  for (const [name, value] of Object.entries({ limit, invoiceNumber, caseId, paymentReference }))
    if (value !== undefined) query.set(name, String(value))
  const ends = [page[0]?.settlementId ?? 0, page.at(-1)?.settlementId ?? 0, at.getTime()]
  query.set('cursor', writeCursor(ends.map(String)))
  return `<${PATH}?${query.toString()}>; rel="next"`
}
