/** SQL of entries that are perhaps the same as another. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { EntryId } from '@saatava/core/ids.ts'
import type { Queryable, Tx } from '../platform/database.ts'

export interface Doubtful {
  entryId: EntryId
  sameAs: string
  /** It names a debt, and the other waits and names none. */
  saysMore: boolean
}

/** The entry, and the other parts of its booked entry that wait for the same reason; locked with what they may be. */
export async function lockDoubtful(tx: Tx, entryId: EntryId): Promise<Doubtful[]> {
  const { rows } = await tx.query<Doubtful>({
    text: `select e.entry_id as "entryId", e.same_as as "sameAs",
                  cardinality(e.reference_keys) + cardinality(e.document_keys) > 0
                    and cardinality(o.reference_keys) + cardinality(o.document_keys) = 0 and o.state in ('new', 'unallocated') as "saysMore"
           from bank_entry one
           join bank_entry e on e.client_id = 0 and (e.entry_id = one.entry_id
             or e.file_id = one.file_id and e.booked_at = one.booked_at and e.same_as = one.same_as)
           join bank_entry o on o.client_id = 0 and o.entry_id = e.same_as
           where one.client_id = 0 and one.entry_id = $1 and one.state = 'unallocated' and one.reason = 'PERHAPS_SAME'
             and e.state = 'unallocated' and e.reason = 'PERHAPS_SAME'
           order by e.entry_id for no key update of e, o`,
    values: [entryId],
  })
  return rows
}

export type Keeping = 'KEEP_OTHER' | 'KEEP_WAITING' | 'KEEP_BOTH'

/** The entry that is kept is counted; the other leaves with the reason. */
export async function settleDoubt(tx: Tx, { entryId, sameAs }: Doubtful, keeping: Keeping): Promise<void> {
  const dropped = keeping === 'KEEP_OTHER' ? entryId : keeping === 'KEEP_WAITING' ? sameAs : null
  if (dropped !== null)
    await tx.query({
      text: `update bank_entry set state = 'ignored', reason = 'SAME_MOVEMENT', same_as = $2, awaits_references = '{}', awaits_numbers = '{}'
             where client_id = 0 and entry_id = $1`,
      values: [dropped, dropped === entryId ? sameAs : entryId],
    })
  if (dropped !== entryId)
    await tx.query({
      text: `update bank_entry set state = 'new', reason = null, same_as = null, next_attempt_at = '-infinity', attempts = 0
             where client_id = 0 and entry_id = $1`,
      values: [entryId],
    })
}

/** The entry with which a person compares another. */
export interface OtherEntry {
  entryId: EntryId
  file: string
  position: string
  state: string
  /** Minor units as text. */
  amount: string
  currency: string
  bookingDate: CivilDate
  payerName: string | null
  reference: string | null
  message: string | null
}

export async function selectOthers(db: Queryable, ids: readonly string[]): Promise<Map<string, OtherEntry>> {
  if (ids.length === 0) return new Map()
  const { rows } = await db.query<OtherEntry>({
    text: `select e.entry_id as "entryId", f.name as file, e.position, e.state, e.amount_minor::text as amount, e.currency,
                  e.booking_date as "bookingDate", e.payer_name as "payerName", e.reference, e.message
           from bank_entry e join bank_file f on f.client_id = 0 and f.file_id = e.file_id
           where e.client_id = 0 and e.entry_id = any($1::uuid[])`,
    values: [ids],
  })
  return new Map(rows.map((row) => [row.entryId, row]))
}
