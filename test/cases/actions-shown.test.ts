/** Shows the actions on a case, and their outcomes: in the answer with Prefer, by id, and as a list. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { InvoiceClient } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'
import { ACTION, act, atNoon, caseClient, effectOf, somePolicies, someCase } from '../support/cases/cases.ts'

const LIST = '/api/v1/partner/invoice/actions'
let api: TestService
let client: InvoiceClient

before(async () => {
  api = await testService()
  atNoon(api, '2026-02-10')
  await somePolicies(api)
  client = await caseClient(api, 'QUIET')
})
after(() => api.stop())

interface Action {
  actionId: string
  caseId: number | null
  invoiceNumber: number
  code: string
  state: string
  data: Record<string, unknown>
  performedAt: string | null
  effect?: Record<string, unknown>
  refusal?: { ruleId: string }
}
type Actions = { actions?: Action[] }

const ask = (caseId: number, prefer: string | undefined, codes: string[], headers: Record<string, string> = {}) =>
  api.call<Actions>('POST', ACTION, {
    token: client.token,
    body: { actions: codes.map((code) => ({ code, comment: 'asked', data: { caseId } })) },
    headers: { ...headers, ...(prefer === undefined ? {} : { prefer }) },
  })
const list = (query: string) => api.call<{ actions: Action[] }>('GET', `${LIST}?${query}`, { token: client.token })
const one = (id: string) => api.call<Action>('GET', `${ACTION}/${id}`, { token: client.token })

test('without Prefer, and with what is not known, the answer is the published {}', async () => {
  const { caseId } = await someCase(api, client)
  for (const prefer of [undefined, 'return=minimal', 'respond-async', 'wait=soon', 'return=all']) {
    const reply = await ask(caseId, prefer, ['COMMENT'])
    assert.deepEqual([reply.status, reply.text], [200, '{}'], prefer)
  }
})

test('with return=representation it names the actions, in order; with wait their outcome', async () => {
  const { caseId, invoiceNumber } = await someCase(api, client)
  const shown = await ask(caseId, 'return=representation', ['COMMENT', 'PAUSE'])
  assert.equal(shown.headers.get('preference-applied'), 'return=representation')
  assert.deepEqual(
    shown.body.actions?.map(({ code, caseId: id, invoiceNumber: number }) => [code, id, number]),
    [
      ['COMMENT', caseId, invoiceNumber],
      ['PAUSE', caseId, invoiceNumber],
    ],
  )
  const waited = await ask(caseId, 'wait=20', ['RESUME', 'RESUME'])
  assert.equal(waited.headers.get('preference-applied'), 'wait=20')
  assert.deepEqual(
    waited.body.actions?.map(({ state }) => state),
    ['PERFORMED', 'REFUSED'],
  )
  assert.ok(waited.body.actions?.[1]?.refusal?.ruleId)
  assert.ok(waited.body.actions?.every(({ performedAt }) => performedAt !== null))
})

test('wait is bounded, and what has no outcome by then is PENDING', async () => {
  const { caseId } = await someCase(api, client)
  const idle = await testService({ role: 'api' }, { beside: api })
  try {
    // No worker performs anything while this case is locked.
    const lock = await api.pool.connect()
    await lock.query('begin')
    await lock.query('select from collection_case where case_id = $1 for no key update', [caseId])
    const reply = await idle.call<Actions>('POST', ACTION, {
      token: client.token,
      body: { actions: [{ code: 'PAUSE', data: { caseId } }] },
      headers: { prefer: 'wait=1' },
    })
    await lock.query('rollback')
    lock.release()
    assert.equal(reply.body.actions?.[0]?.state, 'PENDING')
    const far = await ask(caseId, 'wait=86400', ['COMMENT'])
    assert.equal(far.headers.get('preference-applied'), 'wait=30')
    assert.equal(far.body.actions?.[0]?.state, 'PERFORMED')
  } finally {
    await idle.stop()
  }
})

test('a repeated Idempotency-Key shows the same actions, also with another preference', async () => {
  const { caseId } = await someCase(api, client)
  const headers = { 'idempotency-key': `key-${caseId}` }
  const first = await ask(caseId, undefined, ['COMMENT'], headers)
  assert.equal(first.text, '{}')
  const again = await ask(caseId, 'wait=20', ['COMMENT'], headers)
  assert.equal(again.headers.get('idempotency-replayed'), 'true')
  assert.equal(again.body.actions?.length, 1)
  assert.equal((await list(`caseId=${caseId}`)).body.actions.length, 1)
})

test('an action is found by its id, with its request and its outcome', async () => {
  const { caseId, invoiceNumber } = await someCase(api, client)
  const data = { untilDate: '2026-02-20' }
  const [event] = await act(api, client, caseId, { code: 'PAUSE', data })
  effectOf(event)
  const reply = await one(String(event?.data['actionId']))
  assert.equal(reply.status, 200, reply.text)
  const { code, state, effect, data: sent } = reply.body
  assert.deepEqual([code, state, reply.body.invoiceNumber], ['PAUSE', 'PERFORMED', invoiceNumber])
  assert.equal(sent['untilDate'], '2026-02-20')
  assert.deepEqual(effect, event?.data['effect'])
  for (const id of ['00000000-0000-7000-8000-000000000000', 'x']) assert.equal((await one(id)).status, 404)
})

test('the list of a case is in the order of asking, page by page; an invoice’s approval is in the list of its number', async () => {
  const { caseId, invoiceNumber } = await someCase(api, client)
  await ask(caseId, 'wait=20', ['COMMENT', 'PAUSE', 'RESUME'])
  await ask(caseId, 'wait=20', ['COMMENT', 'WITHDRAW'])
  for (const by of [`caseId=${caseId}`, `invoiceNumber=${invoiceNumber}`]) {
    const codes: string[] = []
    for (let path = `${LIST}?${by}&limit=2`; path !== ''; ) {
      const reply = await api.call<{ actions: Action[] }>('GET', path, { token: client.token })
      assert.equal(reply.status, 200, reply.text)
      codes.push(...reply.body.actions.map(({ code }) => code))
      path = /<([^>]*)>; rel="next"/.exec(reply.headers.get('link') ?? '')?.[1] ?? ''
    }
    assert.deepEqual(codes, ['COMMENT', 'PAUSE', 'RESUME', 'COMMENT', 'WITHDRAW'], by)
  }
  assert.equal((await list('')).status, 400)
  assert.equal((await list(`caseId=${caseId}&invoiceNumber=${invoiceNumber + 1}`)).status, 400)
  assert.equal((await list('caseId=1')).status, 404)
})
