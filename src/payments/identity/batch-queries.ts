/**
 * SQL of batches of lines, and of entries that may be their sums. Bank entries belong to client 0, the operator tenant.
 */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { EntryId } from '@saatava/core/ids.ts'
import { bulk } from '../../platform/bulk.ts'
import type { Queryable, Tx } from '../../platform/database.ts'
import type { EntryState } from '../states.ts'
import type { Batch, MaybeSum, StoredBatch } from './batches.ts'

/** More batches of an account within three banking days than this are not compared. */
const BATCHES_MAX = 2_000

const COLUMNS = `b.file_id as "fileId", b.batch, b.account_key as "accountKey", b.currency, b.day, b.incoming, b.amount_minor::text as amount,
  b.lines, b.first_entry_id as "firstEntryId", b.sum_entry_id as "sumEntryId", b.lines_wait as "linesWait"`

type Row = Omit<StoredBatch, 'amount'> & { amount: string }

function batchOf(row: Row): StoredBatch {
  return { ...row, amount: BigInt(row.amount) }
}

const NEW_BATCHES = bulk({
  batch: 'text',
  account_key: 'text',
  currency: 'text',
  day: 'date',
  incoming: 'boolean',
  amount: 'bigint',
  lines: 'integer',
})

export async function insertBatches(tx: Tx, fileId: string, batches: readonly Batch[]): Promise<void> {
  await tx.query({
    text: `insert into bank_batch (client_id, file_id, batch, account_key, currency, day, incoming, amount_minor, lines)
           select 0, $1, batch, account_key, currency, day, incoming, amount, lines from ${NEW_BATCHES.from(2)}
           on conflict do nothing`,
    values: [fileId, ...NEW_BATCHES.values(batches)],
  })
}

export async function selectBatchesOf(db: Queryable, fileId: string): Promise<StoredBatch[]> {
  const { rows } = await db.query<Row>({
    name: 'batches-of-file',
    text: `select ${COLUMNS} from bank_batch b where b.client_id = 0 and b.file_id = $1`,
    values: [fileId],
  })
  return rows.map(batchOf)
}

export interface DaysOfAccount {
  accountKey: string
  from: CivilDate
  to: CivilDate
}

const ACCOUNT_DAYS = bulk({ account_key: 'text', first: 'date', last: 'date' })

/** Batches of files on days of accounts. */
export async function selectBatchesOn(db: Queryable, days: readonly DaysOfAccount[]): Promise<StoredBatch[]> {
  if (days.length === 0) return []
  const { rows } = await db.query<Row>({
    name: 'batches-on-days',
    text: `select distinct ${COLUMNS} from ${ACCOUNT_DAYS.from(2)}
           join bank_batch b on b.client_id = 0 and b.account_key = n.account_key and b.day between n.first and n.last
           order by "accountKey", day, "fileId", batch, incoming desc limit $1`,
    values: [
      BATCHES_MAX,
      ...ACCOUNT_DAYS.values(days.map(({ accountKey, from, to }) => ({ accountKey, first: from, last: to }))),
    ],
  })
  return rows.map(batchOf)
}

const BATCH_CHANGES = bulk({
  file_id: 'uuid',
  batch: 'text',
  account_key: 'text',
  currency: 'text',
  day: 'date',
  incoming: 'boolean',
  first: 'uuid null',
  sum: 'uuid null',
  wait: 'boolean',
})

/** The first line of batches is stored, or their sum is found. */
export async function updateBatches(tx: Tx, batches: readonly StoredBatch[]): Promise<void> {
  if (batches.length === 0) return
  await tx.query({
    name: 'batches-updated',
    text: `update bank_batch b set first_entry_id = n.first, sum_entry_id = n.sum, lines_wait = n.wait
           from ${BATCH_CHANGES.from(1)}
           where b.client_id = 0 and b.file_id = n.file_id and b.batch = n.batch and b.account_key = n.account_key
             and b.currency = n.currency and b.day = n.day and b.incoming = n.incoming`,
    values: BATCH_CHANGES.values(
      batches.map(({ fileId, batch, accountKey, currency, day, incoming, firstEntryId, sumEntryId, linesWait }) => ({
        fileId,
        batch,
        accountKey,
        currency,
        day,
        incoming,
        first: firstEntryId,
        sum: sumEntryId,
        wait: linesWait,
      })),
    ),
  })
}

/** The sum is another movement: another entry may be that of these batches. */
export async function freeBatches(tx: Tx, entryIds: readonly EntryId[]): Promise<void> {
  await tx.query({
    text: `update bank_batch set sum_entry_id = null, lines_wait = false where client_id = 0 and sum_entry_id = any($1::uuid[])`,
    values: [entryIds],
  })
}

export interface FoundSum extends MaybeSum {
  entryId: EntryId
  state: EntryState
}

const WANTED_SUMS = bulk({ account_key: 'text', amount: 'bigint', first: 'date', last: 'date' })

/** Entries of other files that are counted, and that may be the sum of lines: whole ones that name no debt. */
export async function lockSums(
  tx: Tx,
  fileId: string,
  wanted: readonly (DaysOfAccount & { amount: bigint })[],
): Promise<FoundSum[]> {
  if (wanted.length === 0) return []
  const { rows } = await tx.query<Omit<FoundSum, 'amount' | 'bookedAmount'> & { amount: string }>({
    name: 'sums-of-batches',
    text: `select e.entry_id as "entryId", e.state, e.account_key as "accountKey", e.currency, e.booking_date as "bookingDate",
                  e.amount_minor::text as amount, e.reference_keys as "referenceKeys",
                  e.document_keys as "documentKeys", e.payer_keys as "payerKeys", e.payer_name as "payerName", e.payer_text as "payerText",
                  e.end_to_end_id as "endToEndId"
           from bank_entry e
           where e.client_id = 0 and e.file_id <> $1
             and exists (select from ${WANTED_SUMS.from(4)}
                         where e.account_key = n.account_key and e.amount_minor = n.amount and e.booking_date between n.first and n.last)
             and e.account_key = any($2::text[]) and e.amount_minor = any($3::bigint[])
             and e.level in ('WHOLE', 'ONLY') and e.booked_at is null and e.same_as is null
             and e.reference_keys = '{}' and e.document_keys = '{}' and e.payer_keys = '{}'
             and (e.state in ('new', 'matched') or (e.state = 'unallocated' and e.reason is distinct from 'OTHER_ACCOUNT')
                  or (e.state = 'ignored' and e.reason in ('REVERSED', 'RETURNED', 'DISMISSED')))
             and not exists (select from bank_batch b where b.client_id = 0 and b.sum_entry_id = e.entry_id)
           order by e.entry_id for no key update of e`,
    values: [
      fileId,
      wanted.map(({ accountKey }) => accountKey),
      wanted.map(({ amount }) => amount),
      ...WANTED_SUMS.values(wanted.map(({ from, to, ...each }) => ({ ...each, first: from, last: to }))),
    ],
  })
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount), bookedAmount: null }))
}
