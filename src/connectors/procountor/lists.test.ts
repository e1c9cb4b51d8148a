/** Walking a search to its end, on servers that order and page in their own ways. */
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { createHttpPort } from '../http.ts'
import { createClient } from './client.ts'
import { listAll } from './lists.ts'
import { failure, signal } from '../../../test/support/connectors/procountor/world.ts'

type Page = (query: URLSearchParams) => { results: { id: number }[]; meta?: { totalCount: number } }

async function walkOn(context: TestContext, page: Page, max?: number): Promise<number[]> {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://localhost')
    response.setHeader('content-type', 'application/json').end(JSON.stringify(page(searchParams)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const line = createHttpPort()
  context.after(async () => {
    await line.close()
    server.close()
  })
  const tokens = { get: async () => 'token', drop() {}, renewalsMax: 1 as const }
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const tools = { http: line.http, now: () => new Date() }
  const client = createClient({ baseUrl, timeoutMs: 5_000, tokens }, tools)
  return (await listAll(client, '/things', {}, signal, max)).map((record) => record['id'] as number)
}

const ids = (count: number) => Array.from({ length: count }, (_, i) => ({ id: i + 1 }))
const sorted = (found: number[]) => found.toSorted((a, b) => a - b)
const expected = (count: number) => ids(count).map(({ id }) => id)
const PAGE = 200

void test('by id, as the schema has it', async (context) => {
  for (const count of [0, 1, 199, 200, 201, 650]) {
    const found = await walkOn(context, (query) => {
      const after = Number(query.get('previousId') ?? 0)
      return {
        results: ids(count)
          .filter(({ id }) => id > after)
          .slice(0, PAGE),
        meta: { totalCount: count },
      }
    })
    assert.deepEqual(found, expected(count))
  }
})

void test('a server that orders otherwise is walked by page numbers', async (context) => {
  // Ordered by another column: previousId would skip most of it.
  const mixed = ids(650).toSorted((a, b) => ((a.id * 7919) % 653) - ((b.id * 7919) % 653))
  const found = await walkOn(context, (query) => {
    const after = query.get('previousId')
    const from =
      after === null ? Number(query.get('page') ?? 0) * PAGE : mixed.findIndex(({ id }) => id === Number(after)) + 1
    return { results: mixed.slice(from, from + PAGE), meta: { totalCount: 650 } }
  })
  assert.deepEqual(sorted(found), expected(650))
})

void test('a server that does not know previousId is walked by page numbers', async (context) => {
  const found = await walkOn(context, (query) => {
    const from = Number(query.get('page') ?? 0) * PAGE
    return { results: ids(650).slice(from, from + PAGE) }
  })
  assert.deepEqual(sorted(found), expected(650))
})

void test('half a list is an error, never the end', async (context) => {
  const half = walkOn(context, () => ({ results: ids(150), meta: { totalCount: 151 } }))
  assert.deepEqual([(await failure(half)).kind, (await failure(half)).code], ['temporary', 'LIST_INCOMPLETE'])
  const same = walkOn(context, () => ({ results: ids(PAGE), meta: { totalCount: 300 } }), 1_000)
  assert.equal((await failure(same)).code, 'LIST_INCOMPLETE')
})

void test('a search wider than its limit is refused', async (context) => {
  const wide = walkOn(
    context,
    (query) => ({
      results: ids(2_000)
        .filter(({ id }) => id > Number(query.get('previousId') ?? 0))
        .slice(0, PAGE),
    }),
    1_000,
  )
  assert.deepEqual([(await failure(wide)).kind, (await failure(wide)).code], ['refused', 'TOO_MANY_RECORDS'])
})
