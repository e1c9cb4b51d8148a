/** SQL of money that needs review: entries that are nobody's yet, and rests of payments, as one list. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseId, ClientId, EntryId, PaymentId } from '@saatava/core/ids.ts'
import type { Queryable } from '../../platform/database.ts'
import type { TaskKindName } from '../../tasks/kinds.ts'
import type { WaitingRow } from '../list-queries.ts'
import type { Reason } from '../states.ts'

/** Place in the list: by day of booking, then by id. */
export interface WaitingPlace {
  bookingDate: CivilDate
  id: string
}

export interface WaitingFilter {
  /** Rests of this client's payments alone; null: entries, and rests of all clients. */
  clientId: ClientId | null
  reasons: readonly Reason[] | null
  currency: string | null
  /** Entries and rests that a person has put off are left out before this moment; null: they are shown too. */
  awakeAt: Date | null
  /** Where the page begins, itself included or not; null: at the beginning. */
  from: (WaitingPlace & { isIncluded: boolean }) | null
}

const ENTRY = `e.entry_id as id, 'ENTRY' as kind, null::bigint as "clientId", e.amount_minor::text as waiting, e.amount_minor::text as amount,
  e.currency, e.booking_date as "bookingDate", e.payment_date as "paymentDate", e.payer_name as "payerName",
  e.payer_account as "payerAccount", e.reference, e.message, e.reason, e.same_as as "sameAs", e.search_text as "searchText",
  e.reported_references as "reportedReferences"`
const PAYMENT = `p.payment_id as id, 'PAYMENT' as kind, p.client_id as "clientId", p.unallocated_minor::text as waiting,
  p.amount_minor::text as amount, p.currency, p.booking_date as "bookingDate", p.payment_date as "paymentDate",
  p.payer_name as "payerName", p.payer_account as "payerAccount", p.original_reference as reference, null as message,
  p.unallocated_reason as reason, null::uuid as "sameAs", null as "searchText", null::json as "reportedReferences"`

const TASK_KINDS_OF_MONEY: readonly TaskKindName[] = [
  'PAYMENT_UNMATCHED',
  'PAYMENT_DOUBTFUL',
  'PAYMENT_TAKEN_BACK',
  'MONEY_TAKEN_OFF',
  'REFUND',
]

/** A page, the oldest first; served by bank_entry_waiting and payment_waiting. */
export async function pageOfWaiting(db: Queryable, filter: WaitingFilter, limit: number): Promise<WaitingRow[]> {
  const { clientId, reasons, currency, awakeAt, from } = filter
  const { rows } = await db.query<WaitingRow>({
    name: 'waiting-page',
    text: `select * from (
             (select ${ENTRY} from bank_entry e
              where e.client_id = 0 and e.state = 'unallocated' and $1::bigint is null
                and ($2::text[] is null or e.reason = any($2)) and ($3::text is null or e.currency = $3)
                and (e.booking_date, e.entry_id) >= (coalesce($4::date, '-infinity'), coalesce($5::uuid, '00000000-0000-0000-0000-000000000000'))
                and ($6::boolean or e.entry_id is distinct from $5::uuid)
                and ($7::timestamptz is null or not exists (select from task t where t.client_id = 0 and t.closed_at is null
                  and t.kind = any($9) and t.subject = 'entry:' || e.entry_id and t.snoozed_until > $7))
              order by e.booking_date, e.entry_id limit $8)
             union all
             (select ${PAYMENT} from payment p
              where p.unallocated_minor > 0 and p.kind = 'BANK' and ($1::bigint is null or p.client_id = $1)
                and ($2::text[] is null or p.unallocated_reason = any($2)) and ($3::text is null or p.currency = $3)
                and (p.booking_date, p.payment_id) >= (coalesce($4::date, '-infinity'), coalesce($5::uuid, '00000000-0000-0000-0000-000000000000'))
                and ($6::boolean or p.payment_id is distinct from $5::uuid)
                and ($7::timestamptz is null or not exists (select from task t where t.client_id = p.client_id and t.closed_at is null
                  and t.kind = any($9) and t.subject = 'payment:' || p.payment_id and t.snoozed_until > $7))
              order by p.booking_date, p.payment_id limit $8)) n
           order by "bookingDate", id limit $8`,
    values: [
      ...[clientId, reasons, currency, from?.bookingDate ?? null, from?.id ?? null, from?.isIncluded ?? true],
      ...[awakeAt, limit, TASK_KINDS_OF_MONEY],
    ],
  })
  return rows
}

/** One, whether it is an entry or the rest of a payment; undefined where nothing of it waits. */
export async function selectWaiting(db: Queryable, id: string): Promise<WaitingRow | undefined> {
  const { rows } = await db.query<WaitingRow>({
    text: `select ${ENTRY} from bank_entry e where e.client_id = 0 and e.entry_id = $1 and e.state = 'unallocated'
           union all
           select ${PAYMENT} from payment p where p.payment_id = $1 and p.unallocated_minor > 0 and p.kind = 'BANK'`,
    values: [id],
  })
  return rows[0]
}

/** The task by which a person puts it off; undefined where there is none. */
export async function selectTaskOf(
  db: Queryable,
  clientId: ClientId,
  subject: string,
): Promise<{ taskId: string; snoozedUntil: Date | null; assignee: string | null } | undefined> {
  const { rows } = await db.query<{ taskId: string; snoozedUntil: Date | null; assignee: string | null }>({
    text: `select task_id as "taskId", snoozed_until as "snoozedUntil", assignee from task
           where client_id = $1 and closed_at is null and kind = any($2) and subject = $3 limit 1`,
    values: [clientId, TASK_KINDS_OF_MONEY, subject],
  })
  return rows[0]
}

export interface OriginRow {
  fileId: string
  file: string
  position: string
  account: string
  bankReference: string
  entryId: string
}

/** The entry of a bank file in which the money came. */
export async function selectOrigin(db: Queryable, row: WaitingRow): Promise<OriginRow | undefined> {
  const { rows } = await db.query<OriginRow>({
    text: `select e.entry_id as "entryId", e.file_id as "fileId", f.name as file, e.position, e.account,
                  e.bank_reference as "bankReference"
           from bank_entry e join bank_file f on f.client_id = e.client_id and f.file_id = e.file_id
           where e.client_id = 0 and e.entry_id = coalesce($1::uuid,
             (select p.entry_id from payment p where p.client_id = $2 and p.payment_id = $3))`,
    values: [row.kind === 'ENTRY' ? row.id : null, row.clientId, row.kind === 'PAYMENT' ? row.id : null],
  })
  return rows[0]
}

export interface TakenBack {
  clientId: ClientId
  paymentId: PaymentId
  bookingDate: CivilDate
  payerName: string | null
  reference: string | null
  /** Cases that it pays. */
  caseIds: CaseId[]
}

/** Payments that an entry may have taken back: as much money on the same account before it, the latest first. */
export async function selectTakenBack(db: Queryable, entryId: EntryId, limit: number): Promise<TakenBack[]> {
  // An array of numbers comes as texts.
  const { rows } = await db.query<Omit<TakenBack, 'caseIds'> & { caseIds: string[] }>({
    text: `select p.client_id as "clientId", p.payment_id as "paymentId", p.booking_date as "bookingDate", p.payer_name as "payerName",
                  p.original_reference as reference,
                  array(select a.case_id from allocation a where a.client_id = p.client_id and a.payment_id = p.payment_id
                          and a.reversed_at is null order by a.case_id) as "caseIds"
           from bank_entry r
           join bank_entry o on o.client_id = 0 and o.account_key = r.account_key and o.amount_minor = -r.amount_minor
             and o.currency = r.currency and o.booking_date <= r.booking_date and o.state = 'matched'
           join payment p on p.client_id = o.payment_client_id and p.payment_id = o.payment_id
           where r.client_id = 0 and r.entry_id = $1 and r.amount_minor < 0 and p.reversed_at is null and p.kind = 'BANK'
           order by o.booking_date desc, o.entry_id desc limit $2`,
    values: [entryId, limit],
  })
  return rows.map((row) => ({ ...row, caseIds: row.caseIds.map(Number) }))
}
