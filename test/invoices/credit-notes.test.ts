/** Credit notes find their original and credit it fully or partly, never beyond it, whoever asks at once. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  type InvoiceBody,
  type InvoiceClient,
  codesOf,
  creditNoteOf,
  invoiceClient,
  invoiceOf,
  numberOf,
} from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'

let api: TestService
let client: InvoiceClient

before(async () => {
  api = await testService()
  client = await invoiceClient(api)
})
after(() => api.stop())

/** An invoice of 100.00 + 25.50 that has been distributed. */
async function original(overrides?: Parameters<typeof invoiceOf>[0]): Promise<number> {
  const body = invoiceOf(overrides)
  await client.send(body)
  await client.settled(numberOf(body))
  return numberOf(body)
}

async function creditedOf(number: number): Promise<[string, number]> {
  const { body } = await client.get(number)
  return [body.status, body.amounts.creditedAmount]
}

async function distributionStatus(number: number): Promise<string | undefined> {
  const { body } = await api.call<{ distributions: { status: string; invoiceType: string }[] }>(
    'GET',
    `/api/v1/partner/invoice/distribution?invoiceNumber=${number}`,
    { token: client.token },
  )
  return body.distributions.find(({ invoiceType }) => invoiceType !== 'CREDIT_NOTE')?.status
}

test('a full credit: the original is CREDITED, where it is shown and in its distribution record, with an event', async () => {
  const number = await original()
  const note = await client.send(creditNoteOf(number, 100))
  assert.ok(['ACCEPTED', 'INVOICED'].includes(note.status), JSON.stringify(note))
  assert.deepEqual(await creditedOf(number), ['CREDITED', 125.5])
  assert.equal(await distributionStatus(number), 'CREDITED')
  const { rows } = await api.pool.query<{ data: unknown }>(
    `select data from event where client_id = $1 and type = 'invoice.credited' and data->>'invoiceNumber' = $2`,
    [client.clientIdentifier, String(number)],
  )
  assert.deepEqual(rows, [
    {
      data: {
        invoiceNumber: number,
        creditNote: note.invoiceNumber,
        status: 'CREDITED',
        creditedMinor: 12_550,
        leftMinor: 0,
      },
    },
  ])
})

test('given negative it credits the same', async () => {
  const number = await original()
  const rows = [{ name: 'Credit', quantity: -1, unitPrice: 100, vatPercentage: 25.5 }]
  const note = await client.send(creditNoteOf(number, 0, { rows }))
  assert.equal(note.amounts.totalAmount, 125.5)
  assert.deepEqual(await creditedOf(number), ['CREDITED', 125.5])
})

test('several partial credits, the last of which completes it; one more is refused with both figures', async () => {
  const number = await original()
  for (const [net, status, credited] of [
    [30, 'INVOICED', 37.65],
    [20, 'INVOICED', 62.75],
  ] as const) {
    await client.send(creditNoteOf(number, net))
    assert.deepEqual(await creditedOf(number), [status, credited])
  }
  const beyond = await client.send(creditNoteOf(number, 50.01))
  assert.deepEqual(codesOf(beyond), ['CREDIT_EXCEEDS_INVOICE'])
  assert.equal(
    beyond.reasons[0]?.message,
    `This credits 62.76 EUR, but only 62.75 of invoice ${number} is left to credit.`,
  )
  assert.deepEqual(await creditedOf(number), ['INVOICED', 62.75])
  await client.send(creditNoteOf(number, 50))
  assert.deepEqual(await creditedOf(number), ['CREDITED', 125.5])
  assert.deepEqual(codesOf(await client.send(creditNoteOf(number, 0.01))), ['CREDIT_EXCEEDS_INVOICE'])
})

test('exactly as many of the credit notes that are sent at once pass as the original allows', async () => {
  for (let round = 0; round < 3; round++) {
    const number = await original()
    const notes = Array.from({ length: 10 }, () => creditNoteOf(number, 30))
    const views = await Promise.all(notes.map((note) => client.send(note)))
    const passed = views.filter(({ status }) => status !== 'ERROR')
    assert.equal(passed.length, 3, views.map(({ status }) => status).join())
    for (const view of views) if (view.status === 'ERROR') assert.deepEqual(codesOf(view), ['CREDIT_EXCEEDS_INVOICE'])
    assert.deepEqual(await creditedOf(number), ['INVOICED', 112.95])
  }
})

test('two instances that evaluate at once: of two credit notes of the whole exactly one passes', async () => {
  const second = await testService({}, { beside: api })
  try {
    for (let round = 0; round < 5; round++) {
      const number = await original()
      const notes = [creditNoteOf(number, 100), creditNoteOf(number, 99)]
      const views = await Promise.all(
        notes.map(async (note, i) => {
          const { status } = await (i === 0 ? api : second).call('POST', '/api/v1/partner/invoice', {
            token: client.token,
            body: note,
          })
          assert.equal(status, 200)
          return client.evaluated(numberOf(note), 'CREDIT_NOTE')
        }),
      )
      assert.equal(views.filter(({ status }) => status === 'ERROR').length, 1)
    }
  } finally {
    await second.stop()
  }
})

test('a credit note that cannot be credited is refused with its reason', async () => {
  const draft = invoiceOf({ processing: { draft: true } })
  const manual = invoiceOf({ processing: { manualApprovalEnabled: true } })
  const euros = await original()
  await client.post(draft)
  await client.send(manual)
  const cases: [InvoiceBody, string, RegExp][] = [
    [creditNoteOf(999_999_999, 1), 'CREDITED_INVOICE_NOT_FOUND', /There is no invoice 999999999 to credit/],
    [creditNoteOf('1e3', 1), 'CREDITED_INVOICE_NOT_FOUND', /1e3/],
    [creditNoteOf('0x3E9', 1), 'CREDITED_INVOICE_NOT_FOUND', /0x3E9/],
    [creditNoteOf(numberOf(draft), 1), 'CREDITED_INVOICE_NOT_VALID', /is DRAFT/],
    [creditNoteOf(numberOf(manual), 1), 'CREDITED_INVOICE_NOT_VALID', /is MANUAL/],
    [
      creditNoteOf(euros, 1, { header: { currencyCode: 'SEK', exchangeRate: 0.09 } }),
      'CREDIT_IN_OTHER_CURRENCY',
      /EUR.*SEK/,
    ],
  ]
  for (const [note, code, message] of cases) {
    const view = await client.send(note)
    assert.equal(view.status, 'ERROR')
    assert.deepEqual(codesOf(view), [code])
    assert.match(view.reasons[0]?.message ?? '', message)
  }
  assert.deepEqual(await creditedOf(euros), ['INVOICED', 0])
})

test('a credit note does not credit a credit note, and one without a number is refused at once', async () => {
  const number = await original()
  const note = creditNoteOf(number, 10)
  await client.send(note)
  assert.deepEqual(codesOf(await client.send(creditNoteOf(numberOf(note), 10))), ['CREDITED_INVOICE_NOT_FOUND'])
  const reply = await client.post(invoiceOf({ header: { type: 'CREDIT_NOTE' } }))
  assert.equal(reply.status, 400)
  assert.deepEqual(
    reply.body.errors?.map(({ pointer }) => pointer),
    ['/invoice/references/creditedInvoiceNumber'],
  )
})

test('sent together with its original, before or after it, it waits for it', async () => {
  for (const order of [0, 1]) {
    const invoice = invoiceOf()
    const note = creditNoteOf(numberOf(invoice), 100)
    const bodies = order === 0 ? [invoice, note] : [note, invoice]
    const { status, text } = await api.call('POST', '/api/v1/partner/invoices/batch', {
      token: client.token,
      headers: { 'content-type': 'application/x-ndjson' },
      body: bodies.map((body) => JSON.stringify(body)).join('\n'),
    })
    assert.equal(status, 200, text)
    const view = await client.settled(numberOf(note), 'CREDIT_NOTE')
    assert.equal(view.status, 'INVOICED', JSON.stringify(view.reasons))
    assert.deepEqual(await creditedOf(numberOf(invoice)), ['CREDITED', 125.5])
  }
})

test('an original that is still being evaluated is waited for', async () => {
  const invoice = invoiceOf()
  await client.post(invoice)
  const note = creditNoteOf(numberOf(invoice), 100)
  // Held as if something slow, such as an attachment, were still to come.
  await api.pool.query(
    `update invoice set status = 'PAUSED', evaluate_at = null where client_id = $1 and number = $2`,
    [client.clientIdentifier, numberOf(invoice)],
  )
  await client.post(note)
  await api.service.idle()
  assert.equal((await client.get(numberOf(note))).body.status, 'PAUSED')
  await api.pool.query('update invoice set evaluate_at = now() where client_id = $1 and number = $2', [
    client.clientIdentifier,
    numberOf(invoice),
  ])
  const view = await client.settled(numberOf(note))
  assert.equal(view.status, 'INVOICED', JSON.stringify(view.reasons))
})

test('a credit note that could not be delivered credits once, however often it is corrected', async () => {
  const number = await original()
  const note = creditNoteOf(number, 100)
  const lose = async () => {
    await client.settled(numberOf(note))
    await api.pool.query(`update invoice set status = 'ERROR' where client_id = $1 and number = $2`, [
      client.clientIdentifier,
      numberOf(note),
    ])
  }
  await client.post(note)
  await lose()
  assert.deepEqual(await creditedOf(number), ['CREDITED', 125.5])
  assert.equal((await client.post(note)).status, 200)
  await lose()
  assert.deepEqual(await creditedOf(number), ['CREDITED', 125.5], 'the same again')
  const smaller = {
    ...creditNoteOf(number, 40),
    invoice: { ...creditNoteOf(number, 40).invoice, header: note.invoice.header },
  }
  assert.equal((await client.post(smaller)).status, 200)
  await client.settled(numberOf(note))
  assert.deepEqual(await creditedOf(number), ['INVOICED', 50.2], 'a smaller one instead')
  assert.equal(await distributionStatus(number), 'INVOICED')
})

test('an original that has been credited is not replaced by other content, though it could not be delivered', async () => {
  const body = invoiceOf()
  await client.send(body)
  await client.settled(numberOf(body))
  await client.send(creditNoteOf(numberOf(body), 90))
  await api.pool.query(`update invoice set status = 'ERROR' where client_id = $1 and number = $2`, [
    client.clientIdentifier,
    numberOf(body),
  ])
  const smaller = {
    ...body,
    invoice: { ...body.invoice, rows: [{ name: 'Consulting', unitPrice: 10, vatPercentage: 25.5 }] },
  }
  const refused = await client.post(smaller)
  assert.equal(refused.status, 409, refused.text)
  assert.match(refused.body.detail, /has been credited/)
  assert.equal((await client.post(body)).status, 200, 'the same again is another attempt')
  assert.equal((await client.settled(numberOf(body))).status, 'INVOICED')
})
