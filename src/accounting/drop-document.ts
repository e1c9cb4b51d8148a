import { audit } from '../audit-entries/audit.ts'
import { words } from '../audit-entries/words.ts'
import { AppError } from '../platform/errors.ts'
import { emit } from '../events/emit.ts'
import type { Answer, Idempotency } from '../platform/http/route.ts'
import { idempotently } from '../platform/idempotency.ts'
import type { AccountingCtx } from './context.ts'
import type { DocumentKind } from './list-documents.ts'
import { markDropped } from './replace-queries.ts'
import { releaseGroup, statusOf, wakeQueue } from './retry-queries.ts'

/**
 * Gives up a failed document, perhaps with a reason for the audit: it is not sent any more, stays listed as dropped, and those that waited for it go on.
 * Dropping it again changes nothing. 404 when there is none with this identifier, 422 when it has not failed.
 */
export async function dropDocument(
  ctx: AccountingCtx,
  kind: DocumentKind,
  identifier: string,
  { idempotency, reason }: { idempotency?: Idempotency | undefined; reason?: string | undefined } = {},
): Promise<Answer> {
  const { clientId } = ctx
  const scope = { clientId, scope: `POST /accounting/${kind}/${identifier}/drop` }
  const body = { message: 'Dropped', sourceIdentifier: identifier, status: 3, description: 'Dropped' }
  const answer = await idempotently(ctx, scope, idempotency, async (tx) => {
    const at = ctx.platform.clock.now()
    const dropped = await markDropped(tx, clientId, kind, identifier, at)
    if (dropped === undefined) {
      const status = await statusOf(tx, clientId, kind, identifier)
      if (status === 'dropped') return { body }
      if (status === undefined)
        throw new AppError('NOT_FOUND', `There is no ${kind} with the identifier ${identifier}.`)
      throw new AppError(
        'RULE',
        `The ${kind} ${identifier} has not failed, it is ${status}; only a failed document can be dropped.`,
      )
    }
    await releaseGroup(tx, clientId, dropped, at)
    await wakeQueue(tx, clientId, dropped.companyIdentifier)
    await emit(ctx, tx, clientId, `accounting.${kind}.dropped`, `${kind}:${identifier}`, {})
    await audit(ctx, tx, clientId, 'accounting.document.dropped', `${kind}:${identifier}`, {
      ...(reason === undefined ? {} : { reason: words(reason) }),
    })
    return { body, warnings: dropped.maybeStored ? [MAYBE_STORED] : [] }
  })
  ctx.accounting.wake()
  return answer
}

const MAYBE_STORED = {
  code: 'MAYBE_STORED',
  message: 'An earlier request may have arrived: check the accounting system, and invalidate the document there.',
}
