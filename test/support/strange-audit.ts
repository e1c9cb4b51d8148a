import type { Pool } from 'pg'
import { Compile } from 'typebox/compile'
import { ACTS } from '../../src/audit-entries/catalogue.ts'

const CHECKS = new Map(Object.entries(ACTS).map(([action, { details }]) => [action, Compile(details)]))

interface Row {
  action: string
  subject: string
  details: unknown
}

/** The stored audit entries that the catalogue does not know, or whose details it does not allow: one of each action and set of fields. */
export async function strangeAudit(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<Row>(
    `select distinct on (action, fields) action, subject, details from audit_entry
     cross join lateral (select string_agg(k, ',' order by k) as fields from json_object_keys(details) as k) f`,
  )
  return rows.flatMap(({ action, subject, details }) => {
    const check = CHECKS.get(action)
    if (check === undefined) return [`${action} of ${subject} is no act of the catalogue`]
    return check
      .Errors(details)
      .map(({ instancePath, message }) => `the details of ${action} of ${subject}: ${instancePath} ${message}`)
  })
}
