import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'pg'
import { readConfig } from '../src/config/config.ts'
import { emitAll } from '../src/events/emit.ts'
import type { NewEvent } from '../src/events/catalogue.ts'
import { type Ctx, clientCtx } from '../src/platform/context.ts'
import { closePool, withTransaction } from '../src/platform/database.ts'
import { createPlatform } from '../src/service.ts'
import { createEndpoint } from '../src/webhooks/create-endpoint.ts'
import { webhookNetwork } from '../src/webhooks/network.ts'
import { CLIENT_ROWS } from './client-rows.ts'
import { type BenchDatabase, percentile, startProcess } from './support.ts'

const ENDPOINTS = Number(process.env['BENCH_ENDPOINTS'] ?? 1_000)
const DEAD_SHARE = 10
/** Each stands for a host: four requests at a time. */
const HOSTS = Number(process.env['BENCH_HOSTS'] ?? 50)
const EVENTS_PER_SECOND = Number(process.env['BENCH_EVENTS_PER_SECOND'] ?? 100)
const PHASE_SECONDS = Number(process.env['BENCH_SECONDS'] ?? 30)
const TICK_MS = 100
const PORT = 8_092

/**
 * (k) The delay of webhooks, from the commit of an event to its arrival: a thousand endpoints of as many clients, each a
 * cursor; a hundred of them are dead, which means that they take a request and never answer. First the dead ones are
 * paused, then they die, then they are dead; the delay of the others must not move.
 */
export async function webhooksBench(server: BenchDatabase): Promise<void> {
  const { url, ownerUrl } = await server.database('bench_webhooks')
  const dataDir = mkdtempSync(join(tmpdir(), 'saatava-bench-'))
  const masterKey = `bench:${randomBytes(32).toString('base64')}`
  const env = { DATABASE_URL: url, DATA_DIR: dataDir, SAATAVA_MASTER_KEY: masterKey, SIMULATORS: 'off' }
  const platform = createPlatform(readConfig({ ...env, LOG_LEVEL: 'warn' }), url)
  const ctx: Ctx = { platform, log: platform.log, requestId: 'bench', actor: 'system:bench' }
  const owner = new Pool({ connectionString: ownerUrl, max: 1 })
  const receiver = await openReceiver()
  const worker = await startProcess({ ...env, SAATAVA_ROLE: 'worker' }, PORT)
  try {
    await owner.query(`insert into partner (code, name, created_at) values ('QUICK3', 'Bench', now())`)
    await owner.query(CLIENT_ROWS, [ENDPOINTS])
    const { rows } = await owner.query<{ id: string }>('select client_id as id from client order by client_id')
    const clients = rows.map(({ id }) => Number(id))
    const network = webhookNetwork(platform.config)
    for (const [i, clientId] of clients.entries()) {
      const isDead = i % DEAD_SHARE === 0
      const address = `http://127.0.1.${1 + (i % HOSTS)}:${receiver.port}/${isDead ? 'dead' : 'well'}`
      await createEndpoint(clientCtx(ctx, clientId), { url: address }, network)
    }
    const setDead = (state: 'ACTIVE' | 'PAUSED') =>
      owner.query(`update webhook_endpoint set state = $1 where url like '%/dead'`, [state])
    await setDead('PAUSED')
    await phase(ctx, clients, receiver)
    console.log(
      `\n(k) ${ENDPOINTS.toLocaleString('en')} webhook endpoints, ${EVENTS_PER_SECOND} events/s; delay of the sound ones, ms`,
    )
    show('without dead ones', await phase(ctx, clients, receiver))
    await setDead('ACTIVE')
    show(`while ${ENDPOINTS / DEAD_SHARE} die`, await phase(ctx, clients, receiver))
    show(`with ${ENDPOINTS / DEAD_SHARE} dead`, await phase(ctx, clients, receiver))
    console.log(`    requests to dead ones: ${receiver.toDead()}`)
  } finally {
    await worker.stop()
    await receiver.close()
    await owner.end()
    await closePool(platform.pool)
    rmSync(dataDir, { recursive: true, force: true })
  }
}

interface Receiver {
  port: number
  /** Takes the delays that were measured since the last call. */
  delays(): number[]
  toDead(): number
  close(): Promise<void>
}

async function openReceiver(): Promise<Receiver> {
  let delays: number[] = []
  let toDead = 0
  const server: Server = createServer((request, response) => {
    if (request.url === '/dead') {
      toDead++
      return
    }
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { at } = JSON.parse(Buffer.concat(chunks).toString()) as { at: string }
      delays.push(Date.now() - Date.parse(at))
      response.writeHead(204).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    delays() {
      const taken = delays
      delays = []
      return taken
    },
    toDead: () => toDead,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Writes events of clients in turn at an even rate, and returns the delays of those that arrived. */
async function phase(ctx: Ctx, clients: readonly number[], receiver: Receiver): Promise<number[]> {
  receiver.delays()
  const each = (EVENTS_PER_SECOND * TICK_MS) / 1_000
  let next = 0
  const began = performance.now()
  for (let tick = 0; tick < (PHASE_SECONDS * 1_000) / TICK_MS; tick++) {
    const events = Array.from({ length: each }, (): NewEvent => {
      // A step that shares no factor with the number of clients: the events go round all of them.
      const clientId = clients[(next++ * 7) % clients.length] ?? 0
      return { clientId, type: 'client.corrected', subject: `client:${clientId}`, data: { changed: ['postalAddress'] } }
    })
    await withTransaction(ctx.platform.pool, (tx) => emitAll(ctx, tx, events))
    await sleep(Math.max(0, began + (tick + 1) * TICK_MS - performance.now()))
  }
  await sleep(2_000)
  return receiver.delays()
}

function show(name: string, delays: number[]): void {
  const sorted = delays.toSorted((a, b) => a - b)
  const at = (p: number) => String(percentile(sorted, p)).padStart(5)
  console.log(`    ${name.padEnd(20)} p50 ${at(50)}  p99 ${at(99)}  max ${at(100)}  (${sorted.length} arrived)`)
}
