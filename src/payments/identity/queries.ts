/**
 * SQL by which movements are found that other files have reported. Bank entries belong to client 0, the operator tenant.
 */
import type { EntryId } from '@saatava/core/ids.ts'
import { bulk } from '../../platform/bulk.ts'
import type { Queryable, Tx } from '../../platform/database.ts'
import type { EntryState, Reason } from '../states.ts'
import type { Movement } from './movement.ts'

/** A stored entry that may be the movement of a file that comes now. */
export interface Stored extends Movement {
  entryId: EntryId
  fileId: string
  bookedAt: string | null
  state: EntryState
  reason: Reason | null
  sameAs: string | null
  /** File of the entry in sameAs, and the booked entry of which it is a part. */
  sameAsFileId: string | null
  sameAsBookedAt: string | null
  /** The key by which it was found; null: by the bank's reference. */
  key: bigint | null
  /** This file has reported it before now, or a possible duplicate of it. */
  used: boolean
  /** Booked entries of this file that are the same as it, or parts of it. */
  usedAt: string[]
}

type Row = Omit<Stored, 'amount' | 'bookedAmount' | 'key'> & {
  amount: string
  bookedAmount: string | null
  key: string | null
}

/** A key with more finds of one file than this is no evidence. */
const FOUND_MAX = 600
/** Limit of entries that name nobody; each needs review in any case. */
const NAMELESS_FOUND_MAX = 20

const FOUND = `e.entry_id as "entryId", e.file_id as "fileId", e.booked_at as "bookedAt", e.account_key as "accountKey", e.currency, e.booking_date as "bookingDate", e.amount_minor::text as amount,
  e.bank_reference as "bankReference", e.ids, e.booked_ids as "bookedIds", e.end_to_end_id as "endToEndId", e.value_date as "valueDate",
  case when e.level in ('PART', 'DIFFERENCE') then e.booked_minor::text end as "bookedAmount", e.reference_keys as "referenceKeys",
  e.document_keys as "documentKeys", e.payer_keys as "payerKeys", e.payer_name as "payerName", e.payer_text as "payerText",
  e.state, e.reason, e.same_as as "sameAs", s.file_id as "sameAsFileId", s.booked_at as "sameAsBookedAt",
  exists (select from bank_entry_copy c where c.client_id = 0 and c.entry_id = e.entry_id and c.file_id = $1)
    or exists (select from bank_entry p where p.client_id = 0 and p.same_as = e.entry_id and p.file_id = $1) as used,
  array(select distinct coalesce(p.booked_at, p.position) from bank_entry p where p.client_id = 0 and p.same_as = e.entry_id and p.file_id = $1) as "usedAt"`
const SAME = 'left join bank_entry s on s.client_id = 0 and s.entry_id = e.same_as'

function storedOf(row: Row): Stored {
  return {
    ...row,
    amount: BigInt(row.amount),
    bookedAmount: row.bookedAmount === null ? null : BigInt(row.bookedAmount),
    key: row.key === null ? null : BigInt(row.key),
  }
}

/** Entries of other files under any of the keys. */
export async function selectByKeys(db: Queryable, fileId: string, keys: readonly bigint[]): Promise<Stored[]> {
  if (keys.length === 0) return []
  const { rows } = await db.query<Row>({
    name: 'entries-by-keys',
    text: `select ${FOUND}, f.key::text as key
           from unnest($2::bigint[]) as n (key)
           cross join lateral (
             (select k.key, k.entry_id from bank_entry_key k where k.client_id = 0 and k.key = n.key and k.file_id < $1 limit $3)
             union
             (select k.key, k.entry_id from bank_entry_key k where k.client_id = 0 and k.key = n.key and k.file_id > $1 limit $3)) f
           join bank_entry e on e.client_id = 0 and e.entry_id = f.entry_id and e.file_id <> $1 ${SAME}
           order by e.entry_id`,
    values: [fileId, keys, FOUND_MAX],
  })
  return rows.map(storedOf)
}

const BANK_REFERENCES = bulk({ account_key: 'text', bank_reference: 'text', day: 'date' })

/** Entries of other files with the same bank's reference on the same day. */
export async function selectByReferences(
  db: Queryable,
  fileId: string,
  movements: readonly Movement[],
): Promise<Stored[]> {
  if (movements.length === 0) return []
  const { rows } = await db.query<Row>({
    name: 'entries-by-references',
    text: `select ${FOUND}, null as key from ${BANK_REFERENCES.from(2)}
           join bank_entry e on e.client_id = 0 and e.account_key = n.account_key and e.bank_reference = n.bank_reference
             and e.booking_date = n.day and e.file_id <> $1 ${SAME}
           order by e.entry_id`,
    values: [
      fileId,
      ...BANK_REFERENCES.values(
        movements.map(({ accountKey, bankReference, bookingDate }) => ({
          accountKey,
          bankReference,
          day: bookingDate,
        })),
      ),
    ],
  })
  return rows.map(storedOf)
}

const AMOUNTS = bulk({ account_key: 'text', amount: 'bigint', day: 'date' })

/** Entries of other files of the same account, day and amount, for one that names nobody. */
export async function selectByAmounts(
  db: Queryable,
  fileId: string,
  movements: readonly Movement[],
): Promise<Stored[]> {
  if (movements.length === 0) return []
  const { rows } = await db.query<Row>({
    name: 'entries-by-amounts',
    text: `select ${FOUND}, null as key from ${AMOUNTS.from(3)}
           cross join lateral (select * from bank_entry b where b.client_id = 0 and b.account_key = n.account_key
             and b.amount_minor = n.amount and b.booking_date = n.day and b.file_id <> $1 limit $2) e ${SAME}
           order by e.entry_id`,
    values: [
      fileId,
      NAMELESS_FOUND_MAX,
      ...AMOUNTS.values(
        movements.map(({ accountKey, amount, bookingDate }) => ({ accountKey, amount, day: bookingDate })),
      ),
    ],
  })
  return rows.map(storedOf)
}

const USED_REFERENCES = bulk({ account_key: 'text', bank_reference: 'text' })

/** Returns the bank's references that another file has used for another movement, each as "account reference". */
export async function selectUsedReferences(
  db: Queryable,
  fileId: string,
  movements: readonly Movement[],
): Promise<Set<string>> {
  if (movements.length === 0) return new Set()
  const { rows } = await db.query<{ reference: string }>({
    name: 'entries-references-used',
    text: `select n.account_key || ' ' || n.bank_reference as reference from ${USED_REFERENCES.from(2)}
           where exists (select from bank_entry e where e.client_id = 0 and e.account_key = n.account_key
                           and e.bank_reference = n.bank_reference and e.file_id <> $1)`,
    values: [fileId, ...USED_REFERENCES.values(movements)],
  })
  return new Set(rows.map(({ reference }) => reference))
}

const NEW_KEYS = bulk({ key: 'bigint', entry_id: 'uuid' })

export async function insertKeys(
  tx: Tx,
  fileId: string,
  keys: readonly { key: bigint; entryId: EntryId }[],
): Promise<void> {
  if (keys.length === 0) return
  await tx.query({
    name: 'entry-keys',
    text: `insert into bank_entry_key (client_id, key, file_id, entry_id)
           select 0, key, $1, entry_id from ${NEW_KEYS.from(2)} on conflict do nothing`,
    values: [fileId, ...NEW_KEYS.values(keys)],
  })
}

const FURTHER_FACTS = bulk({
  entry_id: 'uuid',
  ids: 'text[]',
  booked_ids: 'text[]',
  end_to_end_id: 'text null',
  value_date: 'date null',
  reference_keys: 'text[]',
  document_keys: 'text[]',
  payer_keys: 'text[]',
  payer_name: 'text null',
  payer_text: 'text null',
})

/** Adds to an entry the further facts that another file reports. */
export async function enrichEntries(tx: Tx, known: readonly (Movement & { entryId: EntryId })[]): Promise<void> {
  if (known.length === 0) return
  await tx.query({
    name: 'entries-enriched',
    text: `update bank_entry e set
             ids = (select coalesce(array_agg(distinct id), '{}') from unnest(e.ids || n.ids) id),
             booked_ids = (select coalesce(array_agg(distinct id), '{}') from unnest(e.booked_ids || n.booked_ids) id),
             end_to_end_id = coalesce(e.end_to_end_id, n.end_to_end_id),
             value_date = coalesce(e.value_date, n.value_date),
             reference_keys = case when e.reference_keys = '{}' then n.reference_keys else e.reference_keys end,
             document_keys = case when e.document_keys = '{}' then n.document_keys else e.document_keys end,
             payer_keys = case when e.payer_keys = '{}' then n.payer_keys else e.payer_keys end,
             payer_name = coalesce(e.payer_name, n.payer_name),
             payer_text = coalesce(e.payer_text, n.payer_text)
           from ${FURTHER_FACTS.from(1)}
           where e.client_id = 0 and e.entry_id = n.entry_id`,
    values: FURTHER_FACTS.values(known),
  })
}

const OPEN_CHANGES = bulk({ entry_id: 'uuid', state: 'text', reason: 'text', same_as: 'uuid' })

/** Entries that wait or were not looked at yet, set aside or made to wait. @returns how many */
export async function updateOpen(
  tx: Tx,
  changes: readonly { entryId: EntryId; state: EntryState; reason: Reason; sameAs: string }[],
): Promise<number> {
  if (changes.length === 0) return 0
  const { rowCount } = await tx.query({
    text: `update bank_entry e set state = n.state, reason = n.reason, same_as = n.same_as, awaits_references = '{}', awaits_numbers = '{}'
           from ${OPEN_CHANGES.from(1)}
           where e.client_id = 0 and e.entry_id = n.entry_id and e.state in ('new', 'unallocated')`,
    values: OPEN_CHANGES.values(changes),
  })
  return rowCount ?? 0
}
