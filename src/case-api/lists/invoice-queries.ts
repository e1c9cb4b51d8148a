/**
 * SQL of the list of invoices. Filters on the case are answered by the indexes of cases, which hold the due date of the
 * invoice and are read in the order of the page; all others by those of invoices. Statements are planned for the values
 * that they are given: what is rare is found by another index than what is common.
 */
import type { CivilDate } from '@saatava/core/dates.ts'
import { bulk } from '../../platform/bulk.ts'
import type { ClientId, InvoiceId } from '@saatava/core/ids.ts'
import type { InvoiceType } from '@saatava/einvoice/model/document.ts'
import type { Stage } from '../../claims/states.ts'
import type { InvoiceStatus } from '../../invoices/states.ts'
import type { Queryable } from '../../platform/database.ts'
import type { Sort } from '../../platform/http/list.ts'
import { type Conditions, conditionsAfter } from './conditions.ts'
import { BACKWARDS, FORWARDS, type Place, isBackwards, isByChange } from './place.ts'

export interface InvoiceFilter {
  status: InvoiceStatus | undefined
  type: InvoiceType | undefined
  dueBefore: CivilDate | undefined
  dueAfter: CivilDate | undefined
  referenceKey: string | undefined
  caseStage: Stage | undefined
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

/** The places of a page, in order. */
export function placesOfInvoices(
  db: Queryable,
  clientId: ClientId,
  filter: InvoiceFilter,
  page: Page,
): Promise<Place[]> {
  return isByChange(page.sort)
    ? placesByChange(db, clientId, filter, page)
    : placesByDueDate(db, clientId, filter, page)
}

async function placesByDueDate(
  db: Queryable,
  clientId: ClientId,
  filter: InvoiceFilter,
  { sort, after, limit }: Page,
): Promise<Place[]> {
  const { than, by } = isBackwards(sort) ? BACKWARDS : FORWARDS
  const ofCase = filter.caseStage !== undefined || filter.open === true || filter.paid === true
  const t = ofCase ? 'c' : 'i'
  const { where, values } = conditionsOf(filter, t, [clientId, limit, after.key, after.invoiceId])
  const { rows } = await db.query<Place>({
    text: `select ${t}.due_date::text as key, ${t}.invoice_id as "invoiceId" from invoice i
           ${ofCase ? 'join collection_case c on c.client_id = i.client_id and c.invoice_id = i.invoice_id' : ''}
           where i.client_id = $1 and (${t}.due_date, ${t}.invoice_id) ${than} ($3::date, $4::uuid)
             ${where.join(' ')}
           order by ${t}.due_date ${by}, ${t}.invoice_id ${by} limit $2`,
    values,
  })
  return rows
}

/**
 * An invoice has changed when it or its case has: two reads, each by its own index and no longer than a page, because no
 * index holds the later of two moments.
 */
async function placesByChange(
  db: Queryable,
  clientId: ClientId,
  filter: InvoiceFilter,
  { sort, after, limit }: Page,
): Promise<Place[]> {
  const { than, by } = isBackwards(sort) ? BACKWARDS : FORWARDS
  const since = filter.updatedSince ?? '-infinity'
  const { where, values } = conditionsOf(filter, 'i', [clientId, limit, after.key, after.invoiceId, since])
  const { rows } = await db.query<Place>({
    text: `select n.at::text as key, n.invoice_id as "invoiceId" from (
             (select i.updated_at as at, i.invoice_id
              from invoice i left join collection_case c on c.client_id = i.client_id and c.invoice_id = i.invoice_id
              where i.client_id = $1 and (i.updated_at, i.invoice_id) ${than} ($3::timestamptz, $4::uuid)
                and i.updated_at >= $5::timestamptz and (c.updated_at is null or c.updated_at <= i.updated_at)
                ${where.join(' ')}
              order by i.updated_at ${by}, i.invoice_id ${by} limit $2)
             union all
             (select c.updated_at, c.invoice_id
              from collection_case c join invoice i on i.client_id = c.client_id and i.invoice_id = c.invoice_id
              where c.client_id = $1 and (c.updated_at, c.invoice_id) ${than} ($3::timestamptz, $4::uuid)
                and c.updated_at >= $5::timestamptz and c.updated_at > i.updated_at
                ${where.join(' ')}
              order by c.updated_at ${by}, c.invoice_id ${by} limit $2)
           ) n order by n.at ${by}, n.invoice_id ${by} limit $2`,
    values,
  })
  return rows
}

/** @param dates the table whose due date is asked */
function conditionsOf(filter: InvoiceFilter, dates: 'i' | 'c', fixed: readonly unknown[]): Conditions {
  const found = conditionsAfter(fixed)
  found.on(filter.status, (p) => `and i.status = ${p}`)
  found.on(filter.type, (p) => `and i.type = ${p}`)
  found.on(filter.dueBefore, (p) => `and ${dates}.due_date < ${p}::date`)
  found.on(filter.dueAfter, (p) => `and ${dates}.due_date > ${p}::date`)
  found.on(filter.referenceKey, (p) => `and i.payment_reference = ${p}`)
  found.on(filter.caseStage, (p) => `and c.stage = ${p}`)
  // Literals, so that the partial indexes can be used.
  if (filter.open === true) found.where.push(`and c.status <> 'CLOSED'`)
  if (filter.paid === true) found.where.push(`and c.closing_reason = 'PAID'`)
  if (filter.open === false) found.where.push(`and not exists (${CASE_OF_INVOICE} and o.status <> 'CLOSED')`)
  if (filter.paid === false) found.where.push(`and not exists (${CASE_OF_INVOICE} and o.closing_reason = 'PAID')`)
  return found
}

const CASE_OF_INVOICE = 'select from collection_case o where o.client_id = i.client_id and o.invoice_id = i.invoice_id'

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
                  i.submitted_at as "submittedAt", greatest(i.updated_at, c.updated_at) as "updatedAt"
           from ${INVOICE_IDS.from(2)} join invoice i on i.client_id = $1 and i.invoice_id = n.invoice_id
           left join collection_case c on c.client_id = $1 and c.invoice_id = n.invoice_id`,
    values: [clientId, ...INVOICE_IDS.values(places)],
  })
  return new Map(rows.map((row) => [row.invoiceId, row]))
}
