import { Pool } from 'pg'
import { placesOfInvoices, type InvoiceFilter, type Page } from '../src/case-api/lists/invoice-queries.ts'
import { type CaseFilter, selectPageOfCases, selectWaitingInvoices } from '../src/case-api/lists/case-queries.ts'
import { beginningOf } from '../src/case-api/lists/place.ts'
import { NEW_CLIENT_EXAMPLE } from '../src/onboarding/examples.ts'
import { closePool, createPool } from '../src/platform/database.ts'
import { LIST_LIMIT_DEFAULT, type Sort } from '../src/platform/http/list.ts'
import { type BenchDatabase, call, percentile, startProcess } from './support.ts'
import { provisioningToken } from './tokens.ts'

const INVOICES = Number(process.env['BENCH_LISTS'] ?? 1_000_000)
const OTHERS = 5
const BATCH = 50_000
const RUNS = 20

/**
 * (i) Time in the database of a page of GET /invoices and GET /cases with a million invoices and cases of one client
 * among others, for each filter; and of the whole answer. Old cases are closed and the last tenth is open, as they would
 * be: what is rare lies together.
 */
export async function listsBench(server: BenchDatabase): Promise<void> {
  const { url, ownerUrl } = await server.database('bench_lists')
  const service = await startProcess({ DATABASE_URL: url, SAATAVA_ROLE: 'api' }, 18_099)
  const owner = new Pool({ connectionString: ownerUrl, max: 1 })
  const connections = createPool(url, 1)
  try {
    const provisioning = await provisioningToken(url)
    const clients = []
    for (let i = 0; i <= OTHERS; i++) {
      const { client, ...rest } = NEW_CLIENT_EXAMPLE
      const body = { ...rest, client: { ...client, businessCode: `${100_000 + i}-0` } }
      clients.push(await call(service.origin, 'POST', '/client', provisioning, body))
    }
    const [first] = clients
    await fill(
      owner,
      clients.map((one) => Number(one['clientIdentifier'])),
    )
    const clientId = Number(first?.['clientIdentifier'])
    const pool = connections.forClient(clientId)
    console.log(
      `\n(i) a page of ${LIST_LIMIT_DEFAULT.toLocaleString('en')}, ${INVOICES.toLocaleString('en')} invoices and cases of one client (aim < 100 ms in the database)`,
    )
    for (const [name, filter, sort] of INVOICE_FILTERS)
      await measure(
        `invoices ${name}`,
        (page) => placesOfInvoices(pool, clientId, { ...NO_INVOICE, ...filter }, page),
        sort,
      )
    for (const [name, filter, sort] of CASE_FILTERS)
      await measure(`cases ${name}`, (page) => selectPageOfCases(pool, clientId, { ...NO_CASE, ...filter }, page), sort)
    await measure(
      'cases waitingForMe, invoices',
      (page) => selectWaitingInvoices(pool, clientId, NO_CASE, page),
      'dueDate',
    )
    await answers(service.origin, String(first?.['apiAccessToken']))
  } finally {
    await closePool(connections)
    await owner.end()
    await service.stop()
  }
}

const NO_INVOICE: InvoiceFilter = {
  ...{ status: undefined, type: undefined, dueBefore: undefined, dueAfter: undefined, referenceKey: undefined },
  ...{ caseStage: undefined, open: undefined, paid: undefined, updatedSince: undefined },
}
const NO_CASE: CaseFilter = {
  ...{ status: undefined, stage: undefined, dueBefore: undefined, dueAfter: undefined, referenceKey: undefined },
  ...{ waiting: undefined, updatedSince: undefined },
}
const SORTS: readonly Sort[] = ['dueDate', '-dueDate', 'updatedAt', '-updatedAt']
const RECENT = new Date('2026-01-01T00:00:00Z')

const INVOICE_FILTERS: [string, Partial<InvoiceFilter>, Sort][] = [
  ...SORTS.map((sort): [string, Partial<InvoiceFilter>, Sort] => [`sort=${sort}`, {}, sort]),
  ...(['INVOICED', 'ERROR', 'MANUAL', 'DRAFT'] as const).map((status): [string, Partial<InvoiceFilter>, Sort] => [
    `status=${status}`,
    { status },
    'dueDate',
  ]),
  ['status=ERROR sort=-updatedAt', { status: 'ERROR' }, '-updatedAt'],
  ['type=CREDIT_NOTE', { type: 'CREDIT_NOTE' }, 'dueDate'],
  ['type=FACTORING (none)', { type: 'FACTORING' }, '-dueDate'],
  ['dueBefore', { dueBefore: '2024-06-01' }, '-dueDate'],
  ['dueAfter', { dueAfter: '2025-06-01' }, 'dueDate'],
  ['paymentReference', { referenceKey: '777777' }, 'dueDate'],
  ['caseStage=LEGAL', { caseStage: 'LEGAL' }, 'dueDate'],
  ['caseStage=REMINDER', { caseStage: 'REMINDER' }, '-dueDate'],
  ['open=true', { open: true }, 'dueDate'],
  ['open=false', { open: false }, '-dueDate'],
  ['paid=true', { paid: true }, '-dueDate'],
  ['paid=false', { paid: false }, 'dueDate'],
  ['updatedSince', { updatedSince: RECENT }, 'updatedAt'],
  ['open=true dueBefore', { open: true, dueBefore: '2026-02-01' }, 'dueDate'],
  ['open=true status=INVOICED type=INVOICE', { open: true, status: 'INVOICED', type: 'INVOICE' }, 'dueDate'],
  ['open=true status=ERROR (none)', { open: true, status: 'ERROR' }, 'dueDate'],
  ['caseStage=LEGAL updatedSince', { caseStage: 'LEGAL', updatedSince: RECENT }, 'updatedAt'],
  ['open=true sort=-updatedAt', { open: true }, '-updatedAt'],
]

const CASE_FILTERS: [string, Partial<CaseFilter>, Sort][] = [
  ...SORTS.map((sort): [string, Partial<CaseFilter>, Sort] => [`sort=${sort}`, {}, sort]),
  ['status=CLOSED', { status: 'CLOSED' }, '-dueDate'],
  ['status=OPEN', { status: 'OPEN' }, 'dueDate'],
  ['status=DISPUTED', { status: 'DISPUTED' }, 'dueDate'],
  ['status=SUSPENDED (none)', { status: 'SUSPENDED' }, 'dueDate'],
  ['stage=LEGAL', { stage: 'LEGAL' }, 'dueDate'],
  ['stage=REMINDER status=OPEN', { stage: 'REMINDER', status: 'OPEN' }, 'dueDate'],
  ['dueBefore', { dueBefore: '2024-06-01' }, '-dueDate'],
  ['paymentReference', { referenceKey: '777777' }, 'dueDate'],
  ['updatedSince', { updatedSince: RECENT }, 'updatedAt'],
  ['stage=LEGAL updatedSince', { stage: 'LEGAL', updatedSince: RECENT }, 'updatedAt'],
  ['waitingForMe', { waiting: true }, 'dueDate'],
]

async function measure(name: string, read: (page: Page) => Promise<unknown[]>, sort: Sort): Promise<void> {
  const page = { sort, after: beginningOf(sort), limit: LIST_LIMIT_DEFAULT + 1 }
  const times: number[] = []
  let rows = 0
  for (let i = -2; i < RUNS; i++) {
    const started = performance.now()
    rows = (await read(page)).length
    if (i >= 0) times.push(performance.now() - started)
  }
  report(name, times, rows)
}

/** Whole answers over HTTP, with cases and payments of each row. */
async function answers(origin: string, token: string): Promise<void> {
  for (const path of [
    '/invoices',
    '/invoices?open=true',
    '/invoices?limit=100',
    '/cases?status=OPEN',
    '/cases?limit=100',
  ]) {
    const times: number[] = []
    for (let i = -2; i < RUNS; i++) {
      const started = performance.now()
      await call(origin, 'GET', path, token)
      if (i >= 0) times.push(performance.now() - started)
    }
    report(`GET ${path}`, times)
  }
}

function report(name: string, times: number[], rows?: number): void {
  times.sort((a, b) => a - b)
  const shown = rows === undefined ? '' : `   ${rows} rows`
  console.log(
    `    ${name.padEnd(42)} p50 ${percentile(times, 50).toFixed(1)} ms   worst ${percentile(times, 100).toFixed(1)} ms${shown}`,
  )
}

/** Without the indexes, which are made again afterwards. The journal stays empty: a page reads it by case, by its key. */
async function fill(pool: Pool, clients: readonly number[]): Promise<void> {
  const { rows: indexes } = await pool.query<{ name: string; definition: string }>(
    `select indexname as name, indexdef as definition from pg_indexes
     where tablename in ('invoice', 'collection_case') and indexname not like '%_pkey'`,
  )
  for (const { name } of indexes) await pool.query(`drop index ${name}`)
  await pool.query('alter table collection_case drop constraint collection_case_client_id_invoice_id_fkey')
  const document = JSON.stringify({ payment: {} })
  for (const [i, clientId] of clients.entries()) {
    const count = i === 0 ? INVOICES : Math.floor(INVOICES / 50)
    for (let from = 0; from < count; from += BATCH)
      await pool.query({
        text: FILL,
        values: [clientId, from, Math.min(BATCH, count - from), count, document, i * 10_000_000],
      })
  }
  for (const { definition } of indexes) await pool.query(definition)
  for (const table of ['invoice', 'collection_case']) await pool.query(`vacuum analyze ${table}`)
  await pool.query('checkpoint')
}

const FILL = `
  with n as (
    select i, $6::bigint + 5000000 + i as case_id, uuidv7() as invoice_id, date '2023-01-01' + (i * 1200 / $4::bigint)::int as due,
      case when i % 1000 = 3 then 'ERROR' when i > $4 * 0.99 and i % 20 = 5 then 'MANUAL' else 'INVOICED' end as status,
      case when i % 30 = 7 then 'CREDIT_NOTE' else 'INVOICE' end as type,
      i > $4 * 0.9 as open
    from generate_series($2::bigint, $2::bigint + $3 - 1) i
  ), invoices as (
    insert into invoice (client_id, invoice_id, number, type, issue, status, invoice_date, due_date, payment_reference, currency_code, net_minor,
      vat_minor, total_minor, paid_minor, buyer_name, payload, document, content_hash, duplicate_fingerprint, submitted_at, submitted_by, updated_at)
    select $1, invoice_id, i + 1, type, '', status, due - 14, due, i::text, 'EUR', 10000, 2550, 12550, 0, 'Matti Meikäläinen',
      '{"invoice":{"parties":{"buyerParty":{"name":"Matti Meikäläinen"}}}}', null, '\\x00', decode(lpad(to_hex(i), 16, '0'), 'hex'), due, 'bench', due + interval '1 second' * (i % 86400)
    from n where $5::text is not null
  )
  insert into collection_case (client_id, case_id, invoice_id, invoice_number, payment_reference, stage, status, country, debtor_type, currency, debtor,
    capital_minor, invoice_date, due_date, case_due_date, policy_id, policy_version, step_index, next_date, next_at, interest_from, opened_at,
    closed_at, closing_reason, updated_at)
  select $1, case_id, invoice_id, i + 1, i::text,
    case when not open then 'CLOSED' when i % 100 = 1 then 'LEGAL' when i % 3 = 0 then 'REMINDER' else 'OVERDUE' end,
    case when not open then 'CLOSED' when i % 200 = 2 then 'DISPUTED' else 'OPEN' end, 'FI', 'CONSUMER', 'EUR',
    '{"name":"Matti Meikäläinen","language":"fi"}', 12550, due - 14, due, due, 'FI-CONSUMER', 1, 0,
    null, null, due + 1, due, case when open then null else due + 30 end, case when open then null when i % 50 = 0 then 'WITHDRAWN' else 'PAID' end,
    due + interval '30 days' + interval '1 second' * (i % 86400)
  from n where status = 'INVOICED' and type = 'INVOICE'`
