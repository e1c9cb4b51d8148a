/** SQL of bank entries on their way to payments. */
import type { ClientId, EntryId, PaymentId } from '@saatava/core/ids.ts'
import { bulk } from '../platform/bulk.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import type { BankEntry } from './entry.ts'
import type { Names } from './match/known-cases.ts'
import type { EntryState, Reason } from './states.ts'

type Row = Omit<BankEntry, 'amount'> & { amount: string }

const COLUMNS = `e.entry_id as "entryId", e.bank_reference as "bankReference", e.entry_reference as "entryReference", e.account, e.account_key as "accountKey", e.currency, e.amount_minor::text as amount, e.booking_date as "bookingDate",
  e.payment_date as "paymentDate", e.reference, e.details, e.message, e.payer_name as "payerName", e.payer_account as "payerAccount",
  e.payment_type as "paymentType", e.nature, e.level, e.reversal, e.reversal_of as "reversalOf", e.end_to_end_id as "endToEndId", e.message_id as "messageId", e.payment_information_id as "paymentInformationId",
  e.return_reason as "returnReason", e.order_ids as "orderIds",
  e.ids, e.payer_keys as "payerKeys", e.doubts, e.reported_references as "reportedReferences", e.search_text as "searchText", e.attempts, e.reason, e.same_as as "sameAs"`

function entryOf(row: Row): BankEntry {
  return { ...row, amount: BigInt(row.amount) }
}

/** Looks without a lock whether there are entries that are due. */
export async function hasNew(db: Queryable): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'entries-new-any',
    text: `select from bank_entry e where e.client_id = 0 and e.state = 'new' and e.next_attempt_at <= statement_timestamp() limit 1`,
    values: [],
  })
  return rowCount !== 0
}

/** The next entries that are due and that nobody else has in hand: those that were tried in vain come behind the others. */
export async function leaseNew(tx: Tx, limit: number): Promise<BankEntry[]> {
  const { rows } = await tx.query<Row>({
    name: 'entries-new',
    text: `select ${COLUMNS} from bank_entry e where e.client_id = 0 and e.state = 'new' and e.next_attempt_at <= statement_timestamp()
           order by e.next_attempt_at, e.entry_id limit $1 for no key update skip locked`,
    values: [limit],
  })
  return rows.map(entryOf)
}

/** One entry in a state, locked; undefined where it is in another, or in other hands. */
export async function lockEntry(
  tx: Tx,
  entryId: EntryId,
  states: readonly EntryState[],
): Promise<BankEntry | undefined> {
  const [entry] = await lockEntries(tx, [entryId], states)
  return entry
}

/** Locks many entries, in the order in which they came. */
export async function lockEntries(tx: Tx, ids: readonly string[], states: readonly EntryState[]): Promise<BankEntry[]> {
  const { rows } = await tx.query<Row>({
    text: `select ${COLUMNS} from bank_entry e where e.client_id = 0 and e.entry_id = any($1::uuid[]) and e.state = any($2::text[])
           order by e.entry_id for no key update skip locked`,
    values: [ids, states],
  })
  return rows.map(entryOf)
}

export interface Outcome {
  entryId: EntryId
  state: Exclude<EntryState, 'new'>
  reason: Reason | null
  clientId: ClientId | null
  paymentId: PaymentId | null
  /** Names in a waiting entry that no case has yet. */
  awaits?: Names
}

const OUTCOMES = bulk({
  entry_id: 'uuid',
  state: 'text',
  reason: 'text null',
  client_id: 'bigint null',
  payment_id: 'uuid null',
  keys: 'text[]',
  numbers: 'bigint[]',
})

/** Writes the outcomes of entries that this transaction has locked. */
export async function writeOutcomes(tx: Tx, outcomes: readonly Outcome[]): Promise<void> {
  if (outcomes.length === 0) return
  await tx.query({
    name: 'entry-outcomes',
    text: `update bank_entry e set state = n.state, reason = n.reason, payment_client_id = n.client_id, payment_id = n.payment_id,
             awaits_references = n.keys, awaits_numbers = n.numbers
           from ${OUTCOMES.from(1)}
           where e.client_id = 0 and e.entry_id = n.entry_id`,
    values: OUTCOMES.values(
      outcomes.map((one) => ({ ...one, keys: one.awaits?.keys ?? [], numbers: one.awaits?.numbers ?? [] })),
    ),
  })
}

export interface Original extends BankEntry {
  state: EntryState
  paymentClientId: number | null
  paymentId: PaymentId | null
  /** The payment that it became was taken back already. */
  reversed: boolean
}

/** Entries that a reversal may take back: the same money on the same account, the other way. */
export async function selectOriginals(db: Queryable, reversal: BankEntry): Promise<Original[]> {
  const { rows } = await db.query<Row & Omit<Original, keyof BankEntry>>({
    text: `select ${COLUMNS}, e.state, e.payment_client_id as "paymentClientId", e.payment_id as "paymentId",
                  coalesce((select p.reversed_at is not null from payment p where p.client_id = e.payment_client_id and p.payment_id = e.payment_id), false) as reversed
           from bank_entry e
           where e.client_id = 0 and e.account_key = $1 and e.amount_minor = $2 and e.currency = $3 and not e.reversal
             and e.state <> 'ignored' and e.booking_date <= $4 and e.entry_id <> $6 and e.amount_minor <> 0
             and coalesce(e.reason, '') not in ('PERHAPS_SAME', 'OTHER_ACCOUNT')
           order by e.booking_date desc, e.entry_id desc limit $5`,
    values: [
      ...[reversal.accountKey, -reversal.amount, reversal.currency, reversal.bookingDate, ORIGINALS_MAX],
      reversal.entryId,
    ],
  })
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) })).filter(({ reversed }) => !reversed)
}

/** Equal amounts on one account are many: of a subscription, all of them. */
const ORIGINALS_MAX = 1_000

export async function selectNew(db: Queryable, limit: number): Promise<string[]> {
  const { rows } = await db.query<{ entryId: EntryId }>({
    text: `select entry_id as "entryId" from bank_entry where client_id = 0 and state = 'new' and next_attempt_at <= statement_timestamp()
           order by next_attempt_at, entry_id limit $1`,
    values: [limit],
  })
  return rows.map(({ entryId }) => entryId)
}

/** Returns our ids that a new or waiting debit bears. */
export async function selectDebitsBearing(db: Queryable, endToEndIds: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({
    text: `select distinct end_to_end_id as id from bank_entry
           where client_id = 0 and end_to_end_id = any($1::text[]) and amount_minor < 0 and state in ('new', 'unallocated')`,
    values: [endToEndIds],
  })
  return rows.map(({ id }) => id)
}

/** An entry that is to be tried again: behind the others, and not before a while. */
export async function postponeEntry(tx: Tx, entryId: EntryId, delayMs: number): Promise<void> {
  await tx.query({
    text: `update bank_entry set attempts = attempts + 1, next_attempt_at = statement_timestamp() + $2 * interval '1 ms'
           where client_id = 0 and entry_id = $1 and state = 'new'`,
    values: [entryId, delayMs],
  })
}
