/** The sandbox's clock over HTTP: it goes forward alone, in steps, and what falls due is done on its own day. */
import assert from 'node:assert/strict'
import { CLOCK, type ClockView, movedClock } from '../support/clock.ts'
import { after, before, test } from 'node:test'
import { type InvoiceClient, invoiceClient, invoiceOf } from '../support/invoices.ts'
import { type Problem, type TestService, testService } from '../support/service.ts'

const DAY_MS = 86_400_000
const TOKEN_DAYS = 20
const DAYS = 45
const LONG_MOVE_DAYS = process.env['SAATAVA_TEST_LONG'] === '1' ? 548 : 60

let api: TestService
let client: InvoiceClient

before(async () => {
  api = await testService({
    tokenLifetimeDays: TOKEN_DAYS,
    distributionPollMs: 200,
    syncPollMs: 200,
    printRunSeconds: 1,
  })
  client = await invoiceClient(api)
})
after(() => api.stop())

const show = async () => (await api.call<ClockView>('GET', CLOCK, { token: client.token })).body
const post = (body: unknown, headers: Record<string, string> = {}) =>
  api.call<ClockView & Problem>('POST', CLOCK, { token: client.token, body, headers })

const moved = (body: object) => movedClock(api, client.token, body)

function near(text: string, expected: number, ms = 120_000): void {
  assert.ok(Math.abs(Date.parse(text) - expected) < ms, `${text} is about ${new Date(expected).toISOString()}`)
}

test('is protected', async () => {
  for (const method of ['GET', 'POST']) assert.equal((await api.call(method, CLOCK)).status, 401)
})

test('says what is wrong with a move, and does not move', async () => {
  const before = await show()
  assert.equal(before.movable, true)
  for (const [body, status, says] of [
    [{}, 400, /one of to, advanceDays and advanceSeconds/],
    [{ advanceDays: 1, to: '2199-01-01' }, 400, /one of to/],
    [{ advanceDays: 0 }, 400, /advanceDays/],
    [{ advanceDays: 1.5 }, 400, /advanceDays/],
    [{ advanceDays: 1_000_000 }, 400, /advanceDays/],
    [{ advanceSeconds: -1 }, 400, /advanceSeconds/],
    [{ to: 'tomorrow' }, 400, /such as 2026-12-01/],
    [{ to: '2020-01-01' }, 422, /only moves forward/],
    [{ to: new Date(Date.now() - 1_000).toISOString() }, 422, /only moves forward/],
    [{ to: '2198-01-01' }, 422, /3660 days/],
  ] as [unknown, number, RegExp][]) {
    const reply = await post(body)
    assert.equal(reply.status, status, `${JSON.stringify(body)} ${reply.text}`)
    assert.match(reply.text, says)
  }
  assert.equal((await show()).offsetSeconds, before.offsetSeconds)
})

test('goes forward, for everything that is dated; tokens live on by the machine’s time', async () => {
  const before = await show()
  const after = await moved({ advanceDays: DAYS })
  near(after.now, Date.parse(before.now) + DAYS * DAY_MS, 2 * 3_600_000)
  assert.ok(after.offsetSeconds - before.offsetSeconds >= DAYS * 86_400 - 2 * 3_600)
  assert.ok((after.move?.steps ?? 0) >= DAYS, 'a day at most at a time')
  assert.equal((await show()).move?.state, 'DONE')

  // By the clock its time is long over, and the token lives on by the machine’s time.
  const validate = await api.call<{ expiresAt: string }>('GET', '/api/v1/partner/validate', { token: client.token })
  assert.equal(validate.status, 200, validate.text)
  near(validate.body.expiresAt, Date.now() + TOKEN_DAYS * DAY_MS, DAY_MS)
  const fresh = await api.createClient()
  const itsOwn = await api.call<{ expiresAt: string }>('GET', '/api/v1/partner/validate', { token: fresh.token })
  near(itsOwn.body.expiresAt, Date.now() + TOKEN_DAYS * DAY_MS, DAY_MS)

  const view = await client.send(invoiceOf({ header: { date: '2026-01-15', dueDate: '2026-01-29' } }))
  near(view.submittedAt, Date.parse(after.now))
  near(String(view.evaluatedAt), Date.parse(after.now))
  const { rows } = await api.pool.query<{ action: string; actor: string; details: { from: string; to: string } }>(
    `select action, actor, details from audit_entry where client_id = $1 and action like 'sandbox%'`,
    [client.clientIdentifier],
  )
  assert.equal(rows.length, 1)
  assert.match(rows[0]?.actor ?? '', /^token:/)
  assert.equal(rows[0]?.details.to, after.move?.to)
  const events = await api.pool.query<{ data: unknown }>(
    `select data from event where client_id = $1 and type = 'sandbox.clock.moved'`,
    [client.clientIdentifier],
  )
  const { from, to, steps } = after.move ?? {}
  assert.deepEqual(
    events.rows.map(({ data }) => data),
    [{ from, to, steps, due: [] }],
  )
})

test('a request that repeats its key moves nothing', async () => {
  const headers = { 'idempotency-key': 'one-day' }
  const first = await post({ advanceDays: 1 }, headers)
  assert.equal(first.status, 200, first.text)
  const again = await post({ advanceDays: 1 }, headers)
  assert.equal(again.status, 200, again.text)
  assert.equal(again.headers.get('idempotency-replayed'), 'true')
  assert.equal(again.body.offsetSeconds, first.body.offsetSeconds)
  const other = await post({ advanceDays: 2 }, headers)
  assert.equal(other.status, 422)
})

test('work that falls due on a day is done on that day, before the next one begins', async () => {
  const own = await invoiceClient(api)
  const numbers: number[] = []
  for (let day = 1; day <= 6; day++) {
    const reply = await own.post(invoiceOf())
    assert.equal(reply.status, 200, reply.text)
    numbers.push(reply.body.invoiceNumber)
    await own.evaluated(reply.body.invoiceNumber)
  }
  // Two deliveries a day wait for their time: at noon and late in the evening.
  const { now } = await show()
  const noon = `${now.slice(0, 10)}T12:00:00Z`
  const due = (i: number) => new Date(Date.parse(noon) + (1 + Math.floor(i / 2)) * DAY_MS + (i % 2) * 9 * 3_600_000)
  for (const [i, number] of numbers.entries())
    await api.pool.query(
      `update invoice set status = 'PAUSED', evaluate_at = $2 where client_id = $3 and number = $1`,
      [number, due(i), own.clientIdentifier],
    )
  const after = await moved({ advanceDays: 5 })
  assert.ok((after.move?.steps ?? 0) >= 5 + 6)
  for (const [i, number] of numbers.entries()) {
    const { evaluatedAt } = (await own.get(number)).body
    const late = Date.parse(String(evaluatedAt)) - due(i).getTime()
    assert.ok(late >= 0 && late <= 3_600_000, `${number} was due ${due(i).toISOString()} and done ${evaluatedAt}`)
    assert.equal(String(evaluatedAt).slice(0, 10), due(i).toISOString().slice(0, 10))
  }
})

test('a delivery whose receiver is busy is tried again as hours and days pass, and given up', async () => {
  const own = await invoiceClient(api)
  const body = invoiceOf({ distribution: { method: 'EMAIL' }, buyer: { contact: { email: 'busy.1@example.com' } } })
  const { invoiceNumber, invoiceId } = (await own.post(body)).body
  await own.evaluated(invoiceNumber)
  const attempts = async () =>
    (
      await api.pool.query<{ at: Date; outcome: string }>(
        `select a.at, a.outcome from delivery_attempt a join delivery d using (client_id, delivery_id)
         where d.invoice_id = $1 and d.channel = 'EMAIL' order by a.at`,
        [invoiceId],
      )
    ).rows
  await moved({ advanceSeconds: 3_600 })
  const soon = (await attempts()).length
  assert.ok(soon >= 2, 'an hour passed in one step: what was to be tried within it was tried')
  const again = await api.pool.query<{ in: number }>(
    `select extract(epoch from next_attempt_at - $2)::int as in from delivery where invoice_id = $1 and channel = 'EMAIL'`,
    [invoiceId, (await show()).now],
  )
  const wait = again.rows[0]?.in ?? 0
  assert.ok(wait > 0)
  await moved({ advanceSeconds: wait + 1 })
  assert.ok((await attempts()).length > soon, 'the next try came when its time had come')
  await moved({ advanceDays: 5 })
  const all = await attempts()
  const gaps = all.slice(1).map(({ at }, i) => (at.getTime() - (all[i]?.at.getTime() ?? 0)) / 3_600_000)
  assert.ok(all.length >= 12, `${all.length} attempts`)
  assert.ok(gaps.at(-1) !== undefined && (gaps.at(-1) ?? 0) >= 8, `the last ones lie hours apart: ${gaps.join(' ')}`)
  assert.ok(
    gaps.every((hours) => hours <= 9.1),
    gaps.join(' '),
  )
  const view = (await own.get(invoiceNumber)).body
  assert.equal(view.deliveries.find(({ channel }) => channel === 'EMAIL')?.state, 'FAILED')
})

test(`${LONG_MOVE_DAYS} days go by in seconds, within the answer or behind it`, async () => {
  const before = await show()
  await moved({ advanceDays: LONG_MOVE_DAYS })
  near((await show()).now, Date.parse(before.now) + LONG_MOVE_DAYS * DAY_MS, 2 * 3_600_000)
})

test('letters of many days leave on their days, and no day waits for a run', async () => {
  const slow = await testService({ distributionPollMs: 200, printRunSeconds: 600 })
  try {
    const own = await invoiceClient(slow)
    const numbers: number[] = []
    for (let day = 0; day < 4; day++) {
      const { invoiceNumber } = (await own.post(invoiceOf({ distribution: { method: 'PRINT' } }))).body
      numbers.push(invoiceNumber)
      await own.evaluated(invoiceNumber)
    }
    const now = slow.service.platform.clock.now().getTime()
    for (const [day, number] of numbers.entries())
      await slow.pool.query(
        `update delivery d set next_attempt_at = $2 from invoice i
         where i.client_id = d.client_id and i.invoice_id = d.invoice_id and i.number = $1`,
        [number, new Date(now + day * DAY_MS)],
      )
    await movedClock(slow, own.token, { advanceDays: 5 })
    const text = `select sent_at from delivery where channel = 'PRINT' order by sent_at`
    const { rows } = await slow.pool.query<{ sent_at: Date }>(text)
    assert.equal(rows.length, 4)
    for (const [day, row] of rows.entries()) {
      const late = row.sent_at.getTime() - now - day * DAY_MS
      assert.ok(late >= 0 && late < 2 * 3_600_000, `${row.sent_at.toISOString()} is day ${day}`)
    }
  } finally {
    await slow.stop()
  }
})
