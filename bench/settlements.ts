import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Pool } from 'pg'
import { seedAgency } from '../src/agency/seed-agency.ts'
import { readConfig } from '../src/config/config.ts'
import { closePool } from '../src/platform/database.ts'
import { createPlatform } from '../src/service.ts'
import { runSettlements } from '../src/settlements/run-settlements.ts'
import { ONE_DEBTOR, fillDebtors } from './debtor-fill.ts'
import { CLIENT_ROWS } from './client-rows.ts'
import type { BenchDatabase } from './support.ts'

const CLIENTS = Number(process.env['BENCH_CLIENTS'] ?? 1_000)
/**
 * Allocations of each client, each on a separate case: the dearest form, since cases are locked, compared and posted to.
 */
const ALLOCATIONS = Number(process.env['BENCH_ALLOCATIONS'] ?? 100)
const COMMISSION = { commission: [{ fromStage: 'REMINDER', percent: 5, of: ['CAPITAL'] }] }

/**
 * (g) A settlement run over a thousand clients with a hundred allocations each, to the file in the bank's outbox: locked,
 * compared with the journal, commissions, postings, events; a transaction a client, one process. Beside it the bare minimum:
 * as many transactions that only mark as many allocations.
 */
export async function settlementsBench(server: BenchDatabase): Promise<void> {
  const { url, ownerUrl } = await server.database('bench_settlements')
  const dataDir = mkdtempSync(join(tmpdir(), 'saatava-bench-'))
  const pool = new Pool({ connectionString: ownerUrl, max: 1 })
  try {
    await fill(pool)
    const total = CLIENTS * ALLOCATIONS
    console.log(
      `\n(g) ${CLIENTS.toLocaleString('en')} clients, ${ALLOCATIONS} allocations each; allocations settled per second`,
    )
    const bare = await seconds(() => markOnly(pool))
    const config = readConfig({ SAATAVA_ENV: 'sandbox', LOG_LEVEL: 'warn', DATA_DIR: dataDir, DATABASE_URL: url })
    const platform = createPlatform(config, url)
    const ctx = { platform, log: platform.log, requestId: 'bench', actor: 'system:bench' as const }
    await seedAgency(ctx)
    let settled = 0
    const whole = await seconds(async () => {
      const { settlements, blocked } = await runSettlements(ctx)
      settled = settlements.reduce((sum, { lineCount }) => sum + lineCount, 0)
      if (blocked.length > 0) throw new Error(JSON.stringify(blocked[0]))
    })
    await closePool(platform.pool)
    if (settled !== total) throw new Error(`${settled} of ${total} were settled`)
    const [name = ''] = readdirSync(config.bank.outbox).filter((one) => one.endsWith('.xml'))
    const kilobytes = Math.round(statSync(join(config.bank.outbox, name)).size / 1024)
    const rate = (time: number) => Math.round(total / time).toLocaleString('en')
    console.log(
      `    ${rate(whole)}/s, ${(CLIENTS / whole).toFixed(0)} settlements/s; the run took ${whole.toFixed(1)} s, its file has ${kilobytes} kB`,
    )
    console.log(
      `    marking alone: ${rate(bare)}/s, ${(CLIENTS / bare).toFixed(0)} transactions/s, ${bare.toFixed(1)} s`,
    )
  } finally {
    await pool.end()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

/** Writes each row again, as a settlement writes it, and nothing else is done. */
async function markOnly(pool: Pool): Promise<void> {
  for (let client = 1; client <= CLIENTS; client++)
    await pool.query({
      name: 'mark',
      text: 'update allocation set commission_minor = 0 where client_id = $1 and settlement_id is null',
      values: [client],
    })
  await pool.query('vacuum analyze allocation')
}

/** Clients whose debtors paid nine days ago, so that their weekly run is due; as allocating leaves them. */
async function fill(pool: Pool): Promise<void> {
  await pool.query(`insert into partner (code, name, created_at) values ('P1', 'Partner', now())`)
  await pool.query({ text: CLIENTS_WITH_CONTRACT, values: [CLIENTS, JSON.stringify(COMMISSION)] })
  await fillDebtors(
    pool,
    Array.from({ length: CLIENTS }, (_, i) => i + 1),
  )
  for (let client = 1; client <= CLIENTS; client++)
    await pool.query({ name: 'fill', text: FILL, values: [client, ALLOCATIONS] })
  for (const table of ['client', 'invoice', 'collection_case', 'payment', 'allocation', 'journal_balance'])
    await pool.query(`vacuum analyze ${table}`)
  await pool.query('checkpoint')
}

const CLIENTS_WITH_CONTRACT = `
  with clients as (${CLIENT_ROWS} returning client_id)
  insert into client_contract (client_id, contract, version, updated_at) select client_id, $2::json, 1, now() from clients`

const FILL = `
  with n as (
    select i, uuidv7() as invoice_id, uuidv7() as transaction_id, uuidv7() as payment_id, $1::bigint * 1000000 + i as case_id
    from generate_series(1, $2::integer) i
  ), invoices as (
    insert into invoice (client_id, invoice_id, number, type, issue, status, invoice_date, due_date, currency_code, net_minor, vat_minor,
      total_minor, paid_minor, buyer_name, payload, content_hash, duplicate_fingerprint, submitted_at, submitted_by, updated_at, has_case)
    select $1, invoice_id, 1000 + i, 'INVOICE', '', 'INVOICED', current_date - 60, current_date - 46, 'EUR', 10000, 0, 10000, 0,
      'Matti Meikäläinen', '{"processing": {"accountingInvoiceEnabled": false}}', '\\x00', '\\x00', now(), 'bench', now(), true from n
  ), cases as (
    insert into collection_case (client_id, case_id, invoice_id, debtor_id, invoice_number, stage, status, closing_reason, closed_at, country,
      debtor_type, currency, debtor, capital_minor, invoice_date, due_date, case_due_date, policy_id, policy_version, step_index,
      interest_from, opened_at, updated_at)
    select $1, case_id, invoice_id, ${ONE_DEBTOR}, 1000 + i, 'CLOSED', 'CLOSED', 'PAID', now(), 'FI', 'CONSUMER', 'EUR',
      '{"name": "Matti Meikäläinen", "language": "fi"}', 10000, current_date - 60, current_date - 46, current_date - 46,
      'FI-CONSUMER', 1, 1, current_date - 45, now(), now() from n
  ), payments as (
    insert into payment (client_id, payment_id, kind, currency, amount_minor, unallocated_minor, booking_date, payment_date,
      payment_type, received_at)
    select $1, payment_id, 'BANK', 'EUR', 10000, 0, current_date - 9, current_date - 9, 'CREDIT_TRANSFER', now() - interval '9 days' from n
  ), allocations as (
    insert into allocation (client_id, payment_id, case_id, transaction_id, currency, capital_minor, interest_minor, costs_minor,
      fees_minor, allocated_on, allocated_at, explanation, stage, owed_minor)
    select $1, payment_id, case_id, transaction_id, 'EUR', 10000, 0, 0, 0, current_date - 9, now() - interval '9 days', '{}',
      'REMINDER', 10000 from n
  ), transactions as (
    insert into journal_transaction (client_id, transaction_id, kind, at, booking_date, source, details)
    select $1, transaction_id, 'PAYMENT_RECEIVED', now(), current_date - 9, 'payment:' || payment_id, '{}' from n
  )
  insert into journal_posting (client_id, transaction_id, line, account, case_id, currency, amount_minor)
  select $1, transaction_id, line, account, case when account = 'CLIENT_FUNDS' then 0 else case_id end, 'EUR', amount
  from n cross join (values (1, 'CLIENT_FUNDS', 10000), (2, 'OWED_TO_CLIENT', -10000)) as p (line, account, amount)`
