/** Signatures of Standard Webhooks: against its own library in both directions, and against node:crypto. */
import assert from 'node:assert/strict'
import { createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import Fastify from 'fastify'
import { Webhook } from 'standardwebhooks'
import { isSaatavaError } from './index.ts'
import {
  type WebhookBody,
  WebhookVerificationError,
  eventsOf,
  forExpress,
  forFastify,
  forHono,
  forRequest,
  verify,
} from './webhooks.ts'

const SECRET = `whsec_${randomBytes(24).toString('base64')}`
const OTHER = `whsec_${randomBytes(32).toString('base64')}`
const EVENT = {
  ...{ eventId: '019a4c3e-0000-7000-8000-000000000003', at: '2026-01-01T09:30:00.000Z', subject: 'invoice:1' },
  ...{ type: 'invoice.delivery.sent', data: { invoiceNumber: 1, channel: 'EINVOICE' }, note: 'Åbo ✓' },
  ...{ timestamp: '2026-01-01T09:30:00.000Z', cursor: 'c1', sequence: 1 },
}
const BODY = JSON.stringify(EVENT)

function headersOf(signature: string, at = Date.now(), id = EVENT.eventId) {
  return { 'webhook-id': id, 'webhook-timestamp': String(Math.floor(at / 1000)), 'webhook-signature': signature }
}

function signed(secret = SECRET, body = BODY, at = Date.now()) {
  return headersOf(new Webhook(secret).sign(EVENT.eventId, new Date(at), body), at)
}

const code = (wanted: string) => (error: unknown) => error instanceof WebhookVerificationError && error.code === wanted

test('v1: a body that standardwebhooks has signed is verified, as text and as bytes', async () => {
  for (const body of [BODY, Buffer.from(BODY), new TextEncoder().encode(BODY).buffer])
    assert.deepEqual(await verify(body, signed(), SECRET), EVENT)
})

test('v1: standardwebhooks verifies what we verify, and refuses what we refuse', async () => {
  for (let i = 0; i < 50; i++) {
    const secret = `whsec_${randomBytes(24 + i).toString('base64')}`
    const body = JSON.stringify({ text: randomBytes(i * 7).toString('utf8') })
    const at = Date.now()
    const content = `${EVENT.eventId}.${Math.floor(at / 1000)}.${body}`
    const digest = createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
      .update(content)
      .digest('base64')
    const right = headersOf(`v1,${digest}`, at)
    const wrong = headersOf(`v1,${digest.slice(0, -4)}AAA=`, at)
    const oracle = new Webhook(secret)
    assert.deepEqual(await verify(body, right, secret), oracle.verify(body, right))
    assert.throws(() => oracle.verify(body, wrong))
    await assert.rejects(verify(body, wrong, secret), code('SIGNATURE'))
  }
})

test('v1a: a signature of node:crypto is verified, and one of another key is not', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
  const key = `whpk_${raw.toString('base64')}`
  const at = Date.now()
  const content = `${EVENT.eventId}.${Math.floor(at / 1000)}.${BODY}`
  const signature = sign(null, Buffer.from(content), privateKey).toString('base64')
  assert.deepEqual(await verify(BODY, headersOf(`v1a,${signature}`, at), key), EVENT)
  const stranger = sign(null, Buffer.from(content), generateKeyPairSync('ed25519').privateKey).toString('base64')
  await assert.rejects(verify(BODY, headersOf(`v1a,${stranger}`, at), key), code('SIGNATURE'))
  // The kinds are not confused: a v1 signature fits no public key.
  await assert.rejects(verify(BODY, headersOf(`v1,${signature}`, at), key), code('SIGNATURE'))
  assert.deepEqual(await verify(BODY, headersOf(`v1,AAAA v1a,${signature}`, at), [SECRET, key]), EVENT)
})

test('one secret of several and one signature of several is enough', async () => {
  const both = headersOf(`${signed(OTHER)['webhook-signature']} ${signed()['webhook-signature']}`)
  assert.deepEqual(await verify(BODY, both, SECRET), EVENT)
  assert.deepEqual(await verify(BODY, signed(), [OTHER, SECRET]), EVENT)
  await assert.rejects(verify(BODY, signed(), OTHER), code('SIGNATURE'))
})

test('a refused webhook is no error of a call', async () => {
  const error: unknown = await verify(BODY, signed(), OTHER).catch((error: unknown) => error)
  assert.ok(error instanceof WebhookVerificationError && !isSaatavaError(error))
})

test('every changed byte is noticed: of the body, the id and the time', async () => {
  const headers = signed()
  await assert.rejects(verify(`${BODY} `, headers, SECRET), code('SIGNATURE'))
  await assert.rejects(verify(BODY, { ...headers, 'webhook-id': 'x' }, SECRET), code('SIGNATURE'))
  const later = String(Number(headers['webhook-timestamp']) + 1)
  await assert.rejects(verify(BODY, { ...headers, 'webhook-timestamp': later }, SECRET), code('SIGNATURE'))
})

test('a request of another time is refused, five minutes in both directions', async () => {
  const now = () => 1_800_000_000_000
  for (const [seconds, fits] of [
    [-301, false],
    [-299, true],
    [299, true],
    [301, false],
  ] as const) {
    const call = verify(BODY, signed(SECRET, BODY, now() + seconds * 1000), SECRET, { now })
    if (fits) await call
    else await assert.rejects(call, code('TIMESTAMP'))
  }
  await assert.rejects(verify(BODY, { ...signed(), 'webhook-timestamp': 'x' }, SECRET), code('TIMESTAMP'))
  await verify(BODY, signed(SECRET, BODY, now() - 900_000), SECRET, { now, toleranceSeconds: 1_000 })
})

test('headers are read in any form, and a missing one is named', async () => {
  const plain = signed()
  const capital = Object.fromEntries(Object.entries(plain).map(([name, value]) => [name.toUpperCase(), [value]]))
  for (const headers of [plain, new Headers(plain), capital]) await verify(BODY, headers, SECRET)
  for (const name of Object.keys(plain)) {
    const { [name as keyof typeof plain]: _, ...rest } = plain
    await assert.rejects(verify(BODY, rest, SECRET), code('HEADER_MISSING'))
  }
})

test('a parsed body, a secret that is none and a body that is no JSON are named', async () => {
  await assert.rejects(verify(EVENT as never, signed(), SECRET), code('NOT_RAW'))
  for (const secret of ['', 'whsec_', 'whsec_%%%']) await assert.rejects(verify(BODY, signed(), secret), code('SECRET'))
  await assert.rejects(verify('{', signed(SECRET, '{'), SECRET), code('NOT_JSON'))
})

test('the body is a union by its type: an event, or a batch of events', async () => {
  const batch = JSON.stringify({ type: 'events', timestamp: EVENT.timestamp, events: [EVENT, EVENT] })
  const body: WebhookBody = await verify(batch, signed(SECRET, batch), SECRET)
  assert.equal(eventsOf(body).length, 2)
  const one = await verify(BODY, signed(), SECRET)
  assert.deepEqual(eventsOf(one), [EVENT])
  // The compiler knows the data of each type.
  if (one.type === 'invoice.delivery.sent') assert.equal(one.data.channel.toUpperCase(), 'EINVOICE')
  else assert.fail(one.type)
})

/** Sends a right request, a forged one, and one that the handler fails on; returns the statuses. */
async function statusesOf(send: (headers: Record<string, string>, body: string) => Promise<number>) {
  const failing = JSON.stringify({ ...EVENT, type: 'fail' })
  return [
    await send(signed(), BODY),
    await send(signed(OTHER), BODY),
    await send(signed(SECRET, failing), failing),
    await send({}, BODY),
  ]
}

const WANTED = [204, 401, 500, 401]

function handler() {
  const got: string[] = []
  return {
    got,
    handle: (events: { type: string; eventId: string }[]) => {
      if (events.some(({ type }) => type === 'fail')) throw new Error('the handler failed')
      got.push(...events.map(({ eventId }) => eventId))
    },
  }
}

test('receivers for Request and Hono answer 204, 401 and 500', async () => {
  const { got, handle } = handler()
  const failures: unknown[] = []
  const receive = forRequest(SECRET, handle, { onFailure: (error) => void failures.push(error) })
  const hono = forHono(SECRET, handle)
  const request = (headers: Record<string, string>, body: string) =>
    new Request('https://example.com/hooks', { method: 'POST', headers, body })
  assert.deepEqual(await statusesOf(async (h, b) => (await receive(request(h, b))).status), WANTED)
  assert.equal(failures.length, 3)
  assert.deepEqual(await statusesOf(async (h, b) => (await hono({ req: { raw: request(h, b) } })).status), WANTED)
  assert.deepEqual(got, [EVENT.eventId, EVENT.eventId])
})

const post = (origin: string) => async (headers: Record<string, string>, body: string) =>
  (await fetch(origin, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })).status

test('the receiver for Express reads the body itself, or takes raw bytes that were read before', async () => {
  const { got, handle } = handler()
  const receive = forExpress(SECRET, handle)
  const server = createServer((request, response) => void receive(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  try {
    assert.deepEqual(await statusesOf(post(`http://127.0.0.1:${port}`)), WANTED)
    const large = JSON.stringify({ text: 'x'.repeat(1024 * 1024) })
    assert.equal(await post(`http://127.0.0.1:${port}`)(signed(SECRET, large), large), 401)
  } finally {
    server.closeAllConnections()
    server.close()
  }
  const response = { statusCode: 0, end: () => undefined }
  const parsedBefore = { headers: signed(), body: EVENT, async *[Symbol.asyncIterator]() {} }
  await receive(parsedBefore, response)
  assert.equal(response.statusCode, 401, 'a parsed body has lost its bytes')
  await receive({ ...parsedBefore, body: Buffer.from(BODY) }, response)
  assert.equal(response.statusCode, 204)
  assert.equal(got.length, 2)
})

test('the receiver for Fastify leaves the parser of other routes alone', async () => {
  const { got, handle } = handler()
  const app = Fastify()
  app.post('/other', async ({ body }) => ({ isObject: typeof body === 'object' }))
  await app.register(forFastify(SECRET, handle), { prefix: '/hooks' })
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  try {
    assert.deepEqual(await statusesOf(post(`${origin}/hooks`)), WANTED)
    const other = await app.inject({ method: 'POST', url: '/other', payload: {} })
    assert.deepEqual(other.json(), { isObject: true })
  } finally {
    await app.close()
  }
  assert.deepEqual(got, [EVENT.eventId])
})
