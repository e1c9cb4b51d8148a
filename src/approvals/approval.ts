import type { ClientId } from '@saatava/core/ids.ts'
import type { GatedAction } from './gated-acts.ts'

/** A frozen request. */
export interface Request {
  action: GatedAction
  /** The client whom it is about; 0: the agency. */
  clientId: ClientId
  subject: string
  /** Everything that the verb needs to do it: JSON without a Date or a bigint. */
  input: object
  /** The effect, as the verb sees it now. */
  preview: object
}

export interface Approval extends Request {
  approvalId: string
  inputHash: Buffer
  previewHash: Buffer
  askedBy: string
  askedAt: Date
  expiresAt: Date
  decidedBy: string | null
  decidedAt: Date | null
  decision: 'APPROVED' | 'REFUSED' | 'OUTDATED' | null
  reason: string | null
}

export type ApprovalState = 'WAITING' | 'APPROVED' | 'REFUSED' | 'OUTDATED' | 'EXPIRED'

export function stateOf({ decision, expiresAt }: Approval, now: Date): ApprovalState {
  if (decision !== null) return decision
  return expiresAt.getTime() <= now.getTime() ? 'EXPIRED' : 'WAITING'
}

export function presentApproval(approval: Approval, now: Date): Record<string, unknown> {
  const { approvalId, action, clientId, subject, preview, askedBy, decidedBy, reason, ...times } = approval
  return {
    ...{ approvalId, state: stateOf(approval, now), action, subject },
    clientIdentifier: clientId === 0 ? null : clientId,
    ...{ preview, askedBy, askedAt: times.askedAt.toISOString(), expiresAt: times.expiresAt.toISOString() },
    ...{ decidedBy, decidedAt: times.decidedAt?.toISOString() ?? null, reason },
  }
}
