/** POST /sandbox/payment pays by a real bank file, and takes back; the audit names who did it. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { InvoiceClient } from './support/invoices.ts'
import { type TestService, testService } from './support/service.ts'
import { atNoon, caseClient, caseOf, somePolicies, someCase } from './support/cases/cases.ts'

const BASE = '/api/v1/partner'
const TOKEN = 'operator-token-of-the-tests'
let api: TestService
let client: InvoiceClient

before(async () => {
  api = await testService({ operatorToken: TOKEN })
  atNoon(api, '2026-02-10')
  await somePolicies(api)
  client = await caseClient(api, 'QUIET')
})
after(() => api.stop())

interface Paid {
  amount: number
  state: string
  reason: string | null
  bankReference: string
  reference: string
}

const pay = (body: object, headers: Record<string, string> = {}) =>
  api.call<Paid & { detail: string }>('POST', `${BASE}/sandbox/payment`, { token: client.token, body, headers })
const stateOf = async (invoiceNumber: number) =>
  (await api.call<{ paymentState: string }>('GET', `${BASE}/invoice/${invoiceNumber}`, { token: client.token })).body
    .paymentState

test('pays a part, then all that is owed, and takes the latest payment back', async () => {
  const { caseId, invoiceNumber } = await someCase(api, client)
  const part = await pay({ invoiceNumber, amount: 25.5 })
  assert.equal(part.status, 200, part.text)
  assert.deepEqual([part.body.amount, part.body.state], [25.5, 'MATCHED'])
  assert.equal(await stateOf(invoiceNumber), 'PARTLY_PAID')
  const rest = Number((await caseOf(api, client, { caseId })).balance['totalAmount'])
  const all = await pay({ invoiceNumber })
  assert.deepEqual([all.body.amount, all.body.state], [rest, 'MATCHED'])
  assert.equal(await stateOf(invoiceNumber), 'PAID')
  const nothing = await pay({ invoiceNumber })
  assert.equal(nothing.status, 422)
  const back = await pay({ invoiceNumber, reverse: true })
  assert.deepEqual([back.status, back.body.amount, back.body.state], [200, -rest, 'MATCHED'])
  assert.equal(await stateOf(invoiceNumber), 'PARTLY_PAID')
})

test('a payment with another reference needs review; the same Idempotency-Key pays once', async () => {
  const { invoiceNumber } = await someCase(api, client)
  const strange = await pay({ invoiceNumber, amount: 3, reference: '99999999999' })
  assert.deepEqual([strange.body.state, strange.body.reason], ['UNALLOCATED', 'UNKNOWN_REFERENCE'])
  const headers = { 'idempotency-key': `pay-${invoiceNumber}` }
  const [first, again] = [
    await pay({ invoiceNumber, amount: 5 }, headers),
    await pay({ invoiceNumber, amount: 5 }, headers),
  ]
  assert.equal(first.body.bankReference, again.body.bankReference)
  const listed = await api.call<unknown[]>('GET', `${BASE}/payments?invoiceNumber=${invoiceNumber}`, {
    token: client.token,
  })
  assert.equal(listed.body.length, 1)
})

test('is refused for an invoice without a case, and where no payment can be taken back', async () => {
  const { invoiceNumber } = await someCase(api, client)
  assert.equal((await pay({ invoiceNumber: 999_999_999, amount: 1 })).status, 404)
  assert.equal((await pay({ invoiceNumber, reverse: true })).status, 422)
  assert.equal((await pay({ invoiceNumber, amount: 0.001 })).status, 400)
})

interface Audit {
  entries: { auditId: string; actor: string; action: string; subject: string; clientIdentifier: number | null }[]
}
const audit = (query: string, token: string = TOKEN) =>
  api.call<Audit>('GET', `/api/v1/operator/audit${query}`, { headers: { 'x-operator-token': token } })

test('the audit is read back by case, client, actor and day, page by page', async () => {
  const { caseId, invoiceNumber } = await someCase(api, client)
  await pay({ invoiceNumber, amount: 5 })
  const ofCase = await audit(`?caseId=${caseId}`)
  assert.equal(ofCase.status, 200, ofCase.text)
  const actions = ofCase.body.entries.map(({ action }) => action)
  for (const action of ['sandbox.payment.made', 'invoice.submitted'])
    assert.ok(actions.includes(action), actions.join())
  const seen: string[] = []
  for (let query = `?client=${client.clientIdentifier}&limit=3`; query !== ''; ) {
    const { body, headers } = await audit(query)
    assert.ok(body.entries.every((entry) => entry.clientIdentifier === client.clientIdentifier))
    seen.push(...body.entries.map(({ auditId }) => auditId))
    query = /<[^?>]*(\?[^>]*)>; rel="next"/.exec(headers.get('link') ?? '')?.[1] ?? ''
  }
  const { rows } = await api.pool.query<{ id: string }>(
    'select audit_id as id from audit_entry where client_id = $1 order by audit_id desc',
    [client.clientIdentifier],
  )
  assert.deepEqual(
    seen,
    rows.map(({ id }) => id),
  )
  const [{ actor } = { actor: '' }] = ofCase.body.entries
  const byActor = await audit(`?actor=${encodeURIComponent(actor)}&limit=5`)
  assert.ok(byActor.body.entries.every((entry) => entry.actor === actor))
  assert.deepEqual((await audit('?since=2099-01-01')).body.entries, [])
  for (const [query, status] of [
    ['?limit=0', 400],
    ['?limit=1001', 400],
    ['?cursor=x', 400],
    ['?caseid=1', 400],
    ['?since=soon', 400],
    ['?caseId=1', 404],
  ] as const)
    assert.equal((await audit(query)).status, status, query)
  assert.equal((await audit('', 'wrong')).status, 401)
})

test('X-Operator-As names who sends a bank’s file', async () => {
  const send = (headers: Record<string, string>) =>
    fetch(`${api.origin}/api/v1/operator/bank-files?name=x`, {
      method: 'POST',
      headers: { 'x-operator-token': TOKEN, 'content-type': 'application/octet-stream', ...headers },
      body: `not a bank file ${Math.random()}`,
    })
  await send({ 'x-operator-as': 'Jane Doe' })
  const { body } = await audit('?actor=Jane%20Doe')
  assert.ok(
    body.entries.some(({ action }) => action === 'bank-file.taken'),
    JSON.stringify(body),
  )
})
