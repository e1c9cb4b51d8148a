/** Compares what is stored with the typed catalogues of events and of audited acts. */
import type { Pool } from 'pg'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { ACTS } from '../../src/audit-entries/catalogue.ts'
import { EVENTS } from '../../src/events/catalogue.ts'

interface Row {
  name: string
  subject: string
  data: unknown
}

/** Returns a function that lists the rows which the catalogue does not know or allow: one of each name and set of fields. */
function strangeIn(
  { table, name, data }: { table: string; name: string; data: string },
  catalogue: [string, TSchema][],
): (pool: Pool) => Promise<string[]> {
  const checks = new Map(catalogue.map(([key, schema]) => [key, Compile(schema)]))
  return async (pool) => {
    const { rows } = await pool.query<Row>(
      `select distinct on (${name}, fields) ${name} as name, subject, ${data} as data from ${table}
       cross join lateral (select string_agg(k, ',' order by k) as fields from json_object_keys(${data}) as k) f`,
    )
    return rows.flatMap((row) => {
      const what = `${data} of ${table} ${row.name} of ${row.subject}`
      const check = checks.get(row.name)
      if (check === undefined) return [`${what}: the catalogue has no ${row.name}`]
      return check.Errors(row.data).map(({ instancePath, message }) => `${what}: ${instancePath} ${message}`)
    })
  }
}

export const strangeEvents = strangeIn(
  { table: 'event', name: 'type', data: 'data' },
  Object.entries(EVENTS).map(([type, { data }]) => [type, data]),
)
export const strangeAudit = strangeIn(
  { table: 'audit_entry', name: 'action', data: 'details' },
  Object.entries(ACTS).map(([action, { details }]) => [action, details]),
)
