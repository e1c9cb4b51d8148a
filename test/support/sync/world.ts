/** A running service with separate simulators, and clients that speak to it over HTTP: the base of the sync tests. */
import type { System } from '../../../src/connectors/port.ts'
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Pool } from 'pg'
import { createPartner } from '../../../src/onboarding/create-partner.ts'
import { readConfig } from '../../../src/config/config.ts'
import { type Service, startService } from '../../../src/service.ts'
import type { FaultOrder } from '../../../src/simulators/kit/faults.ts'
import { startSimulators } from '../../../src/simulators/start.ts'
import { testDatabase } from '../database.ts'
import { strangeEvents } from '../strange-entries.ts'
import { orderFault } from './basics.ts'
import { type TestClient, createTestClient, ledger } from './client.ts'

export interface World {
  origin: string
  simulators: string
  databaseUrl: string
  service: Service
  pool: Pool
  env: Record<string, string>
  provisioningToken: string
  client(): Promise<TestClient>
  /** Waits until the worker has taken what was due: a document that another client submits now has arrived. */
  workerLooked(): Promise<void>
  /** One more process's worth of worker on the same database. */
  worker(env?: Record<string, string>): Promise<Service>
  fault(system: System, order: FaultOrder): Promise<void>
  stop(): Promise<void>
}

export async function startWorld(more: Record<string, string> = {}): Promise<World> {
  const dataDir = mkdtempSync(join(tmpdir(), 'saatava-sync-'))
  const database = await testDatabase()
  const simulators = await startSimulators({ port: 0, host: '127.0.0.1', dataDir: undefined })
  const env: Record<string, string> = {
    PORT: '0',
    DATA_DIR: dataDir,
    SIMULATORS_URL: simulators.origin,
    LOG_LEVEL: 'silent',
    DEMO: 'off',
    SYNC_LEASE_SECONDS: '2',
    SYNC_POLL_MS: '50',
    SHUTDOWN_SECONDS: '3',
    ...more,
  }
  const service = await startService(readConfig(env), database.url)
  const pool = new Pool({ connectionString: database.ownerUrl, max: 2 })
  const ctx = {
    platform: service.platform,
    log: service.platform.log,
    requestId: 'test',
    actor: 'system:test' as const,
  }
  const { provisioningToken } = await createPartner(ctx, { code: 'QUICK3', name: 'Tests' })
  const workers: Service[] = []
  let clients = 0
  const client = () =>
    createTestClient({
      origin: service.origin,
      simulators: simulators.origin,
      provisioningToken,
      businessCode: `${1_000_000 + clients++}-1`,
    })
  return {
    ...{ origin: service.origin, simulators: simulators.origin, databaseUrl: database.url },
    ...{ service, pool, env, provisioningToken },
    client,
    async workerLooked() {
      const other = await client()
      await other.connect('PROCOUNTOR')
      await other.ledgers(ledger('LOOKED'))
      await other.settled('ledger', ['LOOKED'])
    },
    async worker(extra = {}) {
      const worker = await startService(readConfig({ ...env, SAATAVA_ROLE: 'worker', ...extra }), database.url)
      workers.push(worker)
      return worker
    },
    fault: (system, order) => orderFault(simulators.origin, system, order),
    async stop() {
      await Promise.all([service, ...workers].map((one) => one.stop()))
      const strange = await strangeEvents(pool)
      await pool.end()
      await simulators.close()
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
      assert.deepEqual(strange, [])
    },
  }
}
