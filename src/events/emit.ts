import type { ClientId } from '@saatava/core/ids.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { insertEvents } from '../platform/events.ts'
import type { EventData, EventName, NewEvent } from './catalogue.ts'

/** Records that something happened to a client's things, in the transaction in which it happens. */
export function emit<N extends EventName>(
  ctx: Ctx,
  tx: Tx,
  clientId: ClientId,
  type: N,
  subject: string,
  data: EventData<N>,
): Promise<void> {
  return insertEvents(ctx, tx, [{ clientId, type, subject, data }])
}

/** Records many events in one statement. */
export function emitAll(ctx: Ctx, tx: Tx, events: readonly NewEvent[]): Promise<void> {
  return insertEvents(ctx, tx, events)
}
