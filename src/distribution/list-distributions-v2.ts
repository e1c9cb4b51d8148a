import type { ClientCtx } from '../platform/context.ts'
import { BEGINNING, type Place, checkPlace, nextLink, readPlace } from '../platform/http/feed.ts'
import type { Answer } from '../platform/http/route.ts'
import { presentRecord } from './present-record.ts'
import { pageByChange, startOfChanges } from '../invoices/records-queries.ts'
import type { DistributionFiltersV2 } from './schemas.ts'

const PATH = '/api/v2/partner/invoice/distribution'
const LIMIT_DEFAULT = 1_000
/** Longer than any of our transactions may last. */
const SLACK_MS = 60_000

/**
 * Lists the records as a feed of their changes: each page costs the same, however many invoices there are, and a reader
 * that follows the Link sees every change, although transactions commit in another order than they began.
 */
export async function listDistributionsV2(ctx: ClientCtx, query: DistributionFiltersV2): Promise<Answer> {
  const { pool } = ctx.platform
  const limit = query.limit ?? LIMIT_DEFAULT
  const since = query.updatedSince === undefined ? undefined : new Date(query.updatedSince)
  const after = await placeOf(ctx, query.cursor, since)
  const rows = await pageByChange(pool, ctx.clientId, { changed: after.xid, invoiceId: after.id }, since, limit + 1)
  const page = rows.slice(0, limit)
  if (rows.length === 0 && query.cursor !== undefined) await checkPlace(pool, after, query.cursor)
  const last = page.at(-1)
  const end = last === undefined ? after : { xid: last.changed, id: last.invoiceId }
  const parameters = { limit: query.limit?.toString(), updatedSince: query.updatedSince }
  return {
    body: { distributions: page.map(presentRecord), hasMore: rows.length > limit },
    headers: { link: nextLink(PATH, parameters, end) },
  }
}

async function placeOf(ctx: ClientCtx, cursor: string | undefined, since: Date | undefined): Promise<Place> {
  if (cursor !== undefined) return readPlace(cursor)
  if (since === undefined) return BEGINNING
  return { ...BEGINNING, xid: await startOfChanges(ctx.platform.pool, ctx.clientId, since, SLACK_MS) }
}
