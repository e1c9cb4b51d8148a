import type { Pool } from 'pg'
import { Compile } from 'typebox/compile'
import { EVENTS } from '../../src/events/catalogue.ts'

const CHECKS = new Map(Object.entries(EVENTS).map(([type, { data }]) => [type, Compile(data)]))

interface Row {
  type: string
  subject: string
  data: unknown
}

/** The stored events that the catalogue does not know, or whose data it does not allow: one of each type and set of fields. */
export async function strangeEvents(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<Row>(
    `select distinct on (type, fields) type, subject, data from event
     cross join lateral (select string_agg(k, ',' order by k) as fields from json_object_keys(data) as k) f`,
  )
  return rows.flatMap(({ type, subject, data }) => {
    const check = CHECKS.get(type)
    if (check === undefined) return [`${type} of ${subject} is no type of the catalogue`]
    return check.Errors(data).map(({ instancePath, message }) => `${type} of ${subject}: ${instancePath} ${message}`)
  })
}
