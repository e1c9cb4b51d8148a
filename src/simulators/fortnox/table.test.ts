/** The stand-in is held to its table, row by row, by a client written from the vendor's pages alone. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import Fastify from 'fastify'
import { BASIC, COMPANY, ROWS, TENANT, TOKENS, voucher } from '../../../test/support/simulators/fortnox/table.ts'
import { createFaults } from '../kit/faults.ts'
import { openJournal } from '../kit/journal.ts'
import { mountSimulators } from '../kit/server.ts'
import { createFortnoxSimulator } from './index.ts'

const REDIRECT = 'https://example.com/consented'

async function start(context: TestContext, journalFile?: string) {
  const clock = { now: new Date('2026-03-01T10:00:00Z') }
  const kit = { faults: createFaults(), journal: openJournal(journalFile), now: () => clock.now }
  const app = Fastify()
  await mountSimulators(app, [{ simulator: createFortnoxSimulator(kit), faults: kit.faults }])
  const origin = `${await app.listen({ port: 0, host: '127.0.0.1' })}/simulators/fortnox`
  let running = true
  const close = async () => {
    if (running) await app.close()
    running = false
    kit.journal.close()
  }
  context.after(() => (running ? close() : undefined))
  const token = async (
    form: Record<string, string>,
    { basic = BASIC, tenant }: { basic?: string; tenant?: string } = {},
  ) => {
    const answer = await fetch(`${origin}/oauth-v1/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: {
        authorization: `Basic ${Buffer.from(basic).toString('base64')}`,
        ...(tenant === undefined ? {} : { TenantId: tenant }),
      },
    })
    const text = await answer.text()
    return { status: answer.status, text, json: JSON.parse(text) as Record<string, string> }
  }
  const call = async (bearer: string, method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${origin}/3${path}`, {
      method,
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: answer.status, text: await answer.text() }
  }
  const consent = async () => {
    const query = new URLSearchParams({ client_id: COMPANY, redirect_uri: REDIRECT, state: 's', response_type: 'code' })
    const answer = await fetch(`${origin}/oauth-v1/auth?${query.toString()}`, { redirect: 'manual' })
    const back = new URL(answer.headers.get('location') ?? '')
    assert.equal(back.searchParams.get('state'), 's')
    return { grant_type: 'authorization_code', code: back.searchParams.get('code') ?? '', redirect_uri: REDIRECT }
  }
  return {
    ...{ clock, close, token, call, consent },
    bearer: async () =>
      (await token({ grant_type: 'client_credentials' }, { tenant: TENANT })).json['access_token'] ?? '',
    set: (settings: object) =>
      fetch(`${origin}/companies/${COMPANY}`, { method: 'PUT', body: JSON.stringify(settings) }),
    inspect: async () => (await fetch(`${origin}/inspect?company=${COMPANY}`)).text(),
  }
}

void test('the simulator gives tokens as the table says', async (context) => {
  const { token } = await start(context)
  for (const { rule, form, basic, tenant, status, answer } of TOKENS) {
    const given = await token(form, { ...(basic ? { basic } : {}), ...(tenant ? { tenant } : {}) })
    assert.equal(given.status, status, rule)
    assert.match(given.text, answer, rule)
  }
})

void test('the stand-in refuses and accepts requests as the table says', async (context) => {
  const { call, bearer, set } = await start(context)
  const key = await bearer()
  for (const { rule, settings = {}, method = 'GET', path, body, status, answer } of ROWS) {
    assert.equal((await set(settings)).status, 200, rule)
    const given = await call(key, method, path, body)
    assert.equal(given.status, status, `${rule}: ${given.text}`)
    assert.match(given.text, answer, rule)
  }
  assert.equal(new Set(ROWS.map(({ rule }) => rule)).size, ROWS.length)
})

void test('a code works once and for ten minutes, a refresh token once, an access token for an hour', async (context) => {
  const { clock, token, call, consent } = await start(context)
  const late = await consent()
  clock.now = new Date(clock.now.getTime() + 600_000)
  assert.equal((await token(late)).status, 400)
  const form = await consent()
  assert.equal((await token({ ...form, redirect_uri: 'https://example.com/other' })).status, 400)
  const again = await consent()
  const first = (await token(again)).json
  assert.equal((await token(again)).status, 400)
  const refresh = (refreshToken = '') => token({ grant_type: 'refresh_token', refresh_token: refreshToken })
  const second = (await refresh(first['refresh_token'])).json
  const spent = await refresh(first['refresh_token'])
  assert.match(spent.text, /invalid_grant/)
  assert.equal((await call(second['access_token'] ?? '', 'GET', '/financialyears')).status, 200)
  clock.now = new Date(clock.now.getTime() + 3_600_000)
  assert.equal((await call(second['access_token'] ?? '', 'GET', '/financialyears')).status, 401)
  assert.equal((await refresh(second['refresh_token'])).status, 200)
})

void test('more than the calls of five seconds are answered with 429', async (context) => {
  const { clock, call, bearer, set } = await start(context)
  const key = await bearer()
  await set({ callsPer5Seconds: 25 })
  const statuses: number[] = []
  for (let i = 0; i < 26; i++) statuses.push((await call(key, 'GET', '/voucherseries')).status)
  assert.deepEqual([statuses.filter((one) => one === 200).length, statuses.at(-1)], [25, 429])
  clock.now = new Date(clock.now.getTime() + 5_001)
  assert.equal((await call(key, 'GET', '/voucherseries')).status, 200)
})

void test('a restart keeps the books, the numbers, the settings and the refresh token', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'fortnox-'))
  context.after(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'fortnox.jsonl')
  const before = await start(context, file)
  const { access_token: key = '', refresh_token: refreshToken = '' } = (await before.token(await before.consent())).json
  await before.set({ listedInvoices: [{ number: '501', openSum: 100 }] })
  await before.call(key, 'POST', '/vouchers', voucher())
  const body = { InvoicePayment: { InvoiceNumber: 501, Amount: 40, PaymentDate: '2026-02-02' } }
  await before.call(key, 'POST', '/invoicepayments', body)
  await before.call(key, 'PUT', '/invoicepayments/1/bookkeep')
  const books = await before.inspect()
  await before.close()

  const after = await start(context, file)
  assert.equal(await after.inspect(), books)
  assert.match(books, /"open":60/)
  const renewed = (await after.token({ grant_type: 'refresh_token', refresh_token: refreshToken })).json
  const next = await after.call(renewed['access_token'] ?? '', 'POST', '/vouchers', voucher())
  assert.match(next.text, /"VoucherNumber":2/)
})
