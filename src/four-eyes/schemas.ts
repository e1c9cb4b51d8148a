/** GET /approvals/{approvalId}. */
import { UUID_PATTERN } from '@saatava/core/ids.ts'
import { Type } from 'typebox'
import { GATED_ACTS, type GatedAction } from '../approvals/gated-acts.ts'
import { instant, named, oneOf, orNull, uuid } from '../platform/http/schema.ts'

export const ApprovalParams = Type.Object({
  approvalId: Type.String({
    pattern: UUID_PATTERN,
    description: 'from the answer 202',
  }),
})

export const ApprovalShown = named(
  'Approval',
  Type.Object({
    approvalId: uuid(),
    state: oneOf(['WAITING', 'APPROVED', 'REFUSED', 'OUTDATED', 'EXPIRED'], undefined, 'ApprovalState'),
    action: oneOf(Object.keys(GATED_ACTS) as GatedAction[], 'the act that waits', 'GatedAct'),
    subject: Type.String(),
    clientIdentifier: orNull(Type.Integer()),
    preview: Type.Record(Type.String(), Type.Unknown(), { description: 'the effect of the act' }),
    askedBy: Type.String(),
    askedAt: instant(),
    expiresAt: instant(),
    decidedBy: orNull(Type.String()),
    decidedAt: orNull(instant()),
    reason: orNull(Type.String()),
  }),
)
