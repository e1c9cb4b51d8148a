import type { Pool } from 'pg'

const BATCH = 50_000
const TABLES = [
  ...['invoice', 'collection_case', 'payment', 'allocation', 'settlement', 'task', 'approval', 'audit_entry'],
  ...['debtor', 'debtor_identity', 'debtor_name', 'debtor_mark'],
]

/**
 * Fills the tables of the lists: `rows` of each for the first client, a fiftieth of that for each of the others. Without
 * the indexes, which are made again afterwards, and without triggers. The journal stays empty: a page reads it by case,
 * by its key. Old cases are closed and the last tenth is open, as they would be: what is rare lies together.
 */
export async function fillLists(owner: Pool, clients: readonly number[], rows: number): Promise<void> {
  const { rows: indexes } = await owner.query<{ name: string; definition: string }>({
    text: `select indexname as name, indexdef as definition from pg_indexes
           where tablename = any($1) and indexname not like '%_pkey'`,
    values: [TABLES],
  })
  for (const { name } of indexes) await owner.query(`drop index ${name}`)
  await owner.query('set session_replication_role = replica')
  for (const [i, clientId] of clients.entries()) {
    const count = i === 0 ? rows : Math.floor(rows / 50)
    for (let from = 0; from < count; from += BATCH) {
      const values = [clientId, from, Math.min(BATCH, count - from), count, i * 10_000_000]
      for (const text of [DEBTORS, INVOICES, PAYMENTS, TASKS, AUDIT]) await owner.query({ text, values })
    }
  }
  await owner.query('reset session_replication_role')
  for (const { definition } of indexes) await owner.query(definition)
  for (const table of TABLES) await owner.query(`vacuum analyze ${table}`)
  await owner.query('checkpoint')
}

/** Day 0 is the due date of the first invoice; 1,200 days later is that of the last. */
const ROWS = `
  select i, $5::bigint + 5000000 + i as case_id, uuidv7() as invoice_id, (i * 1200 / $4::bigint)::int as day,
    date '2023-01-01' + (i * 1200 / $4::bigint)::int as due, i % $4 > $4 * 0.9 as open
  from generate_series($2::bigint, $2::bigint + $3 - 1) i`

/** The debtor of a row, and the hash of its id. */
const DEBTOR_ID = `('019a4c3e-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid`
const IDENTITY = `decode(lpad(to_hex(i), 64, '0'), 'hex')`

export function debtorOfRow(i: number): { identity: Buffer; debtorId: string } {
  const hex = i.toString(16)
  return {
    identity: Buffer.from(hex.padStart(64, '0'), 'hex'),
    debtorId: `019a4c3e-0000-7000-8000-${hex.padStart(12, '0')}`,
  }
}

const DEBTORS = `
  with n as (select i, ${DEBTOR_ID} as debtor_id, 'etu' || i % 5000 as first, 'suku' || i % 997 as last from (${ROWS}) r
  ), debtors as (
    insert into debtor (client_id, debtor_id, kind, name, name_key, person_index, contact, created_at, updated_at)
    select $1, debtor_id, 'PERSON', first || ' ' || last, first || ' ' || last, ${IDENTITY}, '{}',
      timestamptz '2023-01-01' + interval '1 minute' * i, timestamptz '2023-01-01' + interval '1 minute' * i from n
  ), identities as (
    insert into debtor_identity (client_id, identity, debtor_id, kind, is_first) select $1, ${IDENTITY}, debtor_id, 'PERSON', true from n
  ), marks as (
    insert into debtor_mark (client_id, debtor_id, mark_id, mark, from_day, source, set_by, set_at)
    select $1, debtor_id, debtor_id, 'DECEASED', '2024-01-01', 'bench', 'bench', now() from n where i % 1000 = 5
  )
  insert into debtor_name (client_id, debtor_id, name_key)
  select $1, debtor_id, name from n cross join lateral (values (first || ' ' || last), (last || ' ' || first)) as v (name)`

const INVOICES = `
  with n as (
    select r.*, i % 30 = 7 as is_credit_note, i % 1000 = 3 as is_error, i > $4 * 0.99 and i % 20 = 5 as is_manual from (${ROWS}) r
  ), m as (
    select *, case when is_error then 'ERROR' when is_manual then 'MANUAL' when i % 500 = 9 then 'CREDITED' else 'INVOICED' end as status,
      case when is_credit_note then 'CREDIT_NOTE' when i % 100 = 11 then 'AUTO_PAYMENT_INVOICE' else 'INVOICE' end as type,
      not (is_credit_note or is_error or is_manual or i % 20 = 13) as has_case
    from n
  ), invoices as (
    insert into invoice (client_id, invoice_id, number, type, issue, status, invoice_date, due_date, payment_reference, currency_code, net_minor,
      vat_minor, total_minor, paid_minor, buyer_name, payload, content_hash, duplicate_fingerprint, submitted_at, submitted_by, updated_at, has_case)
    select $1, invoice_id, i + 1, type, '', status, due - 14, due, i::text, 'EUR', 10000, 2550, 12550, 0, 'Matti Meikäläinen',
      '{"invoice":{"parties":{"buyerParty":{"name":"Matti Meikäläinen"}}}}', '\\x00', decode(lpad(to_hex(i), 16, '0'), 'hex'), due, 'bench',
      due + interval '1 second' * (i % 86400), has_case
    from m
  )
  insert into collection_case (client_id, case_id, invoice_id, debtor_id, invoice_number, payment_reference, stage, status, country, debtor_type, currency, debtor,
    capital_minor, invoice_date, due_date, case_due_date, policy_id, policy_version, step_index, next_date, next_at, interest_from, opened_at,
    closed_at, closing_reason, updated_at)
  select $1, case_id, invoice_id, ${DEBTOR_ID}, i + 1, i::text,
    case when not open then 'CLOSED' when i % 100 = 1 then 'LEGAL' when i % 3 = 0 then 'REMINDER' else 'OVERDUE' end,
    case when not open then 'CLOSED' when i % 200 = 2 then 'DISPUTED' else 'OPEN' end, 'FI', 'CONSUMER', 'EUR',
    '{"name":"Matti Meikäläinen","language":"fi"}', 12550, due - 14, due, due, 'FI-CONSUMER', 1, 0,
    null, null, due + 1, due, case when open then null else due + 30 end,
    case when open then null when i % 500 = 9 then 'CREDITED' when i % 50 = 0 then 'WITHDRAWN' else 'PAID' end,
    due + interval '30 days' + interval '1 second' * (i % 86400)
  from m where has_case`

const PAYMENTS = `
  with n as (select r.*, uuidv7() as payment_id, uuidv7() as transaction_id, to_char(due, 'YYYYMMDD')::bigint * 10000 + i % 10000 as settlement_id
             from (${ROWS}) r
  ), payments as (
    insert into payment (client_id, payment_id, kind, currency, amount_minor, unallocated_minor, booking_date, payment_date,
      payment_type, received_at)
    select $1, payment_id, 'BANK', 'EUR', 10000, 0, due, due, 'CREDIT_TRANSFER', due from n
  ), settlements as (
    insert into settlement (client_id, settlement_id, settlement_date, currency, amount_minor, line_count, remittance_reference,
      beneficiary, run_id, transaction_id, created_at, acknowledged_at)
    select $1, settlement_id, due, 'EUR', 10000, 1, i::text, '{"name":"Bench","iban":"FI4250001510000023"}', payment_id,
      transaction_id, due, case when i % 50 = 0 then null else due end from n
  )
  insert into allocation (client_id, allocation_id, payment_id, case_id, transaction_id, currency, capital_minor, interest_minor, costs_minor,
    fees_minor, allocated_on, allocated_at, explanation, stage, owed_minor, settlement_id)
  select $1, case_id, payment_id, case_id, transaction_id, 'EUR', 10000, 0, 0, 0, due, due, '{}', 'REMINDER', 10000, settlement_id from n`

const TASKS = `
  insert into task (client_id, kind, subject, cause, opened_at, due_at, due_rule, assignee, snoozed_until)
  select $1, case when i % 100 = 1 then 'OBJECTION' else 'DELIVERY_FAILED' end, 'case:' || case_id, 'BENCH', due,
    case when i % 3 = 0 then due + interval '7 days' end, case when i % 3 = 0 then 'bench' end,
    case when i % 50 = 0 then 'Bench Person' end, case when i % 40 = 0 then timestamptz '2100-01-01' end
  from (${ROWS}) r`

const AUDIT = `
  with n as (select r.*, uuidv7(interval '1 day' * (day - 2000)) as audit_id from (${ROWS}) r
  ), approvals as (
    insert into approval (client_id, approval_id, action, subject, input, input_hash, preview, preview_hash, asked_by, asked_at, expires_at,
      decided_by, decided_at, decision)
    select $1, audit_id, 'payment.return', 'payment:' || i, '{}', decode(lpad(to_hex(i), 16, '0'), 'hex'), '{}', '\\x00', 'user:a', due, due + 7,
      case when open and i % 100 = 0 then null else 'user:b' end, case when open and i % 100 = 0 then null else due end,
      case when open and i % 100 = 0 then null else 'APPROVED' end from n
  )
  insert into audit_entry (client_id, audit_id, at, actor, request_id, action, subject, details)
  select $1, audit_id, clock_timestamp() + interval '1 day' * (day - 2000), case when i % 1000 = 0 then 'user:Bench Person' else 'system:bench' end, 'bench',
    case when i % 5000 = 1 and day < 200 then 'client.created' when i % 50 = 0 then 'invoice.replaced' else 'invoice.submitted' end,
    'invoice:' || invoice_id, json_build_object('caseId', case_id) from n`
