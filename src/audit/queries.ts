/** SQL of the audit as it is read back; platform/audit.ts writes it. */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'

export interface AuditRow {
  auditId: string
  /** 0: the agency's own. */
  clientId: ClientId
  at: Date
  actor: string
  requestId: string
  /** Id of the access token of the request; null where none came with it. */
  token: string | null
  remoteAddress: string | null
  action: string
  subject: string
  /** Words of people as hashes. */
  details: Record<string, unknown>
  /** The words by the pointer of their hash, those that were not erased. */
  notes: Record<string, string> | null
}

export interface AuditFilter {
  clientId: ClientId | null
  actor: string | null
  /** An action, or the beginning of one that ends with a full stop. */
  action: string | null
  since: Date | null
  until: Date | null
  /** Rows about any of these, or about the case. */
  subjects: readonly string[] | null
  caseId: string | null
  /** The last row of the page before. */
  before: string | null
}

/** The newest first. Ids are made in the order of time, so they are the order. */
export async function pageOfAudit(db: Queryable, filter: AuditFilter, limit: number): Promise<AuditRow[]> {
  const { clientId, actor, action, since, until, subjects, caseId, before } = filter
  const conditions = [
    ['client_id = ?', clientId],
    ['actor = ?', actor],
    [`starts_with(action, ?)`, action],
    ['at >= ?', since],
    ['at < ?', until],
    ['audit_id < ?::uuid', before],
  ] as const
  const values: unknown[] = []
  const place = (value: unknown) => `$${values.push(value)}`
  const where = conditions.filter(([, value]) => value !== null).map(([text, value]) => text.replace('?', place(value)))
  if (subjects !== null) where.push(`(subject = any(${place(subjects)}::text[]) or case_id = ${place(caseId)})`)
  const { rows } = await db.query<AuditRow>({
    text: `select audit_id as "auditId", client_id as "clientId", at, actor, request_id as "requestId",
                  token, host(remote_address) as "remoteAddress", action, subject, details,
                  (select json_object_agg(n.pointer, n.words) from audit_note n
                   where n.client_id = e.client_id and n.audit_id = e.audit_id) as notes
           from audit_entry e ${where.length === 0 ? '' : `where ${where.join(' and ')}`} order by audit_id desc limit ${place(limit)}`,
    values,
  })
  return rows
}
