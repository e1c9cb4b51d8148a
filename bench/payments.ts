/**
 * `node bench/payments.ts [entries]`: a camt.054 file of payments of as many cases, from its bytes to closed cases. The bare
 * parse of the same file first; then taken (each entry stored, committed in batches), then matched, allocated and closed by
 * one, two and four lanes of this process, each a worker as the service runs it.
 */
import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Pool } from 'pg'
import { camtEnd, camtEntry, camtStart, camtStatementHead } from '../src/bank-files/camt.testing.ts'
import { readBankFile } from '../src/bank-files/read-bank-file.ts'
import { matchAll } from '../src/payments/match-entries.ts'
import { takeBankFileAt } from '../src/payments/take-bank-file.ts'
import { readConfig } from '../src/platform/config.ts'
import type { Ctx } from '../src/platform/context.ts'
import { closePool } from '../src/platform/database.ts'
import { createPlatform } from '../src/service.ts'
import { type BenchDatabase, startBenchDatabase } from './support.ts'

const CLIENTS = 50
const FORMAT = 'camt.054.001.08'
const LANES = [1, 2, 4]

export async function paymentsBench(server: BenchDatabase, entries: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'saatava-bench-'))
  try {
    const path = join(folder, 'payments.xml')
    await writeFile(path, fileOf(entries))
    const bytes = statSync(path).size
    console.log(
      `\n${entries} payments of ${CLIENTS} clients in one ${FORMAT} file of ${(bytes / 1e6).toFixed(1)} MB; entries per second`,
    )
    const parsed = await timed(() => parse(path))
    console.log(`    parsed alone   ${perSecond(entries, parsed)}`)
    for (const lanes of LANES) await run(server, folder, path, entries, lanes)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function run(server: BenchDatabase, folder: string, path: string, entries: number, lanes: number): Promise<void> {
  const url = await server.database(`bench_payments_${lanes}`)
  const env = { DATA_DIR: folder, LOG_LEVEL: 'warn', DEMO: 'off', DATABASE_PREPARED: 'on', DATABASE_URL: url }
  const platform = createPlatform(readConfig(env), url)
  const ctx: Ctx = { platform, log: platform.log, requestId: 'bench', actor: 'bench' }
  try {
    await seed(platform.pool, entries)
    const taken = await timed(() => takeBankFileAt(ctx, { name: 'payments.xml', path }))
    const matched = await timed(() => Promise.all(Array.from({ length: lanes }, () => matchAll(ctx))))
    const { rows } = await platform.pool.query<{ closed: number; allocated: number }>(
      `select (select count(*) from collection_case where status = 'CLOSED') as closed, (select count(*) from allocation) as allocated`,
    )
    const [{ closed, allocated } = { closed: 0, allocated: 0 }] = rows
    if (closed !== entries || allocated !== entries)
      throw new Error(`${closed} closed, ${allocated} allocated of ${entries}`)
    console.log(
      `    ${lanes} lane${lanes === 1 ? ' ' : 's'}        taken ${perSecond(entries, taken)}, matched and allocated ${perSecond(entries, matched)}`,
    )
  } finally {
    await closePool(platform.pool)
  }
}

async function parse(path: string): Promise<void> {
  for await (const item of readBankFile(createReadStream(path))) {
    if (item.kind === 'fault') throw new Error(`${item.position}: ${item.message}`)
  }
}

function fileOf(entries: number): string {
  const lines = Array.from({ length: entries }, (_, i) =>
    camtEntry(FORMAT, {
      amount: '100.00',
      bookingDate: '2026-02-20',
      transactions: [
        {
          amount: '100.00',
          servicerReference: `BANK-${i}`,
          debtor: 'Matti Meikäläinen',
          debtorIban: 'FI2112345600000785',
          structured: [{ reference: String(referenceOf(i)) }],
        },
      ],
    }),
  )
  const head = camtStart({ format: FORMAT })
  return [
    head,
    '<Ntfctn>',
    camtStatementHead(FORMAT, { id: 'S-1' }),
    ...lines,
    '</Ntfctn>',
    camtEnd({ format: FORMAT }),
  ].join('\n')
}

/** Any digits: what is matched is whether they are the same. */
function referenceOf(i: number): number {
  return 70_000_000_000 + i
}

/** Open cases of 100.00 each, not due yet, as openCases leaves them; written by SQL, for that is not what is measured. */
async function seed(pool: Pool, count: number): Promise<void> {
  await pool.query(`insert into partner (code, name, created_at) values ('P1', 'Partner', now())`)
  await pool.query({
    text: `insert into client (client_id, partner_id, business_code, name, country_code, currency_code, service_type, details, created_at)
           select n, 1, 'B' || n, 'Test Customer Oy', 'FI', 'EUR', 'LIFECYCLE', '{"client": {"languageCode": "FI"}}', now() from generate_series(1, $1::integer) n`,
    values: [CLIENTS],
  })
  const values = [count, CLIENTS]
  await pool.query({
    text: `insert into invoice (client_id, invoice_id, number, type, issue, status, invoice_date, due_date, currency_code, net_minor, vat_minor,
             total_minor, paid_minor, payment_reference, buyer_name, payload, content_hash, likeness_hash, submitted_at, submitted_by, updated_at)
           select n % $2::integer + 1, lpad(to_hex(n), 32, '0')::uuid, 1000 + n, 'INVOICE', '', 'INVOICED', '2026-02-12', '2026-02-26', 'EUR',
             10000, 0, 10000, 0, (70000000000 + n)::text, 'Matti Meikäläinen', '{"processing": {"accountingInvoiceEnabled": false}}',
             '\\x00', int4send(n), now(), 'bench', now() from generate_series(0, $1::integer - 1) n`,
    values,
  })
  await pool.query({
    text: `insert into collection_case (client_id, case_id, invoice_id, invoice_number, payment_reference, stage, status, country, debtor_type,
             currency, debtor, capital_minor, invoice_date, due_date, case_due_date, policy_id, policy_version, step_index, next_date, next_at,
             interest_from, opened_at, updated_at)
           select n % $2::integer + 1, 5000001 + n, lpad(to_hex(n), 32, '0')::uuid, 1000 + n, (70000000000 + n)::text, 'INVOICED', 'OPEN', 'FI',
             'CONSUMER', 'EUR', '{"name": "Matti Meikäläinen", "language": "fi"}', 10000, '2026-02-12', '2026-02-26', '2026-02-26', 'FI-CONSUMER', 1, 0,
             '2026-02-27', '2026-02-27', '2026-02-27', now(), now() from generate_series(0, $1::integer - 1) n`,
    values,
  })
  await pool.query({
    text: `with t as (
             insert into journal_transaction (client_id, transaction_id, kind, at, booking_date, source, details)
             select client_id, gen_random_uuid(), 'CASE_OPENED', now(), '2026-02-12', 'case:' || case_id, '{}' from collection_case
             returning client_id, transaction_id, substr(source, 6)::bigint as case_id
           )
           insert into journal_posting select client_id, transaction_id, l.line, l.account, case_id, 'EUR', l.amount
           from t cross join (values (1, 'RECEIVABLE_CAPITAL', 10000), (2, 'CLAIMS_OF_CLIENT', -10000)) as l (line, account, amount)`,
  })
  // Not of what is empty still: the planner would believe that it stays so, and check foreign keys by reading whole tables.
  await pool.query('analyze client, invoice, collection_case, journal_transaction, journal_posting, journal_balance')
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function perSecond(count: number, ms: number): number {
  return Math.round((count * 1000) / ms)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log(`${availableParallelism()} cores, Node ${process.version}`)
  const server = await startBenchDatabase()
  try {
    await paymentsBench(server, Number(process.argv[2] ?? 50_000))
  } finally {
    await server.stop()
  }
}
