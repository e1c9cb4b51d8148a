import type { ClientId } from '@saatava/core/ids.ts'
import { bulk } from './bulk.ts'
import type { Ctx } from './context.ts'
import type { Tx } from './database.ts'
import { newId } from './new-id.ts'

export interface EventRow {
  clientId: ClientId
  type: string
  subject: string
  data: object
}

const EVENTS = bulk({ client_id: 'bigint', event_id: 'uuid', type: 'text', subject: 'text', data: 'json' })

/** Inserts events in one statement. Rooms above write them by `emit` of events/, which knows their types. */
export async function insertEvents(ctx: Ctx, tx: Tx, events: readonly EventRow[]): Promise<void> {
  if (events.length === 0) return
  await tx.query({
    name: 'events',
    text: `insert into event (client_id, event_id, at, type, subject, data)
           select client_id, event_id, $1, type, subject, data from ${EVENTS.from(2)}`,
    values: [ctx.platform.clock.now(), ...EVENTS.values(events.map((event) => ({ ...event, eventId: newId() })))],
  })
}
