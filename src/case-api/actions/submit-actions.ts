import { v7 as uuid } from 'uuid'
import { approveInvoices } from '../../invoices/approve-invoices.ts'
import { audit } from '../../audit-entries/audit.ts'
import type { ClientCtx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { type Fault, invalid } from '../../platform/errors.ts'
import type { Answer, Idempotency } from '../../platform/http/route.ts'
import { idempotently } from '../../platform/idempotency.ts'
import type { Case } from '../../claims/case.ts'
import { type Prefer, appliedOf } from '../../platform/http/prefer.ts'
import { approvalsOfInvoices } from './approvals.ts'
import { awaitOutcomes } from './await-outcomes.ts'
import { batchFaults } from './check-batch.ts'
import { casesOf } from './find-cases.ts'
import { type NewAction, insertActions } from './queries.ts'
import type { ActionBatch, BatchAction } from './schemas.ts'
import { presentAction } from './show-actions.ts'

const SCOPE = 'POST /invoice/action'

/**
 * Takes a batch of actions, all or none. An invoice's APPROVE is done when this answers; the others are pending, and performed in order.
 * Errors: 400 each bad action by pointer, 404 a case or invoice is not there (or another client's: the same text), 422 an
 * invoice does not wait for approval.
 */
export async function submitActions(
  ctx: ClientCtx,
  { actions }: ActionBatch,
  idempotency: Idempotency | undefined,
  prefer: Prefer,
  wake: () => void,
): Promise<Answer> {
  const faults = batchFaults(actions)
  if (faults.length > 0) throw invalid(faults)
  const scope = { clientId: ctx.clientId, scope: SCOPE }
  const answer = await idempotently(ctx, scope, idempotency, async (tx) => {
    return { body: { batchId: (await takeBatch(ctx, tx, actions)).batchId } }
  })
  wake()
  return { ...answer, ...(await preferred(ctx, answer, prefer)) }
}

/** The published answer is {}; with a preference it shows the actions, and with `wait` their outcome. */
async function preferred(ctx: ClientCtx, { body, headers }: Answer, prefer: Prefer): Promise<Answer> {
  const batchId = body !== undefined && 'batchId' in body ? String(body.batchId) : undefined
  const wanted = prefer.return ?? (prefer.waitSeconds === undefined ? 'minimal' : 'representation')
  const all = { ...headers, ...appliedOf(prefer) }
  // A key that was first used before actions were shown replays the answer that it had.
  if (wanted === 'minimal' || batchId === undefined) return { body: {}, headers: all }
  const actions = await awaitOutcomes(ctx, batchId, prefer.waitSeconds ?? 0)
  return { body: { actions: actions.map(presentAction) }, headers: all }
}

export interface Taken {
  actionId: string
  /** Undefined for an invoice's approval, which is done. */
  case: Case | undefined
}

/** Stores a batch in order. @throws AppError as submitActions, but for the faults that batchFaults finds */
export async function takeBatch(
  ctx: ClientCtx,
  tx: Tx,
  actions: readonly BatchAction[],
): Promise<{ batchId: string; taken: Taken[] }> {
  const { approvals, invoices, isOfInvoice } = await approvalsOfInvoices(ctx, tx, actions)
  const missing = approvals.flatMap(({ pointer }, i): Fault[] =>
    invoices[i] === undefined ? [{ pointer, code: 'NOT_FOUND', message: 'there is no such invoice' }] : [],
  )
  const cases = await casesOf(tx, ctx.clientId, actions, isOfInvoice, missing)
  const there = invoices.filter((invoice) => invoice !== undefined)
  await approveInvoices(ctx, tx, approvals, there)
  const batchId = uuid()
  const at = ctx.platform.clock.now()
  const approved = there.values()
  const rows = actions.map(({ code, comment, data }, i): NewAction => {
    const debt = cases[i]
    const invoiceId = debt === undefined ? (approved.next().value?.invoiceId ?? null) : debt.invoiceId
    return { actionId: uuid(), caseId: debt?.caseId ?? null, invoiceId, code, comment: comment ?? null, data }
  })
  await insertActions(tx, { clientId: ctx.clientId, batchId, at, by: `${ctx.actor} ${ctx.requestId}` }, rows)
  const asked = rows.map(({ actionId, caseId, code }) => ({ actionId, caseId, code }))
  await audit(ctx, tx, ctx.clientId, 'case.actions.submitted', `batch:${batchId}`, { actions: asked })
  return { batchId, taken: rows.map(({ actionId }, i) => ({ actionId, case: cases[i] })) }
}
