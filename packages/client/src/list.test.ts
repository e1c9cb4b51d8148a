/** Pages, feeds that are followed, and batches, against a `fetch` of the test. */
import assert from 'node:assert/strict'
import { after, before, mock, test } from 'node:test'
import { createClient, events, invoices, payments, settlements } from './index.ts'

before(() => void mock.method(Math, 'random', () => 0))
after(() => mock.restoreAll())

interface Asked {
  url: URL
  init: RequestInit
}

type Answerer = (asked: Asked, count: number) => Response | Promise<Response>

function clientOf(answer: Answerer) {
  const asked: Asked[] = []
  const client = createClient({
    token: 'token',
    baseUrl: 'https://saatava.example.com/under',
    fetch: async (url, init) => {
      const one = { url: new URL(url), init }
      asked.push(one)
      return answer(one, asked.length - 1)
    },
  })
  return { client, asked }
}

const json = (body: unknown, link?: string) =>
  Response.json(body, link === undefined ? {} : { headers: { link: `<${link}>; rel="next"` } })

/** Two pages of two; the service adds the day that it has settled for. */
const payPages: Answerer = (_, count) =>
  count % 2 === 0
    ? json([{ caseId: 1 }, { caseId: 2 }], '/api/v1/partner/payments?fromDate=2026-01-01&cursor=abc')
    : json([{ caseId: 3 }])

test('a list asks for the next page when the one before is used up, with the parameters of its Link', async () => {
  const { client, asked } = clientOf(payPages)
  const seen: number[] = []
  for await (const { caseId } of payments.list(client, { limit: 2 })) {
    seen.push(caseId)
    assert.equal(asked.length, seen.length <= 2 ? 1 : 2)
  }
  assert.deepEqual(seen, [1, 2, 3])
  assert.deepEqual(
    asked.map(({ url }) => url.pathname + url.search),
    ['/under/api/v1/partner/payments?limit=2', '/under/api/v1/partner/payments?limit=2&fromDate=2026-01-01&cursor=abc'],
  )
})

test('a list gives pages with their cursors, an array up to a limit, and its first page alone', async () => {
  const { client, asked } = clientOf(payPages)
  const list = payments.list(client)
  const pages = await Array.fromAsync(list.pages())
  assert.deepEqual(
    pages.map(({ items, cursor }) => [items.length, cursor]),
    [
      [2, 'abc'],
      [1, undefined],
    ],
  )
  asked.length = 0
  assert.equal((await list.toArray({ max: 2 })).length, 2)
  assert.equal(asked.length, 1, 'no page beyond the limit')
  asked.length = 0
  assert.equal((await list.toArray({ max: 10 })).length, 3)
  assert.deepEqual(await list.toArray({ max: 0 }), [])
  asked.length = 0
  assert.equal((await list.first()).length, 2)
})

test('a list without any result is empty', async () => {
  const { client } = clientOf(() => new Response(null, { status: 204 }))
  assert.deepEqual(await payments.list(client).toArray({ max: 5 }), [])
})

test('leaving the loop over unfetched settlements confirms nothing', async () => {
  const page = json({ settlements: [{ settlementId: 1 }, { settlementId: 2 }] }, '/x?unfetchedOnly=true&cursor=p1')
  const { client, asked } = clientOf((_, count) => (count === 0 ? page.clone() : json({ settlements: [] })))
  for await (const { settlementId } of settlements.unfetched(client)) if (settlementId === 2) break
  assert.equal(asked.length, 1)
  asked.length = 0
  for await (const _ of settlements.unfetched(client)) assert.equal(asked.length, 1)
  assert.deepEqual(
    asked.map(({ url }) => url.searchParams.get('cursor')),
    [null, 'p1'],
  )
})

const event = (n: number) => ({ eventId: `e${n}`, at: '2026-01-01T00:00:00Z', type: 'invoice.received', data: {} })

test('a feed is followed through failures that pass; each event has a cursor to go on from', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const pages = [
    json({ events: [event(1), event(2)], hasMore: true }, '/e?cursor=c2'),
    json({ events: [], hasMore: false }, '/e?cursor=c2'),
    Response.json({ type: '#unavailable' }, { status: 503 }),
    json({ events: [event(3)], hasMore: false }, '/e?cursor=c3'),
  ]
  const { client, asked } = clientOf((_, count) => pages[count] ?? json({ events: [], hasMore: false }, '/e?cursor=c3'))
  const controller = new AbortController()
  const failures: unknown[] = []
  const options = { after: 'c0', signal: controller.signal, retries: 0, onFailure: (e: unknown) => failures.push(e) }
  const ticking = setInterval(() => t.mock.timers.tick(10_000), 5)
  const seen: unknown[] = []
  for await (const { eventId, cursor } of events.follow(client, options)) {
    seen.push([eventId, cursor])
    if (eventId === 'e3') controller.abort()
  }
  clearInterval(ticking)
  assert.deepEqual(seen, [
    ['e1', 'c0'],
    ['e2', 'c2'],
    ['e3', 'c3'],
  ])
  assert.equal(failures.length, 1)
  assert.deepEqual(
    asked.map(({ url }) => url.searchParams.get('cursor')),
    ['c0', 'c2', 'c2', 'c2'],
  )
})

test('a feed ends with an error that does not pass', async () => {
  const { client } = clientOf(() => Response.json({ type: '#unauthorized' }, { status: 401 }))
  await assert.rejects(events.follow(client).next(), { code: 'UNAUTHORIZED' })
})

const outcome = (line: number, status = 200) => `${JSON.stringify({ line, status, invoiceNumber: line })}\n`

/** An answer that comes in pieces, and may break off. */
function inPieces(pieces: string[], breaks = false): Response {
  const stream = new ReadableStream({
    async pull(controller) {
      const piece = pieces.shift()
      if (piece !== undefined) return controller.enqueue(new TextEncoder().encode(piece))
      if (breaks) controller.error(new Error('cut'))
      else controller.close()
    },
  })
  return new Response(stream, { headers: { 'content-type': 'application/x-ndjson' } })
}

test('a batch goes on where its answer broke off, with the same bytes under the same key', async () => {
  const { client, asked } = clientOf((_, count) =>
    count === 0
      ? inPieces([outcome(1), outcome(2).slice(0, 9)], true)
      : inPieces([outcome(1) + outcome(2).slice(0, 5), outcome(2).slice(5), outcome(3)]),
  )
  async function* source() {
    for (const number of [1, 2, 3]) yield { invoice: { header: { number } } } as never
  }
  const seen = await Array.fromAsync(invoices.batch(client, source()))
  assert.deepEqual(
    seen.map(({ line }) => line),
    [1, 2, 3],
  )
  assert.equal(asked.length, 2)
  assert.equal(new Set(asked.map(({ init }) => init.body)).size, 1)
  assert.equal(new Set(asked.map(({ init }) => new Headers(init.headers).get('idempotency-key'))).size, 1)
  assert.equal(
    (
      asked
        .map(({ init }) => init.body as string)
        .join('')
        .match(/\n/g) ?? []
    ).length,
    6,
  )
})

test('a batch is sent in parts as the source gives them, and its lines are counted through', async () => {
  const { client, asked } = clientOf(({ init }) => {
    const lines = (init.body as string).trimEnd().split('\n').length
    return inPieces(Array.from({ length: lines }, (_, i) => outcome(i + 1)))
  })
  let given = 0
  function* source() {
    for (; given < 1_100; given++) yield { invoice: {} } as never
  }
  let last = 0
  for await (const { line } of invoices.batch(client, source(), { idempotencyKey: 'night-7' })) {
    assert.equal(line, ++last)
    assert.ok(given - line <= 501, `${given} were taken for line ${line}`)
  }
  assert.equal(last, 1_100)
  const keys = asked.map(({ init }) => new Headers(init.headers).get('idempotency-key'))
  assert.deepEqual(keys, ['night-7.0', 'night-7.500', 'night-7.1000'])
})

test('a line that could not be stored now is sent again, and given as it is in the end', async () => {
  const { client, asked } = clientOf((_, count) => inPieces([outcome(1), outcome(2, count < 5 ? 503 : 200)]))
  const seen = await Array.fromAsync(invoices.batch(client, [{}, {}] as never[]))
  assert.deepEqual(
    seen.map(({ line, status }) => [line, status]),
    [
      [1, 200],
      [2, 503],
    ],
  )
  assert.equal(asked.length, 3)
})

test('a problem of the whole batch is an error', async () => {
  const line = `${JSON.stringify({ status: 413, type: '#too-large', title: 'x', detail: 'The body is larger.' })}\n`
  const { client } = clientOf(() => inPieces([outcome(1), line]))
  const seen: number[] = []
  const run = async () => {
    for await (const { line } of invoices.batch(client, [{}, {}] as never[])) seen.push(line)
  }
  await assert.rejects(run(), { code: 'TOO_LARGE', status: 413 })
  assert.deepEqual(seen, [1])
})
