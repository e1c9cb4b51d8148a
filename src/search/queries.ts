/**
 * SQL of the search. Most rows have no index on their id or number alone, but one that begins with the client. So each statement
 * reads that index once for each client (measured: 5 µs each), or once where the search is about one client.
 */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'

/** Null: all clients. */
type Within = ClientId | null

export interface InvoiceHit {
  clientId: ClientId
  number: number
  type: string
  status: string
  buyerName: string
}

const INVOICE = `i.client_id as "clientId", i.number, i.type, i.status, i.buyer_name as "buyerName"`

export async function selectInvoicesByNumber(db: Queryable, within: Within, number: number, limit: number) {
  const { rows } = await db.query<InvoiceHit>({
    text: `select ${INVOICE} from client c cross join lateral (
             select * from invoice i where i.client_id = c.client_id and i.number = $2 limit $3) i
           where $1::bigint is null or c.client_id = $1 order by i.client_id, i.type limit $3`,
    values: [within, number, limit],
  })
  return rows
}

export async function selectInvoicesByReference(db: Queryable, within: Within, referenceKey: string, limit: number) {
  const { rows } = await db.query<InvoiceHit>({
    text: `select ${INVOICE} from client c cross join lateral (
             select * from invoice i where i.client_id = c.client_id and i.payment_reference = $2 limit $3) i
           where $1::bigint is null or c.client_id = $1 order by i.client_id, i.number limit $3`,
    values: [within, referenceKey, limit],
  })
  return rows
}

export async function selectInvoiceById(db: Queryable, within: Within, invoiceId: string) {
  const { rows } = await db.query<InvoiceHit>({
    text: `select ${INVOICE} from client c cross join lateral (
             select * from invoice i where i.client_id = c.client_id and i.invoice_id = $2) i
           where $1::bigint is null or c.client_id = $1`,
    values: [within, invoiceId],
  })
  return rows
}

export interface DebtorHit {
  clientId: ClientId
  debtorId: string
  name: string
}

export async function selectDebtorById(db: Queryable, within: Within, debtorId: string): Promise<DebtorHit[]> {
  const { rows } = await db.query<DebtorHit>({
    text: `select d.client_id as "clientId", d.debtor_id as "debtorId", d.name from client c cross join lateral (
             select * from debtor d where d.client_id = c.client_id and d.debtor_id = $2) d
           where $1::bigint is null or c.client_id = $1`,
    values: [within, debtorId],
  })
  return rows
}

export interface DocumentHit {
  clientId: ClientId
  kind: string
  identifier: string
  /** It names the document in addresses. */
  seq: number
  status: string
}

/** Documents of accounting with an identifier. */
export async function selectDocuments(db: Queryable, within: Within, identifier: string, limit: number) {
  const { rows } = await db.query<DocumentHit>({
    text: `select a.client_id as "clientId", a.kind, a.identifier, a.seq, a.status from client c cross join lateral (
             select * from accounting_document a
             where a.client_id = c.client_id and a.kind in ('ledger', 'payment', 'invoice') and a.identifier = $2) a
           where $1::bigint is null or c.client_id = $1 order by a.client_id, a.kind limit $3`,
    values: [within, identifier, limit],
  })
  return rows
}

export interface MoneyHit {
  entryId: string
  payerName: string | null
  currency: string
  amount: number
  bookingDate: string
}

const ENTRY = `e.entry_id as "entryId", e.payer_name as "payerName", e.currency, e.amount_minor as amount,
  e.booking_date as "bookingDate"`

/** Money that waits from an account, written without spaces. For the agency. */
export async function selectWaitingFrom(db: Queryable, account: string, limit: number): Promise<MoneyHit[]> {
  const { rows } = await db.query<MoneyHit>({
    text: `select ${ENTRY} from bank_entry e
           where e.client_id = 0 and e.state = 'unallocated' and replace(e.payer_account, ' ', '') = $1
           order by e.booking_date, e.entry_id limit $2`,
    values: [account, limit],
  })
  return rows
}

export async function selectEntry(db: Queryable, entryId: string): Promise<MoneyHit[]> {
  const { rows } = await db.query<MoneyHit>({
    text: `select ${ENTRY} from bank_entry e where e.client_id = 0 and e.entry_id = $1`,
    values: [entryId],
  })
  return rows
}

/** Cases that were paid from an account, those of the latest payments first. */
export async function selectCasesPaidFrom(db: Queryable, within: Within, account: string, limit: number) {
  const { rows } = await db.query<{ clientId: ClientId; caseId: number }>({
    text: `select a.client_id as "clientId", a.case_id as "caseId" from (
             select client_id, payment_id from payment where payer_account = $2 and ($1::bigint is null or client_id = $1)
             order by booking_date desc limit $3) p
           join allocation a on a.client_id = p.client_id and a.payment_id = p.payment_id
           group by a.client_id, a.case_id order by max(a.allocation_id) desc limit $3`,
    values: [within, account, limit],
  })
  return rows
}

export interface ClientHit {
  clientId: ClientId
  name: string
}

/** Clients by number or business id, or by the beginning of their name. */
export async function selectClients(db: Queryable, within: Within, text: string, limit: number): Promise<ClientHit[]> {
  const { rows } = await db.query<ClientHit>({
    text: `select c.client_id as "clientId", c.name from client c
           where ($1::bigint is null or c.client_id = $1)
             and (c.client_id::text = $2 or c.business_code = $2 or starts_with(lower(c.name), lower($2)))
           order by c.client_id limit $3`,
    values: [within, text, limit],
  })
  return rows
}

export interface RequestHit {
  clientId: ClientId
  auditId: string
  action: string
  subject: string
}

export async function selectAuditOfRequest(db: Queryable, requestId: string, limit: number): Promise<RequestHit[]> {
  const { rows } = await db.query<RequestHit>({
    text: `select client_id as "clientId", audit_id as "auditId", action, subject from audit_entry
           where request_id = $1 order by audit_id limit $2`,
    values: [requestId, limit],
  })
  return rows
}
