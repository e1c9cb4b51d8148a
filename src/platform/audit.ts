import { v7 as uuid } from 'uuid'
import type { Ctx } from './context.ts'
import type { Tx } from './database.ts'

/** The client_id of rows that belong to no single client: acts of partners and operators, bank files, the agency's journal. */
export const OPERATOR_TENANT = 0

/** The submitter of something that an intake stores and audits in one statement. */
export interface Submitter {
  /** Actor and request, "token:<id> <request id>". */
  submittedBy: string
  token: string | undefined
  remoteAddress: string | undefined
}

export function submitterOf({ actor, requestId, token, remoteAddress }: Ctx): Submitter {
  return { submittedBy: `${actor} ${requestId}`, token, remoteAddress }
}

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
    text: `insert into audit_entry (client_id, audit_id, at, actor, request_id, token, remote_address, action, subject, details)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    values: [
      clientId,
      uuid(),
      ctx.platform.clock.now(),
      ctx.actor,
      ctx.requestId,
      ctx.token ?? null,
      ctx.remoteAddress ?? null,
      action,
      subject,
      JSON.stringify(details),
    ],
  })
}
