import { spawn } from 'node:child_process'
import { Pool } from 'pg'
import { NEW_CLIENT_EXAMPLE } from '../src/onboarding/examples.ts'
import { type BenchDatabase, call, startProcess } from './support.ts'
import { provisioningToken } from './tokens.ts'

const CASES = Number(process.env['BENCH_CASES'] ?? 1_000_000)
const DUE = CASES / 10
const BATCH = 20_000

/**
 * (f) Steps per second with a million open cases of which a tenth is due today: interest, fee, letter (not rendered), events
 * and the next date, by one worker process and by two.
 */
export async function casesBench(server: BenchDatabase): Promise<void> {
  const url = await server.database('bench_cases')
  const api = await startProcess({ DATABASE_URL: url, SAATAVA_ROLE: 'api' }, 18_093)
  const client = await call(api.origin, 'POST', '/client', await provisioningToken(url), NEW_CLIENT_EXAMPLE)
  await api.stop()
  const pool = new Pool({ connectionString: url, max: 1 })
  try {
    await fill(pool, Number(client['clientIdentifier']))
    console.log(`\n(f) ${CASES.toLocaleString('en')} open cases, ${DUE.toLocaleString('en')} due; steps per second`)
    for (const workers of [1, 2]) {
      const perSecond = await measured(pool, url, workers)
      console.log(`    ${workers} worker${workers > 1 ? 's' : ''}: ${Math.round(perSecond)} steps/s (aim ≥ 5 000)`)
    }
  } finally {
    await pool.end()
  }
}

/** Cases whose first reminder is due, and cases that have time: with their invoices, accepted documents and journal. */
async function fill(pool: Pool, clientId: number): Promise<void> {
  const document = JSON.stringify(DOCUMENT)
  for (let from = 0; from < CASES; from += BATCH) {
    await pool.query({ text: FILL, values: [clientId, from, BATCH, document, Math.round(CASES / DUE)] })
  }
  for (const table of ['invoice', 'collection_case', 'journal_transaction', 'journal_posting', 'journal_balance'])
    await pool.query(`vacuum analyze ${table}`)
}

const FILL = `
  with n as (
    select i, uuidv7() as invoice_id, uuidv7() as transaction_id, 5000000 + i as case_id from generate_series($2::bigint, $2::bigint + $3 - 1) i
  ), invoices as (
    insert into invoice (client_id, invoice_id, number, type, issue, status, invoice_date, due_date, currency_code, net_minor, vat_minor,
      total_minor, paid_minor, buyer_name, payload, document, content_hash, likeness_hash, submitted_at, submitted_by, updated_at)
    select $1, invoice_id, i + 1, 'INVOICE', '', 'INVOICED', current_date - 30, current_date - 15, 'EUR', 10000, 2550, 12550, 0, 'Matti Meikäläinen',
      '{}', $4::json, '\\x00', '\\x00', now(), 'bench', now() from n
  ), cases as (
    insert into collection_case (client_id, case_id, invoice_id, invoice_number, stage, status, country, debtor_type, currency, debtor,
      capital_minor, invoice_date, due_date, case_due_date, policy_id, policy_version, step_index, next_date, next_at, interest_from, opened_at, updated_at)
    select $1, case_id, invoice_id, i + 1, 'OVERDUE', 'OPEN', 'FI', 'CONSUMER', 'EUR',
      '{"name":"Matti Meikäläinen","language":"fi","email":"matti@testcustomer.fi","address":{"street":"Testikuja 8","postalCode":"12345","postalDistrict":"HELSINKI","countryCode":"FI"}}',
      12550, current_date - 30, current_date - 15, current_date - 15, 'FI-CONSUMER', 1, 0,
      case when i % $5 = 0 then current_date else current_date + 30 end,
      case when i % $5 = 0 then timestamptz '3000-01-01' else now() + interval '30 days' end, current_date - 14, now(), now() from n
  ), transactions as (
    insert into journal_transaction (client_id, transaction_id, kind, at, booking_date, source, details)
    select $1, transaction_id, 'CASE_OPENED', now(), current_date - 30, 'case:' || case_id, '{}' from n
  )
  insert into journal_posting (client_id, transaction_id, line, account, case_id, currency, amount_minor)
  select $1, transaction_id, line, account, case_id, 'EUR', amount
  from n cross join (values (1, 'RECEIVABLE_CAPITAL', 12550), (2, 'CLAIMS_OF_CLIENT', -12550)) as p (line, account, amount)`

/** Half of the due cases are let go for each measurement. */
async function measured(pool: Pool, url: string, workers: number): Promise<number> {
  const half = Math.floor(DUE / 2)
  await pool.query(
    `update collection_case set next_at = now() where (client_id, case_id) in
       (select client_id, case_id from collection_case where next_at = timestamptz '3000-01-01' limit $1)`,
    [half],
  )
  await pool.query('vacuum analyze collection_case')
  const before = await steps(pool)
  const children = Array.from({ length: workers }, () =>
    spawn(process.execPath, ['bench/case-worker.ts', url], { stdio: ['ignore', 'ignore', 'inherit'] }),
  )
  await Promise.all(children.map((child) => new Promise((resolve) => child.once('exit', resolve))))
  const { rows } = await pool.query<{ seconds: number }>(
    `select extract(epoch from max(at) - min(at))::float as seconds from case_event where kind = 'STEP_TAKEN' and at > $1`,
    [before.at],
  )
  const after = await steps(pool)
  return (after.count - before.count) / (rows[0]?.seconds ?? 1)
}

async function steps(pool: Pool): Promise<{ count: number; at: Date }> {
  const { rows } = await pool.query<{ count: number; at: Date }>(
    `select count(*)::int as count, now() as at from case_step`,
  )
  return rows[0] ?? { count: 0, at: new Date() }
}

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
    accounts: [{ iban: 'FI2112345600000785', bic: 'NDEAFIHH' }],
    payable: '12550',
    reference: { kind: 'FI', value: '20260000422', printed: '2 02600 00422' },
  },
  terms: {},
  showProductCode: false,
}
