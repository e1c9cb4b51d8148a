/** Places in the feeds of events, found by a moment. */
import type { Queryable } from '../platform/database.ts'
import { type Feed, lastNumber } from '../platform/http/feed.ts'

/** A transaction ends within a minute, so an event is numbered at most so long after its moment. */
const LATE_MS = 60_000

/**
 * Returns the place before the first event at or after a moment; the end of the feed where there is none. Numbers follow
 * the order of commits, and moments nearly do: the place is found by halves, and then among the few events after it.
 */
export async function placeBefore(db: Queryable, feed: Feed, at: Date): Promise<number> {
  const last = await lastNumber(db, feed)
  const surely = new Date(at.getTime() - LATE_MS)
  let low = 0
  let high = last
  while (low < high) {
    const middle = Math.floor((low + high) / 2) + 1
    const moment = await momentOf(db, feed, middle)
    if (moment !== undefined && moment < surely) low = middle
    else high = middle - 1
  }
  return (await firstSince(db, feed, low, at)) ?? last
}

async function momentOf(db: Queryable, feed: Feed, number: number): Promise<Date | undefined> {
  const { rows } = await db.query<{ at: Date }>({
    text: isOfClient(feed)
      ? 'select at from event where client_id = $1 and feed_number = $2'
      : 'select at from event where partner_id = $1 and partner_number = $2',
    values: [ownerOf(feed), number],
  })
  return rows[0]?.at
}

async function firstSince(db: Queryable, feed: Feed, after: number, at: Date): Promise<number | undefined> {
  const { rows } = await db.query<{ place: number }>({
    text: isOfClient(feed)
      ? `select feed_number - 1 as place from event where client_id = $1 and feed_number > $2 and at >= $3
         order by feed_number limit 1`
      : `select partner_number - 1 as place from event where partner_id = $1 and partner_number > $2 and at >= $3
         order by partner_number limit 1`,
    values: [ownerOf(feed), after, at],
  })
  return rows[0]?.place
}

function isOfClient(feed: Feed): boolean {
  return 'clientId' in feed
}

function ownerOf(feed: Feed): number {
  return 'clientId' in feed ? feed.clientId : feed.partnerId
}

/** The number of an event in a feed; undefined where it is not in it. */
export async function numberOfEvent(db: Queryable, feed: Feed, eventId: string): Promise<number | undefined> {
  const { rows } = await db.query<{ number: number }>({
    text: isOfClient(feed)
      ? 'select feed_number as number from event where client_id = $1 and event_id = $2 and feed_number is not null'
      : `select e.partner_number as number from client c join event e on e.client_id = c.client_id and e.event_id = $2
         where c.partner_id = $1 and e.partner_id = $1 and e.partner_number is not null`,
    values: [ownerOf(feed), eventId],
  })
  return rows[0]?.number
}
