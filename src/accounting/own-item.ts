import type { ClientId } from '@saatava/core/ids.ts'
import { submitterOf } from '../platform/audit.ts'
import type { Ctx } from '../platform/context.ts'
import type { IntakeDocument, IntakeItem } from './intake-item.ts'
import { contentHash } from './submit.ts'

/** A document that we make ourselves: nobody waits for an answer, and nothing of it was in a request. */
export function ownItem(
  ctx: Ctx,
  clientId: ClientId,
  document: Omit<IntakeDocument, 'payload' | 'contentHash' | 'pointer'>,
  content: unknown,
): IntakeItem {
  const payload = JSON.stringify(content)
  return {
    clientId,
    ...submitterOf(ctx),
    scope: '',
    idempotency: undefined,
    warnings: [],
    documents: [{ ...document, payload, contentHash: contentHash(payload), pointer: '' }],
  }
}
