/** The service as it runs: an invoice under payment control, its payment in a file sent by the operator, seen and booked. */
import { strict as assert } from 'node:assert'
import { after, before, test } from 'node:test'
import { addDays } from '../../src/core/dates.ts'
import { invoiceClient, invoiceOf, numberOf } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'
import { until } from '../sync/basics.ts'
import { camtOf, entryOf, type PaymentView } from './world.ts'

const OPERATOR = 'operator-token-of-the-test'
let api: TestService
before(async () => {
  api = await testService({ operatorToken: OPERATOR })
})
after(() => api.stop())

test('an invoice is paid by a bank file, and its payment follows its voucher', async () => {
  const client = await invoiceClient(api)
  const today = new Date().toISOString().slice(0, 10)
  const body = invoiceOf({
    header: { date: today, dueDate: addDays(today, 14) },
    processing: { paymentControlEnabled: true, accountingInvoiceEnabled: true },
  })
  await client.send(body)
  const { paymentReference } = await client.settled(numberOf(body))
  const file = camtOf([entryOf('SERVICE-1', '125.50', { reference: paymentReference ?? '', date: today })], 'SERVICE')
  const sent = await fetch(`${api.origin}/api/v1/operator/bank-files?name=bank.xml`, {
    method: 'POST',
    headers: { 'x-operator-token': OPERATOR, 'content-type': 'application/xml' },
    body: file,
  })
  assert.equal(sent.status, 200, await sent.clone().text())
  const { token } = client
  const { body: paid } = await until(
    'the payment is shown',
    () => api.call<PaymentView[]>('GET', '/api/v1/partner/payments', { token }),
    (reply) => reply.body.length > 0,
  )
  assert.deepEqual(
    paid.map(({ invoiceNumber, amount, allocation }) => [invoiceNumber, amount, allocation.capitalAmount]),
    [[String(numberOf(body)), 125.5, 125.5]],
  )
  const kinds = await api.pool.query<{ kind: string; group: string }>(
    `select kind, group_key as group from accounting_document where client_id = $1 order by seq`,
    [client.clientIdentifier],
  )
  assert.deepEqual(
    kinds.rows.map(({ kind, group }) => [kind, group]),
    ['invoice', 'payment'].map((kind) => [kind, `invoice:${numberOf(body)}`]),
  )
  const { rows } = await api.pool.query<{ type: string }>(
    `select type from event where client_id = $1 and type ~ '^(case|payment)' order by event_id`,
    [client.clientIdentifier],
  )
  assert.deepEqual(
    rows.map(({ type }) => type),
    ['case.opened', 'payment.received', 'payment.allocated', 'case.paid', 'case.closed'],
  )
})
