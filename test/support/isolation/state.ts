import assert from 'node:assert/strict'
import type { Pool } from 'pg'
import { allNumbered } from '../feed/all-numbered.ts'

/** Returns all that is stored of a client, in every table that knows whose a row is, as one text. */
export async function stateOf(pool: Pool, clientId: number): Promise<string> {
  await allNumbered(pool)
  const { rows } = await pool.query<{ name: string }>(
    `select quote_ident(c.table_name) as name from information_schema.columns c join information_schema.tables t
       using (table_schema, table_name)
     where c.table_schema = 'public' and c.column_name = 'client_id' and t.table_type = 'BASE TABLE' order by 1`,
  )
  assert.ok(rows.length >= 7)
  const state: unknown[] = []
  for (const { name } of rows) {
    // When a token was last used is written by the clock and not by a request.
    const text = `select (to_jsonb(t) - 'last_used_at')::text as row from ${name} t where client_id = $1 order by 1`
    state.push([name, (await pool.query<{ row: string }>(text, [clientId])).rows])
  }
  return JSON.stringify(state)
}
