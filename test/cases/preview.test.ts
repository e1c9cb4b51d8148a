/** POST /invoice/preview promises what then happens: for the example, and for random invoices of every kind. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as fc from 'fast-check'
import { INVOICE_EXAMPLE } from '../../src/invoices/examples.ts'
import {
  type InvoiceClient,
  type InvoiceOverrides,
  type InvoiceView,
  invoiceOf,
  numberOf,
} from '../support/invoices.ts'
import { type Problem, type TestService, testService } from '../support/service.ts'
import { atNoon, caseClient, caseOf, somePolicies } from '../support/cases/cases.ts'

const RUNS = 40
const PREVIEW = '/api/v1/partner/invoice/preview'
let api: TestService
let client: InvoiceClient

before(async () => {
  api = await testService()
  atNoon(api, '2026-01-16')
  await somePolicies(api)
  client = await caseClient(api)
})
after(() => api.stop())

interface Preview extends Problem {
  stored: string
  invoiceNumber: number | null
  reasons: { code: string; message: string }[]
  deliveries: { channel: string; rank: number }[]
  paymentReference: string | null
  amounts: { netAmount: number; vatAmount: number; totalAmount: number; paidAmount: number }
  case: null | {
    policy: string
    stage: string
    capitalAmount: number
    next: { action: string; date: string }
    steps: { action: string; date: string; feeAmount: number; rule: string | null; source: string | null }[]
  }
}
type Previewed = Omit<Preview, 'status'> & { status: string }

const preview = (body: unknown) => api.call<Previewed>('POST', PREVIEW, { token: client.token, body })

/** Without the places in the feeds of client and partner: the sequencer gives them a moment after an event was written. */
async function everything(): Promise<string> {
  const tables = [
    'invoice',
    'delivery',
    'collection_case',
    'event',
    'audit_entry',
    'idempotency_record',
    'client_settings',
  ]
  const counts = await Promise.all(
    tables.map((table) =>
      api.pool.query(
        `select md5(string_agg(one, '' order by one)) as sum
         from (select (to_jsonb(t) - '{feed_number,partner_id,partner_number}'::text[])::text as one from ${table} t where client_id = $1) n`,
        [client.clientIdentifier],
      ),
    ),
  )
  return JSON.stringify(counts.map(({ rows }) => rows))
}

test('the example: where it goes, and the case with each step’s day, the most it costs, rule and source', async () => {
  const before = await everything()
  const { header } = INVOICE_EXAMPLE.invoice
  const fresh = { ...header, date: '2026-01-16', dueDate: '2026-01-30' }
  const { status, body, text } = await preview({
    ...INVOICE_EXAMPLE,
    invoice: { ...INVOICE_EXAMPLE.invoice, header: fresh },
  })
  assert.equal(status, 200, text)
  assert.deepEqual(
    [body.stored, body.status, body.deliveries[0]],
    ['NOTHING', 'ACCEPTED', { channel: 'EMAIL', rank: 0 }],
  )
  assert.deepEqual([body.case?.stage, body.case?.next], ['INVOICED', { action: 'OVERDUE', date: '2026-01-31' }])
  assert.deepEqual(
    body.case?.steps.map(({ action, date, feeAmount, rule }) => [action, date, feeAmount, rule]),
    [
      ['REMINDER', '2026-02-13', 12, 'FI.BUSINESS.REMINDER_FEE'],
      ['REMINDER', '2026-02-27', 12, 'FI.BUSINESS.REMINDER_FEE'],
      ['DEMAND', '2026-03-13', 70, 'FI.BUSINESS.DEMAND_FEE'],
      ['DEMAND', '2026-03-27', 35, 'FI.BUSINESS.FURTHER_DEMAND_SHARE'],
      ['OFFER_LEGAL', '2026-04-17', 0, null],
    ],
  )
  assert.ok(body.case?.steps.slice(0, 4).every(({ source }) => source !== null))
  assert.equal(await everything(), before, 'nothing is stored')
})

test('faults and conflicts are those of submitting', async () => {
  const stored = invoiceOf()
  await client.send(stored)
  await client.settled(numberOf(stored))
  assert.equal((await preview(stored)).body.stored, 'SAME')
  const bodies = [
    { ...stored, invoice: { ...stored.invoice, rows: [{ name: 'Other', unitPrice: 5, vatPercentage: 25.5 }] } },
    invoiceOf({ header: { dueDate: '2025-01-01' } }),
    invoiceOf({ rows: [{ name: 'x', quantity: 1, unitPrice: 10, netAmount: 5, vatPercentage: 25.5 }] }),
    invoiceOf({ header: { number: null } }),
    {},
  ]
  for (const body of bodies) {
    const said = await preview(body)
    const happened = await client.post(body)
    assert.equal(said.status, happened.status, `${said.text}\n${happened.text}`)
    assert.ok(said.status >= 400)
    assert.deepEqual(said.body.errors ?? [], said.status === 409 ? [] : (happened.body.errors ?? []))
  }
})

const text = (...values: (string | null)[]) => fc.constantFrom(...values)
const overrides: fc.Arbitrary<InvoiceOverrides> = fc.record({
  header: fc.record({
    type: fc.oneof(
      { weight: 6, arbitrary: fc.constant('INVOICE') },
      {
        weight: 2,
        arbitrary: fc.constantFrom('COLLECTION', 'CREDIT_NOTE', 'AUTO_PAYMENT_INVOICE', 'FACTORING', 'REMINDER'),
      },
    ),
    dueDate: text('2026-01-15', '2026-01-29', '2026-02-28'),
    currencyCode: text('EUR', 'SEK', null),
    languageCode: text('FI', 'sv', null),
    description: text('one', 'two', null),
  }),
  processing: fc.record({
    paymentControlEnabled: fc.boolean(),
    manualApprovalEnabled: fc.constantFrom(false, false, false, true),
    draft: fc.constantFrom(false, false, false, false, true),
  }),
  distribution: fc.record({
    method: text('EMAIL', 'PRINT', 'EINVOICE', 'NONE', null),
    enabled: fc.constantFrom(true, true, false),
  }),
  references: fc.record({ payment: text(null, null, '1234561', '1234560'), creditedInvoiceNumber: text('999') }),
  buyer: fc.record({
    entityType: text('BUSINESS', 'CONSUMER', 'PUBLIC'),
    businessId: text('2262509-5', null),
    contact: fc.constantFrom({ email: 'matti@example.com' }, {}),
    disableCollection: fc.constantFrom(false, false, true),
    electronicInvoiceAccount: text(null, '003722625095'),
    electronicRoutingAddress: text(null, '003721291126'),
    address: fc.constantFrom(
      { street: 'Testikuja 8', postalCode: '00100', postalDistrict: 'HELSINKI', countryCode: 'FI' },
      { postalCode: '00100' },
      {},
    ),
  }),
  rows: fc.array(
    fc.record({
      name: fc.constant('Consulting'),
      quantity: fc.integer({ min: 1, max: 9 }),
      unitPrice: fc.constantFrom(10, 99.99, 1234.5),
      vatPercentage: fc.constantFrom(25.5, 13.5, 0, 24.7),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  payments: fc.constantFrom([], [{ date: '2026-01-16', amount: 12.34 }]),
})

test('random invoices: the preview’s verdict, reasons, ways, reference, amounts and case are what happens', async () => {
  const verdicts = new Map<string, number>()
  const property = fc.asyncProperty(overrides, async (wanted) => {
    const body = invoiceOf(wanted)
    const number = numberOf(body)
    const said = await preview(body)
    assert.equal((await client.get(number)).status, 404, 'nothing is stored')
    const posted = await client.post(body)
    assert.equal(said.status, posted.status, `${said.text}\n${posted.text}`)
    if (posted.status !== 200) return
    const view = await happened(number)
    const { status, reasons, deliveries, paymentReference, amounts } = said.body
    verdicts.set(status, (verdicts.get(status) ?? 0) + 1)
    assert.equal(status, ['INVOICED', 'CREDITED', 'INTERMEDIATED'].includes(view.status) ? 'ACCEPTED' : view.status)
    if (status !== 'DRAFT') {
      assert.deepEqual(reasons, view.reasons)
      const ways = status === 'ACCEPTED' ? deliveries.map(({ channel }) => channel) : []
      assert.deepEqual(ways.toSorted(), view.deliveries.map(({ channel }) => channel).toSorted())
      if (view.status !== 'ERROR') assert.equal(paymentReference, view.paymentReference)
    }
    for (const name of ['netAmount', 'vatAmount', 'totalAmount', 'paidAmount'] as const)
      assert.equal(amounts[name], view.amounts[name], name)
    if (view.status === 'INVOICED') await sameCase(said.body, number)
  })
  await fc.assert(property, { numRuns: RUNS, endOnFailure: true })
  assert.ok((verdicts.get('ACCEPTED') ?? 0) > 3, JSON.stringify([...verdicts]))
})

async function happened(number: number): Promise<InvoiceView> {
  const judged = await client.evaluated(number)
  return judged.status === 'ACCEPTED' && judged.deliveries.length === 0 ? client.settled(number) : judged
}

async function sameCase({ case: said }: Previewed, number: number): Promise<void> {
  const reply = await api.call('GET', `/api/v1/partner/invoice/case?invoiceNumber=${number}`, { token: client.token })
  assert.equal(reply.status === 200, said !== null, reply.text)
  if (said === null) return
  const { summary, balance, timeline, costs } = await caseOf(api, client, { invoiceNumber: number })
  assert.equal(balance['originalCapitalAmount'], said.capitalAmount)
  assert.ok(costs.every(({ kind }) => kind !== 'CREDITOR_COSTS'))
  // One that was due before today has begun to be worked on by now.
  if (summary.stage !== 'INVOICED' || said.stage !== 'INVOICED') return
  const planned = timeline.filter((entry) => entry.planned && entry.kind !== 'DUE')
  assert.deepEqual(
    planned.map(({ kind, date }) => [kind, date]),
    said.steps.map(({ action, date }) => [action, date]),
  )
}
