/** The life of an invoice: every status is reached, and nothing but the table's transitions ever happens. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { INVOICE_TYPES } from '@saatava/einvoice/model/document.ts'
import { INVOICE_STATUSES, type InvoiceStatus, TRANSITIONS, statusesBefore } from '../../src/invoices/states.ts'
import {
  type InvoiceClient,
  type InvoiceOverrides,
  creditNoteOf,
  invoiceClient,
  invoiceOf,
  numberOf,
} from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'

const ROUNDS = 12
const NUMBERS = 6

let api: TestService
let second: TestService
let client: InvoiceClient
let intermediated: InvoiceClient

// Every change of an invoice's status, as the database sees it, whoever makes it.
const WATCH = `
  create table status_change (client_id bigint, invoice_id uuid, was text, becomes text, at timestamptz default clock_timestamp());
  create function watch_status() returns trigger language plpgsql security definer as $$
    begin
      insert into status_change values (new.client_id, new.invoice_id, case when tg_op = 'UPDATE' then old.status end, new.status);
      return new;
    end $$;
  create trigger watch_status after insert or update of status on invoice for each row execute function watch_status();`

before(async () => {
  api = await testService()
  await api.pool.query(WATCH)
  second = await testService({}, { beside: api })
  client = await invoiceClient(api)
  intermediated = await invoiceClient(api, { service: 'INTERMEDIATION' })
})
after(async () => {
  await second.stop()
  await api.stop()
})

async function changes(): Promise<[string | null, InvoiceStatus][]> {
  const { rows } = await api.pool.query<{ was: string | null; becomes: InvoiceStatus }>(
    'select distinct was, becomes from status_change where was is distinct from becomes order by 1, 2',
  )
  return rows.map(({ was, becomes }) => [was, becomes])
}

test('the table names each status, and each can be reached', () => {
  assert.equal(INVOICE_STATUSES.length, 9)
  assert.deepEqual(Object.keys(TRANSITIONS).sort(), [...INVOICE_STATUSES].sort())
  for (const status of INVOICE_STATUSES) assert.ok(statusesBefore(status).length > 0, status)
})

test('each status is reached by its documented cause', async () => {
  const first = invoiceOf()
  const like = structuredClone(first)
  like.invoice.header['number'] = numberOf(first) + 1_000_000
  assert.equal((await client.post(first)).body.status, 'PAUSED')
  assert.equal((await client.settled(numberOf(first))).status, 'INVOICED')
  const cases: [InvoiceClient, ReturnType<typeof invoiceOf>, InvoiceStatus][] = [
    [client, invoiceOf({ processing: { draft: true } }), 'DRAFT'],
    [client, invoiceOf({ processing: { manualApprovalEnabled: true } }), 'MANUAL'],
    [client, invoiceOf({ rows: [] }), 'ERROR'],
    [client, like, 'DUPLICATE'],
    [intermediated, invoiceOf(), 'INTERMEDIATED'],
  ]
  for (const [own, body, status] of cases) {
    await own.post(body)
    assert.equal((await own.settled(numberOf(body))).status, status)
  }
  const manual = invoiceOf({ processing: { manualApprovalEnabled: true } })
  await client.send(manual)
  await client.approve(numberOf(manual))
  assert.equal((await client.leaves(numberOf(manual), ['MANUAL', 'ACCEPTED'])).status, 'INVOICED')
  const replaced = invoiceOf({ processing: { manualApprovalEnabled: true } })
  await client.send(replaced)
  await client.post(invoiceOf({ header: { number: numberOf(replaced) } }))
  assert.equal((await client.settled(numberOf(replaced))).status, 'INVOICED')
  // Letters wait for their run: until then the invoice is accepted and no more.
  const letter = invoiceOf({ distribution: { method: 'PRINT' } })
  await client.post(letter)
  assert.equal((await client.evaluated(numberOf(letter))).status, 'ACCEPTED')
  await client.send(creditNoteOf(numberOf(first), 100))
  assert.equal((await client.get(numberOf(first))).body.status, 'CREDITED')
})

test('a draft rests until it is sent without the word, and is evaluated then', async () => {
  const draft = invoiceOf({ processing: { draft: true } })
  await client.post(draft)
  // An invoice that came later has been evaluated: the worker has passed the draft.
  await client.send(invoiceOf())
  const view = await client.get(numberOf(draft))
  assert.deepEqual([view.body.status, view.body.evaluatedAt], ['DRAFT', null])
  const { processing: _draft, ...final } = draft
  assert.equal((await client.post(final)).body.status, 'PAUSED')
  assert.equal((await client.settled(numberOf(draft))).status, 'INVOICED')
})

test('each of the six types is taken', async () => {
  const original = invoiceOf()
  await client.send(original)
  assert.equal(INVOICE_TYPES.length, 6)
  for (const type of INVOICE_TYPES) {
    const body = invoiceOf({
      header: { type },
      references: { creditedInvoiceNumber: numberOf(original) },
      terms: { factoring: { financierName: 'Test Customer Oy', financierIban: 'FI5810171000000122' } },
    })
    const view = await client.send(body)
    assert.equal(view.type, type)
    assert.notEqual(view.status, 'ERROR', JSON.stringify(view.reasons))
  }
})

/** Does several things at once to a handful of invoices: all that is allowed, and much that is not. */
async function disturb(own: InvoiceClient, numbers: number[], round: number): Promise<void> {
  const pick = (i: number) => numbers[(i * 7 + round * 3) % numbers.length] ?? 0
  const post = (number: number, overrides: InvoiceOverrides) =>
    (round % 2 === 0 ? api : second).call('POST', '/api/v1/partner/invoice', {
      token: own.token,
      body: invoiceOf({ ...overrides, header: { number, description: null, ...overrides.header } }),
    })
  const replies = await Promise.all([
    post(pick(0), {}),
    post(pick(1), { processing: { draft: true } }),
    post(pick(2), { processing: { manualApprovalEnabled: true } }),
    post(pick(3), { rows: [] }),
    post(pick(4), { header: { description: `${round}` } }),
    own.approve(pick(5)),
    own.approve(pick(0)),
    own.post(creditNoteOf(pick(1), 50, { header: { number: pick(1), description: `${round}` } })),
    own.post(creditNoteOf(pick(2), 100, { header: { number: pick(2), description: null } })),
  ])
  for (const { status, text } of replies) assert.ok([200, 404, 409, 422].includes(status), `${status} ${text}`)
}

test('random requests in random order by many at once make no other transition', async () => {
  for (const own of [client, intermediated]) {
    const numbers = Array.from({ length: NUMBERS }, () => numberOf(invoiceOf()))
    for (let round = 0; round < ROUNDS; round++) {
      await disturb(own, numbers, round)
      if (round % 3 === 2) await Promise.all(numbers.map((number) => own.get(number)))
    }
    const { rows } = await api.pool.query<{ number: number; type: string }>(
      'select distinct number, type from invoice where client_id = $1 and number = any($2::bigint[])',
      [own.clientIdentifier, numbers],
    )
    for (const { number, type } of rows) await own.settled(number, type)
  }
  const seen = await changes()
  const others = seen.filter(([was, becomes]) => {
    if (was === null) return !['PAUSED', 'DRAFT'].includes(becomes)
    return !TRANSITIONS[was as InvoiceStatus].includes(becomes)
  })
  assert.deepEqual(others, [])
  for (const [was, becomes] of [
    ['PAUSED', 'ACCEPTED'],
    ['PAUSED', 'MANUAL'],
    ['PAUSED', 'DUPLICATE'],
    ['PAUSED', 'ERROR'],
    ['MANUAL', 'ACCEPTED'],
    ['MANUAL', 'PAUSED'],
    ['DRAFT', 'PAUSED'],
    ['ERROR', 'PAUSED'],
    ['ACCEPTED', 'INVOICED'],
    ['ACCEPTED', 'INTERMEDIATED'],
    ['INVOICED', 'CREDITED'],
  ])
    assert.ok(
      seen.some(([from, to]) => from === was && to === becomes),
      `${was} → ${becomes} has been seen among ${JSON.stringify(seen)}`,
    )
  const { rows } = await api.pool.query<{ wrong: number }>(
    `select count(*)::integer as wrong from invoice i
     where i.credited_minor <> (select coalesce(sum(c.total_minor), 0) from invoice c where c.client_id = i.client_id and c.credits_invoice_id = i.invoice_id)`,
  )
  assert.equal(rows[0]?.wrong, 0, 'what is credited is what credit notes took')
})
