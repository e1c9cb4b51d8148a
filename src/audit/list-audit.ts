import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import { selectCaseById } from '../claims/find-queries.ts'
import { selectPaymentsOfCase } from '../payments/case-queries.ts'
import type { Ctx } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { type AuditRow, pageOfAudit } from './queries.ts'

const PAYMENTS_MAX = 1_000

export interface AuditQuery {
  caseId?: CaseId | undefined
  clientId?: ClientId | undefined
  /** Actor as the audit has it, "user:Jane Doe"; or the person's name alone. */
  actor?: string | undefined
  action?: string | undefined
  since?: Date | undefined
  until?: Date | undefined
  /** The audit id of the last row of the page before. */
  before?: string | undefined
  limit: number
}

export interface AuditPage {
  entries: AuditRow[]
  /** Undefined on the last page. */
  next: string | undefined
}

/**
 * Lists the audit, the newest entry first; of a case, also the acts on its invoice and its payments. @throws AppError
 * NOT_FOUND
 */
export async function listAudit(ctx: Ctx, query: AuditQuery): Promise<AuditPage> {
  const { pool } = ctx.platform
  const { caseId, clientId, actor, action, since, until, before, limit } = query
  const subjects = caseId === undefined ? null : await subjectsOf(ctx, caseId)
  const rows = await pageOfAudit(
    pool,
    {
      clientId: clientId ?? null,
      actor: actor === undefined || actor.includes(':') ? (actor ?? null) : `user:${actor}`,
      action: action ?? null,
      since: since ?? null,
      until: until ?? null,
      subjects,
      caseId: caseId === undefined ? null : String(caseId),
      before: before ?? null,
    },
    limit + 1,
  )
  const entries = rows.slice(0, limit)
  return { entries, next: rows.length > limit ? entries.at(-1)?.auditId : undefined }
}

/** Returns the subjects of the audit that belong to a case. */
async function subjectsOf(ctx: Ctx, caseId: CaseId): Promise<string[]> {
  const debt = await selectCaseById(ctx.platform.pool, caseId)
  if (debt === undefined) throw new AppError('NOT_FOUND', `There is no case ${caseId}.`)
  const payments = await selectPaymentsOfCase(ctx.platform.pool, debt, PAYMENTS_MAX)
  return [
    `case:${caseId}`,
    `invoice:${debt.invoiceId}`,
    ...new Set(payments.map(({ paymentId }) => `payment:${paymentId}`)),
  ]
}
