import { readCursor, writeCursor } from '../platform/http/cursor.ts'
import { cursorAt } from '../platform/http/feed.ts'
import type { ClientCtx } from '../platform/context.ts'
import { type EventRow, pageOfLatest } from './queries.ts'

/** A page with a filter looks at no more events. */
const SCANNED_MAX = 50_000
const NUMBER = /^\d{1,15}$/

export interface LatestEvent extends EventRow {
  /** The cursor of the feed after this event: a reader that starts with it gets the next ones. */
  cursor: string
}

export interface LatestQuery {
  /** Events whose type begins so. */
  type?: string | undefined
  subject?: string | undefined
  after?: string | undefined
  limit: number
}

/** Lists the events of a client for people, the latest first. @throws AppError INVALID a wrong cursor */
export async function latestEvents(
  ctx: ClientCtx,
  { type, subject, after, limit }: LatestQuery,
): Promise<{ rows: LatestEvent[]; next: string | undefined }> {
  const [before] = after === undefined ? [] : readCursor(after, NUMBER)
  const found = await pageOfLatest(ctx.platform.pool, ctx.clientId, {
    ...{ type: type ?? null, subject: subject ?? null, before: before === undefined ? null : Number(before) },
    ...{ scan: SCANNED_MAX, limit: limit + 1 },
  })
  const rows = found.slice(0, limit).map(({ scanned: _scanned, end: _end, ...row }) => ({
    ...row,
    cursor: cursorAt({ name: 'events', clientId: ctx.clientId }, row.number),
  }))
  const last = found.length > limit ? rows.at(-1)?.number : undefined
  const [first] = found
  const looked = first !== undefined && first.scanned === SCANNED_MAX ? first.end : undefined
  const place = last ?? looked
  return { rows, next: place === undefined ? undefined : writeCursor([String(place)]) }
}
