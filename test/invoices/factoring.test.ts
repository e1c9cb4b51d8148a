/** A receivable that a financier has bought: approved, sent, paid to the financier; nothing of it is watched or dunned here. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type InvoiceClient, codesOf, invoiceClient, invoiceOf, numberOf } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'

const FINANCIER = { financierName: 'Test Financier Oy', financierIban: 'FI4250001510000023' }
const CONTROLLED = { processing: { paymentControlEnabled: true } }
let api: TestService
let client: InvoiceClient

before(async () => {
  api = await testService()
  client = await invoiceClient(api)
})
after(() => api.stop())

interface Shown {
  paymentState: string
  case: unknown
}

async function shown(number: number, type: string): Promise<Shown> {
  const query = `/api/v1/partner/invoice/${number}?type=${type}`
  return (await api.call<Shown>('GET', query, { token: client.token })).body
}

test('waits for approval, is sent then, and has no case: the payment is the financier’s', async () => {
  const body = invoiceOf({ ...CONTROLLED, header: { type: 'FACTORING' }, terms: { factoring: FINANCIER } })
  const waits = await client.send(body)
  assert.deepEqual([waits.status, codesOf(waits)], ['MANUAL', ['APPROVAL_OF_FACTORING']])
  assert.deepEqual(
    waits.warnings?.map(({ code }) => code),
    ['FACTORED_NOT_CONTROLLED'],
  )
  assert.equal((await client.approve(numberOf(body))).status, 200)
  const sent = await client.leaves(numberOf(body), ['PAUSED', 'MANUAL', 'ACCEPTED'], 'FACTORING')
  assert.equal(sent.status, 'INVOICED')
  const { paymentState, case: debt } = await shown(numberOf(body), 'FACTORING')
  assert.deepEqual([paymentState, debt], ['NOT_CONTROLLED', null])
})

test('money for a factored invoice that comes to the agency needs review, and is not paid to the client', async () => {
  const body = invoiceOf({ ...CONTROLLED, terms: { factoring: { ...FINANCIER, enabled: true } } })
  const { status, paymentReference } = await client.settled(numberOf(await posted(body)))
  assert.equal(status, 'INVOICED')
  const other = invoiceOf({ ...CONTROLLED, buyer: { name: 'Another Buyer Oy' } })
  await client.settled(numberOf(await posted(other)))
  const paid = await api.call<{ state: string; reason: string }>('POST', '/api/v1/partner/sandbox/payment', {
    token: client.token,
    body: { invoiceNumber: numberOf(other), amount: 10, reference: paymentReference },
  })
  assert.deepEqual([paid.body.state, paid.body.reason], ['UNALLOCATED', 'UNKNOWN_REFERENCE'], paid.text)
})

test('an invoice with a financier’s name and no account is under payment control for nobody', async () => {
  const body = invoiceOf({ ...CONTROLLED, terms: { factoring: { enabled: true, financierName: 'Test Financier Oy' } } })
  const view = await client.send(body)
  assert.deepEqual([view.status, codesOf(view)], ['ERROR', ['FACTORING_INCOMPLETE']])
})

async function posted(body: ReturnType<typeof invoiceOf>): Promise<typeof body> {
  const reply = await client.post(body)
  assert.equal(reply.status, 200, reply.text)
  return body
}
