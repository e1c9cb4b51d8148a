import { v7 as uuid } from 'uuid'
import type { Ctx } from './context.ts'
import type { Tx } from './database.ts'

/** The client_id under which the house's own acts are kept: those of a partner or an operator for no single client. */
export const HOUSE = 0

/**
 * Records who did what to what, in the transaction that does it.
 * @param details what changed; never a secret
 */
export async function audit(
  ctx: Ctx,
  tx: Tx,
  clientId: number,
  action: string,
  subject: string,
  details: Record<string, unknown> = {},
): Promise<void> {
  await tx.query({
    text: `insert into audit_entry (client_id, audit_id, at, actor, request_id, action, subject, details)
           values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      clientId,
      uuid(),
      ctx.platform.clock.now(),
      ctx.actor,
      ctx.requestId,
      action,
      subject,
      JSON.stringify(details),
    ],
  })
}
