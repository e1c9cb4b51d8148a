/** SQL of the feed of events. */
import type { Queryable } from '../platform/database.ts'
import { type Place, settled } from '../platform/http/feed.ts'

export interface EventRow {
  eventId: string
  at: Date
  type: string
  subject: string
  data: Record<string, unknown>
  /** xid8 as text. */
  xid: string
}

const COLUMNS = `event_id as "eventId", at, type, subject, data, written_by::text as xid`
const SETTLED = settled('written_by')

/** Events after a place, in the order in which their transactions began to write; complete up to the last of them. */
export async function pageOfEvents(db: Queryable, clientId: number, after: Place, limit: number): Promise<EventRow[]> {
  const { rows } = await db.query<EventRow>({
    name: 'event-page',
    text: `select ${COLUMNS} from event
           where client_id = $1 and (written_by, event_id) > ($2::xid8, $3::uuid) and ${SETTLED}
           order by written_by, event_id limit $4`,
    values: [clientId, after.xid, after.id, limit],
  })
  return rows
}

/**
 * Returns those among the next `scan` events whose type begins so. Only so many are looked at: of a type that is rare, a
 * page would otherwise read everything there is.
 * @returns the matching ones, and the last one looked at where all were
 */
export async function pageOfType(
  db: Queryable,
  clientId: number,
  after: Place,
  { type, limit, scan }: { type: string; limit: number; scan: number },
): Promise<{ rows: EventRow[]; end: Place | undefined; scanned: number }> {
  const { rows } = await db.query<{ rows: null; end: Place | null; scanned: number } & EventRow>({
    name: 'event-page-of-type',
    text: `
      with looked as materialized (
        select written_by, event_id, type from event
        where client_id = $1 and (written_by, event_id) > ($2::xid8, $3::uuid) and ${SETTLED}
        order by written_by, event_id limit $6
      ), page as (
        select written_by, event_id from looked where starts_with(type, $4) order by written_by, event_id limit $5
      )
      select e.event_id as "eventId", e.at, e.type, e.subject, e.data, e.written_by::text as xid, s.scanned,
             (select json_build_object('xid', written_by::text, 'id', event_id) from looked
              order by written_by desc, event_id desc limit 1) as end
      from (select count(*) as scanned from looked) s left join page p on true
      left join event e on e.client_id = $1 and e.event_id = p.event_id
      order by e.written_by, e.event_id`,
    values: [clientId, after.xid, after.id, type, limit, scan],
  })
  const [first] = rows
  return {
    rows: rows.filter(({ eventId }) => eventId !== null),
    end: first?.end ?? undefined,
    scanned: first?.scanned ?? 0,
  }
}
