/** Cases that wait for their payment, written straight into the database, and the bank's file that pays each of them. */
import type { Pool } from 'pg'
import { CLIENT_ROWS } from './client-rows.ts'
import { ONE_DEBTOR, fillDebtors } from './debtor-fill.ts'
import { camtEnd, camtEntry, camtStart, camtStatementHead } from '../packages/bank-files/test/camt.ts'

const FORMAT = 'camt.053.001.02'
const CLIENTS = 50
const BATCH = 20_000
const CHUNK_CHARS = 65_536

/** How many entries a file of so many bytes has. */
export function entriesOf(bytes: number): number {
  return Math.max(1, Math.floor(bytes / entry(1_000_000).length))
}

/** A camt.053 statement with an entry for each case, in chunks. */
export function* paymentFile(entries: number): Generator<string> {
  const closing = (entries * 100).toFixed(2)
  let chunk = `${camtStart({ format: FORMAT, createdOn: '2026-02-21' })}<Stmt>${camtStatementHead(FORMAT, { id: 'S-1', closing }, '2026-02-21')}\n`
  for (let i = 0; i < entries; i += 1) {
    chunk += entry(i)
    if (chunk.length < CHUNK_CHARS) continue
    yield chunk
    chunk = ''
  }
  yield `${chunk}</Stmt>${camtEnd({ format: FORMAT })}`
}

function entry(i: number): string {
  const text = camtEntry(FORMAT, {
    amount: '100.00',
    bookingDate: '2026-02-20',
    servicerReference: `260220593497E${String(i).padStart(9, '0')}`,
    transactions: [
      {
        servicerReference: `260220593497E${String(i).padStart(9, '0')}`,
        endToEndId: `E2E-${i}`,
        debtor: 'Matti Meikäläinen',
        debtorIban: 'FI4250001510000023',
        structured: [{ reference: String(70_000_000_000 + i) }],
        acceptedAt: '2026-02-19T10:11:12',
      },
    ],
  })
  return `${text}\n`
}

/** Open cases of 100.00 each, not due yet, as openCases leaves them; references are any digits. */
export async function fillPayable(pool: Pool, cases: number): Promise<void> {
  await pool.query(`insert into partner (code, name, created_at) values ('P1', 'Partner', now())`)
  await pool.query({ text: CLIENT_ROWS, values: [CLIENTS] })
  await fillDebtors(
    pool,
    Array.from({ length: CLIENTS }, (_, i) => i + 1),
  )
  for (let from = 0; from < cases; from += BATCH)
    await pool.query({ text: FILL, values: [from, Math.min(from + BATCH, cases) - 1, CLIENTS] })
  // Not of what is empty still: the planner would believe that it stays so, and check foreign keys by reading whole tables.
  for (const table of [
    'client',
    'invoice',
    'collection_case',
    'journal_transaction',
    'journal_posting',
    'journal_balance',
  ])
    await pool.query(`vacuum analyze ${table}`)
  await pool.query('checkpoint')
}

const FILL = `
  with n as (
    select i, i % $3::integer + 1 as client_id, uuidv7() as invoice_id, uuidv7() as transaction_id, 5000001 + i as case_id,
           (70000000000 + i)::text as reference
    from generate_series($1::bigint, $2::bigint) i
  ), invoices as (
    insert into invoice (client_id, invoice_id, number, type, issue, status, invoice_date, due_date, currency_code, net_minor, vat_minor,
      total_minor, paid_minor, payment_reference, buyer_name, payload, content_hash, duplicate_fingerprint, submitted_at, submitted_by, updated_at, has_case)
    select client_id, invoice_id, 1000 + i, 'INVOICE', '', 'INVOICED', '2026-02-12', '2026-02-26', 'EUR', 10000, 0, 10000, 0, reference,
      'Matti Meikäläinen', '{"processing": {"accountingInvoiceEnabled": false}}', '\\x00', '\\x00', now(), 'bench', now(), true from n
  ), cases as (
    insert into collection_case (client_id, case_id, invoice_id, debtor_id, invoice_number, payment_reference, stage, status, country, debtor_type,
      currency, debtor, capital_minor, invoice_date, due_date, case_due_date, policy_id, policy_version, step_index, next_date, next_at,
      interest_from, opened_at, updated_at)
    select client_id, case_id, invoice_id, ${ONE_DEBTOR}, 1000 + i, reference, 'INVOICED', 'OPEN', 'FI', 'CONSUMER', 'EUR',
      '{"name": "Matti Meikäläinen", "language": "fi"}', 10000, '2026-02-12', '2026-02-26', '2026-02-26', 'FI-CONSUMER', 1, 0,
      '2026-02-27', '2026-02-27', '2026-02-27', now(), now() from n
  ), transactions as (
    insert into journal_transaction (client_id, transaction_id, kind, at, booking_date, source, details)
    select client_id, transaction_id, 'CASE_OPENED', now(), '2026-02-12', 'case:' || case_id, '{}' from n
  )
  insert into journal_posting (client_id, transaction_id, line, account, case_id, currency, amount_minor)
  select client_id, transaction_id, line, account, case_id, 'EUR', amount
  from n cross join (values (1, 'RECEIVABLE_CAPITAL', 10000), (2, 'CLAIMS_OF_CLIENT', -10000)) as p (line, account, amount)`
