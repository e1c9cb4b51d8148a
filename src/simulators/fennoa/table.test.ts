/** The stand-in is held to its table, row by row, by a client written from the vendor's pages alone. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import Fastify from 'fastify'
import { BASIC, COMPANY, ROWS, statement } from '../../../test/support/simulators/fennoa/table.ts'
import { createFaults } from '../kit/faults.ts'
import { openJournal } from '../kit/journal.ts'
import { mountSimulators } from '../kit/server.ts'
import { createFennoaSimulator } from './index.ts'

async function start(context: TestContext, journalFile?: string) {
  const clock = { now: new Date('2026-03-01T10:00:00Z') }
  const kit = { faults: createFaults(), journal: openJournal(journalFile), now: () => clock.now }
  const app = Fastify()
  await mountSimulators(app, [{ simulator: createFennoaSimulator(kit), faults: kit.faults }])
  const origin = `${await app.listen({ port: 0, host: '127.0.0.1' })}/simulators/fennoa`
  let running = true
  const close = async () => {
    if (running) await app.close()
    running = false
    kit.journal.close()
  }
  context.after(() => (running ? close() : undefined))
  const call = async (path: string, body?: BodyInit, { basic = BASIC, method = 'GET' } = {}) => {
    const answer = await fetch(`${origin}/api${path}`, {
      method,
      headers: basic === '' ? {} : { authorization: `Basic ${Buffer.from(basic).toString('base64')}` },
      ...(body === undefined ? {} : { body }),
    })
    return { status: answer.status, text: await answer.text() }
  }
  return {
    ...{ clock, close, call },
    post: (path: string, body: BodyInit) => call(path, body, { method: 'POST' }),
    set: (settings: object) =>
      fetch(`${origin}/companies/${COMPANY}`, { method: 'PUT', body: JSON.stringify(settings) }),
    inspect: async () => (await fetch(`${origin}/inspect?company=${COMPANY}`)).text(),
  }
}

test('the stand-in refuses and accepts requests as the table says', async (context) => {
  const { call, set } = await start(context)
  for (const { rule, settings = {}, basic = BASIC, method = 'GET', path, form, status, answer } of ROWS) {
    assert.equal((await set(settings)).status, 200, rule)
    const given = await call(path, form && new URLSearchParams(form), { basic, method })
    assert.equal(given.status, status, `${rule}: ${given.text}`)
    assert.match(given.text, answer, rule)
  }
  assert.equal(new Set(ROWS.map(({ rule }) => rule)).size, ROWS.length)
})

test('multipart form data is taken like urlencoded', async (context) => {
  const { post, inspect } = await start(context)
  const form = new FormData()
  for (const [name, value] of Object.entries(statement({ description: 'Hyvä 😀' }))) form.set(name, value)
  assert.match((await post('/accounting_api/add', form)).text, /"id":10001/)
  assert.match(await inspect(), /"description":"Hyvä 😀","date":"2026-02-01","sum":125\.5/)
})

test('more than the calls of a second are answered with 429', async (context) => {
  const { clock, call, set } = await start(context)
  await set({ callsPerSecond: 10 })
  const statuses: number[] = []
  for (let i = 0; i < 11; i++) statuses.push((await call('/accounting_api/get/periods')).status)
  assert.deepEqual([statuses.filter((one) => one === 200).length, statuses.at(-1)], [10, 429])
  clock.now = new Date(clock.now.getTime() + 1_001)
  assert.equal((await call('/accounting_api/get/periods')).status, 200)
})

test('a restart keeps the books, the numbers and the settings', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'fennoa-'))
  context.after(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'fennoa.jsonl')
  const before = await start(context, file)
  await before.set({ listedInvoices: [{ number: '501', openSum: 100 }] })
  await before.post('/accounting_api/add', new URLSearchParams(statement()))
  const payment = { invoice_no: '501', payment_date: '2026-02-02', sum: '40', payment_type: '2' }
  await before.post('/sales_api/add/payment', new URLSearchParams(payment))
  const books = await before.inspect()
  await before.close()

  const after = await start(context, file)
  assert.equal(await after.inspect(), books)
  assert.match(books, /"open":60/)
  assert.match((await after.post('/accounting_api/add', new URLSearchParams(statement()))).text, /"id":10002/)
})
