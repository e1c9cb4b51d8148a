/**
 * Feeds: rows in the order of the transactions that wrote them (xid8), read by cursor. A reader that follows the Link of
 * each page, also of an empty one, sees every row once, although transactions commit in another order than they began.
 */
import type { Queryable } from '../database.ts'
import { cursorFault, readCursor, writeCursor } from './cursor.ts'

const XID = /^\d{1,19}$/
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A place in a feed: the transaction, as text, and the row's id among those of the transaction. */
export interface Place {
  xid: string
  id: string
}

export const BEGINNING: Place = { xid: '0', id: '00000000-0000-0000-0000-000000000000' }

/** SQL: below the oldest transaction still open nothing can be committed any more, so what is shown is complete. */
export function settled(column: string): string {
  return `${column} < pg_snapshot_xmin(pg_current_snapshot())`
}

/** Throws 400 where the cursor did not come from this service. */
export function readPlace(cursor: string): Place {
  const [xid = '', id = ''] = readCursor(cursor, XID, UUID)
  return { xid, id }
}

/**
 * To be asked where nothing lies after a reader's place: is it a place of this database at all? Transaction ids are one
 * server's own. After a move to another one, old places lie ahead of all that will be written there for a long time, and
 * whoever followed them would see none of it. Throws 400, so that the reader begins anew.
 */
export async function checkPlace(db: Queryable, { xid }: Place, cursor: string): Promise<void> {
  const { rows } = await db.query<{ ahead: boolean }>({
    name: 'feed-check-place',
    text: 'select $1::xid8 >= pg_snapshot_xmax(pg_current_snapshot()) as ahead',
    values: [xid],
  })
  if (rows[0]?.ahead === true)
    throw cursorFault(cursor, 'is of another database: begin without a cursor, and read everything again')
}

/** The header that leads on after `place`. @param parameters of the request, without its cursor */
export function nextLink(path: string, parameters: Record<string, string | undefined>, { xid, id }: Place): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, value)
  query.set('cursor', writeCursor([xid, id]))
  return `<${path}?${query.toString()}>; rel="next"`
}
