/** Shows actions and their outcomes: one action by its id, and the actions of a case or an invoice. */
import { UUID } from '@saatava/core/ids.ts'
import type { ClientCtx } from '../../platform/context.ts'
import { AppError, invalid } from '../../platform/errors.ts'
import { nextPage, placeIn } from '../../platform/http/list.ts'
import type { Answer } from '../../platform/http/route.ts'
import { selectCase, selectCasesByNumber } from '../../claims/queries.ts'
import { withoutContact } from '../../claims/record-case-events.ts'
import { selectProtectedCases } from '../debtors/queries.ts'
import type { ActionsQuery } from './schemas.ts'
import { type StoredAction, pageOfActions, selectActions } from './shown-queries.ts'

const PATH = '/api/v1/partner/invoice/actions'
const LIMIT_DEFAULT = 100
const TIME = /^\d{1,17}$/

/** Errors: 404 there is none (or it is another client's: the same text). */
export async function showAction(ctx: ClientCtx, actionId: string): Promise<Answer> {
  const id = actionId.toLowerCase()
  const [action] = UUID.test(id) ? await selectActions(ctx.platform.pool, ctx.clientId, [id]) : []
  if (action === undefined) throw new AppError('NOT_FOUND', `There is no action ${actionId}.`)
  const [shown] = await withoutProtected(ctx, [action])
  return { body: presentAction(shown ?? action) }
}

/**
 * The actions of a case or of an invoice in the order in which they were asked for.
 * Errors: 400 neither caseId nor invoiceNumber, or a cursor of another list; 404 there is no such case.
 */
export async function listActions(ctx: ClientCtx, query: ActionsQuery): Promise<Answer> {
  const { clientId, platform } = ctx
  const { caseId, invoiceNumber, limit = LIMIT_DEFAULT, cursor } = query
  if (caseId === undefined && invoiceNumber === undefined)
    throw invalid([{ pointer: '?caseId', code: 'REQUIRED', message: 'caseId or invoiceNumber is required' }])
  const debt =
    caseId === undefined
      ? (await selectCasesByNumber(platform.pool, clientId, [invoiceNumber ?? 0]))[0]
      : await selectCase(platform.pool, { clientId, caseId })
  if (caseId !== undefined && debt === undefined) throw new AppError('NOT_FOUND', `There is no case ${caseId}.`)
  if (caseId !== undefined && invoiceNumber !== undefined && debt?.invoiceNumber !== invoiceNumber) {
    const message = `is not the number of case ${caseId}'s invoice`
    throw invalid([{ pointer: '?invoiceNumber', code: 'MISMATCH', message, received: invoiceNumber }])
  }
  const [at = '', batchId = '', position = ''] =
    cursor === undefined ? [] : placeIn(cursor, query, TIME, UUID, /^\d{1,5}$/)
  const after = cursor === undefined ? undefined : { at, batchId, position: Number(position) }
  const by = caseId === undefined ? { invoiceNumber: invoiceNumber ?? 0 } : { caseId }
  const rows = await pageOfActions(platform.pool, clientId, by, after, limit + 1)
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return {
    body: { actions: (await withoutProtected(ctx, page)).map(presentAction) },
    ...(last === undefined ? {} : { headers: { link: nextPage(PATH, query, partsOf(last)) } }),
  }
}

function partsOf({ submittedMicros, batchId, position }: StoredAction): string[] {
  return [submittedMicros, batchId, String(position)]
}

/** The actions without an address that is protected by now. */
async function withoutProtected(
  { clientId, platform }: ClientCtx,
  actions: readonly StoredAction[],
): Promise<StoredAction[]> {
  const caseIds = actions.flatMap(({ code, caseId }) => (code === 'ADDRESS' && caseId !== null ? [caseId] : []))
  if (caseIds.length === 0) return [...actions]
  const hidden = await selectProtectedCases(platform.pool, clientId, caseIds)
  return actions.map((action) => {
    if (action.code !== 'ADDRESS' || action.caseId === null || !hidden.has(action.caseId)) return action
    const { address: _protected, ...data } = action.data
    const { outcome } = action
    const effect = outcome?.effect === undefined ? {} : { effect: withoutContact(outcome.effect) }
    return { ...action, data, outcome: outcome === null ? null : { ...outcome, ...effect } }
  })
}

export function presentAction(action: StoredAction): Record<string, unknown> {
  const { actionId, caseId, invoiceNumber, code, comment, data, state, outcome, submittedAt, performedAt } = action
  return {
    actionId,
    caseId,
    invoiceNumber,
    code,
    comment,
    data,
    state: state.toUpperCase(),
    submittedAt: submittedAt.toISOString(),
    performedAt: performedAt?.toISOString() ?? null,
    ...(outcome?.effect === undefined ? {} : { effect: outcome.effect }),
    ...(outcome?.refusal === undefined ? {} : { refusal: outcome.refusal }),
  }
}
