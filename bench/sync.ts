import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'pg'
import { Ledger } from '../src/accounting/schemas.ts'
import { ledgerPayload, documentOf } from '../src/accounting/payloads.ts'
import { createHttpPort } from '../src/connectors/http.ts'
import type { Connector } from '../src/connectors/port.ts'
import { CONNECTORS } from '../src/connectors/registry.ts'
import { NEW_CLIENT_EXAMPLE } from '../src/onboarding/examples.ts'
import { compileCleaner } from '../src/platform/http/shape.ts'
import { tokensInMemory } from '../test/support/connectors/tokens-in-memory.ts'
import { ledger } from '../test/support/sync/client.ts'
import { FACTS } from '../test/support/sync/systems.ts'
import { type BenchDatabase, call, startProcess, untilUp } from './support.ts'
import { provisioningToken } from './tokens.ts'

const CONNECTIONS = 50
const DOCUMENTS = 100
const TOTAL = CONNECTIONS * DOCUMENTS
const SIMULATOR_PORT = 18_083
const ORIGIN = `http://127.0.0.1:${SIMULATOR_PORT}`

/**
 * (b) Documents per second from stored to booked, in the simulator of each accounting system, which runs in a separate
 * process; beside the bare rate, at which connectors alone write the same documents, with no queue behind them.
 */
export async function syncBench(server: BenchDatabase): Promise<void> {
  console.log(
    `\n(b) ${CONNECTIONS} connections with ${DOCUMENTS} documents each, one document at a time in each company (aim of NETVISOR ≥ 1 000/s)`,
  )
  for (const connector of CONNECTORS) {
    const bare = await inSimulators((dataDir) => bareSeconds(connector, dataDir))
    const synced = await inSimulators((dataDir) => syncedSeconds(server, connector, dataDir))
    console.log(
      `    ${connector.system.padEnd(11)} ${perSecond(synced)} documents/s end to end, ${perSecond(bare)}/s bare: ${(bare / synced).toFixed(2)}`,
    )
  }
}

function perSecond(seconds: number): string {
  return String(Math.round(TOTAL / seconds)).padStart(5)
}

async function inSimulators(work: (dataDir: string) => Promise<number>): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), 'saatava-bench-'))
  const simulators = spawn(process.execPath, ['bench/simulators.ts', String(SIMULATOR_PORT), dataDir], {
    stdio: 'inherit',
  })
  try {
    await untilUp(`${ORIGIN}/simulators/netvisor/faults`, simulators)
    return await work(dataDir)
  } finally {
    await ended(simulators)
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function ended(child: ChildProcess): Promise<void> {
  const exit = new Promise((resolve) => child.once('exit', resolve))
  child.kill()
  await exit
}

const clean = compileCleaner(Ledger)

/** A ledger as the API stores it: without fields that are empty. */
function documentNamed(n: number): Ledger {
  const body = structuredClone(ledger(`bench-${n}`))
  clean(body, false)
  return body as unknown as Ledger
}

async function bareSeconds(connector: Connector, dataDir: string): Promise<number> {
  const line = createHttpPort()
  const { unlimited, vatCodes } = FACTS[connector.system]
  const signal = new AbortController().signal
  const company = async (clientId: number) => {
    const { companyIdentifier } = documentNamed(0)
    const session = connector.open(
      {
        ...{ clientId, companyIdentifier, baseUrl: ORIGIN + connector.simulatorPath, settings: unlimited },
        addresses: Object.fromEntries(
          Object.entries(connector.addresses ?? {}).map(([name, { simulatorPath }]) => [name, ORIGIN + simulatorPath]),
        ),
        credentials: connector.simulatorCredentials(clientId, companyIdentifier),
        mappings: { voucherTypes: {}, vatCodes, dimensions: {}, paymentMethods: {} },
      },
      {
        ...{ http: line.http, tokens: tokensInMemory(), now: () => new Date(), newId: randomUUID },
        dropFolder: (name) => join(dataDir, name),
      },
    )
    for (let n = 0; n < DOCUMENTS; n++) {
      const payload = ledgerPayload(documentNamed(n))
      const document = documentOf(clientId, { kind: 'ledger', identifier: payload.ledgerIdentifier, payload })
      for (const part of await session.plan(document)) await session.send(part, signal)
    }
  }
  const started = performance.now()
  try {
    await Promise.all(Array.from({ length: CONNECTIONS }, (_, i) => company(i + 1)))
    return (performance.now() - started) / 1_000
  } finally {
    await line.close()
  }
}

async function syncedSeconds(server: BenchDatabase, connector: Connector, dataDir: string): Promise<number> {
  const { url, ownerUrl } = await server.database('bench_sync')
  const shared = { DATABASE_URL: url, SIMULATORS_URL: ORIGIN, DATA_DIR: dataDir }
  const api = await startProcess({ ...shared, SAATAVA_ROLE: 'api' }, 18_084)
  try {
    await submit(api.origin, await provisioningToken(url), connector)
  } finally {
    await api.stop()
  }
  const worker = await startProcess({ ...shared, SAATAVA_ROLE: 'worker' }, 18_085)
  try {
    return await untilSynced(ownerUrl, performance.now())
  } finally {
    await worker.stop()
  }
}

async function submit(origin: string, provisioning: string, { system }: Connector): Promise<void> {
  const { unlimited, vatCodes } = FACTS[system]
  for (let i = 0; i < CONNECTIONS; i++) {
    const client = { ...NEW_CLIENT_EXAMPLE, client: { ...NEW_CLIENT_EXAMPLE.client, businessCode: `bench-${i}` } }
    const token = String((await call(origin, 'POST', '/client', provisioning, client))['apiAccessToken'])
    const { companyIdentifier } = documentNamed(0)
    await call(origin, 'PUT', '/accounting/connection', token, {
      ...{ system, companyIdentifier, simulator: true, settings: unlimited, mappings: { vatCodes } },
    })
    const ledgers = Array.from({ length: DOCUMENTS }, (_, n) => documentNamed(n))
    await call(origin, 'POST', '/accounting/ledger', token, { ledgers })
  }
}

/** Seconds from the first document that left to the last that was synced, by the database's own times. */
async function untilSynced(ownerUrl: string, started: number): Promise<number> {
  const pool = new Pool({ connectionString: ownerUrl, max: 1 })
  try {
    for (;;) {
      const { rows } = await pool.query<{ open: string; failed: string }>(
        `select count(*) filter (where status <> 'synced') as open, count(*) filter (where status = 'failed') as failed from accounting_document`,
      )
      if (Number(rows[0]?.failed) > 0) throw new Error(`${rows[0]?.failed} documents failed`)
      if (rows[0]?.open === '0') break
      if (performance.now() - started > 180_000) throw new Error(`${rows[0]?.open} documents are still open`)
      await sleep(100)
    }
    const { rows } = await pool.query<{ seconds: string }>(
      'select extract(epoch from max(synced_at) - min(intent_at)) as seconds from accounting_document',
    )
    return Number(rows[0]?.seconds)
  } finally {
    await pool.end()
  }
}
