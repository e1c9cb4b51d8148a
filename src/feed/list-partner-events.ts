import type { PartnerCtx } from '../platform/context.ts'
import { BEGINNING, type PartnerFeed, checkPlace, nextLink, readPlace } from '../platform/http/feed.ts'
import type { Answer } from '../platform/http/route.ts'
import { presentEvent } from './list-events.ts'
import { pageOfPartnerEvents } from './queries.ts'
import type { PortfolioFilters } from './schemas.ts'

const PATH = '/api/v1/partner/partner/events'
const LIMIT_DEFAULT = 1_000

/** Lists the events of all clients of a partner as one ordered feed: those that have their number. */
export async function listPartnerEvents(ctx: PartnerCtx, query: PortfolioFilters): Promise<Answer> {
  const { pool } = ctx.platform
  const feed: PartnerFeed = { name: 'events', partnerId: ctx.partnerId }
  const limit = query.limit ?? LIMIT_DEFAULT
  const after = query.cursor === undefined ? BEGINNING : readPlace(feed, query.cursor)
  const rows = await pageOfPartnerEvents(pool, ctx.partnerId, after, limit + 1)
  const page = rows.slice(0, limit)
  if (rows.length === 0 && query.cursor !== undefined) await checkPlace(pool, feed, after, query.cursor)
  return {
    body: {
      events: page.map((row) => ({ clientIdentifier: row.clientId, ...presentEvent(row) })),
      hasMore: rows.length > limit,
    },
    headers: { link: nextLink(PATH, { limit: query.limit?.toString() }, feed, page.at(-1)?.number ?? after) },
  }
}
