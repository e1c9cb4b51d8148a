/** Retries, limits of time, hooks and errors, against a server of the test. */
import assert from 'node:assert/strict'
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { after, afterEach, before, mock, test } from 'node:test'
import {
  AuthError,
  type ClientOptions,
  ConflictError,
  ConnectionError,
  RateLimitError,
  type ResponseInfo,
  RuleError,
  ServerError,
  TimeoutError,
  ValidationError,
  connections,
  createClient,
  invoices,
  isSaatavaError,
  settings,
} from './index.ts'

const TOKEN = '8848372d-8457-4ca4-9da9-673f1cdd6684'

interface Seen {
  method: string | undefined
  url: string | undefined
  headers: IncomingMessage['headers']
  body: string
}

type Play = (response: ServerResponse, seen: Seen) => void

let plays: Play[] = []
let seen: Seen[] = []
const server = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk) => (body += String(chunk)))
  request.on('end', () => {
    const one = { method: request.method, url: request.url, headers: request.headers, body }
    seen.push(one)
    const play = plays.shift()
    if (play === undefined) return void response.writeHead(500).end('no play is left')
    play(response, one)
  })
})
let baseUrl = ''

before(async () => {
  mock.method(Math, 'random', () => 0)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
afterEach(() => {
  plays = []
  seen = []
})
after(() => {
  mock.restoreAll()
  server.closeAllConnections()
  server.close()
})

const client = (options: Partial<ClientOptions> = {}) => createClient({ token: TOKEN, baseUrl, ...options })

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Play =>
  (response) =>
    response
      .writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'r-1', ...headers })
      .end(JSON.stringify(body))
const problem = (status: number, word: string, more: object = {}, headers: Record<string, string> = {}): Play =>
  json(status, { type: `/docs/errors#${word}`, title: 'Title', status, detail: `It is ${word}.`, ...more }, headers)
const cut: Play = (response) => response.destroy()
const never: Play = () => undefined
const half: Play = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
  response.write('{"apiAccessToken":"8848')
  setTimeout(() => response.destroy(), 5)
}
const notJson: Play = (response) => response.end('{"apiAccessToken":"secret-of-the-answer')

const submit = (options = {}) => invoices.submit(client(), {} as never, options)

test('a write is tried again with the same key and the same bytes', async () => {
  plays = [cut, half, json(200, { invoiceNumber: 7 })]
  const answer = await submit()
  assert.equal(answer.invoiceNumber, 7)
  assert.equal(seen.length, 3)
  const keys = seen.map(({ headers }) => headers['idempotency-key'])
  assert.match(String(keys[0]), /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.deepEqual(new Set(keys).size, 1)
  assert.equal(new Set(seen.map(({ body }) => body)).size, 1)
  plays = [json(200, {})]
  await submit()
  assert.notEqual(seen.at(-1)?.headers['idempotency-key'], keys[0], 'another call has another key')
})

test('statuses that pass are tried again, and no others', async () => {
  for (const status of [408, 425, 429, 500, 502, 503, 504]) {
    plays = [problem(status, 'x'), json(200, {})]
    await submit()
  }
  plays = [problem(409, 'conflict', {}, { 'retry-after': '0' }), json(200, {})]
  await submit()
  for (const status of [400, 401, 403, 404, 409, 422]) {
    seen = []
    plays = [problem(status, 'x')]
    await assert.rejects(submit(), (error) => isSaatavaError(error) && error.status === status && !error.retryable)
    assert.equal(seen.length, 1, String(status))
  }
})

test('a call gives up after its tries, and says that it may succeed later', async () => {
  plays = [cut, cut, cut, json(200, {})]
  await assert.rejects(
    submit(),
    (error) => error instanceof ConnectionError && error.code === 'CONNECTION' && error.retryable,
  )
  plays = [problem(503, 'unavailable')]
  await assert.rejects(submit({ retries: 0 }), (error) => error instanceof ServerError && error.code === 'UNAVAILABLE')
})

test('Retry-After is obeyed; a long one is left to the caller', async () => {
  plays = [problem(429, 'too-many-requests', {}, { 'retry-after': '1' }), json(200, {})]
  const began = performance.now()
  await submit()
  assert.ok(performance.now() - began >= 990)
  plays = [problem(429, 'too-many-requests', {}, { 'retry-after': '3600' })]
  await assert.rejects(
    submit(),
    (error) => error instanceof RateLimitError && error.retryAfterMs === 3_600_000 && error.retryable,
  )
})

test('a write that nothing protects is tried again only where the service says that it did nothing', async () => {
  const consent = () => connections.consent(client(), { authorizationCode: 'a', redirectUri: 'b' })
  for (const play of [cut, half, problem(500, 'internal'), problem(503, 'unavailable')]) {
    seen = []
    plays = [play, json(200, {})]
    await assert.rejects(consent(), (error) => isSaatavaError(error) && !error.retryable)
    assert.equal(seen.length, 1)
  }
  plays = [problem(429, 'too-many-requests'), json(200, {})]
  await consent()
})

test('an answer that comes too late, or stops in the middle, is tried again', async () => {
  const stops: Play = (response) => void response.writeHead(200, { 'content-length': '9' }).write('{')
  plays = [never, stops, json(200, { invoiceNumber: 1 })]
  assert.equal((await submit({ timeoutMs: 40 })).invoiceNumber, 1)
  plays = [never]
  await assert.rejects(
    submit({ timeoutMs: 30, retries: 0 }),
    (error) => error instanceof TimeoutError && error instanceof ConnectionError && error.code === 'TIMEOUT',
  )
})

test('a signal ends a call while it waits for the answer, and while it waits to try again', async () => {
  const reason = new Error('the user left')
  for (const play of [never, problem(503, 'unavailable', {}, { 'retry-after': '30' })]) {
    const controller = new AbortController()
    plays = [play]
    const call = submit({ signal: controller.signal })
    setTimeout(() => controller.abort(reason), 30)
    await assert.rejects(call, reason)
  }
  seen = []
  await assert.rejects(submit({ signal: AbortSignal.abort(reason) }), reason)
  assert.equal(seen.length, 0)
})

test('each kind of refusal has its class, with code, request and faults', async () => {
  const faults = [{ pointer: '/invoice/header/date', code: 'INVALID_DATE', message: 'must be a day', received: 'x' }]
  const classes = [
    [400, ValidationError],
    [403, AuthError],
    [409, ConflictError],
    [422, RuleError],
  ] as const
  for (const [status, Class] of classes) {
    plays = [problem(status, 'some-code', { errors: faults, clientIdentifier: 3 })]
    const error: unknown = await submit().catch((error: unknown) => error)
    assert.ok(error instanceof Class)
    assert.deepEqual([error.code, error.status, error.requestId], ['SOME_CODE', status, 'r-1'])
    assert.equal(error.faults[0]?.pointer, '/invoice/header/date')
    assert.equal(error.problem['clientIdentifier'], 3)
    assert.equal(error.response?.status, status)
    assert.match(error.message, /It is some-code\.\n {2}\/invoice\/header\/date must be a day/)
    assert.ok(!JSON.stringify(error).includes('received'))
  }
  plays = [(response) => response.writeHead(400).end('<html>')]
  await assert.rejects(submit(), (error) => isSaatavaError(error) && error.code === 'HTTP_400')
  assert.ok(!isSaatavaError(new Error('x')) && !isSaatavaError(undefined))
})

test('a redirect is not followed: the token stays here', async () => {
  plays = [(response) => response.writeHead(302, { location: 'https://example.com/' }).end()]
  await assert.rejects(submit(), (error) => error instanceof ConnectionError && error.code === 'REDIRECT')
  assert.equal(seen.length, 1)
})

test('no error, no hook and no view of the client shows the token', async () => {
  const heard: unknown[] = []
  const loud = client({
    onRequest: (request) => void heard.push(request),
    onResponse: (response) => void heard.push(response),
    retries: 0,
  })
  const failing = client({ retries: 0, fetch: (_url, init) => Promise.reject(new Error(inspect(init))) })
  const errors: unknown[] = []
  const note = (error: unknown) => void errors.push(error)
  for (const play of [cut, half, notJson, problem(401, 'unauthorized'), problem(500, 'internal')]) {
    plays = [play]
    await invoices.submit(loud, {} as never).catch(note)
  }
  await invoices.submit(failing, {} as never).catch(note)
  assert.equal(errors.length, 6)
  assert.throws(
    () => createClient({ token: `${TOKEN}\n${TOKEN}`, baseUrl }),
    (error) => Boolean(note(error)) || true,
  )
  const views = [loud, failing, ...errors, ...heard].flatMap((one) => [
    inspect(one, { depth: 9, showHidden: true }),
    JSON.stringify(one),
    String((one as Error).stack),
  ])
  for (const view of views) {
    assert.ok(!view.includes(TOKEN), view)
    assert.ok(!view.includes('secret-of-the-answer'), view)
  }
  assert.equal(heard.length, 10)
})

test('hooks see each try with its operation, status and time', async () => {
  const heard: ResponseInfo[] = []
  plays = [problem(503, 'unavailable'), json(200, {})]
  await invoices.get(client({ onResponse: (info) => void heard.push(info) }), { number: 5 })
  assert.deepEqual(
    heard.map(({ operation, attempt, status, requestId, error }) => [
      operation,
      attempt,
      status,
      requestId,
      error?.code,
    ]),
    [
      ['GET /invoice/{number}', 0, 503, 'r-1', 'UNAVAILABLE'],
      ['GET /invoice/{number}', 1, 200, 'r-1', undefined],
    ],
  )
})

test('a call gives its data, its response, or the response unread', async () => {
  plays = [json(200, { invoiceNumber: 5 }), json(200, { invoiceNumber: 5 }), json(200, { invoiceNumber: 5 })]
  assert.equal((await invoices.get(client(), { number: 5 })).invoiceNumber, 5)
  const { data, response, requestId } = await invoices.get(client(), { number: 5 }).withResponse()
  assert.deepEqual([data.invoiceNumber, response.status, requestId], [5, 200, 'r-1'])
  const raw = await invoices.get(client(), { number: 5 }).raw()
  assert.deepEqual(await raw.json(), { invoiceNumber: 5 })
  plays = [problem(404, 'not-found'), problem(404, 'not-found')]
  await assert.rejects(invoices.get(client(), { number: 5 }).withResponse(), { status: 404 })
  await assert.rejects(invoices.get(client(), { number: 5 }).raw(), { status: 404 })
})

test('parts of the path, the query and the headers come from the input and the options', async () => {
  plays = [json(200, {}), (response) => response.end('%PDF')]
  const own = client({ headers: { 'x-from': 'all' } })
  await invoices.get(own, { number: 5, type: undefined }, { headers: { 'x-one': 'call' } })
  assert.deepEqual([seen[0]?.method, seen[0]?.url], ['GET', '/api/v1/partner/invoice/5'])
  const { headers } = seen[0] as Seen
  assert.deepEqual([headers['x-api-key'], headers['x-from'], headers['x-one']], [TOKEN, 'all', 'call'])
  assert.match(String(headers['user-agent']), /^saatava-client\/\d+\.\d+\.\d+$/)
  assert.equal(headers['idempotency-key'], undefined)
  const pdf = await invoices.document(own, { number: 5, format: 'PDF' })
  assert.equal(await pdf.text(), '%PDF')
  assert.equal(seen[1]?.url, '/api/v1/partner/invoice/5/document?format=PDF')
  await assert.rejects(invoices.get(own, {} as never), /needs number/)
})

test('an answer that says "not changed" is an answer', async () => {
  plays = [(response) => response.writeHead(304).end()]
  const logo = await settings.logo(client(), { headers: { 'if-none-match': '"x"' } })
  assert.equal(logo.status, 304)
})

test('options that cannot be are refused at once', async () => {
  assert.throws(() => createClient({ token: '', baseUrl }), TypeError)
  assert.throws(() => createClient({ token: TOKEN, baseUrl: 'saatava.example.com' }), /https/)
  await assert.rejects(invoices.get({ baseUrl }, { number: 1 }), /made by createClient/)
})

test('a page of a browser gets no client unless it says so', () => {
  Object.assign(globalThis, { window: {}, document: {} })
  try {
    assert.throws(() => client(), /secret/)
    assert.ok(client({ allowBrowser: true }))
  } finally {
    Reflect.deleteProperty(globalThis, 'window')
    Reflect.deleteProperty(globalThis, 'document')
  }
})

test('a token may come from a function, and is read for each request', async () => {
  let count = 0
  plays = [json(200, {}), json(200, {})]
  const own = client({ token: async () => `token-${++count}` })
  await invoices.get(own, { number: 1 })
  await invoices.get(own, { number: 1 })
  assert.deepEqual(
    seen.map(({ headers }) => headers['x-api-key']),
    ['token-1', 'token-2'],
  )
})
