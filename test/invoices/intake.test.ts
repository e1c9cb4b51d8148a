/** POST /invoice: the published example as it stands, what is required, and the same thing asked twice done once. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { INVOICE_EXAMPLE } from '../../src/invoices/examples.ts'
import { type InvoiceBody, type InvoiceClient, invoiceClient, invoiceOf, numberOf } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'

const INVOICE = '/api/v1/partner/invoice'
/** A worker looks four times a second; a busy machine is slow. */
const EVALUATED_MS_MAX = 30_000

let api: TestService
let second: TestService
let client: InvoiceClient

before(async () => {
  api = await testService()
  second = await testService({}, { beside: api })
  client = await invoiceClient(api)
})
after(async () => {
  await second.stop()
  await api.stop()
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, child]) => [key, reversed(child)]),
  )
}

async function storedOf(number: number, owner = client): Promise<{ type: string; status: string; issue: string }[]> {
  const { rows } = await api.pool.query<{ type: string; status: string; issue: string }>(
    'select type, status, issue from invoice where client_id = $1 and number = $2 order by seq',
    [owner.clientIdentifier, number],
  )
  return rows
}

test('the published example, nulls and empty strings and all, is accepted and goes out by email', async () => {
  const own = await invoiceClient(api)
  const reply = await own.post(INVOICE_EXAMPLE)
  assert.equal(reply.status, 200, reply.text)
  const names = 'message invoiceId invoiceNumber status statusText warnings'
  assert.equal(Object.keys(reply.body).join(' '), names)
  assert.equal(reply.body.invoiceNumber, 251601000)
  assert.equal(reply.body.status, 'PAUSED')
  // It breaks two check digits, and the answer says so.
  assert.deepEqual(
    reply.body.warnings?.map(({ code, pointer }) => `${code} ${pointer}`),
    [
      ...['businessId', 'vatCode'].map((name) => `IDENTIFIER_CHECK /invoice/parties/sellerParty/${name}`),
      // It is under payment control: the agency's account is printed instead.
      'PAYS_ELSEWHERE /invoice/parties/sellerParty/paymentDetails/iban',
    ],
  )
  const view = await own.settled(251601000)
  assert.equal(view.status, 'INVOICED', JSON.stringify(view))
  assert.deepEqual(view.amounts, {
    netAmount: 910,
    vatAmount: 225.15,
    totalAmount: 1135.15,
    paidAmount: 0,
    creditedAmount: 0,
  })
  assert.deepEqual(
    view.deliveries.filter(({ state }) => state !== 'WAITING').map(({ channel, state }) => [channel, state]),
    [['EMAIL', 'SENT']],
  )
})

test('an invoice is evaluated soon after it has been accepted', async () => {
  const view = await client.send(invoiceOf())
  assert.ok(view.evaluatedAt !== null)
  assert.ok(Date.parse(view.evaluatedAt) - Date.parse(view.submittedAt) < EVALUATED_MS_MAX)
})

test('the least that an invoice must have', async () => {
  const least = {
    invoice: {
      header: { number: 77, date: '2026-01-15', dueDate: '2026-01-29' },
      parties: { buyerParty: { name: 'Matti Meikäläinen' } },
    },
  }
  const reply = await client.post(least)
  assert.equal(reply.status, 200, reply.text)
  const view = await client.settled(77)
  assert.deepEqual(view.reasons.map(({ code }) => code).sort(), [
    'AMOUNTS_MISSING',
    'CHANNEL_ADDRESS_MISSING',
    'CHANNEL_EMAIL_MISSING',
    'EINVOICE_ADDRESS_MISSING',
  ])
})

const REQUIRED: [string, (body: InvoiceBody) => void][] = [
  ['/invoice', (body) => Reflect.deleteProperty(body, 'invoice')],
  ['/invoice/header', (body) => Reflect.deleteProperty(body.invoice, 'header')],
  ['/invoice/header/date', ({ invoice }) => Reflect.deleteProperty(invoice.header, 'date')],
  ['/invoice/header/dueDate', ({ invoice }) => Reflect.deleteProperty(invoice.header, 'dueDate')],
  ['/invoice/header/number', ({ invoice }) => Reflect.deleteProperty(invoice.header, 'number')],
  ['/invoice/parties', ({ invoice }) => Reflect.deleteProperty(invoice, 'parties')],
  ['/invoice/parties/buyerParty', ({ invoice }) => Reflect.deleteProperty(invoice.parties, 'buyerParty')],
  ['/invoice/parties/buyerParty/name', ({ invoice }) => (invoice.parties.buyerParty['name'] = '')],
]
for (const [pointer, without] of REQUIRED)
  test(`${pointer} is required, and null and "" are not given`, async () => {
    const body = invoiceOf()
    without(body)
    const reply = await client.post(body)
    assert.equal(reply.status, 400, reply.text)
    assert.deepEqual(
      reply.body.errors?.map((fault) => `${fault.code} ${fault.pointer}`),
      [`REQUIRED ${pointer}`],
    )
  })

test('the due date follows from the terms, and is not before the date', async () => {
  const header = { dueDate: null }
  const byTerms = await client.send(invoiceOf({ header, terms: { paymentTerms: { netDays: 30 } } }))
  assert.equal(byTerms.dueDate, '2026-02-14')
  const reply = await client.post(invoiceOf({ header: { dueDate: '2026-01-14' } }))
  assert.equal(reply.body.errors?.[0]?.code, 'DATES_OUT_OF_ORDER', reply.text)
})

test('every fault is named at once, with what was received', async () => {
  const reply = await client.post(
    invoiceOf({
      header: { date: '2026-02-30', currencyCode: 'EURO', languageCode: 'XX', type: 'BILL' },
      buyer: { contact: { email: 'nobody' }, address: { countryCode: 'Finland' } },
      rows: [
        { name: 'x', netAmount: 1.005 },
        { name: 'y', quantity: '1' },
      ],
      distribution: { method: 'FAX' },
    }),
  )
  assert.equal(reply.status, 400)
  const faults = new Map(reply.body.errors?.map((fault) => [fault.pointer, fault]))
  for (const [pointer, code, received] of [
    ['/invoice/header/date', 'INVALID_DATE', '2026-02-30'],
    ['/invoice/header/currencyCode', 'INVALID_CURRENCY', 'EURO'],
    ['/invoice/header/languageCode', 'INVALID_LANGUAGE', 'XX'],
    ['/invoice/header/type', 'NOT_ALLOWED', 'BILL'],
    ['/invoice/parties/buyerParty/contact/email', 'INVALID_EMAIL', 'nobody'],
    ['/invoice/rows/0/netAmount', 'TOO_MANY_DECIMALS', 1.005],
    ['/invoice/rows/1/quantity', 'WRONG_TYPE', '1'],
    ['/distribution/method', 'NOT_ALLOWED', 'FAX'],
  ] as const) {
    const fault = faults.get(pointer)
    assert.ok(fault, `${pointer} is named: ${reply.text}`)
    assert.deepEqual([fault.code, fault.received], [code, received])
    assert.ok(fault.message.length > 10)
  }
  assert.match(faults.get('/invoice/header/type')?.message ?? '', /INVOICE, CREDIT_NOTE, REMINDER/)
  assert.match(faults.get('/invoice/rows/1/quantity')?.message ?? '', /a number, without quotation marks/)
})

test('a repeated submission with another order of keys or spelling of "not given" is one invoice and gets one answer', async () => {
  const body = invoiceOf({ references: { buyer: 'Order 1' } })
  const first = await client.post(body)
  await client.settled(numberOf(body))
  const forms = [
    body,
    reversed(body),
    { ...body, invoice: { ...body.invoice, references: { ...body.invoice.references, sales: null, payment: '' } } },
    JSON.stringify(body, undefined, 2),
    JSON.stringify(body).replace('"unitPrice":100', '"unitPrice":100.00'),
  ]
  for (const form of forms) {
    const reply = await client.post(form)
    assert.equal(reply.status, 200, reply.text)
    assert.equal(reply.body.invoiceId, first.body.invoiceId)
    assert.equal(reply.body.invoiceNumber, numberOf(body))
  }
  assert.equal((await storedOf(numberOf(body))).length, 1)
})

test('other content under the number of an invoice that is on its way: 409 with the fields that differ', async () => {
  const body = invoiceOf()
  const first = await client.post(body)
  await client.settled(numberOf(body))
  const other = structuredClone(body)
  other.invoice.header['dueDate'] = '2026-02-01'
  other.invoice.rows = [{ name: 'Consulting', quantity: 2, unitPrice: 100, vatPercentage: 25.5 }, { name: 'New' }]
  const reply = await client.post(other)
  assert.equal(reply.status, 409, reply.text)
  assert.match(
    reply.body.detail,
    new RegExp(`INVOICE ${numberOf(body)} .* is INVOICED. Nothing of this request was stored`),
  )
  assert.deepEqual(reply.body.errors?.map(({ pointer }) => pointer).sort(), [
    '/invoice/header/dueDate',
    '/invoice/rows/0/quantity',
    '/invoice/rows/1',
  ])
  assert.equal(
    reply.body.errors?.find(({ pointer }) => pointer.endsWith('dueDate'))?.message,
    'was "2026-01-29" when it was first submitted',
  )
  assert.equal((reply.body as unknown as { invoiceId: string }).invoiceId, first.body.invoiceId)
  const view = await client.get(numberOf(body))
  assert.equal(view.body.dueDate, '2026-01-29')
})

test('one number with several types makes a separate invoice of each', async () => {
  const invoice = invoiceOf()
  const header = { ...invoice.invoice.header }
  await client.send(invoice)
  await client.send(invoiceOf({ header: { ...header, type: 'AUTO_PAYMENT_INVOICE' } }))
  await client.send(
    invoiceOf({ header: { ...header, type: 'CREDIT_NOTE' }, references: { creditedInvoiceNumber: numberOf(invoice) } }),
  )
  assert.deepEqual(
    (await storedOf(numberOf(invoice))).map(({ type }) => type),
    ['INVOICE', 'AUTO_PAYMENT_INVOICE', 'CREDIT_NOTE'],
  )
})

test('a reminder is issued several times, once a date', async () => {
  const invoice = invoiceOf()
  await client.send(invoice)
  const reminder = (date: string, dueDate = '2026-03-15') =>
    client.post(invoiceOf({ header: { ...invoice.invoice.header, type: 'REMINDER', date, dueDate } }))
  for (const date of ['2026-02-15', '2026-03-01', '2026-02-15']) {
    const reply = await reminder(date)
    assert.equal(reply.status, 200, reply.text)
    await client.settled(numberOf(invoice), 'REMINDER')
  }
  const stored = await storedOf(numberOf(invoice))
  assert.deepEqual(
    stored.map(({ type, status, issue }) => [type, status, issue]),
    [
      ['INVOICE', 'INVOICED', ''],
      ['REMINDER', 'INVOICED', '2026-02-15'],
      ['REMINDER', 'INVOICED', '2026-03-01'],
    ],
  )
  const other = await reminder('2026-02-15', '2026-04-15')
  assert.equal(other.status, 409, other.text)
})

test('while nobody has acted on it, other content takes its place', async () => {
  const cases: [string, Parameters<typeof invoiceOf>[0]][] = [
    ['DRAFT', { processing: { draft: true } }],
    ['ERROR', { rows: [] }],
    ['MANUAL', { processing: { manualApprovalEnabled: true } }],
  ]
  for (const [status, overrides] of cases) {
    const body = invoiceOf(overrides)
    const first = await client.post(body)
    assert.equal((await client.evaluated(numberOf(body))).status, status)
    const right = invoiceOf({ header: { number: numberOf(body) } })
    const reply = await client.post(right)
    assert.equal(reply.status, 200, reply.text)
    assert.equal(reply.body.invoiceId, first.body.invoiceId, 'it stays the same invoice')
    const view = await client.settled(numberOf(body))
    assert.deepEqual([view.status, view.reasons, view.amounts.totalAmount], ['INVOICED', [], 125.5])
    assert.equal((await storedOf(numberOf(body))).length, 1)
  }
})

test('a duplicate is replaced too, and a faulty one sent again as it is, is judged again', async () => {
  const first = invoiceOf()
  await client.send(first)
  const like = structuredClone(first)
  like.invoice.header['number'] = numberOf(first) + 1_000_000
  assert.equal((await client.send(like)).status, 'DUPLICATE')
  like.invoice.header['description'] = 'Another month'
  await client.post(like)
  assert.equal((await client.settled(numberOf(like))).status, 'INVOICED')

  const own = await invoiceClient(api, { client: { ibanAccount: null } })
  const body = invoiceOf()
  assert.equal((await own.send(body)).reasons[0]?.code, 'BANK_ACCOUNT_MISSING')
  await own.put({ bankAccounts: [{ iban: 'FI5810171000000122' }] })
  assert.equal((await own.post(body)).body.status, 'PAUSED')
  assert.equal((await own.settled(numberOf(body))).status, 'INVOICED')
})

test('Idempotency-Key: the same body replays the answer, another body is refused', async () => {
  const body = invoiceOf()
  const headers = { 'idempotency-key': 'invoice-1' }
  const first = await client.post(body, headers)
  await client.settled(numberOf(body))
  const again = await client.post(body, headers)
  assert.equal(again.headers.get('idempotency-replayed'), 'true')
  assert.deepEqual({ ...again.body, message: '' }, { ...first.body, message: '' })
  const other = await client.post(invoiceOf(), headers)
  assert.equal(other.status, 422, other.text)
  const { rows } = await api.pool.query<{ answer: Buffer }>(
    `select answer from idempotency_record where client_id = $1 and key = 'invoice-1'`,
    [client.clientIdentifier],
  )
  assert.ok((rows[0]?.answer.length ?? 0) < 500, 'the answer alone is kept, not the invoice')
  // Sent under another key, the same invoice is the same invoice.
  const third = await client.post(body, { 'idempotency-key': 'invoice-2' })
  assert.equal(third.body.invoiceId, first.body.invoiceId)
  const bad = await client.post(body, { 'idempotency-key': 'ä' })
  assert.equal(bad.status, 400)
})

test('a refusal is not remembered under its Idempotency-Key', async () => {
  const body = invoiceOf()
  await client.send(body)
  await client.settled(numberOf(body))
  const headers = { 'idempotency-key': 'refused' }
  const conflict = invoiceOf({ header: { number: numberOf(body) } })
  conflict.invoice.header['description'] = 'Other'
  assert.equal((await client.post(conflict, headers)).status, 409)
  assert.equal((await client.post(invoiceOf(), headers)).status, 200)
})

test('50 at once, to two processes, are one', async () => {
  const body = invoiceOf()
  const replies = await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      (i % 2 === 0 ? api : second).call<{ invoiceId: string }>('POST', INVOICE, { token: client.token, body }),
    ),
  )
  assert.deepEqual([...new Set(replies.map(({ status }) => status))], [200])
  assert.equal(new Set(replies.map(({ body: { invoiceId } }) => invoiceId)).size, 1)
  assert.equal((await storedOf(numberOf(body))).length, 1)
  const { rowCount } = await api.pool.query(
    `select from event where client_id = $1 and type = 'invoice.received' and data->>'invoiceNumber' = $2`,
    [client.clientIdentifier, String(numberOf(body))],
  )
  assert.equal(rowCount, 1)
})

test('50 with one number and different contents at once: one is stored, the others are conflicts', async () => {
  const number = numberOf(invoiceOf())
  const replies = await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      (i % 2 === 0 ? api : second).call('POST', INVOICE, {
        token: client.token,
        body: invoiceOf({ header: { number, description: `${i}` } }),
      }),
    ),
  )
  const counts = Map.groupBy(replies, ({ status }) => status)
  assert.deepEqual([counts.get(200)?.length, counts.get(409)?.length], [1, 49])
})

test('another client’s invoice is not there', async () => {
  const body = invoiceOf()
  await client.send(body)
  const stranger = await invoiceClient(api)
  const [theirs, none] = await Promise.all([stranger.get(numberOf(body)), stranger.get(999_999_998)])
  assert.deepEqual([theirs.status, none.status], [404, 404])
  assert.equal(theirs.body.detail.replace(String(numberOf(body)), ''), none.body.detail.replace('999999998', ''))
  assert.equal((await stranger.approve(numberOf(body))).status, 404)
  assert.equal((await stranger.post(body)).status, 200, 'its number is free for others')
})

test('rows say their VAT rate and what was supplied, and dates of supply agree', async () => {
  const delivery = { period: { from: '2026-01-01', to: '2026-01-31' } }
  const body = invoiceOf({
    rows: [
      { name: 'x', quantity: 1, unitPrice: 10 },
      { name: 'x', totalAmount: 10, vatPercent: 25.5 },
      { name: ' ', unitPrice: 10, vatPercentage: 25.5 },
      { name: 'x', unitPrice: 10, vatPercentage: 25.5, delivery: { date: '2026-02-01' } },
      { name: 'Thank you' },
    ],
  })
  const reply = await client.post({ ...body, invoice: { ...body.invoice, delivery } })
  assert.equal(reply.status, 400)
  assert.deepEqual((reply.body.errors ?? []).map(({ code, pointer }) => `${code} ${pointer}`).toSorted(), [
    'DATES_OUT_OF_ORDER /invoice/rows/3/delivery/date',
    'REQUIRED /invoice/rows/0/vatPercentage',
    'REQUIRED /invoice/rows/1/vatPercentage',
    'REQUIRED /invoice/rows/2/name',
  ])
})

test('warnings name content that an e-invoice does not carry, or that its receiver will miss', async () => {
  const attachment = { fileName: 'a.pdf', url: 'https://example.com/a.pdf' }
  const to = { electronicInvoiceAccount: '003701120389', electronicRoutingAddress: 'E204503' }
  const reply = await client.post(
    invoiceOf({
      processing: { draft: true },
      distribution: { method: 'EINVOICE' },
      buyer: { ...to, entityType: 'PUBLIC', glnNumber: '1234567890123' },
      attachments: [attachment],
    }),
  )
  assert.equal(reply.status, 200, reply.text)
  const warned = (reply.body.warnings ?? []).map(({ code, pointer }) => `${code} ${pointer}`)
  assert.ok(warned.includes('ATTACHMENT_NOT_CARRIED /invoice/attachments'), reply.text)
  assert.ok(warned.includes('BUYER_REFERENCE_MISSING /invoice/references/buyer'), reply.text)
  assert.ok(warned.includes('IDENTIFIER_CHECK /invoice/parties/buyerParty/glnNumber'), reply.text)
})
