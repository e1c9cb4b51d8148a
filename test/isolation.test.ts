/**
 * Two clients, of one partner, with the same identifiers everywhere: neither ever sees or touches what is the other's.
 * Each route that a client may call has a case here; a new route without one fails the first test.
 */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type AnyRouteSpec, isOfPartner } from '../src/platform/http/route.ts'
import { png } from './support/settings/images.ts'
import { evaluateDue } from '../src/flows/evaluate-due.ts'
import { INVOICE_EXAMPLE } from '../src/invoices/examples.ts'
import { waitForApproval } from './support/isolation/approval-cases.ts'
import { caseCases, openCase } from './support/isolation/case-cases.ts'
import { INVOICE, invoice, invoiceCases } from './support/isolation/invoice-cases.ts'
import { pay, paymentCases } from './support/isolation/payment-cases.ts'
import { ask } from './support/isolation/question-cases.ts'
import { settle, settlementCases } from './support/isolation/settlement-cases.ts'
import { stateOf } from './support/isolation/state.ts'
import { setUpWebhook, webhookCases } from './support/isolation/webhook-cases.ts'
import { type Wall, wallOf } from './support/isolation/wall.ts'
import { ledgerOf, paymentOf } from './support/bodies.ts'
import { type Reply, type TestClient, type TestService, testService } from './support/service.ts'
import { until } from './support/until.ts'

const BASE = '/api/v1/partner'
const ACCOUNTING = `${BASE}/accounting`
const SETTINGS = `${BASE}/client/settings`
const COMPANY = ledgerOf('x').companyIdentifier
const SHARED = 'same-for-both'
const PICTURE = png()

let api: TestService
/** Everything of theirs holds this word; it must never come to `mine`, and nothing of theirs may change. */
const SECRET = 'THEIRS'
let mine: TestClient
let theirs: TestClient
let wall: Wall

before(async () => {
  // Without a worker: what is stored changes only by the requests below.
  api = await testService({ role: 'api' })
  const partner = await api.createPartner()
  mine = await api.createClient(partner)
  theirs = await api.createClient(partner)
  for (const store of [submit, connect, configure]) await store(theirs, SECRET)
  for (const store of [invoice, openCase, pay, settle, waitForApproval, ask, setUpWebhook])
    await store(api, theirs, SECRET)
  wall = await wallOf(api.service.platform.pool, api.databaseUrl, { clientId: theirs.clientIdentifier, word: SECRET })
})
after(async () => {
  await wall.end()
  await api.stop()
})

async function submit(client: TestClient, name: string): Promise<void> {
  const ledgers = [ledgerOf(SHARED, name), ledgerOf('other-ledger', name)]
  const payments = [paymentOf(SHARED, name), paymentOf('other-payment', name)]
  const { token } = client
  assert.equal((await api.call('POST', `${ACCOUNTING}/ledger`, { token, body: { ledgers } })).status, 200)
  assert.equal((await api.call('POST', `${ACCOUNTING}/payment`, { token, body: { payments } })).status, 200)
  // No worker books invoices here; their vouchers are stored as it would store them.
  await api.pool.query(
    `insert into accounting_document (client_id, kind, identifier, company_identifier, group_key, document_date,
       document_name, payload, content_hash, status, submitted_at, submitted_by, updated_at)
     select client_id, 'invoice', identifier, company_identifier, group_key, document_date, document_name, payload,
       content_hash, status, submitted_at, submitted_by, updated_at
     from accounting_document where client_id = $1 and kind = 'payment'`,
    [client.clientIdentifier],
  )
  await api.pool.query(`update accounting_document set status = 'failed', description = $2 where client_id = $1`, [
    client.clientIdentifier,
    `${name} refused`,
  ])
}

async function connect(client: TestClient, name: string): Promise<void> {
  const body = {
    system: 'NETVISOR',
    companyIdentifier: COMPANY,
    simulator: true,
    mappings: { vatCodes: { '20': name } },
  }
  const reply = await api.call('PUT', `${ACCOUNTING}/connection`, { token: client.token, body })
  assert.equal(reply.status, 200, reply.text)
}

async function configure(client: TestClient, name: string): Promise<void> {
  const body = {
    logo: { data: PICTURE.toString('base64') },
    channels: { email: { fromName: name }, einvoice: { intermediatorName: name } },
    numbering: { automatic: true, next: 4711 },
  }
  const reply = await api.call('PUT', SETTINGS, { token: client.token, body })
  assert.equal(reply.status, 200, reply.text)
}

const theirState = (): Promise<string> => stateOf(api.pool, theirs.clientIdentifier)

const get = (path: string) => api.call('GET', path, { token: mine.token })
const post = (path: string, body?: unknown) => api.call('POST', path, { token: mine.token, body })

function absent(reply: Reply<unknown>): void {
  assert.equal(reply.status, 204, reply.text)
}

const notFound = (reply: Reply<unknown>): void => assert.equal(reply.status, 404, reply.text)

/** By "METHOD path": what I do to reach what is theirs, before I have anything of my own. Every answer is looked through. */
const CASES: Record<string, () => Promise<Reply<unknown>[]>> = {
  [`GET ${BASE}/validate`]: async () => {
    const reply = await api.call<{ clientIdentifier: number }>('GET', `${BASE}/validate`, { token: mine.token })
    assert.equal(reply.body.clientIdentifier, mine.clientIdentifier)
    return [reply]
  },
  [`GET ${SETTINGS}`]: async () => {
    const reply = await api.call<{ version: number; numbering: { next: number } }>('GET', SETTINGS, {
      token: mine.token,
    })
    assert.equal(reply.body.version, 0)
    assert.equal(reply.body.numbering.next, 1)
    return [reply]
  },
  [`GET ${SETTINGS}/logo`]: async () => {
    const reply = await get(`${SETTINGS}/logo`)
    notFound(reply)
    return [reply]
  },
  [`GET ${BASE}/events`]: async () => {
    const { rows } = await api.pool.query('select from event where client_id = $1', [theirs.clientIdentifier])
    assert.ok(rows.length > 3, 'they have some')
    const cursor = Buffer.from(`events ${mine.clientIdentifier} 0`).toString('base64url')
    const path = `${BASE}/events`
    const replies = [
      await get(path),
      await get(`${path}?cursor=${cursor}`),
      await get(`${path}?type=accounting&limit=1`),
    ]
    for (const reply of replies) {
      assert.equal(reply.status, 200, reply.text)
      assert.ok(!/accounting|invoice/.test(reply.text), reply.text)
    }
    return replies
  },
  // The clock is everybody's: who has moved it is not shown.
  [`GET ${BASE}/sandbox/clock`]: async () => {
    const reply = await get(`${BASE}/sandbox/clock`)
    assert.equal(reply.status, 200, reply.text)
    return [reply]
  },
  [`POST ${BASE}/sandbox/clock`]: async () => {
    // Nobody does what is due here, theirs included: the move stays at its beginning, and says in numbers what is due.
    const body = { advanceDays: 1, waitSeconds: 0, patienceSeconds: 1 }
    const reply = await post(`${BASE}/sandbox/clock`, body)
    assert.equal(reply.status, 202, reply.text)
    return [reply, await get(`${BASE}/sandbox/clock`)]
  },
  [`GET ${BASE}/operations/finvoice-credentials`]: async () => {
    const reply = await get(`${BASE}/operations/finvoice-credentials`)
    assert.equal(reply.status, 200, reply.text)
    return [reply]
  },
  [`PUT ${SETTINGS}`]: async () => {
    // A picture that they have is not mine because I can name it, and their version is not the one I changed from.
    const sha256 = createHash('sha256').update(PICTURE).digest('hex')
    const named = await api.call('PUT', SETTINGS, { token: mine.token, body: { logo: { sha256 } } })
    assert.equal(named.status, 400, named.text)
    const stale = await api.call('PUT', SETTINGS, { token: mine.token, body: { version: 1, language: 'en' } })
    assert.equal(stale.status, 409, stale.text)
    const body = { logo: { data: PICTURE.toString('base64') }, numbering: { next: 2 } }
    const made = await api.call('PUT', SETTINGS, { token: mine.token, body })
    assert.equal(made.status, 200, made.text)
    return [named, stale, made]
  },
  ...caseCases(
    () => api,
    () => mine,
    () => theirs,
  ),
  ...paymentCases(
    () => api,
    () => mine,
  ),
  ...webhookCases({ api: () => api, mine: () => mine, theirs: () => theirs }),
  ...settlementCases(
    () => api,
    () => mine,
  ),
  ...invoiceCases(
    () => api,
    () => mine,
    () => theirs,
  ),
  [`GET ${ACCOUNTING}/ledger`]: async () => {
    const replies = [
      await get(`${ACCOUNTING}/ledger`),
      await get(`${ACCOUNTING}/ledger?ledgerIdentifier=${SHARED}`),
      await get(`${ACCOUNTING}/ledger?status=2&fromDate=2000-01-01&toDate=2199-01-01`),
      await get(`${ACCOUNTING}/ledger?updatedSince=2000-01-01T00:00:00Z`),
      await get(`${ACCOUNTING}/ledger?cursor=${Buffer.from('s0').toString('base64url')}`),
    ]
    replies.forEach(absent)
    return replies
  },
  [`GET ${ACCOUNTING}/payment`]: async () => {
    const replies = [
      await get(`${ACCOUNTING}/payment`),
      await get(`${ACCOUNTING}/payment?paymentIdentifier=${SHARED}`),
      await get(`${ACCOUNTING}/payment?invoiceNumber=${SECRET}`),
    ]
    replies.forEach(absent)
    return replies
  },
  [`GET ${ACCOUNTING}/invoice`]: async () => {
    const replies = [await get(`${ACCOUNTING}/invoice`), await get(`${ACCOUNTING}/invoice?invoiceNumber=${SECRET}`)]
    replies.forEach(absent)
    return replies
  },
  [`GET ${ACCOUNTING}/connection`]: async () => {
    const replies = [await get(`${ACCOUNTING}/connection`)]
    assert.deepEqual(replies[0]?.body, { connections: [] })
    return replies
  },
  [`POST ${ACCOUNTING}/connection/test`]: async () => {
    const path = `${ACCOUNTING}/connection/test`
    const replies = [await post(path), await post(`${path}?companyIdentifier=${COMPANY}`)]
    replies.forEach(notFound)
    return replies
  },
  [`POST ${ACCOUNTING}/connection/consent`]: async () => {
    const given = { authorizationCode: 'code', redirectUri: 'https://example.com', companyIdentifier: COMPANY }
    const replies = [await post(`${ACCOUNTING}/connection/consent`, given)]
    replies.forEach(notFound)
    return replies
  },
  [`GET ${ACCOUNTING}/reconciliation`]: async () => {
    const days = 'fromDate=2026-01-01&toDate=2026-03-01'
    const reply = await get(`${ACCOUNTING}/reconciliation?${days}&companyIdentifier=${COMPANY}`)
    notFound(reply)
    return [reply]
  },
  ...Object.fromEntries(
    ['retry', 'drop'].flatMap((step) =>
      ['ledger', 'payment', 'invoice'].map((kind) => [
        `POST ${ACCOUNTING}/${kind}/:identifier/${step}`,
        async () => {
          const replies = [
            await post(`${ACCOUNTING}/${kind}/${SHARED}/${step}`),
            await post(`${ACCOUNTING}/${kind}/other-${kind === 'invoice' ? 'payment' : kind}/${step}`),
            await post(`${ACCOUNTING}/${kind}/absent/${step}`),
          ]
          replies.forEach(notFound)
          return replies
        },
      ]),
    ),
  ),
  [`POST ${ACCOUNTING}/ledger`]: async () => {
    const reply = await post(`${ACCOUNTING}/ledger`, { ledgers: ledgerOf(SHARED, 'MINE') })
    // An identifier with other content conflicts only within one client.
    assert.equal(reply.status, 200, reply.text)
    assert.match(reply.text, /NOT_CONNECTED/, 'their connection is not mine')
    const listed = await api.call<{ ledgers: object[] }>('GET', `${ACCOUNTING}/ledger`, { token: mine.token })
    assert.equal(listed.body.ledgers.length, 1)
    return [reply, listed]
  },
  [`POST ${ACCOUNTING}/payment`]: async () => {
    const reply = await post(`${ACCOUNTING}/payment`, { payments: [paymentOf(SHARED, 'MINE')] })
    assert.equal(reply.status, 200, reply.text)
    assert.match(reply.text, /NOT_CONNECTED/)
    const listed = await api.call<{ payments: object[] }>('GET', `${ACCOUNTING}/payment`, { token: mine.token })
    assert.equal(listed.body.payments.length, 1)
    return [reply, listed]
  },
  [`PUT ${ACCOUNTING}/connection`]: async () => {
    // The body names their company without credentials: theirs must not be taken for mine.
    const body = { system: 'NETVISOR', companyIdentifier: COMPANY }
    const refused = await api.call('PUT', `${ACCOUNTING}/connection`, { token: mine.token, body })
    assert.equal(refused.status, 400, refused.text)
    const made = await api.call('PUT', `${ACCOUNTING}/connection`, {
      token: mine.token,
      body: { ...body, simulator: true, isDefault: true },
    })
    assert.equal(made.status, 200, made.text)
    return [refused, made]
  },
}

function nameOf(spec: AnyRouteSpec): string {
  return `${spec.method} ${spec.path}`
}

test('every route that a client may call has a case', () => {
  const routes = api.service.app.routeSpecs
    .filter((spec) => !isOfPartner(spec) && spec.permission !== 'token.renew')
    .map(nameOf)
  assert.ok(routes.length >= 24)
  assert.deepEqual(routes.sort(), Object.keys(CASES).sort())
})

for (const [name, reach] of Object.entries(CASES)) {
  test(`${name} neither shows nor touches what is another client’s`, async () => {
    const before = await theirState()
    for (const reply of await reach()) assert.ok(!reply.text.includes(SECRET), reply.text)
    assert.equal(await theirState(), before)
    await wall.prove()
    assert.equal(await theirState(), before)
  })
}

test('the statements of these requests keep the clients apart without their conditions on client_id', (t) => {
  const { statements, heldByWallAlone, refused } = wall.counts
  t.diagnostic(`${statements} without conditions; ${heldByWallAlone} held by the wall alone; ${refused} refused`)
  assert.ok(statements >= 50, `${statements} statements`)
  assert.ok(heldByWallAlone >= 20, `${heldByWallAlone} held by the wall alone`)
  assert.ok(refused <= statements / 10, `${refused} refused`)
})

test('the answers for an absent thing and for one of another client are equal', async () => {
  for (const kind of ['ledger', 'payment', 'invoice']) {
    const texts = [`other-${kind === 'invoice' ? 'payment' : kind}`, 'absent'].map(async (identifier) => {
      const { body } = await post(`${ACCOUNTING}/${kind}/${identifier}/retry`)
      return [body.title, body.status, body.detail.replace(identifier, '')]
    })
    assert.deepEqual(await texts[0], await texts[1])
  }
})

test('another client’s invoice cannot be credited, and nothing is a duplicate of it', async () => {
  // The very content of theirs, under a number that only I have; and a credit note on a number that only they have.
  const body = { ...INVOICE_EXAMPLE, invoice: { ...INVOICE_EXAMPLE.invoice } }
  const numbered = (over: object) => ({
    ...body,
    invoice: { ...body.invoice, header: { ...body.invoice.header, ...over } },
  })
  const number = INVOICE_EXAMPLE.invoice.header.number
  assert.equal(
    (await api.call('POST', `${BASE}/invoice`, { token: theirs.token, body: numbered({ number: number + 7 }) })).status,
    200,
  )
  await api.pool.query(`update invoice set status = 'INVOICED', evaluate_at = null where number = $1`, [number + 7])
  const before = await theirState()
  const credit = numbered({ number: number + 9, type: 'CREDIT_NOTE' })
  const references = { creditedInvoiceNumber: number + 7 }
  for (const mineNow of [numbered({ number: number + 8 }), { ...credit, invoice: { ...credit.invoice, references } }]) {
    const reply = await post(`${BASE}/invoice`, mineNow)
    assert.equal(reply.status, 200, reply.text)
  }
  const shown = async (path: string) =>
    (await api.call<{ status: string; reasons: { code: string }[] }>('GET', path, { token: mine.token })).body
  // A credit note whose original is not there looks twice.
  await until('both are evaluated', async () => {
    await evaluateDue(api.ctx(), { channels: ['EMAIL'], operatorId: undefined })
    const both = await Promise.all([8, 9].map((more) => shown(INVOICE.replace(String(number), String(number + more)))))
    return both.every(({ status }) => status !== 'PAUSED')
  })
  const twin = await shown(INVOICE.replace(String(number), String(number + 8)))
  assert.equal(twin.status, 'ACCEPTED', JSON.stringify(twin.reasons))
  const refused = await shown(INVOICE.replace(String(number), String(number + 9)))
  assert.deepEqual(
    refused.reasons.map(({ code }) => code),
    ['CREDITED_INVOICE_NOT_FOUND'],
  )
  assert.equal(await theirState(), before)
})

test('an Idempotency-Key of another client replays nothing', async () => {
  const headers = { 'idempotency-key': 'a-key-of-theirs' }
  const path = `${ACCOUNTING}/ledger`
  const body = { ledgers: { ...ledgerOf('keyed'), [SECRET]: 1 } }
  assert.equal((await api.call('POST', path, { token: theirs.token, headers, body })).status, 200)
  const reply = await api.call('POST', path, { token: mine.token, headers, body: { ledgers: ledgerOf('keyed') } })
  assert.equal(reply.status, 200)
  assert.equal(reply.headers.get('idempotency-replayed'), null)
  assert.ok(!reply.text.includes(SECRET))
})

test('renewing a token does not change the token of another client', async () => {
  const before = await theirState()
  assert.equal((await get(`${BASE}/renew`)).status, 200)
  assert.equal(await theirState(), before)
})

test('a partner creates clients for itself alone, and another partner may have a client of the same company', async () => {
  const [first, second] = [await api.createPartner(), await api.createPartner()]
  const body = (partnerCode: string, name: string) => ({
    service: { type: 'LIFECYCLE', partnerCode },
    client: { name, businessCode: '0112038-9', countryCode: 'FI', currencyCode: 'EUR' },
    contacts: { primary: { name: 'Matti Meikäläinen', email: 'matti@testcustomer.fi' } },
  })
  const made = []
  for (const { partnerCode, provisioningToken } of [first, second]) {
    const reply = await api.call('POST', `${BASE}/client`, {
      token: provisioningToken,
      body: body(partnerCode, partnerCode),
    })
    assert.equal(reply.status, 200, reply.text)
    made.push(reply.body.clientIdentifier)
  }
  assert.notEqual(made[0], made[1])
})
