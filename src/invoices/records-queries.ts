/** SQL of the read model behind GET /invoice/distribution: one row an invoice, each form of the question by its index. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseId, ClientId, InvoiceId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'
import { BEGINNING } from '../platform/http/feed.ts'

export interface RecordRow {
  invoiceId: InvoiceId
  invoiceNumber: number
  invoiceType: string
  invoiceDate: CivilDate
  status: string
  method: string | null
  outcome: 'PENDING' | 'SENT' | 'DELIVERED' | 'FAILED' | 'NONE'
  sentAt: Date | null
  deliveredAt: Date | null
  paymentControlStatus: string | null
  caseId: CaseId | null
  failureReason: string | null
  updatedAt: Date
  /** Null: not numbered yet since it changed last. */
  number: number | null
}

const FIELDS = `invoice_id as "invoiceId", invoice_number as "invoiceNumber", invoice_type as "invoiceType", invoice_date as "invoiceDate",
  status, method, outcome, sent_at as "sentAt", delivered_at as "deliveredAt", payment_control_status as "paymentControlStatus",
  case_id as "caseId", failure_reason as "failureReason", updated_at as "updatedAt"`
const COLUMNS = `${FIELDS}, feed_number as number`

export interface RecordFilter {
  clientId: ClientId
  invoiceNumber: number | undefined
  from: CivilDate | undefined
  to: CivilDate | undefined
  fetchType: 'ALL' | 'FAILED' | 'NEW'
}

function conditions(filter: RecordFilter): { where: string[]; values: unknown[] } {
  const values: unknown[] = [filter.clientId]
  const where = ['client_id = $1']
  const add = (condition: (position: string) => string, value: unknown) => {
    if (value === undefined) return
    values.push(value)
    where.push(condition(`$${values.length}`))
  }
  add((p) => `invoice_number = ${p}`, filter.invoiceNumber)
  add((p) => `invoice_date >= ${p}`, filter.from)
  add((p) => `invoice_date <= ${p}`, filter.to)
  // Literals, so that the partial indexes can be used.
  if (filter.fetchType === 'FAILED') where.push(`outcome = 'FAILED'`)
  if (filter.fetchType === 'NEW') where.push('fetched_at is null', 'feed_number is not null')
  return { where, values }
}

export interface Counts {
  totalCount: number
  successfulCount: number
  failedCount: number
}

export async function countRecords(db: Queryable, filter: RecordFilter): Promise<Counts> {
  const { where, values } = conditions(filter)
  const { rows } = await db.query<Counts>({
    text: `select count(*)::int as "totalCount",
                  count(*) filter (where outcome in ('SENT', 'DELIVERED', 'NONE'))::int as "successfulCount",
                  count(*) filter (where outcome = 'FAILED')::int as "failedCount"
           from distribution_record where ${where.join(' and ')}`,
    values,
  })
  return rows[0] ?? { totalCount: 0, successfulCount: 0, failedCount: 0 }
}

/** A page in the order of invoice dates, after a place in it. */
export async function pageByDate(
  db: Queryable,
  filter: RecordFilter,
  after: { date: CivilDate; invoiceId: InvoiceId } | undefined,
  limit: number,
): Promise<RecordRow[]> {
  const { where, values } = conditions(filter)
  if (after) {
    values.push(after.date, after.invoiceId)
    where.push(`(invoice_date, invoice_id) > ($${values.length - 1}::date, $${values.length}::uuid)`)
  }
  values.push(limit)
  const { rows } = await db.query<RecordRow>({
    text: `select ${COLUMNS} from distribution_record where ${where.join(' and ')}
           order by invoice_date, invoice_id limit $${values.length}`,
    values,
  })
  return rows
}

/** A record that has its number. */
export type NumberedRecord = RecordRow & { number: number }

/**
 * A page in the order of changes, after a place in it; complete: no later commit comes before its end. Planned again each
 * time: a plan for any limit takes it for a tenth of all rows.
 */
export async function pageByChange(
  db: Queryable,
  clientId: ClientId,
  after: number,
  updatedSince: Date | undefined,
  limit: number,
): Promise<NumberedRecord[]> {
  const { rows } = await db.query<NumberedRecord>({
    text: `select ${COLUMNS} from distribution_record where client_id = $1 and feed_number > $2
             ${updatedSince === undefined ? '' : 'and updated_at >= $4'}
           order by feed_number limit $3`,
    values: [clientId, after, limit, ...(updatedSince === undefined ? [] : [updatedSince])],
  })
  return rows
}

/** A record of one of a partner's clients; `number` is its place in the partner's feed. */
export type PartnerRecord = NumberedRecord & { clientId: ClientId }

/** Records of all clients of a partner in the order of changes, after a place in it; complete up to the last of them. */
export async function pageByPartner(
  db: Queryable,
  partnerId: number,
  after: number,
  limit: number,
): Promise<PartnerRecord[]> {
  const { rows } = await db.query<PartnerRecord>({
    text: `select client_id as "clientId", ${FIELDS}, partner_number as number from distribution_record
           where partner_id = $1 and partner_number > $2 and feed_number is not null order by partner_number limit $3`,
    values: [partnerId, after, limit],
  })
  return rows
}

/** Returns the number of the last change before a moment; a change that was committed before it has no later number. */
export async function numberBefore(db: Queryable, clientId: ClientId, moment: Date): Promise<number> {
  const { rows } = await db.query<{ number: number }>({
    text: `select feed_number as number from distribution_record
           where client_id = $1 and updated_at < $2 and feed_number is not null
           order by updated_at desc, feed_number desc limit 1`,
    values: [clientId, moment],
  })
  return rows[0]?.number ?? BEGINNING
}

/** Marks the records that a filter lets through as fetched: those handed out up to a place that have not changed since. */
export async function markFetched(
  db: Queryable,
  filter: RecordFilter,
  upTo: { date: CivilDate; invoiceId: InvoiceId; number: number },
  at: Date,
): Promise<void> {
  const { where, values } = conditions(filter)
  const next = values.length + 1
  await db.query({
    text: `update distribution_record set fetched_at = $${next}
           where ${where.join(' and ')} and (invoice_date, invoice_id) <= ($${next + 1}::date, $${next + 2}::uuid)
             and feed_number <= $${next + 3}`,
    values: [...values, at, upTo.date, upTo.invoiceId, upTo.number],
  })
}
