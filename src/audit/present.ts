import type { AuditRow } from './queries.ts'

/** A row of the audit as it is shown; a client of null is the agency itself. */
export function present({ auditId, clientId, at, ...row }: AuditRow): Record<string, unknown> {
  return { auditId, at: at.toISOString(), clientIdentifier: clientId === 0 ? null : clientId, ...row }
}
