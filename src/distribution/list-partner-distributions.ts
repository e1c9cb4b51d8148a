import type { PartnerCtx } from '../platform/context.ts'
import { BEGINNING, type PartnerFeed, checkPlace, nextLink, readPlace } from '../platform/http/feed.ts'
import type { Answer } from '../platform/http/route.ts'
import { pageByPartner } from '../invoices/records-queries.ts'
import { presentRecord } from './present-record.ts'
import type { PortfolioDistributionFilters } from './schemas.ts'

const PATH = '/api/v1/partner/partner/distributions'
const LIMIT_DEFAULT = 1_000

/** Lists the records of all clients of a partner as a feed of their changes, as listDistributionsV2 does for one client. */
export async function listPartnerDistributions(ctx: PartnerCtx, query: PortfolioDistributionFilters): Promise<Answer> {
  const { pool } = ctx.platform
  const feed: PartnerFeed = { name: 'distribution', partnerId: ctx.partnerId }
  const limit = query.limit ?? LIMIT_DEFAULT
  const after = query.cursor === undefined ? BEGINNING : readPlace(feed, query.cursor)
  const rows = await pageByPartner(pool, ctx.partnerId, after, limit + 1)
  const page = rows.slice(0, limit)
  if (rows.length === 0 && query.cursor !== undefined) await checkPlace(pool, feed, after, query.cursor)
  return {
    body: {
      distributions: page.map((row) => ({ clientIdentifier: row.clientId, ...presentRecord(row) })),
      hasMore: rows.length > limit,
    },
    headers: { link: nextLink(PATH, { limit: query.limit?.toString() }, feed, page.at(-1)?.number ?? after) },
  }
}
