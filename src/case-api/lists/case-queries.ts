/** SQL of the list of cases, and of the invoices that wait for the creditor before they have one. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { ClientId, DebtorId } from '@saatava/core/ids.ts'
import type { Case } from '../../claims/case.ts'
import { COLUMNS, type Row, caseOf } from '../../claims/queries.ts'
import type { CaseStatus, Stage } from '../../claims/states.ts'
import type { Queryable } from '../../platform/database.ts'
import { conditionsAfter } from './conditions.ts'
import type { Page } from './invoice-queries.ts'
import { endingsOf } from './endings.ts'
import { BACKWARDS, BY_CHANGE, BY_DUE_DATE, FORWARDS, type Place, isBackwards, isByChange } from './place.ts'

export interface CaseFilter {
  status: CaseStatus | undefined
  /** Whether it is open; undefined: both. */
  open?: boolean | undefined
  stage: Stage | undefined
  dueBefore: CivilDate | undefined
  dueAfter: CivilDate | undefined
  referenceKey: string | undefined
  debtorId: DebtorId | undefined
  /** Whether it waits for the creditor. */
  waiting: boolean | undefined
  updatedSince: Date | undefined
}

interface Listed {
  key: string
  updatedAt: Date
}

export interface ListedCase extends Listed {
  case: Case
}

/** Disputed, or with legal steps that the creditor has not approved; as in the index of these. */
const WAITS = `(c.status = 'DISPUTED' or (c.stage = 'LEGAL' and c.legal_approved_on is null))`

/** Cases of a page, in order: merges a read of each ending, none of which is longer than a page. */
export async function selectPageOfCases(
  db: Queryable,
  clientId: ClientId,
  filter: CaseFilter,
  { sort, after, limit }: Page,
): Promise<ListedCase[]> {
  const { than, by } = isBackwards(sort) ? BACKWARDS : FORWARDS
  const { column, type } = isByChange(sort) ? BY_CHANGE : BY_DUE_DATE
  const found = conditionsAfter([clientId, limit, after.key, after.invoiceId])
  found.on(filter.status, (p) => `and c.status = ${p}`)
  found.on(filter.stage, (p) => `and c.stage = ${p}`)
  found.on(filter.dueBefore, (p) => `and c.due_date < ${p}::date`)
  found.on(filter.dueAfter, (p) => `and c.due_date > ${p}::date`)
  found.on(filter.referenceKey, (p) => `and c.payment_reference = ${p}`)
  found.on(filter.debtorId, (p) => `and c.debtor_id = ${p}::uuid`)
  found.on(filter.updatedSince, (p) => `and c.updated_at >= ${p}::timestamptz`)
  // Literals, so that the partial index can be used.
  if (filter.waiting !== undefined) found.where.push(filter.waiting ? `and ${WAITS}` : `and not ${WAITS}`)
  const { where, values } = found
  const parts = endingsOf(filter).map(
    (ending) => `(select c.${column} as at, c.invoice_id from collection_case c
       where c.client_id = $1 and c.ending = '${ending}' and (c.${column}, c.invoice_id) ${than} ($3::${type}, $4::uuid) ${where.join(' ')}
       order by c.${column} ${by}, c.invoice_id ${by} limit $2)`,
  )
  if (parts.length === 0) return []
  const { rows } = await db.query<Row & Listed>({
    text: `select ${COLUMNS}, c.updated_at as "updatedAt", n.at::text as key
           from (select * from (${parts.join(' union all ')}) p order by at ${by}, invoice_id ${by} limit $2) n
           join collection_case c on c.client_id = $1 and c.invoice_id = n.invoice_id
           order by n.at ${by}, n.invoice_id ${by}`,
    values,
  })
  return rows.map(({ key, updatedAt, ...row }) => ({ key, updatedAt, case: caseOf(row) }))
}

export interface WaitingInvoice extends Place {
  number: number
  status: 'MANUAL' | 'DUPLICATE'
  currency: string
  total: number
  invoiceDate: CivilDate
  dueDate: CivilDate
  updatedAt: Date
}

type WaitingFilter = Pick<CaseFilter, 'dueBefore' | 'dueAfter' | 'updatedSince'>

/** Invoices of a page that are MANUAL or DUPLICATE, in order. */
export async function selectWaitingInvoices(
  db: Queryable,
  clientId: ClientId,
  filter: WaitingFilter,
  { sort, after, limit }: Page,
): Promise<WaitingInvoice[]> {
  const { than, by } = isBackwards(sort) ? BACKWARDS : FORWARDS
  const { column, type } = isByChange(sort) ? BY_CHANGE : BY_DUE_DATE
  const found = conditionsAfter([clientId, limit, after.key, after.invoiceId])
  found.on(filter.dueBefore, (p) => `and i.due_date < ${p}::date`)
  found.on(filter.dueAfter, (p) => `and i.due_date > ${p}::date`)
  found.on(filter.updatedSince, (p) => `and i.updated_at >= ${p}::timestamptz`)
  const { where, values } = found
  const { rows } = await db.query<WaitingInvoice>({
    text: `select i.${column}::text as key, i.invoice_id as "invoiceId", i.number, i.status, i.currency_code as currency,
                  i.total_minor as total, i.invoice_date as "invoiceDate", i.due_date as "dueDate", i.updated_at as "updatedAt"
           from invoice i
           where i.client_id = $1 and not i.has_case and i.status in ('MANUAL', 'DUPLICATE')
             and (i.${column}, i.invoice_id) ${than} ($3::${type}, $4::uuid) ${where.join(' ')}
           order by i.${column} ${by}, i.invoice_id ${by} limit $2`,
    values,
  })
  return rows
}
