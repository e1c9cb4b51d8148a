/** Cases as they stand in the middle of a collection, written straight into the database. */
import type { Pool } from 'pg'
import { ONE_DEBTOR, fillDebtors } from './debtor-fill.ts'

const BATCH = 20_000
/** When cases wait that are due, but have not been let go yet: see release. */
const HELD = '3000-01-01'

/** Cases whose first reminder is due (one of `dueEvery`), and cases that have time: with invoices, documents and journal. */
export async function fillCases(pool: Pool, clientId: number, cases: number, dueEvery: number): Promise<void> {
  const document = JSON.stringify(DOCUMENT)
  await fillDebtors(pool, [clientId])
  for (let from = 0; from < cases; from += BATCH)
    await pool.query({ text: FILL, values: [clientId, from, Math.min(BATCH, cases - from), document, dueEvery, HELD] })
  for (const table of ['invoice', 'collection_case', 'journal_transaction', 'journal_posting', 'journal_balance'])
    await pool.query(`vacuum analyze ${table}`)
}

/** Lets so many of those that are due go. */
export async function release(pool: Pool, count: number): Promise<void> {
  await pool.query({
    text: `update collection_case set next_at = now() where (client_id, case_id) in
             (select client_id, case_id from collection_case where next_at = $2::timestamptz limit $1)`,
    values: [count, HELD],
  })
  await pool.query('vacuum analyze collection_case')
  // The writes that the filling left behind are not the steps' burden.
  await pool.query('checkpoint')
}

const FILL = `
  with n as (
    select i, uuidv7() as invoice_id, uuidv7() as transaction_id, 5000000 + i as case_id from generate_series($2::bigint, $2::bigint + $3 - 1) i
  ), invoices as (
    insert into invoice (client_id, invoice_id, number, type, issue, status, invoice_date, due_date, currency_code, net_minor, vat_minor,
      total_minor, paid_minor, buyer_name, payload, document, content_hash, duplicate_fingerprint, submitted_at, submitted_by, updated_at, has_case)
    select $1, invoice_id, i + 1, 'INVOICE', '', 'INVOICED', current_date - 30, current_date - 15, 'EUR', 10000, 2550, 12550, 0, 'Matti Meikäläinen',
      '{}', $4::json, '\\x00', '\\x00', now(), 'bench', now(), true from n
  ), cases as (
    insert into collection_case (client_id, case_id, invoice_id, debtor_id, invoice_number, stage, status, country, debtor_type, currency, debtor,
      capital_minor, invoice_date, due_date, case_due_date, policy_id, policy_version, step_index, next_date, next_at, interest_from, opened_at, updated_at)
    select $1, case_id, invoice_id, ${ONE_DEBTOR}, i + 1, 'OVERDUE', 'OPEN', 'FI', 'CONSUMER', 'EUR',
      '{"name":"Matti Meikäläinen","language":"fi","email":"matti@testcustomer.fi","address":{"street":"Testikuja 8","postalCode":"12345","postalDistrict":"HELSINKI","countryCode":"FI"}}',
      12550, current_date - 30, current_date - 15, current_date - 15, 'FI-CONSUMER', 1, 0,
      case when i % $5 = 0 then current_date else current_date + 30 end,
      case when i % $5 = 0 then $6::timestamptz else now() + interval '30 days' end, current_date - 14, now(), now() from n
  ), transactions as (
    insert into journal_transaction (client_id, transaction_id, kind, at, booking_date, source, details)
    select $1, transaction_id, 'CASE_OPENED', now(), current_date - 30, 'case:' || case_id, '{}' from n
  )
  insert into journal_posting (client_id, transaction_id, line, account, case_id, currency, amount_minor)
  select $1, transaction_id, line, account, case_id, 'EUR', amount
  from n cross join (values (1, 'RECEIVABLE_CAPITAL', 12550), (2, 'CLAIMS_OF_CLIENT', -12550)) as p (line, account, amount)`

const DOCUMENT = {
  number: '1',
  type: 'INVOICE',
  date: '2026-01-01',
  dueDate: '2026-01-15',
  currency: 'EUR',
  language: 'fi',
  seller: {
    name: 'Test Customer Oy',
    businessId: '0112038-9',
    address: { street: 'Testikuja 7', postalCode: '12345', postalDistrict: 'HELSINKI', countryCode: 'FI' },
  },
  buyer: { name: 'Matti Meikäläinen', entityType: 'CONSUMER' },
  recipient: { name: 'Matti Meikäläinen', entityType: 'CONSUMER' },
  references: {},
  rows: [],
  vatLines: [{ percentage: 25.5, category: 'S', net: '10000', vat: '2550' }],
  totals: { net: '10000', vat: '2550', total: '12550', paid: '0' },
  payment: {
    accounts: [{ iban: 'FI5810171000000122', bic: 'NDEAFIHH' }],
    payable: '12550',
    reference: { kind: 'FI', value: '20260000422', printed: '2 02600 00422' },
  },
  terms: {},
  showProductCode: false,
}
