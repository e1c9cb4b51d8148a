/** Letters that events of cases send: one for each event, where the policy says so, and never wrong when it leaves. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { unwantedLetters } from '../../src/dunning/letters/unwanted-letters.ts'
import { EVENT_LETTERS, type EventLetter } from '@saatava/einvoice/model/document.ts'
import { readDocument } from '@saatava/einvoice/model/document-json.ts'
import type { StoredDocument } from '@saatava/einvoice/model/stored-document.ts'
import { withTransaction } from '../../src/platform/database.ts'
import { absent, textOf } from '../support/documents/pdf-tools.ts'
import { type InvoiceClient, invoiceClient } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'
import { until } from '../support/until.ts'
import {
  type Act,
  CASE,
  act,
  atNoon,
  caseClient,
  caseOf,
  effectOf,
  send,
  someCase,
  somePolicies,
} from '../support/cases/cases.ts'

const LETTERS = `${CASE}/letters`
const ACTIONS_PREVIEW = '/api/v1/partner/invoice/action/preview'
let api: TestService
let client: InvoiceClient
let quiet: InvoiceClient
let caseId: number

interface Letter {
  letterId: string
  kind: EventLetter
  amount: number
  dueDate: string
  document: string
}

before(async () => {
  api = await testService()
  atNoon(api, '2026-02-10')
  await somePolicies(api)
  await api.pool.query({
    text: `insert into policy (policy_id, version, country, debtor_type, name, steps, letters, created_at, created_by)
           select 'TEST-LETTERS-' || debtor_type, 1, country, debtor_type, name, steps, $1, now(), 'test' from policy
           where policy_id like 'TEST-QUIET-%'`,
    values: [[...EVENT_LETTERS]],
  })
  quiet = await caseClient(api, 'QUIET')
  client = await invoiceClient(api)
  const contract = { policies: { CONSUMER: 'TEST-LETTERS-CONSUMER', BUSINESS: 'TEST-LETTERS-BUSINESS' } }
  await api.pool.query('insert into client_contract values ($1, $2, 1, now())', [
    client.clientIdentifier,
    JSON.stringify(contract),
  ])
})
after(() => api.stop())
beforeEach(async () => {
  atNoon(api, '2026-02-10')
  caseId = await caseOfConsumer(client)
})

/** 753.00, due 2026-01-29. */
async function caseOfConsumer(owner: InvoiceClient): Promise<number> {
  const made = await someCase(api, owner, {
    buyer: { entityType: 'CONSUMER', businessId: null },
    rows: [{ name: 'Course', quantity: 1, unitPrice: 600, vatPercentage: 25.5 }],
  })
  return made.caseId
}

const view = () => caseOf(api, client, { caseId })
const effect = async (action: Act) => effectOf((await act(api, client, caseId, action))[0])
const pay = (amount: number, paymentDate: string) => effect({ code: 'DIRECTPAYMENT', data: { amount, paymentDate } })

async function lettersOf(owner: InvoiceClient = client, id = caseId): Promise<Letter[]> {
  const reply = await api.call<{ letters: Letter[] }>('GET', `${LETTERS}?caseId=${id}`, { token: owner.token })
  return reply.body.letters
}

async function only(kind: EventLetter): Promise<Letter> {
  const found = (await lettersOf()).filter((letter) => letter.kind === kind)
  assert.equal(found.length, 1, `${kind} once`)
  return found[0] ?? assert.fail()
}

/** Returns the letter's section as it is stored. */
async function sectionOf({ letterId }: Letter) {
  const { rows } = await api.pool.query<{ document: StoredDocument }>(
    'select document from letter where letter_id = $1',
    [letterId],
  )
  const document = readDocument(rows[0]?.document ?? assert.fail())
  return { ...(document.letter ?? assert.fail()), payment: document.payment }
}

/** Why a letter must not leave now. */
async function whyNot({ letterId }: Letter): Promise<string | undefined> {
  const key = { clientId: client.clientIdentifier, letterId }
  const unwanted = await withTransaction(api.service.platform.pool, (tx) => unwantedLetters(tx, [key]))
  return unwanted.get(letterId)?.code
}

test('an offered plan sends its schedule, reference, fee and rule, once, and charges nothing', async () => {
  await effect({ code: 'PAYMENTPLAN', data: { instalments: 5 } })
  const letter = await only('PLAN_OFFER')
  const { paymentPlan, balance, events } = await view()
  const [first] = paymentPlan?.instalments ?? []
  assert.deepEqual([letter.amount, letter.dueDate], [first?.amount, first?.dueDate])
  assert.equal(balance['feesAmount'], 0)
  const { plan, fee, payment, collector } = await sectionOf(letter)
  assert.deepEqual(
    plan?.instalments.map(({ number, dueDate, amount }) => [number, dueDate, Number(amount) / 100]),
    paymentPlan?.instalments.map(({ number, dueDate, amount }) => [number, dueDate, amount]),
  )
  assert.deepEqual([fee, plan?.ruleId], [3_000n, 'FI.CONSUMER.PLAN_FEE'])
  assert.ok(payment.reference !== undefined && payment.payee?.name.startsWith(collector.name), 'client funds are paid')
  const created = events.filter(({ kind }) => kind === 'LETTER_CREATED')
  assert.deepEqual(
    created.map(({ data, ...event }) => [data['letter'], (event as { document?: string }).document]),
    [['PLAN_OFFER', letter.document]],
  )
})

test('its PDF is read like that of a reminder, and its event comes in the feed', {
  skip: absent('pdftotext'),
}, async () => {
  await effect({ code: 'PAYMENTPLAN', data: { instalments: 5 } })
  const { document } = await only('PLAN_OFFER')
  const reply = await fetch(api.origin + document, { headers: { 'x-api-key': client.token } })
  const text = textOf(Buffer.from(await reply.arrayBuffer())).replaceAll('\u00a0', ' ')
  assert.equal(reply.headers.get('content-type'), 'application/pdf')
  for (const said of ['12.3.2026', '10.7.2026', '30,00 EUR', 'perintälaki (513/1999) 10 a §'])
    assert.ok(text.includes(said), `${said}: ${text}`)
  const created = async () => {
    const path = '/api/v1/partner/events?type=case.letter.created'
    const feed = await api.call<{ events: { data: { document?: string } }[] }>('GET', path, { token: client.token })
    return feed.body.events.map(({ data }) => data.document)
  }
  await until('the event of the letter', created, (documents) => documents.includes(document))
})

test('a plan that breaks sends what is owed and what was missed; kept instalments send nothing', async () => {
  await effect({ code: 'PAYMENTPLAN', data: { instalments: 5 } })
  const [first, second] = (await view()).paymentPlan?.instalments ?? []
  atNoon(api, '2026-03-12')
  await pay(first?.amount ?? 0, '2026-03-12')
  await pay(10, '2026-03-12')
  assert.deepEqual(
    (await lettersOf()).map(({ kind }) => kind),
    ['PLAN_OFFER'],
  )
  atNoon(api, '2026-04-19')
  await until('a broken plan', view, ({ paymentPlan }) => paymentPlan?.state === 'BROKEN')
  const letter = await only('PLAN_BROKEN')
  const { missed, feesCharged, claim } = await sectionOf(letter)
  const left = BigInt(Math.round((second?.amount ?? 0) * 100)) - 1_000n
  assert.deepEqual(missed, { number: 2, dueDate: '2026-04-11', amount: left })
  assert.deepEqual(feesCharged, [{ step: 'PLAN', date: '2026-03-12', amount: 3_000n }])
  const { balance } = await view()
  assert.deepEqual([letter.amount, letter.dueDate], [balance['totalAmount'], '2026-04-29'])
  assert.equal(Number(claim.total) / 100, letter.amount)
})

test('a letter about a moved due date names the former one; a second move sends a second letter', async () => {
  await effect({ code: 'DUEDATE', data: { dueDate: '2026-03-01' } })
  const letter = await only('DUE_DATE_CHANGED')
  assert.equal(letter.dueDate, '2026-03-01')
  assert.equal((await sectionOf(letter)).formerDueDate, '2026-01-29')
  await effect({ code: 'DUEDATE', data: { dueDate: '2026-03-20' } })
  const letters = await lettersOf()
  assert.deepEqual(
    letters.map(({ kind, dueDate }) => [kind, dueDate]),
    [
      ['DUE_DATE_CHANGED', '2026-03-01'],
      ['DUE_DATE_CHANGED', '2026-03-20'],
    ],
  )
  assert.deepEqual(await Promise.all(letters.map(whyNot)), ['DUE_DATE_MOVED', undefined])
})

test('an objection is confirmed: to a part with the rest that is due, to everything; nothing is asked for', async () => {
  await effect({ code: 'OBJECTION', data: { amount: 100 } })
  const part = await only('OBJECTION_RECEIVED')
  assert.deepEqual((await sectionOf(part)).objection, { date: '2026-02-10', amount: 10_000n })
  assert.equal(part.amount, 0)
  await effect({ code: 'RESUME' })
  assert.equal(await whyNot(part), 'OBJECTION_RESOLVED')
  await effect({ code: 'OBJECTION' })
  const [, whole] = await lettersOf()
  assert.ok(whole)
  assert.deepEqual((await sectionOf(whole)).objection, { date: '2026-02-10' })
  assert.equal(await whyNot(whole), undefined)
})

test('a case that is paid is confirmed once, to a debtor who had a letter before', async () => {
  await effect({ code: 'DUEDATE', data: { dueDate: '2026-03-01' } })
  const { balance } = await view()
  await pay(Number(balance['totalAmount']), '2026-02-10')
  const paid = await only('PAID')
  assert.deepEqual([paid.amount, await whyNot(paid)], [0, undefined])
  await act(api, client, caseId, { code: 'COMMENT', comment: 'Thanks' })
  await only('PAID')
  const moved = (await lettersOf()).find(({ kind }) => kind === 'DUE_DATE_CHANGED') ?? assert.fail()
  assert.equal(await whyNot(moved), 'CASE_CLOSED')
  caseId = await caseOfConsumer(client)
  await pay(Number((await view()).balance['totalAmount']), '2026-02-10')
  assert.equal((await view()).summary.status, 'CLOSED')
  assert.deepEqual(await lettersOf(), [])
})

test('an offer does not leave when its plan has ended, and the plan that follows has its own letter', async () => {
  await effect({ code: 'PAYMENTPLAN', data: { instalments: 5 } })
  const first = await only('PLAN_OFFER')
  assert.equal(await whyNot(first), undefined)
  await effect({ code: 'OBJECTION' })
  assert.equal(await whyNot(first), 'PLAN_ENDED')
  await effect({ code: 'RESUME' })
  await effect({ code: 'PAYMENTPLAN', data: { instalments: 3 } })
  const second = (await lettersOf()).filter(({ kind }) => kind === 'PLAN_OFFER').at(-1) ?? assert.fail()
  assert.deepEqual([await whyNot(first), await whyNot(second)], ['PLAN_ENDED', undefined])
})

test('a policy that names no letters sends none, whatever happens', async () => {
  const id = await caseOfConsumer(quiet)
  for (const action of [
    { code: 'DUEDATE', data: { dueDate: '2026-03-01' } },
    { code: 'PAYMENTPLAN', data: { instalments: 5 } },
    { code: 'OBJECTION' },
  ])
    effectOf((await act(api, quiet, id, action))[0])
  assert.deepEqual(await lettersOf(quiet, id), [])
})

test('a preview makes no letter, and the database takes no second letter about one event', async () => {
  const body = { actions: [{ code: 'PAYMENTPLAN', data: { caseId, instalments: 5 } }] }
  assert.equal((await api.call('POST', ACTIONS_PREVIEW, { token: client.token, body })).status, 200)
  assert.deepEqual(await lettersOf(), [])
  assert.equal((await send(api, client, body.actions)).status, 200)
  const letter = await until('the letter', lettersOf, (letters) => letters.length > 0)
  await assert.rejects(
    api.pool.query(
      `insert into letter (client_id, letter_id, case_id, kind, about, document, created_at)
       select client_id, '0190f6a0-0000-7000-8000-000000000009', case_id, kind, about, document, created_at
       from letter where letter_id = $1`,
      [letter[0]?.letterId],
    ),
    { code: '23505' },
  )
})

test('without a channel to the debtor the event stands, and the case says why no letter went', async () => {
  const made = await someCase(api, client, {
    buyer: { entityType: 'CONSUMER', businessId: null },
    rows: [{ name: 'Course', quantity: 1, unitPrice: 600, vatPercentage: 25.5 }],
  })
  ;({ caseId } = made)
  await api.pool.query(`update collection_case set debtor = $2 where case_id = $1`, [
    caseId,
    JSON.stringify({ name: 'Nobody', language: 'fi' }),
  ])
  await effect({ code: 'OBJECTION' })
  const { events, summary } = await view()
  assert.equal(summary.status, 'DISPUTED')
  const unsent = events.filter(({ kind }) => kind === 'LETTER_NOT_SENT')
  assert.deepEqual(
    unsent.map(({ data }) => data['kind']),
    ['OBJECTION_RECEIVED'],
  )
  assert.deepEqual(await lettersOf(), [])
})
