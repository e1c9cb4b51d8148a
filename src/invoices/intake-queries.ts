/** SQL of the invoices' intake: sets, not rows; a batch of concurrent submissions is a handful of statements. */
import { v7 as uuid } from 'uuid'
import type { Tx } from '../platform/database.ts'
import type { NewInvoice } from './new-invoice.ts'
import { REPLACEABLE, type InvoiceStatus } from './states.ts'

export interface InvoiceKeyRow {
  clientId: number
  number: number
  type: string
  issue: string
  invoiceId: string
  status: InvoiceStatus
  contentHash: Buffer
  payload: unknown
  /** Credit notes have taken some of it. */
  credited: boolean
}

/**
 * Returns the invoices that are stored under these numbers, locked: nobody evaluates, approves or replaces them
 * meanwhile.
 */
export async function lockExisting(tx: Tx, invoices: NewInvoice[]): Promise<InvoiceKeyRow[]> {
  const { rows } = await tx.query<InvoiceKeyRow>({
    name: 'invoice-lock-existing',
    text: `select i.client_id as "clientId", i.number, i.type, i.issue, i.invoice_id as "invoiceId", i.status,
                  i.content_hash as "contentHash", i.payload, i.credited_minor > 0 as credited
           from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[]) as n (client_id, number, type, issue)
           join invoice i using (client_id, number, type, issue)
           order by i.client_id, i.number, i.type, i.issue for update of i`,
    values: [
      invoices.map((invoice) => invoice.clientId),
      invoices.map((invoice) => invoice.number),
      invoices.map((invoice) => invoice.type),
      invoices.map((invoice) => invoice.issue),
    ],
  })
  return rows
}

/** Returns the numbers that the client has used, whatever the type: payment references are made of the number alone. */
export async function findUsedNumbers(tx: Tx, clientId: number, numbers: number[]): Promise<Set<number>> {
  const { rows } = await tx.query<{ number: number }>({
    text: 'select distinct number from invoice where client_id = $1 and number = any($2::bigint[])',
    values: [clientId, numbers],
  })
  return new Set(rows.map((row) => row.number))
}

/** How many numbers in a row, beginning with `from`, the client has used itself; at most 100 000 are looked at. */
export async function countUsedFrom(tx: Tx, clientId: number, from: number): Promise<number> {
  const { rows } = await tx.query<{ count: number }>({
    text: `select count(*)::integer as count from (
             select number - row_number() over (order by number) as before from (
               select distinct number from invoice where client_id = $1 and number >= $2 order by number limit 100000
             ) used
           ) numbered where before = $2::bigint - 1`,
    values: [clientId, from],
  })
  return rows[0]?.count ?? 0
}

export interface KeyRow {
  clientId: number
  scope: string
  key: string
  bodyHash: Buffer
  answer: Buffer
}

export async function findKeys(tx: Tx, invoices: NewInvoice[]): Promise<KeyRow[]> {
  const keyed = invoices.filter((invoice) => invoice.idempotency !== undefined)
  if (keyed.length === 0) return []
  const { rows } = await tx.query<KeyRow>({
    text: `select r.client_id as "clientId", r.scope, r.key, r.body_hash as "bodyHash", r.answer
           from unnest($1::bigint[], $2::text[], $3::text[]) as i (client_id, scope, key)
           join idempotency_record r using (client_id, scope, key)`,
    values: [
      keyed.map((invoice) => invoice.clientId),
      keyed.map((invoice) => invoice.scope),
      keyed.map((invoice) => invoice.idempotency?.key),
    ],
  })
  return rows
}

/** @returns false when another transaction stored one of these keys meanwhile */
export async function insertKeys(tx: Tx, keyed: { invoice: NewInvoice; answer: string }[], at: Date): Promise<boolean> {
  if (keyed.length === 0) return true
  const { rowCount } = await tx.query({
    text: `insert into idempotency_record (client_id, scope, key, body_hash, status, answer, sealed, created_at)
           select client_id, scope, key, body_hash, 200, answer, false, $6
           from unnest($1::bigint[], $2::text[], $3::text[], $4::bytea[], $5::bytea[]) as k (client_id, scope, key, body_hash, answer)
           on conflict do nothing`,
    values: [
      keyed.map(({ invoice }) => invoice.clientId),
      keyed.map(({ invoice }) => invoice.scope),
      keyed.map(({ invoice }) => invoice.idempotency?.key),
      keyed.map(({ invoice }) => invoice.idempotency?.bodyHash),
      keyed.map(({ answer }) => Buffer.from(answer)),
      at,
    ],
  })
  return rowCount === keyed.length
}

/**
 * Stores new invoices with their records and events. In the order of their keys, so that two batches that hold the same
 * ones do not wait for each other in a circle.
 * @returns ids of those stored; the others were stored by somebody else meanwhile
 */
export async function insertInvoices(tx: Tx, invoices: NewInvoice[], at: Date): Promise<Set<string>> {
  const { rows } = await tx.query<{ invoiceId: string }>({
    name: 'invoice-insert',
    text: INSERT,
    values: [...columnsOf(invoices), at],
  })
  return new Set(rows.map((row) => row.invoiceId))
}

const INPUT = `unnest($1::bigint[], $2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::date[], $8::date[],
    $9::text[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[], $14::text[], $15::text[], $16::bytea[],
    $17::bytea[], $18::smallint[], $19::text[], $20::text[], $21::text[], $22::text[], $23::inet[], $24::uuid[])
  as n (client_id, invoice_id, number, type, issue, status, invoice_date, due_date, currency_code, net_minor, vat_minor,
    total_minor, paid_minor, buyer_name, payload, content_hash, likeness_hash, to_fetch, method, control, submitted_by, token,
    remote_address, event_id)`

const ACTOR = `regexp_replace(submitted_by, ' [^ ]*$', ''), substring(submitted_by from '[^ ]*$')`

// Where nothing is to be fetched first, it is evaluated at once.
const EVALUATE_AT = `case when n.status = 'PAUSED' and n.to_fetch = 0 then $25::timestamptz end`

/** Audit rows of invoices, under the ids of their events; submitted_by is the actor and the request. */
function audited(action: string, source: string): string {
  return `
    insert into audit_entry (client_id, audit_id, at, actor, request_id, token, remote_address, action, subject, details)
    select client_id, event_id, $25::timestamptz, ${ACTOR}, token, remote_address, '${action}', 'invoice:' || invoice_id,
           json_build_object('invoiceNumber', number, 'type', type)
    from n join ${source} using (client_id, invoice_id)`
}

const INSERT = `
  with n as (select * from ${INPUT}),
  stored as (
    insert into invoice (client_id, invoice_id, number, type, issue, status, invoice_date, due_date, currency_code,
      net_minor, vat_minor, total_minor, paid_minor, buyer_name, payload, content_hash, likeness_hash,
      attachments_to_fetch, evaluate_at, submitted_at, submitted_by, updated_at)
    select client_id, invoice_id, number, type, issue, status, invoice_date, due_date, currency_code, net_minor, vat_minor,
           total_minor, paid_minor, buyer_name, payload::json, content_hash, likeness_hash, to_fetch, ${EVALUATE_AT},
           $25::timestamptz, submitted_by, $25::timestamptz
    from n order by client_id, number, type, issue
    on conflict (client_id, number, type, issue) do nothing
    returning client_id, invoice_id
  ), records as (
    insert into distribution_record (client_id, invoice_id, invoice_number, invoice_type, invoice_date, status, method,
      outcome, payment_control_status, updated_at)
    select client_id, invoice_id, number, type, invoice_date, status, method, 'PENDING', control, $25::timestamptz
    from n join stored using (client_id, invoice_id)
  ), events as (
    insert into event (client_id, event_id, at, type, subject, data)
    select client_id, event_id, $25::timestamptz, 'invoice.received', 'invoice:' || invoice_id,
           json_build_object('invoiceNumber', number, 'type', type, 'by', submitted_by)
    from n join stored using (client_id, invoice_id) order by event_id
  ), audited as (${audited('invoice.submitted', 'stored')})
  select invoice_id as "invoiceId" from stored`

/**
 * Gives back what credit notes had taken off their originals: those that were accepted, could not be delivered, and are
 * now replaced. An original that was CREDITED is what it was before.
 * @param invoices locked
 */
export async function releaseCredits(tx: Tx, invoices: NewInvoice[], at: Date): Promise<void> {
  const notes = invoices.filter((invoice) => invoice.type === 'CREDIT_NOTE')
  if (notes.length === 0) return
  await tx.query({
    text: `
      with n as (
        select i.client_id, i.credits_invoice_id as invoice_id, sum(i.total_minor)::bigint as total, n.status
        from unnest($1::bigint[], $2::uuid[], $3::text[]) as n (client_id, invoice_id, status)
        join invoice i on i.client_id = n.client_id and i.invoice_id = n.invoice_id
        where i.credits_invoice_id is not null group by i.client_id, i.credits_invoice_id, n.status
      ), released as (
        update invoice o set credited_minor = o.credited_minor - n.total, updated_at = $4::timestamptz,
               status = case when o.status = 'CREDITED' and n.total > 0 then n.status else o.status end
        from n where o.client_id = n.client_id and o.invoice_id = n.invoice_id
        returning o.client_id, o.invoice_id, o.status
      )
      update distribution_record d set status = r.status, updated_at = $4::timestamptz, feed_number = null, fetched_at = null
      from released r where d.client_id = r.client_id and d.invoice_id = r.invoice_id and d.status <> r.status`,
    values: [
      notes.map((note) => note.clientId),
      notes.map((note) => note.invoiceId),
      notes.map((note) => note.distributedAs),
      at,
    ],
  })
}

/** Other content for invoices that nobody has acted on: they begin again. */
export async function replaceInvoices(tx: Tx, invoices: NewInvoice[], at: Date): Promise<number> {
  const { rowCount } = await tx.query({
    text: `
      with n as (select * from ${INPUT}),
      replaced as (
        update invoice i set status = n.status, invoice_date = n.invoice_date, due_date = n.due_date,
          currency_code = n.currency_code, net_minor = n.net_minor, vat_minor = n.vat_minor, total_minor = n.total_minor,
          paid_minor = n.paid_minor, buyer_name = n.buyer_name, payload = n.payload::json, document = null,
          content_hash = n.content_hash, likeness_hash = n.likeness_hash, attachments_to_fetch = n.to_fetch,
          evaluate_at = ${EVALUATE_AT}, reasons = null, warnings = null, duplicate_of = null, approved_at = null, approved_by = null,
          credits_invoice_id = null, payment_reference = null, evaluated_at = null,
          submitted_at = $25::timestamptz, submitted_by = n.submitted_by, updated_at = $25::timestamptz
        from n
        where i.client_id = n.client_id and i.invoice_id = n.invoice_id and i.status = any($26::text[])
        returning i.client_id, i.invoice_id
      ), forgotten as (
        delete from invoice_document d using replaced r where d.client_id = r.client_id and d.invoice_id = r.invoice_id
      ), detached as (
        delete from invoice_attachment a using replaced r where a.client_id = r.client_id and a.invoice_id = r.invoice_id
      ), records as (
        update distribution_record d set invoice_date = n.invoice_date, status = n.status, method = n.method,
          outcome = 'PENDING', payment_control_status = n.control, failure_reason = null, fetched_at = null,
          updated_at = $25::timestamptz, feed_number = null
        from n join replaced using (client_id, invoice_id)
        where d.client_id = n.client_id and d.invoice_id = n.invoice_id
      ), events as (
        insert into event (client_id, event_id, at, type, subject, data)
        select client_id, event_id, $25::timestamptz, 'invoice.replaced', 'invoice:' || invoice_id,
               json_build_object('invoiceNumber', number, 'type', type, 'by', submitted_by)
        from n join replaced using (client_id, invoice_id) order by event_id
      ), audited as (${audited('invoice.replaced', 'replaced')})
      select from replaced`,
    values: [...columnsOf(invoices), at, REPLACEABLE],
  })
  return rowCount ?? 0
}

function columnsOf(invoices: NewInvoice[]): unknown[] {
  const column = <T>(read: (invoice: NewInvoice) => T): T[] => invoices.map(read)
  return [
    column((i) => i.clientId),
    column((i) => i.invoiceId),
    column((i) => i.number),
    column((i) => i.type),
    column((i) => i.issue),
    column((i) => (i.draft ? 'DRAFT' : 'PAUSED')),
    column((i) => i.date),
    column((i) => i.dueDate),
    column((i) => i.currency),
    column((i) => i.net),
    column((i) => i.vat),
    column((i) => i.total),
    column((i) => i.paid),
    column((i) => i.buyerName),
    column((i) => i.payload),
    column((i) => i.contentHash),
    column((i) => i.likenessHash),
    column((i) => i.attachments.filter(({ source }) => 'url' in source).length),
    column((i) => i.method),
    column((i) => (i.paymentControl ? 'REQUESTED' : null)),
    column((i) => i.submittedBy),
    column((i) => i.token),
    column((i) => i.remoteAddress),
    column(() => uuid()),
  ]
}

/** Attachments of invoices just stored; bytes are in the archive by then. */
export async function insertAttachments(tx: Tx, invoices: NewInvoice[], at: Date): Promise<void> {
  const rows = invoices.flatMap((invoice) => invoice.attachments.map((attachment) => ({ invoice, attachment })))
  if (rows.length === 0) return
  await tx.query({
    text: `insert into invoice_attachment (client_id, invoice_id, position, file_name, media_type, use_as_printout, url, hash, fetch_at, printed_accounts)
           select client_id, invoice_id, position, file_name, 'application/pdf', printout, url, hash,
                  case when url is not null then $8::timestamptz end, string_to_array(printed, ' ')
           from unnest($1::bigint[], $2::uuid[], $3::smallint[], $4::text[], $5::boolean[], $6::text[], $7::bytea[], $9::text[])
             as a (client_id, invoice_id, position, file_name, printout, url, hash, printed)`,
    values: [
      rows.map(({ invoice }) => invoice.clientId),
      rows.map(({ invoice }) => invoice.invoiceId),
      rows.map(({ attachment }) => attachment.position),
      rows.map(({ attachment }) => attachment.fileName),
      rows.map(({ attachment }) => attachment.useAsPrintout),
      rows.map(({ attachment }) => ('url' in attachment.source ? attachment.source.url : null)),
      rows.map(({ attachment }) => ('hash' in attachment.source ? attachment.source.hash : null)),
      at,
      rows.map(({ attachment }) => attachment.printedAccounts.join(' ')),
    ],
  })
}
