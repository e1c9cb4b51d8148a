import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import { ACTS } from '../audit-entries/catalogue.ts'
import { selectCaseById } from '../claims/find-queries.ts'
import { selectPaymentsOfCase } from '../payments/case-queries.ts'
import type { Ctx } from '../platform/context.ts'
import { type Queryable, withSnapshot } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { type AuditRow, pageOfAudit } from './queries.ts'

const PAYMENTS_MAX = 1_000

export interface AuditQuery {
  caseId?: CaseId | undefined
  clientId?: ClientId | undefined
  /** Actor as the audit has it, "user:Jane Doe"; or the person's name alone. */
  actor?: string | undefined
  action?: string | undefined
  /** The thing that was acted on, as the audit names it: "client:100001". */
  subject?: string | undefined
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
 * Lists the audit as of one moment, the newest entry first; of a case, also the acts on its invoice and its payments. @throws AppError
 * NOT_FOUND
 */
export async function listAudit(ctx: Ctx, query: AuditQuery): Promise<AuditPage> {
  const { caseId, clientId, actor, action, subject, since, until, before, limit } = query
  const filter = {
    clientId: clientId ?? null,
    actor: actor === undefined || actor.includes(':') ? (actor ?? null) : `user:${actor}`,
    actions: action === undefined ? null : actionsOf(action),
    since: since ?? null,
    until: until ?? null,
    caseId: caseId === undefined ? null : String(caseId),
    before: before ?? null,
    // The clock of a sandbox can be moved, and its ids are made by that of the machine.
    isByClock: ctx.platform.config.environment !== 'sandbox',
  }
  const rows = await withSnapshot(ctx.platform.pool, async (db) => {
    const named = subject === undefined ? null : [subject]
    const subjects = caseId === undefined ? named : await subjectsOf(db, caseId)
    return pageOfAudit(db, { ...filter, subjects }, limit + 1)
  })
  const entries = rows.slice(0, limit)
  return { entries, next: rows.length > limit ? entries.at(-1)?.auditId : undefined }
}

/** @param action an action, or the beginning of actions */
function actionsOf(action: string): string[] {
  return Object.keys(ACTS).filter((one) => one.startsWith(action))
}

/** Returns the subjects of the audit that belong to a case. */
async function subjectsOf(db: Queryable, caseId: CaseId): Promise<string[]> {
  const debt = await selectCaseById(db, caseId)
  if (debt === undefined) throw new AppError('NOT_FOUND', `There is no case ${caseId}.`)
  const payments = await selectPaymentsOfCase(db, debt, PAYMENTS_MAX)
  return [
    `case:${caseId}`,
    `invoice:${debt.invoiceId}`,
    ...new Set(payments.map(({ paymentId }) => `payment:${paymentId}`)),
  ]
}
