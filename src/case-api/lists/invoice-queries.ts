/**
 * SQL of the list of invoices. An invoice with a case is listed by the indexes of cases, which hold its due date and the
 * last change of both; one without by those of invoices. Statements are planned for the values that they are given: what
 * is rare is found by another index than what is common.
 */
import type { CivilDate } from '@saatava/core/dates.ts'
import { bulk } from '../../platform/bulk.ts'
import type { ClientId, DebtorId, InvoiceId } from '@saatava/core/ids.ts'
import type { InvoiceType } from '@saatava/einvoice/model/document.ts'
import type { Stage } from '../../claims/states.ts'
import type { InvoiceStatus } from '../../invoices/states.ts'
import type { Queryable } from '../../platform/database.ts'
import type { Sort } from '../../platform/http/list.ts'
import { type Conditions, conditionsAfter } from './conditions.ts'
import { endingsOfInvoices } from './endings.ts'
import { BACKWARDS, BY_CHANGE, BY_DUE_DATE, FORWARDS, type Place, isBackwards, isByChange } from './place.ts'

export interface InvoiceFilter {
  /** One of these. */
  statuses: readonly InvoiceStatus[] | undefined
  type: InvoiceType | undefined
  dueBefore: CivilDate | undefined
  dueAfter: CivilDate | undefined
  referenceKey: string | undefined
  caseStage: Stage | undefined
  /** The debtor of its case. */
  debtorId: DebtorId | undefined
  /** Whether it has an open case. */
  open: boolean | undefined
  /** Whether its case was closed as PAID. */
  paid: boolean | undefined
  updatedSince: Date | undefined
}

export interface Page {
  sort: Sort
  after: Place
  limit: number
}

/** Up to so many invoices of a status, type or reference are read whole, with their cases, and sorted. */
const FEW_MAX = 10_000

/** The places of a page, in order. */
export async function placesOfInvoices(
  db: Queryable,
  clientId: ClientId,
  filter: InvoiceFilter,
  page: Page,
): Promise<Place[]> {
  if (filter.statuses?.length === 0) return []
  if (endingsOfInvoices(filter).length === 0 && !includesUncased(filter)) return []
  if (!isOfInvoice(filter)) return placesByCase(db, clientId, filter, page)
  if (!isByChange(page.sort) && !isOfCase(filter)) return placesByInvoice(db, clientId, filter, page)
  return (await areFew(db, clientId, filter))
    ? placesOfFew(db, clientId, filter, page)
    : placesByCase(db, clientId, filter, page)
}

function isOfInvoice({ statuses, type, referenceKey }: InvoiceFilter): boolean {
  return statuses !== undefined || type !== undefined || referenceKey !== undefined
}

function isOfCase({ caseStage, debtorId, open, paid }: InvoiceFilter): boolean {
  return caseStage !== undefined || debtorId !== undefined || open !== undefined || paid !== undefined
}

/** Whether a filter leaves invoices without a case. */
function includesUncased({ caseStage, debtorId, open, paid }: InvoiceFilter): boolean {
  return caseStage === undefined && debtorId === undefined && open !== true && paid !== true
}

async function areFew(db: Queryable, clientId: ClientId, filter: InvoiceFilter): Promise<boolean> {
  const found = conditionsAfter([clientId, FEW_MAX + 1])
  addInvoiceConditions(found, filter)
  const { where: rare, values } = found
  const { rows } = await db.query<{ count: number }>({
    text: `select count(*) as count from (
             select from invoice i where i.client_id = $1 ${rare.join(' ')} limit $2) counted`,
    values,
  })
  return (rows[0]?.count ?? 0) <= FEW_MAX
}

/** Reads all invoices of a rare status, type or reference: in the order of changes they would have to be searched for. */
async function placesOfFew(
  db: Queryable,
  clientId: ClientId,
  filter: InvoiceFilter,
  { sort, after, limit }: Page,
): Promise<Place[]> {
  const { than, by } = isBackwards(sort) ? BACKWARDS : FORWARDS
  const { type } = isByChange(sort) ? BY_CHANGE : BY_DUE_DATE
  const uncased = includesUncased(filter)
  const found = conditionsAfter([clientId, limit, after.key, after.invoiceId, endingsOfInvoices(filter)])
  addInvoiceConditions(found, filter)
  found.on(filter.debtorId, (p) => `and c.debtor_id = ${p}::uuid`)
  found.on(filter.caseStage, (p) => `and c.stage = ${p}`)
  found.on(filter.dueBefore, (p) => `and i.due_date < ${p}::date`)
  found.on(filter.dueAfter, (p) => `and i.due_date > ${p}::date`)
  found.on(filter.updatedSince, (p) => `and coalesce(c.updated_at, i.updated_at) >= ${p}::timestamptz`)
  const { where: whole, values } = found
  const { rows } = await db.query<Place>({
    text: `select n.at::text as key, n.invoice_id as "invoiceId" from (
             select ${isByChange(sort) ? 'coalesce(c.updated_at, i.updated_at)' : 'i.due_date'} as at, i.invoice_id
             from invoice i left join collection_case c on c.client_id = i.client_id and c.invoice_id = i.invoice_id
             where i.client_id = $1 and (c.ending = any($5::text[]) ${uncased ? 'or not i.has_case' : ''}) ${whole.join(' ')}
           ) n where (n.at, n.invoice_id) ${than} ($3::${type}, $4::uuid)
           order by n.at ${by}, n.invoice_id ${by} limit $2`,
    values,
  })
  return rows
}

/** By an index of invoices that holds what is asked, in the order of due dates. Each status is read alone, and the reads are merged. */
async function placesByInvoice(
  db: Queryable,
  clientId: ClientId,
  filter: InvoiceFilter,
  { sort, after, limit }: Page,
): Promise<Place[]> {
  const { than, by } = isBackwards(sort) ? BACKWARDS : FORWARDS
  const { statuses, ...others } = filter
  const fixed = [clientId, limit, after.key, after.invoiceId]
  const { where, values } = conditionsOf({ ...others, statuses: undefined }, 'i', fixed)
  const parts = (statuses ?? [undefined]).map(
    (status) => `(select i.due_date as at, i.invoice_id from invoice i
       where i.client_id = $1 and (i.due_date, i.invoice_id) ${than} ($3::date, $4::uuid)
         ${status === undefined ? '' : `and i.status = '${status}'`} ${where.join(' ')}
       order by i.due_date ${by}, i.invoice_id ${by} limit $2)`,
  )
  const { rows } = await db.query<Place>({
    text: `select n.at::text as key, n.invoice_id as "invoiceId" from (${parts.join(' union all ')}) n
           order by n.at ${by}, n.invoice_id ${by} limit $2`,
    values,
  })
  return rows
}

/** Merges a read of the invoices without a case and one of each ending of cases; none of them is longer than a page. */
async function placesByCase(
  db: Queryable,
  clientId: ClientId,
  filter: InvoiceFilter,
  { sort, after, limit }: Page,
): Promise<Place[]> {
  const { than, by } = isBackwards(sort) ? BACKWARDS : FORWARDS
  const { column, type } = isByChange(sort) ? BY_CHANGE : BY_DUE_DATE
  const fixed = [clientId, limit, after.key, after.invoiceId]
  const { where, values } = conditionsOf(filter, 'c', fixed)
  const parts = endingsOfInvoices(filter).map(
    (ending) => `(select c.${column} as at, c.invoice_id from collection_case c
       ${isOfInvoice(filter) ? 'join invoice i on i.client_id = c.client_id and i.invoice_id = c.invoice_id' : ''}
       where c.client_id = $1 and c.ending = '${ending}' and (c.${column}, c.invoice_id) ${than} ($3::${type}, $4::uuid) ${where.join(' ')}
       order by c.${column} ${by}, c.invoice_id ${by} limit $2)`,
  )
  if (includesUncased(filter)) {
    const own = conditionsOf(filter, 'i', fixed).where
    parts.push(`(select i.${column} as at, i.invoice_id from invoice i
      where i.client_id = $1 and not i.has_case and (i.${column}, i.invoice_id) ${than} ($3::${type}, $4::uuid) ${own.join(' ')}
      order by i.${column} ${by}, i.invoice_id ${by} limit $2)`)
  }
  if (parts.length === 0) return []
  const { rows } = await db.query<Place>({
    text: `select n.at::text as key, n.invoice_id as "invoiceId" from (${parts.join(' union all ')}) n
           order by n.at ${by}, n.invoice_id ${by} limit $2`,
    values,
  })
  return rows
}

/** @param t the table whose due date and last change are asked */
function conditionsOf(filter: InvoiceFilter, t: 'i' | 'c', fixed: readonly unknown[]): Conditions {
  const found = conditionsAfter(fixed)
  addInvoiceConditions(found, filter)
  found.on(filter.dueBefore, (p) => `and ${t}.due_date < ${p}::date`)
  found.on(filter.dueAfter, (p) => `and ${t}.due_date > ${p}::date`)
  found.on(filter.caseStage, (p) => `and c.stage = ${p}`)
  found.on(filter.debtorId, (p) => `and c.debtor_id = ${p}::uuid`)
  found.on(filter.updatedSince, (p) => `and ${t}.updated_at >= ${p}::timestamptz`)
  return found
}

function addInvoiceConditions(found: Conditions, { statuses, type, referenceKey }: InvoiceFilter): void {
  found.on(statuses, (p) => `and i.status = any(${p}::text[])`)
  found.on(type, (p) => `and i.type = ${p}`)
  found.on(referenceKey, (p) => `and i.payment_reference = ${p}`)
}

export interface ListedInvoiceRow {
  invoiceId: InvoiceId
  status: InvoiceStatus
  net: number
  vat: number
  buyerName: string
  submittedAt: Date
  updatedAt: Date
}

const INVOICE_IDS = bulk({ invoice_id: 'uuid' })

/** The parts of invoices that the claim on them does not hold, by invoice. */
export async function selectListed(
  db: Queryable,
  clientId: ClientId,
  places: readonly Place[],
): Promise<Map<InvoiceId, ListedInvoiceRow>> {
  const { rows } = await db.query<ListedInvoiceRow>({
    text: `select i.invoice_id as "invoiceId", i.status, i.net_minor as net, i.vat_minor as vat, i.buyer_name as "buyerName",
                  i.submitted_at as "submittedAt", coalesce(c.updated_at, i.updated_at) as "updatedAt"
           from ${INVOICE_IDS.from(2)} join invoice i on i.client_id = $1 and i.invoice_id = n.invoice_id
           left join collection_case c on c.client_id = $1 and c.invoice_id = n.invoice_id`,
    values: [clientId, ...INVOICE_IDS.values(places)],
  })
  return new Map(rows.map((row) => [row.invoiceId, row]))
}
