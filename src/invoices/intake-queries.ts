/** SQL of the invoices' intake: sets, not rows; a batch of concurrent submissions is a handful of statements. */
import type { ClientId, InvoiceId } from '@saatava/core/ids.ts'
import { v7 as uuid } from 'uuid'
import { bulk } from '../platform/bulk.ts'
import type { Tx } from '../platform/database.ts'
import type { NewAttachment, NewInvoice } from './new-invoice.ts'
import { REPLACEABLE, type InvoiceStatus } from './states.ts'

export interface InvoiceKeyRow {
  clientId: ClientId
  number: number
  type: string
  issue: string
  invoiceId: InvoiceId
  status: InvoiceStatus
  contentHash: Buffer
  payload: unknown
  /** Credit notes have taken some of it. */
  credited: boolean
}

const INVOICE_NUMBERS = bulk({ client_id: 'bigint', number: 'bigint null', type: 'text', issue: 'text' })

/**
 * Returns the invoices that are stored under these numbers, locked: nobody evaluates, approves or replaces them
 * meanwhile.
 */
export async function lockExisting(tx: Tx, invoices: NewInvoice[]): Promise<InvoiceKeyRow[]> {
  const { rows } = await tx.query<InvoiceKeyRow>({
    name: 'invoice-lock-existing',
    text: `select i.client_id as "clientId", i.number, i.type, i.issue, i.invoice_id as "invoiceId", i.status,
                  i.content_hash as "contentHash", i.payload, i.credited_minor > 0 as credited
           from ${INVOICE_NUMBERS.from(1)}
           join invoice i using (client_id, number, type, issue)
           order by i.client_id, i.number, i.type, i.issue for no key update of i`,
    values: INVOICE_NUMBERS.values(invoices),
  })
  return rows
}

/** Returns the numbers that the client has used, whatever the type: payment references are made of the number alone. */
export async function findUsedNumbers(tx: Tx, clientId: ClientId, numbers: number[]): Promise<Set<number>> {
  const { rows } = await tx.query<{ number: number }>({
    text: 'select distinct number from invoice where client_id = $1 and number = any($2::bigint[])',
    values: [clientId, numbers],
  })
  return new Set(rows.map((row) => row.number))
}

/** How many numbers in a row, beginning with `from`, the client has used itself; at most 100 000 are looked at. */
export async function countUsedFrom(tx: Tx, clientId: ClientId, from: number): Promise<number> {
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
  clientId: ClientId
  scope: string
  key: string
  bodyHash: Buffer
  answer: Buffer
}

const KEY_NAMES = bulk({ client_id: 'bigint', scope: 'text', key: 'text' })

export async function findKeys(tx: Tx, invoices: NewInvoice[]): Promise<KeyRow[]> {
  const keyed = invoices.flatMap(({ clientId, scope, idempotency }) =>
    idempotency === undefined ? [] : [{ clientId, scope, key: idempotency.key }],
  )
  if (keyed.length === 0) return []
  const { rows } = await tx.query<KeyRow>({
    text: `select r.client_id as "clientId", r.scope, r.key, r.body_hash as "bodyHash", r.answer
           from ${KEY_NAMES.from(1)}
           join idempotency_record r using (client_id, scope, key)`,
    values: KEY_NAMES.values(keyed),
  })
  return rows
}

const NEW_KEYS = bulk({ client_id: 'bigint', scope: 'text', key: 'text', body_hash: 'bytea', answer: 'bytea' })

/** @returns false when another transaction stored one of these keys meanwhile */
export async function insertKeys(tx: Tx, keyed: { invoice: NewInvoice; answer: string }[], at: Date): Promise<boolean> {
  if (keyed.length === 0) return true
  const rows = keyed.flatMap(({ invoice: { clientId, scope, idempotency }, answer }) =>
    idempotency === undefined ? [] : [{ clientId, scope, ...idempotency, answer: Buffer.from(answer) }],
  )
  const { rowCount } = await tx.query({
    text: `insert into idempotency_record (client_id, scope, key, body_hash, status, answer, sealed, created_at)
           select client_id, scope, key, body_hash, 200, answer, false, $1
           from ${NEW_KEYS.from(2)}
           on conflict do nothing`,
    values: [at, ...NEW_KEYS.values(rows)],
  })
  return rowCount === keyed.length
}

/**
 * Stores new invoices with their records and events. In the order of their keys, so that two batches that hold the same
 * ones do not wait for each other in a circle.
 * @returns ids of those stored; the others were stored by somebody else meanwhile
 */
export async function insertInvoices(tx: Tx, invoices: NewInvoice[], at: Date): Promise<Set<string>> {
  const { rows } = await tx.query<{ invoiceId: InvoiceId }>({
    name: 'invoice-insert',
    text: INSERT,
    values: [at, ...columnsOf(invoices)],
  })
  return new Set(rows.map((row) => row.invoiceId))
}

const NEW_INVOICES = bulk({
  client_id: 'bigint',
  invoice_id: 'uuid',
  number: 'bigint null',
  type: 'text',
  issue: 'text',
  status: 'text',
  invoice_date: 'date',
  due_date: 'date',
  currency_code: 'text',
  net_minor: 'bigint',
  vat_minor: 'bigint',
  total_minor: 'bigint',
  paid_minor: 'bigint',
  buyer_name: 'text',
  payload: 'json text',
  content_hash: 'bytea',
  duplicate_fingerprint: 'bytea',
  to_fetch: 'smallint',
  method: 'text null',
  control: 'text null',
  submitted_by: 'text',
  token: 'text null',
  remote_address: 'inet null',
  event_id: 'uuid',
})

const ACTOR = `regexp_replace(submitted_by, ' [^ ]*$', ''), substring(submitted_by from '[^ ]*$')`

// Where nothing is to be fetched first, it is evaluated at once.
const EVALUATE_AT = `case when n.status = 'PAUSED' and n.to_fetch = 0 then $1::timestamptz end`

/** Audit rows of invoices, under the ids of their events; submitted_by is the actor and the request. */
function audited(action: string, source: string): string {
  return `
    insert into audit_entry (client_id, audit_id, at, actor, request_id, token, remote_address, action, subject, details)
    select client_id, event_id, $1::timestamptz, ${ACTOR}, token, remote_address, '${action}', 'invoice:' || invoice_id,
           json_build_object('invoiceNumber', number, 'type', type)
    from n join ${source} using (client_id, invoice_id)`
}

const INSERT = `
  with n as (select * from ${NEW_INVOICES.from(2)}),
  stored as (
    insert into invoice (client_id, invoice_id, number, type, issue, status, invoice_date, due_date, currency_code,
      net_minor, vat_minor, total_minor, paid_minor, buyer_name, payload, content_hash, duplicate_fingerprint,
      attachments_to_fetch, evaluate_at, submitted_at, submitted_by, updated_at)
    select client_id, invoice_id, number, type, issue, status, invoice_date, due_date, currency_code, net_minor, vat_minor,
           total_minor, paid_minor, buyer_name, payload, content_hash, duplicate_fingerprint, to_fetch, ${EVALUATE_AT},
           $1::timestamptz, submitted_by, $1::timestamptz
    from n order by client_id, number, type, issue
    on conflict (client_id, number, type, issue) do nothing
    returning client_id, invoice_id
  ), records as (
    insert into distribution_record (client_id, invoice_id, invoice_number, invoice_type, invoice_date, status, method,
      outcome, payment_control_status, updated_at)
    select client_id, invoice_id, number, type, invoice_date, status, method, 'PENDING', control, $1::timestamptz
    from n join stored using (client_id, invoice_id)
  ), events as (
    insert into event (client_id, event_id, at, type, subject, data)
    select client_id, event_id, $1::timestamptz, 'invoice.received', 'invoice:' || invoice_id,
           json_build_object('invoiceNumber', number, 'type', type, 'by', submitted_by)
    from n join stored using (client_id, invoice_id) order by event_id
  ), audited as (${audited('invoice.submitted', 'stored')})
  select invoice_id as "invoiceId" from stored`

const CREDIT_NOTES = bulk({ client_id: 'bigint', invoice_id: 'uuid', status: 'text' })

/**
 * Gives back what credit notes had taken off their originals: those that were accepted, could not be delivered, and are
 * now replaced. An original that was CREDITED is what it was before.
 * @param invoices locked
 * @returns the originals
 */
export async function releaseCredits(
  tx: Tx,
  invoices: NewInvoice[],
  at: Date,
): Promise<{ clientId: ClientId; invoiceId: InvoiceId }[]> {
  const notes = invoices.filter((invoice) => invoice.type === 'CREDIT_NOTE')
  if (notes.length === 0) return []
  const { rows } = await tx.query<{ clientId: ClientId; invoiceId: InvoiceId }>({
    text: `
      with n as (
        select i.client_id, i.credits_invoice_id as invoice_id, sum(i.total_minor)::bigint as total, n.status
        from ${CREDIT_NOTES.from(2)}
        join invoice i on i.client_id = n.client_id and i.invoice_id = n.invoice_id
        where i.credits_invoice_id is not null group by i.client_id, i.credits_invoice_id, n.status
      ), released as (
        update invoice o set credited_minor = o.credited_minor - n.total, updated_at = $1::timestamptz,
               status = case when o.status = 'CREDITED' and n.total > 0 then n.status else o.status end
        from n where o.client_id = n.client_id and o.invoice_id = n.invoice_id
        returning o.client_id, o.invoice_id, o.status
      ), records as (
        update distribution_record d set status = r.status, updated_at = $1::timestamptz, feed_number = null, fetched_at = null
        from released r where d.client_id = r.client_id and d.invoice_id = r.invoice_id and d.status <> r.status
      )
      select client_id as "clientId", invoice_id as "invoiceId" from released`,
    values: [at, ...CREDIT_NOTES.values(notes.map((note) => ({ ...note, status: note.distributedAs })))],
  })
  return rows
}

/** Other content for invoices that nobody has acted on: they begin again. */
export async function replaceInvoices(tx: Tx, invoices: NewInvoice[], at: Date): Promise<number> {
  const { rowCount } = await tx.query({
    text: `
      with n as (select * from ${NEW_INVOICES.from(3)}),
      replaced as (
        update invoice i set status = n.status, invoice_date = n.invoice_date, due_date = n.due_date,
          currency_code = n.currency_code, net_minor = n.net_minor, vat_minor = n.vat_minor, total_minor = n.total_minor,
          paid_minor = n.paid_minor, buyer_name = n.buyer_name, payload = n.payload, document = null,
          content_hash = n.content_hash, duplicate_fingerprint = n.duplicate_fingerprint, attachments_to_fetch = n.to_fetch,
          evaluate_at = ${EVALUATE_AT}, reasons = null, warnings = null, duplicate_of = null, approved_at = null, approved_by = null,
          credits_invoice_id = null, payment_reference = null, evaluated_at = null,
          submitted_at = $1::timestamptz, submitted_by = n.submitted_by, updated_at = $1::timestamptz
        from n
        where i.client_id = n.client_id and i.invoice_id = n.invoice_id and i.status = any($2::text[])
        returning i.client_id, i.invoice_id
      ), forgotten as (
        delete from invoice_document d using replaced r where d.client_id = r.client_id and d.invoice_id = r.invoice_id
      ), detached as (
        delete from invoice_attachment a using replaced r where a.client_id = r.client_id and a.invoice_id = r.invoice_id
      ), records as (
        update distribution_record d set invoice_date = n.invoice_date, status = n.status, method = n.method,
          outcome = 'PENDING', payment_control_status = n.control, failure_reason = null, fetched_at = null,
          updated_at = $1::timestamptz, feed_number = null
        from n join replaced using (client_id, invoice_id)
        where d.client_id = n.client_id and d.invoice_id = n.invoice_id
      ), events as (
        insert into event (client_id, event_id, at, type, subject, data)
        select client_id, event_id, $1::timestamptz, 'invoice.replaced', 'invoice:' || invoice_id,
               json_build_object('invoiceNumber', number, 'type', type, 'by', submitted_by)
        from n join replaced using (client_id, invoice_id) order by event_id
      ), audited as (${audited('invoice.replaced', 'replaced')})
      select from replaced`,
    values: [at, REPLACEABLE, ...columnsOf(invoices)],
  })
  return rowCount ?? 0
}

function columnsOf(invoices: NewInvoice[]): string[] {
  return NEW_INVOICES.values(
    invoices.map((invoice) => ({
      ...invoice,
      status: invoice.draft ? 'DRAFT' : 'PAUSED',
      invoiceDate: invoice.date,
      currencyCode: invoice.currency,
      netMinor: invoice.net,
      vatMinor: invoice.vat,
      totalMinor: invoice.total,
      paidMinor: invoice.paid,
      toFetch: invoice.attachments.filter(({ source }) => 'url' in source).length,
      control: invoice.paymentControl ? 'REQUESTED' : null,
      eventId: uuid(),
    })),
  )
}

const ATTACHMENTS = bulk({
  client_id: 'bigint',
  invoice_id: 'uuid',
  position: 'smallint',
  file_name: 'text',
  printout: 'boolean',
  url: 'text null',
  hash: 'bytea null',
  printed_accounts: 'text[]',
})

/**
 * Attachments of invoices just stored.
 * @param archivedAs the names of their bytes in the archive
 */
export async function insertAttachments(
  tx: Tx,
  invoices: NewInvoice[],
  archivedAs: ReadonlyMap<NewAttachment, Buffer>,
  at: Date,
): Promise<void> {
  const rows = invoices.flatMap(({ clientId, invoiceId, attachments }) =>
    attachments.map((attachment) => ({
      ...attachment,
      clientId,
      invoiceId,
      printout: attachment.useAsPrintout,
      url: 'url' in attachment.source ? attachment.source.url : null,
      hash: archivedAs.get(attachment),
    })),
  )
  if (rows.length === 0) return
  await tx.query({
    text: `insert into invoice_attachment (client_id, invoice_id, position, file_name, media_type, use_as_printout, url, hash, fetch_at, printed_accounts)
           select client_id, invoice_id, position, file_name, 'application/pdf', printout, url, hash,
                  case when url is not null then $1::timestamptz end, printed_accounts
           from ${ATTACHMENTS.from(2)}`,
    values: [at, ...ATTACHMENTS.values(rows)],
  })
}
