/** SQL of the feed of events. */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'

export interface EventRow {
  eventId: string
  at: Date
  type: string
  subject: string
  data: Record<string, unknown>
  number: number
}

const COLUMNS = `event_id as "eventId", at, type, subject, data, feed_number as number`

/** Events after a place, in the order of their numbers; complete up to the last of them. */
export async function pageOfEvents(
  db: Queryable,
  clientId: ClientId,
  after: number,
  limit: number,
): Promise<EventRow[]> {
  const { rows } = await db.query<EventRow>({
    name: 'event-page',
    text: `select ${COLUMNS} from event where client_id = $1 and feed_number > $2 order by feed_number limit $3`,
    values: [clientId, after, limit],
  })
  return rows
}

/** An event of one of a partner's clients; `number` is its place in the partner's feed. */
export type PartnerEventRow = EventRow & { clientId: ClientId }

/** Events of all clients of a partner after a place, in the order of their numbers; complete up to the last of them. */
export async function pageOfPartnerEvents(
  db: Queryable,
  partnerId: number,
  after: number,
  limit: number,
): Promise<PartnerEventRow[]> {
  const { rows } = await db.query<PartnerEventRow>({
    name: 'event-page-of-partner',
    text: `select client_id as "clientId", event_id as "eventId", at, type, subject, data, partner_number as number
           from event where partner_id = $1 and partner_number > $2 order by partner_number limit $3`,
    values: [partnerId, after, limit],
  })
  return rows
}

/** A matching event, or one row of nulls where none matches. */
type LookedRow = { [K in keyof EventRow]: EventRow[K] | null } & { end: number | null; scanned: number }

/**
 * Returns those among the next `scan` events whose type begins so. Only so many are looked at: of a type that is rare, a
 * page would otherwise read everything there is.
 * @returns the matching ones, and the number of the last one looked at, where any was
 */
export async function pageOfType(
  db: Queryable,
  clientId: ClientId,
  after: number,
  { type, limit, scan }: { type: string; limit: number; scan: number },
): Promise<{ rows: EventRow[]; end: number | undefined; scanned: number }> {
  const { rows } = await db.query<LookedRow>({
    name: 'event-page-of-type',
    text: `
      with looked as materialized (
        select event_id, type, feed_number from event where client_id = $1 and feed_number > $2
        order by feed_number limit $5
      ), page as (
        select event_id from looked where starts_with(type, $3) order by feed_number limit $4
      )
      select e.event_id as "eventId", e.at, e.type, e.subject, e.data, e.feed_number as number, s.scanned, s.end
      from (select count(*) as scanned, max(feed_number) as end from looked) s left join page p on true
      left join event e on e.client_id = $1 and e.event_id = p.event_id
      order by e.feed_number`,
    values: [clientId, after, type, limit, scan],
  })
  const [first] = rows
  return {
    rows: rows.filter((row): row is LookedRow & EventRow => row.eventId !== null),
    end: first?.end ?? undefined,
    scanned: first?.scanned ?? 0,
  }
}

export interface LatestFilter {
  type: string | null
  subject: string | null
  /** The place that the page ends before; null: the end of the feed. */
  before: number | null
  /** So many events are looked at. */
  scan: number
  limit: number
}

/** A matching event, with the number of events that were looked at, and the place of the first of them. */
export type LatestRow = EventRow & { scanned: number; end: number }

/** Events before a place, the latest first. */
export async function pageOfLatest(
  db: Queryable,
  clientId: ClientId,
  { type, subject, before, scan, limit }: LatestFilter,
): Promise<LatestRow[]> {
  const { rows } = await db.query<LatestRow>({
    text: `
      with looked as materialized (
        select event_id, type, subject, feed_number from event
        where client_id = $1 and feed_number is not null and ($2::bigint is null or feed_number < $2)
        order by feed_number desc limit $3
      ), page as (
        select event_id from looked
        where ($4::text is null or starts_with(type, $4)) and ($5::text is null or subject = $5)
        order by feed_number desc limit $6
      )
      select e.event_id as "eventId", e.at, e.type, e.subject, e.data, e.feed_number as number, s.scanned, s.end
      from page p join event e on e.client_id = $1 and e.event_id = p.event_id
      cross join (select count(*) as scanned, min(feed_number) as end from looked) s
      order by e.feed_number desc`,
    values: [clientId, before, scan, type, subject, limit],
  })
  return rows
}
