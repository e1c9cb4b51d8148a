/**
 * The rights of the role that the service connects as, where it is another than the owner of the tables: it reads and
 * writes rows, and changes no table. It only adds to events and audit.
 */
import { Client, DatabaseError } from 'pg'
import type { Queryable } from './database.ts'

/** Nobody changes or removes what is written here, but that an event gets its numbers in the feeds. */
export const INSERT_ONLY = ['audit_entry', 'event']

/** The name of the role that `url` connects as. A pooler may map it, so the server is asked. */
export async function roleOf(url: string): Promise<string> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ role: string }>('select current_user as role')
    return rows[0]?.role ?? ''
  } finally {
    await client.end()
  }
}

/** Grants what the role lacks and takes away what it has too much; changes nothing where all is right. */
export async function grantToService(db: Queryable, role: string): Promise<void> {
  const { rows } = await db.query<{ isRight: boolean; name: string; schema: string }>({
    text: `select quote_ident($1) as name, quote_ident(current_schema()) as schema,
           has_schema_privilege($1, current_schema(), 'usage') and coalesce(bool_and(
             has_table_privilege($1, c.oid, 'select')
             and case when c.relname = any ($2) then has_table_privilege($1, c.oid, 'insert')
                        and not has_table_privilege($1, c.oid, 'update, delete, truncate')
                      when c.relname = 'schema_migration' then not has_table_privilege($1, c.oid, 'insert, update, delete')
                      else has_table_privilege($1, c.oid, 'insert') and has_table_privilege($1, c.oid, 'update')
                        and has_table_privilege($1, c.oid, 'delete') end), true)
             and coalesce((select bool_and(has_sequence_privilege($1, s.oid, 'usage')) from pg_class s
                            where s.relnamespace = current_schema()::regnamespace and s.relkind = 'S'), true) as "isRight"
           from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')`,
    values: [role, INSERT_ONLY],
  })
  const [found] = rows
  if (found === undefined || found.isRight) return
  await db.query(grantsOf(found.schema, found.name))
}

function grantsOf(schema: string, role: string): string {
  return `
    grant usage on schema ${schema} to ${role};
    grant select, insert, update, delete on all tables in schema ${schema} to ${role};
    grant usage on all sequences in schema ${schema} to ${role};
    revoke update, delete, truncate on ${INSERT_ONLY.join(', ')} from ${role};
    grant update (feed_number, partner_id, partner_number) on event to ${role};
    revoke insert, update, delete on schema_migration from ${role}`
}

/** True where the role may not do it. */
export function isForbidden(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === '42501'
}
