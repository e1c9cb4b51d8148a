import type { ClientCtx } from '../platform/context.ts'
import { readCursor, writeCursor } from '../platform/http/cursor.ts'
import type { Answer } from '../platform/http/route.ts'
import { presentRecord } from './present-record.ts'
import { pageByChange, startOfChanges } from './records-queries.ts'
import type { DistributionFiltersV2 } from './schemas.ts'

const PATH = '/api/v2/partner/invoice/distribution'
const LIMIT_DEFAULT = 1_000
/** Longer than any transaction of ours may last. */
const SLACK_MS = 60_000
const FIRST = { changed: '0', invoiceId: '00000000-0000-0000-0000-000000000000' }
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * The same records as a feed of their changes: each page costs the same, however many invoices there are, and a reader
 * that follows the Link sees every change, although transactions commit in another order than they began.
 */
export async function listDistributionsV2(ctx: ClientCtx, query: DistributionFiltersV2): Promise<Answer> {
  const { pool } = ctx.platform
  const limit = query.limit ?? LIMIT_DEFAULT
  const since = query.updatedSince === undefined ? undefined : new Date(query.updatedSince)
  const after = await placeOf(ctx, query.cursor, since)
  const rows = await pageByChange(pool, ctx.clientId, after, since, limit + 1)
  const page = rows.slice(0, limit)
  const { changed, invoiceId } = page.at(-1) ?? after
  const parameters = new URLSearchParams(query.limit === undefined ? {} : { limit: String(query.limit) })
  if (query.updatedSince !== undefined) parameters.set('updatedSince', query.updatedSince)
  parameters.set('cursor', writeCursor([changed, invoiceId]))
  return {
    body: { distributions: page.map(presentRecord), hasMore: rows.length > limit },
    headers: { link: `<${PATH}?${parameters.toString()}>; rel="next"` },
  }
}

async function placeOf(
  ctx: ClientCtx,
  cursor: string | undefined,
  since: Date | undefined,
): Promise<{ changed: string; invoiceId: string }> {
  if (cursor !== undefined) {
    const [changed = '', invoiceId = ''] = readCursor(cursor, /^\d{1,19}$/, UUID)
    return { changed, invoiceId }
  }
  if (since === undefined) return FIRST
  return { ...FIRST, changed: await startOfChanges(ctx.platform.pool, ctx.clientId, since, SLACK_MS) }
}
