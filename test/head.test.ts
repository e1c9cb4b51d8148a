/** HEAD changes nothing: where the GET of a path writes, HEAD is refused with 405 and the methods that are allowed. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { AnyRouteSpec } from '../src/platform/http/route.ts'
import { INVOICE_EXAMPLE } from '../src/invoices/examples.ts'
import { openCase } from './support/isolation/case-cases.ts'
import { invoice } from './support/isolation/invoice-cases.ts'
import { pay } from './support/isolation/payment-cases.ts'
import { settle } from './support/isolation/settlement-cases.ts'
import { ledgerOf } from './support/bodies.ts'
import { allNumbered } from './support/feed/all-numbered.ts'
import { type TestClient, type TestService, testService } from './support/service.ts'

const BASE = '/api/v1/partner'
let api: TestService
let client: TestClient

before(async () => {
  // Without a worker: rows change only by the requests below.
  api = await testService({ role: 'api' })
  client = await api.createClient()
  const connection = { system: 'NETVISOR', companyIdentifier: '0112038-9', simulator: true }
  await api.call('PUT', `${BASE}/accounting/connection`, { token: client.token, body: connection })
  await api.call('POST', `${BASE}/accounting/ledger`, { token: client.token, body: { ledgers: ledgerOf('a') } })
  await invoice(api, client, 'A')
  await openCase(api, client, 'A')
  await pay(api, client, 'A')
  await settle(api, client, 'A')
  await allNumbered(api.pool)
})
after(() => api.stop())

/** All rows of all tables. When a token was last used, and that the process is alive, are no effects of the request. */
async function state(): Promise<Map<string, string>> {
  const { rows } = await api.pool.query<{ name: string }>(
    `select quote_ident(table_name) as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'process_seen' order by 1`,
  )
  const tables = new Map<string, string>()
  for (const { name } of rows) {
    const text = `select coalesce(md5(string_agg(row, ',' order by row)), '') as hash
                  from (select (to_jsonb(t) - 'last_used_at')::text as row from ${name} t) as every`
    tables.set(name, (await api.pool.query<{ hash: string }>(text)).rows[0]?.hash ?? '')
  }
  return tables
}

const QUERIES: Record<string, string[]> = {
  [`${BASE}/invoice/distribution`]: ['', '?fetchType=NEW'],
  [`${BASE}/settlements`]: ['', '?unfetchedOnly=true'],
  [`${BASE}/accounting/reconciliation`]: ['?fromDate=2026-01-01&toDate=2026-03-01'],
  [`${BASE}/invoice/case`]: [`?invoiceNumber=${INVOICE_EXAMPLE.invoice.header.number}`],
}

function urlsOf({ path }: AnyRouteSpec): string[] {
  const filled = path.replace(':number', String(INVOICE_EXAMPLE.invoice.header.number)).replace(/:\w+/g, 'a')
  return (QUERIES[path] ?? ['']).map((query) => filled + query)
}

test('HEAD of no route changes a row; where the GET writes it is 405 with Allow', async () => {
  const gets = api.service.app.routeSpecs.filter(({ method }) => method === 'GET')
  assert.ok(gets.length >= 15)
  for (const spec of gets) {
    for (const url of urlsOf(spec)) {
      const before = await state()
      const reply = await fetch(api.origin + url, { method: 'HEAD', headers: { 'x-api-key': client.token } })
      assert.deepEqual(await state(), before, `HEAD ${url}`)
      if (spec.writes !== true) assert.notEqual(reply.status, 405, `HEAD ${url}`)
      else {
        assert.equal(reply.status, 405, `HEAD ${url}`)
        assert.ok(reply.headers.get('allow')?.split(', ').includes('GET'), `HEAD ${url}`)
      }
    }
  }
})

test('GETs that write are declared so', () => {
  const writing = api.service.app.routeSpecs.filter(({ writes }) => writes === true).map(({ path }) => path)
  assert.deepEqual(writing.sort(), [
    `${BASE}/accounting/reconciliation`,
    `${BASE}/invoice/:number/document`,
    `${BASE}/invoice/case/letters/:letterId/document`,
    `${BASE}/invoice/distribution`,
    `${BASE}/renew`,
    `${BASE}/settlements`,
    `${BASE}/webhooks/:webhookId/secret`,
  ])
})

test('a HEAD of the renewal leaves the old token its life, and POST is among what is allowed', async () => {
  const reply = await fetch(`${api.origin}${BASE}/renew`, { method: 'HEAD', headers: { 'x-api-key': client.token } })
  assert.deepEqual([reply.status, reply.headers.get('allow')], [405, 'GET, POST'])
  const { body } = await api.call<{ expiresAt: string }>('GET', `${BASE}/validate`, { token: client.token })
  assert.ok(Date.parse(body.expiresAt) - Date.now() > 364 * 86_400_000)
})
