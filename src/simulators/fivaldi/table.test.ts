/** The stand-in is held to its table, row by row, by a client written from the vendor's pages alone. */
import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import Fastify from 'fastify'
import { COMPANY, KEYS, ROWS, voucher } from '../../../test/support/simulators/fivaldi/table.ts'
import { simulatedCuid } from '../../connectors/fivaldi/sandbox-keys.ts'
import { createFaults } from '../kit/faults.ts'
import { openJournal } from '../kit/journal.ts'
import { mountSimulators } from '../kit/server.ts'
import { createFivaldiSimulator } from './index.ts'

const VOUCHERS = `/companies/${simulatedCuid(COMPANY)}/bookkeeping/vouchers`

type Sent = Partial<Pick<(typeof ROWS)[number], 'method' | 'body' | 'signing'>>

async function start(context: TestContext, journalFile?: string) {
  const clock = { now: new Date('2026-03-01T10:00:00Z') }
  const kit = { faults: createFaults(), journal: openJournal(journalFile), now: () => clock.now }
  const app = Fastify()
  await mountSimulators(app, [{ simulator: createFivaldiSimulator(kit), faults: kit.faults }])
  const origin = `${await app.listen({ port: 0, host: '127.0.0.1' })}/simulators/fivaldi`
  let running = true
  const close = async () => {
    if (running) await app.close()
    running = false
    kit.journal.close()
  }
  context.after(() => (running ? close() : undefined))
  const call = async (path: string, { method = 'GET', body, signing = {} }: Sent = {}) => {
    const url = new URL(`${origin}/customer/api${path}`)
    const text = body === undefined ? undefined : JSON.stringify(body)
    const { secret = KEYS.partnerSecret, partnerId = KEYS.partnerId, late = 0 } = signing
    const { signsBody = text ?? '', signsQuery = url.search.slice(1) } = signing
    const timestamp = String(Math.floor(clock.now.getTime() / 1_000) + late)
    const lines = [method, text === undefined ? '' : createHash('md5').update(signsBody).digest('hex')]
    lines.push(text === undefined ? '' : 'application/json', `x-fivaldi-partner:${partnerId}`)
    lines.push(`x-fivaldi-timestamp:${timestamp}`, url.pathname)
    if (signsQuery !== '') lines.push(signsQuery)
    const answer = await fetch(url, {
      method,
      headers: {
        'X-Fivaldi-Partner': partnerId,
        'X-Fivaldi-Timestamp': timestamp,
        Authorization: `Fivaldi ${createHmac('sha256', secret).update(lines.join('\n')).digest('base64')}`,
        ...(text === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(text === undefined ? {} : { body: text }),
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

void test('a bucket of calls is refilled, and its headers say how fast', async (context) => {
  const { clock, call, set } = await start(context)
  await set({ bucket: { capacity: 3, perSecond: 2 } })
  const statuses = []
  for (let i = 0; i < 4; i++) statuses.push((await call('/ping')).status)
  assert.deepEqual(statuses, [200, 200, 200, 429])
  const { headers } = await call('/ping')
  assert.deepEqual(
    ['remaining', 'replenish-rate', 'burst-capacity'].map((name) => headers.get(`x-ratelimit-${name}`)),
    ['0', '2', '3'],
  )
  clock.now = new Date(clock.now.getTime() + 500)
  assert.deepEqual([(await call('/ping')).status, (await call('/ping')).status], [200, 429])
})

void test('books outlive a restart; a payment is a voucher of its type; a person deletes a voucher', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'saatava-fivaldi-'))
  context.after(() => rmSync(folder, { recursive: true, force: true }))
  const journal = join(folder, 'fivaldi.jsonl')
  const first = await start(context, journal)
  await first.call(VOUCHERS, { method: 'POST', body: voucher() })
  await first.call(VOUCHERS, { method: 'POST', body: voucher({ voucherTypeId: 20 }) })
  const before = await first.inspect()
  await first.close()
  const { origin, inspect, call } = await start(context, journal)
  assert.equal(await inspect(), before)
  const books = JSON.parse(before) as { vouchers: { number: number }[]; payments: { number: number }[] }
  assert.deepEqual([books.vouchers[0]?.number, books.payments[0]?.number], [802602001, 202602001])
  const path = `${origin}/companies/${COMPANY}/vouchers`
  assert.equal((await fetch(`${path}/802602001`, { method: 'DELETE' })).status, 200)
  assert.equal((await fetch(`${path}/1`, { method: 'DELETE' })).status, 404)
  const listed = await call(`${VOUCHERS}?startDate=2026-02-01&endDate=2026-02-01`)
  assert.match(
    listed.text,
    /"voucherNumber":"802602001".*"isDeleted":true.*"voucherNumber":"202602001".*"isDeleted":false/,
  )
})
