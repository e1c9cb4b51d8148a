import type { ClientId } from '@saatava/core/ids.ts'
import { type Approval, presentApproval } from '../approvals/approval.ts'
import { type ApprovalFilter, selectApproval, selectApprovals } from '../approvals/queries.ts'
import { clientOfPartner } from '../onboarding/client-queries.ts'
import type { ClientCtx, Ctx, PartnerCtx } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Answer } from '../platform/http/route.ts'

export interface ApprovalQuery extends Pick<ApprovalFilter, 'askedBy' | 'notAskedBy' | 'subject' | 'before'> {
  clientId?: ClientId | undefined
  /** Absent: those that wait, and those that were decided or have expired. */
  state?: 'waiting' | 'ended' | undefined
  limit: number
}

/** Lists approvals, the newest first. */
export async function listApprovals(ctx: Ctx, query: ApprovalQuery): Promise<Approval[]> {
  const { pool, clock } = ctx.platform
  const { clientId, state, limit, ...filter } = query
  return selectApprovals(pool, { ...filter, clientId: clientId ?? null, state: state ?? null, now: clock.now() }, limit)
}

/** @throws AppError NOT_FOUND */
export async function showApproval(ctx: Ctx, approvalId: string): Promise<Approval> {
  const approval = await selectApproval(ctx.platform.pool, approvalId, null)
  if (approval === undefined) throw new AppError('NOT_FOUND', `There is no approval ${approvalId}.`)
  return approval
}

/** Shows an approval to the client whom it is about, or to the partner of the client. @throws AppError NOT_FOUND */
export async function approvalOf(ctx: ClientCtx | PartnerCtx, approvalId: string): Promise<Answer> {
  const none = new AppError('NOT_FOUND', `There is no approval ${approvalId}.`)
  const { pool, clock } = ctx.platform
  const approval = await selectApproval(pool, approvalId, 'clientId' in ctx ? ctx.clientId : null)
  if (approval === undefined) throw none
  if ('partnerId' in ctx && (await clientOfPartner(pool, ctx.partnerId, approval.clientId)) === undefined) throw none
  return { body: presentApproval(approval, clock.now()) }
}
