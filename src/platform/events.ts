import type { Ctx } from './context.ts'
import type { Tx } from './database.ts'
import { jsonLines } from './json-lines.ts'
import { newId } from './new-id.ts'

/** Records that something happened to a client's things, in the transaction in which it happens. */
export async function emit(
  ctx: Ctx,
  tx: Tx,
  clientId: number,
  type: string,
  subject: string,
  data: Record<string, unknown> = {},
): Promise<void> {
  await tx.query({
    text: 'insert into event (client_id, event_id, at, type, subject, data) values ($1, $2, $3, $4, $5, $6)',
    values: [clientId, newId(), ctx.platform.clock.now(), type, subject, JSON.stringify(data)],
  })
}

/** Emits many events at once. */
export async function emitAll(
  ctx: Ctx,
  tx: Tx,
  events: { clientId: number; type: string; subject: string; data: Record<string, unknown> }[],
): Promise<void> {
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
