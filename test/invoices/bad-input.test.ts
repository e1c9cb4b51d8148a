/** Invoices of careless and hostile senders are refused by name or read as meant, never a 5xx, and never stuck. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as fc from 'fast-check'
import { ROWS_MAX, SalesInvoiceRequest } from '../../src/invoices/schemas.ts'
import { broken, valid } from '../support/arbitraries.ts'
import { type InvoiceClient, invoiceClient, invoiceOf, numberOf } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'
import { until } from '../support/until.ts'

const INVOICE = '/api/v1/partner/invoice'
const LONG = process.env['SAATAVA_TEST_LONG'] === '1'
const RUNS = LONG ? 3_000 : 150

let api: TestService
let client: InvoiceClient

before(async () => {
  api = await testService()
  client = await invoiceClient(api)
})
after(() => api.stop())

async function refused(body: unknown, pointer: string, code: string, says?: RegExp): Promise<void> {
  const reply = await client.post(body)
  assert.equal(reply.status, 400, reply.text)
  const fault = reply.body.errors?.find((each) => each.pointer === pointer)
  assert.ok(fault, `${pointer} is named: ${reply.text}`)
  assert.equal(fault.code, code)
  if (says) assert.match(fault.message, says)
}

const HEADER = '/invoice/header'

test('invalid days are refused', async () => {
  for (const day of [
    '2026-02-30',
    '2025-02-29',
    '2026-13-01',
    '2026-1-1',
    '1.2.2026',
    '2026-01-15T00:00:00Z',
    '9999-12-31',
    '0000-00-00',
    20260115,
  ]) {
    await refused(
      invoiceOf({ header: { date: day } }),
      `${HEADER}/date`,
      typeof day === 'number' ? 'WRONG_TYPE' : 'INVALID_DATE',
    )
    await refused(
      invoiceOf({ references: { orderDate: day } }),
      '/invoice/references/orderDate',
      typeof day === 'number' ? 'WRONG_TYPE' : 'INVALID_DATE',
    )
  }
})

test('characters that no database text can hold, wherever they stand', async () => {
  for (const bad of ['a\0b', '\ud800', 'x\udc00y']) {
    await refused(invoiceOf({ header: { description: bad } }), `${HEADER}/description`, 'INVALID_CHARACTER')
    await refused(invoiceOf({ buyer: { name: bad } }), '/invoice/parties/buyerParty/name', 'INVALID_CHARACTER')
    await refused(invoiceOf({ rows: [{ name: bad }] }), '/invoice/rows/0/name', 'INVALID_CHARACTER')
    await refused(
      invoiceOf({ rows: [{ name: 'x', definitions: [{ name: 'n', value: bad }] }] }),
      '/invoice/rows/0/definitions/0/value',
      'INVALID_CHARACTER',
    )
    await refused(invoiceOf({ extensions: { a: bad } }), '/invoice/extensions/a', 'INVALID_CHARACTER')
    const key = await client.post(invoiceOf({ extensions: { [bad]: 1 } }))
    assert.equal(key.status, 400, key.text)
  }
  const whole = invoiceOf({ header: { description: '\ud83d\ude00 ÅÄÖÆØ' } })
  assert.equal((await client.post(whole)).status, 200)
})

test('bytes that are not UTF-8, a byte order mark, and JSON that breaks off', async () => {
  const bytes = Buffer.from(JSON.stringify(invoiceOf({ header: { description: 'XX' } })))
  bytes.set([0xe4, 0x20], bytes.indexOf('XX'))
  const reply = await client.post(new Uint8Array(bytes))
  assert.equal(reply.status, 400)
  assert.match(reply.body.detail, /not valid UTF-8/)
  const text = JSON.stringify(invoiceOf())
  for (const cut of [1, 20, text.length - 1]) {
    const broken = await client.post(text.slice(0, cut))
    assert.equal(broken.status, 400)
    assert.match(broken.body.detail, /not JSON/)
  }
})

test('keys that would reach a prototype are unknown fields, and kept as words where any word may stand', async () => {
  const body = invoiceOf({ extensions: { a: 1 } })
  const text = JSON.stringify(body)
    .replace('"extensions":{', '"extensions":{"__proto__":"x","constructor":"y","toString":"z",')
    .replace(
      '"invoice":{',
      '"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"invoice":{"__proto__":{"polluted":true},',
    )
  const reply = await client.post(text)
  assert.equal(reply.status, 200, reply.text)
  assert.equal(({} as { polluted?: boolean }).polluted, undefined)
  assert.deepEqual(reply.body.warnings?.map(({ pointer }) => pointer).sort(), [
    '/__proto__',
    '/constructor',
    '/invoice/__proto__',
  ])
  const { rows } = await api.pool.query<{ payload: string }>(
    'select payload::text as payload from invoice where client_id = $1 and number = $2',
    [client.clientIdentifier, numberOf(body)],
  )
  assert.match(rows[0]?.payload ?? '', /"extensions":\{"__proto__":"x","a":1,"constructor":"y","toString":"z"\}/)
  assert.equal((await client.post(text)).body.invoiceId, reply.body.invoiceId, 'and the same again is the same')
})

test('very deep and very wide bodies are answered with 200 or 400', async () => {
  for (const deep of ['['.repeat(100_000) + ']'.repeat(100_000), '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000)]) {
    for (const body of [
      deep,
      `{"invoice":${deep}}`,
      JSON.stringify(invoiceOf()).replace('"rows":[', `"x":${deep},"rows":[${deep},`),
    ]) {
      const reply = await client.post(body)
      assert.ok([200, 400].includes(reply.status), reply.text.slice(0, 300))
    }
  }
  const extension = await client.post(
    JSON.stringify(invoiceOf({ extensions: { a: 'X' } })).replace('"X"', '['.repeat(5_000) + ']'.repeat(5_000)),
  )
  assert.equal(extension.status, 400)
  const row = { name: 'x', unitPrice: 1, vatPercentage: 10 }
  await refused(
    invoiceOf({ rows: Array.from({ length: ROWS_MAX + 1 }, () => row) }),
    '/invoice/rows',
    'TOO_MANY',
    /at most 1000 items, has 1001/,
  )
  const full = invoiceOf({ rows: Array.from({ length: ROWS_MAX }, () => row) })
  assert.equal((await client.send(full)).amounts.totalAmount, 1_100)
  await refused(
    invoiceOf({ header: { description: 'x'.repeat(1_001) } }),
    `${HEADER}/description`,
    'TOO_LONG',
    /has 1001/,
  )
})

test('a body of 10 MiB is read, a larger one is refused before it is', async () => {
  const large = { ...invoiceOf(), filler: '' }
  const room = 10 * 1024 * 1024 - Buffer.byteLength(JSON.stringify(large))
  const reply = await client.post({ ...large, filler: 'x'.repeat(room) })
  assert.equal(reply.status, 200, reply.text.slice(0, 300))
  assert.deepEqual(
    reply.body.warnings?.map(({ pointer }) => pointer),
    ['/filler'],
  )
  const larger = await client.post({ ...large, filler: 'x'.repeat(room + 1) }).catch(() => undefined)
  // A server that closes while the rest is still being sent may be seen as a broken connection instead.
  if (larger !== undefined) assert.equal(larger.status, 413, larger.text)
})

test('names without visible characters are refused', async () => {
  for (const name of [' ', '\u200b', '\u000b', '---'])
    await refused(
      invoiceOf({ buyer: { name } }),
      '/invoice/parties/buyerParty/name',
      'WRONG_FORM',
      /a letter or a digit/,
    )
  await refused(invoiceOf({ seller: { name: '.' } }), '/invoice/parties/sellerParty/name', 'WRONG_FORM')
})

test('an earlier charge is never below zero', async () => {
  const collection = (terms: unknown) => invoiceOf({ terms: { collection: terms } })
  const at = '/invoice/terms/collection'
  const reminder = { date: '2026-01-31', feeAmount: -0.01 }
  await refused(collection({ reminders: [reminder] }), `${at}/reminders/0/feeAmount`, 'OUT_OF_RANGE', />= 0/)
  for (const name of ['creditorCostsAmount', 'collectionFeesAmount'])
    await refused(collection({ costs: { [name]: -5 } }), `${at}/costs/${name}`, 'OUT_OF_RANGE', />= 0/)
})

test('numbers at their ends', async () => {
  for (const [bad, code] of [
    [0.001, 'TOO_MANY_DECIMALS'],
    [1e-7, 'TOO_MANY_DECIMALS'],
    [1e12, 'AMOUNT_TOO_LARGE'],
    [1e308, 'AMOUNT_TOO_LARGE'],
    ['1', 'WRONG_TYPE'],
    [true, 'WRONG_TYPE'],
  ] as const)
    await refused(invoiceOf({ rows: [{ name: 'x', netAmount: bad }] }), '/invoice/rows/0/netAmount', code)
  const text = JSON.stringify(invoiceOf({ rows: [{ name: 'x', vatPercentage: 25.5, netAmount: 7 }] }))
  for (const [written, status] of [
    ['7.000', 200],
    ['700e-2', 200],
    ['-0', 200],
    ['1e999', 400],
    ['0.1e-400', 200],
    ['07', 400],
    ['NaN', 400],
  ] as const) {
    const body = text.replace(':7}', `:${written}}`).replace(/"number":\d+/, `"number":${numberOf(invoiceOf())}`)
    const reply = await client.post(body)
    assert.equal(reply.status, status, `${written} ${reply.text}`)
  }
})

test('an address needs a known country and a postal code of it', async () => {
  const address = (countryCode: string, postalCode: string) =>
    invoiceOf({ buyer: { address: { street: 'x', postalCode, postalDistrict: 'y', countryCode } } })
  await refused(address('FI', '1234'), '/invoice/parties/buyerParty/address/postalCode', 'INVALID_POSTAL_CODE')
  await refused(address('NO', '12345'), '/invoice/parties/buyerParty/address/postalCode', 'INVALID_POSTAL_CODE')
  await refused(address('XX', '12345'), '/invoice/parties/buyerParty/address/countryCode', 'INVALID_COUNTRY')
  for (const [country, code] of [
    ['FI', '00100'],
    ['SE', '114 55'],
    ['NO', '0150'],
    ['DK', '2100'],
    ['GB', 'SW1A 1AA'],
  ] as const)
    assert.equal((await client.post(address(country, code))).status, 200, `${country} ${code}`)
})

test('hostile paths, queries and headers are refused or read', async () => {
  const { token } = client
  for (const path of [
    '0',
    '-1',
    '1e3',
    'abc',
    '%00',
    '999999999999999',
    '1?type=BILL',
    '1/document?format=EXE',
    '1/document?type=%ED%A0%80',
  ]) {
    const reply = await api.call('GET', `${INVOICE}/${path}`, { token })
    assert.ok([400, 404].includes(reply.status), `${path} ${reply.text}`)
  }
  for (const body of [
    {},
    { actions: [] },
    { actions: [{ code: 'APPROVE' }] },
    { actions: [{ code: 'DELETE', data: { invoiceNumber: 1 } }] },
    { actions: [{ code: 'APPROVE', data: { invoiceNumber: '1' } }] },
  ]) {
    const reply = await api.call('POST', `${INVOICE}/action`, { token, body })
    assert.equal(reply.status, 400, reply.text)
  }
  const none = await api.call('POST', INVOICE, { body: invoiceOf() })
  assert.equal(none.status, 401)
})

/** Made-up ones fit no country. */
function withoutPostalCodes(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  Reflect.deleteProperty(value, 'postalCode')
  Object.values(value).forEach(withoutPostalCodes)
}

/** Keeps made-up addresses from being fetched, and gives the invoice a unique number. */
function tamed(body: unknown, number: number): unknown {
  const copy = structuredClone(body) as {
    distribution?: unknown
    invoice?: { header?: Record<string, unknown>; attachments?: unknown }
  } | null
  if (typeof copy !== 'object' || copy === null) return copy
  copy.distribution = { method: 'NONE' }
  if (typeof copy.invoice !== 'object' || copy.invoice === null) return copy
  Reflect.deleteProperty(copy.invoice, 'attachments')
  const { header } = copy.invoice
  if (typeof header === 'object' && header !== null) {
    header['number'] = number
    const { date } = header
    if (typeof date === 'string') header['dueDate'] = date
  }
  return copy
}

test('every body that the schema allows is evaluated, and every other is refused: no 5xx, and nothing stays behind', async (t) => {
  const own = await invoiceClient(api)
  let number = 50_000_000
  const counts = new Map<number, number>()
  const property = fc.asyncProperty(fc.oneof(valid(SalesInvoiceRequest), broken(SalesInvoiceRequest)), async (body) => {
    const reply = await own.post(JSON.stringify(tamed(body, ++number)))
    counts.set(reply.status, (counts.get(reply.status) ?? 0) + 1)
    assert.ok([200, 400, 409].includes(reply.status), reply.text)
    if (reply.status === 400) assert.ok(reply.body.detail.length > 0)
  })
  await fc.assert(property, { numRuns: RUNS })
  // The simplest faults of amounts hide what lies behind them: rows that are right, in a request that is otherwise made up.
  const rows = [{ name: 'x', unitPrice: 10, vatPercentage: 10 }]
  const sound = fc.asyncProperty(valid(SalesInvoiceRequest), async (body) => {
    const made = tamed(body, ++number) as { invoice: Record<string, unknown> }
    for (const part of ['amounts', 'payments']) Reflect.deleteProperty(made.invoice, part)
    withoutPostalCodes(made)
    made.invoice['references'] = { ...(made.invoice['references'] as object), creditedInvoiceNumber: 1 }
    const reply = await own.post(JSON.stringify({ ...made, invoice: { ...made.invoice, rows } }))
    counts.set(reply.status, (counts.get(reply.status) ?? 0) + 1)
    assert.ok([200, 400].includes(reply.status), reply.text)
  })
  await fc.assert(sound, { numRuns: RUNS })
  t.diagnostic([...counts].map(([status, count]) => `${status}: ${count}`).join(', '))
  assert.ok((counts.get(200) ?? 0) > RUNS / 4, 'some are taken')
  await until(
    'every invoice is evaluated',
    async () => {
      const { rows } = await api.pool.query<{ number: string; payload: unknown }>(
        `select number, payload from invoice where client_id = $1 and status = 'PAUSED' limit 1`,
        [own.clientIdentifier],
      )
      return rows
    },
    (waiting) => waiting.length === 0,
  )
})
