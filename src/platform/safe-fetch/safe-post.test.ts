/** Posts to strangers' addresses, over real HTTP. */
import assert from 'node:assert/strict'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type TestContext, test } from 'node:test'
import { OUTSIDE, type WorldOptions, openWorld } from '../../../test/support/platform/safe-fetch/world.ts'
import { type FetchRefusal, FetchRefused } from './refused.ts'
import { safePost } from './safe-post.ts'

const POST = {
  headers: { 'content-type': 'application/json' },
  body: Buffer.from('{}'),
  timeoutMs: 20_000,
  answerBytesMax: 1_024,
}

async function world(
  t: TestContext,
  serve: (request: IncomingMessage, response: ServerResponse) => void,
  options?: WorldOptions,
) {
  const opened = await openWorld(serve, options)
  t.after(() => opened.close())
  return opened
}

async function refused(work: Promise<unknown>, code: FetchRefusal): Promise<void> {
  const error = await work.then(
    () => assert.fail(`${code} was expected`),
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof FetchRefused, String(error))
  assert.equal(error.code, code, error.message)
}

test('a body is posted, and every status is an answer; a redirect is not followed', async (t) => {
  const seen: string[] = []
  const { origin, network, insideRequests } = await world(t, (request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers['content-type']}`)
    const status = Number(request.url?.slice(1))
    response.writeHead(status, { location: 'http://127.0.0.1/', 'retry-after': '7' }).end()
  })
  for (const status of [200, 302, 307, 410, 500]) {
    const answer = await safePost(`${origin}/${status}`, POST, network)
    assert.equal(answer.status, status)
    assert.equal(answer.header('retry-after'), '7')
  }
  assert.equal(seen.length, 5)
  assert.equal(seen[0], 'POST /200 application/json')
  assert.equal(insideRequests(), 0)
})

test('the beginning of an answer is read as text, and none where the server is not on the public internet', async (t) => {
  const { origin, network } = await world(t, (_, response) => response.end(`a\0b${'c'.repeat(5_000)}`))
  const answer = await safePost(`${origin}/`, POST, network)
  assert.equal(answer.status, 200)
  // The world's outside is an address of loopback: nobody reads there.
  assert.equal(answer.text, undefined)
})

test('an answer that does not end counts by its status', async (t) => {
  const { origin, network } = await world(t, (_, response) => void response.writeHead(200).write('begins'))
  assert.equal((await safePost(`${origin}/`, { ...POST, timeoutMs: 300 }, network)).status, 200)
})

test('a server that is silent, strange or inside is refused', async (t) => {
  const names = { 'inside.example.com': ['127.0.0.1'], 'mixed.example.com': [OUTSIDE, '10.0.0.1'] } as Record<
    string,
    string[]
  >
  const opened = await world(t, () => undefined, { names: (host) => names[host] ?? [OUTSIDE] })
  const { origin, network, port } = opened
  await refused(safePost(`${origin}/`, { ...POST, timeoutMs: 200 }, network), 'TIMEOUT')
  await refused(safePost(`http://inside.example.com:${port}/`, POST, network), 'ADDRESS_NOT_PUBLIC')
  await refused(safePost(`http://mixed.example.com:${port}/`, POST, network), 'ADDRESS_NOT_PUBLIC')
  assert.equal(opened.insideRequests(), 0)
})

test('a name that changes its address between check and connection leads where it was checked', async (t) => {
  const opened = await world(t, (_, response) => response.end(), {
    names: (_, nth) => (nth === 1 ? [OUTSIDE] : ['127.0.0.1']),
  })
  assert.equal((await safePost(`http://rebound.example.com:${opened.port}/`, POST, opened.network)).status, 200)
  await refused(safePost(`http://rebound.example.com:${opened.port}/`, POST, opened.network), 'ADDRESS_NOT_PUBLIC')
  assert.equal(opened.insideRequests(), 0)
})
