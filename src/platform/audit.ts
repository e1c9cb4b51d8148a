import type { ClientId } from '@saatava/core/ids.ts'
import type { Ctx } from './context.ts'
import { bulk } from './bulk.ts'
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

export interface NewAuditEntry {
  clientId: ClientId
  auditId: string
  action: string
  subject: string
  details: object
  notes: AuditNote[]
}

/** Words of a person, kept beside an entry. */
export interface AuditNote {
  /** Where their hash stands in the details, "/reason". */
  pointer: string
  words: string
  hashKey: Buffer
}

const NOTES = bulk({ pointer: 'text', words: 'text', hash_key: 'bytea' })

/** Inserts an entry. Rooms above write them by `audit` of audit-entries/, which knows the actions and their details. */
export async function insertAudit(ctx: Ctx, tx: Tx, entry: NewAuditEntry): Promise<void> {
  const { clientId, auditId, action, subject, details, notes } = entry
  await tx.query({
    text: `insert into audit_entry (client_id, audit_id, at, actor, request_id, token, remote_address, action, subject, details)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    values: [
      ...[clientId, auditId, ctx.platform.clock.now(), ctx.actor, ctx.requestId],
      ...[ctx.token ?? null, ctx.remoteAddress ?? null, action, subject, JSON.stringify(details)],
    ],
  })
  if (notes.length === 0) return
  await tx.query({
    text: `insert into audit_note (client_id, audit_id, pointer, words, hash_key)
           select $1, $2, pointer, words, hash_key
           from ${NOTES.from(3)}`,
    values: [clientId, auditId, ...NOTES.values(notes)],
  })
}
