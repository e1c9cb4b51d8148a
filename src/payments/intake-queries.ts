/** SQL that takes bank files in. The files belong to client 0, the operator tenant. */
import type { EntryId } from '@saatava/core/ids.ts'
import { v7 as uuid } from 'uuid'
import type { BankEntry, BankFileFault } from '@saatava/bank-files/bank-file.ts'
import { bulk } from '../platform/bulk.ts'
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
export interface NewBankEntry extends Movement {
  entryId: EntryId
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

const ENTRIES = bulk({
  entry_id: 'uuid',
  position: 'text',
  account: 'text',
  account_key: 'text',
  bank_reference: 'text',
  entry_reference: 'text null',
  currency: 'text',
  amount_minor: 'bigint',
  booking_date: 'date',
  payment_date: 'date',
  value_date: 'date null',
  reference: 'text null',
  details: 'json text null',
  reported_references: 'json text null',
  message: 'text null',
  search_text: 'text null',
  payer_name: 'text null',
  payer_account: 'text null',
  payer_text: 'text null',
  payment_type: 'text',
  nature: 'text',
  level: 'text',
  reversal: 'boolean',
  reversal_of: 'text null',
  end_to_end_id: 'text null',
  message_id: 'text null',
  payment_information_id: 'text null',
  return_reason: 'text null',
  order_ids: 'text[]',
  booked_at: 'text null',
  booked_minor: 'bigint null',
  ids: 'text[]',
  booked_ids: 'text[]',
  reference_keys: 'text[]',
  document_keys: 'text[]',
  payer_keys: 'text[]',
  doubts: 'text[]',
  raw: 'text',
  state: 'text',
  reason: 'text null',
  same_as: 'uuid null',
})

/** Stores entries, each at its place in the file. */
export async function insertEntries(
  tx: Tx,
  fileId: string,
  items: readonly (NewBankEntry & { identity: Identity })[],
): Promise<void> {
  if (items.length === 0) return
  await tx.query({
    name: 'bank-entries',
    text: `insert into bank_entry (client_id, file_id, ${ENTRIES.names})
           select 0, $1, ${ENTRIES.names} from ${ENTRIES.from(2)}`,
    values: [
      fileId,
      ...ENTRIES.values(
        items.map((item) => ({
          ...item,
          ...columnsOf(item.entry),
          ...beginningOf(item),
          bookedMinor: item.bookedAmount,
        })),
      ),
    ],
  })
}

/** The columns of an entry that hold what the file says. */
function columnsOf(entry: BankEntry) {
  const { facts } = entry
  return {
    account: entry.account,
    entryReference: entry.entryReference,
    amountMinor: entry.amount,
    paymentDate: entry.paymentDate,
    reference: entry.reference,
    details: jsonOf(entry.details),
    reportedReferences: jsonOf(facts.references),
    message: entry.message,
    searchText: facts.searchText,
    payerAccount: entry.payerAccount,
    paymentType: entry.paymentType,
    nature: facts.nature,
    level: facts.level,
    reversal: entry.reversal,
    reversalOf: entry.reversalOf,
    messageId: entry.messageId,
    paymentInformationId: entry.paymentInformationId,
    returnReason: entry.returnReason,
    doubts: facts.doubts,
    raw: entry.raw,
  }
}

/** Returns the first state of an entry, from the moment it is stored. */
function beginningOf({ identity, entry, isClientFunds }: NewBankEntry & { identity: Identity }): {
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
function jsonOf(value: unknown): string | null {
  if (value === undefined) return null
  return JSON.stringify(value, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
}

const COPIES = bulk({ position: 'text', entry_id: 'uuid', raw: 'text' })

/** Inserts entries that another file had reported, each at its place in this file. */
export async function insertCopies(
  tx: Tx,
  fileId: string,
  copies: readonly { position: string; entryId: EntryId; raw: string }[],
): Promise<void> {
  if (copies.length === 0) return
  await tx.query({
    name: 'entry-copies',
    text: `insert into bank_entry_copy (client_id, file_id, position, entry_id, raw)
           select 0, $1, position, entry_id, raw from ${COPIES.from(2)}`,
    values: [fileId, ...COPIES.values(copies)],
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
