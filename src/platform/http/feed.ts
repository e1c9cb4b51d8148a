/**
 * Feeds: rows in the order of a number that each client's rows get after they are committed, without holes (room feed).
 * A reader that follows the Link of each page, also of an empty one, sees every row once.
 */
import type { ClientId } from '@saatava/core/ids.ts'
import type { PartnerCtx } from '../context.ts'
import type { Queryable } from '../database.ts'
import { cursorFault, readCursor, writeCursor } from './cursor.ts'

export type FeedName = 'events' | 'distribution'

/** One client's feed. */
interface ClientFeed {
  name: FeedName
  clientId: ClientId
}

/** The feed of all clients of a partner. */
interface PartnerFeed {
  name: FeedName
  partnerId: number
}

export type Feed = ClientFeed | PartnerFeed

/** The words of a cursor that name the owner of the feed. */
function ownerOf(feed: Feed): { name: string; id: number; kind: 'client' | 'partner' } {
  if ('clientId' in feed) return { name: feed.name, id: feed.clientId, kind: 'client' }
  return { name: `partner-${feed.name}`, id: feed.partnerId, kind: 'partner' }
}

/** The place before the first row; the place of a row is its number. */
export const BEGINNING = 0

const NUMBER = /^\d{1,15}$/
/** Cursors of earlier versions held the id of a transaction and that of a row. */
const EARLIER = /^\d{1,19} [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Throws 400 where the cursor did not come from this feed. */
export function readPlace(feed: Feed, cursor: string): number {
  const { name, id, kind } = ownerOf(feed)
  if (EARLIER.test(Buffer.from(cursor, 'base64url').toString()))
    throw cursorFault(cursor, 'is a cursor of an earlier version: start without a cursor, and read everything again')
  const [, owner, number] = readCursor(cursor, new RegExp(`^${name}$`), NUMBER, NUMBER)
  // Numbers are each client's own: what lies after this place here is not what lies after it there.
  if (Number(owner) !== id)
    throw cursorFault(cursor, `is a cursor of another ${kind}: use the cursor of this ${kind}’s feed`)
  return Number(number)
}

/** The number that a feed has come to: everything up to it is there to be seen. */
export async function lastNumber(db: Queryable, feed: Feed): Promise<number> {
  return 'clientId' in feed ? lastOfClient(db, feed) : lastOfPartner(db, feed)
}

async function lastOfPartner(db: Queryable, { name, partnerId }: PartnerFeed): Promise<number> {
  const { rows } = await db.query<{ last: number }>({
    name: 'feed-last-number-of-partner',
    text: 'select last_number as last from partner_feed_counter where partner_id = $1 and feed = $2',
    values: [partnerId, name],
  })
  return rows[0]?.last ?? BEGINNING
}

async function lastOfClient(db: Queryable, { name, clientId }: ClientFeed): Promise<number> {
  const { rows } = await db.query<{ last: number }>({
    name: 'feed-last-number',
    text: 'select last_number as last from feed_counter where client_id = $1 and feed = $2',
    values: [clientId, name],
  })
  return rows[0]?.last ?? BEGINNING
}

/**
 * To be asked where nothing lies after a reader's place: has the feed ever come so far? A database that was put back to an
 * earlier state has not, and whoever followed such a cursor would pass over what comes next. Throws 400, so that the
 * reader begins again.
 */
export async function checkPlace(db: Queryable, feed: Feed, place: number, cursor: string): Promise<void> {
  if (place > (await lastNumber(db, feed)))
    throw cursorFault(cursor, 'is ahead of this feed: start without a cursor, and read everything again')
}

/** The cursor with which a reader goes on after a place. */
export function cursorAt(feed: Feed, place: number): string {
  const { name, id } = ownerOf(feed)
  return writeCursor([name, String(id), String(place)])
}

/** The header that leads on after `place`. @param parameters of the request, without its cursor */
export function nextLink(
  path: string,
  parameters: Record<string, string | undefined>,
  feed: Feed,
  place: number,
): string {
  const query = new URLSearchParams()
  for (const [parameter, value] of Object.entries(parameters)) if (value !== undefined) query.set(parameter, value)
  query.set('cursor', cursorAt(feed, place))
  return `<${path}?${query.toString()}>; rel="next"`
}

const PARTNER_LIMIT_DEFAULT = 1_000

/**
 * A page of a partner's feed, with the header that leads on. Errors: 400 a cursor of another feed, or one that is ahead.
 * @param read rows after a place, in order, at most `limit`
 */
export async function partnerPage<Row extends { number: number }>(
  { platform: { pool }, partnerId }: PartnerCtx,
  { name, path }: { name: FeedName; path: string },
  query: { limit?: number; cursor?: string },
  read: (after: number, limit: number) => Promise<Row[]>,
): Promise<{ page: Row[]; hasMore: boolean; headers: { link: string } }> {
  const feed: PartnerFeed = { name, partnerId }
  const limit = query.limit ?? PARTNER_LIMIT_DEFAULT
  const after = query.cursor === undefined ? BEGINNING : readPlace(feed, query.cursor)
  const rows = await read(after, limit + 1)
  const page = rows.slice(0, limit)
  if (rows.length === 0 && query.cursor !== undefined) await checkPlace(pool, feed, after, query.cursor)
  const link = nextLink(path, { limit: query.limit?.toString() }, feed, page.at(-1)?.number ?? after)
  return { page, hasMore: rows.length > limit, headers: { link } }
}
