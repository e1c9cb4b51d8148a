import { mkdtempSync, rmSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'pg'
import { LEDGER_EXAMPLE } from '../src/accounting/examples.ts'
import { NEW_CLIENT_EXAMPLE } from '../src/onboarding/examples.ts'
import { type BenchDatabase, call, startProcess } from './support.ts'
import { provisioningToken } from './tokens.ts'

const CONNECTIONS = 50
const DOCUMENTS = 200
const SIMULATOR_PORT = 18_083

/** (b) Documents per second from stored to booked in the Netvisor simulator, which runs in a separate process. */
export async function syncBench(server: BenchDatabase): Promise<void> {
  const { url, ownerUrl } = await server.database('bench_sync')
  const dataDir = mkdtempSync(join(tmpdir(), 'saatava-bench-'))
  const simulators = spawn(process.execPath, ['bench/simulators.ts', String(SIMULATOR_PORT), dataDir], {
    stdio: 'inherit',
  })
  const shared = { DATABASE_URL: url, SIMULATORS_URL: `http://127.0.0.1:${SIMULATOR_PORT}`, DATA_DIR: dataDir }
  const api = await startProcess({ ...shared, SAATAVA_ROLE: 'api' }, 18_084)
  try {
    await submit(api.origin, await provisioningToken(url))
    await api.stop()
    const started = performance.now()
    const worker = await startProcess({ ...shared, SAATAVA_ROLE: 'worker' }, 18_085)
    const seconds = await untilSynced(ownerUrl, started)
    await worker.stop()
    const total = CONNECTIONS * DOCUMENTS
    console.log(
      `\n(b) ${CONNECTIONS} connections with ${DOCUMENTS} documents each into the Netvisor simulator, signed, one at a time per company`,
    )
    console.log(
      `    ${Math.round(total / seconds)} documents/s end to end (${total} in ${seconds.toFixed(1)} s, from the first document sent; aim ≥ 1 000/s)`,
    )
  } finally {
    simulators.kill()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function submit(origin: string, provisioning: string): Promise<void> {
  for (let i = 0; i < CONNECTIONS; i++) {
    const client = { ...NEW_CLIENT_EXAMPLE, client: { ...NEW_CLIENT_EXAMPLE.client, businessCode: `bench-${i}` } }
    const token = String((await call(origin, 'POST', '/client', provisioning, client))['apiAccessToken'])
    const companyIdentifier = LEDGER_EXAMPLE.ledgers.companyIdentifier
    await call(origin, 'PUT', '/accounting/connection', token, {
      system: 'NETVISOR',
      companyIdentifier,
      simulator: true,
    })
    const ledgers = Array.from({ length: DOCUMENTS }, (_, n) => ({
      ...LEDGER_EXAMPLE.ledgers,
      ledgerIdentifier: `bench-${n}`,
    }))
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
