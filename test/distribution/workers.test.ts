/** Workers that die, hang, stop, lose their lease or their database in the middle of a delivery; each moment alone. */
import { strict as assert } from 'node:assert'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '../../src/config/config.ts'
import { startSimulators } from '../../src/simulators/start.ts'
import { freePort } from '../support/crash/processes.ts'
import { type TestPartner, type TestService, testService } from '../support/service.ts'
import { type TcpProxy, tcpProxy } from '../support/tcp-proxy.ts'
import { until } from '../support/until.ts'
import { booksOf, clearFaults, order } from '../support/distribution/books.ts'
import { type Channel, type Sender, createSender, invoiceOf } from '../support/distribution/sender.ts'

const LEASE_SECONDS = 1

let dataDir: string
let outside: Awaited<ReturnType<typeof startSimulators>>
let config: Partial<Config>
let api: TestService
let partner: TestPartner
let client: Sender
const workers: TestService[] = []

before(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'saatava-workers-'))
  const smtpPort = await freePort()
  outside = await startSimulators({ port: 0, host: '127.0.0.1', smtpPort, dataDir })
  config = {
    simulatorsUrl: outside.origin,
    mail: {
      smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
      from: 'invoices@example.com',
      bounceDomain: undefined,
      bounceFolder: join(dataDir, 'mail', 'bounces'),
      simulatorPort: 0,
    },
    distributionPollMs: 200,
    printRunSeconds: 1,
    distributionLeaseSeconds: LEASE_SECONDS,
    shutdownSeconds: 10,
  }
  // Answers requests alone: workers come and go.
  api = await testService({ ...config, role: 'api' })
  partner = await api.createPartner()
  client = await createSender(api.origin, partner, { channels: { fallback: false } })
})
// A test that fails leaves its workers to the next, which would fail too.
afterEach(stopWorkers)
after(async () => {
  for (const worker of workers.splice(0)) await worker.stop()
  await api.stop()
  await outside.close()
  rmSync(dataDir, { recursive: true, force: true })
})

async function startWorker(more: Partial<Config> = {}, databaseUrl?: (url: string) => Promise<string>) {
  const worker = await testService(
    { ...config, role: 'worker', ...more },
    { beside: api, ...(databaseUrl === undefined ? {} : { databaseUrl }) },
  )
  workers.push(worker)
  return worker
}

async function stopWorker(worker: TestService): Promise<void> {
  workers.splice(workers.indexOf(worker), 1)
  await worker.stop()
}

async function stopWorkers(): Promise<void> {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()))
  await clearFaults(outside.origin)
}

interface Row {
  deliveryId: string
  state: string
  attempts: number
  owner: string | null
  code: string | null
  batchId: string | null
}

async function rowOf(number: number): Promise<Row> {
  const { rows } = await api.pool.query<Row>(
    `select delivery_id as "deliveryId", state, attempts, lease_owner as owner, failure_code as code, batch_id as "batchId"
     from delivery join invoice i using (client_id, invoice_id)
     where client_id = $1 and i.number = $2 order by delivery.created_at desc limit 1`,
    [client.clientId, number],
  )
  return rows[0] ?? { deliveryId: '', state: 'none', attempts: 0, owner: null, code: null, batchId: null }
}

function reaches(number: number, state: string): Promise<Row> {
  return until(
    `${number} ${state}`,
    () => rowOf(number),
    (row) => row.state === state,
  )
}

/** Leaves the delivery as a worker does that dies after sending, before it has recorded the outcome. */
async function forget(number: number): Promise<void> {
  await api.pool.query(
    `update delivery d set state = 'sending', sent_at = null, delivered_at = null, next_attempt_at = now(), lease_owner = gen_random_uuid(),
       lease_until = clock_timestamp() - interval '1 second'
     from invoice i where i.client_id = d.client_id and i.invoice_id = d.invoice_id and i.client_id = $1 and i.number = $2`,
    [client.clientId, number],
  )
}

async function arrivals(number: number, channel: Channel): Promise<number> {
  return (await booksOf(outside.origin))[channel].get((await rowOf(number)).deliveryId) ?? 0
}

test('two workers share the deliveries; nothing goes twice', async () => {
  await Promise.all([startWorker(), startWorker()])
  const numbers = Array.from({ length: 45 }, (_, i) => 100 + i)
  const channels: Channel[] = ['EINVOICE', 'EMAIL', 'PRINT']
  await Promise.all(numbers.map((number) => client.post(invoiceOf(number, { method: channels[number % 3] }))))
  for (const number of numbers) await reaches(number, number % 3 === 1 ? 'sent' : 'delivered')
  const books = await booksOf(outside.origin)
  const counts = channels.flatMap((channel) => [...books[channel].values()])
  assert.equal(counts.length, numbers.length)
  assert.ok(counts.every((count) => count === 1))
})

test('a letter whose worker died is not printed again, also when the printing house is closed at the second attempt', async () => {
  await startWorker()
  await client.post(invoiceOf(1, { method: 'PRINT' }))
  const { batchId } = await reaches(1, 'delivered')
  await order(outside.origin, 'printhouse', { fault: 'MAINTENANCE' })
  await forget(1)
  await until(
    'tried again',
    () => rowOf(1),
    (row) => row.attempts >= 2,
  )
  const waiting = await until(
    'put down',
    () => rowOf(1),
    (row) => row.owner === null,
  )
  assert.equal(waiting.state, 'sending', 'it may have left: it is not begun again')
  assert.equal(waiting.batchId, batchId)
  await api.pool.query('update delivery set next_attempt_at = now() where delivery_id = $1', [waiting.deliveryId])
  const sent = await reaches(1, 'sent')
  assert.equal(sent.batchId, batchId)
  assert.equal(await arrivals(1, 'PRINT'), 1)
})

test('an e-invoice whose worker died goes again, and the operator takes it once', async () => {
  await startWorker()
  await client.post(invoiceOf(2, { method: 'EINVOICE' }))
  await reaches(2, 'delivered')
  await forget(2)
  await reaches(2, 'sent')
  assert.equal(await arrivals(2, 'EINVOICE'), 1)
})

test('a mail whose worker died is unknown, and not sent again', async () => {
  await startWorker()
  await client.post(invoiceOf(3, { method: 'EMAIL' }))
  await reaches(3, 'sent')
  await forget(3)
  const row = await reaches(3, 'unknown')
  assert.equal(row.code, 'INTERRUPTED')
  assert.equal(await arrivals(3, 'EMAIL'), 1)
})

test('a lease is renewed during its work: a long delivery is not taken for dead', async () => {
  await order(outside.origin, 'mail', { fault: 'COMMIT_THEN_SLOW', delayMs: 3_000 * LEASE_SECONDS })
  await Promise.all([startWorker(), startWorker()])
  await client.post(invoiceOf(4, { method: 'EMAIL' }))
  const row = await reaches(4, 'sent')
  assert.equal(row.attempts, 1)
  const { rows } = await api.pool.query('select outcome from delivery_attempt where delivery_id = $1', [row.deliveryId])
  assert.deepEqual(rows, [{ outcome: 'sent' }])
})

test('a worker that was presumed dead still records its outcome', async () => {
  await order(outside.origin, 'mail', { fault: 'COMMIT_THEN_SLOW', delayMs: 1_500 })
  await Promise.all([startWorker(), startWorker()])
  await client.post(invoiceOf(5, { method: 'EMAIL' }))
  const { deliveryId } = await reaches(5, 'sending')
  await api.pool.query(
    `update delivery set lease_owner = gen_random_uuid(), lease_until = clock_timestamp() - interval '1 second' where delivery_id = $1`,
    [deliveryId],
  )
  await reaches(5, 'unknown')
  await reaches(5, 'sent')
  assert.equal(await arrivals(5, 'EMAIL'), 1)
})

test('a delivery that another worker has leased and not touched yet still gets the outcome of its sender', async () => {
  await order(outside.origin, 'mail', { fault: 'COMMIT_THEN_SLOW', delayMs: 800 })
  await startWorker()
  await client.post(invoiceOf(13, { method: 'EMAIL' }))
  const { deliveryId } = await reaches(13, 'sending')
  await api.pool.query(
    `update delivery set lease_owner = gen_random_uuid(), lease_until = clock_timestamp() + interval '1 hour' where delivery_id = $1`,
    [deliveryId],
  )
  const row = await reaches(13, 'sent')
  assert.deepEqual([row.attempts, row.owner], [1, null])
  assert.equal(await arrivals(13, 'EMAIL'), 1)
})

test('a worker waits for a database that is away while a mail leaves, and records the outcome', async (t) => {
  let proxy: TcpProxy | undefined
  t.after(() => proxy?.cut())
  await order(outside.origin, 'mail', { fault: 'COMMIT_THEN_SLOW', delayMs: 800 })
  await startWorker({}, async (url) => {
    proxy = await tcpProxy(url)
    return proxy.url
  })
  await client.post(invoiceOf(6, { method: 'EMAIL' }))
  await reaches(6, 'sending')
  await proxy?.cut()
  await until('the mail has arrived', async () => (await arrivals(6, 'EMAIL')) === 1)
  // Once its answer has come, the outcome is known and cannot be written down.
  await sleep(1_200)
  assert.equal((await rowOf(6)).state, 'sending')
  await proxy?.restore()
  await reaches(6, 'sent')
  assert.equal(await arrivals(6, 'EMAIL'), 1)
})

test('a stop finishes what is being sent', async () => {
  await order(outside.origin, 'mail', { fault: 'COMMIT_THEN_SLOW', delayMs: 1_500 })
  const worker = await startWorker()
  await client.post(invoiceOf(7, { method: 'EMAIL' }))
  await reaches(7, 'sending')
  await stopWorker(worker)
  const row = await rowOf(7)
  assert.deepEqual([row.state, row.owner], ['sent', null])
})

test('a stop that would take too long breaks off, and says so at once: nothing is left as sending', async () => {
  await order(outside.origin, 'mail', { fault: 'COMMIT_THEN_SLOW', delayMs: 30_000 })
  const worker = await startWorker({ shutdownSeconds: 1 })
  await client.post(invoiceOf(8, { method: 'EMAIL' }))
  await reaches(8, 'sending')
  const began = performance.now()
  await stopWorker(worker)
  assert.ok(performance.now() - began < 25_000)
  const row = await rowOf(8)
  assert.deepEqual([row.state, row.owner], ['unknown', null])
  assert.equal(await arrivals(8, 'EMAIL'), 1)
})

test('a delivery whose document cannot be made holds up no other, and is not tried for ever', async () => {
  for (const number of [9, 10]) await client.post(invoiceOf(number, { method: 'PRINT' }))
  const evaluator = await startWorker({ printRunSeconds: 3_600 })
  for (const number of [9, 10]) await reaches(number, 'pending')
  await stopWorker(evaluator)
  await api.pool.query(`update invoice set document = '{"broken": true}' where client_id = $1 and number = 9`, [
    client.clientId,
  ])
  await api.pool.query(`update delivery set next_attempt_at = now() where state = 'pending'`)
  await startWorker()
  await reaches(10, 'delivered')
  const row = await until(
    'noted',
    () => rowOf(9),
    ({ attempts }) => attempts >= 1,
  )
  assert.deepEqual([row.state, row.code], ['pending', 'DOCUMENT_NOT_MADE'])
  await api.pool.query('update delivery set attempts = 16, next_attempt_at = now() where delivery_id = $1', [
    row.deliveryId,
  ])
  await reaches(9, 'failed')
})

test('a report of one channel says nothing of another’s delivery', async () => {
  await startWorker()
  await client.post(invoiceOf(11, { method: 'EMAIL' }))
  const { deliveryId } = await reaches(11, 'sent')
  // The operator’s simulator reports on whatever file it is given.
  const answer = await fetch(`${outside.origin}/simulators/operator/inspect`)
  const { messages } = (await answer.json()) as { messages: { xml?: string }[] }
  const xml = messages.find((message) => message.xml !== undefined)?.xml ?? ''
  const put = await fetch(`${outside.origin}/simulators/operator/out/${deliveryId}.xml`, { method: 'PUT', body: xml })
  assert.equal(put.status, 201, await put.text())
  const reports = async () => {
    const inspected = await fetch(`${outside.origin}/simulators/operator/inspect`)
    const { messages: all } = (await inspected.json()) as {
      messages: { name: string; reports: { settled: string | null }[] }[]
    }
    return all.find(({ name }) => name === `${deliveryId}.xml`)?.reports ?? []
  }
  const taken = ({ settled }: { settled: string | null }) => settled !== null
  await until('the reports are taken', reports, (all) => all.length === 2 && all.every(taken))
  assert.equal((await rowOf(11)).state, 'sent')
})

test('metrics show deliveries that are due, under way, unknown and failed', async () => {
  const read = async () => {
    const text = await (await fetch(`${api.origin}/metrics`)).text()
    const value = (name: string) =>
      Number(
        text
          .split('\n')
          .find((line) => line.startsWith(name))
          ?.split(' ')
          .at(-1),
      )
    return {
      unknown: value('saatava_deliveries{channel="EMAIL",state="unknown"}'),
      failed: value('saatava_deliveries{channel="PRINT",state="failed"}'),
      pending: value('saatava_deliveries{channel="EMAIL",state="pending"}'),
      age: value('saatava_delivery_due_age_seconds{channel="EMAIL"}'),
    }
  }
  const evaluator = await startWorker({ mail: { ...(config.mail as Config['mail']), smtpUrl: 'smtp://127.0.0.1:1' } })
  await client.post(invoiceOf(12, { method: 'EMAIL' }))
  await until(
    'tried',
    () => rowOf(12),
    ({ attempts, state }) => attempts >= 1 && state === 'pending',
  )
  await stopWorker(evaluator)
  await api.pool.query(`update delivery set next_attempt_at = now() - interval '90 seconds' where state = 'pending'`)
  const seen = await until('counted', read, ({ pending, age }) => pending === 1 && age >= 90, 30_000)
  assert.equal(seen.unknown, 2, 'of the tests above')
  assert.equal(seen.failed, 1)
})

test('one client’s flood does not hold up another’s invoice', async () => {
  const flood = Array.from({ length: 200 }, (_, i) => 1_000 + i)
  const other = await createSender(api.origin, partner, { channels: { fallback: false } })
  await Promise.all(flood.map((number) => client.post(invoiceOf(number, { method: 'EMAIL' }))))
  await order(outside.origin, 'mail', { fault: 'COMMIT_THEN_SLOW', delayMs: 150, times: 1_000 })
  await startWorker()
  const waiting = async () => {
    const { rows } = await api.pool.query<{ count: number }>(
      `select count(*)::int as count from delivery where client_id = $1 and state = 'pending'`,
      [client.clientId],
    )
    return rows[0]?.count ?? 0
  }
  await until('the flood is on its way', waiting, (count) => count > 150)
  await other.post(invoiceOf(1, { method: 'EMAIL' }))
  await other.sees(1, 'sent', ({ status }) => status === 'INVOICED')
  assert.ok((await waiting()) > 20, 'the flood goes on')
})
