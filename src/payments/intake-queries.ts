/** SQL that takes bank files in. The files belong to client 0, the operator tenant. */
import { v7 as uuid } from 'uuid'
import type { BankEntry, BankFileFault } from '@saatava/bank-files/bank-file.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import type { Identity } from './identity/identified.ts'
import type { Movement } from './identity/movement.ts'
import type { EntryState, Reason } from './states.ts'

export interface FileRow {
  fileId: string
  name: string
  format: string
  state: 'reading' | 'done'
  entries: number
  known: number
  faults: Omit<BankFileFault, 'kind'>[]
  faultCount: number
  complete: boolean | null
}

const COLUMNS = `file_id as "fileId", name, format, state, entries, known, faults, fault_count as "faultCount", complete`

export async function selectFile(db: Queryable, hash: Buffer): Promise<FileRow | undefined> {
  const { rows } = await db.query<FileRow>({
    text: `select ${COLUMNS} from bank_file where client_id = 0 and hash = $1`,
    values: [hash],
  })
  return rows[0]
}

/** The file's row, made by whoever comes first; a file that was broken off goes on under the row it has. */
export async function openFile(
  db: Queryable,
  file: { hash: Buffer; name: string; format: string },
  at: Date,
): Promise<FileRow> {
  await db.query({
    text: `insert into bank_file (client_id, file_id, hash, name, format, state, received_at) values (0, $1, $2, $3, $4, 'reading', $5)
           on conflict (client_id, hash) do nothing`,
    values: [uuid(), file.hash, file.name, file.format, at],
  })
  return (await selectFile(db, file.hash)) as FileRow
}

/** A file's entry as it is to be stored, with what it is compared by. */
export interface NewEntry extends Movement {
  entryId: string
  position: string
  entry: BankEntry
  /** Place of the booked entry of which it is a part. */
  bookedAt: string | null
  /** Ids that whoever ordered the payment gave. */
  orderIds: string[]
  /** Its account is one of client funds. */
  isClientFunds: boolean
}

/** Accounts, each held by one who stores entries until its transaction ends; always in one order. */
export async function lockAccounts(tx: Tx, accountKeys: readonly string[]): Promise<void> {
  await tx.query({
    name: 'accounts-locked',
    text: `select pg_advisory_xact_lock($1, key) from (select distinct hashtext(name) as key from unnest($2::text[]) as name order by 1) n`,
    values: [LOCK_CLASS, accountKeys],
  })
}

/** "bank" in ASCII: one of the two numbers of the lock. */
const LOCK_CLASS = 0x62616e6b

/** Returns those places in a file whose entries are stored. */
export async function selectPlaces(db: Queryable, fileId: string, positions: readonly string[]): Promise<Set<string>> {
  const { rows } = await db.query<{ position: string }>({
    name: 'entry-places',
    text: `select position from bank_entry where client_id = 0 and file_id = $1 and position = any($2::text[])
           union all select position from bank_entry_copy where client_id = 0 and file_id = $1 and position = any($2::text[])`,
    values: [fileId, positions],
  })
  return new Set(rows.map(({ position }) => position))
}

/** Stores entries, each at its place in the file. */
export async function insertEntries(
  tx: Tx,
  fileId: string,
  items: readonly (NewEntry & { identity: Identity })[],
): Promise<void> {
  if (items.length === 0) return
  await tx.query({
    name: 'bank-entries',
    text: `insert into bank_entry (client_id, file_id, ${COLUMNS_STORED.map(([name]) => name).join(', ')})
           select 0, $1, ${COLUMNS_STORED.map(([name, type]) => (type === 'list' ? `${name}::text[]` : name)).join(', ')}
           from unnest(${COLUMNS_STORED.map(([, type], i) => `$${i + 2}::${type === 'list' ? 'text' : type}[]`).join(', ')})
             as n (${COLUMNS_STORED.map(([name]) => name).join(', ')})`,
    values: [fileId, ...COLUMNS_STORED.map(([, , read]) => items.map(read))],
  })
}

type Column = [name: string, type: string, read: (item: NewEntry & { identity: Identity }) => unknown]

/** Lists go as text: arrays of arrays must have rows of one length. */
const COLUMNS_STORED: Column[] = [
  ['entry_id', 'uuid', ({ entryId }) => entryId],
  ['position', 'text', ({ position }) => position],
  ['account', 'text', ({ entry }) => entry.account],
  ['account_key', 'text', ({ accountKey }) => accountKey],
  ['bank_reference', 'text', ({ entry }) => entry.bankReference],
  ['entry_reference', 'text', ({ entry }) => entry.entryReference ?? null],
  ['currency', 'text', ({ entry }) => entry.currency],
  ['amount_minor', 'bigint', ({ entry }) => entry.amount],
  ['booking_date', 'date', ({ entry }) => entry.bookingDate],
  ['payment_date', 'date', ({ entry }) => entry.paymentDate],
  ['value_date', 'date', ({ valueDate }) => valueDate],
  ['reference', 'text', ({ entry }) => entry.reference ?? null],
  ['details', 'json', ({ entry }) => jsonOf(entry.details)],
  ['told_references', 'json', ({ entry }) => jsonOf(entry.facts.references)],
  ['message', 'text', ({ entry }) => entry.message ?? null],
  ['search_text', 'text', ({ entry }) => entry.facts.searchText ?? null],
  ['payer_name', 'text', ({ payerName }) => payerName],
  ['payer_account', 'text', ({ entry }) => entry.payerAccount ?? null],
  ['payer_text', 'text', ({ payerText }) => payerText],
  ['payment_type', 'text', ({ entry }) => entry.paymentType],
  ['nature', 'text', ({ entry }) => entry.facts.nature],
  ['level', 'text', ({ entry }) => entry.facts.level],
  ['reversal', 'boolean', ({ entry }) => entry.reversal],
  ['reversal_of', 'text', ({ entry }) => entry.reversalOf ?? null],
  ['end_to_end_id', 'text', ({ endToEndId }) => endToEndId],
  ['message_id', 'text', ({ entry }) => entry.messageId ?? null],
  ['payment_information_id', 'text', ({ entry }) => entry.paymentInformationId ?? null],
  ['return_reason', 'text', ({ entry }) => entry.returnReason ?? null],
  ['order_ids', 'list', ({ orderIds }) => listOf(orderIds)],
  ['booked_at', 'text', ({ bookedAt }) => bookedAt],
  ['booked_minor', 'bigint', ({ bookedAmount }) => bookedAmount],
  ['ids', 'list', ({ ids }) => listOf(ids)],
  ['booked_ids', 'list', ({ bookedIds }) => listOf(bookedIds)],
  ['reference_keys', 'list', ({ referenceKeys }) => listOf(referenceKeys)],
  ['document_keys', 'list', ({ documentKeys }) => listOf(documentKeys)],
  ['payer_keys', 'list', ({ payerKeys }) => listOf(payerKeys)],
  ['doubts', 'list', ({ entry }) => listOf(entry.facts.doubts)],
  ['raw', 'text', ({ entry }) => entry.raw],
  ['state', 'text', (item) => beginningOf(item).state],
  ['reason', 'text', (item) => beginningOf(item).reason],
  ['same_as', 'uuid', (item) => beginningOf(item).sameAs],
]

/** Writes texts as a PostgreSQL array. */
function listOf(texts: readonly string[]): string {
  return `{${texts.map((text) => `"${text.replaceAll(/[\\"]/g, '\\$&')}"`).join(',')}}`
}

/** Returns the first state of an entry, from the moment it is stored. */
function beginningOf({ identity, entry, isClientFunds }: NewEntry & { identity: Identity }): {
  state: EntryState
  reason: Reason | null
  sameAs: string | null
} {
  if (identity.kind === 'aside') return { state: 'ignored', reason: identity.reason, sameAs: identity.of }
  if (entry.amount === 0n) return { state: 'ignored', reason: 'ZERO', sameAs: null }
  if (!isClientFunds) return { state: 'unallocated', reason: 'OTHER_ACCOUNT', sameAs: null }
  if (identity.kind === 'perhaps') return { state: 'unallocated', reason: 'PERHAPS_SAME', sameAs: identity.of }
  return { state: 'new', reason: null, sameAs: null }
}

/** Minor units as text: JSON knows no bigint. */
function jsonOf(told: unknown): string | null {
  if (told === undefined) return null
  return JSON.stringify(told, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
}

/** Inserts entries that another file had reported, each at its place in this file. */
export async function insertCopies(
  tx: Tx,
  fileId: string,
  copies: readonly { position: string; entryId: string; raw: string }[],
): Promise<void> {
  if (copies.length === 0) return
  await tx.query({
    name: 'entry-copies',
    text: `insert into bank_entry_copy (client_id, file_id, position, entry_id, raw)
           select 0, $1, position, entry_id, raw from unnest($2::text[], $3::uuid[], $4::text[]) as n (position, entry_id, raw)`,
    values: [
      fileId,
      copies.map(({ position }) => position),
      copies.map(({ entryId }) => entryId),
      copies.map(({ raw }) => raw),
    ],
  })
}

/** Marks a file as taken, once. Known entries are those that another file had reported. */
export async function finishFile(
  db: Queryable,
  fileId: string,
  end: { entries: number; faults: Omit<BankFileFault, 'kind'>[]; faultCount: number; complete: boolean },
  at: Date,
): Promise<FileRow> {
  await db.query({
    text: `update bank_file f set state = 'done', entries = $2::integer, faults = $3, fault_count = $4, complete = $5, finished_at = $6,
             known = (select count(*) from bank_entry_copy c where c.client_id = 0 and c.file_id = f.file_id)
           where f.client_id = 0 and f.file_id = $1 and f.state = 'reading'`,
    values: [fileId, end.entries, JSON.stringify(end.faults), end.faultCount, end.complete, at],
  })
  const { rows } = await db.query<FileRow>({
    text: `select ${COLUMNS} from bank_file where client_id = 0 and file_id = $1`,
    values: [fileId],
  })
  return rows[0] as FileRow
}
