import { AppError } from '../platform/errors.ts'
import type { AccountingCtx } from './context.ts'
import type { DocumentKind } from './list-documents.ts'
import { retryDocument } from './retry-document.ts'
import { failedDocuments } from './sync-status-queries.ts'

const PAGE = 500

export interface Retried {
  kind: DocumentKind
  identifier: string
}

/**
 * Retries each failed document of the client once, in order of submission. The order number only rises, so one that fails
 * again meanwhile is not taken a second time. A document that is no longer failed when its turn comes is left alone.
 */
export async function retryAllFailed(ctx: AccountingCtx, input: { kind?: DocumentKind } = {}): Promise<Retried[]> {
  const retried: Retried[] = []
  for (let afterSeq = 0; ; ) {
    const page = await failedDocuments(ctx.platform.pool, ctx.clientId, afterSeq, PAGE)
    for (const { kind, identifier } of page) {
      if (input.kind !== undefined && kind !== input.kind) continue
      if (await retryIfFailed(ctx, kind, identifier)) retried.push({ kind, identifier })
    }
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return retried
    afterSeq = last.seq
  }
}

async function retryIfFailed(ctx: AccountingCtx, kind: DocumentKind, identifier: string): Promise<boolean> {
  try {
    await retryDocument(ctx, kind, identifier)
    return true
  } catch (error) {
    if (error instanceof AppError && error.code === 'RULE') return false
    throw error
  }
}
