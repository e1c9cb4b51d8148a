/** GET /events: every event once, in one order, whatever is open, committed late or rolled back meanwhile. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PoolClient } from 'pg'
import { IDLE_SECONDS_MAX, withTransaction } from '../../src/platform/database.ts'
import { insertEvents } from '../../src/platform/events.ts'
import { createRandom } from '../support/crash/random.ts'
import { allNumbered } from '../support/feed/all-numbered.ts'
import { until } from '../support/until.ts'
import { type Reply, type TestClient, type TestService, testService } from '../support/service.ts'
import { SEED } from '../support/seed.ts'

const EVENTS = '/api/v1/partner/events'
const READ_MS_MAX = 120_000

interface Event {
  eventId: string
  at: string
  type: string
  subject: string
  data: Record<string, unknown>
}
interface Page {
  events: Event[]
  hasMore: boolean
}

let api: TestService

before(async () => {
  // Without a worker: nothing but the tests writes events, and nothing holds transactions open.
  api = await testService({ role: 'api' }, { ownEvents: true })
})
after(() => api.stop())

const read = (client: TestClient, path: string) => api.call<Page>('GET', path, { token: client.token })

function next(reply: Reply<Page>): string {
  const link = /^<(.+)>; rel="next"$/.exec(reply.headers.get('link') ?? '')?.[1]
  assert.ok(link !== undefined && link.startsWith(`${EVENTS}?`), `a Link leads on: ${reply.headers.get('link')}`)
  return link
}

/** Follows the feed from `path` until nothing more is behind it, once all that is committed can be seen. */
async function numberedFollow(client: TestClient, path: string) {
  await allNumbered(api.pool)
  return follow(client, path)
}

async function follow(client: TestClient, path: string): Promise<{ events: Event[]; path: string; pages: number }> {
  const events: Event[] = []
  for (let pages = 1; ; pages++) {
    const reply = await read(client, path)
    assert.equal(reply.status, 200, reply.text)
    events.push(...reply.body.events)
    path = next(reply)
    if (!reply.body.hasMore) return { events, path, pages }
  }
}

async function begin(): Promise<PoolClient> {
  const tx = await api.pool.connect()
  await tx.query('begin')
  return tx
}

async function end(tx: PoolClient, how: 'commit' | 'rollback'): Promise<void> {
  await tx.query(how)
  tx.release()
}

const put = (tx: PoolClient, client: TestClient, type: string, data: Record<string, unknown> = {}) =>
  insertEvents(api.ctx(), tx, [{ clientId: client.clientIdentifier, type, subject: 'test:1', data }])

test('is protected, and says what is wrong with the query', async () => {
  assert.equal((await api.call('GET', EVENTS)).status, 401)
  const client = await api.createClient()
  for (const [query, pointer] of [
    ['limit=0', '?limit'],
    ['limit=10001', '?limit'],
    ['cursor=abc', '?cursor'],
    [`cursor=${Buffer.from('events 1 99999999999999999999').toString('base64url')}`, '?cursor'],
  ] as const) {
    const reply = await api.call('GET', `${EVENTS}?${query}`, { token: client.token })
    assert.equal(reply.status, 400, query)
    assert.equal(reply.body.errors?.[0]?.pointer, pointer)
  }
})

test('shows what happened to this client, and nothing of another', async () => {
  const [client, other] = [await api.createClient(), await api.createClient()]
  await api.call('PUT', '/api/v1/partner/client/settings', { token: client.token, body: { language: 'en' } })
  const { events, path } = await numberedFollow(client, EVENTS)
  assert.deepEqual(
    events.map(({ type }) => type),
    ['client.created', 'client.settings.changed'],
  )
  for (const event of events) {
    assert.deepEqual(Object.keys(event), ['eventId', 'at', 'type', 'subject', 'data'])
    assert.match(event.eventId, /^[0-9a-f]{8}-[0-9a-f]{4}-7/)
    assert.ok(Math.abs(Date.parse(event.at) - Date.now()) < 60_000)
    assert.equal(event.subject, `client:${client.clientIdentifier}`)
  }
  const later = await read(client, path)
  assert.deepEqual(later.body, { events: [], hasMore: false })
  assert.equal(next(later), path, 'an empty page leads to the same place')
  const refused = await api.call('GET', path, { token: other.token })
  assert.equal(refused.status, 400, 'a cursor is of its client')
  assert.match(refused.text, /another client/)
})

test('an event that is committed late is not skipped, and what is committed before it does not wait', async () => {
  const client = await api.createClient()
  const { path } = await numberedFollow(client, EVENTS)
  const slow = await begin()
  await put(slow, client, 'test.slow')
  const quick = await begin()
  await put(quick, client, 'test.quick')
  await end(quick, 'commit')
  const types = ({ events }: { events: Event[] }) => events.map(({ type }) => type)
  const first = await numberedFollow(client, path)
  assert.deepEqual(types(first), ['test.quick'])
  await end(slow, 'commit')
  const second = await numberedFollow(client, first.path)
  assert.deepEqual(types(second), ['test.slow'])
  assert.deepEqual((await numberedFollow(client, second.path)).events, [])
  assert.deepEqual(
    types(await numberedFollow(client, path)),
    ['test.quick', 'test.slow'],
    'in the same order ever after',
  )
})

test('a transaction whose process is frozen is ended, and holds the feed up no moment', async () => {
  const client = await api.createClient()
  const { path } = await numberedFollow(client, EVENTS)
  let begun: () => void = () => undefined
  const isOpen = new Promise<void>((resolve) => (begun = resolve))
  let backend = 0
  const { promise: isOver, resolve: thaw } = Promise.withResolvers<void>()
  const frozen = withTransaction(api.service.platform.pool, async (tx) => {
    const { rows } = await tx.query<{ ms: string; backend: number }>(
      `select setting as ms, pg_backend_pid() as backend from pg_settings where name = 'idle_in_transaction_session_timeout'`,
    )
    assert.equal(Number(rows[0]?.ms), IDLE_SECONDS_MAX * 1000)
    backend = rows[0]?.backend ?? 0
    // The longest time that a test can wait.
    await tx.query(`set local idle_in_transaction_session_timeout = '400ms'`)
    await put(tx, client, 'test.frozen')
    begun()
    await isOver
    await tx.query('select 1')
  })
  frozen.catch(() => undefined)
  await isOpen
  const other = await begin()
  await put(other, client, 'test.other')
  await end(other, 'commit')
  const page = await numberedFollow(client, path)
  assert.deepEqual(
    page.events.map(({ type }) => type),
    ['test.other'],
  )
  await until(
    'the server ends it',
    async () => (await api.pool.query('select from pg_stat_activity where pid = $1', [backend])).rowCount,
    (count) => count === 0,
  )
  thaw()
  await assert.rejects(frozen)
  assert.deepEqual((await numberedFollow(client, page.path)).events, [])
})

test('a cursor of an earlier version, of another feed, or ahead of the feed is refused: it would pass over rows', async () => {
  const client = await api.createClient()
  const feeds = { events: EVENTS, distribution: '/api/v2/partner/invoice/distribution' }
  for (const [feed, path] of Object.entries(feeds))
    for (const [text, message] of [
      ['900 01890000-0000-7000-8000-000000000000', /earlier version/],
      [`${feed} 1 1`, /another client/],
      [`${feed === 'events' ? 'distribution' : 'events'} ${client.clientIdentifier} 1`, /unchanged/],
      [`${feed} ${client.clientIdentifier} 900000000000`, /ahead of this feed/],
    ] as const) {
      const cursor = Buffer.from(text).toString('base64url')
      const reply = await api.call('GET', `${path}?cursor=${cursor}`, { token: client.token })
      assert.equal(reply.status, 400, reply.text)
      assert.equal(reply.body.errors?.[0]?.code, 'INVALID_CURSOR')
      assert.match(reply.text, message)
    }
})

test('a change that is rolled back leaves no event', async () => {
  const client = await api.createClient()
  const { path } = await numberedFollow(client, EVENTS)
  const lost = await begin()
  await put(lost, client, 'test.lost')
  const kept = await begin()
  await put(kept, client, 'test.kept')
  await end(kept, 'commit')
  await end(lost, 'rollback')
  assert.deepEqual(
    (await numberedFollow(client, path)).events.map(({ type }) => type),
    ['test.kept'],
  )
})

test('pages of any size hold the same events; within a transaction they keep their order', async () => {
  const client = await api.createClient()
  const tx = await begin()
  for (let n = 0; n < 25; n++) await put(tx, client, n % 5 === 0 ? 'test.fifth' : 'test.other', { n })
  await end(tx, 'commit')
  const all = await numberedFollow(client, EVENTS)
  assert.deepEqual(
    all.events.slice(1).map(({ data }) => data['n']),
    Array.from({ length: 25 }, (_, n) => n),
  )
  for (const limit of [1, 7, 26, 27]) {
    const page = await numberedFollow(client, `${EVENTS}?limit=${limit}`)
    assert.deepEqual(page.events, all.events, `by ${limit}`)
    assert.match(page.path, new RegExp(`limit=${limit}&`))
  }
})

test('the feed filters by the beginning of a type', async () => {
  const client = await api.createClient()
  const tx = await begin()
  for (let n = 0; n < 25; n++) await put(tx, client, n % 5 === 0 ? 'test.fifth' : 'test_x.other', { n })
  await end(tx, 'commit')
  const numbers = async (query: string) => {
    const page = await numberedFollow(client, `${EVENTS}?${query}`)
    return page.events.map(({ data }) => data['n'])
  }
  assert.deepEqual(await numbers('type=test.fifth'), [0, 5, 10, 15, 20])
  assert.deepEqual(await numbers('type=test.&limit=2'), [0, 5, 10, 15, 20])
  assert.equal((await numbers('type=test&limit=5')).length, 25)
  assert.deepEqual(await numbers('type=est'), [])
  assert.deepEqual(await numbers('type=%25'), [], 'no pattern')
  // Where nothing of the type comes, the reader still gets on: what was looked at is not looked at again.
  await allNumbered(api.pool)
  const none = await read(client, `${EVENTS}?type=nothing`)
  assert.notEqual(next(none), `${EVENTS}?type=nothing`)
  const later = await begin()
  await put(later, client, 'nothing.at.last')
  await end(later, 'commit')
  assert.equal((await numberedFollow(client, next(none))).events.length, 1)
})

test('a reader beside many writers, some of them slow, sees every event exactly once and in order', async () => {
  const client = await api.createClient()
  const WRITERS = 6
  const EACH = 60
  let writing = WRITERS
  let rolledBack = 0
  /** Order of commits of one writer, whose transactions follow each other. */
  const committed: string[][] = []
  const writer = async (w: number) => {
    const random = createRandom(SEED, `writer ${w}`)
    const mine: string[] = (committed[w] = [])
    for (let n = 0; n < EACH; n++) {
      const tx = await api.pool.connect()
      await tx.query('begin')
      const names = Array.from({ length: 1 + ((w + n) % 3) }, (_, i) => `${w}-${n}-${i}`)
      for (const name of names) await put(tx, client, 'test.many', { name })
      // Some commit at once, some are overtaken by dozens of others.
      if (random.chance(0.3)) await sleep(random.integer(0, 60))
      const keep = random.chance(0.9)
      await tx.query(keep ? 'commit' : 'rollback')
      tx.release()
      if (keep) mine.push(...names)
      else rolledBack++
    }
    writing--
  }
  const seen: string[] = []
  const reader = async () => {
    let path = `${EVENTS}?type=test.many&limit=10`
    const deadline = Date.now() + READ_MS_MAX
    for (;;) {
      const last = writing === 0
      if (last) await allNumbered(api.pool)
      const page = await follow(client, path)
      seen.push(...page.events.map(({ data }) => String(data['name'])))
      path = page.path
      if (last) return
      assert.ok(Date.now() < deadline, 'the writers come to an end')
    }
  }
  await Promise.all([reader(), ...Array.from({ length: WRITERS }, (_, w) => writer(w))])
  const expected = committed.flat()
  assert.ok(expected.length > 300 && rolledBack > 0)
  assert.equal(new Set(seen).size, seen.length, 'none twice')
  assert.deepEqual([...seen].sort(), [...expected].sort(), 'none skipped, none that was rolled back')
  for (const [w, names] of committed.entries())
    assert.deepEqual(
      seen.filter((name) => name.startsWith(`${w}-`)),
      names,
      'what one writer committed before it began the next comes before',
    )
})
