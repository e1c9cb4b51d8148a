import type { ClientCtx } from '../platform/context.ts'
import { BEGINNING, type Feed, checkPlace, nextLink, readPlace } from '../platform/http/feed.ts'
import type { Answer } from '../platform/http/route.ts'
import { presentEvent } from './present-event.ts'
import { type EventRow, pageOfEvents, pageOfType } from './queries.ts'
import type { EventFilters } from './schemas.ts'

const PATH = '/api/v1/partner/events'
const LIMIT_DEFAULT = 1_000
/** How many events one page of a filtered feed looks at; a page may hold fewer than asked for, or none, and lead on. */
const SCANNED_MAX = 50_000
const LOOKED_AT_FIRST = 3

interface Page {
  rows: EventRow[]
  hasMore: boolean
  /** Place at which the next page begins. */
  end: number
}

/** Lists the events of a client as one ordered feed: those that have their number; nothing can come before them any more. */
export async function listEvents(ctx: ClientCtx, query: EventFilters): Promise<Answer> {
  const feed: Feed = { name: 'events', clientId: ctx.clientId }
  const limit = query.limit ?? LIMIT_DEFAULT
  const after = query.cursor === undefined ? BEGINNING : readPlace(feed, query.cursor)
  const page = await (query.type === undefined ? pageOfAll(ctx, after, limit) : pageOf(ctx, after, limit, query.type))
  if (page.rows.length === 0 && query.cursor !== undefined)
    await checkPlace(ctx.platform.pool, feed, after, query.cursor)
  const parameters = { type: query.type, limit: query.limit?.toString() }
  return {
    body: { events: page.rows.map(presentEvent), hasMore: page.hasMore },
    headers: { link: nextLink(PATH, parameters, feed, page.end) },
  }
}

async function pageOfAll(ctx: ClientCtx, after: number, limit: number): Promise<Page> {
  const rows = await pageOfEvents(ctx.platform.pool, ctx.clientId, after, limit + 1)
  const shown = rows.slice(0, limit)
  return { rows: shown, hasMore: rows.length > limit, end: shown.at(-1)?.number ?? after }
}

/** Looks at a few events, and at more each time while the page is not full: where most are of the type, few are read. */
async function pageOf(ctx: ClientCtx, after: number, limit: number, type: string): Promise<Page> {
  const found: EventRow[] = []
  let place = after
  let looked = 0
  for (let scan = LOOKED_AT_FIRST * (limit + 1); ; scan *= LOOKED_AT_FIRST) {
    const filter = { type, limit: limit + 1 - found.length, scan: Math.min(scan, SCANNED_MAX) }
    const { rows, end, scanned } = await pageOfType(ctx.platform.pool, ctx.clientId, place, filter)
    found.push(...rows)
    const shown = found.slice(0, limit)
    // Past the last one shown there may be more of the type; past the last one looked at there may be anything.
    if (found.length > limit) return { rows: shown, hasMore: true, end: shown.at(-1)?.number ?? after }
    place = end ?? place
    looked += scanned
    if (scanned < filter.scan) return { rows: shown, hasMore: false, end: place }
    if (looked >= SCANNED_MAX) return { rows: shown, hasMore: true, end: place }
  }
}
