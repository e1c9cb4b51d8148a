/** GET /approvals/{approvalId}. */
import { UUID_PATTERN } from '@saatava/core/ids.ts'
import { Type } from 'typebox'
import { oneOf, orNull } from '../platform/http/schema.ts'

export const ApprovalParams = Type.Object({
  approvalId: Type.String({
    pattern: UUID_PATTERN,
    description: 'from the answer 202',
  }),
})

export const ApprovalShown = Type.Object({
  approvalId: Type.String(),
  state: oneOf(['WAITING', 'APPROVED', 'REFUSED', 'OUTDATED', 'EXPIRED']),
  action: Type.String(),
  subject: Type.String(),
  clientIdentifier: orNull(Type.Number()),
  preview: Type.Record(Type.String(), Type.Unknown(), { description: 'the effect of the act' }),
  askedBy: Type.String(),
  askedAt: Type.String(),
  expiresAt: Type.String(),
  decidedBy: orNull(Type.String()),
  decidedAt: orNull(Type.String()),
  reason: orNull(Type.String()),
})
