/**
 * The second wall: records every statement that requests of a client send, drops its conditions on client_id, and runs it
 * again under the setting of that client. Row-level security alone must then keep out what is another client's.
 */
import assert from 'node:assert/strict'
import { Client, type PoolClient } from 'pg'
import type { BoundPool } from '../../../src/platform/database.ts'
import { SettingQuery } from '../../../src/platform/setting-query.ts'

interface Statement {
  clientId: number
  text: string
  values: unknown[]
}

export interface Wall {
  /** Runs what was recorded since the last call without its conditions. */
  prove(): Promise<void>
  counts: {
    /** Distinct statements that ran without their conditions. */
    statements: number
    /** Statements among them that show or change more under the setting of all clients: the wall alone held. */
    heldByWallAlone: number
    /** Statements that the database refused without their conditions. */
    refused: number
  }
  end(): Promise<void>
}

/**
 * @param url as the service connects
 * @param theirs the client whose rows nobody else may see or change, and a word that all of them hold
 */
export async function wallOf(pool: BoundPool, url: string, theirs: { clientId: number; word: string }): Promise<Wall> {
  const waiting = new Map<string, Statement>()
  const proven = new Set<string>()
  const recorded = new WeakSet<object>()
  pool.connections.on('acquire', (client: PoolClient) => {
    if (recorded.has(client)) return
    recorded.add(client)
    record(client, (statement) => {
      const text = withoutClient(statement.text)
      // The tests also ask as the other client, to see that there is something to be kept out.
      if (statement.clientId === theirs.clientId || text === statement.text || proven.has(text)) return
      waiting.set(text, { ...statement, text })
    })
  })
  const db = new Client({ connectionString: url })
  await db.connect()
  const named = new RegExp(`"client_?id":"?${theirs.clientId}\\b`, 'i')
  const isTheirs = (row: string) => row.includes(theirs.word) || named.test(row)
  const written = await writtenBy(db, theirs.clientId)
  const counts: Wall['counts'] = { statements: 0, heldByWallAlone: 0, refused: 0 }
  return {
    counts,
    async prove() {
      const statements = [...waiting]
      waiting.clear()
      for (const [text, statement] of statements) {
        proven.add(text)
        const own = await attempt(db, statement, String(statement.clientId), async () => {
          await db.query(`set local saatava.client_id = '*'`)
          const { rows } = await db.query<{ rows: number; written: number }>(written.text)
          assert.deepEqual(rows, [{ rows: written.rows, written: 0 }], `without its conditions it changes: ${text}`)
        })
        const all = await attempt(db, statement, '*')
        if (own === undefined) counts.refused++
        else {
          counts.statements++
          assert.ok(!own.some(isTheirs), `without its conditions it shows what is another client’s: ${text}`)
          if (all === undefined || all.length > own.length) counts.heldByWallAlone++
        }
      }
    },
    end: () => db.end(),
  }
}

const SETTING = /set local saatava\.client_id = '(\d+)'/

/** Reports each statement that a client's transaction or single statement runs on this connection. */
function record(client: PoolClient, tell: (statement: Statement) => void): void {
  let clientId: number | undefined
  const query = client.query.bind(client) as (...args: unknown[]) => unknown
  client.query = ((statement: unknown, ...rest: unknown[]) => {
    const { text, values } = partsOf(statement, rest)
    if (statement instanceof SettingQuery) {
      if (statement.sees !== '*') tell({ clientId: statement.sees, text, values })
    } else if (/^begin/.test(text)) {
      const sees = SETTING.exec(text)?.[1]
      clientId = sees === undefined ? undefined : Number(sees)
    } else if (/^(commit|rollback)$/.test(text)) clientId = undefined
    else if (clientId !== undefined) tell({ clientId, text, values })
    return query(statement, ...rest)
  }) as typeof client.query
}

function partsOf(statement: unknown, [second]: unknown[]): { text: string; values: unknown[] } {
  const { text, values } =
    typeof statement === 'string'
      ? { text: statement, values: second }
      : (statement as { text: string; values?: unknown[] })
  return { text, values: Array.isArray(values) ? values : [] }
}

/** The statement with true in place of each condition on client_id; its parameters keep their types. */
function withoutClient(text: string): string {
  return text
    .replaceAll(/\b(?:\w+\.)?client_id = (\$\d+)(?:::bigint)?(?![\w[])/g, '($1::bigint is not null)')
    .replaceAll(/\b(?:\w+\.)?client_id = any\((\$\d+)(?:::bigint\[\])?\)/g, '($1::bigint[] is not null)')
}

/** A statement that counts the rows of a client, and those among them that this transaction has written. */
async function writtenBy(db: Client, clientId: number): Promise<{ text: string; rows: number }> {
  const { rows: tables } = await db.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname = 'client_id'`,
  )
  const each = tables.map(({ name }) => `select xmin from ${name} where client_id = ${clientId}`).join(' union all ')
  const text = `select count(*)::int as rows, count(*) filter (where xmin = pg_current_xact_id()::xid)::int as written
                from (${each}) r`
  await db.query(`begin; set local saatava.client_id = '*'`)
  const { rows } = await db.query<{ rows: number }>(text)
  await db.query('rollback')
  return { text, rows: rows[0]?.rows ?? 0 }
}

/** @returns the rows that it shows, or those that it changes, as texts; undefined where the database refused it */
async function attempt(
  db: Client,
  { text, values }: Statement,
  sees: string,
  then: () => Promise<void> = async () => undefined,
): Promise<string[] | undefined> {
  await db.query(`begin; set local saatava.client_id = '${sees}'`)
  try {
    const found = await db.query<Record<string, unknown>>({ text, values }).catch(() => undefined)
    if (found === undefined) return undefined
    await then()
    const { rows, rowCount } = found
    // A statement without returning shows no rows: their number must do.
    return rows.length > 0 ? rows.map((row) => JSON.stringify(row)) : Array.from({ length: rowCount ?? 0 }, () => '')
  } finally {
    await db.query('rollback')
  }
}
