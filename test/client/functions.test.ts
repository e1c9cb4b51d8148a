/**
 * Every operation of the partner API is reached by exactly one function of saatava-client, and each answer of the real
 * service is as its schema says. The functions play one story in a sandbox: a client is onboarded, its invoices go out,
 * one is dunned and paid, and the money is settled.
 */
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { EXAMPLE_CREDITORS } from '@saatava/core/example-accounts.ts'
import type { Client, NewInvoice } from '../../packages/client/src/index.ts'
import { type WebhookEvent, forExpress } from '../../packages/client/src/webhooks.ts'
import { ledgerOf, newClientBody, paymentOf } from '../support/bodies.ts'
import { type Reached, reachedAt } from '../support/client/reached.ts'
import { waitForApproval } from '../support/isolation/approval-cases.ts'
import { ask } from '../support/isolation/question-cases.ts'
import { type TestPartner, type TestService, testService } from '../support/service.ts'
import { png } from '../support/settings/images.ts'
import { until } from '../support/until.ts'

const APPROVAL_ID = '019a4c3e-0000-7000-8000-0000000000aa'
/** No simulator of a connection in this story gives a code, so the service refuses it. */
const REFUSED = ['POST /api/v1/partner/accounting/connection/consent']
/** A loop over an operation that a list reaches. */
const LOOPS: Record<string, string> = {
  'events.follow': 'events.list',
  'events.followPartner': 'events.ofPartner',
  'settlements.unfetched': 'settlements.list',
}
/** The operator's endpoints and the checks of health have no token of a partner or a client. */
const OF_PARTNERS = /^\w+ \/api\/v\d\/partner\//

let api: TestService
let partner: TestPartner
let folder: string
let reached: Reached
let client: Client
let partnerClient: Client
let clientIdentifier = 0
let day = ''

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saatava-client-test-'))
  api = await testService({
    ...{ simulatedBank: true, bankInbox: join(folder, 'inbox') },
    ...{ distributionPollMs: 200, printRunSeconds: 1, distributionLeaseSeconds: 1 },
  })
  partner = await api.createPartner()
  reached = await reachedAt(api.origin, REFUSED)
  partnerClient = reached.client(partner.provisioningToken)
})
after(async () => {
  await api.stop()
  await rm(folder, { recursive: true, force: true })
})

const all = <T>(list: AsyncIterable<T> & { toArray(limits: { max: number }): Promise<T[]> }) =>
  list.toArray({ max: 1_000 })

function invoiceOf(number: number, more: Partial<NewInvoice> = {}): NewInvoice {
  const dueDate = new Date(Date.parse(day) + 2 * 86_400_000).toISOString().slice(0, 10)
  const address = { street: 'Testikuja 8', postalCode: '00100', postalDistrict: 'HELSINKI', countryCode: 'FI' }
  return {
    distribution: { method: 'EMAIL', enabled: true },
    processing: { paymentControlEnabled: true },
    ...more,
    invoice: {
      header: { number, date: day, dueDate, currencyCode: 'EUR', description: `Invoice ${number}` },
      parties: {
        buyerParty: {
          ...{ entityType: 'BUSINESS', name: 'Buyer Oy', businessId: '0112038-9', address },
          contact: { email: 'buyer@example.com' },
        },
      },
      rows: [{ name: 'Consulting', quantity: 1, unitPrice: 100, vatPercentage: 25.5 }],
    },
  }
}

test('a partner onboards a client, corrects it, and issues and revokes a token', async () => {
  const { clients } = reached.areas
  const { service, client: details, contacts } = newClientBody(partner.partnerCode)
  const { iban, bic } = EXAMPLE_CREDITORS.FI
  const created = await clients.create(partnerClient, {
    service: { ...service, type: 'LIFECYCLE' },
    client: { ...details, vatRegNbr: 'FI01120389', ibanAccount: iban, bic },
    contacts,
  })
  clientIdentifier = created.clientIdentifier
  client = reached.client(created.apiAccessToken)
  assert.equal((await all(clients.list(partnerClient))).length, 1)
  assert.equal((await clients.get(partnerClient, { clientIdentifier })).client.name, details.name)
  await clients.correct(partnerClient, { clientIdentifier, contacts: { primary: { name: 'New Name' } } })
  const { tokenId } = await clients.issueToken(partnerClient, { clientIdentifier, name: 'reports' })
  assert.equal((await all(clients.tokens(partnerClient, { clientIdentifier }))).length, 2)
  await clients.revokeToken(partnerClient, { clientIdentifier, tokenId })
})

test('a client checks and renews its token, and reads and changes its settings', async () => {
  const { auth, settings, operations, sandbox } = reached.areas
  assert.equal((await auth.validate(client)).clientIdentifier, clientIdentifier)
  const other = await reached.areas.clients.issueToken(partnerClient, { clientIdentifier, name: 'other' })
  const renewed = await auth.renew(reached.client(other.apiAccessToken))
  assert.equal((await auth.renewByGet(reached.client(other.apiAccessToken))).apiAccessToken, renewed.apiAccessToken)
  await settings.get(client)
  await settings.put(client, {
    logo: { data: png().toString('base64'), mediaType: 'image/png' },
    bankAccounts: [{ iban: 'FI4250001510000023', bic: 'OKOYFIHH' }],
  })
  assert.equal((await settings.logo(client)).headers.get('content-type'), 'image/png')
  await operations.finvoiceCredentials(client)
  day = (await sandbox.clock(client)).now.slice(0, 10)
})

test('invoices are previewed, submitted alone and in a batch, and read', async () => {
  const { invoices, distributions, letters, cases, sandbox } = reached.areas
  await invoices.preview(client, invoiceOf(1))
  assert.equal((await invoices.submit(client, invoiceOf(1))).invoiceNumber, 1)
  const many = Array.from({ length: 3 }, (_, i) =>
    invoiceOf(i + 2, { distribution: { method: 'NONE' }, processing: {} }),
  )
  const outcomes = await Array.fromAsync(invoices.batch(client, many))
  assert.deepEqual(
    outcomes.map(({ line, status }) => [line, status]),
    [
      [1, 200],
      [2, 200],
      [3, 200],
    ],
  )
  for await (const { type } of reached.areas.events.follow(client, { type: 'case.opened', everyMs: 100 })) {
    assert.equal(type, 'case.opened')
    break
  }
  const { status, case: opened } = await invoices.get(client, { number: 1 })
  assert.deepEqual([status, opened?.status], ['INVOICED', 'OPEN'])
  assert.equal((await all(invoices.list(client))).length, 4)
  const pdf = Buffer.from(await (await invoices.document(client, { number: 1 })).arrayBuffer())
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-')
  await all(distributions.list(client))
  await until('all are listed', async () => (await all(distributions.changes(client))).length >= 4)
  await until('the partner sees them', async () => (await all(distributions.ofPartner(partnerClient))).length >= 4)
  await sandbox.moveClock(client, { advanceDays: 17, patienceSeconds: 300, waitSeconds: 20 })
  await until('the clock arrives', async () => (await sandbox.clock(client)).move?.state !== 'MOVING')
  const [letter] = await until(
    'a letter',
    () => all(letters.list(client, { invoiceNumber: 1 })),
    ({ length }) => length > 0,
  )
  assert.ok(letter !== undefined)
  const printed = Buffer.from(await (await letters.document(client, { letterId: letter.letterId })).arrayBuffer())
  assert.equal(printed.subarray(0, 5).toString(), '%PDF-')
  assert.equal((await all(cases.list(client))).length, 1)
  assert.equal((await cases.get(client, { invoiceNumber: 1 })).case.summary.status, 'OPEN')
})

test('actions, debtors, questions and approvals of the case', async () => {
  const { actions, debtors, questions, approvals } = reached.areas
  const comment = { actions: [{ code: 'COMMENT' as const, comment: 'Called.', data: { invoiceNumber: 1 } }] }
  await actions.preview(client, comment)
  const taken = await actions.submit(client, comment, { show: true, waitSeconds: 20 })
  const [action] = taken.actions ?? []
  assert.ok(action !== undefined && action.state === 'PERFORMED', JSON.stringify(taken))
  assert.equal((await actions.get(client, { actionId: action.actionId })).code, 'COMMENT')
  assert.equal((await all(actions.list(client, { invoiceNumber: 1 }))).length, 1)
  const [debtor] = await all(debtors.list(client))
  assert.ok(debtor !== undefined)
  const { debtorId } = debtor
  await debtors.get(client, { debtorId })
  await debtors.correct(client, { debtorId, phone: '+358441234567' })
  await debtors.setMark(client, { debtorId, mark: 'PROTECTED_ADDRESS', fromDay: day, source: 'The debtor' })
  await debtors.liftMark(client, { debtorId, mark: 'PROTECTED_ADDRESS' })
  const testClient = { clientIdentifier, token: '' }
  await ask(api, testClient, 'The creditor')
  const [question] = await all(questions.list(client))
  assert.ok(question !== undefined)
  await questions.answer(client, { questionId: question.questionId, answer: 'Yes.' })
  await waitForApproval(api, testClient, 'x')
  assert.equal((await approvals.get(client, { approvalId: APPROVAL_ID })).approvalId, APPROVAL_ID)
})

test('an invoice is paid, and the money is settled, read and confirmed', async () => {
  const { sandbox, payments, settlements } = reached.areas
  const paid = await sandbox.pay(client, { invoiceNumber: 1 })
  assert.equal(paid.state, 'MATCHED')
  await until('the payment is listed', async () => (await all(payments.list(client))).length === 1)
  await sandbox.moveClock(client, { advanceDays: 8, patienceSeconds: 300 })
  await until('the clock arrives', async () => (await sandbox.clock(client)).move?.state !== 'MOVING')
  const [settlement] = await all(settlements.list(client))
  assert.ok(settlement !== undefined)
  const { settlementId } = settlement
  await settlements.get(client, { settlementId })
  const pdf = Buffer.from(await (await settlements.document(client, { settlementId })).arrayBuffer())
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-')
  const seen: number[] = []
  for await (const one of settlements.unfetched(client)) seen.push(one.settlementId)
  assert.deepEqual(seen, [settlementId])
  assert.equal((await Array.fromAsync(settlements.unfetched(client))).length, 0, 'following has confirmed it')
  await settlements.acknowledge(client, { settlementIds: [settlementId] })
})

test('vouchers go to the accounting system; failed ones are sent again or given up', async () => {
  const { accounting, connections } = reached.areas
  const own = { companyIdentifier: '0112038-9' }
  // No connection is there yet, so the documents wait.
  await accounting.submitLedgers(client, { ledgers: [ledgerOf('a'), ledgerOf('b')] as never })
  await accounting.submitPayments(client, { payments: [paymentOf('a'), paymentOf('b')] as never })
  await api.pool.query(
    `insert into accounting_document (client_id, kind, identifier, company_identifier, group_key, document_date,
       document_name, payload, content_hash, status, submitted_at, submitted_by, updated_at)
     select client_id, 'invoice', identifier, company_identifier, group_key, document_date, document_name, payload,
       content_hash, status, submitted_at, submitted_by, updated_at
     from accounting_document where client_id = $1 and kind = 'payment'`,
    [clientIdentifier],
  )
  await api.pool.query(`update accounting_document set status = 'failed', description = 'x' where client_id = $1`, [
    clientIdentifier,
  ])
  for (const list of [accounting.ledgers, accounting.payments, accounting.invoices])
    assert.equal((await all<unknown>(list(client) as never)).length, 2)
  for (const retry of [accounting.retryLedger, accounting.retryPayment, accounting.retryInvoice])
    assert.equal((await retry(client, { identifier: 'a' })).status, 0)
  for (const drop of [accounting.dropLedger, accounting.dropPayment, accounting.dropInvoice])
    assert.equal((await drop(client, { identifier: 'b' })).status, 3)
  await connections.put(client, { system: 'NETVISOR', simulator: true, ...own })
  assert.equal((await all(connections.list(client))).length, 1)
  assert.equal((await connections.test(client, own)).ok, true)
  await assert.rejects(connections.consent(client, { authorizationCode: 'x', redirectUri: 'https://x.example' }), {
    code: 'RULE',
  })
  await accounting.reconcile(client, { fromDate: '2026-01-01', toDate: '2026-01-31' })
})

test('webhooks are set up, received, verified with both kinds of signature, and sent again', async () => {
  const { webhooks, settings } = reached.areas
  const received: WebhookEvent[] = []
  const keys: string[] = []
  const receive = forExpress(keys, (events) => void received.push(...events))
  const server = createServer((request, response) => void receive(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const made = await webhooks.create(client, { url, types: ['client.settings'], signatures: 'V1_V1A' })
    const { webhookId } = made
    keys.push(made.publicKey ?? '')
    assert.equal((await webhooks.test(client, { webhookId })).isDelivered, true)
    keys[0] = (await webhooks.secret(client, { webhookId })).secret
    await settings.put(client, { language: 'sv' })
    await until('the event arrives', () => received.some(({ test }) => test !== true))
    assert.deepEqual(
      received.map(({ type, sequence, test }) => [type, test === true ? 0 : sequence]),
      [
        ['invoice.accepted', 0],
        ['client.settings.changed', 1],
      ],
    )
    const old = keys[0]
    keys[0] = (await webhooks.rotate(client, { webhookId })).secret
    assert.notEqual(keys[0], old)
    const list = () => all(webhooks.deliveries(client, { webhookId, state: 'DELIVERED' }))
    const [delivery] = await until('its outcome', list, ({ length }) => length > 0)
    await webhooks.resend(client, { webhookId, deliveryId: delivery?.deliveryId ?? '' })
    await until('it comes again', () => received.length === 3)
    await until('its outcome', list, ({ length }) => length > 0)
    assert.equal((await webhooks.resendAll(client, { webhookId, state: 'DELIVERED' })).deliveries, 1)
    await until('it comes once more', () => received.length === 4)
    assert.equal((await webhooks.pause(client, { webhookId })).state, 'PAUSED')
    await webhooks.change(client, { webhookId, url, types: ['client.settings'], description: 'For the test' })
    assert.equal((await webhooks.get(client, { webhookId })).description, 'For the test')
    await webhooks.replay(client, { webhookId, time: `${day}T00:00:00Z` })
    await webhooks.resume(client, { webhookId, from: 'NOW' })
    assert.equal((await all(webhooks.list(client))).length, 1)
    await webhooks.remove(client, { webhookId })
  } finally {
    server.closeAllConnections()
    server.close()
  }
})

test('the feeds of a client and of its partner are listed and followed', async () => {
  const { events } = reached.areas
  const listed = await all(events.list(client))
  assert.ok(listed.length > 10, `${listed.length} events`)
  const stop = new AbortController()
  const followed: string[] = []
  for await (const { eventId, cursor } of events.follow(client, { signal: stop.signal, limit: 5 })) {
    followed.push(eventId)
    if (followed.length === listed.length) stop.abort()
    assert.ok(cursor !== undefined || followed.length < 5)
  }
  assert.deepEqual(
    followed,
    listed.map(({ eventId }) => eventId),
  )
  const ofPartner = await all(events.ofPartner(partnerClient))
  assert.ok(ofPartner.every((event) => event.clientIdentifier === clientIdentifier))
  for await (const event of events.followPartner(partnerClient)) {
    assert.equal(event.eventId, ofPartner[0]?.eventId)
    break
  }
})

test('every operation of the partner API is reached by exactly one function, and every answer is as described', async () => {
  assert.deepEqual(reached.failures, [])
  const document = (await (await fetch(`${api.origin}/openapi.json`)).json()) as { paths: Record<string, object> }
  const described = Object.entries(document.paths)
    .flatMap(([path, item]) => Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`))
    .filter((operation) => OF_PARTNERS.test(operation))
  const functions = Object.fromEntries(
    [...reached.byOperation].map(([operation, names]) => [
      operation,
      [...new Set([...names].map((name) => LOOPS[name] ?? name))],
    ]),
  )
  const wrong = described.filter((operation) => functions[operation]?.length !== 1)
  assert.deepEqual(
    wrong.map((operation) => `${operation}: ${functions[operation]?.join() ?? 'no function reaches it'}`),
    [],
  )
  const used = new Set([...reached.byOperation.values()].flatMap((names) => [...names]))
  assert.deepEqual(
    reached.functions.filter((name) => !used.has(name)),
    [],
    'functions that were not called here',
  )
  const bases = Object.values(functions).flat()
  assert.equal(new Set(bases).size, bases.length, 'a function reaches one operation')
})
