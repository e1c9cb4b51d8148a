/** SQL of the evaluation: a batch is locked, judged and written in one transaction. */
import type { ClientId, InvoiceId } from '@saatava/core/ids.ts'
import { v7 as uuid } from 'uuid'
import { bulk } from '../../platform/bulk.ts'
import type { Queryable, Tx } from '../../platform/database.ts'
import { clientsWithDue } from '../../platform/partition.ts'
import { CREDITABLE, statusesBefore } from '../states.ts'
import { keyOfInvoice, readDocumentPayment } from '../stored-invoice.ts'
import type { Reason, Verdict } from './input.ts'
import type { Candidate, Original } from './candidate.ts'

export interface InvoiceKey {
  clientId: ClientId
  invoiceId: InvoiceId
}

export interface DueRow extends Omit<Candidate, 'request'> {
  submittedAt: Date
  /** The JSON of a SalesInvoiceRequest: readRequest reads it. */
  payload: unknown
  duplicate: { invoiceId: InvoiceId; number: number } | null
  attachmentFaults: { position: number; code: string; reason: string }[] | null
  printouts: { position: number; accounts: string[] }[] | null
}

/** The invoices that a transaction evaluates. */
export interface Batch {
  limit: number
  /** Clients of one partition. */
  clientIds: ClientId[]
  /** One of them alone. */
  only?: InvoiceKey
}

/** Returns clients of one partition that have invoices to evaluate. */
export function clientsToEvaluate(db: Queryable, at: Date, limit: number): Promise<number[]> {
  const due = 'select client_id from invoice where evaluate_at <= $1 order by evaluate_at, seq limit $2'
  return clientsWithDue(db, 'invoices', due, [at, limit])
}

/**
 * Invoices that wait for evaluation, in order of submission, locked for this transaction; what another worker has locked
 * is passed over. An earlier invoice that is the same but for its number comes with them: earlier by submission, or one
 * that has been accepted while this one was not yet to be seen.
 */
export async function lockDue(tx: Tx, at: Date, { limit, clientIds, only }: Batch): Promise<DueRow[]> {
  const { rows } = await tx.query<DueRow>({
    name: only === undefined ? 'invoice-lock-due' : 'invoice-lock-one-due',
    text: `
      with due as materialized (
        select client_id, invoice_id from invoice
        where client_id = any($3::bigint[]) ${only === undefined ? '' : 'and invoice_id = $4'} and evaluate_at <= $1
        order by evaluate_at, seq limit $2 for no key update skip locked
      )
      select i.client_id as "clientId", i.invoice_id as "invoiceId", i.seq, i.number, i.type, i.invoice_date as date,
             i.due_date as "dueDate", i.currency_code as currency, i.approved_at is not null as approved, i.submitted_at as "submittedAt", i.payload,
             (select json_build_object('invoiceId', o.invoice_id, 'number', o.number) from invoice o
              where o.client_id = i.client_id and o.duplicate_fingerprint = i.duplicate_fingerprint and o.type = i.type
                and o.invoice_id <> i.invoice_id and o.type <> 'REMINDER'
                and o.status not in ('ERROR', 'DRAFT', 'DUPLICATE')
                and (o.seq < i.seq or o.status not in ('PAUSED', 'MANUAL'))
              order by o.seq limit 1) as duplicate,
             (select json_agg(json_build_object('position', a.position, 'code', a.failure_code, 'reason', a.failure_reason))
              from invoice_attachment a
              where a.client_id = i.client_id and a.invoice_id = i.invoice_id and a.failure_code is not null) as "attachmentFaults",
             (select json_agg(json_build_object('position', a.position, 'accounts', a.printed_accounts) order by a.position)
              from invoice_attachment a
              where a.client_id = i.client_id and a.invoice_id = i.invoice_id and a.use_as_printout) as printouts
      from due join invoice i using (client_id, invoice_id) order by i.seq`,
    values: [at, limit, clientIds, ...(only === undefined ? [] : [only.invoiceId])],
  })
  return rows
}

const NUMBERS = bulk({ client_id: 'bigint', number: 'bigint' })

/** The invoices that credit notes and reminders are about, by "client number". */
export async function findOriginals(
  tx: Tx,
  names: { clientId: ClientId; number: number }[],
): Promise<Map<string, Original>> {
  if (names.length === 0) return new Map()
  const { rows } = await tx.query<
    Omit<Original, 'total' | 'credited' | 'payment'> & {
      clientId: ClientId
      total: number
      credited: number
      payment: unknown
    }
  >({
    text: `select distinct on (i.client_id, i.number) i.client_id as "clientId", i.invoice_id as "invoiceId", i.number, i.type,
                  i.status, i.invoice_date as date, i.currency_code as currency, i.total_minor as total, i.credited_minor as credited,
                  i.document -> 'payment' as payment
           from ${NUMBERS.from(1)}
           join invoice i using (client_id, number)
           where i.type not in ('CREDIT_NOTE', 'REMINDER')
           order by i.client_id, i.number, i.status in ('ERROR', 'DRAFT'), i.seq`,
    values: NUMBERS.values(names),
  })
  return new Map(
    rows.map(({ clientId, total, credited, payment, ...row }) => [
      `${clientId} ${row.number}`,
      {
        ...row,
        total: BigInt(total),
        credited: BigInt(credited),
        payment: payment === null ? null : readDocumentPayment(payment, keyOfInvoice({ clientId, ...row })),
      },
    ]),
  )
}

export interface Credit {
  clientId: ClientId
  /** The original. */
  invoiceId: InvoiceId
  /** Number of the credit note. */
  creditNote: number
  /** Minor units. */
  total: bigint
}

/**
 * Takes a credit note's total off what is left of its original, with the original's record and event; false when so much
 * is not left. The row decides, not a look before.
 */
export async function creditOriginal(tx: Tx, credit: Credit, at: Date): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'invoice-credit',
    text: `
      with credited as (
        update invoice set credited_minor = credited_minor + $3, updated_at = $4::timestamptz,
               status = case when credited_minor + $3 = total_minor and total_minor > 0 and status in ('INVOICED', 'INTERMEDIATED')
                             then 'CREDITED' else status end
        where client_id = $1 and invoice_id = $2 and credited_minor + $3 <= total_minor and status = any($5::text[])
        returning client_id, invoice_id, number, status, total_minor - credited_minor as left_minor
      ), records as (
        update distribution_record d set status = c.status, updated_at = $4::timestamptz, feed_number = null, fetched_at = null
        from credited c where d.client_id = c.client_id and d.invoice_id = c.invoice_id and d.status <> c.status
      ), events as (
        insert into event (client_id, event_id, at, type, subject, data)
        select client_id, $6, $4::timestamptz, 'invoice.credited', 'invoice:' || invoice_id,
               json_build_object('invoiceNumber', number, 'creditNote', $7::bigint, 'status', status, 'creditedMinor', $3::bigint, 'leftMinor', left_minor)
        from credited
      )
      select from credited`,
    values: [credit.clientId, credit.invoiceId, credit.total, at, CREDITABLE, uuid(), credit.creditNote],
  })
  return rowCount === 1
}

export interface Judged {
  clientId: ClientId
  invoiceId: InvoiceId
  number: number
  verdict: Verdict
  reasons: Reason[]
  warnings: Reason[]
  document: string | null
  paymentReference: string | null
  creditsInvoiceId: string | null
  duplicateOf: string | null
  method: string | null
}

const VERDICTS = bulk({
  client_id: 'bigint',
  invoice_id: 'uuid',
  number: 'bigint',
  verdict: 'text',
  reasons: 'json null',
  warnings: 'json null',
  reason_codes: 'json null',
  warning_codes: 'json null',
  failure: 'text null',
  document: 'json text null',
  reference: 'text null',
  credits: 'uuid null',
  duplicate: 'uuid null',
  method: 'text null',
  event_id: 'uuid',
})

/** Reasons without their words, for an event: the words may quote an address. */
function codesOf(reasons: readonly Reason[]): object[] | null {
  return reasons.length === 0 ? null : reasons.map(({ code, pointer }) => ({ code, pointer }))
}

/** Writes verdicts on invoices that wait for one, with the records and events that follow. @returns ids of those written */
export async function writeVerdicts(tx: Tx, judged: Judged[], at: Date): Promise<Set<string>> {
  const { rows } = await tx.query<{ invoiceId: InvoiceId }>({
    name: 'invoice-write-verdicts',
    text: `
      with n as (
        select * from ${VERDICTS.from(3)}
      ), judged as (
        update invoice i set status = n.verdict, reasons = n.reasons, warnings = n.warnings, document = n.document,
          payment_reference = n.reference, credits_invoice_id = n.credits, duplicate_of = n.duplicate,
          evaluate_at = null, evaluated_at = $1::timestamptz, updated_at = $1::timestamptz
        from n where i.client_id = n.client_id and i.invoice_id = n.invoice_id
          and i.status = any(string_to_array($2::json->>n.verdict, ' '))
        returning i.client_id, i.invoice_id
      ), records as (
        update distribution_record d set status = n.verdict, method = coalesce(n.method, d.method),
          outcome = case when n.verdict in ('ERROR', 'DUPLICATE') then 'FAILED' else 'PENDING' end,
          failure_reason = n.failure, updated_at = $1::timestamptz, feed_number = null, fetched_at = null
        from n join judged using (client_id, invoice_id)
        where d.client_id = n.client_id and d.invoice_id = n.invoice_id
      ), events as (
        insert into event (client_id, event_id, at, type, subject, data)
        select client_id, event_id, $1::timestamptz, 'invoice.' || lower(verdict), 'invoice:' || invoice_id,
               json_build_object('invoiceNumber', number, 'reasons', coalesce(reason_codes, '[]'),
                 'warnings', coalesce(warning_codes, '[]'))
        from n join judged using (client_id, invoice_id) order by event_id
      )
      select invoice_id as "invoiceId" from judged`,
    values: [
      at,
      JSON.stringify(BEFORE),
      ...VERDICTS.values(
        judged.map(({ reasons, warnings, ...row }) => ({
          ...row,
          reasons: reasons.length === 0 ? null : reasons,
          warnings: warnings.length === 0 ? null : warnings,
          reasonCodes: codesOf(reasons),
          warningCodes: codesOf(warnings),
          reference: row.paymentReference,
          credits: row.creditsInvoiceId,
          duplicate: row.duplicateOf,
          eventId: uuid(),
          failure: reasons.length === 0 ? null : reasons.map(({ message }) => message).join(' '),
        })),
      ),
    ],
  })
  return new Set(rows.map((row) => row.invoiceId))
}

// Guards of the transition to each verdict, as "PAUSED MANUAL …". An accepted invoice is never evaluated again.
const BEFORE = Object.fromEntries(
  (['ACCEPTED', 'MANUAL', 'DUPLICATE', 'ERROR'] as const).map((verdict) => [
    verdict,
    statusesBefore(verdict)
      .filter((status) => status !== 'ACCEPTED')
      .join(' '),
  ]),
)

const INVOICE_KEYS = bulk({ client_id: 'bigint', invoice_id: 'uuid' })

/** Looks again later at invoices that could not be judged now. */
export async function postpone(tx: Tx, rows: InvoiceKey[], until: Date): Promise<void> {
  if (rows.length === 0) return
  await tx.query({
    text: `update invoice i set evaluate_at = $1 from ${INVOICE_KEYS.from(2)}
           where i.client_id = n.client_id and i.invoice_id = n.invoice_id and i.evaluate_at is not null`,
    values: [until, ...INVOICE_KEYS.values(rows)],
  })
}
