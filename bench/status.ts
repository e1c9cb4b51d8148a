import { Pool } from 'pg'
import { NEW_CLIENT_EXAMPLE } from '../src/onboarding/examples.ts'
import { type BenchDatabase, call, percentile, startProcess } from './support.ts'
import { provisioningToken } from './tokens.ts'

const DOCUMENTS = 1_000_000
const CALLS = 2_000

/** (c) p99 of GET status with a million documents of one client stored: by identifier, the failed ones, and a page. */
export async function statusBench(server: BenchDatabase): Promise<void> {
  const { url, ownerUrl } = await server.database('bench_status')
  const service = await startProcess({ DATABASE_URL: url, SAATAVA_ROLE: 'api' }, 18_086)
  try {
    const client = await call(service.origin, 'POST', '/client', await provisioningToken(url), NEW_CLIENT_EXAMPLE)
    await fill(ownerUrl, Number(client['clientIdentifier']))
    const token = String(client['apiAccessToken'])
    console.log(`\n(c) GET /accounting/ledger with ${DOCUMENTS.toLocaleString('en')} documents of one client stored`)
    await measure(
      'by identifier',
      CALLS,
      (i) => `?ledgerIdentifier=doc-${(i * 7919) % DOCUMENTS}`,
      service.origin,
      token,
    )
    await measure('the failed ones', CALLS, () => '?status=2&limit=100', service.origin, token)
    await measure('pending ones', 500, () => '?status=0&limit=100', service.origin, token)
    await measure('a page of 100', CALLS, () => '?limit=100', service.origin, token)
    await measure(
      'updated lately',
      500,
      () => `?limit=100&updatedSince=${new Date(Date.now() - 60_000).toISOString()}`,
      service.origin,
      token,
    )
  } finally {
    await service.stop()
  }
}

async function measure(
  name: string,
  calls: number,
  query: (i: number) => string,
  origin: string,
  token: string,
): Promise<void> {
  const times: number[] = []
  for (let i = 0; i < calls; i++) {
    const started = performance.now()
    await call(origin, 'GET', `/accounting/ledger${query(i)}`, token)
    times.push(performance.now() - started)
  }
  times.sort((a, b) => a - b)
  console.log(
    `    ${name.padEnd(16)} p50 ${percentile(times, 50).toFixed(2)} ms   p99 ${percentile(times, 99).toFixed(2)} ms`,
  )
}

async function fill(ownerUrl: string, clientId: number): Promise<void> {
  const pool = new Pool({ connectionString: ownerUrl, max: 1 })
  await pool.query({
    text: `insert into accounting_document (client_id, kind, identifier, company_identifier, document_date, document_name, payload,
             content_hash, status, submitted_at, submitted_by, updated_at, synced_at, description)
           select $1, 'ledger', 'doc-' || i, '123456-7', date '2026-01-01' + (i % 300), 'Document ' || i, '{}', '\\x00',
                  case when i % 1000 = 0 then 'failed' else 'synced' end, now() - interval '20 days' + i * interval '1 second', 'bench',
                  now() - interval '20 days' + i * interval '1 second', now(), null
           from generate_series(0, $2::int - 1) i`,
    values: [clientId, DOCUMENTS],
  })
  await pool.query('vacuum analyze accounting_document')
  await pool.end()
}
