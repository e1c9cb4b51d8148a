/** SQL of the erasure of a debtor. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseId, ClientId, DebtorId, InvoiceId } from '@saatava/core/ids.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import { INVENTORY } from './inventory.ts'
import { SCOPES } from './scopes.ts'

export async function selectInvoiceIds(db: Queryable, clientId: ClientId, number: number): Promise<string[]> {
  const { rows } = await db.query<{ invoiceId: InvoiceId }>({
    text: 'select invoice_id as "invoiceId" from invoice where client_id = $1 and number = $2 order by invoice_id',
    values: [clientId, number],
  })
  return rows.map(({ invoiceId }) => invoiceId)
}

/** Invoices that no key is noted of: no document of theirs was stored. */
export async function selectWithoutKey(db: Queryable, clientId: ClientId, limit: number): Promise<string[]> {
  const { rows } = await db.query<{ invoiceId: InvoiceId }>({
    text: `select i.invoice_id as "invoiceId" from invoice i
           where i.client_id = $1
             and not exists (select from invoice_key k where k.client_id = $1 and k.invoice_id = i.invoice_id)
           order by i.invoice_id limit $2`,
    values: [clientId, limit],
  })
  return rows.map(({ invoiceId }) => invoiceId)
}

/**
 * The keys and the debtors that belong together: a key names a debtor by its address where it has no id, so one debtor may
 * have several keys, and debtors of one name and address may share one.
 */
export async function selectLinked(
  db: Queryable,
  clientId: ClientId,
  keyId: string,
): Promise<{ keyIds: string[]; debtorIds: DebtorId[] }> {
  const { rows } = await db.query<{ keyIds: string[]; debtorIds: DebtorId[] }>({
    text: `with recursive linked (key_id, debtor_id) as (
             select $2::uuid, null::uuid
             union
             select e.key_id, e.debtor_id from linked l cross join lateral (
               select k.key_id, c.debtor_id from invoice_key k
               left join collection_case c on c.client_id = k.client_id and c.invoice_id = k.invoice_id
               where k.client_id = $1 and k.key_id = l.key_id
               union
               select k.key_id, c.debtor_id from collection_case c
               join invoice_key k on k.client_id = c.client_id and k.invoice_id = c.invoice_id
               where c.client_id = $1 and c.debtor_id = l.debtor_id
             ) e
           )
           select coalesce(array_agg(distinct key_id), '{}') as "keyIds",
                  coalesce(array_agg(distinct debtor_id) filter (where debtor_id is not null), '{}') as "debtorIds"
           from linked`,
    values: [clientId, keyId],
  })
  return rows[0] ?? { keyIds: [keyId], debtorIds: [] }
}

/** The invoices of a debtor, locked. */
export async function lockInvoicesOfKeys(
  tx: Tx,
  clientId: ClientId,
  keyIds: readonly string[],
): Promise<InvoiceOfDebtor[]> {
  const { rows } = await tx.query<InvoiceOfDebtor>({
    text: `select i.invoice_id as "invoiceId", i.number, i.type, i.status, i.invoice_date as date, i.due_date as "dueDate"
           from invoice_key k join invoice i on i.client_id = k.client_id and i.invoice_id = k.invoice_id
           where k.client_id = $1 and k.key_id = any($2::uuid[]) order by i.client_id, i.number, i.type, i.issue for update of i`,
    values: [clientId, keyIds],
  })
  return rows
}

export interface InvoiceOfDebtor {
  invoiceId: InvoiceId
  number: number
  type: string
  status: string
  date: CivilDate
  dueDate: CivilDate
}

export interface CaseOfDebtor {
  caseId: CaseId
  invoiceNumber: number
  status: string
  closedAt: Date | null
}

export async function lockCasesOf(
  tx: Tx,
  clientId: ClientId,
  invoiceIds: readonly InvoiceId[],
): Promise<CaseOfDebtor[]> {
  const { rows } = await tx.query<CaseOfDebtor>({
    text: `select case_id as "caseId", invoice_number as "invoiceNumber", status, closed_at as "closedAt"
           from collection_case where client_id = $1 and invoice_id = any($2::uuid[]) order by client_id, case_id for update`,
    values: [clientId, invoiceIds],
  })
  return rows
}

/** Deliveries that are under way. One that waits for another to fail is not. */
export async function countOpenDeliveries(
  db: Queryable,
  clientId: ClientId,
  invoiceIds: readonly InvoiceId[],
): Promise<number> {
  const { rows } = await db.query<{ count: number }>({
    text: `select count(*)::integer as count from delivery
           where client_id = $1 and invoice_id = any($2::uuid[]) and state in ('pending', 'sending', 'unknown')`,
    values: [clientId, invoiceIds],
  })
  return rows[0]?.count ?? 0
}

/** Names of everything that is the debtor's. */
export interface Belongings {
  invoices: string[]
  cases: number[]
  debtors: string[]
  deliveries: string[]
  payments: string[]
  entries: string[]
  vouchers: string[]
  /** Day of the latest payment. */
  paidOn: CivilDate | null
}

/** Payments that also pay another debtor's case stay as they are: the payer is that debtor too. */
export async function selectBelongings(
  db: Queryable,
  clientId: ClientId,
  invoices: string[],
  cases: number[],
): Promise<Omit<Belongings, 'debtors'>> {
  const { rows } = await db.query<Omit<Belongings, 'invoices' | 'cases' | 'debtors'>>({
    text: `
      with paid as (
        select p.payment_id, p.entry_id, p.payment_date from payment p
        where p.client_id = $1
          and exists (select from allocation a
                      where a.client_id = $1 and a.payment_id = p.payment_id and a.case_id = any($3::bigint[]))
          and not exists (select from allocation a
                          where a.client_id = $1 and a.payment_id = p.payment_id and a.case_id <> all($3::bigint[]))
      )
      select coalesce((select array_agg(delivery_id) from delivery
                       where client_id = $1 and invoice_id = any($2::uuid[])), '{}') as deliveries,
             coalesce((select array_agg(payment_id) from paid), '{}') as payments,
             coalesce((select array_agg(entry_id) from paid where entry_id is not null), '{}') as entries,
             coalesce((select array_agg('allocation:' || allocation_id) from allocation
                       where client_id = $1 and case_id = any($3::bigint[])), '{}')
               || coalesce((select array_agg('allocation:' || allocation_id || ':reversed') from allocation
                            where client_id = $1 and case_id = any($3::bigint[])), '{}')
               || coalesce((select array_agg('invoice:' || type || ':' || number) from invoice
                            where client_id = $1 and invoice_id = any($2::uuid[])), '{}') as vouchers,
             (select max(payment_date)::text from paid) as "paidOn"`,
    values: [clientId, invoices, cases],
  })
  const [row] = rows
  if (row === undefined) throw new Error('a select without a row')
  return { ...row, invoices, cases }
}

/** Overwrites and deletes what the inventory says of these. @returns how many rows, by table */
export async function blankAll(tx: Tx, clientId: ClientId, belongings: Belongings): Promise<Record<string, number>> {
  const { invoices, cases, deliveries, payments, entries, vouchers } = belongings
  const subjects = subjectsOf(belongings)
  const values = [clientId, invoices, cases, deliveries, payments, entries, vouchers, subjects, belongings.debtors]
  const counts: Record<string, number> = {}
  for (const [table, { scope, blank, deleted }] of Object.entries(INVENTORY)) {
    if (scope === undefined) continue
    const named = `d as (select $1::bigint as client_id, $2::uuid[] as invoices, $3::bigint[] as cases,
      $4::uuid[] as deliveries, $5::uuid[] as payments, $6::uuid[] as entries, $7::text[] as vouchers, $8::text[] as subjects,
      $9::uuid[] as debtors)`
    const columns = Object.entries(blank ?? {}).map(([column, value]) => `${column} = ${value}`)
    const text =
      deleted === undefined
        ? `with ${named} update ${table} t set ${columns.join(', ')} from d where ${SCOPES[scope]}`
        : `with ${named} delete from ${table} t using d where ${SCOPES[scope]}`
    const { rowCount } = await tx.query({ text, values })
    if (rowCount !== null && rowCount > 0) counts[table] = rowCount
  }
  return counts
}

function subjectsOf({ invoices, cases, debtors, deliveries, payments, entries }: Belongings): string[] {
  return [
    ...invoices.map((id) => `invoice:${id}`),
    ...cases.map((id) => `case:${id}`),
    ...debtors.map((id) => `debtor:${id}`),
    ...deliveries.map((id) => `delivery:${id}`),
    ...payments.map((id) => `payment:${id}`),
    ...entries.map((id) => `entry:${id}`),
  ]
}
