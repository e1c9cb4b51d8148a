/** The service as it runs: an invoice under payment control, its payment in a file sent by the operator, seen and booked. */
import { strict as assert } from 'node:assert'
import { after, before, test } from 'node:test'
import { addDays } from '@saatava/core/dates.ts'
import { invoiceClient, invoiceOf, numberOf } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'
import { until } from '../support/until.ts'
import { camtOf, entryOf, type PaymentView } from '../support/payments/world.ts'

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

test('a file that cannot be read to its end is refused in words; what was read of it is stored', async () => {
  const file = camtOf([entryOf('CUT-1', '10.00', {}), entryOf('CUT-2', '20.00', {})], 'CUT')
  const send = async (body: string) => {
    const reply = await fetch(`${api.origin}/api/v1/operator/bank-files?name=cut.xml`, {
      method: 'POST',
      headers: { 'x-operator-token': OPERATOR },
      body,
    })
    const { detail, ...more } = (await reply.json()) as {
      detail: string
      entries: number
      known: number
      complete: boolean
    }
    return { status: reply.status, detail, entries: more.entries, known: more.known, complete: more.complete }
  }
  const cut = await send(file.slice(0, file.lastIndexOf('<Ntry>')))
  assert.deepEqual([cut.status, cut.entries, cut.complete], [422, 1, false])
  assert.match(cut.detail, /could not be read to its end.+1 entries were read/)
  const unknown = await send('neither this nor that')
  assert.deepEqual([unknown.status, unknown.entries], [422, 0])
  const whole = await send(file)
  assert.deepEqual([whole.status, whole.known, whole.complete], [200, 1, true])
})
