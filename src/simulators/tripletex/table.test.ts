/** The stand-in is held to its table, row by row, by a client written from the vendor's pages alone. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import Fastify from 'fastify'
import { COMPANY, type Ids, KEYS, ROWS, TOKENS, voucher } from '../../../test/support/simulators/tripletex/table.ts'
import { createFaults } from '../kit/faults.ts'
import { openJournal } from '../kit/journal.ts'
import { mountSimulators } from '../kit/server.ts'
import { createTripletexSimulator } from './index.ts'

async function start(context: TestContext, journalFile?: string) {
  const clock = { now: new Date('2026-03-01T10:00:00Z') }
  const kit = { faults: createFaults(), journal: openJournal(journalFile), now: () => clock.now }
  const app = Fastify()
  await mountSimulators(app, [{ simulator: createTripletexSimulator(kit), faults: kit.faults }])
  const origin = `${await app.listen({ port: 0, host: '127.0.0.1' })}/simulators/tripletex`
  let running = true
  const close = async () => {
    if (running) await app.close()
    running = false
    kit.journal.close()
  }
  context.after(() => (running ? close() : undefined))
  const session = async (query?: Record<string, string>, body?: object) => {
    const path = query ? `:create?${new URLSearchParams(query).toString()}` : ':createFromRefreshToken'
    const answer = await fetch(`${origin}/v2/token/session/${path}`, {
      method: query ? 'PUT' : 'POST',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    const { value } = JSON.parse(text) as { value?: { token: string } }
    return { status: answer.status, text, token: value?.token ?? '' }
  }
  const call = async (token: string, method: string, path: string, body?: unknown, user = '0') => {
    const answer = await fetch(`${origin}/v2${path}`, {
      method,
      headers: { authorization: `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, text, headers: answer.headers }
  }
  const open = async (expirationDate = '2026-03-02') =>
    (await session({ consumerToken: KEYS.consumerToken, employeeToken: KEYS.employeeToken, expirationDate })).token
  return {
    ...{ clock, close, session, call, open },
    set: (settings: object) =>
      fetch(`${origin}/companies/${COMPANY}`, { method: 'PUT', body: JSON.stringify(settings) }),
    inspect: async () => (await fetch(`${origin}/inspect?company=${COMPANY}`)).text(),
    /** Looks up what a voucher names, as a client must. */
    async ids(token: string): Promise<Ids> {
      const first = async (path: string) => {
        const { text } = await call(token, 'GET', path)
        return (JSON.parse(text) as { values: { id: number }[] }).values[0]?.id ?? 0
      }
      const days = 'invoiceDateFrom=2020-01-01&invoiceDateTo=2030-01-01'
      const base = (await first('/ledger/account?number=1000')) - 1_000
      return {
        account: (number) => base + number,
        customer: await first('/customer?customerAccountNumber=19999'),
        department: await first('/department?departmentNumber=100'),
        project: await first('/project?number=P1'),
        voucherType: await first('/ledger/voucherType?name=Betaling'),
        paymentType: await first('/invoice/paymentType?description=bank'),
        invoice: await first(`/invoice?${days}&invoiceNumber=501`),
      }
    },
  }
}

void test('the stand-in gives sessions as the table says', async (context) => {
  const { session } = await start(context)
  for (const { rule, query, body, status, answer } of TOKENS) {
    const given = await session(query, body)
    assert.equal(given.status, status, `${rule}: ${given.text}`)
    assert.match(given.text, answer, rule)
  }
})

void test('the stand-in refuses and accepts requests as the table says', async (context) => {
  const { call, open, set, ids } = await start(context)
  const token = await open()
  const own = await ids(token)
  for (const { rule, settings = {}, method = 'GET', path, body, status, answer } of ROWS) {
    assert.equal((await set(settings)).status, 200, rule)
    const given = await call(token, method, typeof path === 'string' ? path : path(own), body?.(own))
    assert.equal(given.status, status, `${rule}: ${given.text}`)
    assert.match(given.text, answer, rule)
  }
  assert.equal(new Set(ROWS.map(({ rule }) => rule)).size, ROWS.length)
})

void test('a session ends with its day or its seconds, is of one company, and is the password of 0 or nobody', async (context) => {
  const { clock, call, open, session } = await start(context)
  const [ofDay, ofSeconds] = [
    await open(),
    (await session(undefined, { refreshToken: KEYS.refreshToken, ttlSeconds: 60 })).token,
  ]
  const statusOf = async (token: string, user?: string) =>
    (await call(token, 'GET', '/ledger/vatType', undefined, user)).status
  assert.deepEqual([await statusOf(ofDay), await statusOf(ofDay, ''), await statusOf(ofDay, '17')], [200, 200, 401])
  assert.deepEqual([await statusOf(ofSeconds), await statusOf('none')], [200, 401])
  clock.now = new Date(clock.now.getTime() + 60_000)
  assert.deepEqual([await statusOf(ofDay), await statusOf(ofSeconds)], [200, 401])
  clock.now = new Date('2026-03-02T00:00:00Z')
  assert.equal(await statusOf(ofDay), 401)
})

void test('headers tell how many calls are left; more are answered with 429 until the period ends', async (context) => {
  const { clock, call, open, set } = await start(context)
  const token = await open()
  await set({ callsPer10Seconds: 2 })
  const look = async () => {
    const { status, headers } = await call(token, 'GET', '/ledger/vatType?count=1')
    return [status, headers.get('x-rate-limit-remaining'), headers.get('x-rate-limit-reset')]
  }
  assert.deepEqual(await look(), [200, '1', '10'])
  clock.now = new Date(clock.now.getTime() + 3_000)
  assert.deepEqual(await look(), [200, '0', '7'])
  assert.deepEqual(await look(), [429, '0', '7'])
  clock.now = new Date(clock.now.getTime() + 7_000)
  assert.deepEqual(await look(), [200, '1', '10'])
})

void test('a voucher is reversed once, by its opposite', async (context) => {
  const { call, open, ids } = await start(context)
  const token = await open()
  const own = await ids(token)
  const made = await call(token, 'POST', '/ledger/voucher', voucher(own))
  const { id } = (JSON.parse(made.text) as { value: { id: number } }).value
  const reverse = () => call(token, 'PUT', `/ledger/voucher/${id}/:reverse?date=2026-02-03`)
  assert.equal((await reverse()).status, 200)
  assert.match((await reverse()).text, /allerede reversert/)
  const read = await call(token, 'GET', `/ledger/voucher/${id}?fields=reverseVoucher(id)`)
  assert.match(read.text, /"reverseVoucher":\{"id":\d+\}/)
})

void test('a restart keeps the books, the numbers, the ids and the settings', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'tripletex-'))
  context.after(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'tripletex.jsonl')
  const before = await start(context, file)
  const token = await before.open()
  await before.set({ listedInvoices: [{ number: '501', openSum: 100 }] })
  const ids = await before.ids(token)
  await before.call(token, 'POST', '/ledger/voucher', voucher(ids))
  const paid = `paymentDate=2026-02-02&paymentTypeId=${ids.paymentType}&paidAmount=40`
  await before.call(token, 'PUT', `/invoice/${ids.invoice}/:payment?${paid}`)
  const books = await before.inspect()
  await before.close()

  const after = await start(context, file)
  assert.equal(await after.inspect(), books)
  assert.match(books, /"open":60/)
  const next = await after.call(await after.open(), 'POST', '/ledger/voucher', voucher(ids))
  assert.match(next.text, /"number":3,/)
})
