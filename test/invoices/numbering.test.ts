/** Numbers that we give: one by one, without gaps, whoever asks at once, passing over those the client has used itself. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type InvoiceClient, invoiceClient, invoiceOf } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'
import { statementsOf } from '../support/statements.ts'

let api: TestService
let second: TestService

before(async () => {
  api = await testService({ role: 'api' })
  second = await testService({ role: 'api' }, { beside: api })
})
after(async () => {
  await second.stop()
  await api.stop()
})

const unnumbered = (description: string, type = 'INVOICE') =>
  invoiceOf({ header: { number: null, description, type }, references: { creditedInvoiceNumber: 1 } })

async function numbersOf(client: InvoiceClient): Promise<number[]> {
  const { rows } = await api.pool.query<{ number: string }>(
    'select number from invoice where client_id = $1 order by number',
    [client.clientIdentifier],
  )
  return rows.map(({ number }) => Number(number))
}

function automatic(): Promise<InvoiceClient> {
  return invoiceClient(api, { settings: { numbering: { automatic: true } } })
}

const upTo = (count: number, from = 1) => Array.from({ length: count }, (_, i) => from + i)

test('80 invoices at once, to two processes, faulty ones among them, get 1 to 60 without a gap', async () => {
  const client = await automatic()
  const replies = await Promise.all(
    upTo(80).map((i) => {
      const body = i % 4 === 0 ? invoiceOf({ header: { number: null, date: '2026-02-30' } }) : unnumbered(`${i}`)
      return (i % 2 === 0 ? api : second).call<{ invoiceNumber: number }>('POST', '/api/v1/partner/invoice', {
        token: client.token,
        body,
      })
    }),
  )
  const given = replies.filter(({ status }) => status === 200).map(({ body }) => body.invoiceNumber)
  assert.deepEqual(
    given.sort((a, b) => a - b),
    upTo(60),
  )
  assert.deepEqual(await numbersOf(client), upTo(60))
})

test('numbers that the client has used are passed over, of whatever type, thousands of them too', async () => {
  const client = await automatic()
  for (const [number, type] of [
    [2, 'INVOICE'],
    [3, 'AUTO_PAYMENT_INVOICE'],
    [6, 'CREDIT_NOTE'],
  ] as const) {
    const reply = await client.post(invoiceOf({ header: { number, type }, references: { creditedInvoiceNumber: 2 } }))
    assert.equal(reply.status, 200, reply.text)
  }
  const given: number[] = []
  for (let i = 0; i < 5; i++) given.push((await client.post(unnumbered(`${i}`))).body.invoiceNumber)
  assert.deepEqual(given, [1, 4, 5, 7, 8])
  const lines = upTo(3_000, 9).map((number) => JSON.stringify(invoiceOf({ header: { number } })))
  const batch = await api.call('POST', '/api/v1/partner/invoices/batch', {
    token: client.token,
    body: lines.join('\n'),
    headers: { 'content-type': 'application/x-ndjson' },
  })
  assert.equal(batch.status, 200)
  const statements = await statementsOf(async () => {
    assert.equal((await client.post(unnumbered('after'))).body.invoiceNumber, 3_009)
  })
  const { length } = statements
  assert.ok(length > 0 && length < 100, `${length} statements: they are not asked for one by one`)
  assert.equal((await client.post(unnumbered('after that'))).body.invoiceNumber, 3_010)
})

test('the counter begins where the settings say, and all types share it', async () => {
  const client = await invoiceClient(api, { settings: { numbering: { automatic: true, next: 5_000 } } })
  const given: number[] = []
  for (const type of ['INVOICE', 'CREDIT_NOTE', 'AUTO_PAYMENT_INVOICE'])
    given.push((await client.post(unnumbered(type, type))).body.invoiceNumber)
  assert.deepEqual(given, [5_000, 5_001, 5_002])
})

test('an Idempotency-Key keeps a number from being given twice', async () => {
  const client = await automatic()
  const replies = await Promise.all(
    upTo(20).map((i) =>
      (i % 2 === 0 ? api : second).call<{ invoiceNumber: number }>('POST', '/api/v1/partner/invoice', {
        token: client.token,
        body: unnumbered('one'),
        headers: { 'idempotency-key': 'once' },
      }),
    ),
  )
  assert.deepEqual([...new Set(replies.map(({ body }) => body.invoiceNumber))], [1])
  assert.deepEqual(await numbersOf(client), [1])
})

test('without numbering.automatic a number is required, and the message says how it need not be', async () => {
  const client = await invoiceClient(api)
  const reply = await client.post(unnumbered('none'))
  assert.equal(reply.status, 400)
  assert.match(reply.body.errors?.[0]?.message ?? '', /numbering\.automatic by PUT \/client\/settings/)
})

test('invalid numbers are refused', async () => {
  const client = await automatic()
  for (const number of [0, -1, 1.5, 1e14, 2 ** 53, '1001', true, [1], 1e308]) {
    const reply = await client.post(invoiceOf({ header: { number } }))
    assert.equal(reply.status, 400, `${String(number)}: ${reply.text}`)
    assert.equal(reply.body.errors?.[0]?.pointer, '/invoice/header/number')
  }
})
