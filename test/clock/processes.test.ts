/** One clock for all processes of a sandbox: shared, driven by any of them, and by no two; elsewhere it stands. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { PDFDocument } from '@cantoo/pdf-lib'
import { fails, json } from '../support/cli/run.ts'
import { ledgerOf } from '../support/bodies.ts'
import { type InvoiceClient, invoiceClient, invoiceOf } from '../support/invoices.ts'
import { movedClock } from '../support/clock.ts'
import { type Problem, type TestService, testService } from '../support/service.ts'
import { until } from '../support/until.ts'

const CLOCK = '/api/v1/partner/sandbox/clock'
const DAY_MS = 86_400_000
/** It looks at least once a second; a busy machine is slow. */
const FOLLOWED_MS_MAX = 10_000
const ANSWER_MS_MAX = 10_000
const MOVE_MS_MAX = 300_000
const FAST = { distributionPollMs: 200, syncPollMs: 200, printRunSeconds: 1 }

interface View {
  now: string
  offsetSeconds: number
  movable: boolean
  move: { state: string; to: string; steps: number; due: { work: string; count: number }[] } | null
  clock?: View
}

/** Has no worker: what falls due is done where a test starts one beside it. */
let api: TestService
let client: InvoiceClient

before(async () => {
  api = await testService({ role: 'api', attachmentNetwork: 'any' })
  client = await invoiceClient(api)
})
after(() => api.stop())

const show = async (at: TestService = api) => (await at.call<View>('GET', CLOCK, { token: client.token })).body
const post = (body: unknown, at: TestService = api) =>
  at.call<View & Problem>('POST', CLOCK, { token: client.token, body })

async function beside<T>(overrides: Parameters<typeof testService>[0], work: (other: TestService) => Promise<T>) {
  const other = await testService(
    { ...FAST, attachmentNetwork: 'any', simulatorsUrl: api.origin, ...overrides },
    { beside: api },
  )
  try {
    return await work(other)
  } finally {
    await other.stop()
  }
}

const gap = (one: Date, other: Date) => Math.abs(one.getTime() - other.getTime())

test('all processes go by it after their next look, also one that is started later', async () => {
  await beside({ role: 'worker' }, async (worker) => {
    const after = await movedClock(api, client.token, { advanceDays: 10 })
    assert.ok(gap(api.service.platform.clock.now(), new Date(after.now)) < ANSWER_MS_MAX)
    const apart = () => gap(api.service.platform.clock.now(), worker.service.platform.clock.now())
    await until('the worker goes by it too', apart, (ms) => ms < 50, FOLLOWED_MS_MAX)
  })
  await beside({ role: 'api' }, async (later) => {
    assert.ok(gap(api.service.platform.clock.now(), later.service.platform.clock.now()) < 50)
    assert.equal((await show(later)).offsetSeconds, (await show()).offsetSeconds)
    // Moved there, it is moved here.
    await movedClock(later, client.token, { advanceDays: 1 })
    assert.equal((await show()).offsetSeconds, (await show(later)).offsetSeconds)
  })
})

test('where nobody does what is due, the clock stands still and says so; once somebody does, it goes on', async () => {
  const before = await show()
  const { invoiceNumber } = (await client.post(invoiceOf())).body
  const reply = await post({ advanceDays: 1, patienceSeconds: 1 })
  assert.equal(reply.status, 409, reply.text)
  assert.match(reply.body.detail, /1 invoices to evaluate/)
  assert.match(reply.body.detail, /worker/)
  assert.equal(reply.body.clock?.offsetSeconds, before.offsetSeconds, 'not a step')
  assert.deepEqual(reply.body.clock?.move?.due, [{ work: 'invoices to evaluate', count: 1 }])
  assert.equal((await show()).move?.state, 'STOPPED')
  const events = await api.pool.query(
    `select data from event where client_id = $1 and type = 'sandbox.clock.stopped'`,
    [client.clientIdentifier],
  )
  assert.equal(events.rows.length, 1)
  await beside({ role: 'worker' }, async () => {
    const again = await movedClock(api, client.token, { advanceDays: 1 })
    const { evaluatedAt } = (await client.get(invoiceNumber)).body
    assert.ok(Date.parse(String(evaluatedAt)) < Date.parse(again.now) - DAY_MS / 2, 'done before the clock went on')
  })
})

test('a move outlives the process that was asked for it, and only one is under way at a time', async () => {
  await client.post(invoiceOf())
  const asked = await testService({ ...FAST, role: 'api' }, { beside: api })
  const reply = await post({ advanceDays: 3, waitSeconds: 0, patienceSeconds: 600 }, asked)
  assert.equal(reply.status, 202, reply.text)
  assert.equal(reply.body.move?.state, 'MOVING')
  const second = await post({ advanceDays: 3 })
  assert.equal(second.status, 409, second.text)
  assert.match(second.body.detail, /is moving to/)
  await until('it says what it waits for', async () => ((await show()).move?.due ?? []).length > 0)
  await asked.stop()
  assert.equal((await show()).move?.state, 'MOVING', 'it was put down, not ended')
  await beside({ role: 'worker' }, async () => {
    await until(
      'it comes to its end',
      async () => (await show()).move?.state,
      (state) => state === 'DONE',
      MOVE_MS_MAX,
    )
  })
  const { now, move } = await show()
  assert.ok(Date.parse(now) >= Date.parse(move?.to ?? ''))
})

test('one of several processes drives, and one that is cut off is replaced', async () => {
  await client.post(invoiceOf())
  const reply = await post({ advanceDays: 2, waitSeconds: 0, patienceSeconds: 600 })
  assert.equal(reply.status, 202, reply.text)
  await until('somebody drives it', async () => (await driver()) !== null)
  const first = await driver()
  // The row looks as if a process had died during the move: another driver's name stands there, and nobody answers to it.
  await api.pool.query(
    `update sandbox_setting set value = convert_to(replace(convert_from(value, 'UTF8'), $1, 'nobody'), 'UTF8') where name = 'clock'`,
    [first],
  )
  await beside({ role: 'worker' }, async () => {
    await beside({ role: 'api' }, async () => {
      await until(
        'it comes to its end',
        async () => (await show()).move?.state,
        (state) => state === 'DONE',
        MOVE_MS_MAX,
      )
    })
  })
})

async function driver(): Promise<string | null> {
  const { rows } = await api.pool.query<{ driver: string | null }>(
    `select convert_from(value, 'UTF8')::json->'move'->>'driver' as driver from sandbox_setting where name = 'clock'`,
  )
  return rows[0]?.driver ?? null
}

test('the move waits for work that is under way, and nobody else takes it', async () => {
  let asked = 0
  const { promise: waitedFor, resolve: answer } = Promise.withResolvers<void>()
  const pdf = await PDFDocument.create()
  pdf.addPage()
  const bytes = await pdf.save()
  const server = createServer((_request, response) => {
    asked++
    void waitedFor.then(() => response.writeHead(200, { 'content-type': 'application/pdf' }).end(bytes))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  try {
    await beside({ role: 'worker' }, async () => {
      await beside({ role: 'worker' }, async () => {
        const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slow.pdf`
        const reply = await client.post(invoiceOf({ attachments: [{ fileName: 'slow.pdf', url }] }))
        assert.equal(reply.status, 200, reply.text)
        await until('it is being fetched', () => asked > 0)
        const begun = await post({ advanceDays: 3, waitSeconds: 0, patienceSeconds: 600 })
        assert.equal(begun.status, 202, begun.text)
        await until('the move waits for it', async () => ((await show()).move?.due ?? []).length > 0)
        answer()
        const moved = await until('the move to end', show, ({ move }) => move?.state !== 'MOVING', MOVE_MS_MAX)
        assert.equal(moved.move?.state, 'DONE')
        assert.equal(asked, 1)
        const { evaluatedAt, status, reasons } = (await client.get(reply.body.invoiceNumber)).body
        assert.equal(status, 'INVOICED', JSON.stringify(reasons))
        assert.ok(Date.parse(moved.now) - Date.parse(String(evaluatedAt)) > 2.5 * DAY_MS, 'before the clock went on')
      })
    })
  } finally {
    server.close()
  }
})

test('an accounting system that is away is tried again as the clock moves, not as long as it rests', async () => {
  const own = await invoiceClient(api)
  const company = '0112038-9'
  const put = (settings: object) =>
    api.call('PUT', '/api/v1/partner/accounting/connection', {
      token: own.token,
      body: { system: 'NETVISOR', companyIdentifier: company, simulator: true, settings },
    })
  // It rests for ten minutes and more after each failure, by the machines' time.
  assert.equal((await put({ backoffBaseMs: 600_000, backoffCapMs: 600_000 })).status, 200)
  const order = { fault: 'MAINTENANCE', times: 2 }
  const ordered = await fetch(`${api.origin}/simulators/netvisor/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(order),
  })
  assert.ok(ordered.ok, await ordered.text())
  const ledger = async () => {
    const { rows } = await api.pool.query<{ status: string; attempts: number }>(
      'select status, attempts from accounting_document where client_id = $1',
      [own.clientIdentifier],
    )
    return rows[0]
  }
  await beside({ role: 'worker' }, async () => {
    const body = { ledgers: ledgerOf('resting') }
    const reply = await api.call('POST', '/api/v1/partner/accounting/ledger', { token: own.token, body })
    assert.equal(reply.status, 200, reply.text)
    await until('it has failed once', async () => (await ledger())?.attempts === 1)
    await movedClock(api, client.token, { advanceDays: 1 })
    assert.deepEqual(await ledger(), { status: 'synced', attempts: 3 })
  })
})

test('the command line moves it too', async () => {
  const env = { DATABASE_URL: api.databaseUrl, DATA_DIR: api.config.dataDir }
  const before = await json<View>(['clock', 'show'], env)
  assert.equal(before.movable, true)
  const after = await json<View>(['clock', 'advance', '--days', '14'], env)
  assert.equal(after.move?.state, 'DONE')
  assert.ok(after.offsetSeconds - before.offsetSeconds >= 14 * 86_400 - 3_600)
  // Every answer of the service has that time now, not only the clock's.
  const asked = await api.call<{ createdAt: string }>('GET', '/api/v1/partner/settlements', { token: client.token })
  assert.ok(asked.body.createdAt >= after.now, `${asked.body.createdAt} after ${after.now}`)
  assert.equal((await show()).offsetSeconds, after.offsetSeconds)
  const to = new Date(Date.parse(after.now) + 5 * DAY_MS).toISOString().slice(0, 10)
  assert.equal((await json<View>(['clock', 'advance', '--to', to], env)).move?.state, 'DONE')
  assert.equal((await show()).now.slice(0, 10) >= addDay(to, -1), true)
  await fails(1, /only moves forward/, ['clock', 'advance', '--to', '2020-01-01'], env)
  await fails(2, /one of --days, --seconds and --to/, ['clock', 'advance'], env)
  await fails(2, /whole number/, ['clock', 'advance', '--days', '-3'], env)
  const { rows } = await api.pool.query<{ actor: string }>(
    `select actor from audit_entry where client_id = 0 and action = 'sandbox.clock.moved'`,
  )
  assert.equal(rows.length, 2)
  assert.match(rows[0]?.actor ?? '', /^user:/)
})

const addDay = (date: string, days: number) => new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10)

test('outside a sandbox it is the machine’s and stays so', async () => {
  const masterKey = `k1:${randomBytes(32).toString('base64')}`
  const staging = await testService({ environment: 'staging', masterKey })
  try {
    const { token } = await staging.createClient()
    const { body } = await staging.call<View>('GET', CLOCK, { token })
    assert.deepEqual([body.movable, body.offsetSeconds, body.move], [false, 0, null])
    assert.ok(gap(new Date(body.now), new Date()) < 2_000)
    const reply = await staging.call('POST', CLOCK, { token, body: { advanceDays: 1 } })
    assert.equal(reply.status, 422)
    assert.match(reply.body.detail, /This is staging.*Only the clock of a sandbox/)
    // The offset in its database changes nothing.
    await staging.pool.query(`insert into sandbox_setting (name, value) values ('clock', '{"offsetMs":8640000000}')`)
    await staging.service.idle()
    assert.ok(gap(staging.service.platform.clock.now(), new Date()) < 50)
    assert.equal((await staging.call<View>('GET', CLOCK, { token })).body.offsetSeconds, 0)
  } finally {
    await staging.stop()
  }
})
