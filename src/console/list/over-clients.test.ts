import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ConsoleCtx } from '../shell.ts'
import { countOverClients, overClients } from './over-clients.ts'
import type { Rows } from './spec.ts'

/** Rows of each client. */
const STOCK = new Map([
  [1, 3],
  [2, 0],
  [5, 4],
  [7, 0],
])

function ctxOf(clientId?: number): ConsoleCtx {
  const clients = [...STOCK.keys()]
  const pool = {
    forClient: () => pool,
    query: ({ values: [after, limit] }: { values: [number, number] }) => ({
      rows: clients
        .filter((id) => id > after)
        .slice(0, limit)
        .map((id) => ({ clientId: id, name: 'A client' })),
    }),
  }
  return { platform: { pool }, clientId } as unknown as ConsoleCtx
}

function read(
  ctx: { clientId: number },
  { limit, after }: { limit: number; after: string | undefined },
): Promise<Rows<string>> {
  const from = Number(after ?? 0)
  const count = STOCK.get(ctx.clientId) ?? 0
  const to = Math.min(from + limit, count)
  const rows = Array.from({ length: to - from }, (_, i) => `${ctx.clientId}.${from + i}`)
  return Promise.resolve({ rows, next: to < count ? String(to) : undefined })
}

test('pages over all clients have each row once, in order, and the last page is not empty', async () => {
  for (const limit of [1, 2, 3, 4, 5, 7, 100]) {
    const found: string[] = []
    let after: string | undefined
    do {
      const page = await overClients(ctxOf(), { limit, after }, read)
      assert.ok(page.rows.length > 0 && page.rows.length <= limit, `${page.rows.length} of ${limit}`)
      found.push(...page.rows)
      after = page.next
    } while (after !== undefined)
    assert.deepEqual(found, ['1.0', '1.1', '1.2', '5.0', '5.1', '5.2', '5.3'], `limit ${limit}`)
  }
})

test('a page about one client has its rows alone', async () => {
  const { rows, next } = await overClients(ctxOf(5), { limit: 3, after: undefined }, read)
  assert.deepEqual([rows, next], [['5.0', '5.1', '5.2'], '3'])
})

test('the count goes over all clients, up to its limit', async () => {
  const count = ({ clientId }: { clientId: number }, max: number) =>
    Promise.resolve(Math.min(STOCK.get(clientId) ?? 0, max))
  assert.equal(await countOverClients(ctxOf(), 100, count), 7)
  assert.equal(await countOverClients(ctxOf(), 5, count), 5)
  assert.equal(await countOverClients(ctxOf(1), 100, count), 3)
})

test('a cursor of another list is refused', () =>
  assert.rejects(overClients(ctxOf(), { limit: 1, after: 'x~y' }, read), { code: 'INVALID' }))
