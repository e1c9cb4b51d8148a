import type { ClientCtx } from '../platform/context.ts'
import { BEGINNING, type Feed, checkPlace, nextLink, readPlace } from '../platform/http/feed.ts'
import type { Answer } from '../platform/http/route.ts'
import { presentRecord } from './present-record.ts'
import { numberBefore, pageByChange } from '../invoices/records-queries.ts'
import type { DistributionFiltersV2 } from './schemas.ts'

const PATH = '/api/v2/partner/invoice/distribution'
const LIMIT_DEFAULT = 1_000
/**
 * A record gets its number when the transaction that changed it has ended, and one that held it meanwhile: each lasts a
 * minute at most.
 */
const NUMBERED_MS_MAX = 120_000

/**
 * Lists the records as a feed of their changes: each page costs the same, however many invoices there are, and a reader
 * that follows the Link sees every change, although transactions commit in another order than they began.
 */
export async function listDistributionsV2(ctx: ClientCtx, query: DistributionFiltersV2): Promise<Answer> {
  const { pool } = ctx.platform
  const feed: Feed = { name: 'distribution', clientId: ctx.clientId }
  const limit = query.limit ?? LIMIT_DEFAULT
  const since = query.updatedSince === undefined ? undefined : new Date(query.updatedSince)
  const after = await placeOf(ctx, feed, query.cursor, since)
  const rows = await pageByChange(pool, ctx.clientId, after, since, limit + 1)
  const page = rows.slice(0, limit)
  if (rows.length === 0 && query.cursor !== undefined) await checkPlace(pool, feed, after, query.cursor)
  const parameters = { limit: query.limit?.toString(), updatedSince: query.updatedSince }
  return {
    body: { distributions: page.map(presentRecord), hasMore: rows.length > limit },
    headers: { link: nextLink(PATH, parameters, feed, page.at(-1)?.number ?? after) },
  }
}

async function placeOf(
  ctx: ClientCtx,
  feed: Feed,
  cursor: string | undefined,
  since: Date | undefined,
): Promise<number> {
  if (cursor !== undefined) return readPlace(feed, cursor)
  if (since === undefined) return BEGINNING
  return numberBefore(ctx.platform.pool, ctx.clientId, new Date(since.getTime() - NUMBERED_MS_MAX))
}
