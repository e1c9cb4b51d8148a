/**
 * SQL by which movements are found that other files have reported. Bank entries belong to client 0, the operator tenant.
 */
import type { Queryable, Tx } from '../../platform/database.ts'
import type { EntryState, Reason } from '../states.ts'
import type { Movement } from './movement.ts'

/** A stored entry that may be the movement of a file that comes now. */
export interface Stored extends Movement {
  entryId: string
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
/** Limit of entries that name nobody; each waits for a person in any case. */
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

/** Entries of other files with the same bank's reference on the same day. */
export async function selectByReferences(
  db: Queryable,
  fileId: string,
  movements: readonly Movement[],
): Promise<Stored[]> {
  if (movements.length === 0) return []
  const { rows } = await db.query<Row>({
    name: 'entries-by-references',
    text: `select ${FOUND}, null as key from unnest($2::text[], $3::text[], $4::date[]) as n (account_key, bank_reference, day)
           join bank_entry e on e.client_id = 0 and e.account_key = n.account_key and e.bank_reference = n.bank_reference
             and e.booking_date = n.day and e.file_id <> $1 ${SAME}
           order by e.entry_id`,
    values: [
      fileId,
      movements.map(({ accountKey }) => accountKey),
      movements.map(({ bankReference }) => bankReference),
      movements.map(({ bookingDate }) => bookingDate),
    ],
  })
  return rows.map(storedOf)
}

/** Entries of other files of the same account, day and amount, for one that names nobody. */
export async function selectByAmounts(
  db: Queryable,
  fileId: string,
  movements: readonly Movement[],
): Promise<Stored[]> {
  if (movements.length === 0) return []
  const { rows } = await db.query<Row>({
    name: 'entries-by-amounts',
    text: `select ${FOUND}, null as key from unnest($2::text[], $3::bigint[], $4::date[]) as n (account_key, amount, day)
           cross join lateral (select * from bank_entry b where b.client_id = 0 and b.account_key = n.account_key
             and b.amount_minor = n.amount and b.booking_date = n.day and b.file_id <> $1 limit $5) e ${SAME}
           order by e.entry_id`,
    values: [
      fileId,
      movements.map(({ accountKey }) => accountKey),
      movements.map(({ amount }) => amount),
      movements.map(({ bookingDate }) => bookingDate),
      NAMELESS_FOUND_MAX,
    ],
  })
  return rows.map(storedOf)
}

/** Returns the bank's references that another file has used for another movement, each as "account reference". */
export async function selectUsedReferences(
  db: Queryable,
  fileId: string,
  movements: readonly Movement[],
): Promise<Set<string>> {
  if (movements.length === 0) return new Set()
  const { rows } = await db.query<{ reference: string }>({
    name: 'entries-references-used',
    text: `select n.account_key || ' ' || n.bank_reference as reference from unnest($2::text[], $3::text[]) as n (account_key, bank_reference)
           where exists (select from bank_entry e where e.client_id = 0 and e.account_key = n.account_key
                           and e.bank_reference = n.bank_reference and e.file_id <> $1)`,
    values: [fileId, movements.map(({ accountKey }) => accountKey), movements.map((one) => one.bankReference)],
  })
  return new Set(rows.map(({ reference }) => reference))
}

export async function insertKeys(
  tx: Tx,
  fileId: string,
  keys: readonly { key: bigint; entryId: string }[],
): Promise<void> {
  if (keys.length === 0) return
  await tx.query({
    name: 'entry-keys',
    text: `insert into bank_entry_key (client_id, key, file_id, entry_id)
           select 0, key, $3, entry_id from unnest($1::bigint[], $2::uuid[]) as n (key, entry_id) on conflict do nothing`,
    values: [keys.map(({ key }) => key), keys.map(({ entryId }) => entryId), fileId],
  })
}

/** Adds to an entry the further facts that another file reports. */
export async function enrichEntries(tx: Tx, known: readonly (Movement & { entryId: string })[]): Promise<void> {
  if (known.length === 0) return
  const json = known.map((one) =>
    JSON.stringify(one, (_key, value: unknown) => (typeof value === 'bigint' ? undefined : value)),
  )
  await tx.query({
    name: 'entries-enriched',
    text: `update bank_entry e set
             ids = (select coalesce(array_agg(distinct id), '{}') from unnest(e.ids || n.ids) id),
             booked_ids = (select coalesce(array_agg(distinct id), '{}') from unnest(e.booked_ids || n.booked) id),
             end_to_end_id = coalesce(e.end_to_end_id, n.j ->> 'endToEndId'),
             value_date = coalesce(e.value_date, (n.j ->> 'valueDate')::date),
             reference_keys = case when e.reference_keys = '{}' then n.refs else e.reference_keys end,
             document_keys = case when e.document_keys = '{}' then n.docs else e.document_keys end,
             payer_keys = case when e.payer_keys = '{}' then n.payers else e.payer_keys end,
             payer_name = coalesce(e.payer_name, n.j ->> 'payerName'),
             payer_text = coalesce(e.payer_text, n.j ->> 'payerText')
           from (select j, (j ->> 'entryId')::uuid as entry_id, array(select json_array_elements_text(j -> 'ids')) as ids,
                        array(select json_array_elements_text(j -> 'bookedIds')) as booked,
                        array(select json_array_elements_text(j -> 'referenceKeys')) as refs,
                        array(select json_array_elements_text(j -> 'documentKeys')) as docs,
                        array(select json_array_elements_text(j -> 'payerKeys')) as payers
                 from unnest($1::json[]) as j) n
           where e.client_id = 0 and e.entry_id = n.entry_id`,
    values: [json],
  })
}

/** Entries that wait or were not looked at yet, set aside or made to wait. @returns how many */
export async function updateOpen(
  tx: Tx,
  changes: readonly { entryId: string; state: EntryState; reason: Reason; sameAs: string }[],
): Promise<number> {
  if (changes.length === 0) return 0
  const { rowCount } = await tx.query({
    text: `update bank_entry e set state = n.state, reason = n.reason, same_as = n.same_as, awaits_references = '{}', awaits_numbers = '{}'
           from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[]) as n (entry_id, state, reason, same_as)
           where e.client_id = 0 and e.entry_id = n.entry_id and e.state in ('new', 'unallocated')`,
    values: [
      changes.map(({ entryId }) => entryId),
      changes.map(({ state }) => state),
      changes.map(({ reason }) => reason),
      changes.map(({ sameAs }) => sameAs),
    ],
  })
  return rowCount ?? 0
}
