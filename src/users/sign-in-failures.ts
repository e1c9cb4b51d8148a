import { audit } from '../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import type { Ctx } from '../platform/context.ts'
import { withTransaction } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import type { SignInMethod } from './sessions/session.ts'

/** Writes a failed sign-in into the audit. The sign-in itself was rolled back, so the entry has its own transaction. */
export async function auditingFailures<T>(ctx: Ctx, method: SignInMethod, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AppError && error.code === 'UNAUTHORIZED')
      await withTransaction(ctx.platform.pool, (tx) =>
        audit(ctx, tx, OPERATOR_TENANT, 'sign-in.failed', 'sign-in', { method, refusal: error.message }),
      )
    throw error
  }
}
