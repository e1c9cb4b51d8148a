import type { Ctx } from './context.ts'
import type { Tx } from './database.ts'
import { jsonLines } from './json-lines.ts'
import { newId } from './new-id.ts'

export interface EventRow {
  clientId: number
  type: string
  subject: string
  data: object
}

/** Inserts events in one statement. Rooms above write them by `emit` of events/, which knows their types. */
export async function insertEvents(ctx: Ctx, tx: Tx, events: readonly EventRow[]): Promise<void> {
  if (events.length === 0) return
  await tx.query({
    name: 'events',
    text: `insert into event (client_id, event_id, at, type, subject, data)
           select client_id, event_id, $6, type, subject, data::json
           from rows from (unnest($1::bigint[], $2::uuid[], $3::text[], $4::text[]), string_to_table($5, E'\n'))
             as n (client_id, event_id, type, subject, data)`,
    values: [
      events.map((event) => event.clientId),
      events.map(newId),
      events.map((event) => event.type),
      events.map((event) => event.subject),
      jsonLines(events.map((event) => event.data)),
      ctx.platform.clock.now(),
    ],
  })
}
