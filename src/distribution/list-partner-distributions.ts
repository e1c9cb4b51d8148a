import type { PartnerCtx } from '../platform/context.ts'
import { partnerPage } from '../platform/http/feed.ts'
import type { Answer } from '../platform/http/route.ts'
import { pageByPartner } from '../invoices/records-queries.ts'
import { presentRecord } from './present-record.ts'
import type { PortfolioDistributionFilters } from './schemas.ts'

const FEED = { name: 'distribution', path: '/api/v1/partner/partner/distributions' } as const

/** Lists the records of all clients of a partner as a feed of their changes, as listDistributionsV2 does for one client. */
export async function listPartnerDistributions(ctx: PartnerCtx, query: PortfolioDistributionFilters): Promise<Answer> {
  const { page, hasMore, headers } = await partnerPage(ctx, FEED, query, (after, limit) =>
    pageByPartner(ctx.platform.pool, ctx.partnerId, after, limit),
  )
  const distributions = page.map((row) => ({ clientIdentifier: row.clientId, ...presentRecord(row) }))
  return { body: { distributions, hasMore }, headers }
}
