import { v7 as uuid } from 'uuid'
import type { Ctx } from './context.ts'
import type { Tx } from './database.ts'

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
    values: [clientId, uuid(), ctx.platform.clock.now(), type, subject, JSON.stringify(data)],
  })
}
