import { Pool } from 'pg'
import { NEW_CLIENT_EXAMPLE } from '../src/onboarding/examples.ts'
import { type BenchDatabase, call, percentile, startProcess } from './support.ts'
import { provisioningToken } from './tokens.ts'

const INVOICES = Number(process.env['BENCH_INVOICES'] ?? 10_000_000)
const BATCH = 20_000
const PAGES = 1_000
/** Not counted: a process that has just started compiles while it answers. */
const WARM_UP = 200

/** (e) p99 of a page of GET /invoice/distribution, version 2, with ten million invoices of one client. */
export async function distributionBench(server: BenchDatabase): Promise<void> {
  const { url, ownerUrl } = await server.database('bench_distribution')
  const service = await startProcess({ DATABASE_URL: url, SAATAVA_ROLE: 'api' }, 18_087)
  const pool = new Pool({ connectionString: ownerUrl, max: 1 })
  try {
    const client = await call(service.origin, 'POST', '/client', await provisioningToken(url), NEW_CLIENT_EXAMPLE)
    const clientId = Number(client['clientIdentifier'])
    const token = String(client['apiAccessToken'])
    await fill(pool, clientId)
    console.log(
      `\n(e) GET /api/v2/partner/invoice/distribution with ${INVOICES.toLocaleString('en')} invoices of one client`,
    )
    const middle = middleOf(clientId)
    await follow('pages of 100, from the first', service.origin, token, '?limit=100')
    await follow('pages of 100, from the middle', service.origin, token, `?limit=100&cursor=${middle}`)
    await follow('pages of 1000, from the middle', service.origin, token, `?limit=1000&cursor=${middle}`)
    const since = encodeURIComponent(new Date(Date.now() - 20_000).toISOString())
    await repeat(
      'changed in the last 20 s',
      service.origin,
      token,
      `/api/v2/partner/invoice/distribution?limit=100&updatedSince=${since}`,
    )
    const first = '/api/v1/partner/invoice/distribution?invoiceNumber='
    await repeat('version 1, by number', service.origin, token, (i) => `${first}${((i * 7919) % INVOICES) + 1}`)
    await explain(pool, clientId)
  } finally {
    await pool.end()
    await service.stop()
  }
}

/** Filled in many transactions, as it would be; without its indexes, which are made again afterwards: else it takes an hour. */
async function fill(pool: Pool, clientId: number): Promise<void> {
  const { rows: indexes } = await pool.query<{ name: string; definition: string }>(
    `select indexname as name, indexdef as definition from pg_indexes where tablename = 'distribution_record' and indexname <> 'distribution_record_pkey'`,
  )
  for (const { name } of indexes) await pool.query(`drop index ${name}`)
  // The invoices themselves are not part of what is measured; without them the foreign key would not hold.
  await pool.query('alter table distribution_record drop constraint distribution_record_client_id_invoice_id_fkey')
  for (let from = 0; from < INVOICES; from += BATCH) {
    await pool.query({
      text: `insert into distribution_record (client_id, invoice_id, invoice_number, invoice_type, invoice_date, status, method,
               outcome, sent_at, delivered_at, updated_at, feed_number)
             select $1, uuidv7(), i, 'INVOICE', date '2026-01-01' + (i % 300)::int, 'INVOICED', 'EMAIL',
                    case when i % 1000 = 0 then 'FAILED' else 'SENT' end, now(), null, now(), i + 1
             from generate_series($2::bigint, $2::bigint + $3 - 1) i`,
      values: [clientId, from, BATCH],
    })
  }
  for (const { definition } of indexes) await pool.query(definition)
  await pool.query(`insert into feed_counter (client_id, feed, last_number) values ($1, 'distribution', $2)`, [
    clientId,
    INVOICES,
  ])
  await pool.query('vacuum analyze distribution_record')
  // The writes that the filling left behind are not the pages' burden.
  await pool.query('checkpoint')
}

function middleOf(clientId: number): string {
  return Buffer.from(`distribution ${clientId} ${Math.floor(INVOICES / 2)}`).toString('base64url')
}

async function follow(name: string, origin: string, token: string, query: string): Promise<void> {
  const times: number[] = []
  let path = `/api/v2/partner/invoice/distribution${query}`
  let rows = 0
  for (let i = -WARM_UP; i < PAGES; i++) {
    const started = performance.now()
    const response = await fetch(origin + path, { headers: { 'x-api-key': token } })
    const body = (await response.json()) as { distributions: unknown[] }
    if (i < 0) continue
    times.push(performance.now() - started)
    rows += body.distributions.length
    path = /<([^>]+)>/.exec(response.headers.get('link') ?? '')?.[1] ?? path
  }
  report(name, times, `${rows / PAGES} rows a page`)
}

async function repeat(
  name: string,
  origin: string,
  token: string,
  path: string | ((i: number) => string),
): Promise<void> {
  const times: number[] = []
  let rows = 0
  for (let i = -WARM_UP; i < PAGES; i++) {
    const started = performance.now()
    const response = await fetch(origin + (typeof path === 'string' ? path : path(Math.abs(i))), {
      headers: { 'x-api-key': token },
    })
    const body = (await response.json()) as { distributions: unknown[] }
    if (i < 0) continue
    times.push(performance.now() - started)
    rows += body.distributions.length
  }
  report(name, times, `${rows / PAGES} rows a page`)
}

function report(name: string, times: number[], more: string): void {
  times.sort((a, b) => a - b)
  console.log(
    `    ${name.padEnd(30)} p50 ${percentile(times, 50).toFixed(2)} ms   p99 ${percentile(times, 99).toFixed(2)} ms   ${more}`,
  )
}

async function explain(pool: Pool, clientId: number): Promise<void> {
  const { rows } = await pool.query<{ 'QUERY PLAN': string }>(
    `explain (analyze, costs off, timing off, buffers off)
     select * from distribution_record where client_id = ${clientId}
       and feed_number > 1 order by feed_number limit 101`,
  )
  console.log(rows.map((row) => `      ${row['QUERY PLAN']}`).join('\n'))
}
