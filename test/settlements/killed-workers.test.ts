/**
 * One ledger, one payment and one settlement for each accounting system, from the API to the simulator's books, while
 * workers are killed in the middle of sending: each stands there once.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { markerOf } from '../../src/connectors/marker.ts'
import type { System } from '../../src/connectors/port.ts'
import { freePort, managed } from '../support/crash/processes.ts'
import { entryOf } from '../support/payments/world.ts'
import type { TestClient } from '../support/service.ts'
import { type SettlementWorld, startWorld } from '../support/settlements/world.ts'
import { QUICK } from '../support/sync/basics.ts'
import { type Arrived, invoiceOf, ledger, markerOfArrived, payment } from '../support/sync/client.ts'
import { FACTS, SYSTEMS } from '../support/sync/systems.ts'
import { until } from '../support/until.ts'

const COMPANY = '0112038-9'
const KILLS = process.env['SAATAVA_TEST_LONG'] === '1' ? 12 : 2
/** So long does a simulator take for an answer: a kill meets requests under way. */
const LATENCY_MS = 150

/** The simulated company's invoices are in kroner unless it says otherwise. */
const IN_EUROS = {
  invoices: 'listed',
  listedInvoices: [{ number: invoiceOf('P-1'), openSum: 50, currency: 'EUR' }],
}

let world: SettlementWorld
before(async () => {
  world = await startWorld()
})
after(() => world.stop())

interface Subject {
  system: System
  client: TestClient
}

async function connected(system: System): Promise<Subject> {
  const client = await world.createClient()
  const { token } = client
  const settings = {
    ...QUICK,
    requestTimeoutMs: 2_000,
    settleMs: 2_500,
    ...FACTS[system].unlimited,
    ...FACTS[system].inEuros,
  }
  const body = { system, companyIdentifier: COMPANY, simulator: true, isDefault: true, settings }
  const reply = await world.api.call('PUT', '/api/v1/partner/accounting/connection', { token, body })
  assert.equal(reply.status, 200, reply.text)
  const url = `${world.api.origin}/simulators/${system.toLowerCase()}/companies/sim-${client.clientIdentifier}-${COMPANY}`
  const answer = await fetch(url, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ latencyMs: LATENCY_MS, ...(system === 'TRIPLETEX' ? IN_EUROS : {}) }),
  })
  assert.equal(answer.status, 200, await answer.text())
  return { system, client }
}

async function submitted({ client: { token } }: Subject): Promise<void> {
  const currency = 'EUR'
  for (const [kind, body] of [
    ['ledger', { ledgers: [ledger('L-1', { companyIdentifier: COMPANY })] }],
    ['payment', { payments: [payment('P-1', { companyIdentifier: COMPANY, currency })] }],
  ] as const) {
    const reply = await world.api.call('POST', `/api/v1/partner/accounting/${kind}`, { token, body })
    assert.equal(reply.status, 200, reply.text)
  }
}

interface DocumentRow {
  client_id: string
  kind: string
  identifier: string
  status: string
  attempts: number
  description: string | null
}

async function documents(): Promise<DocumentRow[]> {
  const { rows } = await world.api.pool.query<DocumentRow>(
    'select client_id, kind, identifier, status, attempts, description from accounting_document order by client_id, kind, identifier',
  )
  return rows
}

/** Counts how often each document stands in the books, and that nothing else does. */
async function timesBooked({ system, client }: Subject, rows: readonly DocumentRow[]): Promise<Map<string, number>> {
  const { clientIdentifier: id } = client
  const url = `${world.api.origin}/simulators/${system.toLowerCase()}/inspect?company=sim-${id}-${COMPANY}`
  const { vouchers, payments } = (await (await fetch(url)).json()) as { vouchers: Arrived[]; payments: Arrived[] }
  // A payment that we made of money on our account is a voucher there.
  const times = (kind: string, identifier: string): number => {
    const marker = markerOf(id, kind, identifier)
    const byMarker = [...vouchers, ...payments].filter((one) => markerOfArrived(one) === marker).length
    return byMarker || payments.filter((one) => String(one['invoiceNumber']) === invoiceOf(identifier)).length
  }
  assert.equal(vouchers.length + payments.length, rows.length, `${system} holds nothing else`)
  return new Map(rows.map(({ kind, identifier }) => [`${kind} ${identifier}`, times(kind, identifier)]))
}

/** Workers are killed while requests are under way; the last one is left to finish. */
async function workUnderKills(): Promise<void> {
  const { api } = world
  const port = await freePort()
  const env = {
    ...{ DATABASE_URL: api.databaseUrl, DATA_DIR: api.config.dataDir, SIMULATORS_URL: api.origin, PORT: String(port) },
    ...{ SAATAVA_ROLE: 'worker', LOG_LEVEL: 'warn', DEMO: 'off', SYNC_LEASE_SECONDS: '1', SYNC_POLL_MS: '50' },
  }
  const worker = managed('worker', ['src/main.ts'], env, `http://127.0.0.1:${port}/health/live`)
  try {
    for (let kill = 0; kill < KILLS; kill++) {
      const { length: before } = (await documents()).filter(isSynced)
      await worker.up()
      await until('documents are being sent', async () => (await documents()).filter(isUnderWay).length >= 3)
      await until('some more are booked', async () => (await documents()).filter(isSynced).length > before)
      await worker.kill()
    }
    await worker.up()
    await until(
      'all documents are synced',
      async () => (await documents()).filter((one) => !isSynced(one)),
      (left) => left.length === 0,
      40_000,
    )
  } finally {
    await worker.kill()
  }
  assert.deepEqual(worker.unexpected, [])
}

const isSynced = ({ status }: DocumentRow) => status === 'synced'
const isUnderWay = ({ status }: DocumentRow) => status === 'sending'

test(`${KILLS} kills later, one ledger, one payment and one settlement stand once in the books of each system`, async (t) => {
  const subjects: Subject[] = []
  for (const system of SYSTEMS) subjects.push(await connected(system))
  for (const [i, { client }] of subjects.entries()) {
    const { reference } = await world.openCase(client, { capital: 10_000n, accounting: true })
    await world.pay([entryOf(`KILL-${i}`, '100.00', { reference })])
  }
  const { settlements } = await world.runNext()
  assert.equal(settlements.length, SYSTEMS.length)
  for (const subject of subjects) await submitted(subject)
  await showTheClock()
  await workUnderKills()

  const all = await documents()
  for (const subject of subjects) {
    const { system, client } = subject
    const own = all.filter(({ client_id }) => Number(client_id) === client.clientIdentifier)
    const booked = await timesBooked(subject, own)
    const attempts = own.reduce((most, one) => Math.max(most, one.attempts), 0)
    t.diagnostic(
      `${system.padEnd(11)} ${[...booked].map(([name, times]) => `${name}: ${times}`).join(', ')}; at most ${attempts} attempts`,
    )
    assert.ok(own.some(({ identifier }) => identifier.startsWith('settlement:')))
    for (const [name, times] of booked) assert.equal(times, 1, `${system}, ${name}`)
  }
  assert.ok(
    all.some(({ attempts }) => attempts > 1),
    'a kill met a request',
  )
})

/** Processes of the sandbox go by the clock that the settlements have moved. */
async function showTheClock(): Promise<void> {
  const { platform } = world.api.service
  const offsetMs = platform.clock.now().getTime() - Date.now()
  await world.api.pool.query(
    `insert into sandbox_setting (name, value) values ('clock', $1) on conflict (name) do update set value = excluded.value`,
    [Buffer.from(JSON.stringify({ offsetMs }))],
  )
}
