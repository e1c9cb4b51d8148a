import type { Approval } from '../approvals/approval.ts'
import { ApprovalOutdated, isSameJson } from '../approvals/demand.ts'
import type { Actor, Ctx } from '../platform/context.ts'
import { dryCheck } from '../platform/dry-check.ts'
import { AppError } from '../platform/errors.ts'
import { perform } from './perform.ts'

/** The effect of a request as its verb sees it now. */
export type EffectNow =
  /** The effect that was shown when it was asked for. */
  | { kind: 'same' }
  | { kind: 'changed'; preview: object }
  /** The verb has nothing to do any more, or needs no second person for it. */
  | { kind: 'none' }
  /** The verb refuses it now, in these words. */
  | { kind: 'refused'; reason: string }

/** No hash of a preview equals it, so that the verb shows the effect instead of doing it. */
const NO_HASH = Buffer.alloc(0)

/** Makes the preview of a request again. The verb runs as it would for the second person, and nothing of it is kept. */
export async function previewNow(ctx: Ctx, approval: Approval): Promise<EffectNow> {
  const { approvalId, clientId, action, inputHash, preview } = approval
  const approved = { approvalId, clientId, action, inputHash, previewHash: NO_HASH, decidedBy: ctx.actor }
  try {
    await dryCheck(ctx, (dry) => perform({ ...dry, actor: approval.askedBy as Actor, approval: approved }, approval))
  } catch (error) {
    if (error instanceof ApprovalOutdated)
      return isSameJson(error.request.preview, preview)
        ? { kind: 'same' }
        : { kind: 'changed', preview: error.request.preview }
    if (error instanceof AppError) return { kind: 'refused', reason: error.message }
    throw error
  }
  return { kind: 'none' }
}
