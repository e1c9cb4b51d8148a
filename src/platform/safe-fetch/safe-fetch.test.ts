/** Strangers' addresses and where they may not lead, over real HTTP. */
import assert from 'node:assert/strict'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type TestContext, test } from 'node:test'
import { PUBLIC_INTERNET } from './network.ts'
import { type FetchRefusal, FetchRefused } from './refused.ts'
import { safeFetch } from './safe-fetch.ts'
import { OUTSIDE, type World, type WorldOptions, openWorld } from '../../../test/support/platform/safe-fetch/world.ts'

const LIMITS = { timeoutMs: 20_000, bytesMax: 1_000 }

async function world(
  t: TestContext,
  serve: (request: IncomingMessage, response: ServerResponse) => void,
  options?: WorldOptions,
): Promise<World> {
  const opened = await openWorld(serve, options)
  t.after(() => opened.close())
  return opened
}

async function refused(work: Promise<unknown>, code: FetchRefusal, retryable = false): Promise<FetchRefused> {
  const error = await work.then(
    () => assert.fail(`${code} was expected`),
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof FetchRefused, String(error))
  assert.equal(error.code, code, error.message)
  assert.equal(error.retryable, retryable, error.message)
  return error
}

void test('a file comes over https, and the request carries no cookies or credentials', async (t) => {
  const seen: IncomingMessage['headers'][] = []
  const { origin, network, port } = await world(
    t,
    (request, response) => {
      seen.push(request.headers)
      if (request.url === '/a?b=c')
        return response.writeHead(302, { location: `//other.example.com:${port}/d`, 'set-cookie': 'a=b' }).end()
      response.writeHead(200, { 'content-type': 'Application/PDF; x=y' }).end('%PDF-1.7')
    },
    { tls: true },
  )
  process.env['HTTPS_PROXY'] = 'http://127.0.0.1:1'
  t.after(() => delete process.env['HTTPS_PROXY'])
  const got = await safeFetch(`${origin}/a?b=c#d`, { ...LIMITS, accept: 'application/pdf' }, network)
  assert.equal(Buffer.from(got.bytes).toString(), '%PDF-1.7')
  assert.equal(got.mediaType, 'application/pdf')
  assert.equal(got.finalUrl, `https://other.example.com:${port}/d`)
  assert.deepEqual(Object.keys(seen[1] ?? {}).sort(), ['accept', 'accept-encoding', 'connection', 'host', 'user-agent'])
  assert.equal(seen[1]?.['accept-encoding'], 'identity')
  assert.equal(seen[1]?.host, `other.example.com:${port}`)
})

void test('a certificate of somebody else, or of nobody, is not accepted', async (t) => {
  const { origin, network, port } = await world(t, (_, response) => response.end('x'), { tls: true })
  await refused(safeFetch(`https://third.example.com:${port}/`, LIMITS, network), 'CONNECTION_FAILED')
  const { ca: _ours, ...strict } = network
  await refused(safeFetch(`${origin}/`, LIMITS, strict), 'CONNECTION_FAILED')
})

void test('redirects to the inside are not followed', async (t) => {
  let location = ''
  const opened = await world(t, (_, response) => response.writeHead(302, { location }).end())
  const { origin, network, port } = opened
  const fetched = () => safeFetch(`${origin}/`, LIMITS, network)
  for (const host of ['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '0.0.0.0', '[::]', 'localhost']) {
    location = `http://${host}:${port}/`
    await refused(fetched(), 'ADDRESS_NOT_PUBLIC')
  }
  for (const host of ['2130706433', '0x7f.0x1', '0x7f.1', '0177.1', '127.1', '127.0.0.1.', '127%E3%80%820.0.1']) {
    location = `http://${host}:${port}/`
    await refused(fetched(), 'URL_INVALID')
    location = `//${host}:${port}/`
    await refused(fetched(), 'URL_INVALID')
  }
  location = `http://files.example.com@127.0.0.1:${port}/`
  await refused(fetched(), 'CREDENTIALS_IN_URL')
  location = 'file:///etc/passwd'
  await refused(fetched(), 'URL_INVALID')
  location = 'gopher://127.0.0.1/_x'
  await refused(fetched(), 'SCHEME_NOT_ALLOWED')
  assert.equal(opened.insideRequests(), 0)
})

void test('names that lead inside are refused, also where only one of several addresses does', async (t) => {
  const inside: Record<string, string[]> = {
    'one.example.com': ['127.0.0.1'],
    'six.example.com': ['::1'],
    'mapped.example.com': ['::ffff:127.0.0.1'],
    'meta.example.com': ['169.254.169.254'],
    'mixed.example.com': [OUTSIDE, '127.0.0.1'],
    'last.example.com': [...Array.from({ length: 20 }, () => OUTSIDE), '10.0.0.1'],
    'mixed6.example.com': [OUTSIDE, 'fd00::1'],
  }
  const opened = await world(t, (_, response) => response.end('x'), { names: (host) => inside[host] ?? [] })
  for (const host of Object.keys(inside)) {
    const { message } = await refused(
      safeFetch(`http://${host}:${opened.port}/`, LIMITS, opened.network),
      'ADDRESS_NOT_PUBLIC',
    )
    // Else strangers could ask our name servers what is inside.
    for (const address of inside[host] ?? []) assert.ok(!message.includes(address), message)
  }
  await refused(safeFetch(`http://none.example.com:${opened.port}/`, LIMITS, opened.network), 'DNS_FAILED')
  assert.equal(opened.insideRequests() + opened.outsideRequests(), 0)
})

void test('a name that changes between look-ups leads where it was checked, and is looked up once a request', async (t) => {
  const opened = await world(
    t,
    (request, response) =>
      request.url === '/again' ? response.writeHead(302, { location: '/' }).end() : response.end('outside'),
    { names: (_, nth) => (nth === 1 ? [OUTSIDE] : ['127.0.0.1']) },
  )
  const { port, network, asked } = opened
  const got = await safeFetch(`http://rebound.example.com:${port}/`, LIMITS, network)
  assert.equal(Buffer.from(got.bytes).toString(), 'outside')
  assert.deepEqual(asked, ['rebound.example.com'])
  // At a redirect it is asked again, and found to lead inside.
  await refused(safeFetch(`http://redirects.example.com:${port}/again`, LIMITS, network), 'ADDRESS_NOT_PUBLIC')
  assert.equal(opened.outsideRequests(), 2)
  assert.equal(opened.insideRequests(), 0)
})

void test('an address cannot open a network that the process did not open', async (t) => {
  const opened = await world(t, (_, response) => response.end('x'))
  await refused(safeFetch(`http://127.0.0.1:${opened.port}/`, LIMITS), 'SCHEME_NOT_ALLOWED')
  await refused(safeFetch(`https://127.0.0.1:${opened.port}/`, LIMITS), 'PORT_NOT_ALLOWED')
  await refused(safeFetch('https://127.0.0.1/', LIMITS), 'ADDRESS_NOT_PUBLIC')
  await refused(safeFetch('https://localhost/', LIMITS), 'ADDRESS_NOT_PUBLIC')
  assert.ok(Object.isFrozen(PUBLIC_INTERNET))
  assert.equal(opened.insideRequests(), 0)
})

void test('name servers that fail, are slow, or know nothing', async (t) => {
  const opened = await world(t, (_, response) => response.end('x'))
  const failing = (code: string) => async () => {
    throw Object.assign(new Error(code), { code })
  }
  const url = `${opened.origin}/`
  await refused(safeFetch(url, LIMITS, { ...opened.network, lookup: failing('ENOTFOUND') }), 'DNS_FAILED', false)
  await refused(safeFetch(url, LIMITS, { ...opened.network, lookup: failing('ESERVFAIL') }), 'DNS_FAILED', true)
  const never = { ...opened.network, lookup: () => new Promise<never>(() => undefined) }
  await refused(safeFetch(url, { ...LIMITS, timeoutMs: 100 }, never), 'TIMEOUT', true)
})
