import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'pg'
import { INVOICE_EXAMPLE } from '../src/invoices/examples.ts'
import { NEW_CLIENT_EXAMPLE } from '../src/onboarding/examples.ts'
import { NUMBER_MARK, load } from './load.ts'
import { type BenchDatabase, call, percentile, startProcess } from './support.ts'
import { provisioningToken } from './tokens.ts'

const INVOICES = 2_000
const CONNECTIONS = 16
const SIMULATOR_PORT = 18_088
const SMTP_PORT = 18_089
const CHANNELS = ['NONE', 'EINVOICE', 'EMAIL', 'PRINT'] as const

/**
 * (d) Invoices per second by channel: accepted (committed), evaluated, and handed over, each stage by the database's own
 * times; the simulators run in a separate process. Then the API's p99 in a process that renders all the while.
 */
export async function invoicesBench(server: BenchDatabase): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'saatava-bench-'))
  const simulators = spawn(
    process.execPath,
    ['bench/simulators.ts', String(SIMULATOR_PORT), dataDir, String(SMTP_PORT)],
    {
      stdio: 'inherit',
    },
  )
  const env = {
    DATA_DIR: dataDir,
    SIMULATORS_URL: `http://127.0.0.1:${SIMULATOR_PORT}`,
    SMTP_URL: `smtp://127.0.0.1:${SMTP_PORT}`,
    PRINT_RUN_SECONDS: '1',
  }
  try {
    console.log(`\n(d) ${INVOICES} invoices of two rows by each channel, ${CONNECTIONS} connections; per second`)
    for (const channel of CHANNELS) await byChannel(server, env, channel)
    await whileRendering(server, env)
  } finally {
    simulators.kill()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function byChannel(server: BenchDatabase, env: Record<string, string>, channel: string): Promise<void> {
  const { url, ownerUrl } = await server.database(`bench_invoices_${channel.toLowerCase()}`)
  const shared = { ...env, DATABASE_URL: url }
  const api = await startProcess({ ...shared, SAATAVA_ROLE: 'api' }, 18_090)
  const token = await clientToken(api.origin, url)
  const accepted = await submit(api.origin, token, channel, INVOICES)
  await api.stop()
  const worker = await startProcess({ ...shared, SAATAVA_ROLE: 'worker' }, 18_091)
  const pool = new Pool({ connectionString: ownerUrl, max: 1 })
  try {
    const stages = await untilHandedOver(pool, channel)
    console.log(
      `    ${channel.padEnd(9)} accepted ${Math.round(accepted.perSecond)} (p99 ${accepted.p99.toFixed(0)} ms), evaluated ${stages.evaluated}${stages.handedOver === undefined ? '' : `, handed over ${stages.handedOver}`}`,
    )
  } finally {
    await pool.end()
    await worker.stop()
  }
}

async function clientToken(origin: string, url: string): Promise<string> {
  const body = { ...NEW_CLIENT_EXAMPLE, client: { ...NEW_CLIENT_EXAMPLE.client, businessCode: '0112038-9' } }
  return String((await call(origin, 'POST', '/client', await provisioningToken(url), body))['apiAccessToken'])
}

function bodyOf(channel: string): string {
  const { invoice, ...rest } = INVOICE_EXAMPLE
  const buyerParty = {
    ...invoice.parties.buyerParty,
    electronicInvoiceAccount: '003722625095',
    electronicRoutingAddress: 'NDEAFIHH',
  }
  return JSON.stringify({
    ...rest,
    distribution: { method: channel, enabled: true },
    invoice: {
      ...invoice,
      // The description makes them different: otherwise all but the first would be duplicates.
      header: { ...invoice.header, number: NUMBER_MARK, description: 'Invoice' },
      references: { ...invoice.references, orderNumber: NUMBER_MARK },
      parties: { ...invoice.parties, buyerParty },
    },
  })
}

function submit(origin: string, token: string, channel: string, requestsMax: number) {
  const path = '/api/v1/partner/invoice'
  return load({
    origin,
    path,
    token,
    body: bodyOf(channel),
    connections: CONNECTIONS,
    seconds: 60,
    prefix: '',
    requestsMax,
  })
}

async function untilHandedOver(
  pool: Pool,
  channel: string,
): Promise<{ evaluated: number; handedOver: number | undefined }> {
  const none = channel === 'NONE'
  const open = none
    ? `select count(*)::int as open from invoice where evaluated_at is null`
    : `select (select count(*) from invoice where evaluated_at is null)::int + (select count(*) from delivery where rank = 0 and sent_at is null)::int as open`
  for (let i = 0; ; i++) {
    const { rows } = await pool.query<{ open: number }>(open)
    if (rows[0]?.open === 0) break
    if (i > 3_000) throw new Error(`${rows[0]?.open} invoices are still open`)
    await sleep(100)
  }
  const { rows } = await pool.query<{ evaluated: number; sent: number | null }>(
    `select (select count(*) / greatest(extract(epoch from max(evaluated_at) - min(evaluated_at)), 0.001) from invoice)::float as evaluated,
            (select count(*) / greatest(extract(epoch from max(sent_at) - (select min(evaluated_at) from invoice)), 0.001)
             from delivery where sent_at is not null)::float as sent`,
  )
  return {
    evaluated: Math.round(rows[0]?.evaluated ?? 0),
    handedOver: none ? undefined : Math.round(rows[0]?.sent ?? 0),
  }
}

/** One process does all: how fast does it answer while it renders as much as the machine allows? */
async function whileRendering(server: BenchDatabase, env: Record<string, string>): Promise<void> {
  const { url, ownerUrl } = await server.database('bench_rendering')
  const service = await startProcess({ ...env, DATABASE_URL: url }, 18_092)
  const pool = new Pool({ connectionString: ownerUrl, max: 1 })
  try {
    const token = await clientToken(service.origin, url)
    await submit(service.origin, token, 'EMAIL', INVOICES)
    const times: number[] = []
    const started = performance.now()
    const before = await rendered(pool)
    while (performance.now() - started < 10_000) {
      const at = performance.now()
      await call(service.origin, 'GET', '/invoice/distribution?limit=20', token)
      times.push(performance.now() - at)
      await sleep(5)
    }
    const perSecond = ((await rendered(pool)) - before) / ((performance.now() - started) / 1000)
    times.sort((a, b) => a - b)
    console.log(
      `    while one process renders ${perSecond.toFixed(0)} PDFs/s: GET p50 ${percentile(times, 50).toFixed(1)} ms, p99 ${percentile(times, 99).toFixed(1)} ms (aim < 50 ms)`,
    )
  } finally {
    await pool.end()
    await service.stop()
  }
}

async function rendered(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from invoice_document where kind = 'PDF'`,
  )
  return rows[0]?.count ?? 0
}
