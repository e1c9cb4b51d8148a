import { audit } from '../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import type { Ctx } from '../platform/context.ts'
import { withTransaction } from '../platform/database.ts'
import type { AuditQuery } from './list-audit.ts'

/** Notes that somebody takes entries out as a file: which ones, by the filter. */
export async function noteExport(ctx: Ctx, query: Omit<AuditQuery, 'limit' | 'before' | 'caseId'>): Promise<void> {
  const { clientId, actor, action, subject, since, until } = query
  await withTransaction(ctx.platform.pool, (tx) =>
    audit(ctx, tx, OPERATOR_TENANT, 'audit.exported', 'audit', {
      ...{ clientId: clientId ?? null, actor: actor ?? null, action: action ?? null, of: subject ?? null },
      ...{ since: since?.toISOString() ?? null, until: until?.toISOString() ?? null },
    }),
  )
}
