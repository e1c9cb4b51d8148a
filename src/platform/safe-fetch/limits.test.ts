/** Servers that send too much, too slowly, for ever, or nonsense. */
import assert from 'node:assert/strict'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type TestContext, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { type FetchRefusal, FetchRefused } from './refused.ts'
import { type FetchLimits, safeFetch } from './safe-fetch.ts'
import { openWorld } from '../../../test/support/platform/safe-fetch/world.ts'

type Serve = (request: IncomingMessage, response: ServerResponse) => void

async function fetched(t: TestContext, serve: Serve, limits: Partial<FetchLimits> = {}) {
  const { origin, network, close, outsideRequests } = await openWorld(serve)
  t.after(close)
  const started = performance.now()
  const result = await safeFetch(`${origin}/`, { timeoutMs: 30_000, bytesMax: 100_000, ...limits }, network).catch(
    (error: unknown) => {
      assert.ok(error instanceof FetchRefused, String(error))
      return error
    },
  )
  return { result, ms: performance.now() - started, requests: outsideRequests() }
}

function isRefusal(result: unknown, code: FetchRefusal, retryable: boolean): void {
  assert.ok(result instanceof FetchRefused, `${code} was expected`)
  assert.equal(result.code, code, result.message)
  assert.equal(result.retryable, retryable)
}

void test('exactly as much as is allowed, and one byte more', async (t) => {
  const { result } = await fetched(t, (_, response) => response.end(Buffer.alloc(1_000)), { bytesMax: 1_000 })
  assert.ok('bytes' in result)
  assert.equal(result.bytes.byteLength, 1_000)
  for (const headers of [{ 'content-length': 1_001 }, { 'transfer-encoding': 'chunked' }]) {
    const more = await fetched(t, (_, r) => r.writeHead(200, headers).end(Buffer.alloc(1_001)), { bytesMax: 1_000 })
    isRefusal(more.result, 'TOO_LARGE', false)
  }
})

void test('a body without end is cut at the limit', async (t) => {
  let sent = 0
  const { result } = await fetched(t, (_, response) => {
    const chunk = Buffer.alloc(64 * 1024)
    const more = () => {
      while (!response.destroyed && response.write(chunk)) sent += chunk.length
    }
    response.on('drain', more)
    more()
  })
  isRefusal(result, 'TOO_LARGE', false)
  assert.ok(sent < 50_000_000, `${sent} bytes were sent`)
})

void test('a server that says nothing, one that drips headers, and one that drips its body', async (t) => {
  const drip =
    (text: string): Serve =>
    (request) => {
      request.socket.write(text)
      const timer = setInterval(() => request.socket.write('x'), 20)
      request.socket.on('close', () => clearInterval(timer)).on('error', () => undefined)
    }
  const silent: Serve = () => undefined
  const headers = drip('HTTP/1.1 200 OK\r\nx-slow: ')
  const body = drip('HTTP/1.1 200 OK\r\ncontent-length: 90000\r\n\r\n')
  for (const serve of [silent, headers, body]) {
    const { result, ms } = await fetched(t, serve, { timeoutMs: 300 })
    isRefusal(result, 'TIMEOUT', true)
    assert.ok(ms < 15_000, `${ms} ms`)
  }
})

void test('the time is one for all redirects together, and the caller can end it', async (t) => {
  const slow: Serve = (_, response) => void setTimeout(() => response.writeHead(302, { location: '/' }).end(), 150)
  const { result, ms } = await fetched(t, slow, { timeoutMs: 400, redirectsMax: 100 })
  isRefusal(result, 'TIMEOUT', true)
  assert.ok(ms < 15_000, `${ms} ms`)
  isRefusal((await fetched(t, () => undefined, { signal: AbortSignal.timeout(50) })).result, 'TIMEOUT', true)
  const aborted = await fetched(t, () => undefined, { signal: AbortSignal.abort() })
  isRefusal(aborted.result, 'TIMEOUT', true)
  assert.equal(aborted.requests, 0)
})

void test('redirects in a circle, and as many as are allowed', async (t) => {
  const circle: Serve = (_, response) => response.writeHead(307, { location: '/' }).end()
  const { result, requests } = await fetched(t, circle)
  isRefusal(result, 'TOO_MANY_REDIRECTS', false)
  assert.equal(requests, 4)
  const { result: three } = await fetched(t, (request, response) => {
    const at = Number(request.url?.slice(1))
    return at === 3 ? response.end('here') : response.writeHead(301, { location: `/${at + 1}` }).end()
  })
  assert.ok('bytes' in three)
})

void test('compressed bodies are refused unread, however small', async (t) => {
  const bomb = gzipSync(Buffer.alloc(50_000_000))
  assert.ok(bomb.length < 100_000)
  for (const encoding of ['gzip', 'br', 'deflate', 'zstd', 'GZIP', 'identity, gzip']) {
    const { result } = await fetched(t, (_, r) => r.writeHead(200, { 'content-encoding': encoding }).end(bomb))
    isRefusal(result, 'CONTENT_ENCODED', false)
  }
  const plain = await fetched(t, (_, r) => r.writeHead(200, { 'content-encoding': 'identity' }).end('x'))
  assert.ok('bytes' in plain.result)
})

void test('a length that is not true, half an answer, and no HTTP at all', async (t) => {
  const raw =
    (text: string): Serve =>
    (request) =>
      void request.socket.end(text)
  const ok = 'HTTP/1.1 200 OK\r\n'
  const half = await fetched(t, raw(`${ok}content-length: 1000\r\n\r\nhalf`))
  isRefusal(half.result, 'CONNECTION_FAILED', true)
  const chunk = await fetched(t, raw(`${ok}transfer-encoding: chunked\r\n\r\nff\r\nhalf`))
  isRefusal(chunk.result, 'CONNECTION_FAILED', true)
  const longer = await fetched(t, raw(`${ok}content-length: 4\r\n\r\nfour and more`))
  if ('bytes' in longer.result) assert.equal(Buffer.from(longer.result.bytes).toString(), 'four')
  else isRefusal(longer.result, 'CONNECTION_FAILED', true)
  for (const text of [
    'SSH-2.0-OpenSSH_9.9\r\n',
    `${ok}content-length: -1\r\n\r\n`,
    `${ok}content-length: x\r\n\r\n`,
    '',
  ]) {
    isRefusal((await fetched(t, raw(text))).result, 'CONNECTION_FAILED', true)
  }
  const heads = await fetched(t, raw(`${ok}x: ${'x'.repeat(200_000)}\r\n\r\n`))
  isRefusal(heads.result, 'CONNECTION_FAILED', true)
})

void test('every status but 200 says so, and whether it may be another tomorrow', async (t) => {
  for (const [status, retryable] of [
    [204, false],
    [206, false],
    [300, false],
    [304, false],
    [302, false],
    [401, false],
    [403, false],
    [404, false],
    [410, false],
    [408, true],
    [429, true],
    [500, true],
    [503, true],
  ] as const) {
    const { result } = await fetched(t, (_, response) => response.writeHead(status).end())
    isRefusal(result, 'HTTP_STATUS', retryable)
    assert.equal((result as FetchRefused).status, status)
  }
})
