/** SQL of the read model behind GET /invoice/distribution: one row an invoice, each form of the question by its index. */
import type { Queryable } from '../platform/database.ts'
import { settled } from '../platform/http/feed.ts'

export interface RecordRow {
  invoiceId: string
  invoiceNumber: number
  invoiceType: string
  invoiceDate: string
  status: string
  method: string | null
  outcome: string
  sentAt: Date | null
  deliveredAt: Date | null
  paymentControlStatus: string | null
  caseId: number | null
  failureReason: string | null
  updatedAt: Date
  /** xid8 as text. */
  changed: string
}

const COLUMNS = `invoice_id as "invoiceId", invoice_number as "invoiceNumber", invoice_type as "invoiceType", invoice_date as "invoiceDate",
  status, method, outcome, sent_at as "sentAt", delivered_at as "deliveredAt", payment_control_status as "paymentControlStatus",
  case_id as "caseId", failure_reason as "failureReason", updated_at as "updatedAt", changed::text as changed`

const SETTLED = settled('changed')

export interface RecordFilter {
  clientId: number
  invoiceNumber: number | undefined
  from: string | undefined
  to: string | undefined
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
  if (filter.fetchType === 'NEW') where.push('fetched_at is null', SETTLED)
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
  after: { date: string; invoiceId: string } | undefined,
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

/**
 * A page in the order of changes, after a place in it; complete: no later commit comes before its end. Ordered by the
 * table's own column: the one that is shown is text, in which 1000 comes before 999. Planned anew each time: a plan for
 * any limit takes it for a tenth of all rows.
 */
export async function pageByChange(
  db: Queryable,
  clientId: number,
  after: { changed: string; invoiceId: string },
  updatedSince: Date | undefined,
  limit: number,
): Promise<RecordRow[]> {
  const { rows } = await db.query<RecordRow>({
    text: `select ${COLUMNS} from distribution_record r
           where client_id = $1 and (changed, invoice_id) > ($2::xid8, $3::uuid) and ${SETTLED}
             ${updatedSince === undefined ? '' : 'and updated_at >= $5'}
           order by r.changed, r.invoice_id limit $4`,
    values: [clientId, after.changed, after.invoiceId, limit, ...(updatedSince === undefined ? [] : [updatedSince])],
  })
  return rows
}

/**
 * Returns the place in the order of changes at which those since a moment begin. A transaction notes its time when it
 * begins to write, so a change of just before the moment may stand a little later in the order: the start lies `slackMs`
 * earlier.
 */
export async function startOfChanges(db: Queryable, clientId: number, since: Date, slackMs: number): Promise<string> {
  const { rows } = await db.query<{ changed: string }>({
    text: `select changed::text as changed from distribution_record r
           where client_id = $1 and updated_at >= $2 order by r.updated_at, r.changed limit 1`,
    values: [clientId, new Date(since.getTime() - slackMs)],
  })
  const first = rows[0]?.changed
  // Before the first of them, whatever its place among those of one transaction; without one, before all to come.
  return (BigInt(first ?? (await horizon(db))) - 1n).toString()
}

/** Marks the records that a filter lets through as fetched: those handed out up to a place that have not changed since. */
export async function markFetched(
  db: Queryable,
  filter: RecordFilter,
  upTo: { date: string; invoiceId: string; horizon: string },
  at: Date,
): Promise<void> {
  const { where, values } = conditions(filter)
  const next = values.length + 1
  await db.query({
    text: `update distribution_record set fetched_at = $${next}
           where ${where.join(' and ')} and (invoice_date, invoice_id) <= ($${next + 1}::date, $${next + 2}::uuid)
             and changed < $${next + 3}::xid8`,
    values: [...values, at, upTo.date, upTo.invoiceId, upTo.horizon],
  })
}

/** The oldest transaction still open: everything below it is there to be seen. */
export async function horizon(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ horizon: string }>({
    text: 'select pg_snapshot_xmin(pg_current_snapshot())::text as horizon',
  })
  return rows[0]?.horizon ?? '0'
}
