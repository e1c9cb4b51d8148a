/** The stand-in is held to its table, row by row, by a client written from the vendor's pages alone. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import Fastify from 'fastify'
import { COMPANY, KEYS, ROWS, voucher } from '../../../test/support/simulators/economic/table.ts'
import { createFaults } from '../kit/faults.ts'
import { openJournal } from '../kit/journal.ts'
import { mountSimulators } from '../kit/server.ts'
import { createEconomicSimulator } from './index.ts'

const VOUCHERS = '/journals/1/vouchers'

interface Sent {
  method?: string
  body?: unknown
  headers?: Record<string, string>
}

async function start(context: TestContext, journalFile?: string) {
  const clock = { now: new Date('2026-03-01T10:00:00Z') }
  const kit = { faults: createFaults(), journal: openJournal(journalFile), now: () => clock.now }
  const app = Fastify()
  await mountSimulators(app, [{ simulator: createEconomicSimulator(kit), faults: kit.faults }])
  const origin = `${await app.listen({ port: 0, host: '127.0.0.1' })}/simulators/economic`
  let running = true
  const close = async () => {
    if (running) await app.close()
    running = false
    kit.journal.close()
  }
  context.after(() => (running ? close() : undefined))
  const call = async (path: string, { method = 'GET', body, headers = {} }: Sent = {}) => {
    const answer = await fetch(origin + path, {
      method,
      headers: {
        'x-appsecrettoken': KEYS.appSecretToken,
        'x-agreementgranttoken': KEYS.agreementGrantToken,
        'content-type': 'application/json',
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  }
  return {
    ...{ origin, clock, close, call },
    set: (settings: object) =>
      fetch(`${origin}/companies/${COMPANY}`, { method: 'PUT', body: JSON.stringify(settings) }),
    inspect: async () => (await fetch(`${origin}/inspect?company=${COMPANY}`)).text(),
  }
}

void test('the stand-in refuses and accepts requests as the table says', async (context) => {
  const { call, set } = await start(context)
  for (const { rule, settings = {}, path, status, answer, ...sent } of ROWS) {
    assert.equal((await set(settings)).status, 200, rule)
    const given = await call(path, sent)
    assert.equal(given.status, status, `${rule}: ${given.text}`)
    assert.match(given.text, answer, rule)
  }
  assert.equal(new Set(ROWS.map(({ rule }) => rule)).size, ROWS.length)
})

void test('an Idempotency-Key gives the same answer for an hour, and takes no other body', async (context) => {
  const { clock, call, set } = await start(context)
  const post = (body: unknown) => call(VOUCHERS, { method: 'POST', body, headers: { 'idempotency-key': 'one' } })
  await set({ missingAccounts: ['1010'] })
  assert.equal((await post(voucher())).status, 400)
  await set({})
  // A refusal was not kept.
  const first = await post(voucher())
  assert.equal(first.status, 201)
  assert.deepEqual(
    [(await post(voucher())).text, (await post(voucher({ voucherNumber: 2 }))).status],
    [first.text, 409],
  )
  clock.now = new Date(clock.now.getTime() + 3_600_000)
  assert.match((await post(voucher())).text, /"voucherNumber":2/)
  await set({ keepsRefusals: true, missingAccounts: ['1010'] })
  const other = (body: unknown) => call(VOUCHERS, { method: 'POST', body, headers: { 'idempotency-key': 'two' } })
  assert.equal((await other(voucher())).status, 400)
  await set({ keepsRefusals: true })
  assert.equal((await other(voucher())).status, 400)
})

void test('books outlive a restart; the limit of calls is kept; a grant is given and revoked', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'saatava-economic-'))
  context.after(() => rmSync(folder, { recursive: true, force: true }))
  const journal = join(folder, 'economic.jsonl')
  const first = await start(context, journal)
  await first.call(VOUCHERS, { method: 'POST', body: voucher(), headers: { 'idempotency-key': 'one' } })
  await first.call('/journalsapi/v16.0.1/journals/1/book', { method: 'POST' })
  const before = await first.inspect()
  await first.close()
  const { origin, inspect, call, set } = await start(context, journal)
  assert.equal(await inspect(), before)
  const again = await call(VOUCHERS, { method: 'POST', body: voucher(), headers: { 'idempotency-key': 'one' } })
  assert.match(again.text, /"voucherNumber":1/)
  assert.equal(await inspect(), before)
  await set({ callsPerMinute: 2 })
  const statuses = []
  for (let i = 0; i < 3; i++) statuses.push((await call('/self')).status)
  assert.deepEqual(statuses, [200, 200, 429])
  await set({ grant: 1 })
  assert.equal((await call('/self')).status, 401)
  const page = new URLSearchParams({ appPublicToken: COMPANY, redirectUrl: 'https://example.com/granted' })
  const granted = await fetch(`${origin}/requestaccess?${page.toString()}`, { redirect: 'manual' })
  const token = new URL(granted.headers.get('location') ?? '').searchParams.get('token') ?? ''
  assert.equal((await call('/self', { headers: { 'x-agreementgranttoken': token } })).status, 200)
  assert.equal((await fetch(`${origin}/requestaccess?appPublicToken=x`, { redirect: 'manual' })).status, 400)
})
