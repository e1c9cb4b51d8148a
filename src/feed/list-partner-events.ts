import type { PartnerCtx } from '../platform/context.ts'
import { partnerPage } from '../platform/http/feed.ts'
import type { Answer } from '../platform/http/route.ts'
import { presentPartnerEvent } from './present-event.ts'
import { pageOfPartnerEvents } from './queries.ts'
import type { PortfolioFilters } from './schemas.ts'

const FEED = { name: 'events', path: '/api/v1/partner/partner/events' } as const

/** Lists the events of all clients of a partner as one ordered feed: those that have their number. */
export async function listPartnerEvents(ctx: PartnerCtx, query: PortfolioFilters): Promise<Answer> {
  const { page, hasMore, headers } = await partnerPage(ctx, FEED, query, (after, limit) =>
    pageOfPartnerEvents(ctx.platform.pool, ctx.partnerId, after, limit),
  )
  const events = page.map(presentPartnerEvent)
  return { body: { events, hasMore }, headers }
}
