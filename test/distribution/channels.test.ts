/** Each channel to its end, the order of fallback, and what follows for the invoice, through the whole service. */
import { strict as assert } from 'node:assert'
import { after, before, describe, test } from 'node:test'
import { changeOfReport } from '../../src/distribution/changes.ts'
import { recordOutcomes } from '../../src/flows/delivery-outcome.ts'
import { until } from '../support/until.ts'
import { type TestPartner, type TestService, testService } from '../support/service.ts'
import { type Books, booksOf } from '../support/distribution/books.ts'
import { type InvoiceView, type Sender, by, createSender, invoiceOf, ways } from '../support/distribution/sender.ts'

let api: TestService
let partner: TestPartner
before(async () => {
  api = await testService({ distributionPollMs: 200, printRunSeconds: 1 })
  partner = await api.createPartner()
})
after(() => api.stop())

const sender = (settings?: unknown): Promise<Sender> => createSender(api.origin, partner, settings)
const state = (channel: 'EINVOICE' | 'EMAIL' | 'PRINT', wanted: string) => (view: InvoiceView) =>
  by(view, channel)?.state === wanted

interface Attempt {
  attempt: number
  outcome: string
  code: string | null
}

async function attempts(deliveryId: string | undefined): Promise<string[]> {
  const { rows } = await api.pool.query<Attempt>(
    'select attempt, outcome, code from delivery_attempt where delivery_id = $1 order by at, attempt, outcome',
    [deliveryId],
  )
  return rows.map(({ attempt, outcome, code }) => `${attempt} ${outcome}${code === null ? '' : ` ${code}`}`)
}

async function arrived(deliveryId: string | undefined, channel: keyof Books): Promise<number> {
  return (await booksOf(api.origin))[channel].get(deliveryId ?? '') ?? 0
}

describe('channels', { concurrency: true }, () => {
  test('an e-invoice is delivered when the operator says so', async () => {
    const client = await sender()
    await client.post(invoiceOf(1, { method: 'EINVOICE' }))
    const view = await client.sees(1, 'delivered', state('EINVOICE', 'DELIVERED'))
    assert.equal(view.status, 'INVOICED')
    assert.equal(ways(view), 'EINVOICE DELIVERED, EMAIL DROPPED, PRINT DROPPED')
    const id = by(view, 'EINVOICE')?.deliveryId
    assert.equal(await arrived(id, 'EINVOICE'), 1)
    const history = await attempts(id)
    assert.equal(history.at(-1), '1 report: delivered')
    assert.ok(history.length <= 2 && history.every((line) => line.startsWith('1 ')), history.join('; '))
    const record = await client.record(1)
    assert.deepEqual(
      [record.distributionStatus, record.method, record.status, record.failureReason],
      ['DELIVERED', 'EINVOICE', 'INVOICED', null],
    )
    assert.ok(record.sentAt !== null && record.deliveredAt !== null)
  })

  test('a mail ends as sent: nobody says that it was read', async () => {
    const client = await sender()
    await client.post(invoiceOf(2, { method: 'EMAIL' }))
    const view = await client.sees(2, 'sent', state('EMAIL', 'SENT'))
    assert.equal(view.status, 'INVOICED')
    const id = by(view, 'EMAIL')?.deliveryId
    assert.equal(await arrived(id, 'EMAIL'), 1)
    assert.deepEqual(await attempts(id), ['1 sent'])
    assert.equal((await client.record(2)).distributionStatus, 'SENT')
  })

  test('two reports of one moment both stand in the history', async () => {
    const client = await sender()
    await client.post(invoiceOf(90, { method: 'EMAIL' }))
    const view = await client.sees(90, 'sent', state('EMAIL', 'SENT'))
    const { clientId } = client
    const key = { clientId, invoiceId: view.invoiceId, deliveryId: by(view, 'EMAIL')?.deliveryId ?? '' }
    const report = (outcome: 'delivered' | 'failed') =>
      changeOfReport({ ...key, reportId: outcome, outcome, at: new Date() }, key)
    await recordOutcomes(api.ctx(), [report('delivered'), report('failed')])
    assert.deepEqual(await attempts(key.deliveryId), ['1 sent', '1 report: delivered', '1 report: failed'])
  })

  test('a mail whose server reports delivery is delivered', async () => {
    const client = await sender()
    await client.post(invoiceOf(3, { method: 'EMAIL', email: 'delivered.1@testcustomer.fi' }))
    await client.sees(3, 'delivered', state('EMAIL', 'DELIVERED'))
  })

  test('a letter is delivered when the print house has handed it to the post', async () => {
    const client = await sender()
    await client.post(invoiceOf(4, { method: 'PRINT' }))
    const view = await client.sees(4, 'delivered', state('PRINT', 'DELIVERED'))
    assert.equal(await arrived(by(view, 'PRINT')?.deliveryId, 'PRINT'), 1)
    assert.equal((await client.record(4)).method, 'PRINT')
  })

  test('without a wish the first channel of the order that can is taken', async () => {
    const client = await sender({ channels: { order: ['PRINT', 'EMAIL', 'EINVOICE'] } })
    await client.post(invoiceOf(5, { street: null }))
    const view = await client.sees(5, 'sent', state('EMAIL', 'SENT'))
    assert.equal(ways(view), 'EMAIL SENT, EINVOICE WAITING')
  })

  test('AUTO_PAYMENT_INVOICE goes by print and as an e-invoice', async () => {
    const client = await sender()
    await client.post(invoiceOf(6, { type: 'AUTO_PAYMENT_INVOICE', accounting: true }))
    const view = await client.sees(
      6,
      'delivered twice',
      (now) => state('PRINT', 'DELIVERED')(now) && state('EINVOICE', 'DELIVERED')(now),
    )
    assert.equal(view.deliveries.length, 2)
    assert.equal(view.status, 'INVOICED')
    // One voucher, although two channels took it.
    const { rows } = await api.pool.query(
      `select identifier from accounting_document where client_id = $1 and kind = 'invoice'`,
      [client.clientId],
    )
    assert.equal(rows.length, 1)
    const listed = await client.call<{ invoices: unknown[] }>('GET', '/api/v1/partner/accounting/invoice')
    assert.equal(listed.body.invoices.length, 1, listed.text)
  })

  test('NONE and enabled: false are for the seller to send', async () => {
    const client = await sender()
    await client.post(invoiceOf(7, { method: 'NONE', accounting: true }))
    await client.post(invoiceOf(8, { method: 'EMAIL', enabled: false }))
    for (const number of [7, 8]) {
      const view = await client.sees(number, 'invoiced', ({ status }) => status === 'INVOICED')
      assert.deepEqual(view.deliveries, [])
      const record = await client.record(number)
      assert.equal(record.distributionStatus, 'NONE')
      assert.equal(record.sentAt, null)
    }
    const listed = await client.call<{ invoices: unknown[] }>('GET', '/api/v1/partner/accounting/invoice')
    assert.equal(listed.body.invoices.length, 1)
  })
})

describe('fallback', { concurrency: true }, () => {
  test('the operator refuses, the mail server rejects, and a letter arrives', async () => {
    const client = await sender()
    await client.post(
      invoiceOf(20, { method: 'EINVOICE', einvoice: '99999901', email: 'reject@testcustomer.fi', accounting: true }),
    )
    const view = await client.sees(20, 'printed', state('PRINT', 'DELIVERED'))
    assert.equal(ways(view), 'EINVOICE FAILED, EMAIL FAILED, PRINT DELIVERED')
    assert.equal(by(view, 'EINVOICE')?.failureCode, 'RECEIVER_UNKNOWN')
    assert.match(by(view, 'EMAIL')?.failureReason ?? '', /No such user here/)
    const history = await attempts(by(view, 'EMAIL')?.deliveryId)
    assert.deepEqual(history, ['1 refused 550 5.1.1'])
    const record = await client.record(20)
    assert.deepEqual([record.distributionStatus, record.method, record.failureReason], ['DELIVERED', 'PRINT', null])
    const listed = await client.call<{ invoices: unknown[] }>('GET', '/api/v1/partner/accounting/invoice')
    assert.equal(listed.body.invoices.length, 1, 'the voucher is made once, by the first channel that took it')
  })

  test('a mail that bounces after it was sent goes by the next channel', async () => {
    const client = await sender()
    await client.post(invoiceOf(21, { method: 'EMAIL', email: 'bounce.21@testcustomer.fi', einvoice: null }))
    const view = await client.sees(21, 'printed', state('PRINT', 'DELIVERED'))
    assert.equal(ways(view), 'EMAIL FAILED, PRINT DELIVERED')
    assert.match(by(view, 'EMAIL')?.failureReason ?? '', /User unknown/)
    assert.equal(view.status, 'INVOICED')
  })

  test('a letter that the post brings back goes by the next channel after all', async () => {
    const client = await sender({ channels: { order: ['PRINT', 'EMAIL'] } })
    await client.post(invoiceOf(22, { street: 'Moved Away 1', einvoice: null }))
    const view = await client.sees(22, 'mailed', state('EMAIL', 'SENT'))
    assert.equal(ways(view), 'PRINT FAILED, EMAIL SENT')
    assert.equal(by(view, 'PRINT')?.failureCode, 'RETURNED')
    const record = await client.record(22)
    assert.deepEqual([record.distributionStatus, record.method, record.deliveredAt], ['SENT', 'EMAIL', null])
  })

  test('without another channel a delivery fails, and an invoice that was never sent is ERROR; corrected, it is sent again', async () => {
    const client = await sender({ channels: { fallback: false } })
    await client.post(invoiceOf(23, { method: 'EMAIL', email: 'reject@testcustomer.fi' }))
    const view = await client.sees(23, 'in error', ({ status }) => status === 'ERROR')
    assert.equal(view.reasons[0]?.code, 'DELIVERY_FAILED')
    assert.match(view.reasons[0]?.message ?? '', /No such user here/)
    assert.equal(ways(view), 'EMAIL FAILED', 'fallback is off')
    const record = await client.record(23)
    assert.deepEqual([record.distributionStatus, record.status], ['FAILED', 'ERROR'])
    assert.match(record.failureReason ?? '', /No such user here/)

    await client.post(invoiceOf(23, { method: 'EMAIL', email: 'right@testcustomer.fi' }))
    const sent = await client.sees(23, 'sent', ({ status }) => status === 'INVOICED')
    assert.equal(ways(sent), 'EMAIL FAILED, EMAIL SENT')
    assert.deepEqual(sent.reasons, [])
    assert.equal((await client.record(23)).failureReason, null)
  })

  test('a delivery that bounced when no other was left has failed, but the invoice counts as invoiced', async () => {
    const client = await sender({ channels: { fallback: false } })
    await client.post(invoiceOf(24, { method: 'EMAIL', email: 'bounce.24@testcustomer.fi', accounting: true }))
    await client.sees(24, 'bounced', state('EMAIL', 'FAILED'))
    const record = await client.record(24)
    assert.deepEqual([record.distributionStatus, record.status, record.sentAt], ['FAILED', 'INVOICED', null])
    assert.match(record.failureReason ?? '', /User unknown/)
  })

  test('a credit note that reaches nobody credits nothing; sent again, it credits once', async () => {
    const client = await sender({ channels: { fallback: false } })
    await client.post(invoiceOf(25, { method: 'EMAIL' }))
    await client.sees(25, 'invoiced', ({ status }) => status === 'INVOICED')
    const note = { type: 'CREDIT_NOTE', method: 'EMAIL', credits: 25 } as const
    await client.post(invoiceOf(26, { ...note, email: 'reject@testcustomer.fi' }))
    await client.sees(26, 'in error', ({ status }) => status === 'ERROR', 'CREDIT_NOTE')
    const original = await client.view(25)
    assert.deepEqual([original.status, original.amounts.creditedAmount], ['INVOICED', 0])
    assert.equal((await client.record(25)).status, 'INVOICED')
    await client.post(invoiceOf(26, note))
    await client.sees(26, 'invoiced', ({ status }) => status === 'INVOICED', 'CREDIT_NOTE')
    const credited = await client.view(25)
    assert.deepEqual([credited.status, credited.amounts.creditedAmount], ['CREDITED', 125.5])
  })
})

describe('faults on the way', { concurrency: true }, () => {
  test('a mail that the receiver has taken before the line broke is not taken twice', async () => {
    const client = await sender({ channels: { fallback: false } })
    await client.post(invoiceOf(40, { method: 'EMAIL', email: 'cut.40@testcustomer.fi' }))
    const view = await client.sees(40, 'unknown', state('EMAIL', 'UNKNOWN'))
    assert.equal(view.status, 'ACCEPTED')
    assert.equal(await arrived(by(view, 'EMAIL')?.deliveryId, 'EMAIL'), 1)
    const record = await client.record(40)
    assert.equal(record.distributionStatus, 'PENDING')
    assert.ok(record.failureReason !== null)
  })

  test('a receiver that is busy is tried again later, with every attempt on record', async () => {
    const client = await sender({ channels: { fallback: false } })
    await client.post(invoiceOf(41, { method: 'EMAIL', email: 'busy.41@testcustomer.fi' }))
    const view = await client.sees(
      41,
      'tried',
      (now) => (by(now, 'EMAIL')?.attempts ?? 0) > 0 && by(now, 'EMAIL')?.state === 'PENDING',
    )
    assert.equal(by(view, 'EMAIL')?.state, 'PENDING')
    const wait = Date.parse(by(view, 'EMAIL')?.nextAttemptAt ?? '') - Date.now()
    assert.ok(wait > 0 && wait < 6_000, `${wait} ms`)
    await until(
      'a second attempt',
      () => attempts(by(view, 'EMAIL')?.deliveryId),
      (all) => all.length === 2,
    )
    assert.deepEqual(await attempts(by(view, 'EMAIL')?.deliveryId), ['1 temporary 451 4.7.1', '2 temporary 451 4.7.1'])
  })
})
