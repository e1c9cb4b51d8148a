/** The stand-in is held to its table, row by row, and its filters filter. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import Fastify from 'fastify'
import { createFaults } from '../kit/faults.ts'
import { openJournal } from '../kit/journal.ts'
import { mountSimulators } from '../kit/server.ts'
import { createProcountorSimulator } from './index.ts'
import { COMPANY, FORM, receipt, ROWS, TOKENS } from '../../../test/support/simulators/procountor/table.ts'

type Json = Record<string, unknown>

async function start(context: TestContext) {
  const kit = { faults: createFaults(), journal: openJournal(undefined), now: () => new Date('2026-03-01T10:00:00Z') }
  const app = Fastify({ routerOptions: { ignoreTrailingSlash: true } })
  await mountSimulators(app, [{ simulator: createProcountorSimulator(kit), faults: kit.faults }])
  const origin = `${await app.listen({ port: 0, host: '127.0.0.1' })}/simulators/procountor`
  context.after(() => app.close())
  const token = async (form: Record<string, string>, basic?: string, path = '/api/oauth/token') => {
    const authorization = basic === undefined ? {} : { authorization: `Basic ${Buffer.from(basic).toString('base64')}` }
    const answer = await fetch(origin + path, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: authorization,
    })
    return { status: answer.status, text: await answer.text() }
  }
  const { access_token: bearer } = JSON.parse((await token(FORM)).text) as { access_token: string }
  const call = async (method: string, path: string, body?: object) => {
    const answer = await fetch(origin + path, {
      method,
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: answer.status, text: await answer.text() }
  }
  const idOf = async (number: string) => {
    const { results } = JSON.parse((await call('GET', `/api/invoices?originalInvoiceNumber=${number}`)).text) as {
      results: Json[]
    }
    return String(results[0]?.['id'])
  }
  return {
    token,
    call,
    idOf,
    faults: kit.faults,
    set: (settings: object) =>
      fetch(`${origin}/companies/${COMPANY}`, { method: 'PUT', body: JSON.stringify(settings) }),
  }
}

void test('the simulator gives tokens as the table says', async (context) => {
  const { token } = await start(context)
  for (const { rule, path, form, basic, status, answer } of TOKENS) {
    const given = await token(form, basic, path)
    assert.equal(given.status, status, rule)
    assert.match(given.text, answer, rule)
  }
})

void test('the stand-in refuses and accepts requests as the table says', async (context) => {
  const { call, set, idOf } = await start(context)
  for (const { rule, settings = {}, method = 'GET', path, body, status, answer } of ROWS) {
    assert.equal((await set(settings)).status, 200, rule)
    const number = /\{(.*)\}/.exec(path)?.[1]
    const reached = number === undefined ? path : path.replace(`{${number}}`, await idOf(number))
    const given = await call(method, reached, body)
    assert.equal(given.status, status, `${rule}: ${given.text}`)
    assert.match(given.text, answer, rule)
  }
  assert.equal(new Set(ROWS.map(({ rule }) => rule)).size, ROWS.length)
})

void test('insufficient rights can be ordered: 403 without a field', async (context) => {
  const { call, faults } = await start(context)
  faults.order({ fault: 'REFUSE', code: 'FORBIDDEN' })
  const { status, text } = await call('POST', '/api/ledgerreceipts', receipt())
  assert.equal(status, 403)
  assert.equal(text, '{"errors":[{"status":403,"message":"Insufficient rights"}]}')
})

void test('times filter, and another order than by id is kept', async (context) => {
  const { call } = await start(context)
  for (const receiptDate of ['2026-02-03', '2026-02-01', '2026-02-02']) {
    await call('POST', '/api/ledgerreceipts', receipt({ receiptDate }))
  }
  const dates = async (query: string) => {
    const { results } = JSON.parse((await call('GET', `/api/ledgerreceipts?${query}`)).text) as { results: Json[] }
    return results.map((one) => String(one['receiptDate']).slice(-1)).join('')
  }
  assert.equal(await dates('orderById=ASC'), '312')
  assert.equal(await dates(''), '213')
  assert.equal(await dates('orderByDate=ASC'), '123')
  assert.equal(await dates('orderByVersion=DESC'), '213')
  for (const zone of ['', 'Z']) {
    assert.equal(await dates(`createdStartDate=2026-03-01T10:00:01${zone}`), '')
    assert.equal(await dates(`versionEndDate=2026-03-01T10:00:01${zone}&orderByDate=ASC`), '123')
  }
})
