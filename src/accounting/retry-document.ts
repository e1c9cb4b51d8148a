import { audit } from '../audit-entries/audit.ts'
import { AppError } from '../platform/errors.ts'
import { emit } from '../events/emit.ts'
import type { Answer, Idempotency } from '../platform/http/route.ts'
import { idempotently } from '../platform/idempotency.ts'
import type { AccountingCtx } from './context.ts'
import type { DocumentKind } from './list-documents.ts'
import { reviveDocument, statusOf, wakeQueue } from './retry-queries.ts'

/**
 * Sends a failed document again, in its old place; it is searched for in the accounting system first. Documents that waited
 * for it go on. 404 when there is none with this identifier, 422 when it has not failed.
 */
export async function retryDocument(
  ctx: AccountingCtx,
  kind: DocumentKind,
  identifier: string,
  idempotency?: Idempotency,
): Promise<Answer> {
  const scope = { clientId: ctx.clientId, scope: `POST /accounting/${kind}/${identifier}/retry` }
  const answer = await idempotently(ctx, scope, idempotency, async (tx) => {
    const revived = await reviveDocument(tx, ctx.clientId, kind, identifier, ctx.platform.clock.now())
    if (revived === undefined) {
      const status = await statusOf(tx, ctx.clientId, kind, identifier)
      if (status === undefined)
        throw new AppError('NOT_FOUND', `There is no ${kind} with the identifier ${identifier}.`)
      throw new AppError(
        'RULE',
        `The ${kind} ${identifier} has not failed, it is ${status}; only a failed document can be retried.`,
      )
    }
    await wakeQueue(tx, ctx.clientId, revived.companyIdentifier)
    await emit(ctx, tx, ctx.clientId, `accounting.${kind}.retried`, `${kind}:${identifier}`, {})
    await audit(ctx, tx, ctx.clientId, 'accounting.document.retried', `${kind}:${identifier}`, {})
    return { body: { message: 'Queued again', sourceIdentifier: identifier, status: 0, description: 'Pending' } }
  })
  ctx.accounting.wake()
  return answer
}
