/** A second person approves or refuses what somebody asked for. */
import { type Approval, type ApprovalState, stateOf } from '../approvals/approval.ts'
import { ApprovalOutdated, ask } from '../approvals/demand.ts'
import { decide, selectApproval } from '../approvals/queries.ts'
import { audit } from '../audit-entries/audit.ts'
import { words } from '../audit-entries/words.ts'
import type { Actor, Ctx } from '../platform/context.ts'
import { withTransaction } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { requirePermission } from '../users/require-permission.ts'
import { perform } from './perform.ts'

/**
 * Approves: the act is done now, or nothing is. Where its effect is another than the one that was shown, it is asked for
 * again. @throws AppError NOT_FOUND; FORBIDDEN the asker, or somebody without the permission; CONFLICT; what the verb throws
 */
export async function approve(ctx: Ctx, input: { approvalId: string }): Promise<'APPROVED' | 'OUTDATED'> {
  const approval = await openApproval(ctx, input.approvalId)
  const { approvalId, clientId, action, inputHash, previewHash, askedBy } = approval
  const ctxOfAsker: Ctx = {
    ...ctx,
    actor: askedBy as Actor,
    approval: { approvalId, clientId, action, inputHash, previewHash, decidedBy: ctx.actor },
  }
  try {
    await perform(ctxOfAsker, approval)
  } catch (error) {
    if (!(error instanceof ApprovalOutdated)) throw error
    await askAgain(ctx, approval, error)
  }
  const after = await selectApproval(ctx.platform.pool, approvalId, clientId)
  // A verb that had nothing to do, because it was done another way meanwhile, demands nothing.
  if (after?.decision === 'APPROVED' && after.decidedBy === ctx.actor) return 'APPROVED'
  await close(ctx, approval, 'OUTDATED', 'there is nothing left to do')
  return 'OUTDATED'
}

/** Refuses, with a reason; one that has expired too: that closes it. @throws AppError NOT_FOUND, FORBIDDEN, CONFLICT */
export async function refuse(ctx: Ctx, input: { approvalId: string; reason: string }): Promise<void> {
  await close(ctx, await openApproval(ctx, input.approvalId, ['WAITING', 'EXPIRED']), 'REFUSED', input.reason)
}

async function openApproval(
  ctx: Ctx,
  approvalId: string,
  states: readonly ApprovalState[] = ['WAITING'],
): Promise<Approval> {
  const approval = await selectApproval(ctx.platform.pool, approvalId, null)
  if (approval === undefined) throw new AppError('NOT_FOUND', `There is no approval ${approvalId}.`)
  const state = stateOf(approval, ctx.platform.clock.now())
  if (!states.includes(state))
    throw new AppError('CONFLICT', `The approval ${approvalId} is ${state}; nothing was done.`)
  if (approval.askedBy.toLowerCase() === ctx.actor.toLowerCase())
    throw new AppError('FORBIDDEN', `${ctx.actor} asked for this: another person decides it.`)
  await requirePermission(ctx, 'approval.decide', approval.clientId)
  return approval
}

async function askAgain(ctx: Ctx, approval: Approval, { request }: ApprovalOutdated): Promise<never> {
  await close(ctx, approval, 'OUTDATED', 'the effect has changed')
  const again = await ask(ctx, request, approval.askedBy)
  throw new AppError(
    'CONFLICT',
    `The effect is another than the one that was shown, so nothing was done. It is asked for again: approval ${again}.`,
    { extra: { approvalId: again } },
  )
}

async function close(ctx: Ctx, approval: Approval, decision: 'REFUSED' | 'OUTDATED', reason: string): Promise<void> {
  const { approvalId, clientId, action, subject, askedBy } = approval
  await withTransaction(ctx.platform.pool, async (tx) => {
    const at = ctx.platform.clock.now()
    if (!(await decide(tx, { clientId, approvalId, decision, by: ctx.actor, at, reason })))
      throw new AppError('CONFLICT', `The approval ${approvalId} was decided meanwhile, or has expired.`)
    const act = decision === 'REFUSED' ? 'approval.refused' : 'approval.outdated'
    await audit(ctx, tx, clientId, act, `approval:${approvalId}`, {
      action,
      of: subject,
      askedBy,
      reason: words(reason),
    })
  })
}
