/** SQL of entries that wait for a case to open. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { EntryId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'

/** The condition repeats that of the index bank_entry_awaiting. */
export const AWAITING = `e.client_id = 0 and e.state = 'unallocated' and (e.awaits_references <> '{}' or e.awaits_numbers <> '{}')`

/** A case now has what it has named. */
export const NAMED_NOW = `(exists (select from collection_case c where c.payment_reference = any(e.awaits_references))
  or exists (select from collection_case c where c.invoice_number = any(e.awaits_numbers) and c.status <> 'CLOSED'))`

/** Where a look has come to, in the order of booking. */
export interface Place {
  bookingDate: CivilDate
  entryId: EntryId
}

/** The next entries that wait, after a place, and whether a case now has what each has named. */
export async function selectAwaiting(
  db: Queryable,
  after: Place,
  limit: number,
): Promise<(Place & { named: boolean })[]> {
  const { rows } = await db.query<Place & { named: boolean }>({
    name: 'entries-awaiting',
    text: `select e.booking_date as "bookingDate", e.entry_id as "entryId", ${NAMED_NOW} as named
           from bank_entry e where ${AWAITING} and (e.booking_date, e.entry_id) > ($1::date, $2::uuid)
           order by e.booking_date, e.entry_id limit $3`,
    values: [after.bookingDate, after.entryId, limit],
  })
  return rows
}
