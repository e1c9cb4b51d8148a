/** The stand-in is held to its table, row by row, by a client written from the vendor's documents alone. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import Fastify from 'fastify'
import {
  COMPANY,
  FORM,
  KEY,
  ORGANISATION,
  ROWS,
  TOKENS,
  voucher,
} from '../../../test/support/simulators/talenom/table.ts'
import { createFaults } from '../kit/faults.ts'
import { openJournal } from '../kit/journal.ts'
import { mountSimulators } from '../kit/server.ts'
import { createTalenomSimulator } from './index.ts'

const VOUCHERS = `/v2/vouchers/${ORGANISATION}`

async function start(context: TestContext, journalFile?: string) {
  const clock = { now: new Date('2026-03-01T10:00:00Z') }
  const kit = { faults: createFaults(), journal: openJournal(journalFile), now: () => clock.now }
  const app = Fastify()
  await mountSimulators(app, [{ simulator: createTalenomSimulator(kit), faults: kit.faults }])
  const origin = `${await app.listen({ port: 0, host: '127.0.0.1' })}/simulators/talenom`
  let running = true
  const close = async () => {
    if (running) await app.close()
    running = false
    kit.journal.close()
  }
  context.after(() => (running ? close() : undefined))
  const token = async (form: Record<string, string>) => {
    const answer = await fetch(`${origin}/identity/connect/token`, { method: 'POST', body: new URLSearchParams(form) })
    return { status: answer.status, text: await answer.text() }
  }
  const call = async (bearer: string, method: string, path: string, body?: unknown, key = KEY) => {
    const answer = await fetch(`${origin}/fi/general-ledger${path}`, {
      method,
      headers: {
        authorization: `Bearer ${bearer}`,
        'content-type': 'application/json',
        ...(key === '' ? {} : { 'Ocp-Apim-Subscription-Key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: answer.status, text: await answer.text(), retryAfter: answer.headers.get('retry-after') }
  }
  return {
    ...{ clock, close, token, call },
    bearer: async () => (JSON.parse((await token(FORM)).text) as { access_token: string }).access_token,
    set: (settings: object) =>
      fetch(`${origin}/companies/${COMPANY}`, { method: 'PUT', body: JSON.stringify(settings) }),
    inspect: async () => (await fetch(`${origin}/inspect?company=${COMPANY}`)).text(),
  }
}

test('the token endpoint answers as the table says', async (context) => {
  const { token } = await start(context)
  for (const { rule, form, status, answer } of TOKENS) {
    const given = await token(form)
    assert.equal(given.status, status, rule)
    assert.match(given.text, answer, rule)
  }
})

test('the stand-in refuses and accepts requests as the table says', async (context) => {
  const { call, bearer, set } = await start(context)
  const right = await bearer()
  for (const { rule, settings = {}, key, bearer: own, method = 'GET', path, body, status, answer } of ROWS) {
    assert.equal((await set(settings)).status, 200, rule)
    const given = await call(own ?? right, method, path, body, key)
    assert.equal(given.status, status, `${rule}: ${given.text}`)
    assert.match(given.text, answer, rule)
  }
  assert.equal(new Set(ROWS.map(({ rule }) => rule)).size, ROWS.length)
})

test('a token lives an hour', async (context) => {
  const { clock, call, bearer } = await start(context)
  const key = await bearer()
  assert.equal((await call(key, 'GET', VOUCHERS)).status, 200)
  clock.now = new Date(clock.now.getTime() + 3_600_000)
  assert.equal((await call(key, 'GET', VOUCHERS)).status, 401)
})

test('more than the calls of a minute are answered with 429', async (context) => {
  const { clock, call, bearer, set } = await start(context)
  const key = await bearer()
  await set({ callsPerMinute: 3 })
  for (let i = 0; i < 3; i++) assert.equal((await call(key, 'GET', VOUCHERS)).status, 200)
  const { status, text, retryAfter } = await call(key, 'GET', VOUCHERS)
  assert.deepEqual([status, retryAfter], [429, '5'])
  assert.match(text, /"statusCode":429,"message":"Rate limit is exceeded/)
  clock.now = new Date(clock.now.getTime() + 60_001)
  assert.equal((await call(key, 'GET', VOUCHERS)).status, 200)
})

test('a restart keeps the books, the numbers and the settings', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'talenom-'))
  context.after(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'talenom.jsonl')
  const before = await start(context, file)
  await before.set({ costCenters: ['100'] })
  const key = await before.bearer()
  const made = JSON.parse((await before.call(key, 'POST', VOUCHERS, [voucher()])).text) as [{ voucherId: string }]
  await before.call(key, 'POST', VOUCHERS, [voucher({ category: 'ReferenceTransactions' })])
  await before.call(key, 'DELETE', `/v1/vouchers/${ORGANISATION}/${made[0].voucherId}`)
  const books = await before.inspect()
  await before.close()

  const after = await start(context, file)
  assert.equal(await after.inspect(), books)
  assert.match(books, /"vouchers":\[\{.*"state":"Deleted".*"payments":\[\{.*"state":"Accepted"/)
  const again = await after.bearer()
  await after.call(again, 'POST', VOUCHERS, [voucher()])
  assert.match(await after.inspect(), /"voucherNumber":"3-1-2026"/)
})
