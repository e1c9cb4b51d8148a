/**
 * POST /invoices/batch: an outcome a line and in order, each line for itself, in bounded memory, also when the connection
 * breaks.
 */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http'
import { after, before, test } from 'node:test'
import { text } from 'node:stream/consumers'
import { BATCHES_AT_ONCE_MAX } from '../../src/invoices/submit-batch.ts'
import { type InvoiceClient, invoiceClient, invoiceOf, numberOf } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'
import { until } from '../support/until.ts'

const BATCH = '/api/v1/partner/invoices/batch'
const NDJSON = 'application/x-ndjson'

interface Outcome {
  line?: number
  status: number
  invoiceNumber?: number
  invoiceStatus?: string
  detail?: string
  errors?: { pointer: string; code: string }[]
  warnings?: { pointer: string; code: string }[]
  cut?: boolean
}

let api: TestService
let client: InvoiceClient

before(async () => {
  api = await testService({ role: 'api' })
  client = await invoiceClient(api)
})
after(() => api.stop())

async function send(body: string | Uint8Array, headers: Record<string, string> = {}, token = client.token) {
  const reply = await api.call('POST', BATCH, { token, body, headers: { 'content-type': NDJSON, ...headers } })
  assert.equal(reply.status, 200, reply.text)
  assert.equal(reply.headers.get('content-type'), `${NDJSON}; charset=utf-8`)
  return outcomesOf(reply.text)
}

function outcomesOf(answer: string): Outcome[] {
  return answer
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Outcome)
}

function lines(count: number): string[] {
  return Array.from({ length: count }, () => JSON.stringify(invoiceOf()))
}

async function storedCount(clientId = client.clientIdentifier): Promise<number> {
  const { rows } = await api.pool.query<{ count: string | number }>(
    'select count(*) as count from invoice where client_id = $1',
    [clientId],
  )
  return Number(rows[0]?.count)
}

/** A request whose body is written by hand. */
function open(token: string): { request: ClientRequest; response: Promise<IncomingMessage> } {
  const request = httpRequest(`${api.origin}${BATCH}`, {
    method: 'POST',
    headers: { 'x-api-key': token, 'content-type': NDJSON, 'transfer-encoding': 'chunked' },
  })
  const response = once(request, 'response').then(([message]) => message as IncomingMessage)
  response.catch(() => undefined)
  return { request, response }
}

async function write(request: ClientRequest, chunk: string): Promise<void> {
  if (!request.write(chunk)) await once(request, 'drain')
}

test('bad lines among good ones: each outcome names its line, and the good ones are stored', async () => {
  const before = await storedCount()
  const [a, b, c] = [invoiceOf(), invoiceOf(), invoiceOf()]
  const broken = Buffer.from(JSON.stringify(invoiceOf({ header: { description: 'XX' } })))
  broken.set([0xc3, 0x28], broken.indexOf('XX'))
  const body = Buffer.concat([
    Buffer.from(`\uFEFF${JSON.stringify(a)}\r\n\n`),
    Buffer.from(`{"invoice":{}}\n  \t\r\nnot json\n5\nnull\n[]\n{"invoice":\n`),
    broken,
    Buffer.from(`\n${JSON.stringify({ ...b, unknown: 1 })}\n`),
    Buffer.from(`${JSON.stringify(invoiceOf({ header: { date: '2026-02-30', description: '\0' } }))}\n`),
    Buffer.from(`${JSON.stringify(invoiceOf({ header: { description: 'HALF' } })).replace('HALF', '\\ud800')}\n`),
    Buffer.from('{"__proto__":{"invoice":1},"constructor":{"prototype":{"invoice":1}}}\n'),
    Buffer.from(JSON.stringify(c)),
  ])
  const outcomes = await send(body)
  assert.deepEqual(
    outcomes.map(({ line, status, errors }) => [line, status, errors?.map(({ code }) => code).join()]),
    [
      [1, 200, undefined],
      [3, 400, 'REQUIRED,REQUIRED'],
      [5, 400, undefined],
      [6, 400, 'WRONG_TYPE'],
      [7, 400, 'WRONG_TYPE'],
      [8, 400, 'WRONG_TYPE'],
      [9, 400, undefined],
      [10, 400, undefined],
      [11, 200, undefined],
      [12, 400, 'INVALID_CHARACTER,INVALID_DATE'],
      [13, 400, 'INVALID_CHARACTER'],
      [14, 400, 'REQUIRED'],
      [15, 200, undefined],
    ],
  )
  assert.match(outcomes[2]?.detail ?? '', /not JSON/)
  assert.match(outcomes[7]?.detail ?? '', /not valid UTF-8/)
  assert.deepEqual(
    outcomes[8]?.warnings?.map(({ pointer }) => pointer),
    ['/unknown'],
  )
  assert.deepEqual(
    [0, 8, 12].map((i) => outcomes[i]?.invoiceNumber),
    [a, b, c].map(numberOf),
  )
  assert.equal(outcomes[0]?.invoiceStatus, 'PAUSED')
  assert.equal(await storedCount(), before + 3)
})

test('an empty batch has an empty answer', async () => {
  assert.deepEqual(await send('\n \n'), [])
  const reply = await api.call('POST', BATCH, { token: client.token, body: '', headers: { 'content-type': NDJSON } })
  assert.ok(reply.status === 200 || reply.status === 400, reply.text)
})

test('10 000 invoices, read only once all have been sent: outcomes in order, stored once, also when sent again', async () => {
  const own = await invoiceClient(api)
  const all = lines(10_000)
  const numbers = all.map((line) => numberOf(JSON.parse(line) as ReturnType<typeof invoiceOf>))
  for (const round of [1, 2]) {
    const { request, response } = open(own.token)
    const began = Date.now()
    for (const line of all) await write(request, `${line}\n`)
    request.end()
    const message = await response
    const outcomes = outcomesOf(await text(message))
    assert.equal(message.statusCode, 200)
    assert.equal(outcomes.length, 10_000)
    assert.deepEqual(
      outcomes.map(({ line }) => line),
      all.map((_, i) => i + 1),
    )
    assert.ok(outcomes.every(({ status }) => status === 200))
    assert.deepEqual(
      outcomes.map(({ invoiceNumber }) => invoiceNumber),
      numbers,
    )
    assert.equal(await storedCount(own.clientIdentifier), 10_000, `round ${round}`)
    assert.ok(Date.now() - began < 120_000, 'within the time a request may take')
  }
})

test('a repeated batch with one changed line conflicts in that line alone', async () => {
  const [first, second] = [invoiceOf(), invoiceOf()]
  await send([first, second].map((body) => JSON.stringify(body)).join('\n'))
  const changed = {
    ...second,
    invoice: { ...second.invoice, rows: [{ name: 'Other', unitPrice: 1, vatPercentage: 25.5 }] },
  }
  const outcomes = await send([first, changed].map((body) => JSON.stringify(body)).join('\n'))
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    [200, 409],
  )
  assert.ok(outcomes[1]?.errors?.some(({ pointer }) => pointer === '/invoice/rows/0/unitPrice'))
})

test('an invoice that occurs twice in one batch is stored once; with other content the second is a conflict', async () => {
  const body = invoiceOf()
  const other = { ...body, invoice: { ...body.invoice, rows: [{ name: 'Other', unitPrice: 1, vatPercentage: 25.5 }] } }
  const before = await storedCount()
  const outcomes = await send([body, body, other].map((each) => JSON.stringify(each)).join('\n'))
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    [200, 200, 409],
  )
  assert.equal(await storedCount(), before + 1)
})

test('an Idempotency-Key holds for each line: numbers given by us are given once', async () => {
  await client.put({ numbering: { automatic: true } })
  const bodies = [1, 2, 3].map((i) => invoiceOf({ header: { number: null, description: `automatic ${i}` } }))
  const batch = bodies.map((body) => JSON.stringify(body)).join('\n')
  const headers = { 'idempotency-key': 'batch 1' }
  const before = await storedCount()
  const first = await send(batch, headers)
  const again = await send(batch, headers)
  assert.deepEqual(again, first)
  assert.equal(new Set(first.map(({ invoiceNumber }) => invoiceNumber)).size, 3)
  assert.equal(await storedCount(), before + 3)
  const changed = await send(batch.replace('automatic 2', 'automatic two'), headers)
  assert.deepEqual(
    changed.map(({ status }) => status),
    [200, 422, 200],
  )
  // A key of a single request that looks like a line's is another key.
  const single = await client.post(invoiceOf(), { 'idempotency-key': 'batch 1 line 1' })
  assert.equal(single.status, 200, single.text)
})

test('more lines than allowed: those before are answered, and the last line of the answer says so', async () => {
  const outcomes = await send('{}\n'.repeat(10_050))
  assert.equal(outcomes.length, 10_001)
  const last = outcomes.at(-1)
  assert.equal(last?.status, 413)
  assert.match(last?.detail ?? '', /at most 10000 invoices; from line 10001 on, nothing was read/)
  assert.ok(outcomes.slice(0, -1).every(({ status }) => status === 400))
})

test('a line that is too long ends the batch: what came before is stored and answered', async () => {
  const [first] = lines(1)
  const { request, response } = open(client.token)
  await write(request, `${first}\n`)
  const part = 'x'.repeat(1024 * 1024)
  await write(request, '{"x":"')
  for (let i = 0; i < 14; i++) await write(request, part)
  await write(request, `"}\n`)
  request.end()
  const outcomes = outcomesOf(await text(await response))
  assert.deepEqual(
    outcomes.map(({ line, status }) => [line, status]),
    [
      [1, 200],
      [undefined, 413],
    ],
  )
  assert.match(outcomes[1]?.detail ?? '', /line 2 is larger than 12 MiB/)
})

test('the answer about a line is bounded, whatever stands in it', async () => {
  const names = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`${i}${'n'.repeat(10_000)}`, i]))
  const rows = Array.from({ length: 1_000 }, () => ({ name: 'x'.repeat(300), quantity: 'many' }))
  const stored = invoiceOf({ rows: Array.from({ length: 900 }, () => ({ name: 'x', description: 'd'.repeat(900) })) })
  const { rows: _rows, ...without } = stored.invoice
  const outcomes = await send(
    [
      { ...invoiceOf(), ...names },
      invoiceOf({ rows }),
      stored,
      { ...stored, invoice: { ...without, amounts: { totalAmount: 1, vatAmount: 0 } } },
    ]
      .map((body) => JSON.stringify(body))
      .join('\n'),
  )
  // Two lines with one number: either may be stored first.
  const statuses = outcomes.map(({ status }) => status)
  assert.deepEqual(
    [...statuses.slice(0, 2), ...statuses.slice(2).sort((one, other) => one - other)],
    [200, 400, 200, 409],
  )
  for (const outcome of outcomes)
    assert.ok(JSON.stringify(outcome).length < 10_000, `${JSON.stringify(outcome).length}`)
  assert.ok((outcomes[0]?.warnings?.length ?? 0) >= 20)
  assert.equal(outcomes[0]?.cut, true, 'and says that there is more')
  assert.ok((outcomes[1]?.errors?.length ?? 0) >= 20)
})

test('outcomes come while lines are still being sent', async () => {
  const { request, response } = open(client.token)
  // One line is enough: nothing waits for a window to fill.
  for (const line of lines(1)) await write(request, `${line}\n`)
  const message = await response
  const [chunk] = (await once(message, 'data')) as [Buffer]
  assert.match(chunk.toString(), /^\{"line":1,"status":200/)
  request.end()
  message.resume()
  await once(message, 'end')
})

test('a connection that breaks in the middle: what was answered is stored, and the rest can be sent again', async () => {
  const own = await invoiceClient(api)
  const all = lines(3_000)
  const { request, response } = open(own.token)
  request.on('error', () => undefined)
  const sending = (async () => {
    for (const line of all.slice(0, 2_000)) await write(request, `${line}\n`)
    await write(request, (all[2_000] ?? '').slice(0, 50))
  })()
  sending.catch(() => undefined)
  const message = await response
  message.on('error', () => undefined)
  let answer = ''
  for await (const chunk of message.setEncoding('utf8')) {
    answer += String(chunk)
    if (answer.split('\n').length > 700) break
  }
  request.destroy()
  const answered = outcomesOf(answer.slice(0, answer.lastIndexOf('\n')))
  assert.ok(answered.length >= 700)
  // A line that a busy service turned away is answered too, and can be sent again.
  const acknowledged = answered.filter(({ status }) => status === 200)
  assert.ok(acknowledged.length > 0, JSON.stringify(answered.slice(0, 3)))
  assert.ok(answered.every(({ status }) => status === 200 || status === 503))
  const numbers = acknowledged.map(({ invoiceNumber }) => invoiceNumber)
  const { rowCount } = await api.pool.query('select from invoice where client_id = $1 and number = any($2::bigint[])', [
    own.clientIdentifier,
    numbers,
  ])
  assert.equal(rowCount, acknowledged.length)
  const outcomes = await send(all.join('\n'), {}, own.token)
  assert.ok(outcomes.every(({ status }) => status === 200))
  assert.equal(await storedCount(own.clientIdentifier), 3_000)
})

test('a client has a few batches under way at once, and no more; one that breaks off makes room', async () => {
  const own = await invoiceClient(api)
  const [line] = lines(1)
  const opened = []
  for (let i = 0; i < BATCHES_AT_ONCE_MAX; i++) {
    const { request, response } = open(own.token)
    request.on('error', () => undefined)
    await write(request, `${line}\n`)
    const message = await response
    message.on('error', () => undefined)
    opened.push({ request, message })
  }
  const one = () =>
    api.call('POST', BATCH, { token: own.token, body: `${line}\n`, headers: { 'content-type': NDJSON } })
  const refused = await one()
  assert.equal(refused.status, 429, refused.text)
  assert.ok(refused.headers.get('retry-after'))
  assert.equal((await send(`${line}\n`))[0]?.status, 200, 'others are not concerned')
  opened.pop()?.request.destroy()
  await until('there is room again', async () => (await one()).status === 200)
  for (const { request, message } of opened) {
    request.end()
    assert.match(await text(message), /"status":200/)
  }
})

test('another type of body, and a missing token, are refused', async () => {
  const asJson = await api.call('POST', BATCH, { token: client.token, body: lines(1)[0] })
  assert.equal(asJson.status, 415)
  assert.match(asJson.body.detail, /application\/x-ndjson/)
  const single = await api.call('POST', '/api/v1/partner/invoice', {
    token: client.token,
    body: lines(1)[0],
    headers: { 'content-type': NDJSON },
  })
  assert.equal(single.status, 415)
  assert.match(single.body.detail, /application\/json/)
  const stranger = await api.call('POST', BATCH, { body: lines(1)[0], headers: { 'content-type': NDJSON } })
  assert.equal(stranger.status, 401)
})
