/** SQL of bank files as people look at them. The files belong to client 0, the operator tenant. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { ClientId, EntryId, PaymentId } from '@saatava/core/ids.ts'
import type { Queryable } from '../../platform/database.ts'
import type { FileRow } from '../intake-queries.ts'
import type { EntryState, Reason } from '../states.ts'

/** Entries of one file that a list counts; of a larger file the page of the file counts all. */
export const COUNTED_MAX = 1_000

export interface ListedFile extends Omit<FileRow, 'faults'> {
  receivedAt: Date
  finishedAt: Date | null
  /** Entries by state, of the first COUNTED_MAX. */
  matched: number
  waiting: number
}

const COLUMNS = `f.file_id as "fileId", f.name, f.format, f.state, f.entries, f.known, f.fault_count as "faultCount", f.complete,
  f.received_at as "receivedAt", f.finished_at as "finishedAt"`

/** The latest first. @param before the last file of the page before */
export async function pageOfFiles(
  db: Queryable,
  { faultyOnly, before }: { faultyOnly: boolean; before: string | null },
  limit: number,
): Promise<ListedFile[]> {
  const { rows } = await db.query<ListedFile>({
    text: `select ${COLUMNS}, counted.matched, counted.waiting from bank_file f
           cross join lateral (
             select count(*) filter (where n.state = 'matched')::int as matched,
                    count(*) filter (where n.state in ('new', 'unallocated'))::int as waiting
             from (select e.state from bank_entry e where e.client_id = 0 and e.file_id = f.file_id limit ${COUNTED_MAX}) n) counted
           where f.client_id = 0 and ($1::uuid is null or f.file_id < $1)
             and (not $2::boolean or f.fault_count > 0 or f.complete is false)
           order by f.file_id desc limit $3`,
    values: [before, faultyOnly, limit],
  })
  return rows
}

export interface WholeFile extends FileRow {
  hash: string
  receivedAt: Date
  finishedAt: Date | null
}

export async function selectWholeFile(db: Queryable, fileId: string): Promise<WholeFile | undefined> {
  const { rows } = await db.query<WholeFile>({
    text: `select ${COLUMNS}, f.faults, encode(f.hash, 'hex') as hash from bank_file f where f.client_id = 0 and f.file_id = $1`,
    values: [fileId],
  })
  return rows[0]
}

export interface StateCount {
  state: EntryState
  reason: Reason | null
  currency: string
  entries: number
  /** Minor units. */
  amount: bigint
}

/** The outcome of the entries of a file, by state and reason. */
export async function countStates(db: Queryable, fileId: string): Promise<StateCount[]> {
  const { rows } = await db.query<Omit<StateCount, 'amount'> & { amount: string }>({
    text: `select state, reason, currency, count(*)::int as entries, sum(amount_minor)::text as amount from bank_entry
           where client_id = 0 and file_id = $1 group by 1, 2, 3 order by 1, 2, 3`,
    values: [fileId],
  })
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) }))
}

export interface FileEntry {
  entryId: EntryId
  position: string
  bookingDate: CivilDate
  currency: string
  /** Minor units. */
  amount: bigint
  payerName: string | null
  reference: string | null
  message: string | null
  state: EntryState
  reason: Reason | null
  paymentClientId: ClientId | null
  paymentId: PaymentId | null
}

/** Entries of a file by their place in it; served by bank_entry_place. */
export async function pageOfEntries(
  db: Queryable,
  { fileId, waitingOnly, after }: { fileId: string; waitingOnly: boolean; after: string },
  limit: number,
): Promise<FileEntry[]> {
  const { rows } = await db.query<Omit<FileEntry, 'amount'> & { amount: string }>({
    text: `select entry_id as "entryId", position, booking_date as "bookingDate", currency, amount_minor::text as amount,
                  payer_name as "payerName", reference, message, state, reason, payment_client_id as "paymentClientId",
                  payment_id as "paymentId"
           from bank_entry where client_id = 0 and file_id = $1 and position > $2
             and (not $3::boolean or state in ('new', 'unallocated'))
           order by position limit $4`,
    values: [fileId, after, waitingOnly, limit],
  })
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) }))
}

export interface FileStatement {
  position: string
  account: string
  currency: string
  day: CivilDate
  /** Minor units; null: it has none. */
  opening: bigint | null
  closing: bigint | null
  credits: number
  creditsAmount: bigint
  debits: number
  debitsAmount: bigint
  /** The sum that the file states, where it differs from the sum of its entries. */
  reported: bigint | null
}

type Sum = 'opening' | 'closing' | 'creditsAmount' | 'debitsAmount' | 'reported'

/** The control sums of a file. */
export async function selectStatementsOf(db: Queryable, fileId: string, limit: number): Promise<FileStatement[]> {
  const { rows } = await db.query<
    Omit<FileStatement, Sum> & { [K in Sum]: FileStatement[K] extends bigint ? string : string | null }
  >({
    text: `select position, account, currency, day, opening_minor::text as opening, closing_minor::text as closing, credits,
                  credits_minor::text as "creditsAmount", debits, debits_minor::text as "debitsAmount", reported_minor::text as reported
           from bank_statement where client_id = 0 and file_id = $1 order by position limit $2`,
    values: [fileId, limit],
  })
  const orNull = (text: string | null) => (text === null ? null : BigInt(text))
  return rows.map((row) => ({
    ...row,
    opening: orNull(row.opening),
    closing: orNull(row.closing),
    creditsAmount: BigInt(row.creditsAmount),
    debitsAmount: BigInt(row.debitsAmount),
    reported: orNull(row.reported),
  }))
}
