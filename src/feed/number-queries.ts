/** SQL of the sequencer: looks without a lock who has rows without a number, locks their counters, and numbers them. */
import type { ClientId } from '@saatava/core/ids.ts'
import { bulk } from '../platform/bulk.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import type { FeedName } from '../platform/http/feed.ts'

/** A feed's table, and how its rows without a number are ordered. */
interface FeedTable {
  table: 'event' | 'distribution_record'
  /** Names a row beside the client. */
  id: string
  by: string
  /** How the rows are locked. The lock of the counter is enough where nobody else changes them. */
  lock: string
}

const TABLES: Record<FeedName, FeedTable> = {
  // By a number of a sequence: an event that was written after another had been committed comes after it.
  events: { table: 'event', id: 'event_id', by: 'seq', lock: '' },
  // A record that a transaction is changing is passed over: it will be without a number again.
  distribution: {
    table: 'distribution_record',
    id: 'invoice_id',
    by: 'updated_at',
    lock: 'for no key update skip locked',
  },
}

export interface Unnumbered {
  clientId: ClientId
  count: number
}

/** Counts rows without a number by client, for clients after `after`, in order; at most `scan` rows are looked at. */
export async function countUnnumbered(
  db: Queryable,
  feed: FeedName,
  after: number,
  scan: number,
): Promise<Unnumbered[]> {
  const { table, by } = TABLES[feed]
  const { rows } = await db.query<Unnumbered>({
    name: `feed-unnumbered-${feed}`,
    text: `select client_id as "clientId", count(*) as count from
             (select client_id from ${table} where feed_number is null and client_id > $1 order by client_id, ${by} limit $2) r
           group by client_id order by client_id`,
    values: [after, scan],
  })
  return rows
}

export interface Counter {
  clientId: ClientId
  last: number
}

/** Locks the counters of clients, but for those that another process holds: it numbers their rows. */
export async function lockCounters(tx: Tx, feed: FeedName, clientIds: ClientId[]): Promise<Counter[]> {
  const { rows } = await tx.query<Counter>({
    name: 'feed-lock-counters',
    text: `select client_id as "clientId", last_number as last from feed_counter
           where feed = $1 and client_id = any($2::bigint[]) order by client_id for no key update skip locked`,
    values: [feed, clientIds],
  })
  return rows
}

/** Makes the counters of clients that have none yet. */
export async function makeCounters(db: Queryable, feed: FeedName, clientIds: ClientId[]): Promise<void> {
  await db.query({
    text: `insert into feed_counter (client_id, feed, last_number)
           select client_id, $1, 0 from unnest($2::bigint[]) as n (client_id)
           on conflict (client_id, feed) do nothing`,
    values: [feed, clientIds],
  })
}

export interface PartnerCounter {
  clientId: ClientId
  partnerId: number
  /** The last number of the partner's feed. */
  last: number
}

/**
 * Locks the counters of the partners of clients, in order: they are held for a short time, and clients of one partner that
 * different processes number wait for each other.
 */
export async function lockPartnerCounters(tx: Tx, feed: FeedName, clientIds: ClientId[]): Promise<PartnerCounter[]> {
  const { rows } = await tx.query<PartnerCounter>({
    name: 'feed-lock-partner-counters',
    text: `select c.client_id as "clientId", p.partner_id as "partnerId", p.last_number as last
           from client c join partner_feed_counter p on p.partner_id = c.partner_id and p.feed = $1
           where c.client_id = any($2::bigint[]) order by p.partner_id for no key update of p`,
    values: [feed, clientIds],
  })
  return rows
}

export interface Numbered extends Counter {
  count: number
}

export interface Place extends Counter {
  /** null: the client has no partner, as the agency has none. */
  partnerId: number | null
  partnerLast: number | null
}

const PLACES = bulk({ client_id: 'bigint', last: 'bigint', partner_id: 'integer null', partner_last: 'bigint null' })

/**
 * Gives rows without a number the next numbers of their clients and of their partners, and moves the counters on; at most
 * `limit` rows, client by client.
 * @param places of counters locked in earlier statements: this one sees all that was numbered under those locks before
 */
export async function numberRows(tx: Tx, feed: FeedName, places: Place[], limit: number): Promise<Numbered[]> {
  const { table, id, by, lock } = TABLES[feed]
  const { rows } = await tx.query<Numbered>({
    name: `feed-number-${feed}`,
    text: `
      with due as (
        select client_id, ${id}, ${by} from ${table}
        where client_id = any($2::bigint[]) and feed_number is null
        order by client_id, ${by} limit $3 ${lock}
      ), placed as (
        select d.client_id, d.${id}, n.last + row_number() over (partition by d.client_id order by d.${by}, d.${id}) as number,
               n.partner_id, n.partner_last + row_number() over (partition by n.partner_id order by d.${by}, d.${id}) as partner_number
        from due d join ${PLACES.from(4)} on n.client_id = d.client_id
      ), numbered as (
        update ${table} r set feed_number = p.number, partner_id = p.partner_id, partner_number = p.partner_number from placed p
        where r.client_id = p.client_id and r.${id} = p.${id}
        returning r.client_id, r.feed_number, r.partner_id, r.partner_number
      ), partners as (
        update partner_feed_counter c set last_number = n.last
        from (select partner_id, max(partner_number) as last from numbered where partner_id is not null group by partner_id) n
        where c.partner_id = n.partner_id and c.feed = $1
      )
      update feed_counter c set last_number = n.last
      from (select client_id, max(feed_number) as last, count(*) as count from numbered group by client_id) n
      where c.client_id = any($2::bigint[]) and c.client_id = n.client_id and c.feed = $1
      returning c.client_id as "clientId", c.last_number as last, n.count`,
    values: [feed, places.map(({ clientId }) => clientId), limit, ...PLACES.values(places)],
  })
  return rows
}
