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
  /** Any of these. */
  actions: readonly string[] | null
  since: Date | null
  until: Date | null
  /** Rows about any of these, or about the case. */
  subjects: readonly string[] | null
  caseId: string | null
  /** The last row of the page before. */
  before: string | null
  /** Whether ids were made at the time of their entries, as where no clock can be moved: then they are in a range as well. */
  isByClock: boolean
}

/** An id is made moments before its entry is written, perhaps by a process whose clock differs. */
const CLOCKS_MS_MAX = 86_400_000

/** The lowest id that could be made at a moment: its first 48 bits are the milliseconds (RFC 9562, version 7). */
function lowestIdAt(ms: number): string {
  const hex = Math.max(0, ms).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}

/** The newest first. Ids are made in the order of time, so they are the order. */
export async function pageOfAudit(db: Queryable, filter: AuditFilter, limit: number): Promise<AuditRow[]> {
  const { clientId, actor, actions, since, until, subjects, caseId, before, isByClock } = filter
  const conditions = [
    ['client_id = ?', clientId],
    ['actor = ?', actor],
    ['action = any(?::text[])', actions],
    ['at >= ?', since],
    ['at < ?', until],
    ['audit_id > ?::uuid', since && isByClock ? lowestIdAt(since.getTime() - CLOCKS_MS_MAX) : null],
    ['audit_id < ?::uuid', until && isByClock ? lowestIdAt(until.getTime() + CLOCKS_MS_MAX) : null],
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
