/** SQL that notes where entries' money stands in the agency's journal. */
import type { EntryId } from '@saatava/core/ids.ts'
import type { Move } from '../funds/post-moves.ts'
import { bulk } from '../platform/bulk.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import { PLACE_OF_REASON, PLACE_OF_STATE } from './states.ts'

const STATES = bulk({ state: 'text', place: 'text' })
const REASONS = bulk({ reason: 'text', place: 'text' })

/** The places of entries by their present state and reason. @returns those whose money stood elsewhere before */
export async function updatePlaces(tx: Tx, entryIds: readonly EntryId[]): Promise<Move[]> {
  const { rows } = await tx.query<Omit<Move, 'amount'> & { amount: string }>({
    name: 'entries-placed',
    text: `update bank_entry e set funds_place = n.place, funds_due = false
           from (select b.entry_id, b.funds_place as before,
                        case when b.reason = 'DISMISSED' and b.funds_place = 'NONE' then 'NONE'
                             when b.state in ('ignored', 'unallocated') then coalesce(r.place, s.place) else s.place end as place
                 from bank_entry b
                 join (select * from ${STATES.from(2)}) s on s.state = b.state
                 left join (select * from ${REASONS.from(2 + STATES.size)}) r on r.reason = b.reason
                 where b.client_id = 0 and b.entry_id = any($1::uuid[])) n
           where e.client_id = 0 and e.entry_id = n.entry_id and (e.funds_due or n.place is distinct from n.before)
           returning e.entry_id as "entryId", e.account, e.account as "writtenAs", e.currency, e.amount_minor::text as amount,
                     e.booking_date as "bookingDate", n.before as "from", n.place as "to"`,
    values: [
      entryIds,
      ...STATES.values(Object.entries(PLACE_OF_STATE).map(([state, place]) => ({ state, place }))),
      ...REASONS.values(Object.entries(PLACE_OF_REASON).map(([reason, place]) => ({ reason, place }))),
    ],
  })
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) }))
}

/** Looks without a lock whether there are such entries as `claimDue` claims. */
export async function hasDue(db: Queryable, at: Date): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'entries-to-place-any',
    text: `select from bank_entry where client_id = 0 and funds_due and funds_after <= $1 limit 1`,
    values: [at],
  })
  return rowCount !== 0
}

/** Entries that the agency's journal is to follow: new ones, and those of which something else has become. */
export async function claimDue(tx: Tx, at: Date, limit: number): Promise<string[]> {
  const { rows } = await tx.query<{ entryId: EntryId }>({
    text: `select entry_id as "entryId" from bank_entry where client_id = 0 and funds_due and funds_after <= $2
           order by entry_id limit $1 for no key update skip locked`,
    values: [limit, at],
  })
  return rows.map(({ entryId }) => entryId)
}

/** The journal follows an entry that could not be booked later. */
export async function postponePlacing(tx: Tx, entryId: EntryId, until: Date): Promise<void> {
  await tx.query({
    text: 'update bank_entry set funds_after = $2 where client_id = 0 and entry_id = $1 and funds_due',
    values: [entryId, until],
  })
}
