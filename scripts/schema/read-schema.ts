/** Reads tables, keys and references from a migrated database, and the room that writes each table from the sources. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Client } from 'pg'
import { ROOMS, roomOf, writtenNames } from '../rooms.ts'
import { WRITTEN_OTHERWISE } from './areas.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

interface Column {
  name: string
  type: string
  primary: boolean
  nullable: boolean
}

export interface Reference {
  from: string
  to: string
  columns: string[]
  /** Each row that is referred to has one row at most that refers to it. */
  unique: boolean
}

export interface Schema {
  columns: Map<string, Column[]>
  references: Reference[]
}

export async function readSchema(db: Client): Promise<Schema> {
  const { rows } = await db.query<Column & { table: string }>(
    `select c.relname as table, a.attname as name, format_type(a.atttypid, null) as type, not a.attnotnull as nullable,
            coalesce(a.attnum = any(p.conkey), false) as primary
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     left join pg_constraint p on p.conrelid = c.oid and p.contype = 'p'
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
     order by c.relname, a.attnum`,
  )
  const columns = new Map<string, Column[]>()
  for (const { table, ...column } of rows) columns.set(table, [...(columns.get(table) ?? []), column])
  return { columns, references: await referencesOf(db) }
}

async function referencesOf(db: Client): Promise<Reference[]> {
  const { rows } = await db.query<Reference>(
    `select t.relname as from, f.relname as to,
            (select array_agg(a.attname::text order by k.position)
             from unnest(c.conkey) with ordinality as k (attnum, position)
             join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum) as columns,
            exists (select from pg_index x where x.indrelid = c.conrelid and x.indisunique and x.indpred is null
                    and x.indkey::int2[] <@ c.conkey) as unique
     from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_class f on f.oid = c.confrelid
     where c.contype = 'f' and c.connamespace = 'public'::regnamespace
     order by 1, 2, 3`,
  )
  return rows
}

/**
 * The room that writes each table; of several (decision 0001) the lowest one in ARCHITECTURE.md.
 * @throws Error where no room writes a table
 */
export function roomsOf(tables: string[]): Map<string, string> {
  const writers = new Map<string, Set<string>>(tables.map((table) => [table, new Set()]))
  for (const path of globSync('src/**/*.ts', { cwd: ROOT, exclude: ['**/*.test.ts'] })) {
    for (const table of writtenNames(readFileSync(join(ROOT, path), 'utf8'))) writers.get(table)?.add(roomOf(path))
  }
  return new Map(
    tables.map((table) => {
      const rooms = [...(writers.get(table) ?? [])].sort((a, b) => ROOMS.indexOf(b) - ROOMS.indexOf(a))
      const room = WRITTEN_OTHERWISE[table] ?? rooms[0]
      if (room === undefined) throw new Error(`No room writes ${table}: name its writer in scripts/schema/areas.ts.`)
      return [table, room]
    }),
  )
}
